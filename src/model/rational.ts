/**
 * Exact rational numbers over BigInt, in lowest terms with a positive denominator.
 *
 * Decimals of a spec are read from their text, never through a double: `0.1` is 1/10.
 */
import { bitLength, integerGcd } from "./whole-number.ts";

/** num / den with den > 0 and integerGcd(num, den) = 1. Build one with {@link rational}. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/**
 * The rational num / den in lowest terms.
 *
 * @throws RangeError if `den` is 0.
 * @example rational(6n, -4n) // -3/2
 */
export function rational(num: bigint, den: bigint = 1n): Rational {
  if (den === 0n) throw new RangeError("rational: expected a denominator that is not 0, got 0.");
  const g = integerGcd(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / g, den: den / g };
}

/** The integer n as a rational. @throws RangeError if n is a number that is not an integer. */
export function integer(n: number | bigint): Rational {
  return { num: BigInt(n), den: 1n };
}

export const zero: Rational = integer(0);
export const one: Rational = integer(1);

/** a + b. What they can have in common is sought in short numbers [Knuth1998, §4.5.1]. */
export function add(a: Rational, b: Rational): Rational {
  if (a.den === b.den) return rational(a.num + b.num, a.den);
  const g = integerGcd(a.den, b.den);
  if (g === 1n) return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
  const [den, other] = [a.den / g, b.den / g];
  const num = a.num * other + b.num * den;
  const h = integerGcd(num, g);
  return { num: num / h, den: den * (b.den / h) };
}

export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));

/** a b: numerators have divisors in common with the other's denominator alone. */
export function multiply(a: Rational, b: Rational): Rational {
  const [g, h] = [common(a.num, b.den), common(b.num, a.den)];
  return { num: (a.num / g) * (b.num / h), den: (a.den / h) * (b.den / g) };
}

/** a / b. @throws RangeError if b is 0. */
export const divide = (a: Rational, b: Rational): Rational => multiply(a, inverse(b));
export const negate = (a: Rational): Rational => ({ num: -a.num, den: a.den });
export const isZero = (a: Rational): boolean => a.num === 0n;
export const isInteger = (a: Rational): boolean => a.den === 1n;
/** -1, 0 or 1. */
export const sign = (a: Rational): -1 | 0 | 1 => (a.num > 0n ? 1 : a.num < 0n ? -1 : 0);
/** The sign of a - b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const [left, right] = a.den === b.den ? [a.num, b.num] : [a.num * b.den, b.num * a.den];
  return left > right ? 1 : left < right ? -1 : 0;
}
export const equals = (a: Rational, b: Rational): boolean => a.num === b.num && a.den === b.den;

/** a^n for an integer n. @throws RangeError if a = 0 and n < 0, or if |n| > 100000. */
export function power(a: Rational, n: bigint): Rational {
  const size = n < 0n ? -n : n;
  if (size > 100_000n) {
    throw new RangeError(`power: expected an exponent of at most 100000, got ${n}.`);
  }
  const raised: Rational = { num: a.num ** size, den: a.den ** size };
  return n < 0n ? divide(one, raised) : raised;
}

/** The largest integer <= a. */
export function floor(a: Rational): bigint {
  const quotient = a.num / a.den;
  return a.num % a.den < 0n ? quotient - 1n : quotient;
}

/**
 * The value of a decimal written out, with optional fraction and exponent.
 *
 * @returns exact, or `undefined` if the text is no such number.
 * @example rationalOfDecimal("0.1") // 1/10
 */
export function rationalOfDecimal(text: string): Rational | undefined {
  const match = /^([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,4}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const digits = rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  return multiply(digits, power(integer(10), BigInt(exponent)));
}

/**
 * The double nearest to a, up to one unit in the last place; infinite beyond the double range.
 *
 * Works for numerators and denominators of any length, by keeping 64 significant bits of each.
 */
export function toNumber(a: Rational): number {
  const { num, den } = a;
  const direct = Number(num) / Number(den);
  if (Number.isFinite(direct) && (direct !== 0 || num === 0n)) return direct;
  const shift = BigInt(bitLength(num) - bitLength(den) - 64);
  const mantissa = shift >= 0n ? num / (den << shift) : (num << -shift) / den;
  return scaleByPowerOfTwo(Number(mantissa), Number(shift));
}

/** The double x itself, exactly. @throws RangeError if x is not finite. */
export function rationalOfNumber(x: number): Rational {
  if (!Number.isFinite(x)) {
    throw new RangeError(`rationalOfNumber: expected a finite number, got ${x}.`);
  }
  let exponent = 0;
  let scaled = x;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent += 1;
  }
  // Odd where it was doubled at all: the last doubling made it whole.
  return { num: BigInt(scaled), den: 1n << BigInt(exponent) };
}

/** `3`, `-1/2`: an expression of the spec language. */
export const formatRational = (a: Rational): string =>
  a.den === 1n ? `${a.num}` : `${a.num}/${a.den}`;

/** 1 / a. @throws RangeError if a is 0. */
function inverse({ num, den }: Rational): Rational {
  if (num === 0n) throw new RangeError("divide: expected a divisor that is not 0, got 0.");
  return num < 0n ? { num: -den, den: -num } : { num: den, den: num };
}

/** The gcd of a numerator and a denominator, which often is 1. */
const common = (num: bigint, den: bigint): bigint => (den === 1n ? 1n : integerGcd(num, den));

/** x 2^k without overflow on the way. */
function scaleByPowerOfTwo(x: number, k: number): number {
  const half = Math.trunc(k / 2);
  return x * 2 ** half * 2 ** (k - half);
}
