/**
 * phi = g', g(u) = sum_q c_q u^q with c_q >= 0, and its divided differences on boxes of two
 * overlaps a, b in [0, 1]; links of any kind.
 *
 * A divided difference of u^n is a sum of monomials in its nodes, so each one below grows with a
 * and with b [deBoor2005]: its least value on a box is that at the lower corner, its greatest that
 * at the upper one. Values come from Horner's scheme at one node after the other, without
 * cancellation.
 */
import * as Q from "../../../model/rational.ts";
import * as I from "../../exact/fixed-interval.ts";
import type { LinkWeights } from "../link-weights.ts";
import {
  type First,
  firstTails,
  type Rest,
  type Second,
  secondTails,
  type TailsOf,
  type Value,
  valueTails,
} from "./series-tail.ts";

/** The differences of phi over nodes named by letters, on a box; `undefined` has no bound. */
export type Differences<Name extends string> = Readonly<Record<Name, I.Interval | undefined>>;

/** Bounds on a box. @param width errors far below it do no harm; that of the box by default */
type OnBox<Name extends string> = (
  a: I.Interval,
  b: I.Interval,
  width?: bigint,
) => Differences<Name>;

export interface PositiveSeries {
  /** phi(0) = c_1. */
  readonly constant: I.Interval;
  /** T' in fixed point; 0 for a polynomial, absent where it is not known. */
  readonly slopeTail?: bigint;
  readonly values: OnBox<Value>;
  readonly first: OnBox<First>;
  readonly second: OnBox<Second>;
  /** The values of the degrees up to N alone. */
  readonly known: (a: I.Interval, b: I.Interval) => Readonly<Record<Value, I.Interval>>;
}

/**
 * The series of a link.
 *
 * @param slopeNorm at least sum q c_q, where the link has a square-integrable derivative
 */
export function positiveSeries(link: LinkWeights, slopeNorm?: Q.Rational): PositiveSeries {
  const { lower, upper, rest } = knownDegrees(link, slopeNorm);
  const [coarseLower, coarseUpper] = [lower.map(toFloat), upper.map(toFloat)];
  const onBox =
    <Name extends string>(corner: CornerOf<Name>, tails: TailsOf<Name>): OnBox<Name> =>
    (a, b, width = 0n) => {
      const isWide = [a.high - a.low, b.high - b.low, width].some((size) => size > coarse);
      const low = isWide
        ? fixedOf(corner(floats, coarseLower, toFloat(a.low), toFloat(b.low)), -1)
        : corner(down, lower, a.low, b.low);
      const high = isWide
        ? fixedOf(corner(floats, coarseUpper, toFloat(a.high), toFloat(b.high)), 1)
        : corner(up, upper, a.high, b.high);
      const beyond = rest.tail === 0n ? undefined : tails(rest, a.high, b.high);
      const names = Object.keys(low) as Name[];
      const pairs = names.map((name): [Name, I.Interval | undefined] => {
        const more = beyond === undefined ? 0n : beyond[name];
        return [name, more === undefined ? undefined : { low: low[name], high: high[name] + more }];
      });
      return Object.fromEntries(pairs) as Differences<Name>;
    };
  return {
    constant: { low: lower[0] ?? 0n, high: upper[0] ?? 0n },
    ...(rest.slopeTail === undefined ? {} : { slopeTail: rest.slopeTail }),
    values: onBox(valuesAt, valueTails),
    first: onBox(firstAt, firstTails),
    second: onBox(secondAt, secondTails),
    known: (a, b) => {
      const [low, high] = [
        valuesAt(down, lower, a.low, b.low),
        valuesAt(up, upper, a.high, b.high),
      ];
      const between = (name: Value): I.Interval => ({ low: low[name], high: high[name] });
      return { a: between("a"), b: between("b"), oab: between("oab") };
    },
  };
}

type CornerOf<Name extends string> = <T>(
  arithmetic: Arithmetic<T>,
  coefficients: readonly T[],
  a: T,
  b: T,
) => Readonly<Record<Name, T>>;

/** q c_q for q = 1, 2, ..., N, below and above, and what is beyond, in fixed point. */
export function knownDegrees(link: LinkWeights, slopeNorm: Q.Rational | undefined) {
  const { weights, ratios } = link;
  const isWhole = Q.isZero(link.tail);
  const degrees = weights.map(({ degree }) => degree);
  const enclosures = weights.map(({ degree, enclosure, sign }) => {
    if (ratios !== undefined) return I.ofRational(ratios.get(degree) ?? Q.zero);
    return sign === "zero" ? I.zero : I.between(enclosure.lower, enclosure.upper);
  });
  const terms = enclosures.map((c, i) => I.times(c, BigInt(degrees[i]!)));
  while (isWhole && terms.at(-1)?.high === 0n) terms.pop();
  const lower = terms.map(({ low }) => low);
  const known = lower.reduce((sum, c) => sum + c, 0n);
  const all = slopeNorm === undefined ? undefined : I.ofRational(slopeNorm).high;
  const beyond = all === undefined ? undefined : all > known ? all - known : 0n;
  const slopeTail = isWhole ? 0n : beyond;
  const rest: Rest = {
    next: terms.length + 1,
    tail: isWhole ? 0n : I.ofRational(link.tail).high,
    ...(slopeTail === undefined ? {} : { slopeTail }),
  };
  return { lower, upper: terms.map(({ high }) => high), rest };
}

