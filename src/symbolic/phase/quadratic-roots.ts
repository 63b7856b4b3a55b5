/**
 * The roots of a quadratic whose discriminant is a square, as rational functions.
 *
 * Proposed by the computer algebra system and checked; where its answer is not complete, by the
 * formula, which is checked in the same way.
 */
import * as Q from "../../model/rational.ts";
import { type CasCounts, proposeRoots } from "../cas/propose.ts";
import { coefficientsIn } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { discriminant } from "../exact/resultant.ts";
import { squareFree } from "../exact/square-free.ts";
import { sqrtOfRational } from "../links/scalar.ts";

/** Both roots in the unknown; [] if they are no rational functions of the other letters. */
export async function quadraticRoots(
  quadratic: P.Polynomial,
  unknown: string,
): Promise<{ readonly roots: readonly R.RationalFunction[]; readonly cas: CasCounts }> {
  const { roots, complete, counts } = await proposeRoots(quadratic, unknown);
  if (complete) return { roots, cas: counts };
  const [, slope = P.zero, lead = P.zero] = coefficientsIn(quadratic, unknown);
  const root = squareRootOf(discriminant(quadratic, unknown));
  if (root === undefined) return { roots: [], cas: counts };
  const bottom = P.scale(lead, Q.integer(2));
  const found = [root, P.negate(root)].map((s) => R.quotient(P.subtract(s, slope), bottom));
  const isRoot = (x: R.RationalFunction): boolean =>
    R.isZero(R.substitute(R.ofPolynomial(quadratic), unknown, x));
  return { roots: found.filter(isRoot), cas: counts };
}

/** The polynomial whose square a is, if there is one. */
function squareRootOf(a: P.Polynomial): P.Polynomial | undefined {
  const { constant, factors } = squareFree(a);
  const isSquare = factors.every(({ multiplicity }) => multiplicity % 2 === 0);
  if (!isSquare || Q.sign(constant) <= 0) return undefined;
  const [root] = sqrtOfRational(constant);
  if (root === undefined || root.n !== 1n) return undefined;
  const parts = factors.map(({ factor, multiplicity }) => P.power(factor, multiplicity / 2));
  return P.scale(P.product(parts), root.r);
}
