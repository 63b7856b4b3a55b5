/**
 * Systems with a symmetric positive definite matrix, by Cholesky's factors A = L L^T.
 */
import { unitRoundoff } from "../measured.ts";

/**
 * Solves A x = b in place.
 *
 * @param matrix A, d rows of d numbers; overwritten by L below the diagonal
 * @param x b, and afterwards the solution
 * @returns false for a matrix that is not positive definite to rounding; x is then of no use
 */
export function choleskySolve(matrix: Float64Array, x: Float64Array): boolean {
  if (!choleskyFactor(matrix, x.length)) return false;
  factorSolve(matrix, x);
  return true;
}

/** A, overwritten by L below and on the diagonal; false where a pivot drowns in rounding. */
export function choleskyFactor(matrix: Float64Array, d: number): boolean {
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      const diagonal = matrix[i * d + i]!;
      let rest = matrix[i * d + j]!;
      for (let k = 0; k < j; k++) rest -= matrix[i * d + k]! * matrix[j * d + k]!;
      if (i !== j) matrix[i * d + j] = rest / matrix[j * d + j]!;
      else if (rest > d * unitRoundoff * diagonal) matrix[i * d + i] = Math.sqrt(rest);
      else return false;
    }
  }
  return true;
}

/** x = (L L^T)^(-1) x, in place. */
export function factorSolve(factor: Float64Array, x: Float64Array): void {
  const d = x.length;
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i * d + k]! * x[k]!;
    x[i]! /= factor[i * d + i]!;
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i]! -= factor[k * d + i]! * x[k]!;
    x[i]! /= factor[i * d + i]!;
  }
}
