/**
 * The gradient of a batch of Gaussian samples for one neuron, without its samples' coordinates.
 *
 * Of an isotropic Gaussian x the loss sees z = <w, x> and <v_j, x>: a few normals in an
 * orthonormal basis of the span of w and the frame. The gradient in w is sum_i c_i x_i with c_i a
 * function of those, and what is across the span is independent of them, so that given the c_i
 *   sum_i c_i x_i, across the span  ~  (sum_i c_i^2)^(1/2) N(0, I - P).
 * That is the law of the batch and no approximation: k + 1 normals a sample in place of d.
 */

import type { Link } from "../../link.ts";
import type { RandomStream } from "../../random/stream.ts";
import { addScaled, dot, orthonormalBasis } from "../../vectors.ts";

/** Writes the gradient of the mean loss of `count` fresh samples at a state into `out`. */
export type BatchGradient = (
  state: Float64Array,
  count: number,
  random: RandomStream,
  out: Float64Array,
) => void;

/** What the samples of a batch are, and what the loss makes of them. */
export interface BatchOfRidge {
  /** d, the numbers of w, which come first in a state. */
  readonly dimension: number;
  /** y = sum_j weights_j teacher(<frame_j, x>) + noise. */
  readonly frame: readonly Float64Array[];
  readonly weights: readonly number[];
  readonly teacher: Link;
  readonly noise: number;
  /**
   * Of `count` samples with arguments z and labels y: writes c, the derivatives of their losses in
   * z, and adds to `out` those in what follows w in the state. Each counts `weight`.
   */
  readonly pulls: (
    state: Float64Array,
    samples: { readonly z: Float64Array; readonly y: Float64Array; readonly count: number },
    weight: number,
    c: Float64Array,
    out: Float64Array,
  ) => void;
}

/** Samples at a time: their numbers stay in the cache. */
const block = 256;

/** The batches of a model whose states have all d coordinates. */
export function gaussianBatch(model: BatchOfRidge): BatchGradient {
  const { dimension: d, frame, weights, teacher, noise, pulls } = model;
  const room = (): Float64Array => new Float64Array(block);
  const [z, y, c, points, values] = [room(), room(), room(), room(), room()];

  return (state, count, random, out) => {
    const w = state.subarray(0, d);
    const basis = orthonormalBasis([w, ...frame]);
    const seen = (v: Float64Array): Float64Array => Float64Array.from(basis, (e) => dot(e, v));
    const own = seen(w);
    const others = frame.map(seen);
    const x = basis.map(room);
    const within = new Float64Array(basis.length);
    let squares = 0;
    out.fill(0);
    for (let from = 0; from < count; from += block) {
      const size = Math.min(block, count - from);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < x.length; j++) x[j]![i] = random.normal();
        y[i] = noise === 0 ? 0 : noise * random.normal();
      }
      combine(own, x, size, z);
      for (let j = 0; j < others.length; j++) {
        combine(others[j]!, x, size, points);
        teacher.fill(points, size, values);
        for (let i = 0; i < size; i++) y[i]! += weights[j]! * values[i]!;
      }
      pulls(state, { z, y, count: size }, 1 / count, c, out);
      for (let i = 0; i < size; i++) squares += c[i]! * c[i]!;
      for (let j = 0; j < x.length; j++) {
        const along = x[j]!;
        for (let i = 0; i < size; i++) within[j]! += c[i]! * along[i]!;
      }
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

/** sum_j a_j x_j at the first `size` samples. */
function combine(
  a: Float64Array,
  x: readonly Float64Array[],
  size: number,
  out: Float64Array,
): void {
  out.fill(0, 0, size);
  for (let j = 0; j < x.length; j++) {
    const [factor, along] = [a[j]!, x[j]!];
    for (let i = 0; i < size; i++) out[i]! += factor * along[i]!;
  }
}
