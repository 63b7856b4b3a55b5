/**
 * Enclosures: rational intervals that are certain to contain a real number.
 *
 * Every operation rounds outward to `bits` binary digits after the leading one, so that chains of
 * operations stay cheap and the containment stays proved. [Moore2009, Ch. 2.]
 */
import * as Q from "../../model/rational.ts";
import { bitLength } from "../../model/whole-number.ts";

/** lower <= x <= upper. */
export interface Enclosure {
  readonly lower: Q.Rational;
  readonly upper: Q.Rational;
}

const bits = 160n;

export const exactly = (x: Q.Rational): Enclosure => ({ lower: x, upper: x });

export const isExact = (a: Enclosure): boolean => Q.equals(a.lower, a.upper);

export const add = (a: Enclosure, b: Enclosure): Enclosure =>
  outward(Q.add(a.lower, b.lower), Q.add(a.upper, b.upper));

export const negate = (a: Enclosure): Enclosure => ({
  lower: Q.negate(a.upper),
  upper: Q.negate(a.lower),
});

export const subtract = (a: Enclosure, b: Enclosure): Enclosure => add(a, negate(b));

export const sum = (parts: readonly Enclosure[]): Enclosure => parts.reduce(add, exactly(Q.zero));

/** a / b; `undefined` unless b is certain not to be 0. */
export function divide(a: Enclosure, b: Enclosure): Enclosure | undefined {
  const inverse = power(b, Q.integer(-1));
  return inverse === undefined ? undefined : multiply(a, inverse);
}

/** The smallest enclosure that holds both. */
export const hull = (a: Enclosure, b: Enclosure): Enclosure => ({
  lower: least(a.lower, b.lower),
  upper: greatest(a.upper, b.upper),
});

export function multiply(a: Enclosure, b: Enclosure): Enclosure {
  const ends = [
    Q.multiply(a.lower, b.lower),
    Q.multiply(a.lower, b.upper),
    Q.multiply(a.upper, b.lower),
    Q.multiply(a.upper, b.upper),
  ];
  return outward(ends.reduce(least), ends.reduce(greatest));
}

/** The sign of the number if the enclosure decides it. */
export function signOf(a: Enclosure): -1 | 0 | 1 | undefined {
  if (Q.sign(a.lower) > 0) return 1;
  if (Q.sign(a.upper) < 0) return -1;
  return Q.sign(a.lower) === 0 && Q.sign(a.upper) === 0 ? 0 : undefined;
}

/**
 * a^(num/den).
 *
 * @returns `undefined` if the power is not certain to be a real number: a negative base under a
 *   fraction, or 0 under a negative exponent.
 */
export function power(a: Enclosure, exponent: Q.Rational): Enclosure | undefined {
  if (Q.sign(exponent) < 0) {
    if (Q.sign(a.lower) * Q.sign(a.upper) <= 0) return undefined;
    const inverse = outward(Q.divide(Q.one, a.upper), Q.divide(Q.one, a.lower));
    return power(inverse, Q.negate(exponent));
  }
  if (exponent.den === 1n) return wholePower(a, exponent.num);
  if (Q.sign(a.lower) < 0) return undefined;
  const raised = wholePower(a, exponent.num);
  return {
    lower: root(raised.lower, exponent.den, "down"),
    upper: root(raised.upper, exponent.den, "up"),
  };
}

function wholePower(a: Enclosure, n: bigint): Enclosure {
  let result = exactly(Q.one);
  let square = a;
  for (let rest = n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(result, square);
    square = multiply(square, square);
  }
  // An even power of a number is >= 0, which the products above need not see.
  return n % 2n === 0n && Q.sign(result.lower) < 0 ? { ...result, lower: Q.zero } : result;
}

/** A rational within one unit of the last binary digit of x^(1/n), x >= 0, on the side asked. */
function root(x: Q.Rational, n: bigint, side: "down" | "up"): Q.Rational {
  if (Q.isZero(x)) return x;
  const exactNum = integerRoot(x.num, n);
  const exactDen = integerRoot(x.den, n);
  if (exactNum ** n === x.num && exactDen ** n === x.den) return Q.rational(exactNum, exactDen);
  // floor((x 2^(n s))^(1/n)) / 2^s is below the root by less than 2^-s.
  const size = BigInt(bitLength(x.den) - bitLength(x.num)) / n;
  const s = bits + (size > 0n ? size : 0n);
  const below = integerRoot((x.num << (n * s)) / x.den, n);
  return Q.rational(side === "down" ? below : below + 1n, 1n << s);
}

/** floor(a^(1/n)) by Newton's iteration from above, a >= 0. */
function integerRoot(a: bigint, n: bigint): bigint {
  if (a < 2n) return a;
  let x = 1n << (BigInt(bitLength(a)) / n + 1n);
  for (;;) {
    const next = ((n - 1n) * x + a / x ** (n - 1n)) / n;
    if (next >= x) return x;
    x = next;
  }
}

function outward(lower: Q.Rational, upper: Q.Rational): Enclosure {
  return { lower: rounded(lower, "down"), upper: rounded(upper, "up") };
}

/** x to `bits` significant digits, on the side asked; short numbers are left alone. */
function rounded(x: Q.Rational, side: "down" | "up"): Q.Rational {
  const lengthNum = BigInt(bitLength(x.num));
  const lengthDen = BigInt(bitLength(x.den));
  if (lengthNum + lengthDen < 3n * bits) return x;
  const shift = bits - (lengthNum - lengthDen);
  // The floor needs no lowest terms.
  const below = Q.floor(
    shift >= 0n ? { num: x.num << shift, den: x.den } : { num: x.num, den: x.den << -shift },
  );
  const mantissa = side === "down" ? below : below + 1n;
  return shift >= 0n ? Q.rational(mantissa, 1n << shift) : Q.integer(mantissa << -shift);
}

const least = (a: Q.Rational, b: Q.Rational): Q.Rational => (Q.compare(a, b) <= 0 ? a : b);
const greatest = (a: Q.Rational, b: Q.Rational): Q.Rational => (Q.compare(a, b) >= 0 ? a : b);
