/**
 * Trajectories of a spec's model at chosen parameters: the defined flow, or the derived one.
 *
 * A run has its own stream of random numbers, named by the seed and its number, so any run can be
 * made again alone. The first columns are the time and how far the state may be off; the others are
 * the names of the language that the model has.
 */

import type { ModelInstance } from "../model/bind/instance.ts";
import type { Setting } from "../model/claim.ts";
import type { Spec } from "../model/spec.ts";
import { flowPath } from "../numeric/along/flow-path.ts";
import type { Moment, Path } from "../numeric/along/path.ts";
import { evaluateNumber } from "../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../numeric/failure.ts";
import type { VectorField } from "../numeric/integrate/tableau.ts";
import { trajectory } from "../numeric/integrate/two-tolerances.ts";
import { type RandomStream, randomStream } from "../numeric/random/stream.ts";
import { simulationOf } from "../numeric/simulate/families.ts";
import type { Simulation } from "../numeric/simulate/simulation.ts";
import { failureText, familiesOf } from "./cases/case.ts";
import { chosenInstance } from "./cases/chosen-instance.ts";
import { type Assignment, type ChosenSetting, chosenSetting } from "./cases/chosen-setting.ts";
import { derivedOverlapFlow } from "./derived-flow.ts";
import { failureSignatures } from "./failure-signatures.ts";
import { columnLabel, columnNames } from "./observables/state-columns.ts";

export interface SimulateOptions {
  readonly assignments: readonly Assignment[];
  readonly flow: "defined" | "derived";
  readonly seed: number;
  readonly runs: number;
  /** Until this time; until near rest if absent. */
  readonly until?: number;
}

export interface SimulatedColumn {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
}

export interface SimulatedRun {
  /** From 1. */
  readonly run: number;
  /** `reached-end`, or why rows are missing. */
  readonly status: string;
  readonly rows: readonly (readonly number[])[];
  /** What the run looks like, where that has a name. */
  readonly signatures: readonly string[];
}

export interface SimulatedSpec {
  readonly file: string;
  readonly title: string;
  readonly flow: SimulateOptions["flow"];
  readonly seed: number;
  readonly parameters: ReadonlyMap<string, string>;
  readonly columns: readonly SimulatedColumn[];
  readonly runs: readonly SimulatedRun[];
}

/** What is wrong with the request, one sentence each. */
export interface WrongRequest {
  readonly problems: readonly string[];
}

/** Rows of one run, and steps at its end that are looked at one by one. */
const [rowsOfRun, lateSteps] = [101, 250];

/** The runs that are asked for. */
export function simulateSpec(spec: Spec, options: SimulateOptions): SimulatedSpec | WrongRequest {
  if (spec.model === undefined) return wrong("expected a spec with a model, got a part of one.");
  const chosen = chosenSetting(spec, options.assignments);
  if ("problems" in chosen) return chosen;
  const runs: SimulatedRun[] = [];
  let columns: readonly SimulatedColumn[] = [];
  for (let run = 1; run <= options.runs; run++) {
    const random = randomStream(options.seed, "simulate", String(run));
    const made = oneRun(spec, chosen, options, random);
    if ("problems" in made) return made;
    columns = made.columns;
    const { status, rows, stepwise } = made;
    const names = columns.map(({ name }) => name);
    const signatures = failureSignatures({ names, rows, ...(stepwise && { stepwise }) });
    runs.push({ run, status, rows, signatures });
  }
  const { file, title } = spec;
  const { flow, seed } = options;
  return { file, title, flow, seed, parameters: chosen.written, columns, runs };
}

interface Made {
  readonly columns: readonly SimulatedColumn[];
  readonly status: string;
  readonly rows: readonly (readonly number[])[];
  /** The last rows, one step apart. */
  readonly stepwise?: readonly (readonly number[])[];
}

function oneRun(
  spec: Spec,
  chosen: ChosenSetting,
  options: SimulateOptions,
  random: RandomStream,
): Made | WrongRequest {
  const instance = chosenInstance(spec, chosen, random);
  if (typeof instance === "string") return wrong(instance);
  const simulation = simulationOf(instance);
  if (isFailure(simulation)) return wrong(failureText(simulation));
  const start = simulation.startState(chosen.start, familiesOf(chosen), random);
  if (isFailure(start)) return wrong(failureText(start));
  return options.flow === "defined"
    ? definedRun(instance, simulation, start, options, random)
    : derivedRun(spec, chosen, instance, simulation, start, options);
}

function definedRun(
  instance: ModelInstance,
  simulation: Simulation,
  start: Float64Array,
  { until }: SimulateOptions,
  random: RandomStream,
): Made {
  const path = simulation.path(start, random);
  const entries = entriesOf(instance, simulation, start);
  const columns = [timeColumn, errorColumn, ...entries.map(({ column }) => column)];
  const times = until === undefined ? path.times(rowsOfRun) : evenTimes(until);
  const rowAt = (t: number, w: Float64Array, error: number): readonly number[] => [
    t,
    error,
    ...entries.map(({ valueAt }) => valueAt(w)),
  ];
  const { moments, status } = followed(
    path,
    times.filter((t) => t > 0),
  );
  const rows = [path.start, ...moments].map(({ t, w, error }) => rowAt(t, w, error));
  const steps = stepsBefore(instance, moments.at(-1)?.t ?? 0);
  const late = steps.length === 0 ? [] : path.at(steps);
  const stepwise = isFailure(late) ? [] : late.map(({ t, w, error }) => rowAt(t, w, error));
  return { columns, status, rows, stepwise };
}

