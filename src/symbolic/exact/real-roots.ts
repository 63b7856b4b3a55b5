/**
 * The real roots of a polynomial over Q, each in a rational interval of its own.
 *
 * Bisection of an interval that holds all roots, counted by Sturm chains; exact throughout.
 *
 * Source: [Basu2006, §2.2.2, §10.1].
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import {
  heightOf,
  type IntegerPolynomial,
  signAtRational,
  squareFreePartOf,
} from "./integer-polynomial.ts";
import { rootsBetween, type SturmChain, sturmChain } from "./sturm.ts";

/**
 * Where one root lies: it is `lower` if lower = upper; otherwise it is the only root in
 * (lower, upper), and neither end is a root.
 */
export interface RootInterval {
  readonly lower: Rational;
  readonly upper: Rational;
}

/** A set of reals between two ends, each open or closed; an infinite end is open. */
export interface Domain {
  readonly lower: Rational | "-oo";
  readonly upper: Rational | "oo";
  readonly lowerClosed?: boolean;
  readonly upperClosed?: boolean;
}

export const realLine: Domain = { lower: "-oo", upper: "oo" };

/**
 * The distinct real roots of a in the domain, ascending; multiplicities are not counted.
 *
 * @throws RangeError if a is 0.
 * @example isolateRealRoots([-2n, 0n, 1n]) // two intervals, around -sqrt(2) and sqrt(2)
 */
export function isolateRealRoots(
  a: IntegerPolynomial,
  domain: Domain = realLine,
): readonly RootInterval[] {
  if (a.length === 0) {
    throw new RangeError("isolateRealRoots: expected a polynomial that is not 0, got 0.");
  }
  if (a.length === 1) return [];
  const squareFree = squareFreePartOf(a);
  const chain = sturmChain(squareFree);
  const bound = rootBound(squareFree);
  const all = isolated(squareFree, chain, Q.negate(bound), bound);
  return all.flatMap((root) => within(squareFree, root, domain));
}

/**
 * The same root in an interval of at most the given width, found by bisection.
 *
 * @param a a polynomial whose sign changes at the root, such as one without repeated factors.
 * @throws RangeError if the width is not positive.
 */
export function refineRoot(
  a: IntegerPolynomial,
  root: RootInterval,
  width: Rational,
): RootInterval {
  if (Q.sign(width) <= 0) throw new RangeError("refineRoot: expected a width > 0.");
  // Ends over one denominator that doubles: fractions are reduced once, at the end.
  let den = root.lower.den * root.upper.den;
  let lower = root.lower.num * root.upper.den;
  let upper = root.upper.num * root.lower.den;
  const below = signAtRational(a, root.lower);
  while ((upper - lower) * width.den > width.num * den) {
    const middle = lower + upper;
    den *= 2n;
    lower *= 2n;
    upper *= 2n;
    const sign = signAtRational(a, { num: middle, den });
    if (sign === 0) {
      const exact = Q.rational(middle, den);
      return { lower: exact, upper: exact };
    }
    if (sign === below) lower = middle;
    else upper = middle;
  }
  return { lower: Q.rational(lower, den), upper: Q.rational(upper, den) };
}

/** The root in an interval that does not have x inside: it becomes an end, or the root itself. */
export function splitRootAt(a: IntegerPolynomial, root: RootInterval, x: Rational): RootInterval {
  if (Q.compare(x, root.lower) <= 0 || Q.compare(x, root.upper) >= 0) return root;
  const sign = signAtRational(a, x);
  if (sign === 0) return { lower: x, upper: x };
  return sign === signAtRational(a, root.lower)
    ? { lower: x, upper: root.upper }
    : { lower: root.lower, upper: x };
}

/**
 * A power of two above the modulus of every root: Cauchy's 1 + max |a_i / a_n|, rounded up.
 */
export function rootBound(a: IntegerPolynomial): Rational {
  const lead = absolute(a.at(-1)!);
  const largest = heightOf(a.slice(0, -1));
  let bound = 2n;
  while (bound < 2n + largest / lead) bound *= 2n;
  return Q.integer(bound);
}

/** The roots in (lower, upper], ascending. */
function isolated(
  a: IntegerPolynomial,
  chain: SturmChain,
  lower: Rational,
  upper: Rational,
): readonly RootInterval[] {
  const roots: RootInterval[] = [];
  const pending: (readonly [lower: Rational, upper: Rational, count: number])[] = [
    [lower, upper, rootsBetween(chain, lower, upper)],
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [from, to, count] = next;
    if (count === 0) continue;
    if (count === 1 && signAtRational(a, to) === 0) {
      roots.push({ lower: to, upper: to });
      continue;
    }
    if (count === 1 && signAtRational(a, from) !== 0) {
      roots.push({ lower: from, upper: to });
      continue;
    }
    const middle = midpoint(from, to);
    const left = rootsBetween(chain, from, middle);
    // Last in, first out: the left half is finished before the right one.
    pending.push([middle, to, count - left], [from, middle, left]);
  }
  return roots;
}

function within(a: IntegerPolynomial, root: RootInterval, domain: Domain): readonly RootInterval[] {
  let found = root;
  if (domain.lower !== "-oo") found = splitRootAt(a, found, domain.lower);
  if (domain.upper !== "oo") found = splitRootAt(a, found, domain.upper);
  const isExact = Q.equals(found.lower, found.upper);
  if (domain.lower !== "-oo") {
    const order = Q.compare(found.lower, domain.lower);
    const outside = isExact ? order < 0 || (order === 0 && !domain.lowerClosed) : order < 0;
    if (outside) return [];
  }
  if (domain.upper !== "oo") {
    const order = Q.compare(found.upper, domain.upper);
    const outside = isExact ? order > 0 || (order === 0 && !domain.upperClosed) : order > 0;
    if (outside) return [];
  }
  return [found];
}

const midpoint = (a: Rational, b: Rational): Rational =>
  Q.multiply(Q.add(a, b), Q.rational(1n, 2n));

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);
