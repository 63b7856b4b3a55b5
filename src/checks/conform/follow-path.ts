/**
 * A run of dynamics without chance, held against the path from its own start.
 *
 * Rows are the path and noise of the row: y_i = phi(t_i; theta) + eps_i. The start theta is fitted
 * to the rows, since the first of them is as noisy as the others, and the residuals are tested for
 * a mean. Where the whole run does not follow, shorter and shorter parts from its start are fitted,
 * down to the first that does not: a misfit at the end then does not spoil the beginning.
 */
import { isFailure } from "../../numeric/failure.ts";
import { type Fit, leastSquares } from "../../numeric/statistics/least-squares.ts";
import { firstStepOff } from "./first-steps.ts";
import type { Held, Reference } from "./reference.ts";
import type { RecordedRun, RunTable } from "./run-table.ts";
import { type Departure, pooled, type Series, type Tested, testedSeries } from "./tested-series.ts";

/** A run as the reference sees it: a column for each entry of the state, NaN where not recorded. */
export interface StateRun {
  readonly name: string;
  /** The time of its first row; times count from there. */
  readonly origin: number;
  readonly times: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly errors: readonly number[];
}

/** The columns of the state of a run, in the order of the reference. */
export function stateRun({ columns }: Held, table: RunTable, run: RecordedRun): StateRun {
  const [first = 0] = run.times;
  const alias = (label: string): readonly string[] =>
    label === "u[1]" && columns.filter(({ name }) => name === "u").length === 1
      ? ["u[1]", "m"]
      : [label];
  const places = columns.map(({ label }) =>
    table.columns.findIndex((column) => alias(label).includes(column.label)),
  );
  return {
    name: run.name,
    origin: first,
    errors: run.errors,
    times: run.times.map((t) => t - first),
    rows: run.rows.map((row) => places.map((place) => (place < 0 ? Number.NaN : row[place]!))),
  };
}

/** Parts of runs that were fitted. */
export interface PathFit {
  readonly tested: Tested;
  readonly series: readonly Series[];
  readonly fits: readonly Fit[];
}

export interface PathProblem {
  readonly held: Held;
  readonly reference: Reference;
  readonly runs: readonly StateRun[];
  /** A start for entries that the run does not record. */
  readonly guess: readonly number[];
}

/** The runs held against the path at a speed; `undefined` where there is no path. */
export function fittedPaths(
  problem: PathProblem,
  speed: number | "fitted",
  rows?: number,
): PathFit | undefined {
  const series: Series[] = [];
  const fits: Fit[] = [];
  for (const run of problem.runs) {
    const found = fittedPath(problem, run, speed, rows ?? run.times.length);
    if (found === undefined) return undefined;
    series.push(...found.series);
    fits.push(found.fit);
  }
  return { tested: testedSeries([...series, ...pooled(series)]), series, fits };
}

function fittedPath(
  { held, reference, guess }: PathProblem,
  run: StateRun,
  speed: number | "fitted",
  count: number,
): { readonly series: readonly Series[]; readonly fit: Fit } | undefined {
  const [times, rows] = [run.times.slice(0, count), run.rows.slice(0, count)];
  const start = (rows[0] ?? []).map((x, c) => (Number.isNaN(x) ? guess[c]! : x));
  const n = start.length;
  const pathAt = (parameters: readonly number[]) =>
    reference.follow(parameters.slice(0, n), times, speed === "fitted" ? parameters[n]! : speed);
  const residualsAt = (parameters: readonly number[]): readonly number[] | undefined => {
    const path = pathAt(parameters);
    if (isFailure(path) || path.length < times.length) return undefined;
    return rows.flatMap((row, i) => row.map((x, c) => (Number.isNaN(x) ? 0 : x - path[i]![c]!)));
  };
  const fits = (speed === "fitted" ? [1, 2, 0.5, 0, -1] : [undefined]).flatMap((c) => {
    const fit = leastSquares(residualsAt, c === undefined ? start : [...start, c]);
    return fit === undefined ? [] : [fit];
  });
  const [fit] = fits.sort((a, b) => squares(a.residuals) - squares(b.residuals));
  if (fit === undefined) return undefined;
  const known = speed === 1 ? reference.measured(fit.parameters, times) : undefined;
  const integration =
    known === undefined || isFailure(known) ? times.map(() => 2 ** -44) : known.errors;
  const series = held.columns.flatMap(({ label }, c): readonly Series[] => {
    const kept = rows.flatMap((row, i) => (Number.isNaN(row[c]) ? [] : [i]));
    if (kept.length === 0) return [];
    return [
      {
        run: run.name,
        column: label,
        times: [kept[0]!, ...kept].map((i) => run.origin + times[i]!),
        differences: kept.map((i) => fit.residuals[i * n + c]!),
        errors: kept.map((i) => integration[i]! + run.errors[i]!),
      },
    ];
  });
  return { series, fit };
}

const squares = (x: readonly number[]): number => x.reduce((total, a) => total + a * a, 0);

/** Where a run leaves, and the residuals of its rows up to there. */
export interface Left {
  readonly departure: Departure;
  readonly series: readonly Series[];
}

/**
 * The shortest part from the start that does not follow, by halving: its last row is where the run
 * leaves. Parts of few rows cannot be told from their fits, and follow, unless row by row they are
 * not what is predicted.
 */
export function firstDeparture(problem: PathProblem, whole: PathFit): Left | undefined {
  let found: Pick<PathFit, "tested" | "series"> = whole;
  const [longest] = [...problem.runs].sort((a, b) => b.times.length - a.times.length);
  if (longest === undefined || found.tested.strongest === undefined) return undefined;
  let [follows, leaves] = [0, longest.times.length];
  while (leaves - follows > 1) {
    const middle = (follows + leaves) >> 1;
    const part = fittedPaths(problem, 1, middle);
    if (part?.tested.departure === undefined) follows = middle;
    else [leaves, found] = [middle, part];
  }
  const { strongest } = found.tested;
  const run = problem.runs.find(({ name }) => name === strongest?.run) ?? longest;
  const timeAt = (rows: number): number =>
    run.origin + (run.times[Math.min(rows, run.times.length) - 1] ?? 0);
  if (strongest === undefined) return undefined;
  const from = leaves <= leastRows ? run.origin : timeAt(follows);
  const seen = { ...strongest, from, to: timeAt(leaves) };
  const early = firstStepOff(problem, run, leaves);
  const isEarlier = early !== undefined && early.from < from;
  return { departure: isEarlier ? early : seen, series: found.series };
}

/** Parts that are shorter are not tested. */
const leastRows = 6;
