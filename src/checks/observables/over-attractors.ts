/**
 * Predicates and values over the attractors of a case: `some(attractors, e)`, `count`, `max`, ...
 *
 * The set is what the search of the defined flow finds. It can miss a small basin and cannot invent
 * one: what `some` says is sure, what `all`, `count` and extremes say is so for the minima found.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { atRest } from "../../numeric/along/along.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber, evaluatePredicate } from "../../numeric/evaluate/evaluate-number.ts";
import { type Letters, type Result, real, truth } from "../../numeric/evaluate/value.ts";
import { failure, isFailure } from "../../numeric/failure.ts";
import { exactly, type Measured } from "../../numeric/measured.ts";
import type { Attractor } from "../../numeric/simulate/answers.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";

export type OverStates = Expression & { readonly kind: "over-states" };

const searched = new WeakMap<Simulation, readonly Attractor[]>();

/** What a node over the attractors is worth. */
export function overAttractors(
  { operator, set, body }: OverStates,
  simulation: Simulation,
  meaning: (w: Float64Array, error: number) => Environment,
  letters: Letters,
): Result {
  if (set !== "attractors") return failure("unsupported-model", `a set of states ${set}`);
  const found = searched.get(simulation) ?? simulation.attractors([], "wide").attractors;
  searched.set(simulation, found);
  if (found.length === 0) return failure("unsupported-model", "no attractor was found");
  const environments = found.map(({ w, overlaps }) =>
    atRest(meaning(w, Math.max(...overlaps.flat().map(({ error }) => error)))),
  );
  if (operator === "some" || operator === "all" || operator === "count") {
    const truths: (boolean | undefined)[] = [];
    for (const environment of environments) {
      const holds = evaluatePredicate(body, environment, letters);
      if (isFailure(holds)) return holds;
      truths.push(holds);
    }
    if (operator === "count") {
      if (truths.includes(undefined)) return failure("unsupported-model", "a count that is open");
      return real(exactly(truths.filter((holds) => holds).length));
    }
    const decisive = operator === "some";
    if (truths.includes(decisive)) return truth(decisive);
    return truths.includes(undefined) ? truth(undefined) : truth(!decisive);
  }
  const values: Measured[] = [];
  for (const environment of environments) {
    const value = evaluateNumber(body, environment, letters);
    if (isFailure(value)) return value;
    values.push(value);
  }
  const sign = operator === "min" ? 1 : -1;
  return real(values.reduce((best, x) => (sign * x.value < sign * best.value ? x : best)));
}
