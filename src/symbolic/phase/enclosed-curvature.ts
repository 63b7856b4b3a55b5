/**
 * The curvature at the average for a link that is no polynomial: certain bounds on intervals of m.
 *
 * An eigenvalue of h_q within the span, times m^q, splits as A_q m^q - B_q (1 - m^2) m^(q-2) with
 * A_q, B_q >= 0: A_q is its value at m = 1. Each sum over q then increases with m but for the
 * factor 1 - m^2, so values at the two ends of an interval bound it. Beyond the order N,
 * with S >= sum_{q>N} c_q, a sum of c_q F(q) is at most S sup_{q>N} F(q); and with a bound on
 * sum_{q>N} q c_q at most that times sup F(q)/q.
 */
import * as Q from "../../model/rational.ts";
import type { Enclosure } from "../exact/enclosure.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import {
  above,
  below,
  type Fixed,
  mulDown,
  mulUp,
  powersAbove,
  powersBelow,
  rationalOf,
} from "./fixed-point.ts";
import type { LinkWeights } from "./link-weights.ts";

/** The split A_q, B_q of the curvature of h_q, as rational functions of p and k. */
export interface CurvatureSplit {
  readonly pull: R.RationalFunction;
  readonly push: R.RationalFunction;
}

/**
 * A_p and B_p.
 *
 * @param within the eigenvalue over m^p in the letters p, k, m
 * @throws NotDerivable if the eigenvalue has another shape.
 */
export function curvatureSplit(within: R.RationalFunction): CurvatureSplit {
  const pull = R.substitute(within, "m", R.one);
  const m2 = R.ofPolynomial(P.power(P.variable("m"), 2));
  const push = R.divide(R.multiply(R.subtract(pull, within), m2), R.subtract(R.one, m2));
  if (R.variables(push).includes("m")) throw new NotDerivable("a curvature of another shape");
  return { pull, push };
}

/** The curvature of a link for one k; all numbers are >= 0. */
export interface EnclosedCurvature {
  /** c_q A_q and c_q B_q, below and above. */
  readonly terms: readonly {
    readonly degree: number;
    readonly pull: Bounds;
    readonly push: Bounds;
  }[];
  /** The first degree that is only bounded. */
  readonly next: number;
  /** At least the sum of c_q from `next` on; and of q c_q, where that is known. */
  readonly tail: Q.Rational;
  readonly slopeTail?: Q.Rational;
  /** A_q / q and B_q / (q (q - 1)). */
  readonly pullPerDegree: Q.Rational;
  readonly pushPerPair: Q.Rational;
}

interface Bounds {
  readonly below: Fixed;
  readonly above: Fixed;
}

/**
 * The terms of a link at one k.
 *
 * @param slopeNorm at least E f'^2 = sum q c_q, where the link has a square-integrable derivative
 */
export function enclosedCurvature(
  { weights, tail }: LinkWeights,
  split: CurvatureSplit,
  k: bigint,
  slopeNorm?: Q.Rational,
): EnclosedCurvature {
  const at = (f: R.RationalFunction, degree: number): Q.Rational => {
    const point = new Map([
      ["p", Q.integer(degree)],
      ["k", Q.integer(k)],
    ]);
    return R.evaluate(f, point)!;
  };
  const p = R.variable("p");
  const perDegree = R.divide(split.pull, p);
  const perPair = R.divide(split.push, R.multiply(p, R.subtract(p, R.one)));
  if ([perDegree, perPair].some((f) => R.variables(f).includes("p"))) {
    throw new NotDerivable("a curvature that is no multiple of q and q (q - 1)");
  }
  const known = weights.reduce(
    (sum, { degree, enclosure }) => Q.add(sum, Q.multiply(Q.integer(degree), enclosure.lower)),
    Q.zero,
  );
  const rest = slopeNorm === undefined ? undefined : Q.subtract(slopeNorm, known);
  const times = ({ lower, upper }: Enclosure, factor: Q.Rational): Bounds => ({
    below: below(Q.multiply(lower, factor)),
    above: above(Q.multiply(upper, factor)),
  });
  return {
    terms: weights
      .filter(({ sign }) => sign !== "zero")
      .map(({ degree, enclosure }) => ({
        degree,
        pull: times(enclosure, at(split.pull, degree)),
        push: times(enclosure, at(split.push, degree)),
      })),
    next: weights.length + 1,
    tail,
    ...(rest === undefined ? {} : { slopeTail: Q.sign(rest) < 0 ? Q.zero : rest }),
    pullPerDegree: at(perDegree, 1),
    pushPerPair: at(perPair, 1),
  };
}

