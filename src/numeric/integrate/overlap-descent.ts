/**
 * Gradient descent on the sphere, seen through overlaps alone.
 *
 * With u = V^T w, A = V^T V and w' tangent at w, the step w <- (w + h w')/|w + h w'| takes u to
 * (u + h u')/sqrt(1 + h^2 |w'|^2). Where w' lies in the span of V and w, its length follows from
 * u': the part in the span of V is V A^{-1} u', and the part across it is along that of w, of
 * length r = sqrt(1 - u^T A^{-1} u), with <w, w'> = 0 between them, so
 *   |w'|^2 = u'^T A^{-1} u' + (u^T A^{-1} u')^2 / r^2.
 * Entries of the state beside u take a plain step.
 */
import { inverse, Matrix } from "ml-matrix";
import type { VectorField } from "./tableau.ts";

export interface OverlapDescent {
  /** The rates of u[1..k] and of what follows. */
  readonly field: VectorField;
  /** A, k x k, positive definite. */
  readonly gram: readonly (readonly number[])[];
  /** h > 0. */
  readonly step: number;
}

/** States after the given numbers of steps, which ascend; NaN once a state is not finite. */
export function overlapDescent(
  { field, gram, step }: OverlapDescent,
  start: readonly number[],
  outputAt: readonly number[],
): readonly (readonly number[])[] {
  const k = gram.length;
  const metric = inverse(new Matrix(gram.map((row) => [...row]))).to2DArray();
  const y = Float64Array.from(start);
  const dy = new Float64Array(y.length);
  const product = (a: Float64Array, b: Float64Array): number => {
    let total = 0;
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) total += a[i]! * metric[i]![j]! * b[j]!;
    return total;
  };
  let steps = 0;
  return outputAt.map((target) => {
    for (; steps < target; steps++) {
      field(steps * step, y, dy);
      const rest = 1 - product(y, y);
      const across = rest > 0 ? product(y, dy) ** 2 / rest : 0;
      const length = Math.sqrt(1 + step * step * (product(dy, dy) + across));
      for (let i = 0; i < y.length; i++) y[i] = (y[i]! + step * dy[i]!) / (i < k ? length : 1);
    }
    return Array.from(y);
  });
}
