/**
 * A model at one value of each of its parameters: what a simulation can be run on.
 *
 * Made by `bind.ts` in exact arithmetic. Links are left as expressions in `z` alone, since each
 * witness evaluates links for itself.
 */
import type { Expression } from "./expression/expression.ts";
import type { Rational } from "./rational.ts";

/** The value of one parameter. */
export type Value =
  | { readonly kind: "exact"; readonly value: Rational }
  /** A real number that is no rational: a closed expression, such as `sqrt(2)`. */
  | { readonly kind: "constant"; readonly expression: Expression }
  /** A family `x[from..]`, or a matrix as a family of families. */
  | { readonly kind: "family"; readonly from: number; readonly values: readonly Value[] }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "subset"; readonly members: readonly number[] };

/** Parameter name to value. */
export type Binding = ReadonlyMap<string, Value>;
