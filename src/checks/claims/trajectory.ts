/**
 * `trajectory`: quantities are given functions of t and the start, or run as they do in the same
 * model with other axes.
 *
 * Observed are the quantities along the defined path at times that include the steepest moment,
 * where runs that agree at the end differ most; of a dynamics in steps, after steps. What is
 * claimed is evaluated at the same times; what is to be followed runs from the same start.
 * Where the dynamics draws samples readings are means over runs (`noisy-runs.ts`). A control reads
 * the quantities at another time.
 */
import { instantiate } from "../../model/bind/bind.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { mentionsState } from "../../model/expression/mentions.ts";
import type { Model } from "../../model/spec.ts";
import { alongPath, withoutState } from "../../numeric/along/along.ts";
import type { Moment, Path } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import { exactly, type Measured } from "../../numeric/measured.ts";
import { simulationOf } from "../../numeric/simulate/families.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, failureText, familiesOf, simulationAt } from "../cases/case.ts";
import { pathFrom, simulatedStarts } from "../cases/starts.ts";
import { type Reading, uncertaintyOf } from "../judge/budget.ts";
import { claimedSeries, observedSeries, type Sketch } from "../judge/sketch.ts";
import { wrongVersions } from "../judge/twins.ts";
import {
  type AnswerOf,
  type Fineness,
  type KindOfClaim,
  type Observed,
  type QuestionOf,
  type Twin,
  unusable,
} from "../kind.ts";
import { alongCase } from "../observables/along-case.ts";
import { isNoisy, meansAlong } from "./noisy-runs.ts";
import { readingOf, worthOf } from "./value.ts";

/** Times a trajectory is looked at, the start left out. */
const looks = 7;

interface Evidence {
  readonly start: Float64Array;
  readonly times: readonly number[];
}

export const trajectory: KindOfClaim<"trajectory", Evidence> = {
  kind: "trajectory",
  open: () => [],
  asksOnly: ({ equals, follows }) => equals === undefined && follows === undefined,
  observe: (question, at, fineness) => {
    const supply = simulatedStarts(at, { use: "starts" });
    if (typeof supply === "string") return unusable(supply);
    const start = supply.starts();
    if (isFailure(start)) return unusable(failureText(start));
    const path = pathFrom(supply.simulation, start);
    const times = timesOf(question, at, supply.simulation, path);
    if (isFailure(times)) return unusable(failureText(times));
    const readings = readingsOf(question, at, at.setting.model, start, times, fineness);
    if (isFailure(readings)) return unusable(failureText(readings));
    const control = controlOf(question, at, { start, times }, readings);
    return {
      status: "observed",
      readings,
      evidence: { start, times },
      ...sketchAlong(question, at, supply.simulation, path, times),
      ...(control && { controls: [control] }),
    };
  },
  drawn: (answer, question, at, evidence) => {
    const { start, times } = evidence;
    const claimed = trajectory.claimed(answer, question, at, evidence);
    const finer = answer.equals === undefined ? [] : drawnTimes(times);
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return {};
    const path = pathFrom(simulation, start);
    const series = question.of.map((of, j) => {
      const known = times.flatMap((x, i) => {
        const said = claimed.find(({ name }) => name === nameOf(question, i, j));
        return said === undefined ? [] : [{ x, y: said.value }];
      });
      const equals = answer.equals?.[j];
      const between = finer.flatMap((x) => {
        const value = equals && worthOf(equals, at, startAndTime(simulation, path, x));
        return value === undefined ? [] : [{ x, y: value.value }];
      });
      const places = [...known, ...between].sort((a, b) => a.x - b.x);
      const label = formatExpression(of);
      const what = answer.follows === undefined ? "claimed" : "followed";
      const several = question.of.length > 1;
      return claimedSeries(
        several ? `${what} ${label}` : what,
        places,
        several ? label : undefined,
      );
    });
    return { series };
  },
  derived: () => [],
  claimed: ({ equals, follows }, question, at, { start, times }) => {
    if (follows !== undefined) {
      const model = { ...at.setting.model, ...follows };
      const readings = readingsOf(question, at, model, start, times, 0);
      return isFailure(readings) ? [] : readings;
    }
    const simulation = simulationAt(at);
    if (equals === undefined || typeof simulation === "string") return [];
    const path = pathFrom(simulation, start);
    return times.flatMap((t, i) =>
      equals.flatMap((expression, j): readonly Reading[] => {
        const value = worthOf(expression, at, startAndTime(simulation, path, t));
        return value === undefined ? [] : [{ ...value, name: nameOf(question, i, j) }];
      }),
    );
  },
  twins: (answer, parameters) => wrongFunctions(answer, [...parameters, "t"]),
};

