/**
 * Quantities against time, and trajectories in a plane of two quantities.
 *
 * Runs of one setting are looked at at the same times, so that at each of them the middle of the
 * runs is their median, and the interval the middle half of them.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import type { Experiment } from "../../model/spec.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { Case } from "../cases/case.ts";
import { kept, keptError, type Series, type SeriesPoint } from "../judge/figure.ts";
import { along, type Lettered, labelOf, lettered, stepOf } from "./look.ts";
import { type ExperimentRun, experimentRun } from "./runs.ts";
import type { ExperimentCase } from "./settings.ts";
import { middle } from "./spread.ts";
import { walksOf } from "./walk.ts";

export interface Drawn {
  readonly series: readonly Series[];
  readonly missing: readonly { readonly at: string; readonly reason: string }[];
}

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
  const step = stepOf(at);
  const { times, moments: seen } = walksOf(
    experiment,
    at,
    runs.map(({ path }) => path),
  );
  const walks = runs.map((run, i) => {
    const walked = seen[i] ?? [];
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
    const [moments = []] = walksOf(experiment, at, [run.path]).moments;
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
