/**
 * g(u) = sum_q c_q u^q and its derivatives on intervals of u, for any link.
 *
 * Of a polynomial link all c_q are summed. Else what lies beyond the last one is bounded by
 * Parseval: sum_{q > N} c_q q (q-1) ... (q-j+1) |u|^(q-j) <= S sup_{q > N} q^j |u|^(q-j), S >=
 * sum_{q > N} c_q.
 */
import * as Q from "../../model/rational.ts";
import * as I from "../exact/fixed-interval.ts";
import { supremum } from "./enclosed-curvature.ts";
import type { LinkWeights } from "./link-weights.ts";

/** The derivative of an order of g on an interval; all of (-10^30, 10^30) where it has no bound. */
export type LinkJet = (u: I.Interval, order: number) => I.Interval;

/** The jet of a link, its weights up to a common factor where their ratios are rational. */
export function linkJet({ ratios, weights, tail }: LinkWeights): LinkJet {
  const terms =
    ratios === undefined
      ? weights
          .filter(({ sign }) => sign !== "zero")
          .map(
            ({ degree, enclosure: { lower, upper } }) => [degree, I.between(lower, upper)] as const,
          )
      : [...ratios].map(([degree, c]) => [degree, I.ofRational(c)] as const);
  const next = weights.length + 1;
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
    const rest = supremum(largestSize(u), next, order);
    const bound = rest === undefined ? large : Q.multiply(tail, rest);
    return I.add(sum, I.between(Q.negate(bound), bound));
  };
}

const large = Q.integer(10n ** 30n);

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
  return Q.sign(size) < 0 ? Q.zero : size;
}
