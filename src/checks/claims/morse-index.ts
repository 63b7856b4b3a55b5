/**
 * `morse-index`: the number of negative Hessian eigenvalues on the manifold at a point.
 *
 * Observed is the inertia of the defined Hessian. An eigenvalue within its error of zero leaves
 * the index open, and the case says nothing.
 */
import { isFailure } from "../../numeric/failure.ts";
import { indexAt } from "../../symbolic/at-case.ts";
import { exactReading, type Reading } from "../budget.ts";
import { type Case, failureText, scalarsOf, simulationAt } from "../case.ts";
import type { KindOfClaim } from "../kind.ts";
import { valueOf } from "./value.ts";
import { expressionOfPoint } from "./point.ts";
import { answersWith } from "./twin-answers.ts";

const name = "index";

export const morseIndex: KindOfClaim<"morse-index"> = {
  kind: "morse-index",
  open: () => [],
  asksOnly: ({ equals }) => equals === undefined,
  observe: ({ at: point }, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return { status: "unusable", reason: simulation };
    const w = simulation.stateNamed(at.close(expressionOfPoint(point)));
    if (isFailure(w)) return { status: "unusable", reason: failureText(w) };
    const { negative, unresolved } = simulation.inertia(w);
    if (unresolved > 0) {
      const reason = `${unresolved} eigenvalues are zero to within their error`;
      return { status: "unusable", reason };
    }
    return {
      status: "observed",
      readings: [exactReading(name, negative)],
      environments: new Map([[name, simulation.observables(w)]]),
    };
  },
  claimed: ({ equals }, at, { environments }): readonly Reading[] => {
    const value = equals === undefined ? undefined : valueOf(equals, at, environments.get(name));
    return value === undefined ? [] : [{ ...value, name }];
  },
  derived: ({ derived }, at: Case) => {
    if (derived.kind !== "morse-index") return [];
    const index = indexAt(derived.blocks, scalarsOf(at));
    return index === undefined ? [] : [exactReading(name, index)];
  },
  twins: (answer, parameters) => answersWith(answer, parameters),
};
