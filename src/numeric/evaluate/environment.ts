/**
 * What the names of an expression mean at one state: supplied by whoever evaluates a claim.
 */
import type { Comparison, Expression } from "../../model/expression/expression.ts";
import type { Failure } from "../failure.ts";
import type { GaussianFunction } from "../gaussian/function.ts";
import type { Measured } from "../measured.ts";
import type { Letters, Result } from "./value.ts";

export interface Environment {
  /** `m`, `loss`; a list is a vector, such as `u` without its index, and a list of rows a matrix. */
  readonly name?: (
    name: string,
  ) => Measured | readonly Measured[] | readonly (readonly Measured[])[] | undefined;
  /** `u[j]`, `A[i,j]`, `x[q]`, with the indices as the language counts them. */
  readonly indexed?: (name: string, indices: readonly number[]) => Measured | undefined;
  /** The last index at which an indexed name is not 0 by its form; `undefined` if there is none. */
  readonly lastIndex?: (name: string) => number | undefined;
  /**
   * Asked first about every call, time, set of states and indexed name: `hitting(...)`, `m(oo)`,
   * `at(...)`, the vector `v[j]`; and last about a name that nothing else gives a value to.
   * `undefined` leaves the node to the evaluator; `evaluate` evaluates a part of it, and `letters`
   * are those bound around it.
   */
  readonly node?: (
    node: Expression,
    evaluate: (part: Expression) => Result,
    letters: Letters,
  ) => Result | undefined;
  /** A link of the model by its name, or any expression in its variables `z[i]`. */
  readonly link?: (link: Expression) => GaussianFunction | Failure | undefined;
  /** Up to which error numbers that agree within it are equal, as limits are; 0 if absent. */
  readonly equalWithin?: (comparison: Comparison) => number;
}

/** No names at all but `pi`: for closed expressions. */
export const closed: Environment = {};
