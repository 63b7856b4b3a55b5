/**
 * What an ensemble says of the law its starts are drawn from, with intervals.
 *
 * A start whose basin cannot be told, or whose run did not end, may belong to any: the lower end of
 * an interval counts it as none of the basin's, the upper end as one. Likewise a hitting time that
 * is not known may be anything from 0 to infinity.
 */
import { type ConfidenceInterval, clopperPearson } from "../statistics/proportion.ts";
import { quantileInterval } from "../statistics/quantile.ts";
import type { EnsembleSummary } from "./flow-ensemble.ts";

export interface BasinShare extends ConfidenceInterval {
  readonly basin: string;
  readonly count: number;
}

/** The probability of each basin, by Clopper and Pearson's interval; each has the confidence. */
export function basinShares(
  { basins, count, untold, unfinished }: EnsembleSummary,
  confidence: number,
): readonly BasinShare[] {
  const unknown = untold + unfinished.reduce((sum, [, n]) => sum + n, 0);
  return basins.map(([basin, n]) => ({
    basin,
    count: n,
    estimate: n / count,
    from: clopperPearson(n, count, confidence).from,
    to: clopperPearson(n + unknown, count, confidence).to,
    confidence,
  }));
}

/**
 * A quantile of the hitting time, with its interval; `undefined` if no event was asked for.
 *
 * Infinite where the starts that never hit are too many.
 */
export function hittingQuantile(
  { times, count }: EnsembleSummary,
  p: number,
  confidence: number,
): ConfidenceInterval | undefined {
  if (times.length === 0) return undefined;
  const all = new Float64Array(count);
  let next = 0;
  for (const piece of times) {
    all.set(piece, next);
    next += piece.length;
  }
  const withUnknown = (value: number): ConfidenceInterval =>
    quantileInterval(
      all.map((t) => (Number.isNaN(t) ? value : t)),
      p,
      confidence,
    );
  const [low, high] = [withUnknown(0), withUnknown(Number.POSITIVE_INFINITY)];
  return { ...high, from: low.from };
}

/** The share of starts that hit at all, with its interval. */
export function hittingShare(
  { times, count }: EnsembleSummary,
  confidence: number,
): ConfidenceInterval | undefined {
  if (times.length === 0) return undefined;
  let [hit, unknown] = [0, 0];
  for (const piece of times) {
    for (const t of piece) {
      if (Number.isNaN(t)) unknown += 1;
      else if (t < Number.POSITIVE_INFINITY) hit += 1;
    }
  }
  return {
    estimate: hit / count,
    from: clopperPearson(hit, count, confidence).from,
    to: clopperPearson(hit + unknown, count, confidence).to,
    confidence,
  };
}
