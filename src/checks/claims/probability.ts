/**
 * `probability`: how often an event happens, over the starts.
 *
 * Observed is a frequency with the interval of Clopper and Pearson, from as many starts as the
 * limits allow, drawn as the spec says and no others. Twins are the value without each of its
 * terms, the value moved, and the complement.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { alongFlow } from "../../model/expression/mentions.ts";
import { children } from "../../model/expression/traverse.ts";
import { isFailure } from "../../numeric/failure.ts";
import { failureText, simulationAt } from "../cases/case.ts";
import { startsOf } from "../cases/starts.ts";
import { roughlyWrong } from "../judge/twins.ts";
import { type AnswerOf, type KindOfClaim, type Twin, unusable } from "../kind.ts";
import { usualLimits } from "../limits.ts";
import { probabilityOf } from "../observables/over-randomness.ts";
import { worthOf } from "./value.ts";

const name = "the probability";

/** Samples after one refinement, for each of a first look. */
const finer = 4;
/** An event that the start decides costs no path, and is sampled so many times as often. */
const cheaper = 16;

export const probability: KindOfClaim<"probability", undefined> = {
  kind: "probability",
  open: () => [],
  asksOnly: ({ equals }) => equals === undefined,
  observe: ({ of }, at, fineness) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const starts = startsOf(at, simulation, { use: `sample ${fineness}`, isLawKept: true });
    const { samples } = at.limits ?? usualLimits;
    const size = samples * (fineness === 1 ? finer : 1) * (isOfStart(of) ? cheaper : 1);
    const chance = probabilityOf({ simulation, starts, size, isBatch: false }, at.close(of));
    if (isFailure(chance)) return unusable(failureText(chance));
    const { value, error } = chance;
    return {
      status: "observed",
      readings: [{ name, value, budget: [{ name: "sampling", error, basis: "estimate" }] }],
      evidence: undefined,
    };
  },
  isSampled: () => true,
  derived: () => [],
  claimed: ({ equals }, _, at) => {
    const value = equals && worthOf(equals, at);
    return value === undefined ? [] : [{ ...value, name }];
  },
  twins: (answer) => [...complement(answer), ...wrongValues(answer)],
};

/** Whether the only time that an event speaks of is 0. */
const isOfStart = (e: Expression): boolean => {
  if (e.kind === "at-time") return e.time.kind === "number" && e.time.value.num === 0n;
  return !(e.kind === "call" && alongFlow.has(e.name)) && children(e).every(isOfStart);
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
