/**
 * `root(x in a < real < b, e)`: where e changes its sign on an interval, if that is one place.
 */
import type { Bound, Domain, Expression, Over } from "../../model/expression/expression.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import { type Failure, isFailure } from "../failure.ts";
import { exactly, type Measured } from "../measured.ts";
import { onlyRoot } from "../root/only-root.ts";
import { exact, type Letters, type Result, real, toMeasured } from "./value.ts";

/** @param worth of a part of the expression when letters have values */
export function rootOver(
  { body, variable }: Over,
  { lower, upper }: Domain & { readonly kind: "reals" },
  letters: Letters,
  worth: (part: Expression, letters: Letters) => Result,
): Result {
  const endOf = (bound: Bound | undefined, infinite: number): number | Failure => {
    if (bound === undefined) return infinite;
    const end = toMeasured(worth(bound.value, letters));
    return isFailure(end) ? end : end.value;
  };
  const from = endOf(lower, Number.NEGATIVE_INFINITY);
  const to = endOf(upper, Number.POSITIVE_INFINITY);
  if (isFailure(from)) return from;
  if (isFailure(to)) return to;
  let failed: Failure | undefined;
  const at = (x: number): Measured => {
    const inner = new Map(letters).set(variable, exact(rationalOfNumber(x)));
    const value = toMeasured(worth(body, inner));
    if (!isFailure(value)) return value;
    failed ??= value;
    return exactly(Number.NaN);
  };
  // Open ends: a root at an end is none of the interval's interior.
  const root = onlyRoot(at, { from, to, fromOpen: true, toOpen: true });
  if (failed !== undefined) return failed;
  return isFailure(root) ? root : real(root);
}