/** How numbers >= 0 are added and multiplied. */
interface Arithmetic<T> {
  readonly zero: T;
  readonly plus: (x: T, y: T) => T;
  readonly times: (x: T, y: T) => T;
}

const unit = I.one.low;
const shift = BigInt(unit.toString(2).length - 1);
const down: Arithmetic<bigint> = {
  zero: 0n,
  plus: (x, y) => x + y,
  times: (x, y) => (x * y) >> shift,
};
const up: Arithmetic<bigint> = { ...down, times: (x, y) => -((-x * y) >> shift) };
const floats: Arithmetic<number> = { zero: 0, plus: (x, y) => x + y, times: (x, y) => x * y };

/** Boxes wider than this need no digits beyond those of doubles. */
const coarse = 1n << (shift - 26n);
/**
 * What rounding to nearest may change of a value, relatively. All terms are >= 0, so n operations
 * upon one another and the rounding of arguments change at most (n + 2) 2^-52 of it: below 2^-38
 * for n <= 2^13, which 160 degrees and six passes do not reach.
 */
const floatError = 2 ** -38;
const floatBits = 100n;

/** Rounded to within 2^-53 of itself. */
const toFloat = (x: bigint): number => Number(x) / Number(unit);

/** Fixed-point numbers certainly below (-1) or above (1) what doubles came to. */
function fixedOf<Name extends string>(
  corner: Readonly<Record<Name, number>>,
  side: -1 | 1,
): Readonly<Record<Name, bigint>> {
  const names = Object.keys(corner) as Name[];
  const scale = 2 ** Number(floatBits);
  const fixed = (x: number): bigint => {
    const scaled = x * (1 + side * floatError) * scale;
    // What underflows is far below one unit of the last place kept.
    return BigInt(side < 0 ? Math.floor(scaled) : Math.ceil(scaled) + 1) << (shift - floatBits);
  };
  return Object.fromEntries(names.map((name) => [name, fixed(corner[name])])) as Record<
    Name,
    bigint
  >;
}

/** Horner at a node: the value, and the coefficients of the difference quotient with it. */
function divided<T>(
  { zero, plus, times }: Arithmetic<T>,
  coefficients: readonly T[],
  node: T,
): { readonly value: T; readonly quotient: readonly T[] } {
  const quotient: T[] = new Array(Math.max(0, coefficients.length - 1)).fill(zero);
  let value = zero;
  for (let i = coefficients.length - 1; i >= 0; i--) {
    value = plus(times(value, node), coefficients[i]!);
    if (i > 0) quotient[i - 1] = value;
  }
  return { value, quotient };
}

const valuesAt: CornerOf<Value> = (arithmetic, c, a, b) => {
  const first = divided(arithmetic, c, a);
  return {
    a: first.value,
    b: divided(arithmetic, c, b).value,
    oab: divided(arithmetic, first.quotient.slice(1), b).value,
  };
};

const firstAt: CornerOf<First> = (arithmetic, c, a, b) => {
  const byA = divided(arithmetic, divided(arithmetic, c, a).quotient, a);
  const byB = divided(arithmetic, divided(arithmetic, c, b).quotient, b);
  return {
    slopeA: byA.value,
    slopeB: byB.value,
    aab: divided(arithmetic, byA.quotient, b).value,
    abb: divided(arithmetic, byB.quotient, a).value,
  };
};

const secondAt: CornerOf<Second> = (arithmetic, c, a, b) => {
  const twiceA = divided(arithmetic, divided(arithmetic, c, a).quotient, a).quotient;
  const twiceB = divided(arithmetic, divided(arithmetic, c, b).quotient, b).quotient;
  const [aab, abb] = [
    divided(arithmetic, twiceA, b).quotient,
    divided(arithmetic, twiceB, a).quotient,
  ];
  const twice = (x: (typeof c)[number]) => arithmetic.plus(x, x);
  return {
    bendA: twice(divided(arithmetic, twiceA, a).value),
    bendB: twice(divided(arithmetic, twiceB, b).value),
    aaab: divided(arithmetic, aab, a).value,
    aabb: divided(arithmetic, aab, b).value,
    abbb: divided(arithmetic, abb, b).value,
  };
};
