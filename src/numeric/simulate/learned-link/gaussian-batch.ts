/**
 * The gradient of a batch of Gaussian samples for a learned link, without its samples' coordinates.
 *
 * Of an isotropic Gaussian x the loss sees z = <w, x> and y_j = <v_j, x>: a few normals in an
 * orthonormal basis of the span of w and the frame. The gradient in w is sum_i c_i x_i with c_i a
 * function of those, and what is across the span is independent of them, so that given the c_i
 *   sum_i c_i x_i, across the span  ~  (sum_i c_i^2)^(1/2) N(0, I - P).
 * That is the law of the batch and no approximation: k + 1 normals a sample in place of d.
 */

import type { RandomStream } from "../../random/stream.ts";
import { hermiteValues } from "../../special/hermite.ts";
import { addScaled, dot, orthonormalBasis } from "../../vectors.ts";
import type { LearnedLink } from "./learned-link.ts";

/** Writes the gradient of the mean loss of `count` fresh samples at a state into `out`. */
export type BatchGradient = (
  state: Float64Array,
  count: number,
  random: RandomStream,
  out: Float64Array,
) => void;

/** The batches of a model whose states have all d coordinates; cost: count (k + 2 degrees) + d. */
export function gaussianBatch(model: LearnedLink): BatchGradient {
  const { sum, degree, factor, isSquared, teacherWeights, noise } = model;
  const d = sum.ambient;
  const h = new Float64Array(degree + 1);

  return (state, count, random, out) => {
    const w = state.subarray(0, d);
    const basis = orthonormalBasis([w, ...sum.frame]);
    const seen = (v: Float64Array): Float64Array => Float64Array.from(basis, (e) => dot(e, v));
    const own = seen(w);
    const others = sum.frame.map(seen);
    const x = new Float64Array(basis.length);
    const within = new Float64Array(basis.length);
    let squares = 0;
    out.fill(0);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < x.length; j++) x[j] = random.normal();
      let y = noise === 0 ? 0 : noise * random.normal();
      for (let j = 0; j < others.length; j++) {
        y += teacherWeights[j]! * sum.teacher.value(dot(others[j]!, x));
      }
      hermiteValues(dot(own, x), h);
      let [phi, slope] = [state[d]!, 0];
      for (let p = 1; p <= degree; p++) {
        phi += state[d + p]! * h[p]!;
        // h_p' = sqrt(p) h_(p-1) [DLMF, Table 18.9.1].
        slope += state[d + p]! * Math.sqrt(p) * h[p - 1]!;
      }
      const residual = (isSquared ? 2 * factor * (phi - y) : -factor * y) / count;
      for (let p = 0; p <= degree; p++) out[d + p]! += residual * h[p]!;
      const pull = residual * slope;
      for (let j = 0; j < x.length; j++) within[j]! += pull * x[j]!;
      squares += pull * pull;
    }
    const direction = out.subarray(0, d);
    const rest = Float64Array.from({ length: d }, () => random.normal());
    for (const [j, e] of basis.entries()) {
      addScaled(rest, -dot(rest, e), e);
      addScaled(direction, within[j]!, e);
    }
    addScaled(direction, Math.sqrt(squares), rest);
  };
}
