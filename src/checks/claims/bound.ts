/**
 * `bound`: an inequality that holds at every state, at a point, along all trajectories if it
 * mentions a time, or between probabilities.
 *
 * The inequality is a right-hand side as a whole: what is observed without it are states, with the
 * loss and the rates there, which the derivation must agree with. Once the inequality is known, its
 * least slack is searched for from these states, by descent within the conditions of the statement.
 * A slack that is certain to be negative refutes; that none was found supports, if the same search
 * refutes the opposite and the bound strengthened past its slack.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { mentionsState, mentionsStatistic, mentionsTime } from "../../model/expression/mentions.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Slack, slackOf } from "../../numeric/evaluate/slack.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import { leastValue } from "../../numeric/search/least-value.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { evaluateTerm } from "../../symbolic/term/evaluate.ts";
import { type Case, failureText, scalarsOf, simulationAt } from "../cases/case.ts";
import { admitsAt, lookedAtStates } from "../cases/looked-at-states.ts";
import type { Reading } from "../judge/budget.ts";
import {
  type Fineness,
  type KindOfClaim,
  type QuestionOf,
  type Unusable,
  unusable,
} from "../kind.ts";
import { withDoubt } from "../observables/doubted-slack.ts";
import { environmentAt, stateless } from "../observables/environment.ts";
import { leastSlackOfStarts } from "../observables/least-slack-of-starts.ts";
import { overEnsemble } from "../observables/over-randomness.ts";
import { sampledRuns } from "../observables/sampled-runs.ts";
import { withoutPoints } from "../observables/without-points.ts";
import { enclosed, symbolsOf } from "./derived-value.ts";
import { stateOfPoint } from "./point.ts";
import { readingOf } from "./value.ts";

const name = "least slack";
const past = "strengthened past its slack";

/** States at which the witnesses are compared with each other. */
const compared = 3;

/** The states that can be looked at; none where there is no simulation. */
interface Evidence {
  readonly states: readonly Float64Array[];
}

/** How large the slack is elsewhere, where the least is read off. */
interface Finding {
  readonly isStrict: boolean;
  readonly greatest: number;
}

interface Examined extends Finding {
  readonly least: Reading;
}

export const bound: KindOfClaim<"bound", Evidence, Finding> = {
  kind: "bound",
  open: () => [],
  asksOnly: () => false,
  observe: ({ at: point }, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") {
      return { status: "observed", readings: [], evidence: { states: [] } };
    }
    const states = statesOf(point, at, simulation);
    if (typeof states === "string") return unusable(states);
    const readings: Reading[] = [];
    for (const [i, w] of states.slice(0, compared).entries()) {
      const loss = evaluateNumber({ kind: "name", name: "loss" }, simulation.observables(w));
      if (!isFailure(loss)) readings.push({ ...readingOf(loss), name: lossAt(i) });
    }
    return { status: "observed", readings, evidence: { states } };
  },
  isSampled: (_, { holds }) => mentionsStatistic(holds),
  search: ({ holds }, question, at, evidence, fineness) => {
    const examined = search(holds, question, at, evidence, fineness);
    if ("status" in examined) return examined;
    const { least, ...finding } = examined;
    return { status: "found", readings: [least], finding };
  },
  claimed: (_, __, ___, ____, finding) =>
    finding === undefined
      ? []
      : [{ name, value: 0, budget: [], side: finding.isStrict ? "more" : "at-least" }],
  derived: ({ derived }, _, at, { states }) => {
    const simulation = simulationAt(at);
    if (derived.kind !== "bound" || typeof simulation === "string") return [];
    return states.slice(0, compared).flatMap((w, i) => {
      const symbol = symbolsOf(at, simulation.observables(w));
      const value = evaluateTerm(derived.loss, { parameters: scalarsOf(at), symbol });
      return value === undefined ? [] : [{ ...readingOf(enclosed(value)), name: lossAt(i) }];
    });
  },
  twins: (answer) => {
    const to: Expression = { kind: "unary", operator: "not", operand: answer.holds };
    return [
      {
        label: "reversed",
        answer: { kind: "bound", holds: to },
        changed: { from: answer.holds, to },
      },
    ];
  },
  evidenceTwins: {
    // An equality holds with the slack 0 or not at all: nothing is stronger.
    labels: ({ holds }) => (isEquality(holds) ? [] : [past]),
    claimed: (_, __, ___, ____, { readings: [least], finding }) => {
      if (least === undefined || finding === undefined) return [];
      const { value } = least;
      const more = value > 0 ? value : finding.greatest - value;
      return [{ name, value: value + more / 7, budget: [], side: "at-least" }];
    },
  },
};

const isEquality = (e: Expression): boolean =>
  e.kind === "comparison" && e.operators.every((operator) => operator === "=");

const lossAt = (i: number): string => `loss at state ${i + 1}`;

