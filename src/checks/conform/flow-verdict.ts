/**
 * Whether runs follow the dynamics that they are held against, and what they do instead.
 */

import type { Spec } from "../../model/spec.ts";
import { successiveDeviation } from "../../numeric/statistics/drift.ts";
import type { ChosenSetting } from "../cases/chosen-setting.ts";
import { failureSignatures } from "../failure-signatures.ts";
import type { Conformance } from "./conformance.ts";
import { firstDeparture, fittedPaths, type PathFit, type PathProblem } from "./follow-path.ts";
import { alongMotion, type StepSeries, stepSeries } from "./follow-steps.ts";
import type { RunTable } from "./run-table.ts";
import {
  beyondSphere,
  type Explanation,
  inOrder,
  isFollowed,
  oscillation,
  otherLink,
  rowSteps,
  speedText,
  wandering,
} from "./signatures.ts";
import { explainedBy, solverError, withinText } from "./solver-error.ts";
import { pooled, type Series, type Tested, testedSeries } from "./tested-series.ts";

/** Wrong versions of the flow that the same runs must refute. */
const twins = [
  { label: "twice the speed", speed: 2 },
  { label: "half the speed", speed: 0.5 },
  { label: "the reverse flow", speed: -1 },
  { label: "no motion", speed: 0 },
] as const;

export type FlowVerdict = Pick<
  Conformance,
  "verdict" | "reason" | "departure" | "signatures" | "speed" | "noise" | "twins"
>;

/** A verdict that says nothing, and why. */
export const undecided = (reason: string, more: Partial<FlowVerdict> = {}): FlowVerdict => ({
  verdict: "undecided",
  reason,
  signatures: [],
  noise: [],
  twins: [],
  ...more,
});

/** Of dynamics without chance. */
export function alongPath(
  spec: Spec,
  chosen: ChosenSetting,
  table: RunTable,
  problem: PathProblem,
  seed: number,
): FlowVerdict {
  const whole = fittedPaths(problem, 1);
  if (whole === undefined) return undecided("no path is predicted from the start of a run");
  if (whole.tested.windows === 0) return undecided("fewer than six rows in every run");
  const noise = noiseOf(whole.series);
  const wrong = twins.flatMap(({ label, speed }) => {
    const fit = fittedPaths(problem, speed);
    return fit === undefined ? [] : [{ label, fit }];
  });
  const tried = wrong.map(({ label, fit }) => ({
    label,
    refuted: fit.tested.departure !== undefined,
  }));
  const speed =
    problem.reference.name === "derived" ? fittedSpeed(problem, whole, noise) : undefined;
  const isOff = whole.tested.departure !== undefined;
  const told = isOff && speed?.explains === undefined ? undefined : speed?.measured;
  const common = { noise, twins: tried, ...(told && { speed: told }) };
  if (whole.tested.departure === undefined) {
    const survivor = tried.find(({ refuted }) => !refuted);
    if (survivor === undefined) return { ...common, verdict: "conforms", signatures: [] };
    const reason = `the runs cannot tell the flow from ${survivor.label}: they are too short or too noisy`;
    return undecided(reason, common);
  }
  const left = firstDeparture(problem, whole);
  const largest = Math.max(0, ...noiseOf(left?.series ?? []).map(({ deviation }) => deviation));
  const explained = inOrder([
    speed?.explains,
    otherLink(spec, chosen, table.facts, (held, reference) => {
      const fit = fittedPaths({ ...problem, held, reference }, 1);
      return fit && explainedBy(fit, whole);
    }),
  ]);
  const names = [
    ...explained,
    beyondSphere(problem.held, problem.runs, largest),
    ...problem.runs.map(oscillation),
    rowSteps(spec, chosen, table.facts, problem),
    wandering(problem, seed),
    ...problem.runs.flatMap(({ rows }) =>
      failureSignatures({ names: problem.held.columns.map(({ label }) => label), rows }),
    ),
  ].filter((name) => name !== undefined);
  const seen = left?.departure ?? whole.tested.departure;
  // What explains the whole run is there from its first row on, however late it shows.
  const origin = problem.runs.find(({ name }) => name === seen.run)?.origin;
  const isFromStart = explained.length > 0 && origin !== undefined;
  const departure = isFromStart ? { ...seen, from: origin } : seen;
  // What a solver errs by is there from the first row on.
  const advice =
    names.length === 0 && seen.from === origin
      ? solverError(
          whole,
          wrong.map(({ fit }) => fit),
        )
      : undefined;
  return {
    ...common,
    verdict: "departs",
    departure,
    signatures: [...new Set(names), ...(advice === undefined ? [] : [advice])],
  };
}

