/**
 * A confidence sequence for a probability: an interval that may be looked at after every trial.
 *
 * Under p the mixture of likelihood ratios over a Beta(1/2, 1/2) law of alternatives,
 *   M_n(p) = B(s + 1/2, n - s + 1/2) / (B(1/2, 1/2) p^s (1 - p)^(n - s)),
 * is a martingale with mean 1, so P(M_n(p) >= 1/alpha for some n) <= alpha (Ville's inequality),
 * and
 *   {p : M_n(p) < 1/alpha}
 * contains the truth for all n at once with probability 1 - alpha. Source: [Robbins1970, §5].
 */
import { logBeta } from "../special/incomplete-beta.ts";
import type { ConfidenceInterval } from "./proportion.ts";

/** The sequence's interval after s successes in n trials; valid at any stopping time. */
export function anytimeInterval(s: number, n: number, confidence: number): ConfidenceInterval {
  if (n === 0) return { estimate: Number.NaN, from: 0, to: 1, confidence };
  const estimate = s / n;
  const level = -Math.log(1 - confidence);
  const mixture = logBeta(s + 0.5, n - s + 0.5) - logBeta(0.5, 0.5);
  const isIn = (p: number): boolean => {
    const likelihood = (s === 0 ? 0 : s * Math.log(p)) + (s === n ? 0 : (n - s) * Math.log1p(-p));
    return mixture - likelihood < level;
  };
  return {
    estimate,
    from: s === 0 ? 0 : boundary(isIn, estimate, 0),
    to: s === n ? 1 : boundary(isIn, estimate, 1),
    confidence,
  };
}

/** The end of the interval on the side of `out`, rounded outwards. */
function boundary(isIn: (p: number) => boolean, inside: number, out: number): number {
  let [low, high] = [inside, out];
  for (let i = 0; i < 200; i++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (isIn(middle)) low = middle;
    else high = middle;
  }
  return high;
}

export interface SequentialTest {
  /** Whether p > threshold or p < threshold; `undecided` if the cap came first. */
  readonly decision: "above" | "below" | "undecided";
  readonly trials: number;
  readonly successes: number;
  readonly interval: ConfidenceInterval;
}

/**
 * Draws trials until the interval excludes the threshold, or `most` are drawn.
 *
 * A decision is wrong with probability at most 1 - confidence, whatever p is.
 */
export function sequentialTest(
  trial: (index: number) => boolean,
  threshold: number,
  confidence: number,
  most: number,
): SequentialTest {
  let successes = 0;
  let interval = anytimeInterval(0, 0, confidence);
  for (let n = 1; n <= most; n++) {
    if (trial(n - 1)) successes += 1;
    interval = anytimeInterval(successes, n, confidence);
    const result = { trials: n, successes, interval };
    if (interval.from > threshold) return { decision: "above", ...result };
    if (interval.to < threshold) return { decision: "below", ...result };
  }
  return { decision: "undecided", trials: most, successes, interval };
}
