/**
 * Greatest common divisors in Q[variables], normalised to primitive integer polynomials with a
 * positive leading coefficient.
 *
 * In order: what is free (constants, common monomials, a variable that only one side has); the
 * degree of the gcd in each variable from images modulo a prime, where degree 0 everywhere proves
 * the two coprime; then gcds modulo several primes, combined by the Chinese remainder theorem.
 * A candidate is returned only after it has divided both sides exactly and its degrees are
 * bounded by those of the images, so the primes decide the time and never the answer.
 *
 * Source: [Brown1971]; [Geddes1992, §7.4].
 */
import * as Q from "../../model/rational.ts";
import { exactQuotient, integerGcd, primitivePart } from "./division.ts";
import { coefficientsIn, degree } from "./in-one-variable.ts";
import { gcdModulo, inverseModulo, powerModulo, primesBelow, residue, trim } from "./modular.ts";
import { type DenseResidues, denseGcdModulo, leadingIndex } from "./modular-gcd.ts";
import * as monomials from "./monomial.ts";
import {
  isConstant,
  isZero,
  multiplyByTerm,
  one,
  type Polynomial,
  sumOfTerms,
  variables,
  zero,
} from "./polynomial.ts";
import { gcdByRemainders } from "./remainder-gcd.ts";

const primeBound = 2 ** 26;
const primesTried = 60;
/** Beyond this many dense coefficients the sparse remainder sequence takes over. */
const denseLimit = 1_000_000;

/**
 * The greatest common divisor of a and b, integer coefficients without a common factor, leading
 * coefficient positive. 1 if the two are coprime or one is a constant that is not 0; gcd(a, 0) is
 * the primitive part of a.
 *
 * @example gcd(6 x^2 - 6, 4 x + 4) // x + 1
 */
export function gcd(a: Polynomial, b: Polynomial): Polynomial {
  if (isZero(a)) return primitivePart(b);
  if (isZero(b)) return primitivePart(a);
  if (isConstant(a) || isConstant(b)) return one;
  const [left, leftMonomial] = withoutMonomial(a);
  const [right, rightMonomial] = withoutMonomial(b);
  const monomial = monomials.common(leftMonomial, rightMonomial);
  const rest = gcdWithoutMonomials(primitivePart(left), primitivePart(right));
  return monomial.degree === 0 ? rest : multiplyByTerm(rest, { coefficient: Q.one, monomial });
}

/** The gcd of a list; 0 for the empty list. */
export function gcdOf(parts: readonly Polynomial[]): Polynomial {
  // Short polynomials first: the gcd can only shrink, and 1 ends the work.
  const ascending = [...parts].sort((a, b) => a.terms.length - b.terms.length);
  let common = zero;
  for (const part of ascending) {
    common = gcd(common, part);
    if (isConstant(common) && !isZero(common)) return one;
  }
  return common;
}

/** The gcd of the coefficients of a as a polynomial in `name`. */
export const contentIn = (a: Polynomial, name: string): Polynomial =>
  gcdOf(coefficientsIn(a, name));

/** a over its content in `name`, rational factors and sign removed. */
export const primitivePartIn = (a: Polynomial, name: string): Polynomial =>
  isZero(a) ? a : primitivePart(exactQuotient(a, contentIn(a, name))!);

/** a and b primitive, not 0, and not divisible by a variable. */
function gcdWithoutMonomials(a: Polynomial, b: Polynomial): Polynomial {
  if (isConstant(a) || isConstant(b)) return one;
  const namesA = variables(a);
  const namesB = variables(b);
  const onlyA = namesA.find((name) => !namesB.includes(name));
  if (onlyA !== undefined) return gcdOf([b, ...coefficientsIn(a, onlyA)]);
  const onlyB = namesB.find((name) => !namesA.includes(name));
  if (onlyB !== undefined) return gcdOf([a, ...coefficientsIn(b, onlyB)]);

  const bounds = new Map(namesA.map((name) => [name, degreeBound(a, b, name)]));
  if ([...bounds.values()].every((bound) => bound === 0)) return one;
  const absent = namesA.find((name) => bounds.get(name) === 0);
  if (absent !== undefined) {
    return gcdOf([...coefficientsIn(a, absent), ...coefficientsIn(b, absent)]);
  }
  if (reaches(a, bounds) && exactQuotient(b, a) !== undefined) return a;
  if (reaches(b, bounds) && exactQuotient(a, b) !== undefined) return b;
  return gcdByPrimes(a, b, bounds) ?? gcdByRemainders(a, b);
}

const reaches = (a: Polynomial, bounds: ReadonlyMap<string, number>): boolean =>
  [...bounds].every(([name, bound]) => degree(a, name) === bound);

