/**
 * The penalty on a link of a subspace: a norm of a space of functions, and what it does to a link.
 *
 *   |phi|^2 = sum_beta a_beta^2 / c_|beta|,   penalty (lambda/2) |phi|^2
 *
 * with Hermite coefficients a_beta and weights c_j >= 0 of the total degree, so that the norm is
 * the same in every basis of the subspace. The minimiser over phi of factor E(phi - F)^2 plus the
 * penalty has the coefficients s_|beta| alpha_beta of F, where
 *   s_j = 2 factor c_j / (2 factor c_j + lambda),
 * and the least value is factor (E F^2 - sum_beta s_|beta| alpha_beta^2): the derivative in each
 * a_beta is put to 0. [bietti2023, Proposition 3.3]
 */
import type { Expression } from "../../../model/expression/expression.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import type { GaussianFunction } from "../../gaussian/function.ts";
import { exactly, product } from "../../measured.ts";
import { degreeWeights } from "../degree-weights.ts";
import { numbersOf } from "../ridge-sum/ridge-sum.ts";

export interface Penalty {
  /** c_0, c_1, ..., up to the highest degree that is looked at. */
  readonly weights: Float64Array;
  readonly ridge: number;
  /** s_0, s_1, ... */
  readonly shares: Float64Array;
}

/** Weights and ridge of a spec, at degrees 0, ..., `degree`. */
export function penaltyOf(
  options: { readonly weights?: Expression; readonly ridge?: Expression },
  degree: number,
  factor: number,
): Penalty | Failure {
  const ridges = numbersOf(options.ridge === undefined ? [] : [options.ridge]);
  if (isFailure(ridges)) return ridges;
  const [ridge = 0] = ridges;
  if (!(ridge >= 0)) return failure("wrong-arguments", `ridge: expected >= 0, got ${ridge}`);
  const weights = degreeWeights(options.weights, degree);
  if (isFailure(weights)) return weights;
  // Where the weight is 0 the degree is not there, ridge or none.
  const shares = weights.map((c) => (c === 0 ? 0 : (2 * factor * c) / (2 * factor * c + ridge)));
  return { weights, ridge, shares };
}

/** The function with its part of degree j multiplied by shares[j]. */
export function sharedFunction(f: GaussianFunction, shares: Float64Array): GaussianFunction {
  const series = new Map(
    [...f.series].map(([key, { powers, value }]) => {
      const degree = powers.reduce((all, power) => all + power, 0);
      return [key, { powers, value: product(exactly(shares[degree]!), value) }] as const;
    }),
  );
  // Shares are at most 1.
  return { ...f, series };
}