/** Times between those that are judged, for a smooth curve. */
const drawnLooks = 48;

const drawnTimes = (times: readonly number[]): readonly number[] => {
  const end = times.at(-1) ?? 0;
  return Array.from({ length: drawnLooks }, (_, i) => (end * (i + 1)) / drawnLooks);
};

/** The quantities against the time; nothing where the path cannot be asked so often. */
function sketchAlong(
  question: QuestionOf<"trajectory">,
  at: Case,
  simulation: Simulation,
  path: Path,
  judged: readonly number[],
): { readonly sketch?: Sketch } {
  const times = [...new Set([...judged, ...drawnTimes(judged)])].sort((a, b) => a - b);
  const moments = path.at(times);
  if (isFailure(moments)) return {};
  const series = question.of.map((of) => {
    const seen = [path.start, ...moments].flatMap((moment) => {
      const y = evaluateNumber(at.close(of), alongCase(at, simulation, path, moment));
      return isFailure(y) ? [] : [{ x: moment.t, y }];
    });
    return observedSeries(formatExpression(of), "line", seen);
  });
  const y = question.of.map((of) => formatExpression(of));
  return { sketch: { x: "t", y, scale: {}, series } };
}

const nameOf = ({ of }: QuestionOf<"trajectory">, time: number, part: number): string =>
  `${formatExpression(of[part] ?? { kind: "name", name: "of" })} at time ${time + 1}`;

function timesOf(
  { until }: QuestionOf<"trajectory">,
  at: Case,
  simulation: Simulation,
  path: Path,
): readonly number[] | Failure {
  const all = path.times(looks + 1).filter((t) => t > 0);
  if (until === undefined) return atSteps(all, path);
  const said = timeSaid(until, at);
  const first: Expression = { kind: "call", name: "hitting", args: [at.close(until)] };
  const end = said ?? evaluateNumber(first, alongCase(at, simulation, path));
  if (isFailure(end)) return end;
  if (!(end.value > 0)) return failure("wrong-arguments", "the end of the run is its start");
  const even = Array.from({ length: looks }, (_, i) => (end.value * (i + 1)) / looks);
  return atSteps(even, path);
}

/** The times of the steps next to these, where the dynamics is in steps. */
function atSteps(times: readonly number[], { step }: Path): readonly number[] {
  if (step === undefined) return times;
  return [...new Set(times.map((t) => Math.max(1, Math.round(t / step))))].map((n) => n * step);
}

/** The T of `until: t >= T`, which asks nothing of the state. */
function timeSaid(until: Expression, at: Case): Measured | Failure | undefined {
  if (until.kind !== "comparison") return undefined;
  const [left, right, ...others] = until.operands;
  const [operator] = until.operators;
  const isTime = left?.kind === "name" && left.name === "t" && operator?.startsWith(">");
  if (!isTime || right === undefined || others.length > 0 || mentionsState(right)) return undefined;
  return evaluateNumber(at.close(right), familiesOf(at));
}

/** The readings of a model from a start: those of its path, or means over runs where it draws. */
function readingsOf(
  question: QuestionOf<"trajectory">,
  at: Case,
  model: Model,
  start: Float64Array,
  times: readonly number[],
  fineness: Fineness,
): readonly Reading[] | Failure {
  const isOwn = model === at.setting.model;
  const own = isOwn ? at.instance() : instantiate(model, at.binding);
  if (typeof own === "string") return failure("unsupported-model", own);
  if (isNoisy(own)) {
    const quantities = question.of.map((of) => at.close(of));
    const nameAt = (i: number, j: number): string => nameOf(question, i, j);
    return meansAlong(quantities, own, at, start, times, fineness, nameAt);
  }
  const simulation = isOwn ? simulationAt(at) : simulationOf(own);
  if (typeof simulation === "string") return failure("unsupported-model", simulation);
  if (isFailure(simulation)) return simulation;
  const path = isOwn ? pathFrom(simulation, start) : simulation.path(start);
  return readingsAlong(question, at, simulation, path, times);
}

