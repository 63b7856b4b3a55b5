/**
 * Flow to rest: where a trajectory ends, decided by residual and stability.
 *
 * A fixed time says nothing: near a saddle the flow is slow for as long as one likes. The flow is
 * run until the gradient is small; if the Hessian there is positive definite beyond its error,
 * Newton's method takes over; if not, the flow goes on with a smaller threshold, past the saddle.
 */
import { dormandPrince54 } from "../../integrate/dormand-prince.ts";
import { dormandPrince853 } from "../../integrate/dormand-prince-853.ts";
import { type Status, solve } from "../../integrate/solve.ts";
import { type Measured, signOf, unitRoundoff } from "../../measured.ts";
import { minus, norm } from "../../vectors.ts";
import { spreadBeside } from "../beside.ts";
import { inertia, smallestCurvature } from "./inertia.ts";
import { newton } from "./newton.ts";
import { sphericalGradient } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { gradientFlow, normalised } from "./spherical-flow.ts";

export interface RestOptions {
  readonly rtol?: number;
  /** Of the whole flow, 5,000 by default. */
  readonly maxSteps?: number;
  readonly isInterrupted?: () => boolean;
  /** Whether this start stands beside another, to tell whether rounding chose where that ends. */
  readonly isMoved?: boolean;
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
      /**
       * Of the distance still to go, from the last three thresholds and the residual: an estimate.
       * Infinite where the speed drowned in its own error before it had fallen so often.
       */
      readonly error: number;
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

/** The last threshold, as a fraction of the greatest speed: tolerances go a hundred times lower. */
const slowest = 1e-9;
/** A start is slow beside a minimum if its speed is this fraction of the largest curvature. */
const alreadySlow = 1e-3;
/** Tolerances below this are cheaper at order 8. */
const tight = 1e-8;

/** Where the flow from a start comes to rest. */
export function rest(model: RidgeSum, start: Float64Array, options: RestOptions = {}): Rest {
  const { rtol = 1e-7, maxSteps = 5_000 } = options;
  const field = gradientFlow(model, "fine");
  let w = normalised(model, start);
  let [t, steps, threshold] = [0, 0, 1e-3];
  const atStart = sphericalGradient(model, w);
  // At a saddle or far from everything the field is its own error; a plateau is above it.
  let noise = atStart.error;
  let greatest = norm(atStart.value);
  if (greatest <= alreadySlow * scaleOf(model)) {
    // The start may be beside a minimum, where no greater speed will be met to compare with.
    const end = minimumNear(model, w);
    if (end !== undefined) return { ...end, t, steps };
  }
  const slow: Float64Array[] = [];
  // What the noise of the field moves the state by while the flow moves it noticeably: on an
  // algebraic approach that takes ever longer, and tighter steps would only chase the noise.
  let scatter = 0;
  let passesSaddle = false;
  for (;;) {
    const tolerance = Math.max(Math.min(rtol, threshold / 100), scatter);
    const run = solve({
      field,
      y0: w,
      t0: t,
      t1: Number.POSITIVE_INFINITY,
      // An explicit step settles to within its tolerance, no nearer.
      rtol: tolerance,
      atol: tolerance,
      tableau: tolerance < tight ? dormandPrince853 : dormandPrince54,
      maxSteps: Math.max(maxSteps - steps, 0),
      stop: (_, __, dy) => {
        const speed = norm(dy);
        greatest = Math.max(greatest, speed);
        return speed <= Math.max(threshold * greatest, noise);
      },
      firstStep: 1e-3,
      ...(options.isInterrupted && { isInterrupted: options.isInterrupted }),
    });
    w = normalised(model, run.y);
    t = run.t;
    steps += run.accepted + run.rejected;
    if (run.status !== "event") return { kind: "unfinished", w, status: run.status, t, steps };

    const here = sphericalGradient(model, w);
    noise = Math.max(noise, here.error);
    const speed = norm(here.value);
    const curvature = smallestCurvature(model, w);
    if (signOf(curvature) === -1) {
      const saddle = saddleAt(model, w);
      if (saddle !== undefined) return { kind: "degenerate", ...saddle, curvature, t, steps };
      passesSaddle = true;
    }
    const end = minimumNear(model, w, curvature);
    if (end !== undefined) {
      const found: Rest = { ...end, t, steps };
      return passesSaddle ? unlessByRounding(model, start, found, options) : found;
    }
    const before = slow.at(-1);
    if (before !== undefined) {
      scatter = Math.max(scatter, (noise / Math.max(speed, noise)) * norm(minus(w, before)));
    }
    slow.push(w);
    // What stopped within the noise may have stopped anywhere: the states before it must say.
    const isDrowned = speed <= noise && noise > threshold * greatest;
    if (threshold <= slowest || isDrowned) {
      const approach = distanceToGo(isDrowned ? slow.slice(0, -1) : slow);
      const error = approach + distanceAcross(model, w) + 10 * scatter;
      return { kind: "degenerate", w, error, curvature, t, steps };
    }
    threshold /= 10;
  }
}

/** The end of a run that passed a saddle, unless rounding chose it. */
function unlessByRounding(
  model: RidgeSum,
  start: Float64Array,
  found: Rest,
  options: RestOptions,
): Rest {
  if (options.isMoved || found.kind === "unfinished") return found;
  const spread = spreadBeside(start, found, (moved) => {
    const end = rest(model, normalised(model, moved), { ...options, isMoved: true });
    return end.kind === "unfinished" ? undefined : end;
  });
  if (spread === 0) return found;
  // A run that does not end may end anywhere on the sphere.
  return { ...found, kind: "degenerate", error: found.error + (spread ?? diameter) };
}

/** Of the sphere. */
const diameter = 2;

/** A minimum close by, strict or degenerate, if the curvature here is positive. */
function minimumNear(
  model: RidgeSum,
  w: Float64Array,
  curvature = smallestCurvature(model, w),
): Omit<Exclude<Rest, { kind: "unfinished" }>, "t" | "steps"> | undefined {
  if (signOf(curvature) !== 1) return undefined;
  const settled = settledAt(model, w, curvature.value);
  return settled && { kind: isStrict(model, settled) ? "minimum" : "degenerate", ...settled };
}

/**
 * The saddle that the flow has all but reached.
 *
 * A start on its stable manifold, such as one with tied overlaps, comes as near as rounding lets
 * it; any other comes within sqrt(u) of it with a probability of that order.
 */
function saddleAt(
  model: RidgeSum,
  near: Float64Array,
): { readonly w: Float64Array; readonly error: number } | undefined {
  const { w, converged } = newton(model, near);
  const error = norm(minus(w, near));
  return converged && error <= Math.sqrt(unitRoundoff) ? { w, error } : undefined;
}

/**
 * How far the limit of states at falling speeds may be.
 *
 * Where the approach is algebraic, |u| ~ t^{-1/(p-2)}, states at speeds that fall by a constant
 * factor approach their limit geometrically: the sum of what is to come is stated twice.
 */
function distanceToGo(states: readonly Float64Array[]): number {
  const [a, b, c] = states.slice(-3);
  if (a === undefined || b === undefined || c === undefined) return Number.POSITIVE_INFINITY;
  const [before, last] = [norm(minus(b, a)), norm(minus(c, b))];
  if (last === 0) return 0;
  const ratio = last / before;
  return ratio < 1 ? (2 * last * ratio) / (1 - ratio) : Number.POSITIVE_INFINITY;
}

/**
 * How far a set of stationary states may be, where the Hessian is not singular.
 *
 * A set such as the states with one overlap is approached exponentially, and below the tolerance of
 * the solver its last states say nothing. There |grad| / curvature holds, across the set; along it
 * the curvature is of the size of |grad|, which can move it no more than `isStrict` allows.
 */
function distanceAcross(model: RidgeSum, w: Float64Array): number {
  const { value, error } = sphericalGradient(model, w);
  const residual = 2 * (norm(value) + error);
  const sizes = inertia(model, w).eigenvalues.flatMap(({ eigenvalue }) => {
    const size = Math.abs(eigenvalue.value) - eigenvalue.error;
    return size > 0 && size ** 2 > 10 * scaleOf(model) * residual ? [size] : [];
  });
  return sizes.length === 0 ? 0 : residual / Math.min(...sizes);
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
