/**
 * The two sides of an equality that is decided by canonical forms.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { unfolded } from "../equation.ts";
import { type Meaning, termOf } from "../term/interpret.ts";
import * as T from "../term/term.ts";

/** What was derived, what is claimed, and the claim as it was written with its names unfolded. */
export interface Sides {
  readonly derived: T.Term;
  readonly claimed: T.Term;
  readonly text: string;
}

export function sides(
  derived: T.Term,
  claimed: Expression,
  meaning: Meaning,
  letters: readonly (readonly [string, string])[] = [],
): Sides {
  const bound = new Map(letters);
  return {
    derived,
    claimed: termOf(claimed, meaning, bound),
    text: unfolded(claimed, meaning, bound),
  };
}

export const zeroSide = (derived: T.Term): Sides => ({ derived, claimed: T.zero, text: "0" });
