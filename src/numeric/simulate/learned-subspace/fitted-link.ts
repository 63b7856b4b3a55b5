/**
 * The link of a subspace by ridge regression on n samples, and the subspace's flow with it
 * ([bietti2023, Eq. 84]).
 *
 * For labels y_i and z_i = W^T x_i the link is the minimiser of
 *   (factor/n) sum_i (phi(z_i) - y_i)^2 + (lambda/2) |phi|^2,   phi = sum_t (F b)_t h_beta_t, |phi|
 *   = |b|,
 * that is (Psi^T Psi/n + lambda/(2 factor)) b = Psi^T y/n with Psi = H F, H_it = h_beta_t(z_i), and
 * F of `link-space.ts`. It is solved anew at every W; the subspace descends the first term with the
 * link held, which is the slope of the least value, since the derivative in the link is 0 there.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { hermiteMultiLink } from "../../gaussian/polynomial-link.ts";
import { grassmann, stiefel } from "../../manifold/frames.ts";
import { addScaled, dot, neuron, norm } from "../../vectors.ts";
import type { Sized } from "../answers.ts";
import type { DefinedModel } from "../any-model/defined-model.ts";
import type { Samples } from "../sampling/sampled-loss.ts";
import { basisValues } from "./link-space.ts";
import type { LearnedSubspace } from "./model.ts";

export interface FittedLink {
  /** The coefficients at a frame; `undefined` where the samples do not determine them. */
  readonly linkAt: (W: Float64Array) => Float64Array | undefined;
  /** The frame alone; NaN where the link is not determined. */
  readonly model: DefinedModel;
}

/** @param frame the subspace's own maps and random frames */
export function fittedLink(
  learned: LearnedSubspace,
  frame: DefinedModel,
  samples: Samples,
): FittedLink {
  const { rank: r, ambient: d, on } = learned.multi;
  const manifold = on === "stiefel" ? stiefel(d, r) : grassmann(d, r);
  const regression = regressionOf(learned, samples);
  let known: { readonly W: Float64Array; readonly a: Float64Array | undefined } | undefined;
  const linkAt = (W: Float64Array): Float64Array | undefined => {
    if (known === undefined || known.W.some((x, i) => x !== W[i])) {
      known = { W: W.slice(), a: regression(W) };
    }
    return known.a;
  };
  const terms = (W: Float64Array): { loss: Sized<number>; gradient: Sized<Float64Array> } =>
    empiricalTerms(learned, samples, W, linkAt(W));
  const project = (W: Float64Array, vector: Float64Array): void =>
    vector.set(manifold.tangent(W, vector));
  const model: DefinedModel = {
    size: r * d,
    // Both rules are the one sum over the samples: it is the loss, and has nothing but rounding.
    loss: (W) => terms(W).loss,
    gradient: (W) => terms(W).gradient,
    velocity: (W, gradient, out) => {
      for (let i = 0; i < out.length; i++) out[i] = -gradient[i]!;
      project(W, out);
    },
    project,
    restore: (W) => W.set(manifold.onto(W)),
    randomState: frame.randomState,
    rounding: frame.rounding,
    quantities: frame.quantities,
  };
  return { linkAt, model };
}

function empiricalTerms(
  { multi, space, ridge }: LearnedSubspace,
  { count, x, y }: Samples,
  W: Float64Array,
  a: Float64Array | undefined,
): { readonly loss: Sized<number>; readonly gradient: Sized<Float64Array> } {
  const { rank: r, ambient: d, factor } = multi;
  const value = new Float64Array(r * d);
  if (a === undefined) {
    const unknown = Number.NaN;
    return {
      loss: { value: unknown, size: unknown },
      gradient: { value: value.fill(unknown), size: unknown },
    };
  }
  const phi = hermiteMultiLink(r, space.beta, a);
  const [z, slopes] = [new Float64Array(r), new Float64Array(r)];
  let [loss, size] = [0, 0];
  for (let i = 0; i < count; i++) {
    const row = x.subarray(i * d, (i + 1) * d);
    for (let j = 0; j < r; j++) z[j] = dot(neuron(W, j, d), row);
    const residual = phi.gradient(z, slopes) - y[i]!;
    loss += (factor * residual * residual) / count;
    const pull = (2 * factor * residual) / count;
    for (let j = 0; j < r; j++) addScaled(neuron(value, j, d), pull * slopes[j]!, row);
    size += Math.abs(pull) * norm(slopes) * norm(row);
  }
  // Where a weight is 0 so is the coefficient; of features the norm is that of the whole space.
  a.forEach((coefficient, t) => {
    if (coefficient !== 0) loss += (ridge * coefficient ** 2) / (2 * space.weights[t]!);
  });
  return { loss: { value: loss, size: loss }, gradient: { value, size } };
}

/** The fit at a frame. */
function regressionOf(
  { multi, space, ridge, features }: LearnedSubspace,
  { count, x, y }: Samples,
): (W: Float64Array) => Float64Array | undefined {
  const { rank: r, ambient: d, factor } = multi;
  const { beta, weights } = space;
  const columns = features === undefined ? beta.length : features.length / beta.length;
  const basis = basisValues(space);
  const [z, h, psi] = [r, beta.length, columns].map((n) => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return (W) => {
    const normal = new Float64Array(columns * columns);
    const right = new Float64Array(columns);
    for (let i = 0; i < count; i++) {
      const row = x.subarray(i * d, (i + 1) * d);
      for (let j = 0; j < r; j++) z[j] = dot(neuron(W, j, d), row);
      basis(z, h);
      if (features === undefined) {
        for (let t = 0; t < columns; t++) psi[t] = Math.sqrt(weights[t]!) * h[t]!;
      } else {
        psi.fill(0);
        h.forEach((value, t) => {
          addScaled(psi, value, features.subarray(t * columns, (t + 1) * columns));
        });
      }
      for (let s = 0; s < columns; s++) {
        const scale = psi[s]! / count;
        right[s]! += scale * y[i]!;
        for (let t = 0; t <= s; t++) normal[s * columns + t]! += scale * psi[t]!;
      }
    }
    for (let s = 0; s < columns; s++) {
      for (let t = 0; t < s; t++) normal[t * columns + s] = normal[s * columns + t]!;
      normal[s * columns + s]! += ridge / (2 * factor);
      // A function of weight 0 is not there.
      if (features === undefined && weights[s] === 0) normal[s * columns + s] = 1;
    }
    if (!normal.every(Number.isFinite)) return undefined;
    const cholesky = new CholeskyDecomposition(Matrix.from1DArray(columns, columns, normal));
    if (!cholesky.isPositiveDefinite()) return undefined;
    const b = Float64Array.from(cholesky.solve(Matrix.columnVector(Array.from(right))).to1DArray());
    return Float64Array.from(beta, (_, t) =>
      features === undefined
        ? Math.sqrt(weights[t]!) * b[t]!
        : dot(b, features.subarray(t * columns, (t + 1) * columns)),
    );
  };
}
