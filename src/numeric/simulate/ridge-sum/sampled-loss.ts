/**
 * The loss of one sample for ridge sums: g(x) = c sum_i phi(<w_i, x>), the arguments divided by
 * |C^(1/2) w_i| where the metric normalises the predictor; C = Sigma, or its estimate.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { addRows, rowsTimes } from "../../linear/rows.ts";
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
  const roomFor = roomOf(neurons);
  return {
    dimension: ambient,
    noise,
    isKinked: phi.breakpoints.length > 0,
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
      return ({ count, x, y }, weight, out) => {
        const { z, slopes, values, predictions } = roomFor(count);
        predictions.fill(0, 0, count);
        for (let i = 0; i < neurons; i++) {
          const along = z[i]!;
          const inverse = 1 / lengths[i]!;
          rowsTimes(x, count, own[i]!, along);
          for (let a = 0; a < count; a++) along[a]! *= inverse;
          phi.fill(along, count, values, slopes[i]!);
          for (let a = 0; a < count; a++) predictions[a]! += scale * values[a]!;
        }
        let total = 0;
        for (let a = 0; a < count; a++) {
          const prediction = predictions[a]!;
          const error = prediction - y[a]!;
          total += isSquared ? factor * error * error : -factor * prediction * y[a]!;
          predictions[a] = weight * factor * (isSquared ? 2 * error : -y[a]!);
        }
        for (let i = 0; i < neurons; i++) {
          const [pulls, along] = [slopes[i]!, z[i]!];
          const pace = scale / lengths[i]!;
          let stretch = 0;
          for (let a = 0; a < count; a++) {
            const pull = pace * predictions[a]! * pulls[a]!;
            pulls[a] = pull;
            stretch += pull * along[a]!;
          }
          const block = neuron(out, i, ambient);
          addRows(x, count, pulls, block);
          const normal = normals[i];
          if (normal) addScaled(block, -stretch / lengths[i]!, normal);
        }
        return total;
      };
    },
  };
}

interface Room {
  readonly z: readonly Float64Array[];
  readonly slopes: readonly Float64Array[];
  readonly values: Float64Array;
  readonly predictions: Float64Array;
}

/** Arrays for so many samples at least, made anew when there are more. */
function roomOf(neurons: number): (count: number) => Room {
  let [size, room]: [number, Room | undefined] = [0, undefined];
  return (count) => {
    if (room !== undefined && count <= size) return room;
    size = count;
    const numbers = (): Float64Array => new Float64Array(count);
    const each = (): Float64Array[] => Array.from({ length: neurons }, numbers);
    room = { z: each(), slopes: each(), values: numbers(), predictions: numbers() };
    return room;
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