/** Times one step apart up to the end of a descent; none for a flow. */
function stepsBefore({ dynamics }: ModelInstance, end: number): readonly number[] {
  const step = dynamics.step && evaluateNumber(dynamics.step);
  if (step === undefined || isFailure(step)) return [];
  const count = Math.min(lateSteps, Math.round(end / step.value));
  return Array.from({ length: count }, (_, i) => end - (count - 1 - i) * step.value);
}

/** States at the times; where a run does not last that long, in its first thousandth. */
function followed(
  path: Path,
  times: readonly number[],
): { readonly moments: readonly Moment[]; readonly status: string } {
  const moments = path.at(times);
  if (!isFailure(moments)) return { moments, status: "reached-end" };
  const status = statusOf(moments);
  if (moments.code !== "unfinished") return { moments: [], status };
  const early = path.at(times.map((t) => t / 1000));
  return { moments: isFailure(early) ? [] : early, status };
}

const statusOf = (why: Failure): string =>
  why.code === "below-the-floor"
    ? `derived-only: below the floor (${why.detail})`
    : failureText(why);

function derivedRun(
  spec: Spec,
  { binding }: ChosenSetting,
  instance: ModelInstance,
  simulation: Simulation,
  start: Float64Array,
  { until }: SimulateOptions,
): Made | WrongRequest {
  const overlaps = simulation.values(start, "u");
  if (isFailure(overlaps)) return wrong(`no derived flow: ${failureText(overlaps)}`);
  const { parameters, model, assumptions } = spec;
  if (model === undefined) return wrong("no model");
  const setting: Setting = { parameters, model, assumptions, start: spec.start ?? [] };
  const k = overlaps.length;
  const field = derivedOverlapFlow(setting, binding, k, simulation.observables(start));
  if (typeof field === "string") return wrong(`no derived flow: ${field}.`);
  const y0 = overlaps.map(({ value }) => value);
  const times = until === undefined ? derivedTimes(field, y0) : evenTimes(until);
  const run = trajectory({ field, y0, t0: 0, outputAt: times.filter((t) => t > 0), rtol: 1e-10 });
  const columns = [timeColumn, errorColumn, ...y0.map((_, j) => overlapColumn(instance, j))];
  const rows = [[0, 0, ...y0], ...run.points.map(({ t, y, error }) => [t, error, ...y])];
  return { columns, status: run.status, rows };
}

/** Times to near rest: when the speed has fallen to a hundredth of the greatest. */
function derivedTimes(field: VectorField, y0: readonly number[]): readonly number[] {
  const path = flowPath({
    start: Float64Array.from(y0),
    field,
    normalise: (y) => y,
    isSettling: () => true,
    rest: () => failure("unfinished", "not asked for"),
  });
  return path.times(rowsOfRun);
}

const evenTimes = (until: number): readonly number[] =>
  Array.from({ length: rowsOfRun }, (_, i) => (until * i) / (rowsOfRun - 1));

interface Entry {
  readonly column: SimulatedColumn;
  readonly valueAt: (w: Float64Array) => number;
}

/** Names with at most this many entries are columns. */
const mostEntries = 32;

/** A column for every entry of every name that the model has, and the loss. */
function entriesOf(instance: ModelInstance, simulation: Simulation, w: Float64Array): Entry[] {
  const { input } = instance;
  const isSpiked = input.law === "gaussian" && input.covariance === "spiked";
  const entries = columnNames.flatMap(({ name, meaning }) => {
    // Without a spike rho is u[1].
    if (name === "rho" && !isSpiked) return [];
    const values = simulation.values(w, name);
    if (isFailure(values) || values.length > mostEntries) return [];
    return values.map((_, i) => ({
      column: {
        name: columnLabel(instance, name, i, values.length, simulation.firstIndex(name)),
        unit: "1",
        meaning,
      },
      valueAt: (at: Float64Array): number => {
        const found = simulation.values(at, name);
        return isFailure(found) ? Number.NaN : (found[i]?.value ?? Number.NaN);
      },
    }));
  });
  const loss: Entry = {
    column: { name: "loss", unit: "1", meaning: "the population loss" },
    valueAt: (at) => {
      const value = simulation.observables(at).name?.("loss");
      return value !== undefined && "value" in value ? value.value : Number.NaN;
    },
  };
  return [...entries, loss];
}

const overlapColumn = (instance: ModelInstance, j: number): SimulatedColumn => ({
  name: columnLabel(instance, "u", j, 2, 1),
  unit: "1",
  meaning: "overlap <w, v[j]>",
});

const timeColumn: SimulatedColumn = {
  name: "t",
  unit: "time of state' = -gradient(loss)",
  meaning: "time; of a descent its step times the steps made",
};

const errorColumn: SimulatedColumn = {
  name: "error",
  unit: "1",
  meaning: "length of the difference from the true state, estimated",
};

const wrong = (problem: string): WrongRequest => ({ problems: [problem] });
