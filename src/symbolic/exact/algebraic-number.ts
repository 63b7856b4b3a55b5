/**
 * Real algebraic numbers: a polynomial over Q and a rational interval that holds one root of it.
 *
 * Comparison and signs are exact: equality is decided by a gcd before any interval is refined, so
 * no refinement goes on for ever.
 *
 * Source: [Basu2006, §10.4]; [Cohen1993, §4.2].
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import { type Irreducibility, integerFactors } from "./factorise.ts";
import {
  commonDivisor,
  type IntegerPolynomial,
  integerPolynomial,
  signAtRational,
  squareFreePartOf,
} from "./integer-polynomial.ts";
import type { Polynomial } from "./polynomial.ts";
import {
  type Domain,
  isolateRealRoots,
  type RootInterval,
  realLine,
  refineRoot,
  splitRootAt,
} from "./real-roots.ts";
import { rootsBetween, sturmChain } from "./sturm.ts";

/**
 * The root of `minimalPolynomial` in the interval.
 *
 * The polynomial is primitive with positive leading coefficient. If it was not shown to be
 * irreducible it is a multiple of the minimal polynomial; all functions here are exact either way.
 */
export interface AlgebraicNumber extends RootInterval {
  readonly minimalPolynomial: IntegerPolynomial;
  readonly irreducible: Irreducibility;
}

/** A real root and how often it occurs. */
export interface RealRoot {
  readonly root: AlgebraicNumber;
  readonly multiplicity: number;
}

/** A rational as an algebraic number. */
export const algebraicOfRational = (value: Rational): AlgebraicNumber => ({
  minimalPolynomial: [-value.num, value.den],
  irreducible: "shown",
  lower: value,
  upper: value,
});

/**
 * The real roots of a in the domain, ascending, with multiplicities.
 *
 * @throws RangeError if a is 0 or has two variables.
 * @example realRoots(x^3 - 2 x) // -sqrt(2), 0, sqrt(2)
 */
export function realRoots(
  a: Polynomial | IntegerPolynomial,
  domain: Domain = realLine,
): readonly RealRoot[] {
  const coefficients = "terms" in a ? integerPolynomial(a) : a;
  if (coefficients.length === 0) {
    throw new RangeError("realRoots: expected a polynomial that is not 0, got 0.");
  }
  const roots = integerFactors(coefficients).flatMap(({ factor, multiplicity, irreducible }) =>
    isolateRealRoots(factor, domain).map((interval) => ({
      root: rootOf(factor, irreducible, interval),
      multiplicity,
    })),
  );
  return roots.sort((m, n) => compareAlgebraic(m.root, n.root));
}

/** The rational number that a is, or `undefined` if it is not known to be one. */
export const rationalOf = (a: AlgebraicNumber): Rational | undefined =>
  Q.equals(a.lower, a.upper) ? a.lower : undefined;

/** The same number in an interval of at most the given width. @throws RangeError if width <= 0. */
export const refined = (a: AlgebraicNumber, width: Rational): AlgebraicNumber =>
  narrowed(a, refineRoot(a.minimalPolynomial, a, width));

/** The sign of a - b. */
export function compareAlgebraic(a: AlgebraicNumber, b: AlgebraicNumber): -1 | 0 | 1 {
  const exact = rationalOf(b);
  if (exact !== undefined) return compareWithRational(a, exact);
  if (rationalOf(a) !== undefined) return turned(compareAlgebraic(b, a));
  if (areEqual(a, b)) return 0;
  let [left, right] = [a, b];
  for (;;) {
    if (Q.compare(left.upper, right.lower) <= 0) return -1;
    if (Q.compare(right.upper, left.lower) <= 0) return 1;
    left = halved(left);
    right = halved(right);
  }
}

/** The sign of a - x. */
export function compareWithRational(a: AlgebraicNumber, x: Rational): -1 | 0 | 1 {
  const split = splitRootAt(a.minimalPolynomial, a, x);
  if (Q.equals(split.lower, split.upper)) return Q.compare(split.lower, x);
  return Q.compare(split.upper, x) <= 0 ? -1 : 1;
}

/**
 * The sign of the polynomial q at a.
 *
 * Zero is found by a gcd; otherwise the interval is refined until it is free of roots of q.
 */
