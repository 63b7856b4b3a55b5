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
  divideBalls,
  magnitude,
  middle,
  multiplyBalls,
  rescaleBall,
  scaleBall,
} from "./ball.ts";
import { expBall, piBall, sqrtBall } from "./ball-functions.ts";
import {
  type AnalyticPiece,
  firstLevel,
  type Node,
  nodesOf,
  remembered,
} from "./quadrature-nodes.ts";
import type { Tape } from "./tape.ts";
import { workingBits } from "./working-bits.ts";

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

/** The sums of one rule at one step size, without the factor h. */
interface Sums {
  readonly moments: Ball[];
  square: Ball;
}

/** When sums of two steps agree: to a part of their size, or of the norm. */
interface Goal {
  readonly relative: number;
  readonly absolute: number;
}

const usual: Goal = { relative: 1e-18, absolute: 1e-37 };
/** For moments in which pieces cancel, whose own sizes say nothing. */
const cancelling: Goal = { relative: 0, absolute: 1e-46 };
/** An error above this part of a moment asks for the finer goal. */
const coarse = 1e-15;

/**
 * Integrates over each piece and adds up; once more with a finer goal where pieces cancel.
 */
export function gaussianIntegrals(
  tape: Tape,
  pieces: readonly AnalyticPiece[],
  options: Options,
): GaussianIntegrals {
  const first = integralsToGoal(tape, pieces, options, usual);
  const norm = Math.sqrt(Math.abs(middle(first.squaredNorm, workingBits)));
  const isCoarse = first.moments.some(
    ({ mid, rad }, p) =>
      rad > coarse * magnitude(mid, workingBits) &&
      rad > pieces.length * usual.absolute * norm * rootFactorial(p),
  );
  if (!first.converged || !isCoarse) return first;
  const finer = integralsToGoal(tape, pieces, options, cancelling);
  return finer.converged ? finer : first;
}

/**
 * One step size for all pieces of one kind. From the middle outward: a far piece need not be known
 * better than the whole, and what near ones leave of the budget is there for the others.
 */
function integralsToGoal(
  tape: Tape,
  pieces: readonly AnalyticPiece[],
  options: Options,
  goal: Goal,
): GaussianIntegrals {
  const outward = [...pieces].sort((a, b) => distanceOf(a) - distanceOf(b));
  const parts: GaussianIntegrals[] = [];
  let left = options.budget;
  let squareSoFar = 0;
  for (const piece of outward) {
    const share = { ...options, budget: left / (outward.length - parts.length), squareSoFar, goal };
    const part = pieceIntegrals(tape, piece, share);
    parts.push(part);
    left -= part.spent;
    squareSoFar += Math.max(0, middle(part.squaredNorm, workingBits));
  }
  const zero: Ball = { mid: 0n, rad: 0 };
  return {
    moments: Array.from({ length: options.order + 1 }, (_, p) =>
      parts.reduce((sum, part) => addBalls(sum, part.moments[p]!), zero),
    ),
    squaredNorm: parts.reduce((sum, part) => addBalls(sum, part.squaredNorm), zero),
    converged: parts.every((part) => part.converged),
  };
}

/** How far from 0 a piece begins. */
function distanceOf({ from, to }: AnalyticPiece): number {
  const [low, high] = [from, to].map((end) => end && middle(end, workingBits));
  if (low !== undefined && low > 0) return low;
  return high !== undefined && high < 0 ? -high : 0;
}

function pieceIntegrals(
  tape: Tape,
  piece: AnalyticPiece,
  options: Options & { readonly squareSoFar: number; readonly goal: Goal },
): GaussianIntegrals & { readonly spent: number } {
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
      const norm = Math.sqrt(options.squareSoFar + middle(scaled.at(-1)!, bits)) || 1;
      const good = scaled.every((s, p) => {
        // He_p has norm sqrt(p!); the last entry is the square.
        const scale = p > options.order ? norm * norm : norm * rootFactorial(p);
        const { relative, absolute } = options.goal;
        // A step whose error is below that of the values gains nothing by being halved.
        const asked = Math.max(relative * magnitude(s.mid, bits), absolute * scale);
        return differences[p]! <= Math.max(asked, s.rad);
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
          spent,
        };
      }
    }
    previous = scaled;
  }
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

const rootTwoPi = new Map<string, Ball>();

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
