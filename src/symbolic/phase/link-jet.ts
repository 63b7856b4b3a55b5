/**
 * g(u) = sum_q c_q u^q and its derivatives on intervals of u, for any link.
 *
 * Of a polynomial link all c_q are summed. Else what lies beyond the last one is bounded by
 * Parseval: sum_{q > N} c_q q (q-1) ... (q-j+1) |u|^(q-j) <= S sup_{q > N} q^j |u|^(q-j), S >=
 * sum_{q > N} c_q, and likewise with one power of q less and S' >= sum_{q > N} q c_q. Overlaps of
 * unit vectors have |u| <= 1, so of a wider interval that part alone counts.
 */
import * as Q from "../../model/rational.ts";
import * as I from "../exact/fixed-interval.ts";
import { supremum } from "./enclosed-curvature.ts";
import type { LinkWeights } from "./link-weights.ts";

/** The derivative of an order of g on an interval; all of (-10^30, 10^30) where it has no bound. */
export type LinkJet = (u: I.Interval, order: number) => I.Interval;

/**
 * The jet of a link, its weights up to a common factor where their ratios are rational.
 *
 * @param slopeNorm at least sum q c_q, where the link has a square-integrable derivative
 */
export function linkJet({ ratios, weights, tail }: LinkWeights, slopeNorm?: Q.Rational): LinkJet {
  const terms =
    ratios === undefined
      ? weights
          .filter(({ sign }) => sign !== "zero")
          .map(
            ({ degree, enclosure: { lower, upper } }) => [degree, I.between(lower, upper)] as const,
          )
      : [...ratios].map(([degree, c]) => [degree, I.ofRational(c)] as const);
  const next = weights.length + 1;
  const known = terms.reduce((sum, [q, c]) => I.add(sum, I.times(c, BigInt(q))), I.zero);
  const beyond = slopeNorm && Q.subtract(slopeNorm, I.lowerEnd(known));
  const slopeTail = beyond && (Q.sign(beyond) < 0 ? Q.zero : beyond);
  return (u, order) => {
    const powers = powersOf(u, Math.max(0, ...terms.map(([degree]) => degree)) - order);
    let sum = I.zero;
    for (const [q, c] of terms) {
      if (q < order) continue;
      let factor = 1n;
      for (let i = 0; i < order; i++) factor *= BigInt(q - i);
      sum = I.add(sum, I.times(I.multiply(c, powers[q - order]!), factor));
    }
    if (ratios !== undefined || Q.isZero(tail)) return sum;
    const size = largestSize(u);
    const rest = supremum(size, next, order);
    const bySquares = rest && Q.multiply(tail, rest);
    const bySlope = slopeTail && slopeBound(slopeTail, size, next, order);
    const bound = [large, bySquares, bySlope].reduce<Q.Rational>(
      (best, other) => (other === undefined || Q.compare(best, other) <= 0 ? best : other),
      large,
    );
    return I.add(sum, I.between(Q.negate(bound), bound));
  };
}

const large = Q.integer(10n ** 30n);

/** S' sup_{q >= next} q^(j-1) u^(q-j); with j = 1 the supremum is at most 1. */
function slopeBound(
  slopeTail: Q.Rational,
  size: Q.Rational,
  next: number,
  order: number,
): Q.Rational | undefined {
  if (order === 0) return undefined;
  if (order === 1) return slopeTail;
  const rest = supremum(size, next - 1, order - 1);
  return rest && Q.multiply(slopeTail, Q.multiply(rest, twoPower(order - 1)));
}

/** q^(j-1) <= 2^(j-1) (q - 1)^(j-1) for q >= 2. */
const twoPower = (n: number): Q.Rational => Q.integer(2 ** n);

/** u^0, ..., u^n, even ones never negative. */
function powersOf(u: I.Interval, n: number): readonly I.Interval[] {
  const list: I.Interval[] = [I.one];
  for (let i = 1; i <= n; i++) {
    list.push(i % 2 === 0 ? I.square(list[i / 2]!) : I.multiply(list[i - 1]!, u));
  }
  return list;
}

function largestSize(u: I.Interval): Q.Rational {
  const [low, high] = [Q.negate(I.lowerEnd(u)), I.upperEnd(u)];
  const size = Q.compare(low, high) > 0 ? low : high;
  if (Q.sign(size) < 0) return Q.zero;
  return Q.compare(size, Q.one) > 0 ? Q.one : size;
}
