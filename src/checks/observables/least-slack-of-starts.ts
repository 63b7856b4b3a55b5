/**
 * The least slack of an inequality that speaks of times, over starts and along their paths.
 *
 * Bare names of the state in it mean every moment of the path, `e(T)`, `hitting(...)` and their kin
 * one number of the path; what never happens happens at an infinite time. Starts are drawn under
 * the conditions of the case, then moved from the lowest one found as long as the slack falls.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { modelNames } from "../../model/expression/names.ts";
import { children } from "../../model/expression/traverse.ts";
import type { Moment } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { type Slack, slackOf } from "../../numeric/evaluate/slack.ts";
import { real } from "../../numeric/evaluate/value.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import { measured } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, randomAt } from "../cases/case.ts";
import { isStartFixed, meetsConditions, pathFrom, startsOf } from "../cases/starts.ts";
import { alongCase } from "./along-case.ts";

export interface LeastOfStarts {
  readonly slack: Slack;
  readonly start: Float64Array;
  /** The largest slack that was met. */
  readonly greatest: number;
}

/** Starts drawn, moves from the lowest, and moments on each path. */
const [draws, moves, moments] = [4, 8, 16];

/** The least slack, or why it is not known. */
export function leastSlackOfStarts(
  predicate: Expression,
  at: Case,
  simulation: Simulation,
): LeastOfStarts | Failure {
  const isOfMoments = mentionsBare(predicate);
  const random = randomAt(at, "lower slack");
  const next = startsOf(at, simulation, { use: "starts" });
  let lowest: { readonly slack: Slack; readonly size: number; readonly start: Float64Array };
  let greatest = Number.NEGATIVE_INFINITY;
  const tried = (start: Float64Array) => {
    const found = leastOn(predicate, at, simulation, start, isOfMoments);
    if (isFailure(found)) return found;
    greatest = Math.max(greatest, found.greatest);
    return { slack: found.slack, size: sizeOf(found.slack), start };
  };
  const first = next();
  if (isFailure(first)) return first;
  const found = tried(first);
  if (isFailure(found)) return found;
  lowest = found;
  for (let i = 1; i < (isStartFixed(at) ? 1 : draws); i++) {
    const start = next();
    const other = isFailure(start) ? start : tried(start);
    if (isFailure(other)) return other;
    if (other.size < lowest.size) lowest = other;
  }
  for (let i = 0; i < (isFree(at) ? moves : 0); i++) {
    const start = simulation.movedState(lowest.start, random.uniform() ** 2 / 2, random);
    if (meetsConditions(at, simulation, start) !== true) continue;
    const other = tried(start);
    if (isFailure(other)) return other;
    if (other.size < lowest.size) lowest = other;
  }
  return { slack: lowest.slack, start: lowest.start, greatest };
}

/** The least slack over the moments of one path, or the slack of the path. */
function leastOn(
  predicate: Expression,
  at: Case,
  simulation: Simulation,
  start: Float64Array,
  isOfMoments: boolean,
): { readonly slack: Slack; readonly greatest: number } | Failure {
  const path = pathFrom(simulation, start);
  const slackAt = (moment?: Moment): Slack | Failure =>
    slackOf(predicate, orNever(alongCase(at, simulation, path, moment)));
  if (!isOfMoments) {
    const slack = slackAt();
    return isFailure(slack) ? slack : { slack, greatest: sizeOf(slack) };
  }
  const later = path.at(path.times(moments).filter((t) => t > 0));
  if (isFailure(later)) return later;
  let least = slackAt(path.start);
  if (isFailure(least)) return least;
  let greatest = sizeOf(least);
  for (const moment of later) {
    const slack = slackAt(moment);
    if (isFailure(slack)) return slack;
    greatest = Math.max(greatest, sizeOf(slack));
    if (sizeOf(slack) < sizeOf(least)) least = slack;
  }
  return { slack: least, greatest };
}

/** First times of what never happens are infinite. */
const orNever = (environment: Environment): Environment => ({
  ...environment,
  node: (node, evaluate, letters) => {
    const result = environment.node?.(node, evaluate, letters);
    const isNever = result?.kind === "failure" && result.code === "never";
    return isNever ? real(measured(Number.POSITIVE_INFINITY, 0)) : result;
  },
});

/** The number to make small; where it is not finite its sign is all that counts. */
function sizeOf(slack: Slack): number {
  if (slack.kind === "truth") return slack.truth === undefined ? 0 : slack.truth ? 1 : -1;
  return slack.slack.value;
}

/** Whether a name of the state, or `t`, stands outside of every time and first time. */
function mentionsBare(e: Expression): boolean {
  if (e.kind === "at-time") return false;
  if (e.kind === "call" && ["hitting", "always", "eventually"].includes(e.name)) return false;
  if (e.kind === "name" || e.kind === "indexed") {
    const role = modelNames.get(e.name)?.role;
    if (role === "state" || role === "predicate" || role === "time") return true;
  }
  return children(e).some(mentionsBare);
}

const isFree = ({ setting }: Case): boolean =>
  setting.start.every(({ value }) => value === undefined);
