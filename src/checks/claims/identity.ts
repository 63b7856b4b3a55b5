/**
 * `identity`: two quantities are equal, at every state or at a point.
 *
 * Observed is the first side, from the definition, at random states (or at the point); the second
 * is evaluated at the very same states.
 */
import { isFailure } from "../../numeric/failure.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import type { Reading } from "../budget.ts";
import { type Case, failureText, randomAt, scalarsOf, simulationAt } from "../case.ts";
import type { KindOfClaim, QuestionOf } from "../kind.ts";
import { enclosureReading, symbolsOf } from "./derived-value.ts";
import { expressionOfPoint } from "./point.ts";
import { answersWith } from "./twin-answers.ts";
import { readingOf, valueOf } from "./value.ts";
import { evaluateTerm } from "../../symbolic/term/evaluate.ts";

/** Random states a case is looked at in. */
const states = 3;

export const identity: KindOfClaim<"identity"> = {
  kind: "identity",
  open: () => [],
  asksOnly: ({ equals }) => equals === undefined,
  observe: (question, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return { status: "unusable", reason: simulation };
    const looked = environmentsOf(question, at, simulation);
    if (typeof looked === "string") return { status: "unusable", reason: looked };
    const readings: Reading[] = [];
    for (const [name, environment] of looked) {
      const value = evaluateNumber(at.close(question.of), environment);
      if (isFailure(value)) return { status: "unusable", reason: failureText(value) };
      readings.push({ ...readingOf(value), name });
    }
    return { status: "observed", readings, environments: looked };
  },
  claimed: ({ equals }, at, { environments }) =>
    equals === undefined
      ? []
      : [...environments].flatMap(([name, environment]) => {
          const value = valueOf(equals, at, environment);
          return value === undefined ? [] : [{ ...value, name }];
        }),
  derived: ({ derived }, at, { environments }) => {
    if (derived.kind !== "identity") return [];
    return [...environments].flatMap(([name, environment]) => {
      const value = evaluateTerm(derived.of, {
        parameters: scalarsOf(at),
        symbol: symbolsOf(at, environment),
      });
      return value === undefined ? [] : [enclosureReading(name, value)];
    });
  },
  twins: (answer, parameters) => answersWith(answer, parameters),
};

function environmentsOf(
  { at: point }: QuestionOf<"identity">,
  at: Case,
  simulation: Simulation,
): ReadonlyMap<string, Environment> | string {
  if (point !== undefined) {
    const w = simulation.stateNamed(at.close(expressionOfPoint(point)));
    if (isFailure(w)) return failureText(w);
    return new Map([["the quantity", simulation.observables(w)]]);
  }
  const random = randomAt(at, "states");
  return new Map(
    Array.from({ length: states }, (_, i) => [
      `the quantity at state ${i + 1}`,
      simulation.observables(simulation.randomState(random)),
    ]),
  );
}
