/**
 * Whether two right-hand sides differ somewhere on the domain, by canonical forms.
 */
import type { Setting } from "../model/claim.ts";
import type { Expression } from "../model/expression/expression.ts";
import { parameterMeaning } from "./families/ridge-sum/model.ts";
import type { Prediction } from "./prediction.ts";
import { termOf } from "./term/interpret.ts";
import { NotDerivable } from "./term/not-derivable.ts";
import * as T from "./term/term.ts";

/**
 * @param letters index letters of the quantities of the claim
 * @returns `undefined` if a side has no exact meaning
 */
export function differ(
  setting: Setting,
  prediction: Prediction,
  a: Expression,
  b: Expression,
  letters: readonly string[],
): boolean | undefined {
  const meaning = prediction.status === "derived" ? prediction.meaning : parameterMeaning(setting);
  const bound = new Map(letters.map((letter) => [letter, `#${letter}`]));
  try {
    return !T.equal(termOf(a, meaning, bound), termOf(b, meaning, bound));
  } catch (error) {
    if (error instanceof NotDerivable) return undefined;
    throw error;
  }
}
