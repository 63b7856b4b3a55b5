/**
 * Quotients of polynomials in canonical form: numerator and denominator coprime, the denominator
 * with leading coefficient 1. Each rational function has one such pair, so equal means equal as
 * data.
 *
 * As elements of the field Q(variables): (x^2 - 1)/(x - 1) is x + 1, also "at" x = 1.
 *
 * Source: [Knuth1998, §4.5.1] for gcds taken before multiplying out.
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import { exactQuotient } from "./division.ts";
import { gcd } from "./gcd.ts";
import * as inOne from "./in-one-variable.ts";
import type { Polynomial } from "./polynomial.ts";
import * as poly from "./polynomial.ts";

/** numerator / denominator, canonical. Build one with {@link quotient}. */
export interface RationalFunction {
  readonly numerator: Polynomial;
  readonly denominator: Polynomial;
}

export const zero: RationalFunction = ofPolynomial(poly.zero);
export const one: RationalFunction = ofPolynomial(poly.one);

/** A polynomial as a rational function. */
export function ofPolynomial(numerator: Polynomial): RationalFunction {
  return { numerator, denominator: poly.one };
}

/** A constant. @throws RangeError if `value` is a number that is not an integer. */
export const constant = (value: Rational | number | bigint): RationalFunction =>
  ofPolynomial(poly.constant(value));

/** One variable. @throws RangeError if `name` is not a name. */
export const variable = (name: string): RationalFunction => ofPolynomial(poly.variable(name));

/** a / b in canonical form. @throws RangeError if b is 0. */
export function quotient(a: Polynomial, b: Polynomial): RationalFunction {
  if (poly.isZero(b)) {
    throw new RangeError("quotient: expected a denominator that is not 0, got 0.");
  }
  const common = gcd(a, b);
  return coprimeQuotient(over(a, common), over(b, common));
}

/** a + b. */
export function add(a: RationalFunction, b: RationalFunction): RationalFunction {
  if (poly.isConstant(a.denominator) && poly.isConstant(b.denominator)) {
    return ofPolynomial(poly.add(a.numerator, b.numerator));
  }
  const common = poly.equal(a.denominator, b.denominator)
    ? a.denominator
    : gcd(a.denominator, b.denominator);
  const left = over(a.denominator, common);
  const right = over(b.denominator, common);
  const numerator = poly.add(poly.multiply(a.numerator, right), poly.multiply(b.numerator, left));
  // Whatever cancels divides the common part of the denominators.
  const cancelled = gcd(numerator, common);
  const denominator = poly.multiply(poly.multiply(left, right), over(common, cancelled));
  return coprimeQuotient(over(numerator, cancelled), denominator);
}

/** -a. */
export const negate = (a: RationalFunction): RationalFunction => ({
  numerator: poly.negate(a.numerator),
  denominator: a.denominator,
});

/** a - b. */
export const subtract = (a: RationalFunction, b: RationalFunction): RationalFunction =>
  add(a, negate(b));

/** a b. */
export function multiply(a: RationalFunction, b: RationalFunction): RationalFunction {
  const first = gcd(a.numerator, b.denominator);
  const second = gcd(b.numerator, a.denominator);
  return coprimeQuotient(
    poly.multiply(over(a.numerator, first), over(b.numerator, second)),
    poly.multiply(over(a.denominator, second), over(b.denominator, first)),
  );
}

/** 1 / a. @throws RangeError if a is 0. */
export function inverse(a: RationalFunction): RationalFunction {
  if (isZero(a)) throw new RangeError("inverse: expected a function that is not 0, got 0.");
  return coprimeQuotient(a.denominator, a.numerator);
}

/** a / b. @throws RangeError if b is 0. */
export const divide = (a: RationalFunction, b: RationalFunction): RationalFunction =>
  multiply(a, inverse(b));

/** a^n for an integer n. @throws RangeError if a = 0 and n < 0, or n is not an integer. */
export function power(a: RationalFunction, n: number): RationalFunction {
  if (n < 0) return power(inverse(a), -n);
  return {
    numerator: poly.power(a.numerator, n),
    denominator: poly.power(a.denominator, n),
  };
}

/** The sum of a list; 0 for the empty list. */
export const sum = (parts: readonly RationalFunction[]): RationalFunction =>
  parts.reduce(add, zero);

