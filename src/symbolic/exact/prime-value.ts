/**
 * Irreducibility shown by one value: a certificate for polynomials that factor modulo every prime.
 *
 * Let all roots of a, over Z, have a size below r, and let |a(b)| = c p with p prime, 1 <= c and
 * |b| >= r + c. If a = g h with factors over Z, each of positive degree, then |g(b)| is its leading
 * coefficient times a product of distances |b - root| > c, so |g(b)| > c, and |h(b)| > c likewise.
 * But p divides one of them, and the other divides c: a contradiction [Murty2002; Girstmair2005].
 * Roots are smaller than r where |a_n| r^n > sum_{i < n} |a_i| r^i (Cauchy).
 */
import type { IntegerPolynomial } from "./integer-polynomial.ts";

/** The b and the c. */
export interface PrimeValue {
  readonly point: bigint;
  readonly cofactor: bigint;
}

/** Points tried on each side of the roots, and the largest cofactor. */
const most = { points: 400n, cofactor: 60n };

/** Up to here the first thirteen primes decide primality by their powers [Sorenson2017]. */
const provable = 3_317_044_064_679_887_385_961_981n;

/**
 * A value that shows a primitive polynomial irreducible.
 *
 * @param a of degree 2 at least
 * @returns `undefined` if none was found, which says nothing about a.
 * @example primeValue(x^4 + 1) // at 4 it is 257
 */
export function primeValue(a: IntegerPolynomial): PrimeValue | undefined {
  const radius = rootRadius(a);
  for (let gap = 1n; gap <= most.points; gap++) {
    for (const point of [radius + gap, -radius - gap]) {
      const value = absolute(valueAt(a, point));
      if (value > provable * most.cofactor) return undefined;
      const cofactor = smoothPart(value, gap < most.cofactor ? gap : most.cofactor);
      if (isPrimeInteger(value / cofactor)) return { point, cofactor };
    }
  }
  return undefined;
}

/** An integer above the size of every root, by doubling and halving. */
function rootRadius(a: IntegerPolynomial): bigint {
  const sizes = a.map(absolute);
  const bounds = (r: bigint): boolean => {
    const top = sizes.at(-1)! * r ** BigInt(a.length - 1);
    return top > sizes.slice(0, -1).reduce((sum, c, i) => sum + c * r ** BigInt(i), 0n);
  };
  let high = 1n;
  while (!bounds(high)) high *= 2n;
  let low = high / 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (bounds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The greatest divisor of n that small primes make up, as far as it stays at most `limit`. */
function smoothPart(n: bigint, limit: bigint): bigint {
  let part = 1n;
  for (let p = 2n; p <= limit; p++) {
    while (part * p <= limit && (n / part) % p === 0n) part *= p;
  }
  return part;
}

/** Whether n is prime; false for numbers too large to be sure. */
export function isPrimeInteger(n: bigint): boolean {
  if (n < 2n || n >= provable) return false;
  const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];
  const small = bases.find((p) => n % p === 0n);
  if (small !== undefined) return n === small;
  let odd = n - 1n;
  let twos = 0;
  for (; odd % 2n === 0n; odd /= 2n) twos += 1;
  return bases.every((base) => {
    let x = powerModulo(base, odd, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < twos; i++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

function powerModulo(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n;
  let square = base % n;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e % 2n === 1n) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result;
}

const valueAt = (a: IntegerPolynomial, x: bigint): bigint =>
  a.reduceRight((value, c) => value * x + c, 0n);

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);
