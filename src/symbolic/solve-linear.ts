/**
 * One equation that is linear in one of its factors, solved by the core.
 */
import { exactQuotient } from "./exact/division.ts";
import { contentIn } from "./exact/gcd.ts";
import { coefficientsIn, degree } from "./exact/in-one-variable.ts";
import * as P from "./exact/polynomial.ts";
import * as R from "./exact/rational-function.ts";

/** The root of a polynomial that is linear in the unknown, up to factors without it. */
export function solveLinear(polynomial: P.Polynomial, unknown: string) {
  const primitive = exactQuotient(polynomial, contentIn(polynomial, unknown)) ?? polynomial;
  if (degree(primitive, unknown) !== 1) return undefined;
  const [constant = P.zero, slope = P.one] = coefficientsIn(primitive, unknown);
  return R.quotient(P.negate(constant), slope);
}