/** The product of a list; 1 for the empty list. */
export const product = (factors: readonly RationalFunction[]): RationalFunction =>
  factors.reduce(multiply, one);

/** da/dname, by the quotient rule. */
export function derivative(a: RationalFunction, name: string): RationalFunction {
  const { numerator: n, denominator: d } = a;
  const top = poly.subtract(
    poly.multiply(inOne.derivative(n, name), d),
    poly.multiply(n, inOne.derivative(d, name)),
  );
  return poly.isConstant(d) ? ofPolynomial(top) : quotient(top, poly.multiply(d, d));
}

/**
 * a with `value` in the place of `name`.
 *
 * @throws RangeError if the denominator of a becomes 0.
 */
export function substitute(
  a: RationalFunction,
  name: string,
  value: RationalFunction,
): RationalFunction {
  const top = homogenised(a.numerator, name, value);
  const bottom = homogenised(a.denominator, name, value);
  if (poly.isZero(bottom.numerator)) {
    throw new RangeError(`substitute: expected a value of ${name} that is not a pole.`);
  }
  // top / v^m over bottom / v^n, v the denominator of the value.
  const shift = bottom.power - top.power;
  const factor = poly.power(value.denominator, Math.abs(shift));
  return shift >= 0
    ? quotient(poly.multiply(top.numerator, factor), bottom.numerator)
    : quotient(top.numerator, poly.multiply(bottom.numerator, factor));
}

/**
 * The value of a where every variable is given; `undefined` at a pole.
 *
 * @throws RangeError if a variable of a has no value.
 */
export function evaluate(
  a: RationalFunction,
  point: ReadonlyMap<string, Rational>,
): Rational | undefined {
  const bottom = inOne.evaluate(a.denominator, point);
  return Q.isZero(bottom) ? undefined : Q.divide(inOne.evaluate(a.numerator, point), bottom);
}

/** The names that occur, ascending. */
export const variables = (a: RationalFunction): readonly string[] =>
  [...new Set([...poly.variables(a.numerator), ...poly.variables(a.denominator)])].sort();

export const isZero = (a: RationalFunction): boolean => poly.isZero(a.numerator);

/** Whether a is a polynomial. */
export const isPolynomial = (a: RationalFunction): boolean => poly.isConstant(a.denominator);

/** The rational number that a is, or `undefined` if a variable occurs. */
export const constantValue = (a: RationalFunction): Rational | undefined =>
  poly.isConstant(a.denominator) && poly.isConstant(a.numerator)
    ? poly.constantTerm(a.numerator)
    : undefined;

/** Whether a and b are the same element of Q(variables). */
export const equal = (a: RationalFunction, b: RationalFunction): boolean =>
  poly.equal(a.numerator, b.numerator) && poly.equal(a.denominator, b.denominator);

/** numerator / denominator of coprime polynomials, the denominator made monic. */
function coprimeQuotient(numerator: Polynomial, denominator: Polynomial): RationalFunction {
  if (poly.isZero(numerator)) return { numerator, denominator: poly.one };
  const lead = poly.leadingCoefficient(denominator);
  if (Q.equals(lead, Q.one)) return { numerator, denominator };
  const factor = Q.divide(Q.one, lead);
  return {
    numerator: poly.scale(numerator, factor),
    denominator: poly.scale(denominator, factor),
  };
}

/** a / divisor where the divisor is known to divide. */
const over = (a: Polynomial, divisor: Polynomial): Polynomial =>
  poly.isConstant(divisor) ? a : exactQuotient(a, divisor)!;

/** a(value) = numerator / value.denominator^power. */
function homogenised(
  a: Polynomial,
  name: string,
  value: RationalFunction,
): { readonly numerator: Polynomial; readonly power: number } {
  const rows = inOne.coefficientsIn(a, name);
  const n = Math.max(rows.length - 1, 0);
  if (poly.isConstant(value.denominator)) {
    return { numerator: inOne.substitute(a, name, value.numerator), power: n };
  }
  let numerator = poly.zero;
  let scaling = poly.one;
  for (let i = n; i >= 0; i--) {
    const row = poly.multiply(rows[i] ?? poly.zero, scaling);
    numerator = poly.add(poly.multiply(numerator, value.numerator), row);
    scaling = poly.multiply(scaling, value.denominator);
  }
  return { numerator, power: n };
}
