/**
 * What of an expression speaks of the state at hand: all but what says by itself at which state,
 * or over which set of states, it is taken.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { integer } from "../../model/rational.ts";

/** The expression with every `at(e, point)`, and all that speaks of a set of states, left out. */
export function withoutPoints(e: Expression): Expression {
  const isElsewhere = (e.kind === "call" && e.name === "at") || e.kind === "over-states";
  if (isElsewhere) return { kind: "number", value: integer(0) };
  if (e.kind === "call") return { ...e, args: e.args.map(withoutPoints) };
  if (e.kind === "binary") {
    return { ...e, left: withoutPoints(e.left), right: withoutPoints(e.right) };
  }
  if (e.kind === "unary") return { ...e, operand: withoutPoints(e.operand) };
  if (e.kind === "comparison") return { ...e, operands: e.operands.map(withoutPoints) };
  return e.kind === "over" ? { ...e, body: withoutPoints(e.body) } : e;
}
