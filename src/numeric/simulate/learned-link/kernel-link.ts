/**
 * A link by kernel ridge regression on n samples, and the direction's flow with it.
 *
 * For labels y_i and arguments z_i = <w, x_i> the link is the minimiser of
 *   (factor/n) sum_i (phi(z_i) - y_i)^2 + (lambda/2) sum_p a_p^2 / c_p,   phi = sum_p a_p h_p,
 * that is (H^T H/n + diag(lambda/(2 factor c_p))) a = H^T y/n with H_ip = h_p(z_i). It is solved
 * anew at every direction; the direction follows the gradient of the first term with the link
 * held, which is the gradient of the minimal value, since the derivative in the link is 0 there.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { hermiteLink } from "../../link/hermite-link.ts";
import type { RandomStream } from "../../random/stream.ts";
import { hermiteValues } from "../../special/hermite.ts";
import { addScaled, dot, norm, scaled, unit } from "../../vectors.ts";
import type { Sized } from "../answers.ts";
import type { DefinedModel } from "../any-model/defined-model.ts";
import { drawSamples, type Samples } from "../sampling/sampled-loss.ts";
import type { Sampler } from "../sampling/sampler.ts";
import { samplerOf } from "../sampling/samplers.ts";
import { definedLearnedLink, type LearnedLink, sampledLearnedLink } from "./learned-link.ts";

/** A regression before its samples are drawn. */
export interface KernelProblem {
  readonly model: LearnedLink;
  /** The same with its coefficients as part of the state: w, then a_0, ..., a_P. */
  readonly withCoefficients: DefinedModel;
  readonly law: Sampler;
  readonly count: number;
}

export interface KernelLink {
  /** a_0, ..., a_P of the link fitted at a direction; `undefined` where it is not determined. */
  readonly linkAt: (w: Float64Array) => Float64Array | undefined;
  /** The direction alone, on the sphere of R^d; NaN where the link is not determined. */
  readonly model: DefinedModel;
}

/** The regression of an instance whose link is `learned` with `samples`. */
export function kernelProblem(instance: ModelInstance, sampler?: Sampler): KernelProblem | Failure {
  const { link } = instance.student;
  if (link.kind !== "learned" || link.samples === undefined) {
    return failure("unsupported-model", "a link that is not fitted on samples");
  }
  const { samples: counted, ...coefficients } = link;
  const count = evaluateNumber(counted);
  if (isFailure(count)) return count;
  if (!(Number.isInteger(count.value) && count.value >= 1)) {
    return failure("wrong-arguments", `samples: expected an integer >= 1, got ${count.value}`);
  }
  const plain = { ...instance, student: { ...instance.student, link: coefficients } };
  const built = definedLearnedLink(plain, { reduced: false });
  if (isFailure(built)) return built;
  if (!built.link.isSquared) {
    return failure("unsupported-model", "regression needs the squared loss");
  }
  const law = sampler ?? samplerOf(instance.input, undefined);
  if (isFailure(law)) return law;
  return { model: built.link, withCoefficients: built.model, law, count: count.value };
}

/** Draws the samples, and fits on them. */
export function kernelLink(problem: KernelProblem, random: RandomStream): KernelLink {
  const { model, withCoefficients, law, count } = problem;
  const samples = drawSamples(sampledLearnedLink(model), law, count, random);
  const d = model.sum.ambient;
  const linkAt = (w: Float64Array): Float64Array | undefined => fitted(model, samples, w);
  const project = (w: Float64Array, v: Float64Array): void => {
    addScaled(v, -dot(v, w), w);
  };
  // Both rules are the one sum over the samples: it is the loss, and has nothing but rounding.
  const direction: DefinedModel = {
    size: d,
    loss: (w) => leastLoss(model, samples, linkAt(w), w),
    gradient: (w) => gradientOf(model, samples, linkAt(w), w),
    velocity: (w, gradient, out) => {
      out.set(scaled(-1, gradient));
      project(w, out);
    },
    project,
    restore: (w) => w.set(unit(w)),
    randomState: (stream) => stream.onSphere(d),
    rounding: withCoefficients.rounding,
    quantities: new Map(),
  };
  return { linkAt, model: direction };
}

/** The empirical loss with its penalty, which the link at w makes as small as can be. */
function leastLoss(
  { factor, ridge, weights }: LearnedLink,
  { count, x, y }: Samples,
  a: Float64Array | undefined,
  w: Float64Array,
): Sized<number> {
  if (a === undefined) return { value: Number.NaN, size: Number.NaN };
  const phi = hermiteLink(a);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const [value] = phi.jet(dot(w, x.subarray(i * w.length, (i + 1) * w.length)));
    sum += (factor * (value - y[i]!) ** 2) / count;
  }
  // Where the weight is 0 so is the coefficient.
  a.forEach((value, p) => {
    if (value !== 0) sum += (ridge * value * value) / (2 * weights[p]!);
  });
  return { value: sum, size: sum };
}

function gradientOf(
  { factor }: LearnedLink,
  { count, x, y }: Samples,
  a: Float64Array | undefined,
  w: Float64Array,
): Sized<Float64Array> {
  const value = new Float64Array(w.length);
  if (a === undefined) return { value: value.fill(Number.NaN), size: Number.NaN };
  const phi = hermiteLink(a);
  let size = 0;
  for (let i = 0; i < count; i++) {
    const row = x.subarray(i * w.length, (i + 1) * w.length);
    const [at, slope] = phi.jet(dot(w, row));
    const pull = (2 * factor * (at - y[i]!) * slope) / count;
    addScaled(value, pull, row);
    size += Math.abs(pull) * norm(row);
  }
  return { value, size };
}

function fitted(model: LearnedLink, samples: Samples, w: Float64Array): Float64Array | undefined {
  const { degree, weights: c, ridge, factor, sum } = model;
  const { count, x, y } = samples;
  const size = degree + 1;
  const normal = Matrix.zeros(size, size);
  const right = Matrix.zeros(size, 1);
  const h = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    hermiteValues(dot(w, x.subarray(i * sum.ambient, (i + 1) * sum.ambient)), h);
    // With a_p = sqrt(c_p) b_p a weight of 0 needs no case of its own.
    for (let p = 0; p < size; p++) h[p]! *= Math.sqrt(c[p]!);
    for (let p = 0; p < size; p++) {
      right.set(p, 0, right.get(p, 0) + (h[p]! * y[i]!) / count);
      for (let q = 0; q <= p; q++) {
        const entry = normal.get(p, q) + (h[p]! * h[q]!) / count;
        normal.set(p, q, entry);
        normal.set(q, p, entry);
      }
    }
  }
  for (let p = 0; p < size; p++) {
    const diagonal = normal.get(p, p) + ridge / (2 * factor);
    normal.set(p, p, c[p] === 0 ? 1 : diagonal);
  }
  if (!normal.to1DArray().every(Number.isFinite)) return undefined;
  const cholesky = new CholeskyDecomposition(normal);
  if (!cholesky.isPositiveDefinite()) return undefined;
  const b = cholesky.solve(right).to1DArray();
  return Float64Array.from(b, (value, p) => Math.sqrt(c[p]!) * value);
}