function statesOf(
  point: QuestionOf<"bound">["at"],
  at: Case,
  simulation: Simulation,
): readonly Float64Array[] | string {
  if (point === undefined) return lookedAtStates(at, simulation);
  const w = stateOfPoint(point, at, simulation);
  return isFailure(w) ? failureText(w) : [w];
}

/** Evaluations of the slack in one search, beside those at the states. */
const evaluations: Readonly<Record<Fineness, number>> = { 0: 160, 1: 800 };

function search(
  holds: Expression,
  question: QuestionOf<"bound">,
  at: Case,
  { states }: Evidence,
  fineness: Fineness,
): Examined | Unusable {
  const simulation = simulationAt(at);
  const closed = at.close(holds);
  if (mentionsStatistic(holds)) return overRandomness(closed, at, simulation, fineness);
  if (mentionsTime(holds)) return alongPaths(closed, at, simulation);
  if (question.at === undefined && !mentionsState(withoutPoints(closed))) {
    return examinedAt(slackOf(closed, stateless(at, simulation)));
  }
  if (typeof simulation === "string") return unusable(simulation);
  if (states.length === 0) return unusable("no state was found that meets the conditions");
  const slackAt = (w: Float64Array): Slack | Failure =>
    slackOf(closed, environmentAt(at, simulation, w));
  if (question.at !== undefined) return examinedAt(slackAt(states[0]!));
  const doubted = (w: Float64Array): Slack | Failure => withDoubt(slackAt, at, simulation, w);
  const admits = admitsAt(at, simulation);
  let failed: Failure | undefined;
  let greatest = Number.NEGATIVE_INFINITY;
  const value = (w: Float64Array): number | undefined => {
    const slack = slackAt(w);
    if (isFailure(slack)) {
      failed ??= slack;
      return undefined;
    }
    const size = sizeOf(slack);
    if (size !== undefined && size > greatest) greatest = size;
    return size;
  };
  const lowest = leastValue(
    {
      value: (w) => (admits(w) === true ? value(w) : undefined),
      tangents: simulation.tangents,
      moved: simulation.movedAlong,
    },
    states,
    evaluations[fineness],
  );
  if (failed !== undefined) return unusable(failureText(failed));
  if (lowest === undefined) return unusable("the slack has no value at any state");
  const w = simplestFailing(states, doubted) ?? lowest.w;
  const where = `u = (${simulation.describe(w)})`;
  const examined = examinedAt(doubted(w));
  if ("status" in examined) return examined;
  return { ...examined, least: { ...examined.least, where }, greatest };
}

/** The slack of an inequality between probabilities, means or quantiles. */
function overRandomness(
  closed: Expression,
  at: Case,
  simulation: Simulation | string,
  fineness: Fineness,
): Examined | Unusable {
  if (typeof simulation === "string") return unusable(simulation);
  const runs = sampledRuns(closed, at, simulation, fineness);
  const options = { use: `sample ${fineness}`, size: runs.size };
  const beside = stateless(at, simulation, undefined, options);
  return examinedAt(slackOf(closed, overEnsemble(runs, beside)));
}

/** The least slack of an inequality that speaks of times. */
function alongPaths(
  closed: Expression,
  at: Case,
  simulation: Simulation | string,
): Examined | Unusable {
  if (typeof simulation === "string") return unusable(simulation);
  const found = leastSlackOfStarts(closed, at, simulation);
  if (isFailure(found)) return unusable(failureText(found));
  const { slack, start, greatest } = found;
  const examined = examinedAt(slack);
  if ("status" in examined) return examined;
  const where = `the start u = (${simulation.describe(start)})`;
  return { ...examined, least: { ...examined.least, where }, greatest };
}

/** The first state at which the inequality fails for certain. */
const simplestFailing = (
  states: readonly Float64Array[],
  slackAt: (w: Float64Array) => Slack | Failure,
): Float64Array | undefined =>
  states.find((w) => {
    const slack = slackAt(w);
    if (isFailure(slack)) return false;
    if (slack.kind === "truth") return slack.truth === false;
    return slack.slack.value + slack.slack.error < 0;
  });

/** The number to make small; predicates without sides count 1 where they hold and -1 elsewhere. */
function sizeOf(slack: Slack): number | undefined {
  if (slack.kind === "slack") {
    const { value } = slack.slack;
    // A first time that never comes leaves a sign alone.
    return Number.isFinite(value) ? value : Math.sign(value);
  }
  return slack.truth === undefined ? undefined : slack.truth ? 1 : -1;
}

function examinedAt(slack: Slack | Failure): Examined | Unusable {
  if (isFailure(slack)) return unusable(failureText(slack));
  const value = sizeOf(slack);
  if (value === undefined) return unusable("the predicate cannot be told within its errors");
  const isNumber = slack.kind === "slack" && Number.isFinite(slack.slack.value);
  const least = isNumber ? readingOf(slack.slack) : { value, budget: [] };
  const isStrict = slack.kind === "slack" && slack.isStrict;
  return { least: { ...least, name }, isStrict, greatest: value };
}
