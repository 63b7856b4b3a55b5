/**
 * Numbers >= 0 in fixed point with 256 binary digits, rounded down or up: sums of many products
 * with certain bounds, far cheaper than fractions.
 */
import * as Q from "../../model/rational.ts";

/** n 2^-256. */
export type Fixed = bigint;

const bits = 256n;
const unit: Fixed = 1n << bits;

/** The greatest fixed-point number that is at most x. */
export const below = (x: Q.Rational): Fixed => Q.floor(Q.rational(x.num << bits, x.den));

/** The least fixed-point number that is at least x. */
export const above = (x: Q.Rational): Fixed => -Q.floor(Q.rational(-x.num << bits, x.den));

/** a b, rounded down. @param a at least 0, as b */
export const mulDown = (a: Fixed, b: Fixed): Fixed => (a * b) >> bits;

/** a b, rounded up. */
export const mulUp = (a: Fixed, b: Fixed): Fixed => ((a * b) >> bits) + 1n;

/** The number exactly. */
export const rationalOf = (a: Fixed): Q.Rational => Q.rational(a, unit);

/** m^0, ..., m^n from below. @param m at least 0 */
export const powersBelow = (m: Q.Rational, n: number): readonly Fixed[] =>
  powers(below(m), n, mulDown);

/** m^0, ..., m^n from above. */
export const powersAbove = (m: Q.Rational, n: number): readonly Fixed[] =>
  powers(above(m), n, mulUp);

function powers(m: Fixed, n: number, times: (a: Fixed, b: Fixed) => Fixed): readonly Fixed[] {
  const list = [unit];
  for (let i = 1; i <= n; i++) list.push(times(list[i - 1]!, m));
  return list;
}