function gcdByPrimes(
  a: Polynomial,
  b: Polynomial,
  bounds: ReadonlyMap<string, number>,
): Polynomial | undefined {
  // The variable of least degree is evaluated last: it costs a Euclidean algorithm a point.
  const names = [...bounds.keys()].sort((m, n) => bounds.get(n)! - bounds.get(m)!);
  const left = layout(a, names);
  const right = layout(b, names);
  if (Math.max(left.size, right.size) > denseLimit) return undefined;
  const limits = names.map((name) => bounds.get(name)!);
  const lead = integerGcd(left.lead, right.lead);

  let modulus = 0n;
  let combined: bigint[] = [];
  let height = Number.POSITIVE_INFINITY;
  let tried = 0;
  for (const p of primesBelow(primeBound)) {
    tried += 1;
    if (tried > primesTried) return undefined;
    if (residue(left.lead, p) === 0 || residue(right.lead, p) === 0) continue;
    const image = denseGcdModulo(reduced(left, p), reduced(right, p), limits, p);
    if (image === undefined) continue;
    const top = leadingIndex(image);
    if (top > height) continue;
    const factor = residue(lead, p);
    const values = image.values.map((value) => (value * factor) % p);
    const fresh = top < height;
    const before = combined;
    combined = fresh
      ? values.map((value) => balanced(BigInt(value), BigInt(p)))
      : values.map((value, i) => chineseRemainder(before[i]!, modulus, value, p));
    modulus = fresh ? BigInt(p) : modulus * BigInt(p);
    height = top;
    if (!fresh && combined.some((value, i) => value !== before[i])) continue;
    const candidate = primitivePart(polynomialOf(combined, image.shape, names));
    if (exactQuotient(a, candidate) !== undefined && exactQuotient(b, candidate) !== undefined) {
      return reaches(candidate, bounds) ? candidate : gcdByRemainders(a, b);
    }
  }
  return undefined;
}

interface Layout {
  readonly shape: readonly number[];
  readonly size: number;
  readonly entries: readonly (readonly [index: number, coefficient: bigint])[];
  readonly lead: bigint;
}

function layout(a: Polynomial, names: readonly string[]): Layout {
  const shape = names.map((name) => degree(a, name) + 1);
  const entries = a.terms.map(({ coefficient, monomial }) => {
    const index = names.reduce(
      (sum, name, i) => sum * shape[i]! + monomials.exponentOf(monomial, name),
      0,
    );
    return [index, coefficient.num] as const;
  });
  const lead = entries.reduce((most, entry) => (entry[0] > most[0] ? entry : most))[1];
  return { shape, size: shape.reduce((size, n) => size * n, 1), entries, lead };
}

function reduced({ shape, size, entries }: Layout, p: number): DenseResidues {
  const values = new Array<number>(size).fill(0);
  for (const [index, coefficient] of entries) values[index] = residue(coefficient, p);
  return { shape, values };
}

function polynomialOf(
  values: readonly bigint[],
  shape: readonly number[],
  names: readonly string[],
): Polynomial {
  return sumOfTerms(
    values.flatMap((value, index) => {
      if (value === 0n) return [];
      let rest = index;
      const powers: [string, number][] = [];
      for (let i = names.length - 1; i >= 0; i--) {
        const exponent = rest % shape[i]!;
        if (exponent > 0) powers.push([names[i]!, exponent]);
        rest = (rest - exponent) / shape[i]!;
      }
      powers.sort(([m], [n]) => (m < n ? -1 : 1));
      return [{ coefficient: Q.integer(value), monomial: monomials.monomial(powers) }];
    }),
  );
}

/**
 * A bound of the degree of gcd(a, b) in `name`: the degree of the gcd of images in one variable.
 *
 * Where the leading coefficient of a in `name` does not vanish modulo p at the point, neither
 * does that of the gcd, so the image of the gcd keeps its degree and divides the gcd of images.
 */
function degreeBound(a: Polynomial, b: Polynomial, name: string): number {
  const [degreeA, degreeB] = [degree(a, name), degree(b, name)];
  let bound = Math.min(degreeA, degreeB);
  let seed = 12_345;
  let kept = 0;
  for (const p of primesBelow(primeBound)) {
    const point = new Map<string, number>();
    for (const other of variables(a)) {
      seed = (seed * 48_271) % 2_147_483_647;
      point.set(other, seed % p);
    }
    const left = imageIn(a, name, point, p);
    const right = imageIn(b, name, point, p);
    if (left.length !== degreeA + 1 && right.length !== degreeB + 1) {
      kept += 1;
      if (kept > 3) return bound;
      continue;
    }
    bound = Math.min(bound, gcdModulo(left, right, p).length - 1);
    return bound;
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

function withoutMonomial(a: Polynomial): readonly [Polynomial, monomials.Monomial] {
  let shared = a.terms[0]!.monomial;
  for (const { monomial } of a.terms) {
    if (shared.degree === 0) return [a, shared];
    shared = monomials.common(shared, monomial);
  }
  const terms = a.terms.map(({ coefficient, monomial }) => ({
    coefficient,
    monomial: monomials.quotient(monomial, shared)!,
  }));
  return [shared.degree === 0 ? a : { terms }, shared];
}

/** The balanced residue modulo m p that is x modulo m and `value` modulo p. */
function chineseRemainder(x: bigint, m: bigint, value: number, p: number): bigint {
  const inverse = inverseModulo(residue(m, p), p);
  const step = (((value - residue(x, p) + p) % p) * inverse) % p;
  return step === 0 ? x : balanced(x + m * BigInt(step), m * BigInt(p));
}

/** The residue of x modulo m in (-m/2, m/2]. */
function balanced(x: bigint, m: bigint): bigint {
  const r = ((x % m) + m) % m;
  return 2n * r > m ? r - m : r;
}
