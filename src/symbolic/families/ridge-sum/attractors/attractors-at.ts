/**
 * All attractors at one rational value of beta, with enclosed overlaps.
 *
 * On a monotone piece kappa takes the value k - 1 + 1/beta at most once, and whether it does is
 * seen at the ends. A fixed point found so is an attractor iff the Hessian form
 *   sum_s n_s d_s eta_s^2 - gamma (sum_s n_s eta_s)^2,   gamma = beta / (1 + (k-1) beta),
 * is positive on the tangent space sum_s n_s (y_s - c) eta_s = 0 (slots), and d_s > 0 in every slot
 * of two or more indices (differences within a slot). Both follow from the spherical Hessian with
 * A^-1 = (I - gamma 1 1^T) / (1-beta) and c_j = omega_j y_j^(p-1) = y_j - c up to a factor.
 * Across the span the eigenvalue is mu > 0.
 */
import * as Q from "../../../../model/rational.ts";
import * as E from "../../../exact/enclosure.ts";
import {
  type BranchPoint,
  kappaOf,
  pointAt,
  pointsBetween,
  type Slot,
  slotsOf,
  type WeightBlock,
} from "./branch.ts";
import type { MonotonePiece } from "./critical.ts";

/** One attractor: a value for every slot, in a common positive unit. */
export interface AttractorType {
  readonly special: Slot;
  readonly rest: readonly Slot[];
}

const precision = Q.rational(1n, 1n << 56n);

/**
 * The attractors at beta, up to exchanging indices of one block.
 *
 * @returns `undefined` if a sign cannot be decided.
 */
export function attractorsAt(
  blocks: readonly WeightBlock[],
  pieces: readonly MonotonePiece[],
  beta: Q.Rational,
): readonly AttractorType[] | undefined {
  const k = blocks.reduce((total, { size }) => total + size, 0);
  const kappa = Q.add(Q.integer(k - 1), Q.divide(Q.one, beta));
  const gamma = Q.divide(beta, Q.add(Q.one, Q.multiply(Q.integer(k - 1), beta)));
  const found: AttractorType[] = [];
  for (const piece of pieces) {
    const point = solved(piece, blocks, kappa);
    if (point === "undecided") return undefined;
    if (point === undefined) continue;
    const slots = slotsOf(piece.branch, blocks, point);
    const stable = isMinimum([slots.special, ...slots.rest], point.level, gamma);
    if (stable === undefined) return undefined;
    if (stable) found.push(slots);
  }
  return found;
}

function solved(
  { branch, from, to }: MonotonePiece,
  blocks: readonly WeightBlock[],
  kappa: Q.Rational,
): BranchPoint | undefined | "undecided" {
  const side = (t: Q.Rational): -1 | 0 | 1 | undefined => {
    const point = pointAt(branch, blocks, t);
    const value = point && kappaOf(branch, blocks, point);
    return value && E.signOf(E.subtract(value, E.exactly(kappa)));
  };
  const [first, last] = [side(from), side(to)];
  if (first === undefined || last === undefined) return "undecided";
  if (first === last) return undefined;
  let [low, high] = [from, to];
  while (Q.compare(Q.subtract(high, low), precision) > 0) {
    const middle = Q.divide(Q.add(low, high), Q.integer(2));
    const at = side(middle);
    if (at === undefined) break;
    if (at === first) low = middle;
    else high = middle;
  }
  return pointsBetween(branch, blocks, low, high) ?? "undecided";
}

function isMinimum(
  slots: readonly Slot[],
  level: E.Enclosure,
  gamma: Q.Rational,
): boolean | undefined {
  for (const { count, slope } of slots) {
    if (count < 2) continue;
    const sign = E.signOf(slope);
    if (sign === undefined || sign === 0) return undefined;
    if (sign < 0) return false;
  }
  const counts = slots.map(({ count }) => E.exactly(Q.integer(count)));
  const normal = slots.map(({ value }, s) => E.multiply(counts[s]!, E.subtract(value, level)));
  const form = slots.map(({ slope }, s) =>
    counts.map((count, r) => {
      const shared = E.multiply(E.exactly(gamma), E.multiply(counts[s]!, count));
      return s === r ? E.subtract(E.multiply(count, slope), shared) : E.negate(shared);
    }),
  );
  return isPositiveOnHyperplane(form, normal);
}

/** Whether x^T M x > 0 for all x != 0 with a.x = 0; a_0 must be certain not to vanish. */
function isPositiveOnHyperplane(
  form: readonly (readonly E.Enclosure[])[],
  normal: readonly E.Enclosure[],
): boolean | undefined {
  const ratios = normal.map((a) => E.divide(a, normal[0]!));
  if (ratios.some((ratio) => ratio === undefined)) return undefined;
  const entry = (s: number, r: number): E.Enclosure => form[s]![r]!;
  // The basis e_s - (a_s / a_0) e_0, s >= 1.
  const restricted = normal.slice(1).map((_, i) =>
    normal.slice(1).map((__, j) => {
      const [s, r] = [i + 1, j + 1];
      const [x, y] = [ratios[s]!, ratios[r]!];
      const cross = E.add(E.multiply(x, entry(0, r)), E.multiply(y, entry(s, 0)));
      return E.add(E.subtract(entry(s, r), cross), E.multiply(E.multiply(x, y), entry(0, 0)));
    }),
  );
  return isPositiveDefinite(restricted);
}

/** By elimination: all pivots positive; the first pivot that is certainly not decides. */
function isPositiveDefinite(matrix: readonly (readonly E.Enclosure[])[]): boolean | undefined {
  let rows = matrix;
  while (rows.length > 0) {
    const [first, ...others] = rows;
    const pivot = first![0]!;
    const sign = E.signOf(pivot);
    if (sign === undefined) return undefined;
    if (sign <= 0) return false;
    rows = others.map((row) =>
      row.slice(1).map((value, j) => {
        const correction = E.divide(E.multiply(row[0]!, first![j + 1]!), pivot);
        return correction === undefined ? value : E.subtract(value, correction);
      }),
    );
  }
  return true;
}
