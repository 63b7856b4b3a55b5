/**
 * Polynomials in one variable with integer coefficients, dense: the form in which real roots are
 * isolated and factors over Q are found.
 *
 * Coefficients run from the constant term up; the last is not 0; [] is the polynomial 0.
 */
import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import { integerGcd } from "../../model/whole-number.ts";
import { primitivePart as primitivePartOf } from "./division.ts";
import { gcd as gcdOfPolynomials } from "./gcd.ts";
import * as monomials from "./monomial.ts";
import { type Polynomial, sumOfTerms, variables } from "./polynomial.ts";

/** Coefficients, constant term first, the last one not 0. */
export type IntegerPolynomial = readonly bigint[];

/**
 * The primitive integer multiple of a polynomial in at most one variable.
 *
 * @throws RangeError if two variables occur.
 * @example integerPolynomial(x/2 - 1/3) // [-2n, 3n]
 */
export function integerPolynomial(a: Polynomial): IntegerPolynomial {
  const names = variables(a);
  if (names.length > 1) {
    throw new RangeError(`integerPolynomial: expected one variable, got ${names.join(", ")}.`);
  }
  const coefficients = new Array<bigint>((a.terms[0]?.monomial.degree ?? -1) + 1).fill(0n);
  for (const { coefficient, monomial } of primitivePartOf(a).terms) {
    coefficients[monomial.degree] = coefficient.num;
  }
  return coefficients;
}

/** The polynomial with these coefficients in the variable `name`. */
export const polynomialIn = (a: IntegerPolynomial, name: string): Polynomial =>
  sumOfTerms(
    a.map((coefficient, i) => ({
      coefficient: Q.integer(coefficient),
      monomial: i === 0 ? monomials.unit : monomials.monomial([[name, i]]),
    })),
  );

/** The degree; -1 for 0. */
export const degreeOf = (a: IntegerPolynomial): number => a.length - 1;

/** The largest absolute value of a coefficient; 0 for 0. */
export function heightOf(a: IntegerPolynomial): bigint {
  let height = 0n;
  for (const c of a) {
    const size = c < 0n ? -c : c;
    if (size > height) height = size;
  }
  return height;
}

/**
 * The sign of a(x) at a rational x: that of den^n a(num/den), an integer.
 *
 * @param x with den > 0; lowest terms are not needed.
 */
export function signAtRational(a: IntegerPolynomial, x: Rational): -1 | 0 | 1 {
  let value = 0n;
  let scale = 1n;
  for (let i = a.length - 1; i >= 0; i--) {
    value = value * x.num + a[i]! * scale;
    scale *= x.den;
  }
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

/** da/dx. */
export const derivativeOf = (a: IntegerPolynomial): IntegerPolynomial =>
  a.slice(1).map((c, i) => c * BigInt(i + 1));

/** a b. */
export function productOf(a: IntegerPolynomial, b: IntegerPolynomial): IntegerPolynomial {
  if (a.length === 0 || b.length === 0) return [];
  const result = new Array<bigint>(a.length + b.length - 1).fill(0n);
  for (const [i, left] of a.entries()) {
    for (const [j, right] of b.entries()) result[i + j] = result[i + j]! + left * right;
  }
  return result;
}

/** a / b if the quotient has integer coefficients, else `undefined`. @throws RangeError if b = 0. */
export function integerQuotient(
  a: IntegerPolynomial,
  b: IntegerPolynomial,
): IntegerPolynomial | undefined {
  if (b.length === 0) throw new RangeError("integerQuotient: expected a divisor that is not 0.");
  if (a.length < b.length) return a.length === 0 ? a : undefined;
  const rest = [...a];
  const lead = b.at(-1)!;
  const quotient = new Array<bigint>(a.length - b.length + 1).fill(0n);
  for (let shift = quotient.length - 1; shift >= 0; shift--) {
    const top = rest[shift + b.length - 1]!;
    if (top % lead !== 0n) return undefined;
    const factor = top / lead;
    quotient[shift] = factor;
    if (factor === 0n) continue;
    for (const [i, c] of b.entries()) rest[shift + i] = rest[shift + i]! - factor * c;
  }
  return rest.every((c) => c === 0n) ? quotient : undefined;
}

/** a over the gcd of its coefficients, the leading one made positive. */
export function primitive(a: IntegerPolynomial): IntegerPolynomial {
  const reduced = withoutContent(a);
  return (reduced.at(-1) ?? 0n) < 0n ? reduced.map((c) => -c) : reduced;
}

/** a over the positive gcd of its coefficients: the signs stay. */
export function withoutContent(a: IntegerPolynomial): IntegerPolynomial {
  const content = a.reduce(integerGcd, 0n);
  return content <= 1n ? a : a.map((c) => c / content);
}

/** The primitive gcd. */
export const commonDivisor = (a: IntegerPolynomial, b: IntegerPolynomial): IntegerPolynomial =>
  integerPolynomial(gcdOfPolynomials(polynomialIn(a, "x"), polynomialIn(b, "x")));

/** The product of the distinct irreducible factors, primitive. */
export function squareFreePartOf(a: IntegerPolynomial): IntegerPolynomial {
  const repeated = commonDivisor(a, derivativeOf(a));
  return repeated.length <= 1 ? primitive(a) : primitive(integerQuotient(primitive(a), repeated)!);
}
