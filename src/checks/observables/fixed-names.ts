/**
 * Names of a model that mean the same at every state: `A`, and the coefficients of links that are
 * not learned. A right-hand side may mention them where no state is meant.
 */
import type { Rational } from "../../model/rational.ts";
import { withoutState } from "../../numeric/along/along.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { type Case, familiesOf, randomAt, simulationAt } from "../cases/case.ts";

/** Names that are states where the student's link is learned, and fixed where it is not. */
const ofStudent: ReadonlySet<string> = new Set(["a", "c"]);

/** @param more values of parameters that the case leaves open */
export function fixedNamesAt(at: Case, more?: ReadonlyMap<string, Rational>): Environment {
  const families = familiesOf(at);
  const simulation = simulationAt(at, more);
  if (typeof simulation === "string") return families;
  const state = simulation.randomState(randomAt(at, "names"));
  const here = simulation.observables(state);
  const model = withoutState(here);
  const isLearned = at.setting.model.student.link.kind === "learned";
  return {
    ...model,
    name: (name) => families.name?.(name) ?? model.name?.(name),
    indexed: (name, places) =>
      families.indexed?.(name, places) ??
      model.indexed?.(name, places) ??
      (ofStudent.has(name) && !isLearned ? here.indexed?.(name, places) : undefined),
  };
}
