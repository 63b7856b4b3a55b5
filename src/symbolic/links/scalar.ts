/**
 * Exact real constants: finite sums of r sqrt(n) pi^(m/2), with r rational, n > 0 square-free and
 * m an integer.
 *
 * These carry everything algebraic about a Hermite coefficient: 1/sqrt(p!), breaks such as
 * (1 + sqrt 5)/2, frequencies such as pi/2. The monomials sqrt(n) pi^(m/2) are linearly
 * independent over the rationals ([Besicovitch1940] for the roots, pi is transcendental), so a
 * scalar is zero exactly when it has no terms.
 */
import {
  add,
  divide,
  equals,
  formatRational,
  integer,
  isZero,
  multiply,
  negate,
  one,
  type Rational,
  rational,
  sign,
} from "../../model/rational.ts";
import { integerGcd } from "../../model/whole-number.ts";
import { addBalls, type Ball, excludesZero, multiplyBalls, zeroBall } from "./ball.ts";
import { integerSqrt, piBall, sqrtBall } from "./ball-functions.ts";

/** r sqrt(n) pi^(m/2), r not 0. */
export interface Monomial {
  readonly r: Rational;
  readonly n: bigint;
  readonly m: number;
}

/** Ordered by (m, n), one monomial each; the empty list is 0. */
export type Scalar = readonly Monomial[];

export const zeroScalar: Scalar = [];
export const oneScalar: Scalar = [{ r: one, n: 1n, m: 0 }];
export const piScalar: Scalar = [{ r: one, n: 1n, m: 2 }];

export const scalarOfRational = (r: Rational): Scalar => (isZero(r) ? [] : [{ r, n: 1n, m: 0 }]);
export const scalarOfInteger = (n: number | bigint): Scalar => scalarOfRational(integer(n));

/** The rational a scalar is, or `undefined` if it is irrational. */
export function rationalOfScalar(a: Scalar): Rational | undefined {
  if (a.length === 0) return integer(0);
  const [only] = a;
  return a.length === 1 && only!.n === 1n && only!.m === 0 ? only!.r : undefined;
}

export const isZeroScalar = (a: Scalar): boolean => a.length === 0;

export function addScalars(a: Scalar, b: Scalar): Scalar {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const sum: Monomial[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    const order = x === undefined ? 1 : y === undefined ? -1 : orderOf(x, y);
    if (order < 0) sum.push(a[i++]!);
    else if (order > 0) sum.push(b[j++]!);
    else {
      const r = add(x!.r, y!.r);
      if (!isZero(r)) sum.push({ r, n: x!.n, m: x!.m });
      i++;
      j++;
    }
  }
  return sum;
}

export const negateScalar = (a: Scalar): Scalar => a.map((t) => ({ ...t, r: negate(t.r) }));
export const subtractScalars = (a: Scalar, b: Scalar): Scalar => addScalars(a, negateScalar(b));

export function multiplyScalars(a: Scalar, b: Scalar): Scalar {
  if (a.length === 1 && b.length === 1) return [multiplyMonomials(a[0]!, b[0]!)];
  let sum: Scalar = [];
  for (const x of a) {
    const row = b.map((y) => multiplyMonomials(x, y)).sort(orderOf);
    sum = addScalars(sum, merged(row));
  }
  return sum;
}

export const scaleScalar = (a: Scalar, r: Rational): Scalar =>
  isZero(r) ? [] : a.map((t) => ({ ...t, r: multiply(t.r, r) }));

/**
 * 1 / a, or `undefined` where it is no scalar: a = 0, or powers of pi in a sum (1 + pi).
 * A sum of roots is made rational one prime at a time: 1/(A + B sqrt q) = (A - B sqrt q)/(AA - qBB).
 */
export function invertScalar(a: Scalar): Scalar | undefined {
  const [first] = a;
  if (first === undefined || a.some((t) => t.m !== first.m)) return undefined;
  if (a.length === 1) {
    const r = divide(one, multiply(first.r, integer(first.n)));
    return [{ r, n: first.n, m: -first.m }];
  }
  const odd = a.find((t) => t.n !== 1n)!;
  const q = smallestPrimeFactor(odd.n);
  const conjugate = a.map((t) => (t.n % q === 0n ? { ...t, r: negate(t.r) } : t));
  const rest = invertScalar(multiplyScalars(a, conjugate));
  return rest === undefined ? undefined : multiplyScalars(conjugate, rest);
}

/** The square root of a rational r >= 0, as one monomial; sqrt(8) is 2 sqrt(2). */
export function sqrtOfRational(r: Rational): Scalar {
  if (isZero(r)) return [];
  const { square, free } = squareFree(r.num * r.den);
  return [{ r: rational(square, r.den), n: free, m: 0 }];
}