export function signAtAlgebraic(q: Polynomial | IntegerPolynomial, a: AlgebraicNumber): -1 | 0 | 1 {
  const coefficients = "terms" in q ? signedCoefficients(q) : q;
  if (coefficients.length === 0) return 0;
  const exact = rationalOf(a);
  if (exact !== undefined) return signAtRational(coefficients, exact);
  if (coefficients.length > 1 && hasRootAt(coefficients, a)) return 0;
  const chain = sturmChain(coefficients.length > 1 ? squareFreePartOf(coefficients) : [1n]);
  let near = a;
  while (rootsBetween(chain, near.lower, near.upper) > 0) near = halved(near);
  const at = signAtRational(coefficients, near.upper);
  // A root at the upper end was counted, so this is the sign on the whole of (lower, upper].
  return at;
}

/**
 * a rounded to `digits` decimals, a half away from -oo (only a rational can be one).
 *
 * @throws RangeError if digits is not an integer >= 0.
 * @example toDecimal(sqrt(2), 5) // "1.41421"
 */
export function toDecimal(a: AlgebraicNumber, digits: number): string {
  if (!Number.isInteger(digits) || digits < 0) {
    throw new RangeError(`toDecimal: expected a number of digits >= 0, got ${digits}.`);
  }
  const scale = Q.integer(10n ** BigInt(digits));
  const half = Q.rational(1n, 2n);
  const rounded = (x: Rational): bigint => Q.floor(Q.add(Q.multiply(x, scale), half));
  const near = refined(a, Q.divide(half, scale));
  let units = rounded(near.lower);
  if (rounded(near.upper) > units) {
    // The two ends are at most half a unit apart: one boundary lies between them.
    const boundary = Q.divide(Q.add(Q.integer(units), half), scale);
    if (compareWithRational(near, boundary) >= 0) units += 1n;
  }
  return decimalText(units, digits);
}

/** The root of a factor in its interval; a rational root is that rational. */
function rootOf(
  factor: IntegerPolynomial,
  irreducible: Irreducibility,
  { lower, upper }: RootInterval,
): AlgebraicNumber {
  if (factor.length === 2) return algebraicOfRational(Q.rational(-factor[0]!, factor[1]!));
  return narrowed({ minimalPolynomial: factor, irreducible, lower, upper }, { lower, upper });
}

/** a with an interval inside the one it had; a rational gets its own polynomial. */
function narrowed(a: AlgebraicNumber, { lower, upper }: RootInterval): AlgebraicNumber {
  return Q.equals(lower, upper) ? algebraicOfRational(lower) : { ...a, lower, upper };
}

const halved = (a: AlgebraicNumber): AlgebraicNumber => {
  const width = Q.subtract(a.upper, a.lower);
  return Q.isZero(width) ? a : refined(a, Q.divide(width, Q.integer(2)));
};

/** Whether q vanishes at a: the gcd of q and the polynomial of a has a root in the interval. */
function hasRootAt(q: IntegerPolynomial, a: AlgebraicNumber): boolean {
  const common = commonDivisor(q, a.minimalPolynomial);
  if (common.length <= 1) return false;
  return rootsBetween(sturmChain(squareFreePartOf(common)), a.lower, a.upper) > 0;
}

/**
 * Roots of the common divisor are roots of both polynomials, and each interval holds one root of
 * its own: one in the intersection is both numbers.
 */
function areEqual(a: AlgebraicNumber, b: AlgebraicNumber): boolean {
  const lower = Q.compare(a.lower, b.lower) > 0 ? a.lower : b.lower;
  const upper = Q.compare(a.upper, b.upper) < 0 ? a.upper : b.upper;
  if (Q.compare(lower, upper) >= 0) return false;
  return hasRootAt(b.minimalPolynomial, { ...a, lower, upper });
}

/** The coefficients times a positive rational: content is removed, the sign is not. */
function signedCoefficients(q: Polynomial): IntegerPolynomial {
  const coefficients = integerPolynomial(q);
  const negative = q.terms.length > 0 && Q.sign(q.terms[0]!.coefficient) < 0;
  return negative ? coefficients.map((c) => -c) : coefficients;
}

function decimalText(units: bigint, digits: number): string {
  const size = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
  const whole = size.slice(0, size.length - digits);
  const sign = units < 0n ? "-" : "";
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${size.slice(-digits)}`;
}

const turned = (sign: -1 | 0 | 1): -1 | 0 | 1 => (sign === 0 ? 0 : sign === 1 ? -1 : 1);
