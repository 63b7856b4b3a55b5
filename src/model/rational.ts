/**
 * Exact rational numbers over BigInt, in lowest terms with a positive denominator.
 *
 * Decimals of a spec are read from their text, never through a double: `0.1` is 1/10.
 */

/** num / den with den > 0 and gcd(num, den) = 1. Build one with {@link rational}. */
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
  const g = gcd(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / g, den: den / g };
}

/** The integer n as a rational. @throws RangeError if n is a number that is not an integer. */
export function integer(n: number | bigint): Rational {
  return { num: BigInt(n), den: 1n };
}

export const zero: Rational = integer(0);
export const one: Rational = integer(1);

export const add = (a: Rational, b: Rational): Rational =>
  rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));
export const multiply = (a: Rational, b: Rational): Rational =>
  rational(a.num * b.num, a.den * b.den);
/** a / b. @throws RangeError if b is 0. */
export const divide = (a: Rational, b: Rational): Rational =>
  rational(a.num * b.den, a.den * b.num);
export const negate = (a: Rational): Rational => ({ num: -a.num, den: a.den });
export const isZero = (a: Rational): boolean => a.num === 0n;
export const isInteger = (a: Rational): boolean => a.den === 1n;
/** -1, 0 or 1. */
export const sign = (a: Rational): -1 | 0 | 1 => (a.num > 0n ? 1 : a.num < 0n ? -1 : 0);
/** The sign of a - b. */
export const compare = (a: Rational, b: Rational): -1 | 0 | 1 => sign(subtract(a, b));
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
  let exponent = 0n;
  let scaled = x;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent += 1n;
  }
  return rational(BigInt(scaled), 2n ** exponent);
}

/** `3`, `-1/2`: an expression of the spec language. */
export const formatRational = (a: Rational): string =>
  a.den === 1n ? `${a.num}` : `${a.num}/${a.den}`;

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

const bitLength = (n: bigint): number => (n < 0n ? -n : n).toString(2).length;

/** x 2^k without overflow on the way. */
function scaleByPowerOfTwo(x: number, k: number): number {
  const half = Math.trunc(k / 2);
  return x * 2 ** half * 2 ** (k - half);
}
