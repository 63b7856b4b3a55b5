/**
 * Predictors that are fitted to samples once and do not move: kernel ridge regression, and the
 * second layer on top of neurons that stay as they are.
 *
 *   kernel   f(x) = sum_i alpha_i K(<x, x_i>/d),   (K + n ridge) alpha = y
 *   layer    f(x) = sum_j a_j phi(s_j t_j(x) + b_j), the minimiser of the mean of (f - y)^2 plus
 *            ridge |a|^2; t_j is the argument of a neuron, s_j a fair sign, b_j standard normal
 *
 * The first sees inner products alone: a rotation of all inputs changes nothing, so that no
 * direction is learned ([mousavi2023, Section 1]). Both are convex, and solved by Cholesky's factors.
 * Their error is the mean of (f - f*)^2 over fresh inputs; f* is the teacher without noise.
 */
import { type Failure, failure } from "../../failure.ts";
import { choleskySolve } from "../../linear/cholesky.ts";
import { rowsTimes } from "../../linear/rows.ts";
import type { RandomStream } from "../../random/stream.ts";
import { dot } from "../../vectors.ts";
import { drawSamples, type SampledLoss, type Samples } from "./sampled-loss.ts";
import type { Sampler } from "./sampler.ts";

/** Writes the kernel at the first `count` numbers. */
type Kernel = (z: Float64Array, count: number, value: Float64Array) => void;

export interface Fit {
  /** Samples that it is fitted to. */
  readonly samples: number;
  /** >= 0; the penalty for each sample. */
  readonly ridge: number;
  /** The kernel as a function of <x, x'>/d, or how many features the layer has. */
  readonly by:
    | { readonly kind: "kernel"; readonly kernel: Kernel }
    | { readonly kind: "layer"; readonly width: number };
}

/** Inputs on which the error is taken. */
export const freshInputs = 200;
/** Unknowns of one system: n^3/3 multiplications and as many sums. */
const mostUnknowns = 1024;

/** The squared error of a fit to samples from the stream, at a state. */
export function fittedError(
  loss: SampledLoss,
  sampler: Sampler,
  state: Float64Array,
  fit: Fit,
  random: RandomStream,
): number | Failure {
  const { samples: count, by } = fit;
  const unknowns = by.kind === "kernel" ? count : by.width;
  if (unknowns > mostUnknowns) {
    const cost = (n: number): string => ((2e-9 / 3) * n ** 3).toPrecision(3);
    const got = `${unknowns} unknowns: ${cost(unknowns)} GFLOP, of ${cost(mostUnknowns)}`;
    return failure("too-large", got);
  }
  const samples = drawSamples(loss, sampler, count, random);
  const predict =
    by.kind === "kernel"
      ? kernelRegression(loss, samples, by.kernel, fit.ridge)
      : secondLayer(loss, samples, state, by.width, fit.ridge, random);
  if (typeof predict !== "function") return predict;
  const x = new Float64Array(loss.dimension);
  let sum = 0;
  for (let i = 0; i < freshInputs; i++) {
    sampler(random, x);
    sum += (predict(x) - loss.teacher(x)) ** 2;
  }
  return sum / freshInputs;
}

type Predictor = (x: Float64Array) => number;

function kernelRegression(
  { dimension: d }: SampledLoss,
  { count: n, x, y }: Samples,
  kernel: Kernel,
  ridge: number,
): Predictor | Failure {
  const [z, values] = [new Float64Array(n), new Float64Array(n)];
  /** K(<point, x_j>/d) for the first `count` samples. */
  const valuesAt = (point: Float64Array, count: number): Float64Array => {
    rowsTimes(x, count, point, z);
    for (let j = 0; j < count; j++) z[j]! /= d;
    kernel(z, count, values);
    return values;
  };
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    valuesAt(x.subarray(i * d, (i + 1) * d), i + 1);
    for (let j = 0; j <= i; j++) {
      matrix[i * n + j] = values[j]!;
      matrix[j * n + i] = values[j]!;
    }
    matrix[i * n + i]! += n * ridge;
  }
  const alpha = y.slice();
  if (!choleskySolve(matrix, alpha)) return notConvex("the kernel");
  return (point) => dot(alpha, valuesAt(point, n));
}

function secondLayer(
  { dimension: d, neuronsAt }: SampledLoss,
  { count: n, x, y }: Samples,
  state: Float64Array,
  width: number,
  ridge: number,
  random: RandomStream,
): Predictor | Failure {
  if (neuronsAt === undefined)
    return failure("unsupported-model", "a second layer of this student");
  const { count, argument, link } = neuronsAt(state);
  const signs = Array.from({ length: width }, () => (random.uniform() < 1 / 2 ? -1 : 1));
  const biases = Array.from({ length: width }, () => random.normal());
  const features = (point: Float64Array, out: Float64Array): void => {
    for (let j = 0; j < width; j++) {
      out[j] = link(signs[j]! * argument(j % count, point) + biases[j]!);
    }
  };
  const [matrix, right] = [new Float64Array(width * width), new Float64Array(width)];
  const phi = new Float64Array(width);
  for (let i = 0; i < n; i++) {
    features(x.subarray(i * d, (i + 1) * d), phi);
    for (let j = 0; j < width; j++) {
      right[j]! += (phi[j]! * y[i]!) / n;
      for (let k = 0; k <= j; k++) matrix[j * width + k]! += (phi[j]! * phi[k]!) / n;
    }
  }
  for (let j = 0; j < width; j++) {
    matrix[j * width + j]! += ridge;
    for (let k = 0; k < j; k++) matrix[k * width + j] = matrix[j * width + k]!;
  }
  if (!choleskySolve(matrix, right)) return notConvex("the second layer");
  return (point) => {
    features(point, phi);
    return dot(phi, right);
  };
}

const notConvex = (what: string): Failure =>
  failure("wrong-arguments", `${what} has no inverse here: take a larger ridge`);
