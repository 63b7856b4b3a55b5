/**
 * The names of the multi-index family: W, M = V^T W, G = M M^T, its eigenvalues g (descending), the
 * singular values lambda of M, and the successive leap exponents of the teacher's link.
 */
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { symmetricEigen } from "../../linear/symmetric-eigen.ts";
import type { Quantity } from "../any-model/defined-model.ts";
import { leapExponents } from "./leap-exponents.ts";
import type { MultiIndex } from "./model.ts";

/** Eigenvalues nearer to each other than this have no derivative of their own. */
const leastGap = 1e-9;

export function multiIndexQuantities(model: MultiIndex): ReadonlyMap<string, Quantity> {
  const { projections: q, rank: r, ambient: d } = model;
  const overlaps = (W: Float64Array): Float64Array => {
    const M = new Float64Array(q * r);
    for (let i = 0; i < q; i++) for (let j = 0; j < r; j++) M[i * r + j] = W[j * d + i]!;
    return M;
  };
  /** X Y^T for q x r matrices, row by row. */
  const product = (X: Float64Array, Y: Float64Array): Float64Array => {
    const result = new Float64Array(q * q);
    for (let i = 0; i < q; i++) {
      for (let j = 0; j < q; j++) {
        let total = 0;
        for (let l = 0; l < r; l++) total += X[i * r + l]! * Y[j * r + l]!;
        result[i * q + j] = total;
      }
    }
    return result;
  };
  const gram = (W: Float64Array): Float64Array => product(overlaps(W), overlaps(W));
  const gramAlong = (W: Float64Array, along: Float64Array): Float64Array => {
    const half = product(overlaps(along), overlaps(W));
    return half.map((x, at) => x + half[(at % q) * q + Math.floor(at / q)]!);
  };
  const eigen = (W: Float64Array) => symmetricEigen(gram(W), q);
  const eigenAlong = (W: Float64Array, along: Float64Array): Float64Array => {
    const { values, vectors } = eigen(W);
    const moved = gramAlong(W, along);
    return values.map((g, i) => {
      const isAlone = values.every((other, j) => j === i || Math.abs(other - g) > leastGap);
      if (!isAlone) return Number.NaN;
      let rate = 0;
      for (let s = 0; s < q; s++) {
        for (let t = 0; t < q; t++) rate += vectors[i]![s]! * moved[s * q + t]! * vectors[i]![t]!;
      }
      return rate;
    });
  };
  const columns = (W: Float64Array): Float64Array =>
    Float64Array.from({ length: d * r }, (_, i) => W[(i % r) * d + Math.floor(i / r)]!);
  const leaps = leapExponents(model.teacher);
  return new Map<string, Quantity>([
    ["W", { shape: [d, r], values: columns, differential: (_, along) => columns(along) }],
    ["M", { shape: [q, r], values: overlaps, differential: (_, along) => overlaps(along) }],
    ["G", { shape: [q, q], values: gram, differential: gramAlong, slope: 2 }],
    ["g", { shape: [q], values: (W) => eigen(W).values, differential: eigenAlong, slope: 2 }],
    [
      "lambda",
      {
        shape: [q],
        values: (W) => singular(overlaps(W), q, r),
        differential: (W, along) => {
          const values = singular(overlaps(W), q, r);
          return eigenAlong(W, along).map((rate, i) => rate / (2 * values[i]!));
        },
      },
    ],
    ...(leaps === undefined
      ? []
      : ([["leap", { shape: [leaps.length], values: () => leaps }]] as const)),
  ]);
}

/** The singular values of M, descending; zeros where r < q. */
function singular(entries: Float64Array, q: number, r: number): Float64Array {
  const values = new Float64Array(q);
  if (!entries.every(Number.isFinite)) return values.fill(Number.NaN);
  const matrix = Matrix.from1DArray(q, r, entries);
  const { diagonal } = new SingularValueDecomposition(matrix, { autoTranspose: true });
  [...diagonal]
    .sort((a, b) => b - a)
    .forEach((value, i) => {
      if (i < q) values[i] = value;
    });
  return values;
}
