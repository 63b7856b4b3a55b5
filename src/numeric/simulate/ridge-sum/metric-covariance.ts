/**
 * The covariance that a metric divides by: the true one, or one estimated from unlabelled inputs.
 *
 * The estimate from n' inputs is C = (1/n') sum_i x_i x_i^T, their mean being known to be 0. A flow
 * that uses it has the predictor phi(<w, x>/sqrt(w^T C w)) and C^(-1) before the gradient, while
 * the population it learns from keeps its own Sigma: the error of C^(-1) is the only change.
 */
import { type Failure, failure } from "../../failure.ts";
import { choleskyFactor, factorSolve } from "../../linear/cholesky.ts";
import type { RandomStream } from "../../random/stream.ts";
import { dot } from "../../vectors.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { SymmetricRoot } from "./covariance.ts";

/** A symmetric positive definite C, as a map. */
export interface MetricCovariance {
  /** out = C x; `out` is not x. */
  readonly times: (x: Float64Array, out: Float64Array) => void;
  /** x = C^(-1) x, in place. */
  readonly solve: (x: Float64Array) => void;
}

/** Sigma = S^2. */
export const trueCovariance = (root: SymmetricRoot): MetricCovariance => ({
  times: (x, out) => {
    root.apply(x, out);
    root.apply(out, out);
  },
  solve: (x) => {
    root.solve(x, x);
    root.solve(x, x);
  },
});

/**
 * (1/n) sum_i x_i x_i^T of n fresh inputs, row by row.
 *
 * @param dimension d
 */
export function empiricalCovariance(
  sampler: Sampler,
  dimension: number,
  count: number,
  random: RandomStream,
): Float64Array {
  const rows = new Float64Array(dimension * dimension);
  const x = new Float64Array(dimension);
  for (let n = 0; n < count; n++) {
    sampler(random, x);
    for (let i = 0; i < dimension; i++) {
      const scaled = x[i]! / count;
      for (let j = 0; j <= i; j++) rows[i * dimension + j]! += scaled * x[j]!;
    }
  }
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < i; j++) rows[j * dimension + i] = rows[i * dimension + j]!;
  }
  return rows;
}

/**
 * A covariance given by its entries, solved by Cholesky's factors.
 *
 * @param rows d rows of d numbers, one after another
 * @returns a failure for a matrix without an inverse: fewer inputs than dimensions
 */
export function covarianceOf(rows: Float64Array, dimension: number): MetricCovariance | Failure {
  const d = dimension;
  const row = (matrix: Float64Array, i: number): Float64Array =>
    matrix.subarray(i * d, (i + 1) * d);
  const factor = rows.slice();
  if (!choleskyFactor(factor, d)) {
    return failure("wrong-arguments", `unlabelled: no inverse of the covariance in R^${d}`);
  }
  return {
    times: (x, out) => {
      for (let i = 0; i < d; i++) out[i] = dot(row(rows, i), x);
    },
    solve: (x) => factorSolve(factor, x),
  };
}
