/**
 * A polynomial read as a polynomial in one of its variables: degree, coefficients, derivative,
 * substitution and value.
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import * as monomials from "./monomial.ts";
import {
  add,
  isZero,
  multiply,
  multiplyByTerm,
  type Polynomial,
  sumOfTerms,
  type Term,
  zero,
} from "./polynomial.ts";

/** The degree of a in `name`; 0 if it does not occur, and -1 for the polynomial 0. */
export const degree = (a: Polynomial, name: string): number =>
  a.terms.reduce((most, term) => Math.max(most, monomials.exponentOf(term.monomial, name)), -1);

/** The total degree; -1 for the polynomial 0. */
export const totalDegree = (a: Polynomial): number => a.terms[0]?.monomial.degree ?? -1;

/**
 * The coefficients of a as a polynomial in `name`, constant term first.
 *
 * @returns `degree(a, name) + 1` polynomials free of `name`; the empty list for 0.
 */
export function coefficientsIn(a: Polynomial, name: string): readonly Polynomial[] {
  const rows: Term[][] = Array.from({ length: degree(a, name) + 1 }, () => []);
  for (const { coefficient, monomial } of a.terms) {
    const row = rows[monomials.exponentOf(monomial, name)]!;
    row.push({ coefficient, monomial: monomials.without(monomial, name) });
  }
  // Among terms with equal exponent of `name` the order survives striking it out.
  return rows.map((terms) => ({ terms }));
}

/** The coefficient of the highest power of `name`; 0 for 0. */
export const leadingCoefficientIn = (a: Polynomial, name: string): Polynomial =>
  coefficientsIn(a, name).at(-1) ?? zero;

/** The sum of coefficients[i] name^i. The coefficients may contain `name`. */
export function fromCoefficients(coefficients: readonly Polynomial[], name: string): Polynomial {
  return sumOfTerms(
    coefficients.flatMap((coefficient, i) =>
      i === 0
        ? coefficient.terms
        : multiplyByTerm(coefficient, {
            coefficient: Q.one,
            monomial: monomials.monomial([[name, i]]),
          }).terms,
    ),
  );
}

/** da/dname. */
export function derivative(a: Polynomial, name: string): Polynomial {
  const rows = coefficientsIn(a, name).slice(1);
  const scaled = rows.map((row, i) => multiplyByTerm(row, termOf(Q.integer(i + 1))));
  return fromCoefficients(scaled, name);
}

/** a with the polynomial `value` in the place of `name` (Horner's rule). */
export function substitute(a: Polynomial, name: string, value: Polynomial): Polynomial {
  const rows = coefficientsIn(a, name);
  if (rows.length <= 1) return a;
  return rows.reduceRight((sum, row) => add(isZero(sum) ? sum : multiply(sum, value), row), zero);
}

/**
 * The value of a where every variable is given.
 *
 * @throws RangeError if a variable of a has no value.
 */
export function evaluate(a: Polynomial, point: ReadonlyMap<string, Rational>): Rational {
  let total = Q.zero;
  for (const { coefficient, monomial } of a.terms) {
    let value = coefficient;
    for (const [name, exponent] of monomial.powers) {
      const at = point.get(name);
      if (at === undefined) {
        throw new RangeError(`evaluate: expected a value of every variable, got none of ${name}.`);
      }
      value = Q.multiply(value, Q.power(at, BigInt(exponent)));
    }
    total = Q.add(total, value);
  }
  return total;
}

const termOf = (coefficient: Rational): Term => ({ coefficient, monomial: monomials.unit });
