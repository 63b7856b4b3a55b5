/**
 * A named vector of the model in the coordinates of its states.
 */
import type { Expression, Indexed } from "../../model/expression/expression.ts";
import { integer } from "../../model/rational.ts";
import { type Result, toMeasured } from "../../numeric/evaluate/value.ts";
import { failure, isFailure } from "../../numeric/failure.ts";
import { measured, unitRoundoff } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";

/** `v[j]` as a vector in the coordinates of the state. */
export function indexedVector(
  { name, indices }: Indexed,
  inner: (part: Expression) => Result,
  simulation: Simulation,
): Result {
  const places = indices.map((index) => toMeasured(inner(index)));
  const values = places.map((place) => (isFailure(place) ? Number.NaN : place.value));
  if (!values.every(Number.isInteger)) return failure("wrong-arguments", `${name}[...]`);
  const numbers = values.map((n): Expression => ({ kind: "number", value: integer(n) }));
  return ambientVector({ kind: "indexed", name, indices: numbers }, simulation);
}

/** What a closed expression names as a state, as a vector in its coordinates. */
export function ambientVector(point: Expression, simulation: Simulation): Result {
  const state = simulation.stateNamed(point);
  if (isFailure(state)) return state;
  // A state may have more parts than a direction, such as the coefficients of a link.
  const direction = simulation.observables(state).name?.("w");
  if (Array.isArray(direction)) return { kind: "vector", entries: direction };
  return {
    kind: "vector",
    entries: Array.from(state, (x) => measured(x, unitRoundoff, "estimate")),
  };
}
