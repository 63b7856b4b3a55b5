/**
 * Sparse polynomials in named variables over the rationals, in canonical form.
 *
 * A polynomial is the list of its terms, greatest monomial first (graded lexicographic order), no
 * coefficient 0. Each polynomial has one such list, so equal means equal as data, and a
 * difference is zero exactly when its list is empty: this is what "proved" rests on.
 *
 * Division and content are in `division.ts`, greatest common divisors in `gcd.ts`, text in
 * `text.ts`. Source: [Geddes1992, §3.2].
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import type { Monomial } from "./monomial.ts";
import * as monomials from "./monomial.ts";

/** A coefficient that is not 0, and its monomial. */
export interface Term {
  readonly coefficient: Rational;
  readonly monomial: Monomial;
}

/** Terms in descending order of their monomials. Build one with the functions of this file. */
export interface Polynomial {
  readonly terms: readonly Term[];
}

export const zero: Polynomial = { terms: [] };
export const one: Polynomial = constant(1n);

/**
 * A constant polynomial.
 *
 * @throws RangeError if `value` is a number that is not an integer.
 */
export function constant(value: Rational | number | bigint): Polynomial {
  const coefficient = typeof value === "object" ? value : Q.integer(value);
  if (Q.isZero(coefficient)) return { terms: [] };
  return { terms: [{ coefficient, monomial: monomials.unit }] };
}

/**
 * The polynomial that is one variable; `#j` is an index letter.
 *
 * @throws RangeError if `name` could be misread as something else than one variable.
 */
export function variable(name: string): Polynomial {
  if (!/^(?:[\p{L}_]|#~?[\p{L}\p{N}])[\p{L}\p{N}_'.[\],]*$/u.test(name)) {
    throw new RangeError(`variable: expected a name such as m_1 or u[2], got ${name}.`);
  }
  return { terms: [{ coefficient: Q.one, monomial: monomials.monomial([[name, 1]]) }] };
}

/** The canonical form of a sum of terms given in any order, repeated or zero ones allowed. */
export function sumOfTerms(terms: Iterable<Term>): Polynomial {
  const byMonomial = new Map<string, Term>();
  for (const term of terms) {
    const { key } = term.monomial;
    const met = byMonomial.get(key);
    byMonomial.set(
      key,
      met === undefined
        ? term
        : { coefficient: Q.add(met.coefficient, term.coefficient), monomial: term.monomial },
    );
  }
  const kept = [...byMonomial.values()].filter((term) => !Q.isZero(term.coefficient));
  return { terms: kept.sort((a, b) => monomials.compare(b.monomial, a.monomial)) };
}

/** a + b. */
export function add(a: Polynomial, b: Polynomial): Polynomial {
  if (a.terms.length === 0) return b;
  if (b.terms.length === 0) return a;
  const terms: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.terms.length && j < b.terms.length) {
    const left = a.terms[i]!;
    const right = b.terms[j]!;
    const order = monomials.compare(left.monomial, right.monomial);
    if (order >= 0) i += 1;
    if (order <= 0) j += 1;
    if (order !== 0) {
      terms.push(order > 0 ? left : right);
      continue;
    }
    const coefficient = Q.add(left.coefficient, right.coefficient);
    if (!Q.isZero(coefficient)) terms.push({ coefficient, monomial: left.monomial });
  }
  while (i < a.terms.length) terms.push(a.terms[i++]!);
  while (j < b.terms.length) terms.push(b.terms[j++]!);
  return { terms };
}

/** -a. */
export const negate = (a: Polynomial): Polynomial => scale(a, Q.integer(-1));

/** a - b. */
export const subtract = (a: Polynomial, b: Polynomial): Polynomial => add(a, negate(b));

/** The sum of a list of polynomials; 0 for the empty list. */
export const sum = (parts: readonly Polynomial[]): Polynomial =>
  sumOfTerms(parts.flatMap((part) => part.terms));

/** The product of a list of polynomials; 1 for the empty list. */
export const product = (factors: readonly Polynomial[]): Polynomial =>
  factors.reduce(multiply, one);

/** c a, for a rational c. */
export function scale(a: Polynomial, c: Rational): Polynomial {
  if (Q.isZero(c)) return zero;
  return {
    terms: a.terms.map(({ coefficient, monomial }) => ({
      coefficient: Q.multiply(coefficient, c),
      monomial,
    })),
  };
}

/** c m a, for a term c m; the order of the monomials is admissible, so it stays sorted. */
export function multiplyByTerm(a: Polynomial, { coefficient: c, monomial: m }: Term): Polynomial {
  return {
    terms: a.terms.map(({ coefficient, monomial }) => ({
      coefficient: Q.multiply(coefficient, c),
      monomial: monomials.multiply(monomial, m),
    })),
  };
}

/** a b. */
export function multiply(a: Polynomial, b: Polynomial): Polynomial {
  if (a.terms.length === 1) return multiplyByTerm(b, a.terms[0]!);
  if (b.terms.length === 1) return multiplyByTerm(a, b.terms[0]!);
  return sumOfTerms(products(a, b));
}

/** a^n. @throws RangeError if n is not an integer >= 0. */
export function power(a: Polynomial, n: number): Polynomial {
  if (!Number.isInteger(n) || n < 0) {
    throw new RangeError(`power: expected an exponent n, an integer >= 0, got ${n}.`);
  }
  let result = one;
  let square = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square);
    if (rest > 1) square = multiply(square, square);
  }
  return result;
}

/** The names that occur, ascending. */
export function variables(a: Polynomial): readonly string[] {
  const names = new Set<string>();
  for (const { monomial } of a.terms) for (const [name] of monomial.powers) names.add(name);
  return [...names].sort();
}

export const isZero = (a: Polynomial): boolean => a.terms.length === 0;

/** Whether a is 0 or of degree 0. */
export const isConstant = (a: Polynomial): boolean =>
  a.terms.length === 0 || a.terms[0]!.monomial.degree === 0;

/** The coefficient of the monomial 1. */
export function constantTerm(a: Polynomial): Rational {
  const last = a.terms.at(-1);
  return last !== undefined && last.monomial.degree === 0 ? last.coefficient : Q.zero;
}

/** The coefficient of the greatest monomial; 0 for the polynomial 0. */
export const leadingCoefficient = (a: Polynomial): Rational => a.terms[0]?.coefficient ?? Q.zero;

/** Whether a and b are the same polynomial: same canonical form. */
export const equal = (a: Polynomial, b: Polynomial): boolean =>
  a === b ||
  (a.terms.length === b.terms.length &&
    a.terms.every(({ coefficient, monomial }, i) => {
      const other = b.terms[i]!;
      return monomial.key === other.monomial.key && Q.equals(coefficient, other.coefficient);
    }));

function* products(a: Polynomial, b: Polynomial): Generator<Term> {
  for (const left of a.terms) {
    for (const right of b.terms) {
      yield {
        coefficient: Q.multiply(left.coefficient, right.coefficient),
        monomial: monomials.multiply(left.monomial, right.monomial),
      };
    }
  }
}
