/**
 * Closed forms of algebraic numbers of degree 1 and 2.
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import { bitLength, integerGcd } from "../../model/whole-number.ts";
import { type AlgebraicNumber, compareWithRational, rationalOf } from "./algebraic-number.ts";

/** rational + coefficient sqrt(radicand), with radicand > 1 and coefficient not 0. */
export interface QuadraticRadical {
  readonly rational: Rational;
  readonly coefficient: Rational;
  /** No square of a prime below 10^4 divides it, and it is no square. */
  readonly radicand: bigint;
}

/** The quadratic form of an irrational number whose polynomial has degree 2. */
export function quadraticRadical(a: AlgebraicNumber): QuadraticRadical | undefined {
  if (rationalOf(a) !== undefined || a.minimalPolynomial.length !== 3) return undefined;
  const [c, b, lead] = a.minimalPolynomial as readonly [bigint, bigint, bigint];
  const [root, radicand] = squareTakenOut(b * b - 4n * lead * c);
  if (radicand === 1n) return undefined;
  const rational = Q.rational(-b, 2n * lead);
  const size = Q.rational(root, 2n * lead);
  const coefficient = compareWithRational(a, rational) > 0 ? size : Q.negate(size);
  return { rational, coefficient, radicand };
}

/**
 * `1/7`, `(3 - sqrt(5))/2`, `-2*sqrt(3)`: a text of the spec language that is the number exactly.
 *
 * @returns `undefined` for degree 3 and above.
 */
export function closedForm(a: AlgebraicNumber): string | undefined {
  const exact = rationalOf(a);
  if (exact !== undefined) return Q.formatRational(exact);
  const radical = quadraticRadical(a);
  if (radical === undefined) return undefined;
  const { rational, coefficient, radicand } = radical;
  const den = (rational.den * coefficient.den) / integerGcd(rational.den, coefficient.den);
  const first = rational.num * (den / rational.den);
  const second = coefficient.num * (den / coefficient.den);
  const size = second < 0n ? -second : second;
  const root = `${size === 1n ? "" : `${size}*`}sqrt(${radicand})`;
  const over = den === 1n ? "" : `/${den}`;
  if (first === 0n) return `${second < 0n ? "-" : ""}${root}${over}`;
  const sum = `${first} ${second < 0n ? "-" : "+"} ${root}`;
  return den === 1n ? sum : `(${sum})${over}`;
}

/** s and r with n = s^2 r, r free of squares of primes below 10^4 and not a square above 1. */
function squareTakenOut(n: bigint): readonly [root: bigint, rest: bigint] {
  let root = 1n;
  let rest = n;
  for (let d = 2n; d < 10_000n && d * d <= rest; d++) {
    while (rest % (d * d) === 0n) {
      rest /= d * d;
      root *= d;
    }
  }
  const last = integerSquareRoot(rest);
  return last * last === rest ? [root * last, 1n] : [root, rest];
}

/** The largest integer whose square is at most n >= 0 (Newton's iteration from above). */
function integerSquareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((bitLength(n) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
