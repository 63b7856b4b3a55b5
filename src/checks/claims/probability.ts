/**
 * `probability`: how often an event happens, over the starts.
 *
 * Observed is a frequency with the interval of Clopper and Pearson, from as many starts as the
 * effort allows, drawn as the spec says and no others. Twins are wrong values, and the complement.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { isFailure } from "../../numeric/failure.ts";
import { failureText, simulationAt } from "../case.ts";
import { type AnswerOf, type KindOfClaim, type Twin, unusable } from "../kind.ts";
import { probabilityOf } from "../over-randomness.ts";
import { startsOf } from "../starts.ts";
import { answersWith } from "./twin-answers.ts";
import { worthOf } from "./value.ts";

const name = "the probability";

/** Starts for a first look, and after one refinement. */
const sizes = [600, 1800] as const;

export const probability: KindOfClaim<"probability", undefined> = {
  kind: "probability",
  open: () => [],
  asksOnly: ({ equals }) => equals === undefined,
  observe: ({ of }, at, fineness) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const starts = startsOf(at, simulation, { use: `sample ${fineness}`, isLawKept: true });
    const size = sizes[fineness];
    const chance = probabilityOf({ simulation, starts, size, isBatch: false }, at.close(of));
    if (isFailure(chance)) return unusable(failureText(chance));
    const { value, error } = chance;
    return {
      status: "observed",
      readings: [{ name, value, budget: [{ name: "sampling", error, basis: "estimate" }] }],
      evidence: undefined,
    };
  },
  derived: () => [],
  claimed: ({ equals }, _, at) => {
    const value = equals && worthOf(equals, at);
    return value === undefined ? [] : [{ ...value, name }];
  },
  twins: (answer, parameters) => [...complement(answer), ...answersWith(answer, parameters)],
};

function complement(answer: AnswerOf<"probability">): readonly Twin<"probability">[] {
  const from = answer.equals;
  if (from === undefined) return [];
  const one: Expression = { kind: "number", value: { num: 1n, den: 1n } };
  const to: Expression = { kind: "binary", operator: "-", left: one, right: from };
  return [{ label: "the complement", answer: { ...answer, equals: to }, changed: { from, to } }];
}
