/**
 * The stationary points of a pure link in the open positive cone of an equiangular frame: branches,
 * folds, stability, and the bifurcation at the threshold.
 */
import * as Q from "../../model/rational.ts";
import { addCounts, type CasCounts } from "../cas/propose.ts";
import { exactQuotient } from "../exact/division.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import type { Bifurcation } from "./bifurcation.ts";
import { lastSlice, type SliceFold, sliceFold } from "./fold.ts";
import type { PureLinkRules } from "./pure-link-rules.ts";
import { branchAt, isOfOneSign, type SliceBranch, sliceBranch } from "./slice-branch.ts";
import { type SymbolicFold, symbolicFold } from "./symbolic-fold.ts";

export interface FixedPoints {
  readonly branch: SliceBranch;
  /** beta_1 - beta_l >= 0 for z > 1: the slice l = 1 is the last. */
  readonly last: R.RationalFunction;
  /** The folds of the slices 1, 2, ... (at most {@link mostSlices}) for a numeric k. */
  readonly folds: readonly SliceFold[];
  /** For symbolic k, where the branch is a quadratic. */
  readonly symbolic?: SymbolicFold;
  /** At the threshold, on the slice l = 1, for k = 2 and for k >= 3. */
  readonly bifurcation: { readonly two: Bifurcation; readonly more: Bifurcation };
  readonly cas: CasCounts;
}

/** Degrees above which resultants take more than a second or two. */
export const highestPureDegree = 16;
const mostSlices = 8n;

/**
 * All of it for h_p.
 *
 * @param k the folds are derived for it; left out, only what holds for symbolic k
 * @throws NotDerivable for p < 3 or too large a degree.
 */
export async function fixedPoints(
  rules: PureLinkRules,
  degree: number,
  k: bigint | undefined,
): Promise<FixedPoints> {
  if (degree < 3) throw new NotDerivable("branches of a link of degree below 3: there are none");
  if (degree > highestPureDegree) {
    throw new NotDerivable(`folds of a degree above ${highestPureDegree}`);
  }
  const branch = await sliceBranch(rules, degree);
  const symbolic = await symbolicFold(branch);
  const count = k === undefined ? 0n : k - 1n < mostSlices ? k - 1n : mostSlices;
  const slices = Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1));
  return {
    branch,
    last: lastSlice(branch),
    folds: k === undefined ? [] : slices.map((l) => sliceFold(branch, l, k)),
    ...(symbolic === undefined ? {} : { symbolic }),
    bifurcation: bifurcationOf(branch),
    cas: addCounts(branch.cas, symbolic?.cas ?? { asked: 0, kept: 0, dropped: 0 }),
  };
}

/**
 * From beta_1 near z = 1: a slope that is not 0 crosses the average transversally; slope 0 and
 * beta_1'' < 0 means points on the side beta < beta_c alone, where the average is a saddle.
 */
function bifurcationOf(branch: SliceBranch): FixedPoints["bifurcation"] {
  const first = branchAt(branch, 1n);
  const slope = R.derivative(first, "z");
  const atOne = R.substitute(slope, "z", R.one);
  const rest = exactQuotient(atOne.numerator, P.subtract(P.variable("k"), P.constant(2)));
  if (rest === undefined || !isOfOneSign(rest)) {
    throw new NotDerivable("the slope of the branch at the average");
  }
  const second = R.substitute(R.derivative(slope, "z"), "k", R.constant(2));
  const bend = Q.sign(R.evaluate(second, new Map([["z", Q.one]]))!);
  const two = bend < 0 ? "supercritical" : "subcritical";
  return { two: bend === 0 ? "degenerate" : `${two} pitchfork`, more: "transcritical" };
}
