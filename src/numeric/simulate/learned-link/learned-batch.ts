/**
 * Batches for a learned link: of a sample (z, y) the loss is factor (phi(z) - y)^2 (or -factor
 * phi y), with the derivatives 2 factor (phi - y) phi' in z and 2 factor (phi - y) h_p in a_p.
 */
import { type BatchGradient, gaussianBatch } from "../sampling/gaussian-batch.ts";
import type { LearnedLink } from "./learned-link.ts";

/** The batches of a model whose states (w, a) have all d coordinates of w. */
export function learnedBatch(model: LearnedLink): BatchGradient {
  const { sum, degree, factor, isSquared, teacherWeights, noise } = model;
  const d = sum.ambient;
  const h = new Float64Array(degree + 1);
  h[0] = 1;
  const roots = Float64Array.from({ length: degree + 1 }, (_, p) => Math.sqrt(p));
  return gaussianBatch({
    dimension: d,
    frame: sum.frame,
    weights: teacherWeights,
    teacher: sum.teacher,
    noise,
    pulls: (state, { z, y, count }, weight, c, out) => {
      for (let i = 0; i < count; i++) {
        const at = z[i]!;
        let [phi, slope, before] = [state[d]!, 0, 0];
        for (let p = 1; p <= degree; p++) {
          const last = h[p - 1]!;
          const next = (at * last - roots[p - 1]! * before) / roots[p]!;
          h[p] = next;
          phi += state[d + p]! * next;
          // h_p' = sqrt(p) h_(p-1) [DLMF, Table 18.9.1].
          slope += state[d + p]! * roots[p]! * last;
          before = last;
        }
        const residual = weight * (isSquared ? 2 * factor * (phi - y[i]!) : -factor * y[i]!);
        for (let p = 0; p <= degree; p++) out[d + p]! += residual * h[p]!;
        c[i] = residual * slope;
      }
    },
  });
}
