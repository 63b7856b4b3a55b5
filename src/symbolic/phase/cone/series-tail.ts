/**
 * What the degrees beyond the last one add to phi = g' and its divided differences, at most.
 *
 * Beyond the last degree N that is known: with T >= sum_{q > N} c_q and T' >= sum_{q > N} q c_q,
 *     sum_{q > N} c_q q^j u^(q-i) <= min(T sup_q q^j u^(q-i), T' sup_q q^(j-1) u^(q-i)),
 * and differences are at most derivatives at the greater node over factorials, or the ones of a
 * lower order over the gap.
 */
import * as I from "../../exact/fixed-interval.ts";

/** phi(a), phi(b) and phi[0, a, b]. */
export type Value = "a" | "b" | "oab";
/** phi'(a), phi'(b), phi[a, a, b] and phi[a, b, b]. */
export type First = "slopeA" | "slopeB" | "aab" | "abb";
/** phi''(a), phi''(b), and the differences over four nodes. */
export type Second = "bendA" | "bendB" | "aaab" | "aabb" | "abbb";

/** What is known beyond the last degree: the next one, T and T' in fixed point. */
export interface Rest {
  readonly next: number;
  readonly tail: bigint;
  readonly slopeTail?: bigint;
}

/** Bounds at the upper corner of a box; `undefined` where there is none. */
export type TailsOf<Name extends string> = (
  rest: Rest,
  a: bigint,
  b: bigint,
) => Readonly<Record<Name, bigint | undefined>>;

/** Of phi(a), phi(b), phi[0, a, b]. */
export const valueTails: TailsOf<Value> = (rest, a, b) => {
  const [high, low] = a > b ? [a, b] : [b, a];
  // The sum of q c_q a^i b^j over i + j = q - 3 is at most that of q c_q (1 + b + b^2 + ...).
  const geometric = rest.slopeTail === undefined ? undefined : perGap(rest.slopeTail, unit - low);
  return {
    a: tailBound(rest, a, 1, 1),
    b: tailBound(rest, b, 1, 1),
    oab: least(tailBound(rest, high, 2, 3), geometric),
  };
};

/** Of first derivatives and differences over three nodes. */
export const firstTails: TailsOf<First> = (rest, a, b) => {
  const difference = secondDifference(rest, a, b);
  return {
    slopeA: tailBound(rest, a, 2, 2),
    slopeB: tailBound(rest, b, 2, 2),
    aab: difference,
    abb: difference,
  };
};

/** Of second derivatives and differences over four nodes. */
export const secondTails: TailsOf<Second> = (rest, a, b) => {
  const [high, gap] = a > b ? [a, a - b] : [b, b - a];
  const sixth = over(tailBound(rest, high, 4, 4), 6n);
  const third = (below: bigint | undefined) => least(sixth, perGap(below, gap));
  const bend = over(tailBound(rest, high, 3, 3), 2n);
  return {
    bendA: tailBound(rest, a, 3, 3),
    bendB: tailBound(rest, b, 3, 3),
    aaab: third(bend),
    aabb: third(secondDifference(rest, a, b)),
    abbb: third(bend),
  };
};

/** At least what phi[a, a, b] and phi[a, b, b] gain beyond the last degree. */
function secondDifference(rest: Rest, a: bigint, b: bigint): bigint | undefined {
  const [high, gap] = a > b ? [a, a - b] : [b, b - a];
  return least(over(tailBound(rest, high, 3, 3), 2n), perGap(tailBound(rest, high, 2, 2), gap));
}

/** At least sum_{q >= next} c_q q^j u^(q-i) for a node u in [0, 1]. */
export function tailBound(
  { next, tail, slopeTail }: Rest,
  node: bigint,
  j: number,
  i: number,
): bigint | undefined {
  const bySquares = product(tail, supremum(node, next, j, i));
  const bySlope =
    slopeTail === undefined ? undefined : product(slopeTail, supremum(node, next, j - 1, i));
  return least(bySquares, bySlope);
}

/**
 * At least q^j u^(q-i) for all q >= next: ((q + 1)/q)^j u <= exp(j/q - (1 - u)) <= 1 from q >=
 * j/(1 - u) on, so it falls from there; before it the last q^j and the first power serve.
 */
function supremum(node: bigint, next: number, j: number, i: number): bigint | undefined {
  if (node >= unit) return j === 0 ? unit : undefined;
  const turn = (BigInt(j) * unit) / (unit - node) + 1n;
  const last = turn > BigInt(next) ? turn : BigInt(next);
  let power = unit;
  for (let n = next - i, square = node; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) power = up(power, square);
    square = up(square, square);
  }
  return last ** BigInt(j) * power;
}

const product = (x: bigint, y: bigint | undefined): bigint | undefined =>
  y === undefined ? undefined : up(x, y);

const over = (x: bigint | undefined, n: bigint): bigint | undefined =>
  x === undefined ? undefined : x / n + 1n;

const perGap = (x: bigint | undefined, gap: bigint): bigint | undefined =>
  x === undefined || gap <= 0n ? undefined : (x * unit) / gap + 1n;

const least = (x: bigint | undefined, y: bigint | undefined): bigint | undefined =>
  x === undefined || y === undefined ? (x ?? y) : x < y ? x : y;

const unit = I.one.low;
const shift = BigInt(unit.toString(2).length - 1);

/** A product, rounded up. */
const up = (x: bigint, y: bigint): bigint => -((-x * y) >> shift);
