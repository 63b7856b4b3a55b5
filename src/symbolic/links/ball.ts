/**
 * Real numbers known to within a radius, in fixed point over BigInt.
 *
 * A ball (mid, rad) at `bits` binary digits holds every x with |x - mid 2^-bits| <= rad. Every
 * operation returns a ball that holds the true answer for all members of its arguments; a radius
 * is a double, and each is inflated by more than the rounding of its own arithmetic.
 * An operation that is not defined on the whole argument returns the radius Infinity: such a ball
 * says nothing, which is true.
 *
 * Source of the format: [Johansson2017]; ours has a fixed scale, which suits sums of one size.
 */
import type { Rational } from "../../model/rational.ts";

export interface Ball {
  readonly mid: bigint;
  /** In the unit of the number itself, not of its last place. */
  readonly rad: number;
}

export const zeroBall: Ball = { mid: 0n, rad: 0 };
export const unknownBall: Ball = { mid: 0n, rad: Number.POSITIVE_INFINITY };

/** One unit of the last place at `bits`. */
export const ulp = (bits: number): number => 2 ** -bits;

/** |mid| 2^-bits, to within one part in 10^15; the caller inflates. */
export function magnitude(mid: bigint, bits: number): number {
  const size = mid < 0n ? -mid : mid;
  const direct = Number(size);
  if (Number.isFinite(direct)) return direct * 2 ** -bits;
  return Number(size >> 900n) * 2 ** (900 - bits);
}

/** The double nearest to the middle of a ball, up to a few units in the last place. */
export const middle = (a: Ball, bits: number): number =>
  a.mid < 0n ? -magnitude(a.mid, bits) : magnitude(a.mid, bits);

/** A ball of radius one unit in the last place around num / den. */
export function ballOfRational(r: Rational, bits: number): Ball {
  if (r.den === 1n) return { mid: r.num << BigInt(bits), rad: 0 };
  return { mid: (r.num << BigInt(bits)) / r.den, rad: ulp(bits) };
}

export const ballOfInteger = (n: number | bigint, bits: number): Ball => ({
  mid: BigInt(n) << BigInt(bits),
  rad: 0,
});

export const addBalls = (a: Ball, b: Ball): Ball => ({
  mid: a.mid + b.mid,
  rad: inflate(a.rad + b.rad),
});

export const subtractBalls = (a: Ball, b: Ball): Ball => ({
  mid: a.mid - b.mid,
  rad: inflate(a.rad + b.rad),
});

export const negateBall = (a: Ball): Ball => ({ mid: -a.mid, rad: a.rad });

export function multiplyBalls(a: Ball, b: Ball, bits: number): Ball {
  const mid = (a.mid * b.mid) >> BigInt(bits);
  // |ab - a0 b0| <= |a0| rb + |b0| ra + ra rb; the shift loses less than one unit.
  const spread =
    a.rad === 0 && b.rad === 0
      ? 0
      : magnitude(a.mid, bits) * b.rad + magnitude(b.mid, bits) * a.rad + a.rad * b.rad;
  return { mid, rad: inflate(finiteOr(spread) + ulp(bits)) };
}

/** a / b; says nothing if b may be 0. */
export function divideBalls(a: Ball, b: Ball, bits: number): Ball {
  const least = magnitude(b.mid, bits) * (1 - 1e-12) - b.rad;
  if (!(least > 0)) return unknownBall;
  const mid = (a.mid << BigInt(bits)) / b.mid;
  // |a/b - a0/b0| <= (ra + |a0/b0| rb) / (|b0| - rb).
  const spread = (a.rad + magnitude(mid, bits) * b.rad) / least;
  return { mid, rad: inflate(finiteOr(spread) + 2 * ulp(bits)) };
}

/** a times the integer n. */
export const scaleBall = (a: Ball, n: bigint): Ball => ({
  mid: a.mid * n,
  rad: inflate(a.rad * Math.abs(Number(n))),
});

/** The same number at another number of bits. */
export function rescaleBall(a: Ball, from: number, to: number): Ball {
  if (to >= from) return { mid: a.mid << BigInt(to - from), rad: a.rad };
  return { mid: a.mid >> BigInt(from - to), rad: inflate(a.rad + ulp(to)) };
}

/** True if every member is positive, false if none is; `undefined` if the ball holds both. */
export function isPositiveBall(a: Ball, bits: number): boolean | undefined {
  const size = magnitude(a.mid, bits) * (1 - 1e-12);
  if (size > a.rad) return a.mid > 0n;
  return a.rad === 0 && a.mid === 0n ? false : undefined;
}

/** True if 0 is not in the ball: proof that the number is not 0. */
export const excludesZero = (a: Ball, bits: number): boolean =>
  magnitude(a.mid, bits) * (1 - 1e-12) > a.rad;

const inflate = (rad: number): number => rad * (1 + 1e-12);
/** 0 times Infinity is NaN: nothing is known then. */
const finiteOr = (spread: number): number =>
  Number.isNaN(spread) ? Number.POSITIVE_INFINITY : spread;
