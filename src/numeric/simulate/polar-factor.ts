/**
 * The orthonormal frame nearest to r independent columns: W (W^T W)^(-1/2), the polar factor
 * ([Absil2008, Example 4.1.3]).
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { addScaled, dot, neuron } from "./vectors.ts";

/** Replaces the columns (one after another) by the polar factor; NaN where they are dependent. */
export function polarFactor(W: Float64Array, r: number): void {
  const d = W.length / r;
  const gram = Matrix.zeros(r, r);
  for (let i = 0; i < r; i++) {
    for (let j = 0; j <= i; j++) {
      const inner = dot(neuron(W, i, d), neuron(W, j, d));
      gram.set(i, j, inner);
      gram.set(j, i, inner);
    }
  }
  if (!gram.to1DArray().every(Number.isFinite)) {
    W.fill(Number.NaN);
    return;
  }
  const { realEigenvalues, eigenvectorMatrix: U } = new EigenvalueDecomposition(gram, {
    assumeSymmetric: true,
  });
  const columns = Array.from({ length: r }, (_, j) => neuron(W, j, d).slice());
  for (let j = 0; j < r; j++) {
    const out = neuron(W, j, d);
    out.fill(0);
    for (let i = 0; i < r; i++) {
      let entry = 0;
      for (let l = 0; l < r; l++) {
        const x = realEigenvalues[l]!;
        entry += (U.get(i, l) * U.get(j, l)) / Math.sqrt(x > 0 ? x : Number.NaN);
      }
      addScaled(out, entry, columns[i]!);
    }
  }
}
