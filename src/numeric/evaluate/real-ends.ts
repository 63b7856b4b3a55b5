/**
 * Where an interval of reals begins and ends.
 */
import type { Domain, Expression } from "../../model/expression/expression.ts";
import { type Failure, isFailure } from "../failure.ts";
import { type Letters, type Result, toMeasured } from "./value.ts";

/** Both ends, infinite where there is none. */
export function endsOf(
  { lower, upper }: Domain & { readonly kind: "reals" },
  letters: Letters,
  worth: (part: Expression, letters: Letters) => Result,
): readonly [number, number] | Failure {
  const from = lower && toMeasured(worth(lower.value, letters));
  if (from !== undefined && isFailure(from)) return from;
  const to = upper && toMeasured(worth(upper.value, letters));
  if (to !== undefined && isFailure(to)) return to;
  return [from?.value ?? Number.NEGATIVE_INFINITY, to?.value ?? Number.POSITIVE_INFINITY];
}
