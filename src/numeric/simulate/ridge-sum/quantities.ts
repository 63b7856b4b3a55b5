/**
 * The names of ridge sums as functions of the state, with their derivatives.
 *
 * u[i,j] = <w_i, v_j>; for one neuron u[j], w and, for one ridge function, m. wbar and vbar are
 * S w/|S w| and S v_1/|S v_1|, rho their inner product; S = 1 for an isotropic input.
 */

import { addScaled, dot, neuron, norm, scaled } from "../../vectors.ts";
import type { Quantity } from "../any-model/defined-model.ts";
import type { CorrelatedRidgeSum } from "./correlated-ridge-sum.ts";

/** Matrices up to this size are named entry by entry. */
const largestMatrix = 100;

export function ridgeSumQuantities(model: CorrelatedRidgeSum): ReadonlyMap<string, Quantity> {
  const { whitened, directions, theta } = model;
  const { neurons, ambient, frame } = whitened;
  const k = directions.length;
  const overlaps = (w: Float64Array): Float64Array => {
    const u = new Float64Array(neurons * k);
    for (let i = 0; i < neurons; i++) {
      for (let j = 0; j < k; j++) u[i * k + j] = dot(neuron(w, i, ambient), directions[j]!);
    }
    return u;
  };
  const linear = (
    shape: readonly number[],
    values: (w: Float64Array) => Float64Array,
  ): Quantity => ({
    shape,
    values,
    differential: (_, along) => values(along),
  });
  const constant = (shape: readonly number[], entries: Float64Array): Quantity => ({
    shape,
    values: () => entries,
    differential: () => new Float64Array(entries.length),
  });
  const named: [string, Quantity][] = [
    ["u", linear(neurons === 1 ? [k] : [neurons, k], overlaps)],
    ["w", linear(neurons === 1 ? [ambient] : [neurons, ambient], (w) => w.slice())],
    ["vbar", constant([ambient], frame[0]!)],
  ];
  if (theta !== undefined) named.push(["theta", constant([ambient], theta)]);
  if (ambient <= largestMatrix) {
    named.push(["Sigma", constant([ambient, ambient], covarianceMatrix(model))]);
  }
  if (neurons === 1) {
    const slope = (model.root?.largest ?? 1) * (model.root?.largestOfInverse ?? 1);
    const image = (w: Float64Array): Float64Array => {
      const out = new Float64Array(ambient);
      if (model.root === undefined) out.set(w);
      else model.root.apply(w, out);
      return out;
    };
    const wbar = (w: Float64Array): Float64Array => {
      const out = image(w);
      return scaled(1 / norm(out), out);
    };
    const wbarAlong = (w: Float64Array, along: Float64Array): Float64Array => {
      const [at, moved] = [image(w), image(along)];
      addScaled(moved, -dot(at, moved) / dot(at, at), at);
      return scaled(1 / norm(at), moved);
    };
    named.push(
      ["wbar", { shape: [ambient], values: wbar, differential: wbarAlong, slope }],
      [
        "rho",
        {
          shape: [],
          values: (w) => [dot(wbar(w), frame[0]!)],
          differential: (w, along) => [dot(wbarAlong(w, along), frame[0]!)],
          slope,
        },
      ],
    );
    if (k === 1) named.push(["m", linear([], overlaps)]);
  }
  return new Map(named);
}

function covarianceMatrix({ whitened: { ambient }, root }: CorrelatedRidgeSum): Float64Array {
  const matrix = new Float64Array(ambient * ambient);
  for (let i = 0; i < ambient; i++) {
    const row = matrix.subarray(i * ambient, (i + 1) * ambient);
    row[i] = 1;
    root?.apply(row, row);
    root?.apply(row, row);
  }
  return matrix;
}
