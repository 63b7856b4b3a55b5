/**
 * Bounds of the degree of a greatest common divisor, from images in one variable modulo a prime.
 *
 * Bound 0 in every variable proves two polynomials coprime, which is the common case.
 *
 * Source: [Geddes1992, §7.4].
 */
import { degree } from "./in-one-variable.ts";
import { gcdModulo, largePrimes, powerModulo, residue, trim } from "./modular.ts";
import { type Polynomial, variables } from "./polynomial.ts";

/** Points where both leading coefficients vanish are left; after these many, so is the search. */
const pointsLeft = 3;

/**
 * A bound of the degree of gcd(a, b) in `name`: the degree of the gcd of images in one variable.
 *
 * Where the leading coefficient of a in `name` does not vanish modulo p at the point, neither
 * does that of the gcd, so the image of the gcd keeps its degree and divides the gcd of images.
 *
 * @param a primitive, as is b, in the same variables.
 */
export function degreeBound(a: Polynomial, b: Polynomial, name: string): number {
  const [degreeA, degreeB] = [degree(a, name), degree(b, name)];
  const bound = Math.min(degreeA, degreeB);
  let seed = 12_345;
  let skipped = 0;
  for (const p of largePrimes()) {
    const point = new Map<string, number>();
    for (const other of variables(a)) {
      seed = (seed * 48_271) % 2_147_483_647;
      point.set(other, seed % p);
    }
    const left = imageIn(a, name, point, p);
    const right = imageIn(b, name, point, p);
    if (left.length !== degreeA + 1 && right.length !== degreeB + 1) {
      skipped += 1;
      if (skipped > pointsLeft) return bound;
      continue;
    }
    return Math.min(bound, gcdModulo(left, right, p).length - 1);
  }
  return bound;
}

function imageIn(
  a: Polynomial,
  name: string,
  point: ReadonlyMap<string, number>,
  p: number,
): number[] {
  const image = new Array<number>(degree(a, name) + 1).fill(0);
  for (const { coefficient, monomial } of a.terms) {
    let value = residue(coefficient.num, p);
    let exponentHere = 0;
    for (const [variable, exponent] of monomial.powers) {
      if (variable === name) exponentHere = exponent;
      else value = (value * powerModulo(point.get(variable)!, exponent, p)) % p;
    }
    image[exponentHere] = (image[exponentHere]! + value) % p;
  }
  return trim(image);
}
