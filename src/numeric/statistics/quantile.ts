/**
 * Intervals for quantiles by order statistics: no assumption on the law but independence.
 *
 * The number of samples at or below the p-quantile of a continuous law is Binomial(n, p), so
 *   P(x_(l) <= q <= x_(u)) >= P(l <= B <= u - 1),   B ~ Binomial(n, p).
 * Samples may be infinite (never hit): they are larger than all others. Source: [David2003, §7.1].
 */
import { incompleteBeta } from "../special/incomplete-beta.ts";
import type { ConfidenceInterval } from "./proportion.ts";

/**
 * The interval [x_(l), x_(u)] with tails of at most (1 - confidence)/2 each.
 *
 * Where there are too few samples an end is infinite: nothing is known on that side.
 *
 * @param samples in any order, without NaN. @param p in (0, 1); 1/2 is the median.
 */
export function quantileInterval(
  samples: ArrayLike<number>,
  p: number,
  confidence: number,
): ConfidenceInterval {
  const sorted = Float64Array.from(samples).sort();
  const n = sorted.length;
  const tail = (1 - confidence) / 2;
  const { lower, upper } = ranks(n, p, tail);
  return {
    estimate: sampleQuantile(sorted, p),
    from: lower < 1 ? Number.NEGATIVE_INFINITY : sorted[lower - 1]!,
    to: upper > n ? Number.POSITIVE_INFINITY : sorted[upper - 1]!,
    confidence,
  };
}

/** The median with its interval. */
export const medianInterval = (
  samples: ArrayLike<number>,
  confidence: number,
): ConfidenceInterval => quantileInterval(samples, 1 / 2, confidence);

/** The largest l with P(B < l) <= tail, and the smallest u with P(B >= u) <= tail; 1-based. */
function ranks(n: number, p: number, tail: number): { lower: number; upper: number } {
  // P(B >= m) = I_p(m, n - m + 1).
  const atLeast = (m: number): number => (m <= 0 ? 1 : m > n ? 0 : incompleteBeta(p, m, n - m + 1));
  const below = (m: number): number =>
    m <= 0 ? 0 : m > n ? 1 : incompleteBeta(1 - p, n - m + 1, m);
  let [low, high] = [0, n + 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (below(middle) <= tail) low = middle;
    else high = middle;
  }
  const lower = low;
  [low, high] = [0, n + 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (atLeast(middle) <= tail) high = middle;
    else low = middle;
  }
  return { lower, upper: high };
}

/** The order statistic at ceil(n p), or the mean of two where n p is an integer. */
function sampleQuantile(sorted: Float64Array, p: number): number {
  const place = sorted.length * p;
  const right = sorted[Math.min(Math.floor(place), sorted.length - 1)]!;
  if (!Number.isInteger(place) || place === 0) return right;
  const left = sorted[place - 1]!;
  return left === right ? left : left + (right - left) / 2;
}
