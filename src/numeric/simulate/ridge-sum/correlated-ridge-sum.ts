/**
 * Ridge sums with n neurons under any Gaussian covariance, in three metrics.
 *
 * With x = S g, S^2 = Sigma, the predictor is sum_i phi(<S w_i, g>): the loss of a ridge sum of
 * isotropic g at the directions S w_i, and its gradient is S times the gradient there. The
 * teacher's arguments have variance 1, f(<v_j, x>/|S v_j|) ([mousavi2023, §2]); with an isotropic
 * input or an aligned spike this is f(<v_j, x>) itself.
 *
 *   round           predictor phi(<w, x>),          w' = - grad L, projected on the sphere
 *   normalised      predictor phi(<w, x>/|S w|),    w' = - |S w|^2 grad L
 *   preconditioned  the same predictor,             w' = - |S w|^2 Sigma^(-1) grad L
 *
 * The last two predictors do not see the length of w and the fields are homogeneous of degree 1, so
 * projecting them on the sphere does not change the motion of the direction.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { addScaled, dot, norm, orthonormalBasis, scaled, unit } from "../../vectors.ts";
import { ownRoot } from "../own-inputs.ts";
import { type SymmetricRoot, spikedRoot } from "./covariance.ts";
import { type MetricCovariance, trueCovariance } from "./metric-covariance.ts";
import { numbersOf, type RidgeSum, ridgeSum } from "./ridge-sum.ts";

/** A ridge sum with its covariance. */
export interface CorrelatedRidgeSum {
  /** Whose frame is S v_j/|S v_j|. */
  readonly whitened: RidgeSum;
  /** v_j, unit vectors of R^ambient. */
  readonly directions: readonly Float64Array[];
  readonly metric: ModelInstance["dynamics"]["metric"];
  /** Absent for an isotropic input. */
  readonly root?: SymmetricRoot;
  /** What the metric divides by, where it is not S^2 itself. */
  readonly estimate?: MetricCovariance;
  readonly theta?: Float64Array;
  readonly kappa: number;
}

export interface RidgeSumModelOptions {
  /** See `ridgeSum`. */
  readonly reduced?: boolean;
  readonly gram?: readonly (readonly number[])[];
  /** Any other covariance, in R^d: the states are not reduced. */
  readonly root?: SymmetricRoot;
}

/** The ridge sum of an instance, isotropic or spiked. */
export function correlatedRidgeSum(
  instance: ModelInstance,
  options: RidgeSumModelOptions = {},
): CorrelatedRidgeSum | Failure {
  const { input, dynamics } = instance;
  const isSpiked = input.law === "gaussian" && input.covariance === "spiked";
  const isotropic = { ...instance, input: { law: "gaussian", covariance: "isotropic" } } as const;
  const root = options.root ?? ownRoot(instance);
  if (isFailure(root)) return root;
  const reduced = root === undefined ? options.reduced : false;
  const plain = ridgeSum(isotropic, {
    ...(reduced !== undefined && { reduced }),
    ...(options.gram && { gram: options.gram }),
    others: isSpiked ? 1 : 0,
  });
  if (isFailure(plain)) return plain;
  const { metric } = dynamics;
  const directions = plain.frame;
  if (root !== undefined) return whitenedBy(plain, metric, root, undefined, 0);
  if (!isSpiked) return { whitened: plain, directions, metric, kappa: 0 };
  const numbers = numbersOf([input.spike, input.overlap]);
  if (isFailure(numbers)) return numbers;
  const [kappa, overlap] = [numbers[0]!, numbers[1]!];
  if (!(kappa >= 0)) return failure("wrong-arguments", `spike: expected >= 0, got ${kappa}`);
  const theta = spikeOf(directions, overlap, plain.ambient);
  if (isFailure(theta)) return theta;
  return whitenedBy(plain, metric, spikedRoot(kappa, theta), theta, kappa);
}

/** C v, C being what the metric divides by: the estimate if there is one, else Sigma. */
export function metricTimes({ estimate, root }: CorrelatedRidgeSum, v: Float64Array): Float64Array {
  const out = v.slice();
  if (estimate !== undefined) estimate.times(v, out);
  else if (root !== undefined) trueCovariance(root).times(v, out);
  return out;
}

/** |C^(1/2) v|; by the root where that is known, so that nothing cancels. */
export function metricLength(model: CorrelatedRidgeSum, v: Float64Array): number {
  if (model.estimate !== undefined) return Math.sqrt(dot(v, metricTimes(model, v)));
  const image = v.slice();
  model.root?.apply(image, image);
  return norm(image);
}

function whitenedBy(
  plain: RidgeSum,
  metric: CorrelatedRidgeSum["metric"],
  root: SymmetricRoot,
  theta: Float64Array | undefined,
  kappa: number,
): CorrelatedRidgeSum {
  const frame = plain.frame.map((v) => {
    const image = new Float64Array(v.length);
    root.apply(v, image);
    return unit(image);
  });
  const gram = frame.map((v, i) => frame.map((u, j) => (i === j ? 1 : dot(u, v))));
  const whitened = { ...plain, frame, gram };
  return { whitened, directions: plain.frame, metric, root, ...(theta && { theta }), kappa };
}

/** theta = r v_1 + sqrt(1 - r^2) e with e orthogonal to the frame. */
function spikeOf(
  directions: readonly Float64Array[],
  r: number,
  ambient: number,
): Float64Array | Failure {
  const first = directions[0]!;
  if (!(Math.abs(r) <= 1)) {
    return failure("wrong-arguments", `overlap: expected a number in [-1, 1], got ${r}`);
  }
  const theta = scaled(r, first);
  if (Math.abs(r) === 1) return theta;
  const axes = Array.from({ length: ambient }, (_, i) => {
    const e = new Float64Array(ambient);
    e[i] = 1;
    return e;
  });
  const across = orthonormalBasis([...directions, ...axes], 1e-6)[directions.length];
  if (across === undefined) {
    return failure("no-such-frame", "no direction for the spike across the frame: d = k");
  }
  addScaled(theta, Math.sqrt((1 - r) * (1 + r)), across);
  return theta;
}
