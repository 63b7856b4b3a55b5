/**
 * A link by kernel ridge regression on n samples, and the direction's flow with it.
 *
 * For labels y_i and arguments z_i = <w, x_i> the link is the minimiser of
 *   (factor/n) sum_i (phi(z_i) - y_i)^2 + (lambda/2) sum_p a_p^2 / c_p,   phi = sum_p a_p h_p,
 * that is (H^T H/n + diag(lambda/(2 factor c_p))) a = H^T y/n with H_ip = h_p(z_i). It is solved
 * anew at every direction; the direction follows the gradient of the first term with the link
 * held, which is the gradient of the minimal value, since the link's own derivative vanishes there.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { ModelInstance } from "../../../model/instance.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import type { VectorField } from "../../integrate/tableau.ts";
import { hermiteLink } from "../../link/hermite-link.ts";
import type { RandomStream } from "../../random/stream.ts";
import { hermiteValues } from "../../special/hermite.ts";
import { addScaled, dot, unit } from "../../vectors.ts";
import { drawSamples, type Samples } from "../sampling/sampled-loss.ts";
import type { Sampler } from "../sampling/sampler.ts";
import { samplerOf } from "../sampling/samplers.ts";
import { type LearnedLink, learnedLink, sampledLearnedLink } from "./learned-link.ts";

export interface KernelLink {
  readonly model: LearnedLink;
  readonly samples: Samples;
  /** a_0, ..., a_P of the link fitted at a direction; `undefined` where it is not determined. */
  readonly linkAt: (w: Float64Array) => Float64Array | undefined;
  /** w' in R^d; NaN where the link is not determined. */
  readonly field: VectorField;
}

/** Draws the samples of an instance whose link is `learned` with `samples`, and fits on them. */
export function kernelLink(
  instance: ModelInstance,
  random: RandomStream,
  sampler?: Sampler,
): KernelLink | Failure {
  const { link } = instance.student;
  if (link.kind !== "learned" || link.samples === undefined) {
    return failure("unsupported-model", "a link that is not fitted on samples");
  }
  const { samples: counted, ...coefficients } = link;
  const count = evaluateNumber(counted);
  if (isFailure(count)) return count;
  const plain = { ...instance, student: { ...instance.student, link: coefficients } };
  const model = learnedLink(plain, { reduced: false });
  if (isFailure(model)) return model;
  if (!model.isSquared) return failure("unsupported-model", "regression needs the squared loss");
  const law = sampler ?? samplerOf(instance.input, undefined);
  if (isFailure(law)) return law;
  const samples = drawSamples(sampledLearnedLink(model), law, Math.round(count.value), random);
  const linkAt = (w: Float64Array): Float64Array | undefined => fitted(model, samples, w);
  return { model, samples, linkAt, field: fieldOf(model, samples, linkAt) };
}

function fieldOf(
  { sum: { ambient: d }, factor }: LearnedLink,
  { count, x, y }: Samples,
  linkAt: KernelLink["linkAt"],
): VectorField {
  return (_, state, dy) => {
    const w = unit(state);
    const a = linkAt(w);
    if (a === undefined) {
      dy.fill(Number.NaN);
      return;
    }
    const phi = hermiteLink(a);
    dy.fill(0);
    for (let i = 0; i < count; i++) {
      const row = x.subarray(i * d, (i + 1) * d);
      const [value, slope] = phi.jet(dot(w, row));
      addScaled(dy, (-2 * factor * (value - y[i]!) * slope) / count, row);
    }
    addScaled(dy, -dot(dy, w), w);
  };
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