/** A wrong reading: the one at another time that differs most from the one in time. */
function controlOf(
  question: QuestionOf<"trajectory">,
  at: Case,
  { start, times }: Evidence,
  readings: readonly Reading[],
): NonNullable<Observed<Evidence>["controls"]>[number] | undefined {
  const parts = question.of.length;
  // Runs with noise are dear: a time among those looked at that is half of another will do.
  const halves = times.flatMap((t, i) => {
    const half = times.findIndex((other) => Math.abs(2 * other - t) <= 1e-9 * t);
    return half < 0 ? [] : question.of.map((_, j) => [half * parts + j, i * parts + j] as const);
  });
  const isOfRuns = readings.some(({ budget }) => budget.some(({ name }) => name === "step"));
  if (isOfRuns && halves.length > 0) {
    const wrong = halves.map(([half, i]) => ({ ...readings[half]!, name: readings[i]!.name }));
    return { label: "time scaled by 1/2", reading: farthest(wrong, readings) };
  }
  const twice = times.map((t) => 2 * t);
  const doubled = readingsOf(question, at, at.setting.model, start, twice, 0);
  if (isFailure(doubled) || doubled.length === 0) return undefined;
  return { label: "time scaled by 2", reading: farthest(doubled, readings) };
}

/** Of wrong readings the one that is most errors away from the right one of its name. */
function farthest(wrong: readonly Reading[], right: readonly Reading[]): Reading {
  const margin = (reading: Reading): number => {
    const own = right.find(({ name }) => name === reading.name);
    const gap = own === undefined ? 0 : Math.abs(own.value - reading.value);
    return gap === 0 ? 0 : gap / (uncertaintyOf(reading) + uncertaintyOf(own!));
  };
  return wrong.reduce((most, next) => (margin(next) > margin(most) ? next : most));
}

function readingsAlong(
  question: QuestionOf<"trajectory">,
  at: Case,
  simulation: Simulation,
  path: Path,
  times: readonly number[],
): readonly Reading[] | Failure {
  const moments = path.at(times);
  if (isFailure(moments)) return moments;
  const readings: Reading[] = [];
  for (const [i, moment] of moments.entries()) {
    for (const [j, of] of question.of.entries()) {
      const value = evaluateNumber(at.close(of), alongCase(at, simulation, path, moment));
      if (isFailure(value)) return value;
      const { error, basis } = value;
      const budget = [{ name: "integration", error, basis } as const];
      readings.push({ ...readingOf(value), budget, name: nameOf(question, i, j) });
    }
  }
  return readings;
}

/** The time and quantities at the start; a bare quantity would be what is to be shown. */
function startAndTime(simulation: Simulation, path: Path, t: number): Environment {
  const moment: Moment = { ...path.start, t };
  const given = alongPath(simulation.observables, path, moment);
  const fixed = withoutState(given);
  return {
    ...(given.node && { node: given.node }),
    name: (name) => (name === "t" ? exactly(t) : fixed.name?.(name)),
    indexed: (name, places) => fixed.indexed?.(name, places),
  };
}

function wrongFunctions(
  answer: AnswerOf<"trajectory">,
  parameters: readonly string[],
): readonly Twin<"trajectory">[] {
  const { equals } = answer;
  if (equals === undefined) return [];
  return equals.flatMap((from, i) =>
    wrongVersions(from, parameters, formatExpression).map(({ label, expression }) => ({
      label: equals.length === 1 ? label : `part ${i + 1}: ${label}`,
      answer: { ...answer, equals: replaced(equals, i, expression) },
      changed: { from, to: expression },
    })),
  );
}

const replaced = (all: readonly Expression[], i: number, by: Expression): readonly Expression[] =>
  all.map((old, j) => (j === i ? by : old));
