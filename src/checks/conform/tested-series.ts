/**
 * Several series of differences held against 0 at one level of confidence for all of them.
 */
import { type DriftWindow, driftWindows } from "../../numeric/statistics/drift.ts";

/** What one column of one run shows beyond its prediction, row by row. */
export interface Series {
  /** Which run; `mean of 5 runs` where several are pooled. */
  readonly run: string;
  readonly column: string;
  /** Times at the ends of the rows: the i-th difference belongs to (times[i], times[i + 1]]. */
  readonly times: readonly number[];
  readonly differences: readonly number[];
  /** How far each difference may be off for known reasons. */
  readonly errors: readonly number[];
  /** Whether only a negative mean speaks against the prediction. */
  readonly isOneSided?: boolean;
}

/** Where a series is not what was predicted. */
export interface Departure {
  readonly run: string;
  readonly column: string;
  /** Until when it follows, and by when it does not. */
  readonly from: number;
  readonly to: number;
  /** Mean difference of the rows where it shows, and its standard error. */
  readonly mean: number;
  readonly standardError: number;
  readonly deviations: number;
}

export interface Tested {
  /** The departure whose window ends first; absent where there is none. */
  readonly departure?: Departure;
  /** The one of most standard errors. */
  readonly strongest?: Departure;
  /** The least chance of a window, times their number: how well the prediction fares. */
  readonly chance: number;
  /** Windows that were looked at; none where the series are too short. */
  readonly windows: number;
}

/** A right prediction is refuted with at most this probability, in all windows together. */
const confidence = 1e-6;

export function testedSeries(series: readonly Series[]): Tested {
  const all = series.flatMap((one) =>
    driftWindows(one.differences, allowanceOf(one.errors), one.isOneSided).map((window) => ({
      one,
      window,
    })),
  );
  const refuted = all.filter(({ window }) => window.chance * all.length < confidence);
  const [first] = refuted.sort((a, b) => endOf(a) - endOf(b) || lengthOf(a) - lengthOf(b));
  const windows = all.length;
  const chance = all.reduce((least, { window }) => Math.min(least, window.chance), 1) * windows;
  if (first === undefined) return { windows, chance };
  const strongest = refuted.reduce((a, b) => (b.window.chance < a.window.chance ? b : a));
  return {
    windows,
    chance,
    departure: departureOf(first.one, first.window),
    strongest: departureOf(strongest.one, strongest.window),
  };
}

type Found = { readonly one: Series; readonly window: DriftWindow };
const endOf = ({ one, window }: Found): number => one.times[window.to] ?? Number.POSITIVE_INFINITY;
const lengthOf = ({ window }: Found): number => window.to - window.from;

function departureOf({ run, column, times }: Series, window: DriftWindow): Departure {
  const rows = window.to - window.from;
  return {
    run,
    column,
    from: times[window.from]!,
    to: times[window.to]!,
    mean: window.drift / rows,
    standardError: window.standardError / rows,
    deviations: window.deviations,
  };
}

/** Known errors may all have one sign. */
function allowanceOf(errors: readonly number[]): (from: number, to: number) => number {
  const sums = [0];
  for (const error of errors) sums.push(sums[sums.length - 1]! + error);
  return (from, to) => sums[to]! - sums[from]!;
}

/** The mean of series of the same column at the same times; none where there is only one run. */
export function pooled(series: readonly Series[]): readonly Series[] {
  const byColumn = new Map<string, Series[]>();
  for (const one of series) byColumn.set(one.column, [...(byColumn.get(one.column) ?? []), one]);
  return [...byColumn].flatMap(([column, members]): readonly Series[] => {
    const [first, ...rest] = members;
    const isCommon = rest.every(
      ({ times }) =>
        times.length === first?.times.length && times.every((t, i) => t === first.times[i]),
    );
    if (first === undefined || rest.length === 0 || !isCommon) return [];
    const mean = (of: (one: Series) => readonly number[]): readonly number[] =>
      of(first).map((_, i) => members.reduce((sum, one) => sum + of(one)[i]!, 0) / members.length);
    return [
      {
        ...first,
        run: `mean of ${members.length} runs`,
        column,
        differences: mean(({ differences }) => differences),
        errors: mean(({ errors }) => errors),
      },
    ];
  });
}
