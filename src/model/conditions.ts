/**
 * What a claim is under: its condition and the assumptions in force, each an expression.
 */
import type { Setting } from "./claim.ts";
import type { Expression } from "./expression/expression.ts";

/** The condition of the statement first, then the assumptions in the order of the spec. */
export const conditionsOf = ({
  when,
  assumptions,
}: Pick<Setting, "when" | "assumptions">): readonly Expression[] => [
  ...(when === undefined ? [] : [when]),
  ...assumptions.values(),
];
