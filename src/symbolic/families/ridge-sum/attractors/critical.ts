/**
 * Where kappa stops being monotone along a branch: folds, enclosed, and the two ends.
 *
 * The interval of t is halved until the slope of kappa is certain not to vanish on a piece, or the
 * piece is small. What is left is joined into clusters. A cluster may hold one fold or several or
 * none: outside of the clusters kappa is strictly monotone, and that is all that is used.
 */
import * as Q from "../../../../model/rational.ts";
import * as E from "../../../exact/enclosure.ts";
import {
  type Branch,
  type BranchPoint,
  kappaOf,
  pointAt,
  pointsBetween,
  slopeOfKappa,
  slotsOf,
  type WeightBlock,
} from "./branch.ts";

/** A stretch of a branch on which kappa is strictly monotone, and its values at both ends. */
export interface MonotonePiece {
  readonly branch: Branch;
  readonly from: Q.Rational;
  readonly to: Q.Rational;
}

export interface CriticalValues {
  readonly pieces: readonly MonotonePiece[];
  /** Enclosures of kappa over every cluster and at every end. */
  readonly values: readonly E.Enclosure[];
}

const smallest = Q.rational(1n, 1n << 26n);

/** Pieces and critical values of a branch; `undefined` if some stretch cannot be enclosed. */
export function criticalValues(
  branch: Branch,
  blocks: readonly WeightBlock[],
): CriticalValues | undefined {
  const clusters: { from: Q.Rational; to: Q.Rational }[] = [];
  const visit = (from: Q.Rational, to: Q.Rational): void => {
    const points = pointsBetween(branch, blocks, from, to);
    const slope = points && slopeOfKappa(branch, blocks, points);
    if (slope !== undefined && E.signOf(slope) !== undefined && E.signOf(slope) !== 0) return;
    if (Q.compare(Q.subtract(to, from), smallest) <= 0) {
      const last = clusters.at(-1);
      if (last !== undefined && Q.equals(last.to, from)) last.to = to;
      else clusters.push({ from, to });
      return;
    }
    const middle = Q.divide(Q.add(from, to), Q.integer(2));
    visit(from, middle);
    visit(middle, to);
  };
  // On the balanced branch every lower root is a convex function of c that vanishes at 0, so each
  // y_j / c rises with c and kappa is monotone.
  if (!branch.isBalanced) visit(branch.from, branch.to);
  const values = [
    ...clusters.map(({ from, to }) => kappaOver(branch, blocks, from, to)),
    ...ends(branch).map((t) => kappaOver(branch, blocks, t, t)),
  ];
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return undefined;
  const cuts = [branch.from, ...clusters.flatMap(({ from, to }) => [from, to]), branch.to];
  const pieces = Array.from({ length: clusters.length + 1 }, (_, i) => ({
    branch,
    from: cuts[2 * i]!,
    to: cuts[2 * i + 1]!,
  })).filter(({ from, to }) => Q.compare(from, to) < 0);
  return { pieces, values: known };
}

/**
 * Ends at which the branch stops. Where the level goes to 0 it does not: kappa goes to infinity at
 * the upper end of t, and to k on the balanced branch at t = 0, which is beta = 0 and beta = 1.
 */
const ends = ({ from, to, isBalanced }: Branch): readonly Q.Rational[] =>
  isBalanced ? [to] : [from];

/** kappa on [from, to]: by the mean value theorem, or by the ends' hull where slopes vanish. */
function kappaOver(
  branch: Branch,
  blocks: readonly WeightBlock[],
  from: Q.Rational,
  to: Q.Rational,
): E.Enclosure | undefined {
  const points = pointsBetween(branch, blocks, from, to);
  const crude = points && kappaOf(branch, blocks, points);
  if (points === undefined || crude === undefined || Q.equals(from, to)) return crude;
  const middle = Q.divide(Q.add(from, to), Q.integer(2));
  const center = pointAt(branch, blocks, middle);
  const value = center && kappaOf(branch, blocks, center);
  const slope = E.divide(
    slopeOfKappa(branch, blocks, points),
    E.multiply(productOfSlopes(branch, blocks, points), E.multiply(points.level, points.level)),
  );
  if (value === undefined || slope === undefined) return crude;
  const offset = { lower: Q.subtract(from, middle), upper: Q.subtract(to, middle) };
  return E.add(value, E.multiply(slope, offset));
}

const productOfSlopes = (
  branch: Branch,
  blocks: readonly WeightBlock[],
  points: BranchPoint,
): E.Enclosure =>
  slotsOf(branch, blocks, points).rest.reduce(
    (product, { slope }) => E.multiply(product, slope),
    E.exactly(Q.one),
  );
