/**
 * The symmetric square root of a covariance, as a map.
 *
 * A Gaussian x ~ N(0, Sigma) is S g with S = Sigma^(1/2) and g ~ N(0, I), so <w, x> = <S w, g>: an
 * expectation over x is one over g with every direction mapped by S. For the spiked covariance
 *   Sigma = (I + kappa theta theta^T)/(1 + kappa),
 *   S     = (I + (sqrt(1 + kappa) - 1) theta theta^T)/sqrt(1 + kappa).
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Failure, failure } from "../../failure.ts";
import { unitRoundoff } from "../../measured.ts";
import { addScaled, dot } from "../../vectors.ts";

export interface SymmetricRoot {
  /** out = S x; `out` may be x. */
  readonly apply: (x: Float64Array, out: Float64Array) => void;
  /** out = S^(-1) x; `out` may be x. */
  readonly solve: (x: Float64Array, out: Float64Array) => void;
  /** The largest eigenvalue of S, and of S^(-1). */
  readonly largest: number;
  readonly largestOfInverse: number;
}

/** S of the spiked covariance with spike kappa >= 0 along the unit vector theta. */
export function spikedRoot(kappa: number, theta: Float64Array): SymmetricRoot {
  const along = Math.sqrt(1 + kappa);
  const map = (x: Float64Array, out: Float64Array, across: number, onSpike: number): void => {
    const component = dot(theta, x);
    for (let i = 0; i < x.length; i++) out[i] = across * x[i]!;
    addScaled(out, (onSpike - across) * component, theta);
  };
  return {
    apply: (x, out) => map(x, out, 1 / along, 1),
    solve: (x, out) => map(x, out, along, 1),
    largest: 1,
    largestOfInverse: along,
  };
}

/**
 * S of any covariance, by its eigenvalues.
 *
 * @param rows d rows of d numbers
 * @returns a failure if they are no symmetric positive definite matrix of that size
 */
export function rootOf(
  rows: readonly (readonly number[])[],
  dimension: number,
): SymmetricRoot | Failure {
  const hasSize = rows.length === dimension && rows.every((row) => row.length === dimension);
  if (!hasSize) return failure("wrong-arguments", `expected ${dimension} rows of ${dimension}`);
  if (!rows.every((row, i) => row.every((x, j) => x === rows[j]![i]! && Number.isFinite(x)))) {
    return failure("wrong-arguments", "expected a symmetric matrix of numbers");
  }
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
    new Matrix(rows.map((row) => [...row])),
    { assumeSymmetric: true },
  );
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  if (!(least > dimension * unitRoundoff * greatest)) {
    return failure("wrong-arguments", `expected positive eigenvalues, got ${least}`);
  }
  const power = (exponent: number): Matrix =>
    vectors.mmul(Matrix.diag(values.map((x) => x ** exponent))).mmul(vectors.transpose());
  const by =
    (matrix: Matrix): SymmetricRoot["apply"] =>
    (x, out) =>
      out.set(matrix.mmul(Matrix.columnVector(x)).to1DArray());
  return {
    apply: by(power(1 / 2)),
    solve: by(power(-1 / 2)),
    largest: Math.sqrt(greatest),
    largestOfInverse: 1 / Math.sqrt(least),
  };
}