/** The square root of a positive scalar of one monomial without a root, else `undefined`. */
export function sqrtOfScalar(a: Scalar): Scalar | undefined {
  if (a.length === 0) return a;
  const [only] = a;
  if (a.length !== 1 || only!.n !== 1n || only!.m % 2 !== 0 || sign(only!.r) < 0) return undefined;
  return sqrtOfRational(only!.r).map((t) => ({ ...t, m: only!.m / 2 }));
}

/** a ball that holds a. */
export function enclosureOfScalar(a: Scalar, bits: number): Ball {
  return a.reduce((sum, t) => addBalls(sum, enclosureOfMonomial(t, bits)), zeroBall);
}

/** -1, 0 or 1, exactly: a scalar with terms is not 0, so some precision shows its sign. */
export function signOfScalar(a: Scalar): -1 | 0 | 1 {
  if (a.length === 0) return 0;
  if (a.length === 1) return sign(a[0]!.r);
  for (let bits = 64; ; bits *= 2) {
    const ball = enclosureOfScalar(a, bits);
    if (excludesZero(ball, bits)) return ball.mid > 0n ? 1 : -1;
    if (bits > 1000) throw new RangeError("signOfScalar: expected fewer than 300 equal digits.");
  }
}

export const compareScalars = (a: Scalar, b: Scalar): -1 | 0 | 1 =>
  signOfScalar(subtractScalars(a, b));

export const equalScalars = (a: Scalar, b: Scalar): boolean =>
  a.length === b.length &&
  a.every((t, i) => t.n === b[i]!.n && t.m === b[i]!.m && equals(t.r, b[i]!.r));

/** A text that is the same for equal scalars and for no others. */
export const keyOfScalar = (a: Scalar): string =>
  a.map((t) => `${formatRational(t.r)}r${t.n}p${t.m}`).join("+");

/** n = square^2 free. Primes are tried to 1000; a larger square factor stays under the root. */
export function squareFree(n: bigint): { readonly square: bigint; readonly free: bigint } {
  let [rest, square, free] = [n, 1n, 1n];
  for (let q = 2n; q < 1000n && q * q <= rest; q += q === 2n ? 1n : 2n) {
    let count = 0;
    while (rest % q === 0n) {
      rest /= q;
      count++;
    }
    square *= q ** BigInt(count >> 1);
    if (count % 2 === 1) free *= q;
  }
  const root = integerSqrt(rest);
  return root * root === rest ? { square: square * root, free } : { square, free: free * rest };
}

function enclosureOfMonomial(t: Monomial, bits: number): Ball {
  const w = bits + 16;
  const root = t.n === 1n ? undefined : sqrtBall({ mid: t.n << BigInt(w), rad: 0 }, w);
  let ball: Ball = { mid: (t.r.num << BigInt(w)) / t.r.den, rad: t.r.den === 1n ? 0 : 2 ** -w };
  if (root !== undefined) ball = multiplyBalls(ball, root, w);
  if (t.m !== 0) ball = multiplyBalls(ball, powerOfRootPi(t.m, w), w);
  return { mid: ball.mid >> 16n, rad: ball.rad + 2 ** -bits };
}

const rootPiCache = new Map<string, Ball>();

/** pi^(m/2). */
function powerOfRootPi(m: number, bits: number): Ball {
  const key = `${m}:${bits}`;
  const known = rootPiCache.get(key);
  if (known !== undefined) return known;
  const root = sqrtBall(piBall(bits), bits);
  const unit: Ball = { mid: 1n << BigInt(bits), rad: 0 };
  let power = unit;
  for (let i = 0; i < Math.abs(m); i++) power = multiplyBalls(power, root, bits);
  const inverse = (1n << BigInt(2 * bits)) / power.mid;
  // 1/p - 1/p0 = (p0 - p)/(p p0), and p > 1.
  const ball = m > 0 ? power : { mid: inverse, rad: power.rad * 1.01 + 2 ** -bits };
  rootPiCache.set(key, ball);
  return ball;
}

function multiplyMonomials(a: Monomial, b: Monomial): Monomial {
  const r = multiply(a.r, b.r);
  const m = a.m + b.m;
  if (a.n === 1n) return { r, n: b.n, m };
  if (b.n === 1n) return { r, n: a.n, m };
  const g = integerGcd(a.n, b.n);
  return { r: multiply(r, integer(g)), n: (a.n / g) * (b.n / g), m };
}

/** Equal neighbours of an ordered list added up. */
function merged(row: readonly Monomial[]): Scalar {
  let sum: Scalar = [];
  for (const t of row) sum = addScalars(sum, [t]);
  return sum;
}

const orderOf = (a: Monomial, b: Monomial): number =>
  a.m !== b.m ? a.m - b.m : a.n < b.n ? -1 : a.n > b.n ? 1 : 0;

function smallestPrimeFactor(n: bigint): bigint {
  for (let q = 2n; q * q <= n && q < 1000n; q++) if (n % q === 0n) return q;
  return n;
}
