/**
 * Steps of an implicit method by collocation, for stiff flows.
 *
 * The increments z_i = Y_i - y of the stages solve z = h (A x I) F(y + z), by simplified Newton
 * with the Jacobian J at (t, y) [Hairer2010, §IV.8]; the states are few, so the linear systems of
 * size s n are factored as they stand. The error estimate is filtered by (I - h gamma J)^-1. Within
 * a step the collocation polynomial has order s only; the state that is given away is that of a
 * step of its own to the time asked for.
 */
import { factored, type Solver } from "../linear/lu.ts";
import { unitRoundoff } from "../measured.ts";
import type { Within } from "./events.ts";
import { differenceJacobian, givenJacobian } from "./jacobian.ts";
import { type Stepper, scaledNorm } from "./stepper.ts";
import type { CollocationTableau, Jacobian, VectorField } from "./tableau.ts";

const mostIterations = 10;

interface StepperProblem {
  readonly method: CollocationTableau;
  readonly field: VectorField;
  readonly jacobian: Jacobian | undefined;
  /** The length of the state. */
  readonly n: number;
  readonly rtol: number;
  readonly atol: number;
}

/** A step from (t, y): z_i for each stage. */
interface Increments {
  readonly t: number;
  readonly h: number;
  readonly y: Float64Array;
  readonly z: readonly Float64Array[];
}

/** The stepper of an implicit method. */
export function collocationStepper(problem: StepperProblem): Stepper {
  const { method, field, n, rtol, atol } = problem;
  const { c, gamma, error } = method;
  const s = c.length;
  const jacobianAt = problem.jacobian
    ? givenJacobian(problem.jacobian)
    : differenceJacobian(field, n);
  const J = new Float64Array(n * n);
  /** The array of the state that J belongs to: the engine hands the next state in another. */
  let known: Float64Array | undefined;
  let made: Increments | undefined;
  let previous: Increments | undefined;
  const stages = stageSolver(problem, J);

  const estimate = (f: Float64Array, z: readonly Float64Array[], h: number): Float64Array => {
    // (I - h gamma J)^-1 gamma (h f + sum e_i z_i), multiplied through by 1/(h gamma).
    const matrix = J.map((x) => -x);
    for (let i = 0; i < n; i++) matrix[i * n + i]! += 1 / (h * gamma);
    const right = f.map((x, i) => x + z.reduce((sum, zj, j) => sum + error[j]! * zj[i]!, 0) / h);
    return solved(factored(matrix, n), right);
  };

  return {
    errorOrder: method.errorOrder,
    attempt: (t, y, f, h, y1, f1) => {
      if (known !== y) {
        previous = made;
        jacobianAt(t, y, f, h, J);
        known = y;
      }
      const guess = previous && continued(previous, y, h);
      const z = stages(t, y, h, guess) ?? (guess && stages(t, y, h, undefined));
      if (z === undefined) return Number.NaN;
      made = { t, h, y: y.slice(), z };
      for (let i = 0; i < n; i++) y1[i] = y[i]! + z[s - 1]![i]!;
      field(t + h, y1, f1);
      const e = estimate(f, z, h);
      const norm = scaledNorm(e, y, y1, rtol, atol);
      if (norm < 1) return norm;
      // A second filter, for the first steps of stiff transients [Hairer2010, Eq. IV.8.20].
      const again = new Float64Array(n);
      field(
        t,
        e.map((x, i) => y[i]! + x),
        again,
      );
      return scaledNorm(estimate(again, z, h), y, y1, rtol, atol);
    },
    dense: () => polynomial(made!, c),
    refined: () => {
      const step = made!;
      const near = polynomial(step, c);
      return (part) => {
        if (part === 0) return step.y.slice();
        if (part === 1) return near(1);
        const guess = c.map((ci) => near(ci * part).map((x, i) => x - step.y[i]!));
        const z = stages(step.t, step.y, part * step.h, guess);
        return z === undefined ? near(part) : step.y.map((x, i) => x + z[s - 1]![i]!);
      };
    },
  };

  /** The increments of a step of size h from y, by the polynomial of the step before. */
  function continued(step: Increments, y: Float64Array, h: number): readonly Float64Array[] {
    const state = polynomial(step, c);
    return c.map((ci) => state(1 + (ci * h) / step.h).map((x, i) => x - y[i]!));
  }
}

/** Solves for the increments of a step; `undefined` if Newton's method does not converge. */
function stageSolver({ method, field, n, rtol, atol }: StepperProblem, J: Float64Array) {
  const { A, c } = method;
  const s = c.length;
  const tolerance = Math.max((10 * unitRoundoff) / (rtol || 1), Math.min(0.03, Math.sqrt(rtol)));
  const stage = new Float64Array(n);
  const k = c.map(() => new Float64Array(n));

  return (
    t: number,
    y: Float64Array,
    h: number,
    guess: readonly Float64Array[] | undefined,
  ): readonly Float64Array[] | undefined => {
    const size = s * n;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < s; i++) {
      for (let j = 0; j < s; j++) {
        const a = h * A[i]![j]!;
        for (let row = 0; row < n; row++) {
          const at = (i * n + row) * size + j * n;
          for (let column = 0; column < n; column++)
            matrix[at + column] = -a * J[row * n + column]!;
        }
      }
    }
    for (let row = 0; row < size; row++) matrix[row * size + row]! += 1;
    if (!matrix.every(Number.isFinite)) return undefined;
    const lu = factored(matrix, size);
    const z = guess ? guess.map((x) => x.slice()) : c.map(() => new Float64Array(n));
    let before = Number.NaN;
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      for (let i = 0; i < s; i++) {
        for (let m = 0; m < n; m++) stage[m] = y[m]! + z[i]![m]!;
        field(t + c[i]! * h, stage, k[i]!);
      }
      const residual = new Float64Array(s * n);
      for (let i = 0; i < s; i++) {
        for (let m = 0; m < n; m++) {
          let sum = 0;
          for (let j = 0; j < s; j++) sum += A[i]![j]! * k[j]![m]!;
          residual[i * n + m] = h * sum - z[i]![m]!;
        }
      }
      const change = solved(lu, residual);
      let moved = 0;
      for (let i = 0; i < s; i++) {
        const part = change.subarray(i * n, (i + 1) * n);
        for (let m = 0; m < n; m++) z[i]![m]! += part[m]!;
        moved = Math.max(moved, scaledNorm(part, y, y, rtol, atol));
      }
      if (!Number.isFinite(moved)) return undefined;
      if (moved === 0) return z;
      // Convergence is linear with this rate; the changes to come sum to rate/(1 - rate) times it.
      const rate = moved / before;
      if (iteration > 0 && rate < 1 && (rate / (1 - rate)) * moved <= tolerance) return z;
      if (iteration > 1 && rate >= 2) return undefined;
      before = moved;
    }
    return undefined;
  };
}

/** The solution, in the place of the right-hand side; NaN where there is none. */
function solved(lu: Solver | undefined, right: Float64Array): Float64Array {
  if (lu === undefined) return right.fill(Number.NaN);
  lu(right);
  return right;
}

/** The collocation polynomial: y + z_i at t + c_i h and y at t, in Lagrange's form. */
function polynomial({ y, z }: Increments, c: readonly number[]): Within {
  const nodes = [0, ...c];
  return (theta) => {
    const weights = c.map((ci) =>
      nodes.reduce((w, x) => (x === ci ? w : (w * (theta - x)) / (ci - x)), 1),
    );
    return y.map((x, m) => x + z.reduce((sum, zi, i) => sum + weights[i]! * zi[m]!, 0));
  };
}
