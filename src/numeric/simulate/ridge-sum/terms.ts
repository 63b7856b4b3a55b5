/**
 * The terms of the loss at a state: each a pair of directions with its moments.
 *
 * A term E[phi(<w_i, x>) g(<u, x>)] is seen from w_i: e = w_i/|w_i|, q the unit vector of u across
 * e. Overlaps that are equal up to rounding (the average of an equiangular frame has k of them)
 * share one quadrature.
 */
import { unitRoundoff } from "../../measured.ts";
import { type Depth, type Fineness, pairSums, type Sums } from "../../quadrature/two-point.ts";
import { addScaled, dot, neuron, norm, scaled } from "../../vectors.ts";
import type { RidgeSum } from "./ridge-sum.ts";

export type Rules = "coarse" | "fine";

export interface Term {
  /** The neuron whose derivative is seen. */
  readonly i: number;
  /** The other neuron; i itself for E[phi(<w_i, x>)^2]; absent for the teacher's directions. */
  readonly l?: number;
  /** Of this term in the loss, summed over ordered pairs (i, l) for neurons. */
  readonly coefficient: number;
  readonly e: Float64Array;
  /** |w_i|. */
  readonly r: number;
  /** Unit, orthogonal to e; absent where u is a multiple of e. */
  readonly q?: Float64Array;
  readonly sums: Sums;
}

/** All terms at the state w (n neurons of length `ambient`, one after another). */
export function termsOf(model: RidgeSum, w: Float64Array, depth: Depth, rules: Rules): Term[] {
  const { neurons, ambient, frame, student, teacher } = model;
  const states = Array.from({ length: neurons }, (_, i) => polar(neuron(w, i, ambient)));
  const terms: Term[] = [];
  for (let i = 0; i < neurons; i++) {
    const { e, r } = states[i]!;
    const known: Known[] = [];
    for (let j = 0; j < frame.length; j++) {
      const coefficient = model.teacherCoefficients[j]!;
      if (coefficient === 0) continue;
      const seen = seenFrom(e, frame[j]!, 1);
      const depthOfTeacher = depth === "cross" ? "hessian" : depth;
      const sums = recalled(known, seen, () =>
        pairSums(student, teacher, { r, ...seen }, depthOfTeacher, model.teacherRules[rules]),
      );
      terms.push({ i, coefficient, e, r, ...(seen.q && { q: seen.q }), sums });
    }
    if (model.studentCoefficient === 0) continue;
    for (let l = 0; l < neurons; l++) {
      const other = states[l]!;
      const seen = l === i ? { rho: r, s: 0 } : seenFrom(e, other.e, other.r);
      const fineness: Fineness = model.studentRules[rules];
      const sums = pairSums(student, student, { r, ...seen }, depth, fineness);
      const q = "q" in seen ? seen.q : undefined;
      terms.push({ i, l, coefficient: model.studentCoefficient, e, r, ...(q && { q }), sums });
    }
  }
  return terms;
}

export interface Seen {
  readonly rho: number;
  readonly s: number;
  readonly q?: Float64Array | undefined;
}

interface Known {
  readonly rho: number;
  readonly sums: Sums;
}

/** u = rho e + s q. s is the length of the difference, not sqrt(1 - rho^2), which cancels. */
export function seenFrom(e: Float64Array, direction: Float64Array, length: number): Seen {
  const rho = dot(e, direction);
  const across = direction.slice();
  addScaled(across, -rho, e);
  const s = norm(across);
  // Below, the direction of q is rounding and s q is lost beside e.
  if (s < 8 * unitRoundoff) return { rho: Math.sign(rho) * length, s: 0 };
  return { rho: length * rho, s: length * s, q: scaled(1 / s, across) };
}

function recalled(known: Known[], { rho }: Seen, compute: () => Sums): Sums {
  const match = known.find((k) => Math.abs(k.rho - rho) <= 8 * unitRoundoff * Math.abs(rho));
  if (match !== undefined) return match.sums;
  const sums = compute();
  known.push({ rho, sums });
  return sums;
}

/** |w| and w / |w|. Lengths within rounding of 1 are 1. */
function polar(w: Float64Array): { readonly e: Float64Array; readonly r: number } {
  const length = norm(w);
  const r = Math.abs(length - 1) < 16 * unitRoundoff ? 1 : length;
  return { e: scaled(1 / length, w), r };
}
