/**
 * Rational points near a model of the solver, whose values may be irrational roots.
 */
import type { Rational } from "../../model/rational.ts";
import type { Declaration } from "./formula.ts";
import { symbol } from "./smtlib.ts";
import type { ModelValue } from "./solver-answer.ts";

/** Candidates, the model itself if it is rational. Each still has to be checked. */
export function* rationalModels(
  variables: readonly Declaration[],
  model: ReadonlyMap<string, ModelValue>,
): Generator<ReadonlyMap<string, Rational>> {
  const point = new Map<string, Rational>();
  for (const { name } of variables) {
    const value = model.get(symbol(name));
    if (value?.kind !== "rational") return;
    point.set(name, value.value);
  }
  yield point;
}
