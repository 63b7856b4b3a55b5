/**
 * Quantities against time, and trajectories in a plane of two quantities.
 *
 * Runs of one setting are looked at at the same times, so that at each of them the middle of the
 * runs is their median, and the interval the middle half of them.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import type { Experiment } from "../../model/spec.ts";
import type { Moment, Path } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { minus, norm } from "../../numeric/vectors.ts";
import { type Case, failureText } from "../cases/case.ts";
import { kept, keptError, type Series, type SeriesPoint } from "../judge/figure.ts";
import { along, type Lettered, labelOf, lettered, stepOf } from "./look.ts";
import { type ExperimentRun, experimentRun } from "./runs.ts";
import type { ExperimentCase } from "./settings.ts";
import { middle } from "./spread.ts";

export interface Drawn {
  readonly series: readonly Series[];
  readonly missing: readonly { readonly at: string; readonly reason: string }[];
}

/** Times at which a run is looked at. */
const looks = 81;
/** The first time on a logarithmic axis is the last one divided by this. */
const decades = 1e4;

/** Curves against the clock. */
export function againstTime(experiment: Experiment, setting: ExperimentCase): Drawn {
  const { at } = setting;
  const runs: ExperimentRun[] = [];
  const missing: { at: string; reason: string }[] = [];
  for (let run = 1; run <= experiment.runs; run++) {
    const made = experimentRun(at, run);
    if (typeof made === "string") missing.push({ at: placeOf(setting, run), reason: made });
    else runs.push(made);
  }
  const times = commonTimes(experiment, at, runs);
  const step = stepOf(at);
  const walks = runs.map((run, i) => {
    const walked = momentsAt(run.path, times);
    if (typeof walked !== "string") return { run, moments: walked };
    missing.push({ at: placeOf(setting, i + 1), reason: walked });
    return { run, moments: [] };
  });
  const first = runs[0];
  if (first === undefined) return { series: [], missing };
  const drawn = curvesOf(experiment, at, first, step);
  const several = experiment.y.length > 1;
  const series = drawn.flatMap(({ label, expressions: [x, ...ys], isOverlay }): Series[] =>
    ys.map((y): Series => {
      const points = times.flatMap((_, i): SeriesPoint[] => {
        const values = walks.flatMap(({ run, moments }) => {
          const moment = moments[i];
          if (moment === undefined || x === undefined) return [];
          const here = along(at, run.simulation, run.path, step, moment);
          const value = pointAt(x, y, here);
          return value === undefined ? [] : [value];
        });
        return values.length === 0 ? [] : [middle(values)];
      });
      return {
        label: labelOf(y, several || isOverlay, isOverlay ? "" : setting.series, label),
        ...(setting.colour !== undefined && { colour: setting.colour }),
        style: experiment.mark === "points" ? "points" : "line",
        role: isOverlay ? "overlay" : "observed",
        points,
      };
    }),
  );
  const empty = series.filter(({ points }) => points.length === 0 && walks.length > 0);
  const reason = `no value of ${experiment.y.map((y) => formatExpression(y)).join(", ")} against ${formatExpression(experiment.x)}`;
  if (empty.length > 0) missing.push({ at: placeOf(setting, 1), reason });
  return { series: series.filter(({ points }) => points.length > 0), missing };
}

/** Trajectories in the plane: one for each run, and each value of the letters. */
export function inPlane(experiment: Experiment, setting: ExperimentCase): Drawn {
  const { at } = setting;
  const series: Series[] = [];
  const missing: { at: string; reason: string }[] = [];
  for (let number = 1; number <= experiment.runs; number++) {
    const run = experimentRun(at, number);
    if (typeof run === "string") {
      missing.push({ at: placeOf(setting, number), reason: run });
      continue;
    }
    const moments = momentsAt(run.path, commonTimes(experiment, at, [run]));
    if (typeof moments === "string") {
      missing.push({ at: placeOf(setting, number), reason: moments });
      continue;
    }
    const step = stepOf(at);
    for (const { label, expressions, isOverlay } of curvesOf(experiment, at, run, step)) {
      const [x, ...ys] = expressions;
      if (x === undefined || isOverlay) continue;
      for (const y of ys) {
        const points = moments.flatMap((moment): SeriesPoint[] => {
          const here = along(at, run.simulation, run.path, step, moment);
          const value = pointAt(x, y, here);
          return value === undefined ? [] : [middle([value])];
        });
        const runLabel = experiment.runs > 1 ? `run ${number}` : "";
        series.push({
          label: labelOf(y, experiment.y.length > 1, setting.series, label, runLabel),
          ...(setting.colour !== undefined && { colour: setting.colour }),
          style: experiment.mark === "points" ? "points" : "line",
          role: "observed",
          points,
        });
      }
    }
  }
  return { series, missing };
}

