/**
 * Degrees of factors modulo primes, and irreducibility that they show.
 *
 * Modulo a prime p that keeps the degree of a and leaves it square-free, the degree of a factor
 * of a over Q is a sum of degrees of factors of a modulo p. If no number between 0 and the degree
 * of a is such a sum for every one of some primes, a is irreducible [Cohen1993, §3.5].
 */
import type { IntegerPolynomial } from "./integer-polynomial.ts";
import { isPrime, monicModulo, type Residues, residue } from "./modular.ts";
import { distinctDegreeProducts, isSquareFreeModulo } from "./modular-factors.ts";

/** The degrees of the factors modulo a prime; `undefined` where it loses the degree or a square. */
export function factorDegrees(a: IntegerPolynomial, prime: number): readonly number[] | undefined {
  if (residue(a.at(-1)!, prime) === 0) return undefined;
  const reduced = image(a, prime);
  if (!isSquareFreeModulo(reduced, prime)) return undefined;
  return distinctDegreeProducts(reduced, prime).flatMap((group) =>
    Array.from({ length: (group.product.length - 1) / group.degree }, () => group.degree),
  );
}

/** The monic image of a polynomial modulo a prime that does not divide its leading coefficient. */
export const image = (a: IntegerPolynomial, p: number): Residues =>
  monicModulo(
    a.map((c) => residue(c, p)),
    p,
  );

/** Which numbers up to n are sums of some of the degrees. */
export function subsetSums(degrees: readonly number[], n: number): readonly boolean[] {
  const reached = Array.from({ length: n + 1 }, (_, i) => i === 0);
  for (const degree of degrees) {
    for (let i = n; i >= degree; i--) reached[i] = reached[i]! || reached[i - degree]!;
  }
  return reached;
}

/** Primes that are tried; x^4 + 1 and its like factor modulo all of them. */
const highestPrime = 300;

/**
 * Primes whose degrees leave no factor: a certificate of irreducibility that is quickly checked.
 *
 * @param a of degree 1 at least
 * @returns `undefined` if none was found, which says nothing about a.
 */
export function irreducibilityPrimes(a: IntegerPolynomial): readonly number[] | undefined {
  const degree = a.length - 1;
  const primes: number[] = [];
  let possible = Array.from({ length: degree + 1 }, () => true);
  const isShown = (): boolean => !possible.slice(1, degree).includes(true);
  for (let prime = 3; prime < highestPrime && !isShown(); prime += 2) {
    const degrees = isPrime(prime) ? factorDegrees(a, prime) : undefined;
    if (degrees === undefined) continue;
    const sums = subsetSums(degrees, degree);
    const next = possible.map((open, i) => open && sums[i]!);
    if (next.every((open, i) => open === possible[i])) continue;
    possible = next;
    primes.push(prime);
  }
  return isShown() ? primes : undefined;
}
