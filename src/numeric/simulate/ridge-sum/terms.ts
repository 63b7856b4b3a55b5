/**
 * The terms of the loss at a state: each a pair of directions with its moments.
 *
 * A term E[phi(<w_i, x>) g(<u, x>)] is seen from w_i: e = w_i/|w_i|, q the unit vector of u across
 * e. Overlaps that are equal up to rounding (the average of an equiangular frame has k of them)
 * share one quadrature.
 *
 * A flow asks for the terms of thousands of states: they are shown one after another in the same
 * arrays, and whoever keeps one copies it.
 */

import type { Link } from "../../link.ts";
import { unitRoundoff } from "../../measured.ts";
import { gradientMoments } from "../../quadrature/gradient-moments.ts";
import type { Fineness, Pair } from "../../quadrature/pair.ts";
import { type Depth, noSums, pairSums, type Sums } from "../../quadrature/two-point.ts";
import { addScaled, dot, neuron, norm } from "../../vectors.ts";
import type { RidgeSum } from "./ridge-sum.ts";

export type Rules = "coarse" | "fine";

/** What is wanted of a term; a flow wants the gradient without the value and without sizes. */
export type TermDepth = Depth | "flow";

export interface Term {
  /** The neuron whose derivative is seen. */
  readonly i: number;
  /** The other neuron; i itself for E[phi(<w_i, x>)^2]; undefined for the teacher's directions. */
  readonly l: number | undefined;
  /** Of this term in the loss, summed over ordered pairs (i, l) for neurons. */
  readonly coefficient: number;
  readonly e: Float64Array;
  /** |w_i|. */
  readonly r: number;
  /** Unit, orthogonal to e; undefined where u is a multiple of e. */
  readonly q: Float64Array | undefined;
  readonly sums: Sums;
}

/** Shows all terms at the state w: n neurons of length `ambient`, one after another. */
export function eachTerm(
  model: RidgeSum,
  w: Float64Array,
  depth: TermDepth,
  rules: Rules,
  show: (term: Term) => void,
): void {
  const { neurons, ambient, frame, student, teacher } = model;
  const { units, lengths, across, known } = roomFor(neurons, ambient);
  for (let i = 0; i < neurons; i++) lengths[i] = polar(neuron(w, i, ambient), units[i]!);
  const teacherDepth = depth === "cross" ? "hessian" : depth;
  for (let i = 0; i < neurons; i++) {
    const [e, r] = [units[i]!, lengths[i]!];
    let seenBefore = 0;
    for (let j = 0; j < frame.length; j++) {
      const coefficient = model.teacherCoefficients[j]!;
      if (coefficient === 0) continue;
      const { rho, s, q } = seenFrom(e, frame[j]!, 1, across);
      let at = 0;
      while (at < seenBefore && !isSame(known[at]!.rho, rho)) at += 1;
      if (known.length <= at) known.push({ rho, sums: noSums() });
      const { sums } = known[at]!;
      if (at === seenBefore) {
        seenBefore += 1;
        known[at]!.rho = rho;
        sumsOf(student, teacher, { r, rho, s }, teacherDepth, model.teacherRules[rules], sums);
      }
      show({ i, l: undefined, coefficient, e, r, q, sums });
    }
    if (model.studentCoefficient === 0) continue;
    const fineness: Fineness = model.studentRules[rules];
    for (let l = 0; l < neurons; l++) {
      const { rho, s, q } =
        l === i ? { rho: r, s: 0, q: undefined } : seenFrom(e, units[l]!, lengths[l]!, across);
      const sums = sumsOf(student, student, { r, rho, s }, depth, fineness, ownSums);
      show({ i, l, coefficient: model.studentCoefficient, e, r, q, sums });
    }
  }
}

/** The sums of a pair; in a flow only the moments of its gradient. */
function sumsOf(
  phi: Link,
  f: Link,
  pair: Pair,
  depth: TermDepth,
  fineness: Fineness,
  sums: Sums,
): Sums {
  if (depth !== "flow") return pairSums(phi, f, pair, depth, fineness, sums);
  const isSmooth = phi.breakpoints.length === 0 && f.breakpoints.length === 0;
  if (!isSmooth) return pairSums(phi, f, pair, "gradient", fineness, sums);
  gradientMoments(phi, f, pair, fineness, sums.value);
  return sums;
}

export interface Seen {
  readonly rho: number;
  readonly s: number;
  readonly q: Float64Array | undefined;
}

/**
 * u = rho e + s q for u = length times the direction. s is the length of the difference, not
 * sqrt(1 - rho^2), which cancels. q is written into `across`.
 */
export function seenFrom(
  e: Float64Array,
  direction: Float64Array,
  length: number,
  across: Float64Array = new Float64Array(e.length),
): Seen {
  const rho = dot(e, direction);
  across.set(direction);
  addScaled(across, -rho, e);
  const s = norm(across);
  // Below, the direction of q is rounding and s q is lost beside e.
  if (s < 8 * unitRoundoff) return { rho: Math.sign(rho) * length, s: 0, q: undefined };
  for (let i = 0; i < across.length; i++) across[i]! *= 1 / s;
  return { rho: length * rho, s: length * s, q: across };
}

const isSame = (known: number, rho: number): boolean =>
  Math.abs(known - rho) <= 8 * unitRoundoff * Math.abs(rho);

/** Arrays for the terms of one state at a time: no term asks for another state. */
interface Room {
  readonly ambient: number;
  /** w_i / |w_i| and |w_i|. */
  readonly units: readonly Float64Array[];
  readonly lengths: Float64Array;
  readonly across: Float64Array;
  /** Moments of the overlaps that a neuron has met. */
  readonly known: { rho: number; readonly sums: Sums }[];
}

let room: Room | undefined;
const ownSums = noSums();

function roomFor(neurons: number, ambient: number): Room {
  if (room?.ambient === ambient && room.units.length === neurons) return room;
  room = {
    ambient,
    units: Array.from({ length: neurons }, () => new Float64Array(ambient)),
    lengths: new Float64Array(neurons),
    across: new Float64Array(ambient),
    known: room?.known ?? [],
  };
  return room;
}

/** Writes w / |w| and returns |w|. Lengths within rounding of 1 are 1. */
export function polar(w: Float64Array, e: Float64Array): number {
  const length = norm(w);
  for (let i = 0; i < w.length; i++) e[i] = (1 / length) * w[i]!;
  return Math.abs(length - 1) < 16 * unitRoundoff ? 1 : length;
}
