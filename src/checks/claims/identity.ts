/**
 * `identity`: two quantities are equal, at every state, at a point, or on every path where they
 * speak of times.
 *
 * Observed is the first side, from the definition, at random states (or at the point); the second
 * is evaluated at the very same states, or on the paths from the same starts. A mean, a quantile or
 * a probability is a number, whose error is that of the samples.
 */

import type { Expression } from "../../model/expression/expression.ts";
import {
  mentionsInertia,
  mentionsStatistic,
  mentionsTime,
} from "../../model/expression/mentions.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluate, evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { entriesOf } from "../../numeric/evaluate/value.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { evaluateTerm } from "../../symbolic/term/evaluate.ts";
import { type Case, failureText, randomAt, scalarsOf, simulationAt } from "../cases/case.ts";
import { admitsAt } from "../cases/looked-at-states.ts";
import { isStartFixed, pathFrom, startsOf } from "../cases/starts.ts";
import type { Reading } from "../judge/budget.ts";
import {
  type Fineness,
  type KindOfClaim,
  type Observed,
  type QuestionOf,
  type Unusable,
  unusable,
} from "../kind.ts";
import { alongCase } from "../observables/along-case.ts";
import { environmentAt, stateless } from "../observables/environment.ts";
import { overEnsemble } from "../observables/over-randomness.ts";
import { sampledRuns } from "../observables/sampled-runs.ts";
import { enclosed, symbolsOf } from "./derived-value.ts";
import { stateOfPoint } from "./point.ts";
import { answersWith } from "./twin-answers.ts";
import { readingOf, worthOf } from "./value.ts";

/** Random states a case is looked at in. */
const states = 3;

/** A state looked at, by the name of its reading; none where all runs are looked at together. */
interface LookedAt {
  readonly name: string;
  readonly w?: Float64Array;
}

export const identity: KindOfClaim<"identity", readonly LookedAt[]> = {
  kind: "identity",
  open: () => [],
  isCounted: ({ of }) => mentionsInertia(of),
  asksOnly: ({ equals }) => equals === undefined,
  isSampled: ({ of }) => mentionsStatistic(of),
  observe: (question, at, fineness) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    if (mentionsStatistic(question.of)) return statistic(question, at, simulation, fineness);
    const evidence = statesOf(question, at, simulation);
    if (isFailure(evidence)) return unusable(failureText(evidence));
    const readings: Reading[] = [];
    for (const { name, w } of evidence) {
      const values = entriesOf(
        evaluate(at.close(question.of), meaningOf(question, at, simulation, w)),
      );
      if (isFailure(values)) return unusable(failureText(values));
      readings.push(...named(name, values.map(readingOf)));
    }
    return { status: "observed", readings, evidence };
  },
  claimed: ({ equals }, question, at, looked) =>
    atStates(question, at, looked, (environment) =>
      equals === undefined ? [] : worthsOf(equals, at, environment),
    ),
  derived: ({ derived }, question, at, looked) => {
    if (derived.kind === "closed-number") {
      const { value } = derived;
      const reading = { ...readingOf(enclosed(value)), exact: () => value };
      return looked.flatMap(({ name }) => named(name, [reading]));
    }
    if (derived.kind !== "identity") return [];
    return atStates(question, at, looked, (environment) => {
      const parameters = scalarsOf(at);
      // A term without symbols of the state is known whatever was measured.
      const known = evaluateTerm(derived.of, { parameters, symbol: symbolsOf(at, {}) });
      if (known !== undefined) return [{ ...readingOf(enclosed(known)), exact: () => known }];
      const value = evaluateTerm(derived.of, { parameters, symbol: symbolsOf(at, environment) });
      return value === undefined ? [] : [readingOf(enclosed(value))];
    });
  },
  twins: (answer, parameters) => answersWith(answer, parameters),
};

