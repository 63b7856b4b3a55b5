/**
 * A polynomial times the positive rational that makes its coefficients coprime integers.
 */
import * as Q from "../../model/rational.ts";
import { primitivePart } from "../exact/division.ts";
import * as P from "../exact/polynomial.ts";

/** The multiple; its signs are those of a. (A primitive part has a positive leading one.) */
export function positiveMultiple(a: P.Polynomial): P.Polynomial {
  if (P.isZero(a)) return a;
  const primitive = primitivePart(a);
  return Q.sign(P.leadingCoefficient(a)) < 0 ? P.negate(primitive) : primitive;
}
