/**
 * Polynomials in one variable over the integers modulo a prime p < 2^26.
 *
 * Residues are JavaScript numbers in [0, p): a product stays below 2^52, where integers are exact
 * doubles, and the remainder of an exact integer is exact. Nothing here is rounded.
 * Coefficients run from the constant term up, the last one is not 0; [] is the polynomial 0.
 *
 * Source: [Knuth1998, §4.6.1].
 */

/** Residues, constant term first, the last one not 0. */
export type Residues = readonly number[];

/** Primes are below this, so that sums of a residue and a product are below 2^53. */
export const primeBound: number = 2 ** 26;

/** The residue of x modulo m in (-m/2, m/2]. */
export function balancedResidue(x: bigint, m: bigint): bigint {
  const r = ((x % m) + m) % m;
  return 2n * r > m ? r - m : r;
}

/** c modulo p, in [0, p). */
export function residue(c: bigint, p: number): number {
  const r = Number(c % BigInt(p));
  return r < 0 ? r + p : r;
}

/** b^n modulo p for an integer n >= 0. */
export function powerModulo(b: number, n: number, p: number): number {
  let result = 1;
  let square = b;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

/** The inverse of a modulo p, by Euclid. @throws RangeError if p divides a. */
export function inverseModulo(a: number, p: number): number {
  let [r, next] = [p, a % p];
  let [t, nextT] = [0, 1];
  while (next !== 0) {
    const q = Math.floor(r / next);
    [r, next] = [next, r - q * next];
    [t, nextT] = [nextT, t - q * nextT];
  }
  if (r !== 1) throw new RangeError(`inverseModulo: expected a unit modulo ${p}, got ${a}.`);
  return t < 0 ? t + p : t;
}

/** Strikes out trailing zeros in place. */
export function trim(a: number[]): number[] {
  while (a.length > 0 && a.at(-1) === 0) a.pop();
  return a;
}

/** The value of a at x. */
export function valueModulo(a: Residues, x: number, p: number): number {
  let value = 0;
  for (let i = a.length - 1; i >= 0; i--) value = (value * x + a[i]!) % p;
  return value;
}

/** a - b. */
export function subtractModulo(a: Residues, b: Residues, p: number): Residues {
  const length = Math.max(a.length, b.length);
  const difference = Array.from({ length }, (_, i) => ((a[i] ?? 0) - (b[i] ?? 0) + p) % p);
  return trim(difference);
}

/** a b. */
export function multiplyModulo(a: Residues, b: Residues, p: number): Residues {
  if (a.length === 0 || b.length === 0) return [];
  const result = new Array<number>(a.length + b.length - 1).fill(0);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) result[i + j] = (result[i + j]! + a[i]! * b[j]!) % p;
  }
  return trim(result);
}

/** q and r with a = q b + r and deg r < deg b. @throws RangeError if b is 0. */
export function divideModulo(
  a: Residues,
  b: Residues,
  p: number,
): { readonly quotient: Residues; readonly remainder: Residues } {
  if (b.length === 0) throw new RangeError("divideModulo: expected a divisor that is not 0.");
  const rest = [...a];
  const quotient = new Array<number>(Math.max(a.length - b.length + 1, 0)).fill(0);
  const inverse = inverseModulo(b.at(-1)!, p);
  for (let shift = quotient.length - 1; shift >= 0; shift--) {
    const factor = (rest[shift + b.length - 1]! * inverse) % p;
    quotient[shift] = factor;
    if (factor === 0) continue;
    const negative = p - factor;
    for (let i = 0; i < b.length; i++) {
      rest[shift + i] = (rest[shift + i]! + negative * b[i]!) % p;
    }
  }
  return { quotient: trim(quotient), remainder: trim(rest.slice(0, b.length - 1)) };
}

/** a with leading coefficient 1; [] for 0. */
export function monicModulo(a: Residues, p: number): Residues {
  if (a.length === 0 || a.at(-1) === 1) return a;
  const inverse = inverseModulo(a.at(-1)!, p);
  return a.map((c) => (c * inverse) % p);
}

/** The monic greatest common divisor; [] if both are 0. */
export function gcdModulo(a: Residues, b: Residues, p: number): Residues {
  let [left, right] = [a, b];
  while (right.length > 0) [left, right] = [right, divideModulo(left, right, p).remainder];
  return monicModulo(left, p);
}

/** da/dx. */
export const derivativeModulo = (a: Residues, p: number): Residues =>
  trim(a.slice(1).map((c, i) => (c * ((i + 1) % p)) % p));

/** The primes below {@link primeBound}, greatest first; those met once are remembered. */
export function* largePrimes(): Generator<number> {
  for (let i = 0; ; i++) {
    if (i === largePrimesMet.length) {
      let n = (largePrimesMet.at(-1) ?? primeBound) - 1;
      while (!isPrime(n)) n -= 1;
      if (n < 3) return;
      largePrimesMet.push(n);
    }
    yield largePrimesMet[i]!;
  }
}

const largePrimesMet: number[] = [];

/** Whether n is prime, by trial division; meant for n < 2^26. */
export function isPrime(n: number): boolean {
  if (n < 4) return n >= 2;
  if (n % 2 === 0) return false;
  for (let d = 3; d * d <= n; d += 2) if (n % d === 0) return false;
  return true;
}
