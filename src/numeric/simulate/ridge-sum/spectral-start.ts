/**
 * `w: spectral`: the direction in which unlabelled inputs vary most, whatever the spike is.
 *
 * The unit eigenvector of the largest eigenvalue of the empirical covariance of `unlabelled` fresh
 * inputs, its sign by a fair coin. Every neuron begins there.
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import type { Start } from "../../../model/spec.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import type { RandomStream } from "../../random/stream.ts";
import { unit } from "../../vectors.ts";
import type { Sampler } from "../sampling/sampler.ts";
import { empiricalCovariance } from "./metric-covariance.ts";

export const isSpectral = (value: Expression | undefined): boolean =>
  value?.kind === "name" && value.name === "spectral";

/** @returns a failure beside other entries, and without unlabelled inputs */
export function spectralStart(
  { dynamics, dimension, student }: ModelInstance,
  sampler: Sampler,
  start: Start,
  random: RandomStream,
): Float64Array | Failure {
  const [entry, ...others] = start;
  if (entry?.name !== "w" || others.length > 0) {
    return failure("no-such-start", "spectral beside other entries, or for another name than w");
  }
  if (dynamics.unlabelled === undefined) {
    return failure("no-such-start", "spectral without dynamics.unlabelled, the inputs it is from");
  }
  const count = evaluateNumber(dynamics.unlabelled);
  if (isFailure(count)) return count;
  const rows = empiricalCovariance(sampler, dimension, count.value, random);
  const matrix = Matrix.from1DArray(dimension, dimension, Array.from(rows));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const top = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  const sign = random.uniform() < 1 / 2 ? -1 : 1;
  const direction = unit(Float64Array.from(eigenvectorMatrix.getColumn(top), (x) => sign * x));
  const neurons = student.shape.kind === "neurons" ? student.shape.count : 1;
  const state = new Float64Array(neurons * dimension);
  for (let i = 0; i < neurons; i++) state.set(direction, i * dimension);
  return state;
}
