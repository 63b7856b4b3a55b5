/**
 * The greatest common divisor by polynomial remainders: the primitive remainder sequence in one
 * variable over the gcds of its coefficients in the others.
 *
 * Slower than images modulo primes on dense input and free of their size limit; also the second
 * route that tests compare with. Source: [Knuth1998, §4.6.1, Algorithm E].
 */
import { exactQuotient, primitivePart, pseudoRemainder } from "./division.ts";
import { coefficientsIn, degree } from "./in-one-variable.ts";
import {
  isConstant,
  isZero,
  multiply,
  one,
  type Polynomial,
  variables,
  zero,
} from "./polynomial.ts";

/** The same polynomial as `gcd` of `gcd.ts`. */
export function gcdByRemainders(a: Polynomial, b: Polynomial): Polynomial {
  if (isZero(a)) return primitivePart(b);
  if (isZero(b)) return primitivePart(a);
  if (isConstant(a) || isConstant(b)) return one;
  const name = mainVariable(a, b);
  const contentA = contentByRemainders(a, name);
  const contentB = contentByRemainders(b, name);
  let left = primitivePart(exactQuotient(a, contentA)!);
  let right = primitivePart(exactQuotient(b, contentB)!);
  if (degree(left, name) < degree(right, name)) [left, right] = [right, left];
  while (degree(right, name) > 0) {
    const rest = pseudoRemainder(left, right, name);
    left = right;
    right = isZero(rest)
      ? rest
      : primitivePart(exactQuotient(rest, contentByRemainders(rest, name))!);
  }
  const common = gcdByRemainders(contentA, contentB);
  return primitivePart(isZero(right) ? multiply(left, common) : common);
}

/** The variable of the least positive degree: the sequence is as long as that degree. */
function mainVariable(a: Polynomial, b: Polynomial): string {
  const names = [...new Set([...variables(a), ...variables(b)])].sort();
  const cost = (name: string): number => Math.max(degree(a, name), degree(b, name));
  return names.reduce((best, name) => (cost(name) < cost(best) ? name : best));
}

const contentByRemainders = (a: Polynomial, name: string): Polynomial =>
  coefficientsIn(a, name).reduce(gcdByRemainders, zero);
