/**
 * Exact quotients, integer content and primitive part, and pseudo-remainders.
 *
 * Source: [Geddes1992, §2.7, §5.7]; [Cox2015, §2.3] for the division algorithm.
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import { integerGcd } from "../../model/whole-number.ts";
import { coefficientsIn, degree, fromCoefficients } from "./in-one-variable.ts";
import * as monomials from "./monomial.ts";
import {
  isConstant,
  isZero,
  leadingCoefficient,
  multiply,
  multiplyByTerm,
  type Polynomial,
  power,
  scale,
  subtract,
  type Term,
  zero,
} from "./polynomial.ts";

/**
 * a / b if b divides a in Q[variables], else `undefined`.
 *
 * Leading terms are divided in an admissible order, so a leading term that the one of b does not
 * divide shows that b does not divide a.
 *
 * @throws RangeError if b is 0.
 */
export function exactQuotient(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const lead = b.terms[0];
  if (lead === undefined) {
    throw new RangeError("exactQuotient: expected a divisor that is not 0, got 0.");
  }
  if (isZero(a)) return a;
  if (isConstant(b)) return scale(a, Q.divide(Q.one, lead.coefficient));
  if (b.terms.length === 1) return quotientByTerm(a, lead);
  return longQuotient(a, b, lead);
}

/**
 * The positive rational c such that a / c has integer coefficients without a common factor.
 *
 * @returns 0 for the polynomial 0.
 */
export function content(a: Polynomial): Rational {
  let num = 0n;
  let den = 1n;
  for (const { coefficient } of a.terms) {
    num = integerGcd(num, coefficient.num);
    if (coefficient.den !== 1n) den *= coefficient.den / integerGcd(den, coefficient.den);
  }
  return num === 0n ? Q.zero : Q.rational(num, den);
}

/**
 * a over its content, with a positive leading coefficient: integer coefficients without a common
 * factor. Two polynomials that differ by a rational factor have the same primitive part.
 */
export function primitivePart(a: Polynomial): Polynomial {
  if (isZero(a)) return a;
  const c = content(a);
  const signed = Q.sign(leadingCoefficient(a)) < 0 ? Q.negate(c) : c;
  return Q.equals(signed, Q.one) ? a : scale(a, Q.divide(Q.one, signed));
}

/** a over its leading coefficient. @throws RangeError if a is 0. */
export function monic(a: Polynomial): Polynomial {
  const lead = leadingCoefficient(a);
  return Q.equals(lead, Q.one) ? a : scale(a, Q.divide(Q.one, lead));
}

/**
 * The pseudo-remainder of a by b in `name`: lc(b)^(deg a - deg b + 1) a = q b + r with
 * deg r < deg b.
 *
 * @throws RangeError if b is 0.
 */
export function pseudoRemainder(a: Polynomial, b: Polynomial, name: string): Polynomial {
  if (isZero(b)) throw new RangeError("pseudoRemainder: expected a divisor that is not 0, got 0.");
  const divisor = coefficientsIn(b, name);
  const lead = divisor.at(-1)!;
  const rest = [...coefficientsIn(a, name)];
  let owed = Math.max(rest.length - divisor.length + 1, 0);
  while (rest.length >= divisor.length) {
    const top = rest.pop()!;
    const shift = rest.length + 1 - divisor.length;
    for (let i = 0; i < rest.length; i++) {
      const scaled = multiply(rest[i]!, lead);
      const taken = i < shift ? zero : multiply(top, divisor[i - shift]!);
      rest[i] = subtract(scaled, taken);
    }
    owed -= 1;
    while (rest.length > 0 && isZero(rest.at(-1)!)) rest.pop();
  }
  return multiply(fromCoefficients(rest, name), power(lead, owed));
}

function quotientByTerm(a: Polynomial, divisor: Term): Polynomial | undefined {
  const terms: Term[] = [];
  for (const { coefficient, monomial } of a.terms) {
    const reduced = monomials.quotient(monomial, divisor.monomial);
    if (reduced === undefined) return undefined;
    terms.push({ coefficient: Q.divide(coefficient, divisor.coefficient), monomial: reduced });
  }
  return { terms };
}

function longQuotient(a: Polynomial, b: Polynomial, lead: Term): Polynomial | undefined {
  // Cheap refusals first: in every variable the degree of a divisor is at most that of a.
  for (const [name] of lead.monomial.powers) {
    if (degree(a, name) < degree(b, name)) return undefined;
  }
  const terms: Term[] = [];
  let rest = a;
  while (!isZero(rest)) {
    const top = rest.terms[0]!;
    const reduced = monomials.quotient(top.monomial, lead.monomial);
    if (reduced === undefined) return undefined;
    const term = { coefficient: Q.divide(top.coefficient, lead.coefficient), monomial: reduced };
    terms.push(term);
    rest = subtract(rest, multiplyByTerm(b, term));
  }
  return { terms };
}