/** What is said of many runs: one number. */
function statistic(
  { of }: QuestionOf<"identity">,
  at: Case,
  simulation: Simulation,
  fineness: Fineness,
): Observed<readonly LookedAt[]> | Unusable {
  const runs = sampledRuns(of, at, simulation, fineness);
  const options = { use: `sample ${fineness}`, size: runs.size };
  const beside = stateless(at, simulation, undefined, options);
  const found = evaluateNumber(at.close(of), overEnsemble(runs, beside));
  if (isFailure(found)) return unusable(failureText(found));
  const { value, error } = found;
  const name = "the quantity";
  const budget = [{ name: "sampling", error, basis: "estimate" }] as const;
  return { status: "observed", readings: [{ name, value, budget }], evidence: [{ name }] };
}

function statesOf(
  { at: point, of }: QuestionOf<"identity">,
  at: Case,
  simulation: Simulation,
): readonly LookedAt[] | Failure {
  if (point !== undefined) {
    const w = stateOfPoint(point, at, simulation);
    return isFailure(w) ? w : [{ name: "the quantity", w }];
  }
  if (mentionsTime(of)) return startsToLookAt(at, simulation);
  const found = randomStates(at, simulation);
  return isFailure(found)
    ? found
    : found.map((w, i) => ({ name: `the quantity at state ${i + 1}`, w }));
}

/** Draws before a condition on states counts as one that random states never meet. */
const mostDraws = 2_000;

/** Random states that meet the conditions of the statement. */
function randomStates(at: Case, simulation: Simulation): readonly Float64Array[] | Failure {
  const random = randomAt(at, "states");
  const admits = admitsAt(at, simulation);
  const found: Float64Array[] = [];
  for (let i = 0; i < mostDraws && found.length < states; i++) {
    const w = simulation.randomState(random);
    const admitted = admits(w);
    if (typeof admitted === "string") return failure("wrong-arguments", admitted);
    if (admitted) found.push(w);
  }
  const isEnough = found.length === states;
  return isEnough ? found : failure("no-such-start", "no random state meets the conditions");
}

/** Starts of paths, one if all starts are the same. */
function startsToLookAt(at: Case, simulation: Simulation): readonly LookedAt[] | Failure {
  const starts = startsOf(at, simulation, { use: "starts" });
  const looked: LookedAt[] = [];
  for (let i = 0; i < (isStartFixed(at) ? 1 : states); i++) {
    const w = starts();
    if (isFailure(w)) return w;
    looked.push({ name: `the quantity from start ${i + 1}`, w });
  }
  return looked;
}

/** What names mean at a state, or on the path from it. */
const meaningOf = (
  { of }: QuestionOf<"identity">,
  at: Case,
  simulation: Simulation,
  w: Float64Array | undefined,
): Environment =>
  w === undefined
    ? stateless(at, simulation)
    : mentionsTime(of)
      ? alongCase(at, simulation, pathFrom(simulation, w))
      : environmentAt(at, simulation, w);

/** What something is worth at every state looked at. */
function atStates(
  question: QuestionOf<"identity">,
  at: Case,
  looked: readonly LookedAt[],
  worth: (environment: Environment) => readonly Omit<Reading, "name">[],
): readonly Reading[] {
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return [];
  return looked.flatMap(({ name, w }) => {
    return named(name, worth(meaningOf(question, at, simulation, w)));
  });
}

/** What a right-hand side is worth: a number, or all entries of a matrix or function. */
function worthsOf(
  expression: Expression,
  at: Case,
  environment: Environment,
): readonly Omit<Reading, "name">[] {
  const number = worthOf(expression, at, environment);
  if (number !== undefined) return [number];
  const entries = entriesOf(evaluate(at.close(expression), environment));
  return isFailure(entries) ? [] : entries.map(readingOf);
}

/** Readings of one quantity, by its name, or entry by entry. */
const named = (name: string, values: readonly Omit<Reading, "name">[]): readonly Reading[] =>
  values.map((value, i) => ({
    ...value,
    name: values.length === 1 ? name : `entry ${i + 1} of ${name}`,
  }));
