/**
 * The folds of the branches of a pure link for a numeric k: where off-average stationary points
 * of the open positive cone disappear.
 *
 * On the slice l the points are beta = beta_l(z), z > 1 (z < 1 is the slice k - l with 1/z).
 * Extrema of beta_l are roots of the numerator of its derivative. For z > 1, beta_1 - beta_l is
 * positive for l > 1, so the last branch is that of l = 1; its greatest value is the fold.
 */
import * as Q from "../../model/rational.ts";
import {
  type AlgebraicNumber,
  algebraicOfRational,
  compareAlgebraic,
  rationalOf,
  realRoots,
} from "../exact/algebraic-number.ts";
import { exactQuotient } from "../exact/division.ts";
import { substitute } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { resultant } from "../exact/resultant.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { functionOn, imageOf, polynomialOf } from "./algebraic-image.ts";
import { branchAt, isOfOneSign, type SliceBranch } from "./slice-branch.ts";

/** The supremum of beta_l(z) over z > 1. */
export interface SliceFold {
  readonly l: bigint;
  readonly beta: AlgebraicNumber;
  /** Where it is attained; absent where it is the limit at z = 1. */
  readonly z?: AlgebraicNumber;
  /** How many extrema beta_l has on z > 1. */
  readonly extrema: number;
}

/** The fold of one slice. */
export function sliceFold(branch: SliceBranch, l: bigint, k: bigint): SliceFold {
  const beta = branchAt(branch, l, k);
  const slope = R.derivative(beta, "z").numerator;
  const turning = P.isConstant(slope)
    ? []
    : realRoots(slope, { lower: Q.one, upper: "oo" }).filter(
        ({ multiplicity }) => multiplicity % 2 === 1,
      );
  const atAverage = algebraicOfRational(R.evaluate(beta, new Map([["z", Q.one]]))!);
  let best: Pick<SliceFold, "beta" | "z"> = { beta: atAverage };
  for (const { root } of turning) {
    const value = valueAt(beta, root);
    if (compareAlgebraic(value, best.beta) > 0) best = { beta: value, z: root };
  }
  return { l, ...best, extrema: turning.length };
}

/**
 * beta_1 - beta_l, shown to be positive for l > 1 and z > 1 by its canonical form: (l - 1)(z - 1)
 * times a quotient of polynomials whose coefficients are positive once k = l + n and l = 1 + j,
 * n, j >= 0.
 *
 * @throws NotDerivable if it has not this form.
 */
export function lastSlice(branch: SliceBranch): R.RationalFunction {
  const difference = R.subtract(branchAt(branch, 1n), branch.beta);
  const gap = P.multiply(P.subtract(P.variable("l"), P.one), P.subtract(P.variable("z"), P.one));
  const rest = exactQuotient(difference.numerator, gap);
  const signs = [rest ?? P.zero, difference.denominator].map(signFromPositiveParts);
  if (signs[0] === undefined || signs[0] !== signs[1]) {
    throw new NotDerivable("that the branch of one large overlap is the last");
  }
  return difference;
}

/** The sign of a polynomial in z, k, l for z > 0 and 1 <= l <= k, if its coefficients show it. */
function signFromPositiveParts(a: P.Polynomial): 1 | -1 | undefined {
  const inParts = substitute(
    substitute(a, "k", P.add(P.variable("l"), P.variable("n"))),
    "l",
    P.add(P.one, P.variable("j")),
  );
  if (!isOfOneSign(inParts)) return undefined;
  return Q.sign(P.leadingCoefficient(inParts)) > 0 ? 1 : -1;
}

/** beta at an algebraic z: the root of a resultant that lies in the image. */
function valueAt(beta: R.RationalFunction, z: AlgebraicNumber): AlgebraicNumber {
  const exact = rationalOf(z);
  if (exact !== undefined) {
    return algebraicOfRational(R.evaluate(beta, new Map([["z", exact]]))!);
  }
  const graph = P.subtract(P.multiply(P.variable("beta"), beta.denominator), beta.numerator);
  const candidates = resultant(graph, polynomialOf(z, "z"), "z");
  return imageOf(z, candidates, (at) => functionOn(beta, "z", at));
}
