/**
 * Eigenvalues of small symmetric matrices by Jacobi's cyclic rotations ([Golub2013, §8.5]).
 *
 * Every rotation is orthogonal to rounding, so eigenvalues are off by a few units of rounding of
 * the norm; for the few rows of an overlap matrix it is the fastest method as well.
 */

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** vectors[i] is a unit vector that belongs to values[i]. */
  readonly vectors: readonly Float64Array[];
}

/** Convergence is quadratic: few sweeps are ever made. */
const mostSweeps = 50;

/**
 * The decomposition of a symmetric n x n matrix, row by row; all NaN if an entry is not finite.
 *
 * @example symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values // Float64Array [3, 1]
 */
export function symmetricEigen(entries: Float64Array, n: number): SymmetricEigen {
  const A = entries.slice();
  const V: Float64Array[] = [];
  for (let i = 0; i < n; i++) {
    const e = new Float64Array(n);
    e[i] = 1;
    V.push(e);
  }
  let size = 0;
  for (let i = 0; i < A.length; i++) size += Math.abs(A[i]!);
  if (!Number.isFinite(size)) return { values: new Float64Array(n).fill(Number.NaN), vectors: V };
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let isDone = true;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = A[p * n + q]!;
        const [app, aqq] = [A[p * n + p]!, A[q * n + q]!];
        // Negligible beside either eigenvalue, however different they are.
        if (off * off <= 1e-34 * Math.abs(app * aqq)) continue;
        isDone = false;
        const theta = (aqq - app) / (2 * off);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = c * t;
        for (let k = 0; k < n; k++) {
          const [akp, akq] = [A[k * n + p]!, A[k * n + q]!];
          A[k * n + p] = c * akp - s * akq;
          A[k * n + q] = s * akp + c * akq;
        }
        for (let k = 0; k < n; k++) {
          const [apk, aqk] = [A[p * n + k]!, A[q * n + k]!];
          A[p * n + k] = c * apk - s * aqk;
          A[q * n + k] = s * apk + c * aqk;
        }
        A[p * n + q] = 0;
        A[q * n + p] = 0;
        const [vp, vq] = [V[p]!, V[q]!];
        for (let k = 0; k < n; k++) {
          const [x, y] = [vp[k]!, vq[k]!];
          vp[k] = c * x - s * y;
          vq[k] = s * x + c * y;
        }
      }
    }
    if (isDone) break;
  }
  const values = new Float64Array(n);
  const vectors: Float64Array[] = [];
  // Descending: each is put in front of the smaller ones.
  for (let i = 0; i < n; i++) {
    const value = A[i * n + i]!;
    let at = i;
    while (at > 0 && !(values[at - 1]! >= value)) {
      values[at] = values[at - 1]!;
      at -= 1;
    }
    values[at] = value;
    vectors.splice(at, 0, V[i]!);
  }
  return { values, vectors };
}
