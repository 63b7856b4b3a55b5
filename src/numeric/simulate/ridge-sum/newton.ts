/**
 * Newton's method for a vanishing spherical gradient.
 *
 * The gradient lies in the span of the frame and the neurons, so the step is taken in the tangent
 * coordinates of `within` and retracted by normalising. Quadratic convergence ends at the noise of
 * the gradient; the last point before the residual stopped falling is returned.
 */
import { Matrix, solve as solveLinear } from "ml-matrix";
import { addScaled, dot, neuron, norm } from "../../vectors.ts";
import { sphericalHessian } from "./population-hessian.ts";
import { sphericalGradient } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { normalised } from "./spherical-flow.ts";

export interface Polished {
  readonly w: Float64Array;
  /** Length of the spherical gradient, and how well it is known. */
  readonly residual: number;
  readonly gradientError: number;
  /** Whether the residual went down to the error of the gradient (times 100). */
  readonly converged: boolean;
  readonly iterations: number;
}

/** The stationary point near w. Steps longer than `longest` are shortened to it. */
export function newton(model: RidgeSum, start: Float64Array, longest = 0.1): Polished {
  let w = normalised(model, start);
  let gradient = sphericalGradient(model, w);
  let residual = norm(gradient.value);
  let iterations = 0;
  while (iterations < 50 && residual > 0) {
    const candidate = stepped(model, w, gradient.value, longest);
    if (candidate === undefined) break;
    const next = sphericalGradient(model, candidate);
    const size = norm(next.value);
    iterations += 1;
    if (!(size < residual)) {
      // Far out the residual may rise for a step; at the noise floor it is time to stop.
      if (residual <= 1e3 * gradient.error || iterations > 20) break;
    }
    [w, gradient, residual] = [candidate, next, size];
  }
  return {
    w,
    residual,
    gradientError: gradient.error,
    converged: residual <= 100 * gradient.error,
    iterations,
  };
}

function stepped(
  model: RidgeSum,
  w: Float64Array,
  gradient: Float64Array,
  longest: number,
): Float64Array | undefined {
  const { within, tangents } = sphericalHessian(model, w);
  if (within.length === 0 || !within.every((row) => row.every(Number.isFinite))) return undefined;
  const right: number[] = tangents.flatMap((basis, i) =>
    basis.map((t) => -dot(t, neuron(gradient, i, model.ambient))),
  );
  const matrix = new Matrix(within.map((row) => [...row]));
  const solution = solveLinear(matrix, Matrix.columnVector(right), true).to1DArray();
  const size = Math.hypot(...solution);
  if (!Number.isFinite(size)) return undefined;
  const factor = size > longest ? longest / size : 1;
  const moved = w.slice();
  let index = 0;
  tangents.forEach((basis, i) => {
    const block = neuron(moved, i, model.ambient);
    for (const t of basis) {
      addScaled(block, factor * solution[index]!, t);
      index += 1;
    }
  });
  return normalised(model, moved);
}
