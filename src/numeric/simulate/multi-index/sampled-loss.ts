/**
 * The loss of one sample for a subspace. The optimal link at W is that of the population, F(z) =
 * E[f* | W^T x = z], by a quadrature at each sample's z.
 */
import { pointsPerAxis } from "../../quadrature/tensor.ts";
import { addScaled, dot, neuron } from "../../vectors.ts";
import { type SampledLoss, sampleBySample } from "../sampling/sampled-loss.ts";
import type { MultiIndex } from "./model.ts";
import { type PenalisedFit, penalisedFit } from "./penalised-terms.ts";
import type { Penalty } from "./penalty.ts";
import { type Inner, innerOf, type Split, splitAt } from "./terms.ts";

export function sampledMultiIndex(model: MultiIndex): SampledLoss {
  const { rank: r, ambient: d, projections: q, teacher, student, factor, isSquared } = model;
  const [z, slopes, point] = [new Float64Array(r), new Float64Array(r), new Float64Array(q)];
  // One average over xi is exact with half the points that a product of two links needs.
  const points =
    teacher.degree === undefined
      ? pointsPerAxis(undefined, q, "fine")
      : Math.ceil((teacher.degree + 2) / 2);
  let known: { readonly W: Float64Array; readonly split: Split; readonly inner: Inner } | undefined;
  const fitted = (W: Float64Array) => {
    if (known === undefined || known.W.some((x, i) => x !== W[i])) {
      const split = splitAt(model, W);
      known = { W: W.slice(), split, inner: innerOf(model, split, points, true) };
    }
    return known;
  };
  let fit: { readonly W: Float64Array; readonly fit: PenalisedFit } | undefined;
  const penalised = (W: Float64Array, penalty: Penalty): number => {
    if (fit === undefined || fit.W.some((x, i) => x !== W[i])) {
      fit = { W: W.slice(), fit: penalisedFit(model, penalty, W, "fine") };
    }
    const { O, link } = fit.fit;
    const along = new Float64Array(O.length);
    const value = link.gradient(
      Float64Array.from(O, (o) => dot(o, z)),
      along,
    );
    slopes.fill(0);
    O.forEach((o, l) => addScaled(slopes, along[l]!, o));
    return value;
  };
  const optimal = (W: Float64Array): number => {
    if (model.penalty !== undefined) return penalised(W, model.penalty);
    const { split, inner } = fitted(W);
    inner.at(z);
    slopes.fill(0);
    split.M.forEach((row, i) => addScaled(slopes, inner.slopes[i]!, row));
    return inner.mean;
  };
  return {
    dimension: d,
    noise: model.noise,
    teacher: (x) => {
      for (let i = 0; i < q; i++) point[i] = x[i]!;
      return teacher.value(point);
    },
    gradientAt: (W) =>
      sampleBySample((x, y, weight, out) => {
        for (let j = 0; j < r; j++) z[j] = dot(neuron(W, j, d), x);
        const phi = student === undefined ? optimal(W) : student.gradient(z, slopes);
        const residual = isSquared ? 2 * factor * (phi - y) : -factor * y;
        for (let j = 0; j < r; j++) {
          addScaled(neuron(out, j, d), weight * residual * slopes[j]!, x);
        }
        return isSquared ? factor * (phi - y) ** 2 : -factor * phi * y;
      }),
  };
}
