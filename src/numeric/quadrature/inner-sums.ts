/**
 * The inner sums of a pair: what a teacher link is worth on average where <e, x> = a is known.
 *
 * S_j(a) = E[f(rho a + s y) y^j] for j = 0, 1, 2. Arrays are those of the room that is given, so
 * that a flow, which asks for thousands of pairs, allocates nothing for them.
 */
import type { Link } from "../link.ts";
import { normalDensity } from "../special/erf.ts";
import { gaussHermite } from "./gauss-hermite.ts";
import { piecewiseRule } from "./gauss-legendre.ts";
import { smoothRule } from "./outer-rule.ts";
import type { Fineness, Pair } from "./pair.ts";
import type { Rule } from "./rule.ts";

/** S_0, S_1, S_2 at the `a` last given, and with f' for f; with absolute values of the terms. */
export interface InnerSums {
  readonly at: (a: number) => void;
  readonly plain: Float64Array;
  readonly absolute: Float64Array;
  readonly slope: Float64Array;
  readonly absoluteSlope: Float64Array;
}

/** Arrays for one pair at a time: its sums, and f at the nodes. */
export interface InnerRoom extends Omit<InnerSums, "at"> {
  points: Float64Array;
  values: Float64Array;
  slopes: Float64Array;
}

export const innerRoom = (): InnerRoom => ({
  plain: new Float64Array(3),
  absolute: new Float64Array(3),
  slope: new Float64Array(3),
  absoluteSlope: new Float64Array(3),
  points: new Float64Array(0),
  values: new Float64Array(0),
  slopes: new Float64Array(0),
});

/** The sums over y for a teacher link, in `room`, which no other pair may use meanwhile. */
export function innerSums(
  f: Link,
  { rho, s }: Pair,
  needsSlope: boolean,
  fineness: Fineness,
  room: InnerRoom = innerRoom(),
): InnerSums {
  const { plain, absolute, slope, absoluteSlope } = room;
  // Few nodes may all be zeros of f, and |f| no measure of its rounding: b alone is rounded,
  // which moves f by u |b f'(b)|. Many nodes cannot hide, and need no slope.
  const isFew = f.degree !== undefined;
  const isSmooth = f.breakpoints.length === 0;
  // With s = 0 f does not see y: the sums are f(rho a) times moments, to which two nodes are exact.
  const fixed = s === 0 ? gaussHermite(2) : isSmooth && smoothRule(f.degree, 2, fineness);
  const ofA = (a: number): Rule =>
    fixed ||
    piecewiseRule(
      f.breakpoints.map((c) => (c.at - rho * a) / s),
      fineness.mesh,
    );

  const at = (a: number): void => {
    const { nodes, weights } = ofA(a);
    const count = nodes.length;
    makeRoom(room, count);
    const { points, values, slopes } = room;
    for (let i = 0; i < count; i++) points[i] = rho * a + s * nodes[i]!;
    f.fill(points, count, values, isFew || needsSlope ? slopes : undefined);
    let [s0, s1, s2, t0, t1, t2] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const y = nodes[i]!;
      const weight = weights[i]!;
      const term = weight * values[i]!;
      const size = Math.abs(term) + (isFew ? Math.abs(weight * points[i]! * slopes[i]!) : 0);
      s0 += term;
      s1 += term * y;
      s2 += term * y * y;
      t0 += size;
      t1 += size * Math.abs(y);
      t2 += size * y * y;
    }
    plain[0] = s0;
    plain[1] = s1;
    plain[2] = s2;
    absolute[0] = t0;
    absolute[1] = t1;
    absolute[2] = t2;
    if (needsSlope) addSlopes(a, nodes, weights);
  };

  const addSlopes = (a: number, nodes: Float64Array, weights: Float64Array): void => {
    slope.fill(0);
    absoluteSlope.fill(0);
    const add = (term: number, y: number): void => {
      slope[0]! += term;
      slope[1]! += term * y;
      slope[2]! += term * y * y;
      const size = Math.abs(term);
      absoluteSlope[0]! += size;
      absoluteSlope[1]! += size * Math.abs(y);
      absoluteSlope[2]! += size * y * y;
    };
    for (let i = 0; i < nodes.length; i++) add(weights[i]! * room.slopes[i]!, nodes[i]!);
    for (const { at: c, jump } of f.breakpoints) {
      // With s = 0 a jump of f is a point mass in a, which the outer sum cannot see.
      if (jump === 0) continue;
      const y = (c - rho * a) / s;
      add(s === 0 ? Number.NaN : (normalDensity(y) * jump) / s, y);
    }
  };
  return { at, plain, absolute, slope, absoluteSlope };
}

function makeRoom(room: InnerRoom, count: number): void {
  if (room.points.length >= count) return;
  room.points = new Float64Array(count);
  room.values = new Float64Array(count);
  room.slopes = new Float64Array(count);
}
