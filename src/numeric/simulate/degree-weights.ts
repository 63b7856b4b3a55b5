/**
 * The weights c_j of a norm sum a_j^2 / c_j of links, as numbers by degree.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { evaluateNumber } from "../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../failure.ts";

/** An expression in the degree j at 0, ..., `degree`; 1 where there is none. */
export function degreeWeights(
  expression: Expression | undefined,
  degree: number,
): Float64Array | Failure {
  const weights = new Float64Array(degree + 1).fill(1);
  if (expression === undefined) return weights;
  for (let p = 0; p <= degree; p++) {
    const j = { value: p, error: 0, basis: "exact" } as const;
    const value = evaluateNumber(expression, { name: (name) => (name === "j" ? j : undefined) });
    if (isFailure(value)) return value;
    if (!(value.value >= 0)) {
      return failure(
        "wrong-arguments",
        `weights: expected >= 0 at degree ${p}, got ${value.value}`,
      );
    }
    weights[p] = value.value;
  }
  return weights;
}
