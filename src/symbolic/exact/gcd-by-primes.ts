/**
 * A common divisor over the integers from images modulo several primes, combined by the Chinese
 * remainder theorem until they stop changing and the result divides both sides.
 *
 * Source: [Brown1971, Algorithm M].
 */
import * as Q from "../../model/rational.ts";
import { integerGcd } from "../../model/whole-number.ts";
import { exactQuotient, primitivePart } from "./division.ts";
import { degree } from "./in-one-variable.ts";
import { balancedResidue, inverseModulo, largePrimes, residue } from "./modular.ts";
import { type DenseResidues, denseGcdModulo, leadingIndex } from "./modular-gcd.ts";
import * as monomials from "./monomial.ts";
import { type Polynomial, sumOfTerms } from "./polynomial.ts";

const primesTried = 60;
/** Beyond this many dense coefficients the sparse remainder sequence takes over. */
const denseLimit = 1_000_000;

/**
 * A polynomial that divides a and b, found from their gcds modulo primes.
 *
 * @param a primitive, as is b; both in the variables of `bounds`, and not 0.
 * @param bounds for each variable, a bound of the degree of the gcd.
 * @returns `undefined` if the dense form is too large or the primes do not suffice.
 */
export function gcdByPrimes(
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
  for (const p of largePrimes()) {
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
      ? values.map((value) => balancedResidue(BigInt(value), BigInt(p)))
      : values.map((value, i) => chineseRemainder(before[i]!, modulus, value, p));
    modulus = fresh ? BigInt(p) : modulus * BigInt(p);
    height = top;
    if (!fresh && combined.some((value, i) => value !== before[i])) continue;
    const candidate = primitivePart(polynomialOf(combined, image.shape, names));
    if (exactQuotient(a, candidate) !== undefined && exactQuotient(b, candidate) !== undefined) {
      return candidate;
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

/** The balanced residue modulo m p that is x modulo m and `value` modulo p. */
function chineseRemainder(x: bigint, m: bigint, value: number, p: number): bigint {
  const inverse = inverseModulo(residue(m, p), p);
  const step = (((value - residue(x, p) + p) % p) * inverse) % p;
  return step === 0 ? x : balancedResidue(x + m * BigInt(step), m * BigInt(p));
}
