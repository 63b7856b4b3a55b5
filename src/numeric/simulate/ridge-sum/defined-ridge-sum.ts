/**
 * A ridge sum under any Gaussian covariance as a model to be followed: its loss and gradient seen
 * through Sigma^{1/2}, its velocity in the metric of the instance.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, isFailure } from "../../failure.ts";
import { spheres } from "../../manifold/spheres.ts";
import { reducedSpherePoints } from "../../random/overlaps.ts";
import { addScaled, dot, neuron, norm, scaled } from "../../vectors.ts";
import { type DefinedModel, withoutPopulation } from "../any-model/defined-model.ts";
import { isGaussian } from "../own-inputs.ts";
import {
  type CorrelatedRidgeSum,
  correlatedRidgeSum,
  type RidgeSumModelOptions,
} from "./correlated-ridge-sum.ts";
import { gradientBy, lossBy, projectAcross, roundingFactor } from "./population-loss.ts";
import { ridgeSumQuantities } from "./quantities.ts";
import { sampledRidgeSum } from "./sampled-loss.ts";

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

function modelOf(instance: ModelInstance, model: CorrelatedRidgeSum): DefinedModel | Failure {
  const { whitened, root, metric } = model;
  const { neurons, ambient, dimension } = whitened;
  const size = neurons * ambient;
  const manifold = spheres(ambient, neurons);
  const scale = new Float64Array(neurons);

  /** S w_i, or its direction where the predictor is normalised; |S w_i| into `scale`. */
  const seen = (w: Float64Array): Float64Array => {
    const result = root === undefined ? w.slice() : new Float64Array(size);
    for (let i = 0; i < neurons; i++) {
      const image = neuron(result, i, ambient);
      root?.apply(neuron(w, i, ambient), image);
      scale[i] = norm(image);
      if (metric !== "round") image.set(scaled(1 / scale[i]!, image));
    }
    return result;
  };

  const sampled = ambient === dimension ? sampledRidgeSum(instance, model) : undefined;
  if (isFailure(sampled)) return sampled;

  const defined: DefinedModel = {
    size,
    loss: (w, rules) => lossBy(whitened, seen(w), rules),
    gradient: (w, rules) => {
      const at = seen(w);
      const { value, size: total } = gradientBy(whitened, at, rules);
      let stretch = 1;
      for (let i = 0; i < neurons; i++) {
        const block = neuron(value, i, ambient);
        if (metric !== "round") {
          const across = neuron(at, i, ambient);
          addScaled(block, -dot(block, across), across);
          block.set(scaled(1 / scale[i]!, block));
          stretch = Math.max(stretch, 1 / scale[i]!);
        }
        root?.apply(block, block);
      }
      return { value, size: total * stretch * (root?.largest ?? 1) };
    },
    velocity: (w, gradient, out) => {
      for (let i = 0; i < neurons; i++) {
        const [block, from] = [neuron(out, i, ambient), neuron(gradient, i, ambient)];
        block.set(scaled(-1, from));
        if (metric === "round") continue;
        const image = neuron(w, i, ambient).slice();
        root?.apply(image, image);
        block.set(scaled(dot(image, image), block));
        if (metric !== "preconditioned" || root === undefined) continue;
        root.solve(block, block);
        root.solve(block, block);
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
    quantities: ridgeSumQuantities(model),
    ...(sampled && { sampled }),
  };
  return isGaussian(instance.input) ? defined : withoutPopulation(defined);
}
