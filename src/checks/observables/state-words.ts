/**
 * Words for a state: the predicates `stationary`, `minimum`, `saddle`, `maximum`, `stable`,
 * `unstable`, and the named points `average`, `target`, `origin` as vectors.
 *
 * They are words for stationary states: a gradient that is not zero beyond its error makes each of
 * them false for certain; one that is zero within its error counts as zero, as in a claim
 * `stationary`.
 * Eigenvalues that cannot be told from zero leave a word open, unless the others settle it.
 */
import { modelNames } from "../../model/expression/names.ts";
import type { Result } from "../../numeric/evaluate/value.ts";
import type { Inertia } from "../../numeric/simulate/answers.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { norm } from "../../numeric/vectors.ts";
import { ambientVector } from "./ambient-vector.ts";

/** What the name of a point is worth, wherever the state is; `undefined` for any other name. */
export const namedPoint = (name: string, simulation: Simulation): Result | undefined =>
  modelNames.get(name)?.role === "point"
    ? ambientVector({ kind: "name", name }, simulation)
    : undefined;

/** What such a predicate is worth at a state; `undefined` for any other name. */
export function stateWord(
  name: string,
  simulation: Simulation,
  w: Float64Array,
): Result | undefined {
  if (modelNames.get(name)?.role !== "predicate") return undefined;
  const { value, error } = simulation.gradient(w);
  const isStationary = norm(value) <= error;
  if (!isStationary || name === "stationary") return { kind: "truth", truth: isStationary };
  const said = wordOfInertia(name, simulation.inertia(w));
  return said === "unknown" ? undefined : { kind: "truth", truth: said };
}

/** A word for a stationary state, from the signs of its Hessian's eigenvalues. */
export function wordOfInertia(
  word: string,
  { negative, positive, unresolved }: Inertia,
): boolean | undefined | "unknown" {
  const allOfSign = (count: number, opposite: number): boolean | undefined => {
    if (opposite > 0) return false;
    return unresolved > 0 ? undefined : count > 0;
  };
  switch (word) {
    case "unstable":
      if (negative > 0) return true;
      return unresolved > 0 ? undefined : false;
    case "saddle":
      if (negative > 0 && positive > 0) return true;
      return unresolved > 0 ? undefined : false;
    case "minimum":
    case "stable":
      return allOfSign(positive, negative);
    case "maximum":
      return allOfSign(negative, positive);
    default:
      return "unknown";
  }
}
