/**
 * Starts of a case: drawn as `start:` says, under the conditions that speak of the start.
 *
 * A condition that random draws seldom meet is climbed to: a draw is moved along the manifold as
 * long as the slack of the conditions grows. That changes the law of the starts, and no claim that
 * holds for almost every start can notice; claims about probabilities draw by rejection alone.
 */

import { evaluateExact } from "../../model/bind/evaluate.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { children } from "../../model/expression/traverse.ts";
import type { Rational } from "../../model/rational.ts";
import type { Model, Start } from "../../model/spec.ts";
import { alongPath } from "../../numeric/along/along.ts";
import { failedPath, type Path } from "../../numeric/along/path.ts";
import { evaluatePredicate } from "../../numeric/evaluate/evaluate-number.ts";
import { type Slack, slackOf, truthOf } from "../../numeric/evaluate/slack.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, familiesOf, randomAt, simulationAt } from "./case.ts";

export interface StartOptions {
  /** Values of parameters that the case leaves open. */
  readonly more?: ReadonlyMap<string, Rational>;
  /** Names the stream of random numbers. */
  readonly use: string;
  /** Draw by rejection alone, so that the law of the starts is the one that the spec says. */
  readonly isLawKept?: boolean;
}

/** A supply of starts, one at a time. */
export type Starts = () => Float64Array | Failure;

/** Draws before a condition counts as one that is never met. */
const mostDraws = 2_000;
/** Draws before the slack is climbed. */
const drawsBeforeClimbing = 60;

/** The starts of a case. */
export function startsOf(at: Case, simulation: Simulation, options: StartOptions): Starts {
  const random = randomAt(at, options.use);
  const start = closedStart(at, options.more);
  const names = familiesOf(at);
  const conditions = conditionsOn(at, options.more);
  const isFree = start.every(({ value }) => value === undefined);
  let runs = 0;
  const withSamples = (w: Float64Array): Float64Array => {
    const run = runs;
    samplesOf.set(w, randomAt(at, `${options.use}, samples of run ${run}`));
    streamsOf.set(w, (use) => randomAt(at, `${options.use}, ${use} of run ${run}`));
    runs += 1;
    return w;
  };
  return () => {
    let best: { readonly w: Float64Array; readonly slack: number } | undefined;
    for (let i = 0; i < mostDraws; i++) {
      const climbs = isFree && options.isLawKept !== true && i > drawsBeforeClimbing;
      const w =
        climbs && best !== undefined
          ? simulation.movedState(best.w, random.uniform() ** 2, random)
          : simulation.startState(start, names, random);
      if (isFailure(w)) return w;
      const slack = slackAt(simulation, conditions, w);
      if (isFailure(slack)) return slack;
      if (slack === "holds") return withSamples(w);
      if (best === undefined || slack > best.slack) best = { w, slack };
    }
    return failure("no-such-start", `none of ${mostDraws} starts meets the conditions`);
  };
}

/** Whether every start of a case has the same overlaps and no samples, so that one is enough. */
export const isStartFixed = ({ setting }: Case): boolean =>
  !usesSamples(setting.model) &&
  setting.start.length > 0 &&
  setting.start.every(({ value }) => value !== undefined && !isRandom(value));

/** Whether a run of the model is random beyond its start. */
const usesSamples = ({ student, dynamics }: Model): boolean =>
  dynamics.samples !== undefined ||
  dynamics.unlabelled !== undefined ||
  (dynamics.kind.kind === "word" && dynamics.kind.word === "sgd") ||
  (student.link.kind === "learned" && student.link.samples !== undefined);

const laws: ReadonlySet<string> = new Set(["uniform", "normal", "near"]);

const isRandom = (e: Expression): boolean =>
  (e.kind === "call" && laws.has(e.name)) || children(e).some(isRandom);

/** The spec's start with every parameter replaced. */
export const closedStart = (at: Case, more?: ReadonlyMap<string, Rational>): Start =>
  closedEntries(at.setting.start, at, more);

/**
 * Entries of a start or a point with every parameter replaced. A letter in a key is bound on the
 * right: a parameter of the same name does not reach it.
 */
export const closedEntries = (
  entries: Start,
  at: Case,
  more?: ReadonlyMap<string, Rational>,
): Start =>
  entries.map((entry) => {
    if (entry.value === undefined) return entry;
    const { index, indices } = entry;
    const letters = [index, ...(indices ?? [])].filter((i) => i !== undefined && !/^\d/.test(i));
    const apart = (i: string): string => (letters.includes(i) ? `${i} of the key` : i);
    const renamed = new Map(
      letters.map((i): [string, Expression] => [i!, { kind: "name", name: apart(i!) }]),
    );
    return {
      ...entry,
      ...(index !== undefined && { index: apart(index) }),
      ...(indices !== undefined && { indices: indices.map(apart) }),
      value: at.close(substitute(entry.value, renamed), more),
    };
  });

/** The conditions and assumptions that the parameters alone do not settle, closed. */
function conditionsOn(at: Case, more?: ReadonlyMap<string, Rational>): readonly Expression[] {
  return conditionsOf(at.setting)
    .map((condition) => at.close(condition, more))
    .filter((condition) => evaluateExact(condition) !== true);
}

/** Whether a start meets the conditions of its case. */
export function meetsConditions(
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): boolean | Failure {
  const slack = slackAt(simulation, conditionsOn(at), w);
  return isFailure(slack) ? slack : slack === "holds";
}

/** The least slack of the conditions at a start. */
function slackAt(
  simulation: Simulation,
  conditions: readonly Expression[],
  w: Float64Array,
): "holds" | number | Failure {
  // A path that has not begun: all that a condition on the start may ask about.
  const none = failure("wrong-arguments", "a condition speaks of the start alone");
  const path = failedPath(w, none);
  const environment = alongPath(simulation.observables, path, path.start);
  let least: "holds" | number = "holds";
  for (const condition of conditions) {
    const slack = slackOf(condition, environment);
    if (isFailure(slack)) return slack;
    if (truthOf(slack) === true) continue;
    // An equality has no slack to hold by, but a start is data: equal is equal.
    if (evaluatePredicate(condition, environment) === true) continue;
    const size = sizeOf(slack);
    least = least === "holds" ? size : Math.min(least, size);
  }
  return least;
}

const sizeOf = (slack: Slack): number =>
  slack.kind === "slack" ? Math.min(slack.slack.value, 0) : Number.NEGATIVE_INFINITY;

const paths = new WeakMap<Float64Array, Path>();

/** The samples of a start's run, where the dynamics uses any: each run has its own. */
const samplesOf = new WeakMap<Float64Array, RandomStream>();

const streamsOf = new WeakMap<Float64Array, (use: string) => RandomStream>();

/** The random numbers of a start's run beside those of its dynamics, by what they are used for. */
export const streamOf =
  (w: Float64Array): ((use: string) => RandomStream) =>
  (use) => {
    const streams = streamsOf.get(w);
    if (streams === undefined) throw new Error("a run whose start was drawn elsewhere");
    return streams(use);
  };

/** The path from a start, made once. */
export function pathFrom(simulation: Simulation, w: Float64Array): Path {
  const known = paths.get(w) ?? simulation.path(w, samplesOf.get(w));
  paths.set(w, known);
  return known;
}

/** The simulation of a case or the reason why there is none, and its starts. */
export function simulatedStarts(
  at: Case,
  options: StartOptions,
): { readonly simulation: Simulation; readonly starts: Starts } | string {
  const simulation = simulationAt(at, options.more);
  if (typeof simulation === "string") return simulation;
  return { simulation, starts: startsOf(at, simulation, options) };
}
