/**
 * Gaussian integrals of a link against He_p, p = 0..n, and of its square, in fixed point.
 *
 * On the whole line the trapezoidal rule: for an integrand analytic in a strip it converges
 * geometrically in 1/h [Trefethen2014, Theorem 5.1]. On a piece with an end where the link is
 * not analytic, double exponential rules [TakahasiMori1974]: tanh-sinh on (l, u), and
 * x = l + exp(t - exp(-t)) on (l, oo), which the Gaussian makes decay doubly exponentially.
 * The step is halved until two sums agree; the last difference is the stated error, of which the
 * true one is about the square. Rounding is enclosed, not estimated.
 */
import {
  addBalls,
  type Ball,
  ballOfInteger,
  divideBalls,
  magnitude,
  middle,
  multiplyBalls,
  rescaleBall,
  scaleBall,
  subtractBalls,
} from "./ball.ts";
import { expBall, piBall, sinhCoshBall, sqrtBall } from "./ball-functions.ts";
import type { Tape } from "./tape.ts";
import { workingBits } from "./working-bits.ts";

/** A part of the line on which the link is analytic inside; infinite where an end is left out. */
export interface AnalyticPiece {
  readonly from?: Ball | undefined;
  readonly to?: Ball | undefined;
}

/** E[f He_p] and E f^2 with their errors. */
export interface GaussianIntegrals {
  readonly moments: readonly Ball[];
  readonly squaredNorm: Ball;
  /** False if the step could not be made small enough; the errors are then the differences. */
  readonly converged: boolean;
}

interface Options {
  /** Highest p. */
  readonly order: number;
  /** Nodes stay within |z| <= reach. */
  readonly reach: number;
  /** Most evaluations of single steps of the tape. */
  readonly budget: number;
}

/** A node: its place, and dx/dt there. */
interface Node {
  readonly z: Ball;
  readonly weight: Ball;
}

/** The sums of one rule at one step size, without the factor h. */
interface Sums {
  readonly moments: Ball[];
  square: Ball;
}

/** Integrates over each piece and adds up; one step size for all pieces of one kind. */
export function gaussianIntegrals(
  tape: Tape,
  pieces: readonly AnalyticPiece[],
  options: Options,
): GaussianIntegrals {
  const share = { ...options, budget: options.budget / pieces.length };
  const parts = pieces.map((piece) => pieceIntegrals(tape, piece, share));
  const zero: Ball = { mid: 0n, rad: 0 };
  return {
    moments: Array.from({ length: options.order + 1 }, (_, p) =>
      parts.reduce((sum, part) => addBalls(sum, part.moments[p]!), zero),
    ),
    squaredNorm: parts.reduce((sum, part) => addBalls(sum, part.squaredNorm), zero),
    converged: parts.every((part) => part.converged),
  };
}

function pieceIntegrals(tape: Tape, piece: AnalyticPiece, options: Options): GaussianIntegrals {
  const bits = workingBits;
  const sums: Sums = {
    moments: Array.from({ length: options.order + 1 }, () => ({ mid: 0n, rad: 0 })),
    square: { mid: 0n, rad: 0 },
  };
  let previous: readonly Ball[] | undefined;
  let spent = 0;
  for (let level = firstLevel(piece); ; level++) {
    const nodes = nodesOf(piece, level, level > firstLevel(piece), options.reach);
    for (const node of nodes) addNode(sums, node, tape, bits);
    spent += nodes.length * tape.length;
    const scaled = [...sums.moments, sums.square].map((s) => scaledByPower(s, -level));
    if (previous !== undefined) {
      const differences = scaled.map((s, i) => magnitude(s.mid - previous![i]!.mid, bits));
      const norm = Math.sqrt(middle(scaled.at(-1)!, bits)) || 1;
      const good = scaled.every((s, p) => {
        // He_p has norm sqrt(p!); the last entry is the square.
        const scale = p > options.order ? norm * norm : norm * rootFactorial(p);
        return differences[p]! <= Math.max(1e-18 * magnitude(s.mid, bits), 1e-37 * scale);
      });
      if ((good && level >= 4) || spent * 3 > options.budget || level >= 9) {
        const widened = scaled.map((s, i) => ({
          mid: s.mid,
          rad: s.rad + (good ? 1 : 10) * differences[i]! * (1 + 1e-9),
        }));
        return {
          moments: widened.slice(0, -1),
          squaredNorm: widened.at(-1)!,
          converged: good,
        };
      }
    }
    previous = scaled;
  }
}

