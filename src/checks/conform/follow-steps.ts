/**
 * A run whose steps draw samples, held against its mean, row by row.
 *
 * The state at a row is data: what the next row shows beyond the predicted state there,
 * e_i = y_{i+1} - P(y_i), has mean zero whatever the noise of the steps, and the e_i do not know of
 * each other. P is the descent with the same step on the population, with one correction: dividing
 * a noisy step by its length shrinks the overlaps by a factor 1 - delta, delta about h^2 d / (2 B)
 * for gradients of order one. delta is measured by steps of the numeric witness with the same step,
 * batch and dimension, from states of the run itself.
 */
import { isFailure } from "../../numeric/failure.ts";
import { randomStream } from "../../numeric/random/stream.ts";
import type { StateRun } from "./follow-path.ts";
import type { Held, Reference } from "./reference.ts";
import type { StepBending } from "./step-bending.ts";
import type { Series } from "./tested-series.ts";

export interface StepSeries {
  /** For each column, and along the motion that is predicted. */
  readonly series: readonly Series[];
  /** The predicted motion of each row, in the same order as the series. */
  readonly motions: readonly (readonly number[])[];
  /** Why the effect of fresh samples is not known, if it is not. */
  readonly doubt?: string;
}

/** Rows that are looked at: of longer runs every second, every third, ... */
const mostRows = 400;
/** Steps of the numeric witness that are drawn for a run. */
const mostDraws = 800;

/** The name of the series along the motion that is predicted. */
export const alongMotion = "along the motion";

/** What every row shows beyond the row before; or why it cannot be said. */
export function stepSeries(
  held: Held,
  reference: Reference,
  run: StateRun,
  seed: number,
): StepSeries | string {
  const recorded = run.rows.flatMap((row, i) => (row.some(Number.isNaN) ? [] : [i]));
  const stride = Math.ceil(recorded.length / mostRows);
  const complete = recorded.filter((_, i) => i % stride === 0);
  const rows = complete.map((i) => run.rows[i]!);
  const times = complete.map((i) => run.times[i]!);
  const random = randomStream(`${seed} ${run.name}`, "conform", "steps");
  const draws = Math.ceil(mostDraws / rows.length);
  let doubt = held.bending === undefined && held.batch !== undefined ? unknownBending : undefined;
  const differences: number[][] = [];
  const motions: number[][] = [];
  const errors: number[] = [];
  for (let i = 0; i + 1 < rows.length; i++) {
    const [y, next] = [rows[i]!, rows[i + 1]!];
    const path = reference.follow(y, [times[i + 1]! - times[i]!]);
    if (isFailure(path)) return `no state is predicted after t=${times[i]}: ${path.detail}`;
    const steps = held.step === undefined ? 0 : (times[i + 1]! - times[i]!) / held.step;
    const bent = held.bending?.(y, random, draws);
    if (isFailure(bent)) doubt ??= `no steps could be drawn at row ${i + 1}: ${bent.detail}`;
    const { delta, rest } = bent === undefined || isFailure(bent) ? unbent : bent;
    const predicted = path[0]!.map((x, c) =>
      held.columns[c]!.name === "u" ? x * (1 - delta) ** steps + steps * (rest[c] ?? 0) : x,
    );
    differences.push(next.map((x, c) => x - predicted[c]!));
    // Of the population alone: what is drawn is in the difference, and must not weigh it.
    motions.push(path[0]!.map((x, c) => x - y[c]!));
    errors.push(run.errors[complete[i]!]! + run.errors[complete[i + 1]!]!);
  }
  // Wrong by a factor, the rows differ by a multiple of the motion: that sum tells it best. The
  // weights know of the rows before alone; weights by the noise would know of the differences.
  const weighed = (e: readonly number[], motion: readonly number[]): number =>
    e.reduce((sum, x, c) => sum + x * motion[c]!, 0);
  const common = { run: run.name, times: times.map((t) => run.origin + t), errors };
  return {
    series: [
      ...held.columns.map(({ label }, c) => ({
        ...common,
        column: label,
        differences: differences.map((e) => e[c]!),
      })),
      {
        ...common,
        column: alongMotion,
        differences: differences.map((e, i) => weighed(e, motions[i]!)),
        errors: motions.map((motion, i) => errors[i]! * weighed(motion.map(Math.sign), motion)),
      },
    ],
    motions: [
      ...held.columns.map((_, c) => motions.map((motion) => motion[c]!)),
      motions.map((motion) => weighed(motion, motion)),
    ],
    ...(doubt !== undefined && { doubt }),
  };
}

const unbent: StepBending = { delta: 0, rest: [] };
const unknownBending = "what fresh samples do to the mean is known on the sphere alone";
