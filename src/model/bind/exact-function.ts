/**
 * Functions and powers of rationals whose values are rational.
 */
import {
  compare,
  floor,
  integer,
  isInteger,
  isZero,
  negate,
  power,
  type Rational,
  sign,
} from "../rational.ts";
import { bitLength } from "../whole-number.ts";

/** Binary digits of a numerator or denominator; beyond them there is no value. */
export const maximalBits = 16_384;

/** a^b for an integer b, and for b = 1/2, 1/3, ... where a is the exact power of a rational. */
export function exactPower(a: Rational, b: Rational): Rational | undefined {
  if (isZero(a) && sign(b) < 0) return undefined;
  const base = isInteger(b) ? a : exactRoot(a, b.den);
  if (base === undefined) return undefined;
  const size = b.num < 0n ? -b.num : b.num;
  const trivial = base.den === 1n && (base.num === 0n || base.num === 1n || base.num === -1n);
  if (trivial) return power(base, size % 2n === 0n ? (size === 0n ? 0n : 2n) : 1n);
  const bits = Math.max(bitLength(base.num), bitLength(base.den));
  if (size > 100_000n || bits * Number(size) > 2 * maximalBits) return undefined;
  return power(base, b.num);
}

/** The rational r >= 0 with r^n = a, or `undefined` if there is none. */
function exactRoot(a: Rational, n: bigint): Rational | undefined {
  if (sign(a) < 0 || n > 64n) return undefined;
  const [num, den] = [integerRoot(a.num, n), integerRoot(a.den, n)];
  return num === undefined || den === undefined ? undefined : { num, den };
}

/** The largest integer that is not above a^b for a > 0, also where the power is irrational. */
export function floorOfPower(a: Rational, b: Rational): bigint | undefined {
  if (sign(a) <= 0 || b.den > 64n) return undefined;
  const raised = exactPower(a, integer(b.num));
  // N^n <= x for an integer N iff N^n <= floor(x).
  return raised && rootFloor(floor(raised), b.den);
}

function integerRoot(a: bigint, n: bigint): bigint | undefined {
  const low = rootFloor(a, n);
  return low ** n === a ? low : undefined;
}

/** The largest integer whose n-th power is not above a >= 0. */
function rootFloor(a: bigint, n: bigint): bigint {
  let [low, high] = [0n, 1n << BigInt(Math.ceil(bitLength(a) / Number(n)) + 1)];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** n <= a) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The value of a function of the language; `undefined` where it is not rational. */
export function applyFunction(
  name: string,
  values: readonly Rational[],
): Rational | boolean | undefined {
  const [a, b] = values;
  if (a === undefined) return undefined;
  switch (name) {
    case "floor":
      return integer(floor(a));
    case "ceil":
      return integer(-floor(negate(a)));
    case "abs":
      return sign(a) < 0 ? negate(a) : a;
    case "sign":
      return integer(sign(a));
    case "sqrt":
      return exactRoot(a, 2n);
    case "min":
      return values.reduce((least, value) => (compare(value, least) < 0 ? value : least));
    case "max":
      return values.reduce((most, value) => (compare(value, most) > 0 ? value : most));
    case "odd":
      return isInteger(a) && a.num % 2n !== 0n;
    case "even":
      return isInteger(a) && a.num % 2n === 0n;
    case "factorial":
      return isInteger(a) && a.num >= 0n && a.num <= 1500n ? factorial(a.num) : undefined;
    case "binomial":
      return b === undefined ? undefined : binomial(a, b);
    default:
      return undefined;
  }
}

function factorial(n: bigint): Rational {
  let product = 1n;
  for (let i = 2n; i <= n; i++) product *= i;
  return integer(product);
}

/** n (n - 1) ... (n - k + 1) / k! for an integer k; 0 if k < 0. */
function binomial(n: Rational, k: Rational): Rational | undefined {
  if (!isInteger(k) || !isInteger(n)) return undefined;
  if (k.num < 0n) return integer(0);
  const least = n.num >= 0n && n.num - k.num < k.num ? n.num - k.num : k.num;
  if (least < 0n) return integer(0);
  if (least > 1500n || bitLength(n.num) > 64) return undefined;
  let product = 1n;
  for (let i = 0n; i < least; i++) product = (product * (n.num - i)) / (i + 1n);
  return integer(product);
}