/** The speed that fits best, and whether a run at that speed follows. */
function fittedSpeed(
  problem: PathProblem,
  predicted: PathFit,
  noise: FlowVerdict["noise"],
):
  | { readonly measured: { value: number; error: number }; readonly explains?: Explanation }
  | undefined {
  const fit = fittedPaths(problem, "fitted");
  if (fit === undefined) return undefined;
  const n = problem.held.columns.length;
  const variance = noise.reduce((sum, { deviation }) => sum + deviation ** 2, 0) / noise.length;
  const values = fit.fits.map(({ parameters }) => parameters[n]!);
  const weights = fit.fits.map(({ inverse }) => inverse[n]?.[n] ?? Number.POSITIVE_INFINITY);
  const value = values.reduce((sum, x) => sum + x, 0) / values.length;
  const error = Math.sqrt(variance * weights.reduce((sum, x) => sum + x, 0)) / values.length;
  const within = explainedBy(fit, predicted);
  const explains = within && { text: speedText(value) + withinText(within), ...within };
  return { measured: { value, error }, ...(explains && { explains }) };
}

/** Of dynamics whose steps draw samples. */
export function stepByStep(
  spec: Spec,
  chosen: ChosenSetting,
  table: RunTable,
  { held, reference, runs }: PathProblem,
  seed: number,
): FlowVerdict {
  const found: StepSeries[] = [];
  for (const run of runs) {
    const series = stepSeries(held, reference, run, seed);
    if (typeof series === "string") return undecided(series);
    found.push(series);
  }
  const all = found.flatMap(({ series }) => series);
  const motions = found.flatMap((one) => one.motions);
  const atSpeed = (speed: number): Tested => {
    const moved = all.map((one, i) => ({
      ...one,
      differences: one.differences.map((e, l) => e - (speed - 1) * motions[i]![l]!),
    }));
    return testedSeries([...moved, ...pooled(moved)]);
  };
  const whole = atSpeed(1);
  const noise = noiseOf(all.filter(({ column }) => column !== alongMotion));
  if (whole.windows === 0) return undecided("fewer than seven rows in every run", { noise });
  const speed = regressedSpeed(all, motions);
  const tried = twins.map(({ label, speed: wrong }) => ({
    label,
    refuted: atSpeed(wrong).departure !== undefined,
  }));
  const common = { noise, twins: tried, speed };
  // States of SGD are known without noise, but for what the run states.
  const outside = beyondSphere(held, runs, Math.max(0, ...runs.flatMap(({ errors }) => errors)));
  if (outside !== undefined) {
    const { departure } = whole;
    return {
      noise,
      twins: tried,
      verdict: "departs",
      signatures: [outside],
      ...(departure && { departure }),
    };
  }
  if (whole.departure !== undefined) {
    const doubt = found.find((one) => one.doubt !== undefined)?.doubt;
    if (doubt !== undefined) return undecided(doubt, common);
    const link = otherLink(spec, chosen, table.facts, (other, its) => {
      const series = runs.map((run) => stepSeries(other, its, run, seed));
      const known = series.flatMap((one) => (typeof one === "string" ? [] : one.series));
      const tested = testedSeries([...known, ...pooled(known)]);
      return isFollowed(tested) ? { error: 0, chance: tested.chance } : undefined;
    });
    const there = atSpeed(speed.value);
    const explains = isFollowed(there)
      ? { text: speedText(speed.value), error: 0, chance: there.chance }
      : undefined;
    const signatures = inOrder([explains, link]);
    return {
      noise,
      twins: tried,
      ...(explains && { speed }),
      verdict: "departs",
      departure: whole.departure,
      signatures,
    };
  }
  const survivor = tried.find(({ refuted }) => !refuted);
  if (survivor === undefined) return { ...common, verdict: "conforms", signatures: [] };
  return undecided(`the runs cannot tell the dynamics from ${survivor.label}`, common);
}

/**
 * 1 + sum e D / sum D^2 over all rows, with its standard error from the noise of the rows.
 */
function regressedSpeed(
  series: readonly Series[],
  motions: readonly (readonly number[])[],
): { readonly value: number; readonly error: number } {
  let [both, own, variance] = [0, 0, 0];
  series.forEach(({ column, differences }, i) => {
    if (column !== alongMotion) return;
    both += differences.reduce((sum, x) => sum + x, 0);
    own += motions[i]!.reduce((sum, x) => sum + x, 0);
    variance += successiveDeviation(differences) ** 2 * differences.length;
  });
  return { value: 1 + both / own, error: Math.sqrt(variance) / own };
}

function noiseOf(series: readonly Series[]): FlowVerdict["noise"] {
  const columns = [...new Set(series.map(({ column }) => column))];
  return columns.map((column) => {
    const own = series
      .filter((one) => one.column === column)
      .map((s) => successiveDeviation(s.differences));
    const square = own.reduce((sum, x) => sum + x * x, 0) / own.length;
    return { column, deviation: Math.sqrt(square) };
  });
}
