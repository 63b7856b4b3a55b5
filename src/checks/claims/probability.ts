/**
 * `probability`: how often an event happens, over the starts.
 *
 * Observed is a frequency with the interval of Clopper and Pearson, from as many starts as the
 * limits allow, drawn as the spec says and no others. Twins are the value without each of its
 * terms, the value moved, and the complement.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { isFailure } from "../../numeric/failure.ts";
import { evaluateTerm } from "../../symbolic/term/evaluate.ts";
import { failureText, scalarsOf, simulationAt } from "../cases/case.ts";
import { roughlyWrong } from "../judge/twins.ts";
import { type AnswerOf, type KindOfClaim, type Twin, unusable } from "../kind.ts";
import { probabilityOf } from "../observables/over-randomness.ts";
import { sampledRuns } from "../observables/sampled-runs.ts";
import { enclosed } from "./derived-value.ts";
import { readingOf, worthOf } from "./value.ts";

const name = "the probability";

export const probability: KindOfClaim<"probability", undefined> = {
  kind: "probability",
  open: () => [],
  asksOnly: ({ equals }) => equals === undefined,
  observe: ({ of }, at, fineness) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const chance = probabilityOf(sampledRuns(of, at, simulation, fineness), at.close(of));
    if (isFailure(chance)) return unusable(failureText(chance));
    const { value, error } = chance;
    return {
      status: "observed",
      readings: [{ name, value, budget: [{ name: "sampling", error, basis: "estimate" }] }],
      evidence: undefined,
    };
  },
  isSampled: () => true,
  derived: ({ derived }, _, at) => {
    if (derived.kind !== "probability") return [];
    const value = evaluateTerm(derived.chance, { parameters: scalarsOf(at) });
    return value === undefined ? [] : [{ ...readingOf(enclosed(value)), name }];
  },
  claimed: ({ equals }, _, at) => {
    const value = equals && worthOf(equals, at);
    return value === undefined ? [] : [{ ...value, name }];
  },
  twins: (answer) => [...complement(answer), ...wrongValues(answer)],
};

const wrongValues = (answer: AnswerOf<"probability">): readonly Twin<"probability">[] => {
  const from = answer.equals;
  if (from === undefined) return [];
  return roughlyWrong(from, formatExpression).map(({ label, expression: to }) => ({
    label,
    answer: { ...answer, equals: to },
    changed: { from, to },
  }));
};

function complement(answer: AnswerOf<"probability">): readonly Twin<"probability">[] {
  const from = answer.equals;
  if (from === undefined) return [];
  const one: Expression = { kind: "number", value: { num: 1n, den: 1n } };
  const to: Expression = { kind: "binary", operator: "-", left: one, right: from };
  return [{ label: "the complement", answer: { ...answer, equals: to }, changed: { from, to } }];
}
