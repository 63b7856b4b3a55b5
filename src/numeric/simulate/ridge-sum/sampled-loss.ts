/**
 * The loss of one sample for ridge sums: g(x) = c sum_i phi(<w_i, x>), the arguments divided by
 * |S w_i| where the metric normalises the predictor.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { addScaled, dot, neuron, norm } from "../../vectors.ts";
import type { SampledLoss } from "../sampling/sampled-loss.ts";
import type { CorrelatedRidgeSum } from "./correlated-ridge-sum.ts";
import { numbersOf } from "./ridge-sum.ts";

/** For states in R^d. */
export function sampledRidgeSum(
  instance: ModelInstance,
  model: CorrelatedRidgeSum,
): SampledLoss | Failure {
  const { teacher: given, student, loss } = instance;
  if (given.kind !== "sum") return failure("unsupported-model", "teacher of projections");
  const scalars = numbersOf([student.scale, loss.factor, given.noise, ...given.weights]);
  if (isFailure(scalars)) return scalars;
  const [scale, factor, noise] = [scalars[0]!, scalars[1]!, scalars[2]!];
  const weights = scalars.slice(3);
  const { whitened, directions, root, metric } = model;
  const { neurons, ambient, student: phi, teacher: f } = whitened;
  const imageOf = (w: Float64Array): Float64Array => {
    const image = w.slice();
    root?.apply(image, image);
    return image;
  };
  const sizes = directions.map((v) => norm(imageOf(v)));
  const isSquared = loss.kind === "squared";
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
    addGradient: (w, x, y, weight, out) => {
      let prediction = 0;
      const lengths: number[] = [];
      const images: Float64Array[] = [];
      for (let i = 0; i < neurons; i++) {
        const own = neuron(w, i, ambient);
        if (metric !== "round") {
          images.push(imageOf(own));
          lengths.push(norm(images[i]!));
        }
        values[i] = dot(own, x) / (lengths[i] ?? 1);
        const jet = phi.jet(values[i]!);
        prediction += scale * jet[0];
        slopes[i] = scale * jet[1];
      }
      const residual = isSquared ? 2 * factor * (prediction - y) : -factor * y;
      for (let i = 0; i < neurons; i++) {
        const block = neuron(out, i, ambient);
        const length = lengths[i] ?? 1;
        addScaled(block, (weight * residual * slopes[i]!) / length, x);
        if (metric === "round") continue;
        // d|S w| = Sigma w/|S w|.
        const normal = imageOf(images[i]!);
        addScaled(block, (-weight * residual * slopes[i]! * values[i]!) / length ** 2, normal);
      }
      return isSquared ? factor * (prediction - y) ** 2 : -factor * prediction * y;
    },
  };
}
