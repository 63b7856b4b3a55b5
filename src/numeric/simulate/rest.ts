/**
 * Flow to rest: where a trajectory ends, decided by residual and stability.
 *
 * A fixed time says nothing: near a saddle the flow is slow for as long as one likes. The flow is
 * run until the gradient is small; if the Hessian there is positive definite beyond its error,
 * Newton's method takes over; if not, the flow goes on with a smaller threshold, past the saddle.
 */
import { type Status, solve } from "../integrate/solve.ts";
import { type Measured, signOf } from "../measured.ts";
import { inertia, smallestCurvature } from "./inertia.ts";
import { newton } from "./newton.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { gradientFlow, normalised } from "./spherical-flow.ts";
import { minus, norm } from "./vectors.ts";

export interface RestOptions {
  readonly rtol?: number;
  /** Of the whole flow, 5,000 by default. */
  readonly maxSteps?: number;
  readonly isInterrupted?: () => boolean;
}

export type Rest =
  /** A strict local minimum, polished; `error` bounds the distance to the true one by residual. */
  | {
      readonly kind: "minimum";
      readonly w: Float64Array;
      readonly error: number;
      readonly curvature: Measured;
      readonly t: number;
      readonly steps: number;
    }
  /** Stationary within error, but not known to be strict: a saddle start, a degenerate point. */
  | {
      readonly kind: "degenerate";
      readonly w: Float64Array;
      readonly curvature: Measured;
      readonly t: number;
      readonly steps: number;
    }
  /** Still moving when the run ended. */
  | {
      readonly kind: "unfinished";
      readonly w: Float64Array;
      readonly status: Status;
      readonly t: number;
      readonly steps: number;
    };

/** Where the flow from a start comes to rest. */
export function rest(model: RidgeSum, start: Float64Array, options: RestOptions = {}): Rest {
  const { rtol = 1e-7, maxSteps = 5_000 } = options;
  const field = gradientFlow(model, "fine");
  let w = normalised(model, start);
  let [t, steps, threshold] = [0, 0, 1e-3];
  for (;;) {
    const run = solve({
      field,
      y0: w,
      t0: t,
      t1: Number.POSITIVE_INFINITY,
      rtol,
      atol: rtol * 1e-3,
      maxSteps: Math.max(maxSteps - steps, 0),
      stop: (_, __, dy) => norm(dy) <= threshold,
      firstStep: 1e-3,
      ...(options.isInterrupted && { isInterrupted: options.isInterrupted }),
    });
    w = normalised(model, run.y);
    t = run.t;
    steps += run.accepted + run.rejected;
    if (run.status !== "event") return { kind: "unfinished", w, status: run.status, t, steps };

    const curvature = smallestCurvature(model, w);
    if (signOf(curvature) === 1) {
      const settled = settledAt(model, w, curvature.value);
      if (settled !== undefined) {
        return isStrict(model, settled)
          ? { kind: "minimum", ...settled, t, steps }
          : { kind: "degenerate", w: settled.w, curvature: settled.curvature, t, steps };
      }
    }
    if (threshold < 1e-13) return { kind: "degenerate", w, curvature, t, steps };
    threshold /= 10;
  }
}

/** The minimum that Newton's method finds close by, if it is one. */
function settledAt(
  model: RidgeSum,
  near: Float64Array,
  stiffness: number,
): { readonly w: Float64Array; readonly error: number; readonly curvature: Measured } | undefined {
  const polished = newton(model, near);
  if (!polished.converged) return undefined;
  const curvature = smallestCurvature(model, polished.w);
  if (signOf(curvature) !== 1) return undefined;
  // Newton must stay in the basin: a distance that the curvature can account for.
  const moved = norm(minus(polished.w, near));
  if (moved > 0.05 + 1e-3 / stiffness || moved > 0.3) return undefined;
  // |w - w*| <= |grad| / curvature to first order; twice that for the second.
  const error = (2 * (polished.residual + polished.gradientError)) / curvature.value;
  return { w: polished.w, error, curvature };
}

/**
 * Whether the curvature is positive at every point within the error of the one found.
 *
 * Along the error the Hessian can change by its Lipschitz constant, for which ten times the
 * largest curvature at the frame stands: an estimate of scale. Where the true point is degenerate,
 * as off the span of the frame, Newton's method stops early, with a large error.
 */
function isStrict(
  model: RidgeSum,
  { curvature, error }: { readonly curvature: Measured; readonly error: number },
): boolean {
  return curvature.value - curvature.error > 10 * scaleOf(model) * error;
}

const scales = new WeakMap<RidgeSum, number>();

/** The largest absolute eigenvalue of the Hessian with every neuron at the first v_j. */
export function scaleOf(model: RidgeSum): number {
  const known = scales.get(model);
  if (known !== undefined) return known;
  const w = new Float64Array(model.neurons * model.ambient);
  const first = model.frame[0] ?? new Float64Array(model.ambient);
  for (let i = 0; i < model.neurons; i++) w.set(first, i * model.ambient);
  const { eigenvalues } = inertia(model, w);
  const scale = Math.max(...eigenvalues.map(({ eigenvalue }) => Math.abs(eigenvalue.value)));
  scales.set(model, scale);
  return scale;
}
