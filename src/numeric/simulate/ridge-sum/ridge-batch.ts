/**
 * Batches for one neuron with a fixed link: of a sample (z, y) the loss is factor (phi(z) - y)^2
 * (or -factor phi y), with the derivative 2 factor (phi - y) phi' in z.
 */
import { type BatchGradient, gaussianBatch } from "../sampling/gaussian-batch.ts";
import type { CorrelatedRidgeSum } from "./correlated-ridge-sum.ts";
import type { RidgeScalars } from "./sampled-loss.ts";

/** The batches of one neuron; `undefined` where a sample is more than z and the teacher's y. */
export function ridgeBatch(
  { whitened, directions, root, metric }: CorrelatedRidgeSum,
  { scale, factor, noise, weights, isSquared }: RidgeScalars,
): BatchGradient | undefined {
  const { neurons, ambient: d, student, teacher } = whitened;
  if (neurons !== 1 || root !== undefined || metric !== "round") return undefined;
  let [values, slopes] = [new Float64Array(0), new Float64Array(0)];
  return gaussianBatch({
    dimension: d,
    frame: directions,
    weights,
    teacher,
    noise,
    pulls: (_, { z, y, count }, weight, c) => {
      if (values.length < count)
        [values, slopes] = [new Float64Array(count), new Float64Array(count)];
      student.fill(z, count, values, slopes);
      for (let i = 0; i < count; i++) {
        const error = isSquared ? 2 * (scale * values[i]! - y[i]!) : -y[i]!;
        c[i] = weight * factor * error * scale * slopes[i]!;
      }
    },
  });
}
