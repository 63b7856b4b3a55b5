/**
 * A frame in R^d with a given Gram matrix, by Cholesky's factorisation.
 *
 * v_j is the j-th row of L with L L^T = A, so it has its first j entries only. Any other frame
 * with this Gram matrix is a rotation of this one, and the isotropic Gaussian does not see it.
 * The factorisation is backward stable: the rows' Gram matrix is within (k + 1) u of A
 * ([Higham2002, Theorem 10.3]).
 */
import { type Failure, failure } from "../../failure.ts";

/**
 * k unit vectors in R^d.
 *
 * @param gram symmetric, unit diagonal, positive definite; k x k with k <= d.
 * @returns a failure if no k linearly independent unit vectors of R^d have this Gram matrix.
 */
export function embeddedFrame(
  gram: readonly (readonly number[])[],
  d: number,
): Float64Array[] | Failure {
  const k = gram.length;
  if (k > d) return failure("no-such-frame", `${k} independent vectors in dimension ${d}`);
  const rows = gram.map(() => new Float64Array(d));
  for (let i = 0; i < k; i++) {
    if (!(Math.abs(gram[i]![i]! - 1) < 1e-12)) {
      return failure("no-such-frame", `A[${i + 1},${i + 1}] = ${gram[i]![i]}, not 1`);
    }
    for (let j = 0; j <= i; j++) {
      if (!(Math.abs(gram[i]![j]! - gram[j]![i]!) < 1e-12)) {
        return failure("no-such-frame", `A[${i + 1},${j + 1}] != A[${j + 1},${i + 1}]`);
      }
      let rest = gram[i]![j]!;
      for (let l = 0; l < j; l++) rest -= rows[i]![l]! * rows[j]![l]!;
      if (j < i) {
        rows[i]![j] = rest / rows[j]![j]!;
      } else if (rest > 1e-10) {
        rows[i]![i] = Math.sqrt(rest);
      } else {
        return failure("no-such-frame", `A is not positive definite: pivot ${i + 1} is ${rest}`);
      }
    }
  }
  return rows;
}