/** h = 1/4 for the trapezoid, 1/8 for the double exponential rules. */
const firstLevel = (piece: AnalyticPiece): number => (piece.from || piece.to ? 3 : 2);

/** Nodes at step 2^-level; only the odd multiples where the even ones are known already. */
function nodesOf(
  piece: AnalyticPiece,
  level: number,
  oddOnly: boolean,
  reach: number,
): readonly Node[] {
  if (piece.from && piece.to) return tanhSinhNodes(piece.from, piece.to, level, oddOnly);
  if (piece.from) return halfLineNodes(piece.from, 1n, level, oddOnly, reach);
  if (piece.to) return halfLineNodes(piece.to, -1n, level, oddOnly, reach);
  const one = ballOfInteger(1, workingBits);
  const count = Math.ceil(reach * 2 ** level);
  const nodes: Node[] = [];
  for (let k = -count; k <= count; k++) {
    if (oddOnly && k % 2 === 0) continue;
    nodes.push({ z: { mid: BigInt(k) << BigInt(workingBits - level), rad: 0 }, weight: one });
  }
  return nodes;
}

/** Distance from the end as a share of the length, and its derivative in t. */
interface Share {
  readonly near: Ball;
  readonly slope: Ball;
}

const rootTwoPi = new Map<string, Ball>();
const tanhSinhShares = new Map<string, readonly Share[]>();
const halfLineShares = new Map<string, readonly Share[]>();

/** x = l + (u - l) q/(1 + q), q = exp(-pi sinh t), and its mirror image. */
function tanhSinhNodes(from: Ball, to: Ball, level: number, oddOnly: boolean): readonly Node[] {
  const bits = workingBits;
  const shares = remembered(tanhSinhShares, `${level} ${oddOnly}`, () => {
    const one = ballOfInteger(1, bits);
    const made: Share[] = [];
    for (let k = oddOnly ? 1 : 0; ; k += oddOnly ? 2 : 1) {
      const t: Ball = { mid: BigInt(k) << BigInt(bits - level), rad: 0 };
      const { sinh, cosh } = sinhCoshBall(t, bits);
      const pi = piBall(bits);
      const q = expBall(multiplyBalls({ mid: -pi.mid, rad: pi.rad }, sinh, bits), bits);
      if (q.mid < 1024n) return made;
      const sum = addBalls(one, q);
      const near = divideBalls(q, sum, bits);
      const slope = multiplyBalls(
        multiplyBalls(pi, cosh, bits),
        divideBalls(near, sum, bits),
        bits,
      );
      made.push({ near, slope });
    }
  });
  const length = subtractBalls(to, from);
  const centre = oddOnly ? -1 : 0;
  return shares.flatMap(({ near, slope }, i) => {
    const offset = multiplyBalls(length, near, bits);
    const weight = multiplyBalls(length, slope, bits);
    const left: Node = { z: addBalls(from, offset), weight };
    const right: Node = { z: subtractBalls(to, offset), weight };
    return i === centre ? [left] : [left, right];
  });
}

/** x = l + s exp(t - exp(-t)); dx/dt = (1 + exp(-t)) exp(t - exp(-t)). */
function halfLineNodes(
  from: Ball,
  sign: 1n | -1n,
  level: number,
  oddOnly: boolean,
  reach: number,
): readonly Node[] {
  const bits = workingBits;
  const far = reach + Math.abs(middle(from, bits));
  const last = Math.ceil(Math.log(far + 2) * 2 ** level) + 1;
  const shares = remembered(halfLineShares, `${level} ${oddOnly} ${last}`, () => {
    const one = ballOfInteger(1, bits);
    const made: Share[] = [];
    const first = -Math.floor(Math.log(bits * Math.LN2) * 2 ** level);
    for (let k = first; k <= last; k++) {
      if (oddOnly && k % 2 === 0) continue;
      const t: Ball = { mid: BigInt(k) << BigInt(bits - level), rad: 0 };
      const back = expBall({ mid: -t.mid, rad: 0 }, bits);
      const near = expBall(subtractBalls(t, back), bits);
      if (near.mid < 1024n) continue;
      made.push({ near, slope: multiplyBalls(addBalls(one, back), near, bits) });
    }
    return made;
  });
  return shares.map(({ near, slope }) => ({
    z: sign > 0n ? addBalls(from, near) : subtractBalls(from, near),
    weight: slope,
  }));
}

