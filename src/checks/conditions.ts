/**
 * Which cases a claim is about: those at which no condition or assumption is known to fail.
 *
 * Of the parameters alone that is decided exactly. Names that the links decide, such as `c[3]`, have
 * the values that the defined model gives them; a strict inequality that is open to within its
 * error keeps the case. What mentions the state, or a parameter that the observation moves, is not
 * known here.
 */
import { evaluateExact } from "../model/evaluate.ts";
import type { Expression } from "../model/expression/expression.ts";
import { freeNames } from "../model/expression/traverse.ts";
import type { StudentLink } from "../model/spec.ts";
import type { Environment } from "../numeric/evaluate/environment.ts";
import { slackOf, truthOf } from "../numeric/evaluate/slack.ts";
import { isFailure } from "../numeric/failure.ts";
import { type Case, randomAt, simulationAt } from "./case.ts";

/** @param left parameters that have no value yet */
export function meetsConditions(at: Case, left: ReadonlySet<string>): boolean {
  const { when, assumptions } = at.setting;
  const conditions = [...(when === undefined ? [] : [when]), ...assumptions.values()];
  return conditions.every(
    (condition) =>
      (evaluateExact(condition, at.binding) ?? truthByLinks(condition, at, left)) !== false,
  );
}

/** The truth of a condition on coefficients of the links; `undefined` where it stays open. */
function truthByLinks(
  condition: Expression,
  at: Case,
  left: ReadonlySet<string>,
): boolean | undefined {
  const ofLinks = namesOfLinks(at.setting.model.student.link);
  const names = [...freeNames(condition)];
  if (!names.some((name) => ofLinks.has(name)) || names.some((name) => left.has(name))) {
    return undefined;
  }
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return undefined;
  // They are the same at every state.
  const { name, indexed } = simulation.observables(
    simulation.randomState(randomAt(at, "conditions")),
  );
  const environment: Environment = {
    name: (given) => (ofLinks.has(given) ? name?.(given) : undefined),
    indexed: (given, places) => (ofLinks.has(given) ? indexed?.(given, places) : undefined),
  };
  const slack = slackOf(at.close(condition), environment);
  return isFailure(slack) ? undefined : truthOf(slack);
}

/** Names that the links alone decide: the coefficients of a link that is learned are states. */
const namesOfLinks = ({ kind }: StudentLink): ReadonlySet<string> =>
  new Set(kind === "same" || kind === "expression" ? ["a", "b", "c", "s"] : ["b", "s"]);
