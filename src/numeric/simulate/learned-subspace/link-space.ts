/**
 * The space that a link of r variables is learned in: Hermite coefficients a_beta up to a degree,
 * with the norm sum a_beta^2 / c_|beta|, whole or spanned by random features.
 *
 * A link is a = F b with |b| its norm. For the whole space F = diag(sqrt c); N random features are
 * the functions psi_i = sum_beta sqrt(c_|beta|) g_(beta,i) h_beta / sqrt(N) with independent
 * standard Gaussians g, whose kernel sum_i psi_i(z) psi_i(z') has the mean sum_beta c_|beta|
 * h_beta(z) h_beta(z').
 */
import type { Expression } from "../../../model/expression/expression.ts";
import { type Failure, isFailure } from "../../failure.ts";
import { multiIndices } from "../../gaussian/hermite-expansion.ts";
import type { RandomStream } from "../../random/stream.ts";
import { hermiteValues } from "../../special/hermite.ts";
import { degreeWeights } from "../degree-weights.ts";

export interface LinkSpace {
  /** r. */
  readonly variables: number;
  /** P, the total degree. */
  readonly degree: number;
  /** The degrees of each coefficient, one for each variable. */
  readonly beta: readonly (readonly number[])[];
  /** c_|beta|, one for each coefficient. */
  readonly weights: Float64Array;
}

export function linkSpace(
  variables: number,
  degree: number,
  weights: Expression,
): LinkSpace | Failure {
  const byDegree = degreeWeights(weights, degree);
  if (isFailure(byDegree)) return byDegree;
  const beta = multiIndices(variables, degree);
  const sums = beta.map((powers) => powers.reduce((sum, power) => sum + power, 0));
  return { variables, degree, beta, weights: Float64Array.from(sums, (j) => byDegree[j]!) };
}

/** F of N random features, row by row: as many rows as coefficients, N columns. */
export function randomFeatures(
  { weights }: LinkSpace,
  count: number,
  random: RandomStream,
): Float64Array {
  const F = new Float64Array(weights.length * count);
  // Feature by feature, so that more features are the same ones and others.
  for (let i = 0; i < count; i++) {
    weights.forEach((c, t) => {
      F[t * count + i] = Math.sqrt(c / count) * random.normal();
    });
  }
  return F;
}

/** The values h_beta(z) of all coefficients' functions, written into `out`. */
export function basisValues({ variables, degree, beta }: LinkSpace) {
  const h = Array.from({ length: variables }, () => new Float64Array(degree + 1));
  return (z: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < variables; i++) hermiteValues(z[i]!, h[i]!);
    beta.forEach((powers, t) => {
      let product = 1;
      for (let i = 0; i < variables; i++) product *= h[i]![powers[i]!]!;
      out[t] = product;
    });
  };
}
