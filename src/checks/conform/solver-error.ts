/**
 * What a run follows but for the error of its solver.
 *
 * What a solver errs by is nowhere in its rows: a program that follows a flow with steps of its own
 * must state it, and no verdict guesses it. It must not hide what the run does, though: another
 * speed or link that leaves next to nothing of the gap is named with what it leaves; and the error
 * that would do is named where the wrong flows stay refuted with it, so that stating it leaves the
 * run something to say.
 */
import type { PathFit } from "./follow-path.ts";
import { pooled, type Tested, testedSeries } from "./tested-series.ts";

/** Another prediction explains a run if it leaves at most this part of the gap. */
const leftOver = 1 / 10;

/** A prediction that a run follows, within an error that may be 0. */
export interface Within {
  readonly error: number;
  readonly chance: number;
}

/** How well another prediction explains a run; `undefined` where it does not. */
export function explainedBy(other: PathFit, predicted: PathFit): Within | undefined {
  const { departure, windows, chance } = other.tested;
  if (windows === 0) return undefined;
  if (departure === undefined) return { error: 0, chance };
  const error = roundedUp(largestGap(other));
  if (!(error <= leftOver * largestGap(predicted))) return undefined;
  const tested = withError(other, error);
  return tested.departure === undefined ? { error, chance: tested.chance } : undefined;
}

/** `, to within 6e-9`; nothing without an error. */
export const withinText = ({ error }: Within): string => (error > 0 ? `, to within ${error}` : "");

/** What to state; `undefined` where no error of one digit would tell the run from wrong flows. */
export function solverError(predicted: PathFit, wrong: readonly PathFit[]): string | undefined {
  const error = roundedUp(largestGap(predicted));
  if (!(error > 0) || withError(predicted, error).departure !== undefined) return undefined;
  if (wrong.some((fit) => withError(fit, error).departure === undefined)) return undefined;
  return (
    `no row is off by more than ${error}, and wrong speeds are off by more: if its solver errs by ` +
    `that, state it (--error ${error}, or "error" on its first line)`
  );
}

const largestGap = ({ series }: PathFit): number =>
  Math.max(...series.flatMap(({ differences }) => differences.map(Math.abs)));

/** The same fit, tested as if every row stated this error too. */
function withError({ series }: PathFit, error: number): Tested {
  const stated = series.map((one) => ({
    ...one,
    errors: one.errors.map((known) => known + error),
  }));
  return testedSeries([...stated, ...pooled(stated)]);
}

/** To one digit. */
function roundedUp(x: number): number {
  const unit = 10 ** Math.floor(Math.log10(x));
  return Number((Math.ceil(x / unit) * unit).toPrecision(1));
}
