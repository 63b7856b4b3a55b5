/**
 * A ridge sum under any Gaussian covariance as a model to be followed: its loss and gradient seen
 * through Sigma^{1/2}, its velocity in the metric of the instance.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, isFailure } from "../../failure.ts";
import { spheres } from "../../manifold/spheres.ts";
import { unitRoundoff } from "../../measured.ts";
import { reducedSpherePoints } from "../../random/overlaps.ts";
import { addScaled, dot, neuron, norm, orthonormalBasis, scaled } from "../../vectors.ts";
import { type DefinedModel, withoutPopulation } from "../any-model/defined-model.ts";
import { isGaussian } from "../own-inputs.ts";
import {
  type CorrelatedRidgeSum,
  correlatedRidgeSum,
  metricLength,
  metricTimes,
  type RidgeSumModelOptions,
} from "./correlated-ridge-sum.ts";
import { type MetricCovariance, trueCovariance } from "./metric-covariance.ts";
import { gradientBy, lossBy, projectAcross, roundingFactor } from "./population-loss.ts";
import { ridgeSumQuantities } from "./quantities.ts";
import { ridgeBatch } from "./ridge-batch.ts";
import { ridgeScalars, sampledRidgeSum } from "./sampled-loss.ts";

/** The model of ridge sums, ready to be followed. */
export function ridgeSumModel(
  instance: ModelInstance,
  options: RidgeSumModelOptions = {},
): DefinedModel | Failure {
  const built = definedRidgeSum(instance, options);
  return isFailure(built) ? built : built.model;
}

/** The model with what it was made of. */
export function definedRidgeSum(
  instance: ModelInstance,
  options: RidgeSumModelOptions = {},
): { readonly correlated: CorrelatedRidgeSum; readonly model: DefinedModel } | Failure {
  const correlated = correlatedRidgeSum(instance, options);
  if (isFailure(correlated)) return correlated;
  const model = modelOf(instance, correlated);
  return isFailure(model) ? model : { correlated, model };
}

/** The same model under a metric that divides by another covariance than the true one. */
export const withEstimate = (
  instance: ModelInstance,
  correlated: CorrelatedRidgeSum,
  estimate: MetricCovariance,
): DefinedModel | Failure => modelOf(instance, { ...correlated, estimate });

function modelOf(instance: ModelInstance, model: CorrelatedRidgeSum): DefinedModel | Failure {
  const { whitened, root, metric, estimate } = model;
  const { neurons, ambient, dimension } = whitened;
  const size = neurons * ambient;
  const manifold = spheres(ambient, neurons);
  const scale = new Float64Array(neurons);

  /** S w_i, divided by |C^(1/2) w_i| where the predictor is normalised; that into `scale`. */
  const seen = (w: Float64Array): Float64Array => {
    const result = root === undefined ? w.slice() : new Float64Array(size);
    for (let i = 0; i < neurons; i++) {
      const image = neuron(result, i, ambient);
      root?.apply(neuron(w, i, ambient), image);
      scale[i] = estimate === undefined ? norm(image) : metricLength(model, neuron(w, i, ambient));
      if (metric !== "round") image.set(scaled(1 / scale[i]!, image));
    }
    return result;
  };

  const sampled = ambient === dimension ? sampledRidgeSum(instance, model) : undefined;
  if (isFailure(sampled)) return sampled;
  const { input } = instance;
  const isIsotropic = input.law === "gaussian" && input.covariance === "isotropic";
  const scalars = sampled && isIsotropic ? ridgeScalars(instance) : undefined;
  const batch = scalars && !isFailure(scalars) ? ridgeBatch(model, scalars) : undefined;

  const defined: DefinedModel = {
    size,
    loss: (w, rules) => lossBy(whitened, seen(w), rules),
    gradient: (w, rules, depth) => {
      const at = seen(w);
      const { value, size: total } = gradientBy(whitened, at, rules, depth);
      let stretch = 1;
      for (let i = 0; i < neurons; i++) {
        const block = neuron(value, i, ambient);
        const radial = dot(block, neuron(at, i, ambient));
        if (metric !== "round") {
          // Of S w/|S w| its own direction is taken out; what an estimate leaves follows below.
          if (estimate === undefined) addScaled(block, -radial, neuron(at, i, ambient));
          block.set(scaled(1 / scale[i]!, block));
          stretch = Math.max(stretch, 1 / scale[i]!);
        }
        root?.apply(block, block);
        if (estimate === undefined || metric === "round") continue;
        // d(S w/l) = S dw/l - S w <C w, dw>/l^3, l^2 = <w, C w>.
        addScaled(block, -radial / scale[i]! ** 2, metricTimes(model, neuron(w, i, ambient)));
      }
      return { value, size: total * stretch * (root?.largest ?? 1) };
    },
    velocity: (w, gradient, out) => {
      for (let i = 0; i < neurons; i++) {
        const [block, from] = [neuron(out, i, ambient), neuron(gradient, i, ambient)];
        block.set(scaled(-1, from));
        if (metric === "round") continue;
        const length = metricLength(model, neuron(w, i, ambient));
        block.set(scaled(length ** 2, block));
        if (metric !== "preconditioned") continue;
        if (estimate !== undefined) estimate.solve(block);
        else if (root !== undefined) trueCovariance(root).solve(block);
      }
      projectAcross(whitened, w, out);
    },
    project: (w, vector) => projectAcross(whitened, w, vector),
    restore: (w) => w.set(manifold.onto(w)),
    randomState: (random) => {
      if (ambient === dimension) return manifold.random(random);
      const kept = whitened.frame.length + (model.theta === undefined ? 0 : 1);
      const points = reducedSpherePoints(random, dimension, kept, neurons);
      return Float64Array.from(points.flatMap((w) => [...w]));
    },
    rounding: roundingFactor(whitened),
    ...(neurons === 1 && isRotated(model) && { orbitDimension: orbitUnderRotations(model) }),
    quantities: ridgeSumQuantities(model),
    ...(sampled && { sampled }),
    ...(batch && { batch }),
  };
  return isGaussian(instance.input) ? defined : withoutPopulation(defined);
}

/** Whether rotations that keep frame and spike are not noticed: not where data have been drawn. */
const isRotated = ({ root, theta, estimate }: CorrelatedRidgeSum): boolean =>
  estimate === undefined && (root === undefined || theta !== undefined);

/** The dimension of the sphere around the span of frame and spike that one neuron lies on. */
function orbitUnderRotations({ whitened, directions, theta }: CorrelatedRidgeSum) {
  const fixed = orthonormalBasis([...directions, ...(theta ? [theta] : [])], 1e-6);
  return (w: Float64Array): number => {
    const across = w.slice();
    for (const e of fixed) addScaled(across, -dot(e, across), e);
    const isOnSphere = norm(across) > Math.sqrt(unitRoundoff);
    return isOnSphere ? Math.max(0, whitened.dimension - fixed.length - 1) : 0;
  };
}
