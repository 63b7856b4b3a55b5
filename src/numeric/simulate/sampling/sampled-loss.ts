/**
 * The loss of one sample, and what is made of many: gradients from raw data.
 *
 * A sample is (x, y) with x in R^d from any law and y = f*(x) + noise. The empirical loss is the
 * mean over the samples of factor (g(x) - y)^2, or of -factor g(x) y; its gradient is the mean of
 * the gradients, and nothing about the law of x is used.
 */
import type { RandomStream } from "../../random/stream.ts";
import type { Sampler } from "./sampler.ts";

export interface SampledLoss {
  /** d, the length of x. */
  readonly dimension: number;
  readonly teacher: (x: Float64Array) => number;
  /** Standard deviation of the label noise. */
  readonly noise: number;
  /** What the loss of samples is at a state; valid until it is asked about another one. */
  readonly gradientAt: (state: Float64Array) => AddGradient;
  /** Whether gradients jump where an argument crosses a kink or a jump of the student's link. */
  readonly isKinked?: boolean;
  /** What neurons make of an input, where the student has neurons. */
  readonly neuronsAt?: (state: Float64Array) => Neurons;
}

export interface Neurons {
  readonly count: number;
  /** What the link of neuron i is applied to. */
  readonly argument: (i: number, x: Float64Array) => number;
  readonly link: (z: number) => number;
}

/**
 * Adds `weight` times the Euclidean gradients of the losses of samples to `out`; returns the sum
 * of their losses.
 */
export type AddGradient = (samples: Samples, weight: number, out: Float64Array) => number;

/** n samples: inputs one after another, and their labels. */
export interface Samples {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A gradient that is made of one sample (x, y) at a time. */
export const sampleBySample =
  (add: (x: Float64Array, y: number, weight: number, out: Float64Array) => number): AddGradient =>
  ({ count, x, y }, weight, out) => {
    const d = x.length / count;
    let total = 0;
    for (let i = 0; i < count; i++) {
      total += add(x.subarray(i * d, (i + 1) * d), y[i]!, weight, out);
    }
    return total;
  };

/** One sample. */
export const oneSample = (x: Float64Array, y: number): Samples => ({
  count: 1,
  x,
  y: Float64Array.of(y),
});

/** Numbers of a block of samples, which stay in the cache while both products pass over them. */
const blockSize = 8192;

/** Draws n samples; a sample's numbers come one after another from the stream, x before its noise. */
export function drawSamples(
  loss: SampledLoss,
  sampler: Sampler,
  count: number,
  random: RandomStream,
): Samples {
  const { dimension, noise } = loss;
  const [x, y] = [new Float64Array(count * dimension), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    const row = x.subarray(i * dimension, (i + 1) * dimension);
    sampler(random, row);
    y[i] = loss.teacher(row) + (noise === 0 ? 0 : noise * random.normal());
  }
  return { count, x, y };
}

/** The gradient of the mean loss over the samples, written into `out`; returns the mean loss. */
export function sampleGradient(
  loss: SampledLoss,
  state: Float64Array,
  { count, x, y }: Samples,
  out: Float64Array,
): number {
  const d = loss.dimension;
  out.fill(0);
  const addGradient = loss.gradientAt(state);
  const rows = Math.max(4, Math.floor(blockSize / d));
  let total = 0;
  for (let from = 0; from < count; from += rows) {
    const to = Math.min(count, from + rows);
    const block = { count: to - from, x: x.subarray(from * d, to * d), y: y.subarray(from, to) };
    total += addGradient(block, 1 / count, out);
  }
  return total / count;
}

export interface MonteCarloGradient {
  readonly value: Float64Array;
  /** The standard error of each entry. */
  readonly standardError: Float64Array;
}

/** The mean of the gradients of fresh samples, none of which is kept, with standard errors. */
export function monteCarloGradient(
  loss: SampledLoss,
  sampler: Sampler,
  state: Float64Array,
  count: number,
  random: RandomStream,
): MonteCarloGradient {
  const x = new Float64Array(loss.dimension);
  const one = new Float64Array(state.length);
  const [sum, squares] = [new Float64Array(state.length), new Float64Array(state.length)];
  const addGradient = loss.gradientAt(state);
  for (let i = 0; i < count; i++) {
    sampler(random, x);
    const y = loss.teacher(x) + (loss.noise === 0 ? 0 : loss.noise * random.normal());
    one.fill(0);
    addGradient(oneSample(x, y), 1, one);
    for (let j = 0; j < one.length; j++) {
      sum[j]! += one[j]!;
      squares[j]! += one[j]! * one[j]!;
    }
  }
  const value = sum.map((s) => s / count);
  const standardError = squares.map((s, j) =>
    Math.sqrt(Math.max(0, s / count - value[j]! ** 2) / (count - 1)),
  );
  return { value, standardError };
}
