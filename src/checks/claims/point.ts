/**
 * The state of the point that a claim is about: a name or a vector expression, or quantity by
 * quantity, what is left open being drawn as a start would be.
 */
import type { Expression } from "../../model/expression/expression.ts";
import type { Point } from "../../model/spec.ts";
import type { Failure } from "../../numeric/failure.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, familiesOf, randomAt } from "../cases/case.ts";
import { closedEntries } from "../cases/starts.ts";

/** The point as an expression; one that nobody can read for a point quantity by quantity. */
export function expressionOfPoint(point: Point): Expression {
  if (point.kind === "expression") return point.expression;
  const names = point.entries.map((entry) => entry.name).join(", ");
  return { kind: "name", name: `a point given by ${names}` };
}

/** The state of a point of a case. */
export function stateOfPoint(
  point: Point,
  at: Case,
  simulation: Simulation,
): Float64Array | Failure {
  if (point.kind === "expression") return simulation.stateNamed(at.close(point.expression));
  const entries = closedEntries(point.entries, at);
  return simulation.startState(entries, familiesOf(at), randomAt(at, "point"));
}
