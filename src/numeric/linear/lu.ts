/**
 * Linear systems of a few dozen unknowns: Gaussian elimination with partial pivoting
 * ([Golub2013, §3.4]), in flat arrays.
 */

/** Solves A x = b for a factored A, into b. */
export type Solver = (b: Float64Array) => void;

/**
 * Factors a matrix in place.
 *
 * @param A n x n, row by row; overwritten
 * @returns `undefined` where a pivot vanishes or is no number
 */
export function factored(A: Float64Array, n: number): Solver | undefined {
  const order = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(A[i * n + k]!) > Math.abs(A[best * n + k]!)) best = i;
    }
    order[k] = best;
    const pivot = A[best * n + k]!;
    if (!(Math.abs(pivot) > 0)) return undefined;
    if (best !== k) {
      for (let j = 0; j < n; j++) {
        const kept = A[k * n + j]!;
        A[k * n + j] = A[best * n + j]!;
        A[best * n + j] = kept;
      }
    }
    for (let i = k + 1; i < n; i++) {
      const factor = A[i * n + k]! / pivot;
      A[i * n + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) A[i * n + j]! -= factor * A[k * n + j]!;
    }
  }
  return (b) => {
    for (let k = 0; k < n; k++) {
      const row = order[k]!;
      const kept = b[k]!;
      b[k] = b[row]!;
      b[row] = kept;
    }
    for (let i = 0; i < n; i++) {
      let total = b[i]!;
      for (let j = 0; j < i; j++) total -= A[i * n + j]! * b[j]!;
      b[i] = total;
    }
    for (let i = n - 1; i >= 0; i--) {
      let total = b[i]!;
      for (let j = i + 1; j < n; j++) total -= A[i * n + j]! * b[j]!;
      b[i] = total / A[i * n + i]!;
    }
  };
}