/** All values of the curvature for m in [lower, upper], 0 < lower <= upper <= 1. */
export function curvatureOn(c: EnclosedCurvature, lower: Q.Rational, upper: Q.Rational): Enclosure {
  const gapBelow = below(oneMinusSquare(upper));
  const gapAbove = above(oneMinusSquare(lower));
  const low = powersBelow(lower, c.next);
  const high = powersAbove(upper, c.next);
  let least = 0n;
  let most = 0n;
  for (const { degree: q, pull, push } of c.terms) {
    least += mulDown(pull.below, low[q]!);
    most += mulUp(pull.above, high[q]!);
    if (q < 2) continue;
    least -= mulUp(mulUp(push.above, gapAbove), high[q - 2]!);
    most -= mulDown(mulDown(push.below, gapBelow), low[q - 2]!);
  }
  const down = pushTail(c, lower, upper);
  const up = pullTail(c, upper);
  return {
    lower: down === undefined ? minusLarge : Q.subtract(rationalOf(least), down),
    upper: up === undefined ? large : Q.add(rationalOf(most), up),
  };
}

/** All values of the derivative in m, for m in [lower, upper]; `undefined` if not bounded. */
export function slopeOn(
  c: EnclosedCurvature,
  lower: Q.Rational,
  upper: Q.Rational,
): Enclosure | undefined {
  const low = powersBelow(lower, c.next);
  const high = powersAbove(upper, c.next);
  let least = 0n;
  let most = 0n;
  for (const { degree: q, pull, push } of c.terms) {
    // d/dm [A m^q - B (m^(q-2) - m^q)] = (A + B) q m^(q-1) - B (q - 2) m^(q-3).
    const n = BigInt(q);
    least += mulDown(n * (pull.below + push.below), low[q - 1]!);
    most += mulUp(n * (pull.above + push.above), high[q - 1]!);
    if (q < 3) continue;
    least -= mulUp((n - 2n) * push.above, high[q - 3]!);
    most -= mulDown((n - 2n) * push.below, low[q - 3]!);
  }
  if (Q.isZero(c.tail)) return { lower: rationalOf(least), upper: rationalOf(most) };
  const greatest = supremum(upper, c.next, 3);
  if (greatest === undefined) return undefined;
  // (A + B) q m^(q-1) and B (q - 2) m^(q-3) lie between 0 and (pull + push) q^3 m^(q-3).
  const factor = Q.add(c.pullPerDegree, c.pushPerPair);
  const spread = Q.multiply(c.tail, Q.multiply(factor, greatest));
  return {
    lower: Q.subtract(rationalOf(least), spread),
    upper: Q.add(rationalOf(most), spread),
  };
}

/** At least sum_{q >= next} c_q A_q m^q for all m <= upper. */
function pullTail(c: EnclosedCurvature, upper: Q.Rational): Q.Rational | undefined {
  if (Q.isZero(c.tail)) return Q.zero;
  const greatest = supremum(upper, c.next, 1);
  const direct = greatest === undefined ? undefined : Q.multiply(c.tail, greatest);
  // q m^q over q is m^q <= 1.
  const least = smaller(direct, c.slopeTail);
  return least === undefined ? undefined : Q.multiply(c.pullPerDegree, least);
}

/** At least sum_{q >= next} c_q B_q (1 - m^2) m^(q-2) for all m in [lower, upper]. */
function pushTail(
  c: EnclosedCurvature,
  lower: Q.Rational,
  upper: Q.Rational,
): Q.Rational | undefined {
  if (Q.isZero(c.tail)) return Q.zero;
  const greatest = supremum(upper, c.next, 2);
  const direct =
    greatest === undefined
      ? undefined
      : Q.multiply(Q.multiply(c.tail, oneMinusSquare(lower)), greatest);
  // q (q-1) (1 - m^2) m^(q-2) over q: (q-1) m^(q-2) (1 - m) <= 1 - m^(q-1) <= 1, times 1 + m <= 2.
  const bySlope = c.slopeTail === undefined ? undefined : Q.multiply(Q.integer(2), c.slopeTail);
  const least = smaller(direct, bySlope);
  return least === undefined ? undefined : Q.multiply(c.pushPerPair, least);
}

/**
 * At least q^j m^(q-j) for every q >= next, for m < 1; `undefined` for m = 1.
 *
 * With g = 1 - m: ((q + 1)/q)^j m <= exp(j/q - g) <= 1 for q >= j/g, so q^j m^q falls from there
 * on. Up to there q^j m^(q-j) is at most the last q^j times the first m^(q-j).
 */
export function supremum(m: Q.Rational, next: number, j: number): Q.Rational | undefined {
  const gap = Q.subtract(Q.one, m);
  if (Q.sign(gap) <= 0) return undefined;
  const turn = Q.floor(Q.divide(Q.integer(j), gap)) + 1n;
  const first = BigInt(next);
  const last = turn > first ? turn : first;
  const decay = powersAbove(m, next - j).at(-1)!;
  return Q.multiply(Q.integer(last ** BigInt(j)), rationalOf(decay));
}

const oneMinusSquare = (m: Q.Rational): Q.Rational => Q.subtract(Q.one, Q.multiply(m, m));
const large = Q.integer(10n ** 30n);
const minusLarge = Q.negate(large);

function smaller(a: Q.Rational | undefined, b: Q.Rational | undefined): Q.Rational | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Q.compare(a, b) < 0 ? a : b;
}
