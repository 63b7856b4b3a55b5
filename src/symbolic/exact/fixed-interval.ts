/**
 * Intervals with ends in fixed point: many products with certain bounds, far cheaper than intervals
 * with ends that are fractions. [Moore2009, Ch. 2.]
 *
 * An interval holds every x with low 2^-192 <= x <= high 2^-192; every operation returns one that
 * holds the true answers for all members of its arguments.
 */
import * as Q from "../../model/rational.ts";

export interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

const bits = 192n;
const unit = 1n << bits;

export const zero: Interval = { low: 0n, high: 0n };
export const one: Interval = { low: unit, high: unit };

/** floor(num/den). */
function floorOf(num: bigint, den: bigint): bigint {
  const towardsZero = num / den;
  return num % den !== 0n && num < 0n !== den < 0n ? towardsZero - 1n : towardsZero;
}

/** All x with lower <= x <= upper. */
export const between = (lower: Q.Rational, upper: Q.Rational): Interval => ({
  low: floorOf(lower.num << bits, lower.den),
  high: -floorOf(-upper.num << bits, upper.den),
});

export const ofRational = (x: Q.Rational): Interval => between(x, x);

export const lowerEnd = ({ low }: Interval): Q.Rational => Q.rational(low, unit);
export const upperEnd = ({ high }: Interval): Q.Rational => Q.rational(high, unit);

export const add = (a: Interval, b: Interval): Interval => ({
  low: a.low + b.low,
  high: a.high + b.high,
});

export const negate = (a: Interval): Interval => ({ low: -a.high, high: -a.low });

export const subtract = (a: Interval, b: Interval): Interval => ({
  low: a.low - b.high,
  high: a.high - b.low,
});

export function multiply(a: Interval, b: Interval): Interval {
  if (a.low >= 0n && b.low >= 0n) {
    return { low: (a.low * b.low) >> bits, high: -((-a.high * b.high) >> bits) };
  }
  const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  let [low, high] = [ends[0]!, ends[0]!];
  for (const end of ends) {
    if (end < low) low = end;
    if (end > high) high = end;
  }
  // A shift of a negative integer rounds down.
  return { low: low >> bits, high: -(-high >> bits) };
}

/** n a for an integer n. */
export const times = (a: Interval, n: bigint): Interval =>
  n < 0n ? { low: a.high * n, high: a.low * n } : { low: a.low * n, high: a.high * n };

/** a over an integer n > 0. */
export const over = (a: Interval, n: bigint): Interval => ({
  low: floorOf(a.low, n),
  high: -floorOf(-a.high, n),
});

/** a^2, which is never negative. */
export function square(a: Interval): Interval {
  const whole = multiply(a, a);
  return a.low <= 0n && a.high >= 0n ? { low: 0n, high: whole.high } : whole;
}

/** a^n for n >= 0; tight where a holds 0 and n is even. */
export function power(a: Interval, n: number): Interval {
  if (n === 0) return one;
  const half = power(a, Math.floor(n / 2));
  if (n % 2 === 0) return square(half);
  return multiply(square(half), a);
}

/** 1/a; `undefined` if a may be 0. */
export function inverse(a: Interval): Interval | undefined {
  if (a.low <= 0n && a.high >= 0n) return undefined;
  const whole = unit * unit;
  return { low: floorOf(whole, a.high), high: -floorOf(-whole, a.low) };
}

/** The square root; `undefined` if a may be negative. */
export function squareRoot(a: Interval): Interval | undefined {
  if (a.low < 0n) return undefined;
  // floor(sqrt(low 2^bits)) 2^-bits <= sqrt(low 2^-bits), and one more is above.
  return { low: integerRoot(a.low << bits), high: integerRoot(a.high << bits) + 1n };
}

/** 1, -1 or 0 if it is the sign of every member. */
export function signOf(a: Interval): -1 | 0 | 1 | undefined {
  if (a.low > 0n) return 1;
  if (a.high < 0n) return -1;
  return a.low === 0n && a.high === 0n ? 0 : undefined;
}

/** The members of both; `undefined` if there is none. */
export function intersection(a: Interval, b: Interval): Interval | undefined {
  const inner = { low: b.low, high: b.high };
  if (a.low > b.low) inner.low = a.low;
  if (a.high < b.high) inner.high = a.high;
  return inner.low > inner.high ? undefined : inner;
}

/** A point halfway. */
export function middle({ low, high }: Interval): Interval {
  const at = (low + high) >> 1n;
  return { low: at, high: at };
}

/** floor(sqrt(n)) for n >= 0, by Newton's iteration from above. */
function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
