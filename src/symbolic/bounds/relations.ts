/**
 * A comparison as differences of terms with a relation to 0.
 */
import type { Expression, Relation } from "../../model/expression/expression.ts";
import { type Meaning, termOf } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";

/** Conditions on single overlaps, as differences with a relation to 0; others say nothing. */
export function relationsOf(
  e: Expression,
  meaning: Meaning,
): readonly { readonly difference: T.Term; readonly relation: Relation }[] {
  if (e.kind !== "comparison") return [];
  try {
    const sides = e.operands.map((operand) => termOf(operand, meaning));
    return e.operators.map((relation, i) => ({
      difference: T.subtract(sides[i]!, sides[i + 1]!),
      relation,
    }));
  } catch (error) {
    if (error instanceof NotDerivable) return [];
    throw error;
  }
}
