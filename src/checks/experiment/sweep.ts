/**
 * Quantities of whole runs against a parameter, or against a quantity of the start.
 *
 * A quantity over the randomness (a probability, a median) is one number with the interval that it
 * is in with 95 % confidence. Any other is looked at in every run: `points` draws each, `line` their
 * median.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsStatistic } from "../../model/expression/mentions.ts";
import type { Experiment } from "../../model/spec.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import { type Case, failureText, simulationAt } from "../cases/case.ts";
import { kept, keptError, type Series, type SeriesPoint } from "../judge/figure.ts";
import { stateless } from "../observables/environment.ts";
import { overEnsemble } from "../observables/over-randomness.ts";
import { along, labelOf, lettered, stepOf } from "./look.ts";
import { type ExperimentRun, experimentRun, startsOfRun } from "./runs.ts";
import type { ExperimentCase } from "./settings.ts";
import { middle } from "./spread.ts";
import { type Drawn, placeOf } from "./trajectories.ts";

/** Starts of an ensemble where the experiment does not say how many. */
const usualEnsemble = 200;

/** What one setting adds to the picture: a point, or several, for each curve. */
export function atSetting(experiment: Experiment, setting: ExperimentCase): Drawn {
  const { at } = setting;
  const missing: { at: string; reason: string }[] = [];
  const report = (run: number, why: Failure | string): void => {
    const reason = typeof why === "string" ? why : failureText(why);
    missing.push({
      at: `${at.key}, ${placeOf({ ...setting, panel: "", series: "" }, run)}`,
      reason,
    });
  };
  const isRandom = experiment.y.some(mentionsStatistic);
  const count = isRandom ? 1 : experiment.runs;
  const found = new Map<string, { readonly head: Omit<Series, "points">; values: SeriesPoint[] }>();
  const put = (label: string, isOverlay: boolean, point: SeriesPoint): void => {
    const key = `${isOverlay} ${label}`;
    const isPoints = experiment.mark === "points" && !isOverlay;
    const head: Omit<Series, "points"> = {
      label,
      ...(setting.colour !== undefined && { colour: setting.colour }),
      style: isPoints ? "points" : "line",
      role: isOverlay ? "overlay" : "observed",
    };
    const known = found.get(key) ?? { head, values: [] };
    known.values.push(point);
    found.set(key, known);
  };
  for (let run = 1; run <= count; run++) {
    const made = needsRuns(experiment) ? experimentRun(at, run) : undefined;
    if (typeof made === "string") {
      report(run, made);
      continue;
    }
    const here = environmentOf(experiment, at, made);
    for (const [exprs, isOverlay] of [
      [experiment.y, false],
      [run === 1 ? experiment.overlay : [], true],
    ] as const) {
      for (const one of exprs) {
        const known = (e: Expression): boolean => !isFailure(evaluateNumber(e, here));
        const declared = new Set(experiment.parameters.keys());
        for (const { label, expressions } of lettered(
          [at.close(experiment.x), at.close(one)],
          declared,
          known,
        )) {
          const [x, y] = expressions.map((e) => evaluateNumber(e, here));
          if (x === undefined || y === undefined) continue;
          const bad = isFailure(x) ? x : isFailure(y) ? y : undefined;
          if (bad !== undefined) report(run, bad);
          if (isFailure(x) || isFailure(y)) continue;
          const own = isOverlay ? "" : setting.series;
          const name = labelOf(one, exprs.length > 1 || isOverlay, own, label);
          put(name, isOverlay, pointOf(x, y, isRandom && !isOverlay, rangeOf(one)));
        }
      }
    }
  }
  const series = [...found.values()].map(({ head, values }): Series => {
    const isEach = head.style === "points" || new Set(values.map(({ x }) => x)).size > 1;
    return { ...head, points: isEach ? values : [middle(values)] };
  });
  return { series, missing };
}

/** Whether anything is asked of single runs. */
const needsRuns = ({ x, y, overlay }: Experiment): boolean =>
  ![x, ...y, ...overlay].some(mentionsStatistic);

function environmentOf(
  { runs }: Experiment,
  at: Case,
  run: ExperimentRun | undefined,
): Environment {
  if (run !== undefined) return along(at, run.simulation, run.path, stepOf(at));
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return stateless(at, simulation);
  const size = runs > 1 ? runs : usualEnsemble;
  const starts = startsOfRun(at, simulation, 1);
  const ensemble = { size, isBatch: false, isDrawn: true };
  return overEnsemble(
    { simulation, starts, ...ensemble },
    stateless(at, simulation, undefined, ensemble),
  );
}

/** Where the values of an expression lie, as far as its outermost function says. */
const rangeOf = (e: Expression): readonly [number, number] =>
  e.kind === "call" && e.name === "probability" ? [0, 1] : [-Infinity, Infinity];

function pointOf(
  x: Measured,
  y: Measured,
  isInterval: boolean,
  [least, most]: readonly [number, number],
): SeriesPoint {
  const { value, error } = y;
  const place = { x: kept(x.value), y: kept(value) };
  if (!(error > 0) || !Number.isFinite(error)) return place;
  if (isInterval) {
    const [low, high] = [Math.max(least, value - error), Math.min(most, value + error)];
    return { ...place, low: kept(low), high: kept(high) };
  }
  return { ...place, error: keptError(error) };
}
