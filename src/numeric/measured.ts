/**
 * Numbers that know how far they may be from the truth.
 *
 * Everything the numeric witness says leaves it in this form. The rules of propagation are the
 * triangle inequality and one rounding of half a unit in the last place for each operation, so the
 * error of a `bound` stays a bound. A value that is not finite has an infinite error: it agrees
 * with nothing and differs from nothing.
 */
import { equals, type Rational, rationalOfNumber, toNumber } from "../model/rational.ts";

/**
 * What an error is worth, best first: `exact` (no error), `bound` (proved), `estimate` (two rules,
 * two tolerances, Richardson, standard error).
 */
export type Basis = "exact" | "bound" | "estimate";

/** A value, and how far it may be from the truth. */
export interface Measured {
  readonly value: number;
  /** Absolute error, >= 0; 0 only if exact, infinite if nothing is known. */
  readonly error: number;
  readonly basis: Basis;
}

/** Half the distance from 1 to the next double: the relative error of one rounding. */
export const unitRoundoff: number = 2 ** -53;

/** The least positive double: what an operation that underflows may lose. */
const leastPositive = 2 ** -1074;

/** A number that is what it says: an integer or a double given as data. */
export const exactly = (value: number): Measured => measured(value, 0, "exact");

/** A value with an error and its basis; not finite becomes a value about which nothing is known. */
export function measured(value: number, error: number, basis: Basis = "estimate"): Measured {
  if (!Number.isFinite(value) || Number.isNaN(error)) {
    return { value, error: Number.POSITIVE_INFINITY, basis: "estimate" };
  }
  return { value, error, basis: error > 0 && basis === "exact" ? "bound" : basis };
}

/**
 * A rational number as a double: exact where it is one, else within half a unit in the last place.
 *
 * @example ofRational(rational(1n, 4n)) // { value: 0.25, error: 0, basis: "exact" }
 */
export function ofRational(x: Rational): Measured {
  const { num, den } = x;
  const isShort = num <= longest && num >= -longest && den <= longest;
  const value = isShort ? Number(num) / Number(den) : toNumber(x);
  if (!Number.isFinite(value)) return measured(value, Number.POSITIVE_INFINITY);
  // In lowest terms a short fraction is a double if its denominator is a power of two.
  const isDouble = isShort ? (den & (den - 1n)) === 0n : equals(x, rationalOfNumber(value));
  return isDouble ? exactly(value) : measured(value, roundingOf(value, 2), "bound");
}

/** 2^53: whole numbers up to it are doubles. */
const longest = 1n << 53n;

/** a + b. |fl(a + b) - (a + b)| <= u |fl(a + b)|, and 0 where the sum of doubles is exact. */
export function sum(a: Measured, b: Measured): Measured {
  const value = a.value + b.value;
  const isExact = value - a.value === b.value && value - b.value === a.value;
  return measured(value, a.error + b.error + (isExact ? 0 : roundingOf(value)), weaker(a, b));
}

export const negative = (a: Measured): Measured => ({ ...a, value: -a.value });
export const difference = (a: Measured, b: Measured): Measured => sum(a, negative(b));

/** a b. |ab - a'b'| <= |a| e_b + |b| e_a + e_a e_b. */
export function product(a: Measured, b: Measured): Measured {
  const value = a.value * b.value;
  const propagated = Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error;
  const isShort = Number.isInteger(a.value) && Number.isInteger(b.value);
  const rounding = (isShort && Number.isSafeInteger(value)) || value === 0 ? 0 : roundingOf(value);
  const vanishes = (a.value === 0 && a.error === 0) || (b.value === 0 && b.error === 0);
  return measured(value, vanishes ? 0 : propagated + rounding, weaker(a, b));
}

/** a / b. |a/b - a'/b'| <= (e_a + |a/b| e_b) / (|b| - e_b); unknown where b may be 0. */
export function quotient(a: Measured, b: Measured): Measured {
  const least = Math.abs(b.value) - b.error;
  const value = a.value / b.value;
  if (!(least > 0)) return measured(value, Number.POSITIVE_INFINITY);
  const propagated = (a.error + Math.abs(value) * b.error) / least;
  const isExact = value * b.value === a.value && Number.isInteger(value) && a.error + b.error === 0;
  return measured(value, isExact ? 0 : propagated + roundingOf(value), weaker(a, b));
}

/** The sum of many, with the error of recursive summation, (n - 1) u sum |a_i|. */
export function total(terms: readonly Measured[]): Measured {
  return terms.reduce(sum, exactly(0));
}

/** The sign of a, or `undefined` where a may be 0: -1, 0 (exactly zero) or 1. */
export function signOf(a: Measured): -1 | 0 | 1 | undefined {
  if (!Number.isFinite(a.error)) return undefined;
  if (a.value > a.error) return 1;
  if (a.value < -a.error) return -1;
  return a.error === 0 ? 0 : undefined;
}

/** Whether |a - b| <= e_a + e_b. False where either is not finite. */
export function agrees(a: Measured, b: Measured): boolean {
  const gap = Math.abs(a.value - b.value);
  return Number.isFinite(gap + a.error + b.error) && gap <= a.error + b.error;
}

/** The weaker basis of two. */
export function weaker(a: Measured, b: Measured): Basis {
  if (a.basis === "estimate" || b.basis === "estimate") return "estimate";
  return a.basis === "bound" || b.basis === "bound" ? "bound" : "exact";
}

/** `count` roundings of a value, and an underflow. */
function roundingOf(value: number, count = 1): number {
  return count * unitRoundoff * Math.abs(value) + leastPositive;
}
