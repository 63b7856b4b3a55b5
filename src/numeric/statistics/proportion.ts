/**
 * Intervals for a probability from s successes in n independent trials.
 */
import { normalDistribution } from "../special/erf.ts";
import { betaQuantile } from "../special/incomplete-beta.ts";

/** A confidence interval with the estimate it belongs to. */
export interface ConfidenceInterval {
  readonly estimate: number;
  readonly from: number;
  readonly to: number;
  /** The probability that an interval made this way contains the truth. */
  readonly confidence: number;
}

/**
 * The interval of Clopper and Pearson: covers with at least the confidence, whatever the truth.
 *
 * Its ends are the probabilities at which s or more, and s or fewer, successes have probability
 * (1 - confidence)/2; binomial tails are incomplete betas. Source: [Clopper1934].
 *
 * @example clopperPearson(0, 10, 0.95) // from 0 to 1 - 0.025^(1/10) = 0.3085
 */
export function clopperPearson(s: number, n: number, confidence: number): ConfidenceInterval {
  const tail = (1 - confidence) / 2;
  return {
    estimate: s / n,
    from: s === 0 ? 0 : betaQuantile(tail, s, n - s + 1),
    // The quantile of the failures, so that ends near 1 keep their distance to it.
    to: s === n ? 1 : 1 - betaQuantile(tail, n - s, s + 1),
    confidence,
  };
}

/**
 * Wilson's interval: shorter, and covers with the confidence on average over truths only.
 *
 * The p with |s/n - p| <= z sqrt(p(1 - p)/n). Source: [Wilson1927].
 */
export function wilson(s: number, n: number, confidence: number): ConfidenceInterval {
  const z = normalQuantile((1 + confidence) / 2);
  const estimate = s / n;
  const shrink = 1 + z ** 2 / n;
  const centre = (estimate + z ** 2 / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((estimate * (1 - estimate)) / n + z ** 2 / (4 * n ** 2));
  return {
    estimate,
    from: Math.max(0, centre - half),
    to: Math.min(1, centre + half),
    confidence,
  };
}

/** The z with P(Z <= z) = p, by bisection. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  let [low, high] = [-40, 0];
  for (let i = 0; i < 100; i++) {
    const z = low + (high - low) / 2;
    if (normalDistribution(z) < p) low = z;
    else high = z;
  }
  return high;
}
