/**
 * From which row on a run is not what its own rows before predict.
 *
 * A part of a run is fitted with its start, and a dozen rows from the beginning can be met by
 * moving it, whatever goes wrong. Each row predicted from the row before has no start to move. What
 * it shows beyond its prediction, over the time between the rows, is smooth where the dynamics are
 * wrong, and cancels in second differences, which leave the noise: the first row that is further
 * off than six times that noise is where the run leaves. No verdict rests on this: that the run
 * does leave is known before.
 */
import { isFailure } from "../../numeric/failure.ts";
import { successiveDeviation } from "../../numeric/statistics/drift.ts";
import type { PathProblem, StateRun } from "./follow-path.ts";
import type { Departure } from "./tested-series.ts";

/** Rows that are looked at. */
const mostRows = 400;
/** Times the noise; a row of a right run is as far off once in 5 10^8. */
const sharpness = 6;

/** The first row within [0, count) that the row before does not lead to; absent if none is. */
export function firstStepOff(
  { held, reference }: PathProblem,
  { name, origin, times, rows, errors }: StateRun,
  count: number,
): Departure | undefined {
  const rates: number[][] = [];
  const known: number[] = [];
  const last = Math.min(count, mostRows, rows.length);
  for (let i = 0; i + 1 < last; i++) {
    const [y, next] = [rows[i]!, rows[i + 1]!];
    if ([...y, ...next].some(Number.isNaN)) return undefined;
    const span = times[i + 1]! - times[i]!;
    const step = reference.measured(y, [span]);
    if (isFailure(step)) break;
    rates.push(next.map((x, c) => (x - step.points[0]![c]!) / span));
    known.push((step.errors[0]! + errors[i]! + errors[i + 1]!) / span);
  }
  const noise = held.columns.map((_, c) => successiveDeviation(rates.map((rate) => rate[c]!)));
  for (const [i, rate] of rates.entries()) {
    const beyond = rate.map((x, c) => Math.max(0, Math.abs(x) - known[i]!) / noise[c]!);
    const deviations = Math.max(...beyond.map((x) => (Number.isNaN(x) ? 0 : x)));
    if (deviations <= sharpness) continue;
    const c = beyond.indexOf(deviations);
    const span = times[i + 1]! - times[i]!;
    return {
      run: name,
      column: held.columns[c]!.label,
      from: origin + times[i]!,
      to: origin + times[i + 1]!,
      mean: rate[c]! * span,
      standardError: noise[c]! * span,
      deviations,
    };
  }
  return undefined;
}
