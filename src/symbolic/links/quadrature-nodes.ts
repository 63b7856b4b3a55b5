/**
 * Nodes and weights of the rules that integrate over a piece of the line, level by level.
 *
 * The trapezoid on the whole line; tanh-sinh on (l, u), and x = l + exp(t - exp(-t)) on (l, oo)
 * [TakahasiMori1974]. Shares of a piece are made once for each level.
 */
import {
  addBalls,
  type Ball,
  ballOfInteger,
  divideBalls,
  middle,
  multiplyBalls,
  subtractBalls,
} from "./ball.ts";
import { expBall, piBall, sinhCoshBall } from "./ball-functions.ts";
import { workingBits } from "./working-bits.ts";

/** A part of the line on which the link is analytic inside; infinite where an end is left out. */
export interface AnalyticPiece {
  readonly from?: Ball | undefined;
  readonly to?: Ball | undefined;
}

/** A node: its place, and dx/dt there. */
export interface Node {
  readonly z: Ball;
  readonly weight: Ball;
}

/** h = 1/4 for the trapezoid, 1/8 for the double exponential rules. */
export const firstLevel = (piece: AnalyticPiece): number => (piece.from || piece.to ? 3 : 2);

/** Nodes at step 2^-level; only the odd multiples where the even ones are known already. */
export function nodesOf(
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

/** A value made once for each key. */
export function remembered<Value>(
  cache: Map<string, Value>,
  key: string,
  make: () => Value,
): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
