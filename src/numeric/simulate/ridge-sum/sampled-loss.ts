/**
 * The loss of one sample for ridge sums: g(x) = c sum_i phi(<w_i, x>), the arguments divided by
 * |C^(1/2) w_i| where the metric normalises the predictor; C = Sigma, or its estimate.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { addScaled, dot, neuron, norm } from "../../vectors.ts";
import type { SampledLoss } from "../sampling/sampled-loss.ts";
import { type CorrelatedRidgeSum, metricLength, metricTimes } from "./correlated-ridge-sum.ts";
import { numbersOf } from "./ridge-sum.ts";

/** For states in R^d. */
export function sampledRidgeSum(
  instance: ModelInstance,
  model: CorrelatedRidgeSum,
): SampledLoss | Failure {
  const scalars = ridgeScalars(instance);
  if (isFailure(scalars)) return scalars;
  const { scale, factor, noise, weights, isSquared } = scalars;
  const { whitened, directions, root, metric } = model;
  const { neurons, ambient, student: phi, teacher: f } = whitened;
  const sizes = directions.map((v) => {
    const image = v.slice();
    root?.apply(image, image);
    return norm(image);
  });
  const [slopes, values] = [new Float64Array(neurons), new Float64Array(neurons)];
  return {
    dimension: ambient,
    noise,
    teacher: (x) => {
      let y = 0;
      for (let j = 0; j < directions.length; j++) {
        y += weights[j]! * f.value(dot(directions[j]!, x) / sizes[j]!);
      }
      return y;
    },
    neuronsAt: (w) => {
      const own = Array.from({ length: neurons }, (_, i) => neuron(w, i, ambient));
      const lengths = own.map((v) => (metric === "round" ? 1 : metricLength(model, v)));
      const argument = (i: number, x: Float64Array): number => dot(own[i]!, x) / lengths[i]!;
      return { count: neurons, argument, link: phi.value };
    },
    gradientAt: (w) => {
      const own = Array.from({ length: neurons }, (_, i) => neuron(w, i, ambient));
      // C w_i, along which the length |C^(1/2) w_i| grows by |C^(1/2) w_i|^(-1) C w_i.
      const normals = metric === "round" ? [] : own.map((v) => metricTimes(model, v));
      const lengths = own.map((v, i) => (normals[i] ? Math.sqrt(dot(v, normals[i])) : 1));
      return (x, y, weight, out) => {
        let prediction = 0;
        for (let i = 0; i < neurons; i++) {
          values[i] = dot(own[i]!, x) / lengths[i]!;
          const jet = phi.jet(values[i]!);
          prediction += scale * jet[0];
          slopes[i] = scale * jet[1];
        }
        const residual = isSquared ? 2 * factor * (prediction - y) : -factor * y;
        for (let i = 0; i < neurons; i++) {
          const block = neuron(out, i, ambient);
          const along = (weight * residual * slopes[i]!) / lengths[i]!;
          addScaled(block, along, x);
          const normal = normals[i];
          if (normal) addScaled(block, (-along * values[i]!) / lengths[i]!, normal);
        }
        return isSquared ? factor * (prediction - y) ** 2 : -factor * prediction * y;
      };
    },
  };
}

/** The numbers of a ridge sum and of its loss. */
export interface RidgeScalars {
  readonly scale: number;
  readonly factor: number;
  readonly noise: number;
  /** Of the teacher's ridge functions. */
  readonly weights: readonly number[];
  readonly isSquared: boolean;
}

export function ridgeScalars({ teacher, student, loss }: ModelInstance): RidgeScalars | Failure {
  if (teacher.kind !== "sum") return failure("unsupported-model", "teacher of projections");
  const numbers = numbersOf([student.scale, loss.factor, teacher.noise, ...teacher.weights]);
  if (isFailure(numbers)) return numbers;
  const [scale = 1, factor = 1, noise = 0, ...weights] = numbers;
  return { scale, factor, noise, weights, isSquared: loss.kind === "squared" };
}
