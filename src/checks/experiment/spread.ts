/**
 * Several runs as one point: their median, and the interval of the middle half of them.
 */
import { kept, keptError, type SeriesPoint } from "../judge/figure.ts";

/** The middle of values of different runs at one place. */
export function middle(values: readonly SeriesPoint[]): SeriesPoint {
  const [first] = values;
  if (first === undefined) throw new RangeError("middle: expected at least one value, got none.");
  if (values.length === 1) return first;
  const sorted = values.map(({ y }) => y).sort((a, b) => a - b);
  const error = Math.max(...values.map((value) => value.error ?? 0));
  return {
    x: first.x,
    y: kept(quantile(sorted, 1 / 2)),
    low: kept(quantile(sorted, 1 / 4)),
    high: kept(quantile(sorted, 3 / 4)),
    ...(error > 0 && { error: keptError(error) }),
  };
}

/** Linear between the order statistics. */
function quantile(sorted: readonly number[], level: number): number {
  const place = level * (sorted.length - 1);
  const below = Math.floor(place);
  const [a, b] = [sorted[below] ?? Number.NaN, sorted[Math.min(below + 1, sorted.length - 1)]];
  return a + (place - below) * ((b ?? a) - a);
}
