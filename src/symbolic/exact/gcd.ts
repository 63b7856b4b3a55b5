/**
 * Greatest common divisors in Q[variables], normalised to primitive integer polynomials with a
 * positive leading coefficient.
 *
 * In order: what is free (constants, common monomials, a variable that only one side has); the
 * degree of the gcd in each variable from images modulo a prime, where degree 0 everywhere proves
 * the two coprime; then gcds modulo several primes, combined by the Chinese remainder theorem.
 * A candidate is returned only after it has divided both sides exactly and its degrees are
 * bounded by those of the images, so the primes decide the time and never the answer.
 *
 * Source: [Brown1971]; [Geddes1992, §7.4].
 */
import * as Q from "../../model/rational.ts";
import { degreeBound } from "./degree-bound.ts";
import { exactQuotient, primitivePart } from "./division.ts";
import { gcdByPrimes } from "./gcd-by-primes.ts";
import { coefficientsIn, degree } from "./in-one-variable.ts";
import * as monomials from "./monomial.ts";
import {
  isConstant,
  isZero,
  multiplyByTerm,
  one,
  type Polynomial,
  variables,
  zero,
} from "./polynomial.ts";
import { gcdByRemainders } from "./remainder-gcd.ts";

/**
 * The greatest common divisor of a and b, integer coefficients without a common factor, leading
 * coefficient positive. 1 if the two are coprime or one is a constant that is not 0; gcd(a, 0) is
 * the primitive part of a.
 *
 * @example gcd(6 x^2 - 6, 4 x + 4) // x + 1
 */
export function gcd(a: Polynomial, b: Polynomial): Polynomial {
  if (isZero(a)) return primitivePart(b);
  if (isZero(b)) return primitivePart(a);
  if (isConstant(a) || isConstant(b)) return one;
  const [left, leftMonomial] = withoutMonomial(a);
  const [right, rightMonomial] = withoutMonomial(b);
  const monomial = monomials.common(leftMonomial, rightMonomial);
  const rest = gcdWithoutMonomials(primitivePart(left), primitivePart(right));
  return monomial.degree === 0 ? rest : multiplyByTerm(rest, { coefficient: Q.one, monomial });
}

/** The gcd of a list; 0 for the empty list. */
export function gcdOf(parts: readonly Polynomial[]): Polynomial {
  // Short polynomials first: the gcd can only shrink, and 1 ends the work.
  const ascending = [...parts].sort((a, b) => a.terms.length - b.terms.length);
  let common = zero;
  for (const part of ascending) {
    common = gcd(common, part);
    if (isConstant(common) && !isZero(common)) return one;
  }
  return common;
}

/** The gcd of the coefficients of a as a polynomial in `name`. */
export const contentIn = (a: Polynomial, name: string): Polynomial =>
  gcdOf(coefficientsIn(a, name));

/** a over its content in `name`, rational factors and sign removed. */
export const primitivePartIn = (a: Polynomial, name: string): Polynomial =>
  isZero(a) ? a : primitivePart(exactQuotient(a, contentIn(a, name))!);

/** a and b primitive, not 0, and not divisible by a variable. */
function gcdWithoutMonomials(a: Polynomial, b: Polynomial): Polynomial {
  if (isConstant(a) || isConstant(b)) return one;
  const namesA = variables(a);
  const namesB = variables(b);
  const onlyA = namesA.find((name) => !namesB.includes(name));
  if (onlyA !== undefined) return gcdOf([b, ...coefficientsIn(a, onlyA)]);
  const onlyB = namesB.find((name) => !namesA.includes(name));
  if (onlyB !== undefined) return gcdOf([a, ...coefficientsIn(b, onlyB)]);

  const bounds = new Map(namesA.map((name) => [name, degreeBound(a, b, name)]));
  if ([...bounds.values()].every((bound) => bound === 0)) return one;
  const absent = namesA.find((name) => bounds.get(name) === 0);
  if (absent !== undefined) {
    return gcdOf([...coefficientsIn(a, absent), ...coefficientsIn(b, absent)]);
  }
  if (reaches(a, bounds) && exactQuotient(b, a) !== undefined) return a;
  if (reaches(b, bounds) && exactQuotient(a, b) !== undefined) return b;
  const candidate = gcdByPrimes(a, b, bounds);
  // It divides both sides; with the degrees that bound those of the gcd it is the gcd.
  return candidate !== undefined && reaches(candidate, bounds) ? candidate : gcdByRemainders(a, b);
}

const reaches = (a: Polynomial, bounds: ReadonlyMap<string, number>): boolean =>
  [...bounds].every(([name, bound]) => degree(a, name) === bound);

function withoutMonomial(a: Polynomial): readonly [Polynomial, monomials.Monomial] {
  let shared = a.terms[0]!.monomial;
  for (const { monomial } of a.terms) {
    if (shared.degree === 0) return [a, shared];
    shared = monomials.common(shared, monomial);
  }
  const terms = a.terms.map(({ coefficient, monomial }) => ({
    coefficient,
    monomial: monomials.quotient(monomial, shared)!,
  }));
  return [shared.degree === 0 ? a : { terms }, shared];
}
