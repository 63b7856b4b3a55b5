/**
 * The point a claim is about, as an expression.
 */
import type { Expression } from "../../model/expression/expression.ts";
import type { Point } from "../../model/spec.ts";

/** A point given quantity by quantity has no vector of its own: an expression nobody can read. */
export function expressionOfPoint(point: Point): Expression {
  if (point.kind === "expression") return point.expression;
  const names = point.entries.map((entry) => entry.name).join(", ");
  return { kind: "name", name: `a point given by ${names}` };
}
