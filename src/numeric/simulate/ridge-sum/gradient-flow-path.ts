/**
 * The path of the defined flow of a ridge sum: its field by two quadrature rules, its rest by
 * residual and stability, and the reason to distrust it where the first motion is drowned by
 * rounding.
 */
import { flowPath } from "../../along/flow-path.ts";
import type { Moment, Path } from "../../along/path.ts";
import { type Failure, failure } from "../../failure.ts";
import { signOf } from "../../measured.ts";
import { norm } from "../../vectors.ts";
import { smallestCurvature } from "./inertia.ts";
import { sphericalGradient } from "./population-loss.ts";
import { rest } from "./rest.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { gradientFlow, normalised } from "./spherical-flow.ts";

/** The path of the gradient flow from a state on the sphere. */
export function gradientFlowPath(model: RidgeSum, start: Float64Array, maxSteps?: number): Path {
  const gradient = sphericalGradient(model, start);
  const noise = gradient.floor / norm(gradient.value);
  const isDrowned = !(noise < 1e-3);
  return flowPath({
    start,
    // Tighter than the field is known the steps would chase its noise.
    rtol: Math.max(1e-10, noise / 100),
    field: gradientFlow(model, "fine"),
    rival: gradientFlow(model, "coarse"),
    normalise: (w) => normalised(model, w),
    isSettling: (w) => signOf(smallestCurvature(model, w)) === 1,
    rest: () => restOf(model, start, maxSteps),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(isDrowned && { doubt: failure("below-the-floor", `${norm(gradient.value)} at the start`) }),
  });
}

function restOf(model: RidgeSum, start: Float64Array, maxSteps?: number): Moment | Failure {
  const end = rest(model, start, maxSteps === undefined ? {} : { maxSteps });
  if (end.kind === "unfinished") return failure("unfinished", end.status);
  if (!Number.isFinite(end.error)) {
    return failure("below-the-floor", "the speed is within its error and nothing says of the rest");
  }
  return { t: Number.POSITIVE_INFINITY, w: end.w, error: end.error };
}
