/**
 * `morse-index`: the number of negative Hessian eigenvalues on the manifold at a point.
 *
 * Observed is the inertia of the defined Hessian. Eigenvalues within their errors of zero may be
 * negative or not: n + r with r of them unresolved is read as n + r/2 within r/2, which refutes
 * what lies outside and confirms nothing that it cannot tell from a wrong index.
 */
import { isFailure } from "../../numeric/failure.ts";
import { indexAt } from "../../symbolic/decide/at-case.ts";
import { failureText, scalarsOf, simulationAt } from "../cases/case.ts";
import { derivedInteger, type Reading } from "../judge/budget.ts";
import { type KindOfClaim, unusable } from "../kind.ts";
import { stateOfPoint } from "./point.ts";
import { answersWith } from "./twin-answers.ts";
import { worthOf } from "./value.ts";

const name = "index";

export const morseIndex: KindOfClaim<"morse-index", undefined> = {
  kind: "morse-index",
  open: () => [],
  isCounted: () => true,
  asksOnly: ({ equals }) => equals === undefined,
  observe: ({ at: point }, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const w = stateOfPoint(point, at, simulation);
    if (isFailure(w)) return unusable(failureText(w));
    const { negative, unresolved } = simulation.inertia(w);
    const reading: Reading = {
      name,
      value: negative + unresolved / 2,
      budget:
        unresolved === 0 ? [] : [{ name: "unseen", error: unresolved / 2, basis: "estimate" }],
    };
    return { status: "observed", readings: [reading], evidence: undefined };
  },
  claimed: ({ equals }, _, at) => {
    const value = equals === undefined ? undefined : worthOf(equals, at);
    return value === undefined ? [] : [{ ...value, name }];
  },
  derived: ({ derived }, _, at) => {
    if (derived.kind !== "morse-index") return [];
    const index = indexAt(derived.blocks, scalarsOf(at));
    return index === undefined ? [] : [derivedInteger(name, index)];
  },
  twins: (answer, parameters) => answersWith(answer, parameters),
};