/** Adds weight f phi He_p, and weight f^2 phi, at one node. */
function addNode(sums: Sums, node: Node, tape: Tape, bits: number): void {
  const shift = BigInt(bits);
  const z = node.z;
  let value = tape.value(z, bits);
  if (!(value.rad <= 2 ** -130 * (1 + magnitude(value.mid, bits)))) {
    // Digits cancel here, as near a singular point: once more with three times as many.
    const wide = tape.value({ mid: z.mid << BigInt(2 * bits), rad: 0 }, 3 * bits);
    value = { mid: wide.mid >> BigInt(2 * bits), rad: wide.rad + 2 ** -bits };
    if (!Number.isFinite(value.rad)) return;
  }
  if (value.mid === 0n && value.rad === 0) return;
  const { weighted, square } =
    magnitude(value.mid, bits) > 1e8
      ? farProducts(node, tape, bits)
      : productsAt(node.weight, z, value, bits);
  sums.square = addBalls(sums.square, square);
  // He_{p+1} = z He_p - p He_{p-1}, and the same with absolute values for the rounding.
  const at = magnitude(z.mid, bits);
  let [before, now] = [0n, 1n << shift];
  let [boundBefore, bound] = [0, 1];
  const { moments } = sums;
  for (let p = 0; p < moments.length; p++) {
    const moment = moments[p]!;
    const size = magnitude(weighted.mid, bits);
    moments[p] = {
      mid: moment.mid + ((weighted.mid * now) >> shift),
      rad: moment.rad + weighted.rad * bound + (size * bound * (p + 1) + 1) * 2 ** -bits,
    };
    [before, now] = [now, ((z.mid * now) >> shift) - BigInt(p) * before];
    [boundBefore, bound] = [bound, at * bound + p * boundBefore + 1];
  }
}

/** weight f phi and weight f^2 phi. */
interface Products {
  readonly weighted: Ball;
  readonly square: Ball;
}

function productsAt(weight: Ball, z: Ball, value: Ball, bits: number): Products {
  const density = multiplyBalls(gaussianDensity(z.mid, bits), weight, bits);
  const weighted = multiplyBalls(value, density, bits);
  return { weighted, square: multiplyBalls(weighted, value, bits) };
}

/** Where f is large phi is small: both to as many more digits as phi has zeros. */
function farProducts(node: Node, tape: Tape, bits: number): Products {
  const zeros = middle(node.z, bits) ** 2 / 2 / Math.LN2;
  const wide = Math.min(1000, bits + 64 * Math.ceil(zeros / 64));
  const z: Ball = { mid: node.z.mid << BigInt(wide - bits), rad: 0 };
  const weight = rescaleBall(node.weight, bits, wide);
  const { weighted, square } = productsAt(weight, z, tape.value(z, wide), wide);
  return { weighted: rescaleBall(weighted, wide, bits), square: rescaleBall(square, wide, bits) };
}

/** phi(z) = exp(-z^2/2) / sqrt(2 pi). */
export function gaussianDensity(z: bigint, bits: number): Ball {
  const root = remembered(rootTwoPi, `${bits}`, () => sqrtBall(scaleBall(piBall(bits), 2n), bits));
  const square = (z * z) >> BigInt(bits + 1);
  return divideBalls(expBall({ mid: -square, rad: 2 ** -bits }, bits), root, bits);
}

const scaledByPower = (a: Ball, power: number): Ball => ({
  mid: a.mid >> BigInt(-power),
  rad: a.rad * 2 ** power + 2 ** -workingBits,
});

function rootFactorial(p: number): number {
  let product = 1;
  for (let k = 2; k <= p; k++) product *= k;
  return Math.sqrt(product);
}

function remembered<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
