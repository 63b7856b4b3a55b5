/**
 * The Jacobian of a vector field by forward differences.
 *
 * Only the convergence of Newton's method depends on it, not the result. The increment is sqrt(eps)
 * times the size of the component, or of what it moves in a step where that is more.
 */
import type { Jacobian, VectorField } from "./tableau.ts";

/** df_i/dy_j for a state of n components; f is dy/dt at (t, y), h the size of a step. */
export function differenceJacobian(
  field: VectorField,
  n: number,
): (t: number, y: Float64Array, f: Float64Array, h: number, J: Float64Array) => void {
  const [moved, change] = [new Float64Array(n), new Float64Array(n)];
  return (t, y, f, h, J) => {
    moved.set(y);
    const largest = y.reduce((size, x) => Math.max(size, Math.abs(x)), 0);
    for (let j = 0; j < n; j++) {
      const size = Math.max(Math.abs(y[j]!), Math.abs(h * f[j]!), 1e-6 * largest, 1e-100);
      moved[j] = y[j]! + 2 ** -26 * size;
      const delta = moved[j]! - y[j]!;
      field(t, moved, change);
      for (let i = 0; i < n; i++) J[i * n + j] = (change[i]! - f[i]!) / delta;
      moved[j] = y[j]!;
    }
  };
}

/** A given Jacobian in the form of `differenceJacobian`. */
export const givenJacobian =
  (jacobian: Jacobian): ReturnType<typeof differenceJacobian> =>
  (t, y, _, __, J) =>
    jacobian(t, y, J);