interface Curve extends Lettered {
  readonly isOverlay: boolean;
}

/** x and all y at every value of their letters; then x and what is laid on top. */
function curvesOf(
  { x, y, overlay, parameters }: Experiment,
  at: Case,
  { simulation, path }: ExperimentRun,
  step: number | undefined,
): readonly Curve[] {
  const here = along(at, simulation, path, step, path.start);
  const isKnown = (e: Expression): boolean => !isFailure(evaluateNumber(e, here));
  const closed = (all: readonly Expression[]): readonly Expression[] => all.map((e) => at.close(e));
  const declared = new Set(parameters.keys());
  const curves = lettered(closed([x, ...y]), declared, isKnown);
  const above = overlay.length === 0 ? [] : lettered(closed([x, ...overlay]), declared, isKnown);
  return [
    ...curves.map((curve) => ({ ...curve, isOverlay: false })),
    ...above.map((curve) => ({ ...curve, isOverlay: true })),
  ];
}

/** A run is over where twice the time moves its state by less than this. */
const stillness = 0.01;
/** The time is doubled this often at most. */
const mostDoublings = 2;

/**
 * The time at which a run is over: slow moments on the way, plateaus and saddles, do not count.
 */
function endOf(path: Path): number {
  let end = path.times(looks).at(-1) ?? 0;
  for (let i = 0; i < mostDoublings; i++) {
    const moments = path.at([end, 2 * end]);
    if (isFailure(moments)) return end;
    const [before, after] = moments;
    if (before === undefined || after === undefined) return end;
    const moved = norm(minus(after.w, before.w));
    if (moved <= stillness * norm(before.w)) return end;
    end *= 2;
  }
  return end;
}

/** Times up to where the last of the runs is over. */
function commonTimes(
  { scale }: Experiment,
  at: Case,
  runs: readonly ExperimentRun[],
): readonly number[] {
  const ends = runs.map(({ path }) => endOf(path));
  const end = Math.max(...ends, 0);
  const step = stepOf(at);
  const even = (i: number): number => (end * i) / (looks - 1);
  const first = step ?? end / decades;
  const spread = (i: number): number => first * (end / first) ** (i / (looks - 1));
  const times = Array.from({ length: looks }, (_, i) => (scale.x === "log" ? spread(i) : even(i)));
  const rounded = step === undefined ? times : times.map((t) => Math.round(t / step) * step);
  return [...new Set(rounded)];
}

/** States at the times; where a run does not last that long, those that it reaches. */
function momentsAt(path: Path, times: readonly number[]): readonly Moment[] | string {
  const later = times.filter((t) => t > 0);
  const moments = path.at(later);
  const before = times.length > later.length ? [path.start] : [];
  return isFailure(moments) ? failureText(moments) : [...before, ...moments];
}

function pointAt(x: Expression, y: Expression, here: Environment): SeriesPoint | undefined {
  const [a, b] = [evaluateNumber(x, here), evaluateNumber(y, here)];
  if (isFailure(a) || isFailure(b) || !Number.isFinite(a.value + b.value)) return undefined;
  return {
    x: kept(a.value),
    y: kept(b.value),
    ...(b.error > 0 && Number.isFinite(b.error) && { error: keptError(b.error) }),
  };
}

/** `beta=1/5, run 2`. */
export const placeOf = ({ panel, series }: ExperimentCase, run: number): string =>
  [panel, series, `run ${run}`].filter((part) => part !== "").join(", ");
