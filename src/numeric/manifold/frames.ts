/**
 * Stiefel manifolds St(d, r) of orthonormal frames and Grassmannians Gr(d, r) of subspaces.
 *
 * A frame W (d x r, W^T W = I) is stored column after column. A subspace is stored as any of its
 * frames, and its tangent vectors as horizontal ones, which are orthogonal to the subspace:
 *   Stiefel     v - W sym(W^T v)      dimension r d - r (r + 1)/2
 *   Grassmann   v - W W^T v           dimension r (d - r)
 * The nearest frame is the polar factor W (W^T W)^(-1/2). Source: [Absil2008, §3.6 and Eq. 4.7].
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { haarFrame } from "../random/overlaps.ts";
import { addScaled, dot, neuron } from "../vectors.ts";
import type { Manifold } from "./manifold.ts";

/** r orthonormal vectors of R^d; the drift is the Frobenius norm of W^T W - I. */
export const stiefel = (d: number, r: number): Manifold => ({
  ...frames(d, r),
  name: `Stiefel manifold of ${r} vectors in R^${d}`,
  dimension: r * d - (r * (r + 1)) / 2,
  tangent: (x, v) => {
    const inner = products(x, v, d, r);
    return without(x, v, (i, j) => (inner.get(i, j) + inner.get(j, i)) / 2, d, r);
  },
});

/** Subspaces of dimension r of R^d. */
export const grassmann = (d: number, r: number): Manifold => ({
  ...frames(d, r),
  name: `Grassmannian of ${r}-spaces in R^${d}`,
  dimension: r * (d - r),
  tangent: (x, v) => {
    const inner = products(x, v, d, r);
    return without(x, v, (i, j) => inner.get(i, j), d, r);
  },
});

type Shared = Pick<Manifold, "size" | "onto" | "random" | "drift">;

function frames(d: number, r: number): Shared {
  return {
    size: d * r,
    onto: (x) => polarFactor(x, d, r),
    random: (random) => {
      const frame = new Float64Array(d * r);
      for (const [i, column] of haarFrame(random, d, r).entries()) frame.set(column, i * d);
      return frame;
    },
    drift: (x) => {
      const gram = products(x, x, d, r);
      for (let i = 0; i < r; i++) gram.set(i, i, gram.get(i, i) - 1);
      return gram.norm("frobenius");
    },
  };
}

/** X^T V. */
function products(x: Float64Array, v: Float64Array, d: number, r: number): Matrix {
  const result = new Matrix(r, r);
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < r; j++) result.set(i, j, dot(neuron(x, i, d), neuron(v, j, d)));
  }
  return result;
}

/** V - X C. */
function without(
  x: Float64Array,
  v: Float64Array,
  c: (i: number, j: number) => number,
  d: number,
  r: number,
): Float64Array {
  const result = v.slice();
  for (let j = 0; j < r; j++) {
    for (let i = 0; i < r; i++) addScaled(neuron(result, j, d), -c(i, j), neuron(x, i, d));
  }
  return result;
}

/**
 * X (X^T X)^(-1/2), all NaN where X has no full rank; done twice, for orthogonality to rounding.
 */
function polarFactor(x: Float64Array, d: number, r: number): Float64Array {
  let result: Float64Array = x;
  for (let pass = 0; pass < 2; pass++) {
    const gram = products(result, result, d, r);
    if (!gram.to1DArray().every(Number.isFinite)) return new Float64Array(d * r).fill(Number.NaN);
    const { realEigenvalues, eigenvectorMatrix: Q } = new EigenvalueDecomposition(gram, {
      assumeSymmetric: true,
    });
    // A vanishing eigenvalue has no inverse root: Infinity times 0 is NaN, which is what is meant.
    const roots = Matrix.diag(realEigenvalues.map((e) => (e > 0 ? 1 / Math.sqrt(e) : Number.NaN)));
    const inverseRoot = Q.mmul(roots).mmul(Q.transpose());
    const moved = new Float64Array(d * r);
    for (let j = 0; j < r; j++) {
      for (let i = 0; i < r; i++) {
        addScaled(neuron(moved, j, d), inverseRoot.get(i, j), neuron(result, i, d));
      }
    }
    result = moved;
  }
  return result;
}
