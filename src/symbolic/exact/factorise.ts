/**
 * Factorisation over Q of polynomials in one variable (Zassenhaus' algorithm).
 *
 * Factors modulo a small prime are lifted to a modulus that separates the coefficients of every
 * factor over Z, and recombined. A factor is irreducible when its image is, when the degrees
 * possible modulo several primes leave no other, or when no subset of images divides. The number
 * of subsets is limited; what remains beyond it is a factor, but not shown to be irreducible.
 *
 * Sources: [Zassenhaus1969]; [Cohen1993, §3.5]; [Mignotte1974] for the bound.
 */

import { factorDegrees, image, subsetSums } from "./factor-degrees.ts";
import { liftedFactors } from "./hensel.ts";
import {
  heightOf,
  type IntegerPolynomial,
  integerPolynomial,
  integerQuotient,
  polynomialIn,
  primitive,
} from "./integer-polynomial.ts";
import { balancedResidue, isPrime } from "./modular.ts";
import { irreducibleFactorsModulo } from "./modular-factors.ts";
import type { Polynomial } from "./polynomial.ts";
import { squareFree } from "./square-free.ts";

/** Whether a factor is known to have no factors of its own. */
export type Irreducibility = "shown" | "not-shown";

/** A primitive factor with positive leading coefficient. */
export interface IntegerFactor {
  readonly factor: IntegerPolynomial;
  readonly multiplicity: number;
  readonly irreducible: Irreducibility;
}

/** Subsets of modular factors tried for one square-free polynomial; about a second. */
const subsetLimit = 100_000;
const primesCompared = 5;

/**
 * The irreducible factors over Q, ordered by multiplicity, degree, and coefficients.
 *
 * @param a in one variable, not 0; its rational content and sign are dropped.
 * @throws RangeError if a is 0 or has two variables.
 * @example integerFactors(x^4 + 4) // x^2 - 2 x + 2, x^2 + 2 x + 2
 */
export function integerFactors(a: IntegerPolynomial | Polynomial): readonly IntegerFactor[] {
  const polynomial = "terms" in a ? polynomialIn(integerPolynomial(a), "x") : polynomialIn(a, "x");
  return squareFree(polynomial).factors.flatMap(({ factor, multiplicity }) =>
    squareFreeFactors(integerPolynomial(factor))
      .map((found) => ({ ...found, multiplicity }))
      .sort((m, n) => compareCoefficients(m.factor, n.factor)),
  );
}

type SquareFreeFactor = Omit<IntegerFactor, "multiplicity">;

function squareFreeFactors(a: IntegerPolynomial): readonly SquareFreeFactor[] {
  if (a.length <= 1) return [];
  if (a[0] === 0n && a.length > 2) {
    return [{ factor: [0n, 1n], irreducible: "shown" }, ...squareFreeFactors(a.slice(1))];
  }
  if (a.length === 2) return [{ factor: a, irreducible: "shown" }];
  const prime = bestPrime(a);
  if (prime === undefined) return [{ factor: a, irreducible: "shown" }];
  const images = irreducibleFactorsModulo(image(a, prime), prime);
  const modulus = sufficientModulus(a, prime);
  return recombined(a, liftedFactors(a, images, prime, modulus), modulus);
}

/**
 * The prime with the fewest factors among the first few that keep a square-free and of its
 * degree; `undefined` if their degree patterns show that a is irreducible.
 */
function bestPrime(a: IntegerPolynomial): number | undefined {
  const degree = a.length - 1;
  let possible = Array.from({ length: degree + 1 }, () => true);
  let best: { readonly prime: number; readonly count: number } | undefined;
  let compared = 0;
  for (let prime = 3; compared < primesCompared; prime += 2) {
    if (!isPrime(prime)) continue;
    const degrees = factorDegrees(a, prime);
    if (degrees === undefined) continue;
    compared += 1;
    const sums = subsetSums(degrees, degree);
    possible = possible.map((open, i) => open && sums[i]!);
    if (!possible.slice(1, degree).includes(true)) return undefined;
    if (best === undefined || degrees.length < best.count) best = { prime, count: degrees.length };
  }
  return best!.prime;
}

/**
 * A power p^(2^j) above 2 |lc(a)| times every coefficient of every factor of a.
 *
 * A factor of degree m has coefficients of size at most 2^m |a|_2 <= 2^n sqrt(n + 1) max |a_i|.
 */
function sufficientModulus(a: IntegerPolynomial, p: number): bigint {
  const bound = 2n * absolute(a.at(-1)!) * 2n ** BigInt(a.length) * BigInt(a.length) * heightOf(a);
  let modulus = BigInt(p);
  while (modulus <= bound) modulus *= modulus;
  return modulus;
}

function recombined(
  a: IntegerPolynomial,
  lifted: readonly IntegerPolynomial[],
  modulus: bigint,
): readonly SquareFreeFactor[] {
  const found: SquareFreeFactor[] = [];
  let rest = a;
  let open = lifted;
  let tried = 0;
  for (let size = 1; 2 * size <= open.length; ) {
    let hit: readonly number[] | undefined;
    for (const subset of subsets(open.length, size)) {
      if (++tried > subsetLimit) return [...found, { factor: rest, irreducible: "not-shown" }];
      const factor = candidate(
        rest,
        subset.map((i) => open[i]!),
        modulus,
      );
      const cofactor = factor === undefined ? undefined : integerQuotient(rest, factor);
      if (factor === undefined || cofactor === undefined) continue;
      found.push({ factor, irreducible: "shown" });
      rest = primitive(cofactor);
      hit = subset;
      break;
    }
    if (hit === undefined) size += 1;
    else {
      const used = hit;
      open = open.filter((_, i) => !used.includes(i));
    }
  }
  return [...found, { factor: rest, irreducible: "shown" }];
}

/** The primitive polynomial whose multiple lc(a) prod(parts) is, if its constant term may divide. */
function candidate(
  a: IntegerPolynomial,
  parts: readonly IntegerPolynomial[],
  modulus: bigint,
): IntegerPolynomial | undefined {
  const lead = a.at(-1)!;
  const last = parts.reduce((value, part) => (value * (part[0] ?? 0n)) % modulus, lead);
  // lc(a) times the factor divides lc(a) a; so do their constant terms. Most subsets end here.
  const constant = balancedResidue(last, modulus);
  if (constant === 0n || (a[0]! * lead) % constant !== 0n) return undefined;
  let product: IntegerPolynomial = [lead];
  for (const part of parts) product = productModulo(product, part, modulus);
  return primitive(product.map((c) => balancedResidue(c, modulus)));
}

function productModulo(a: IntegerPolynomial, b: IntegerPolynomial, m: bigint): IntegerPolynomial {
  const result = new Array<bigint>(a.length + b.length - 1).fill(0n);
  for (const [i, left] of a.entries()) {
    for (const [j, right] of b.entries()) result[i + j] = (result[i + j]! + left * right) % m;
  }
  return result;
}

/** The subsets of {0, ..., n - 1} of the given size, in lexicographic order. */
function* subsets(n: number, size: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    yield [...chosen];
    let i = size - 1;
    while (i >= 0 && chosen[i] === n - size + i) i -= 1;
    if (i < 0) return;
    chosen[i] = chosen[i]! + 1;
    for (let j = i + 1; j < size; j++) chosen[j] = chosen[j - 1]! + 1;
  }
}

function compareCoefficients(a: IntegerPolynomial, b: IntegerPolynomial): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = a.length - 1; i >= 0; i--) {
    if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  }
  return 0;
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);
