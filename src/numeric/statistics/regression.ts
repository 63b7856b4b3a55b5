/**
 * Linear regression with confidence intervals.
 *
 * y = X b + noise of equal variance; b by least squares (QR), Cov b = s^2 (X^T X)^-1 with s^2 the
 * sum of squared residuals over n - p, and intervals by Student's law with n - p degrees of
 * freedom.
 */
import { inverse, Matrix, QrDecomposition } from "ml-matrix";
import { studentQuantile } from "../special/incomplete-beta.ts";
import type { ConfidenceInterval } from "./proportion.ts";

export interface Regression {
  /** One a column of the design. */
  readonly coefficients: readonly ConfidenceInterval[];
  /** s, the standard deviation of the noise as estimated from the residuals. */
  readonly scatter: number;
  readonly residuals: Float64Array;
}

/**
 * Least squares with intervals; `undefined` where there is no degree of freedom for the noise, or
 * the columns are linearly dependent.
 *
 * @param columns of the design, each of the length of y.
 */
export function regression(
  columns: readonly ArrayLike<number>[],
  y: ArrayLike<number>,
  confidence: number,
): Regression | undefined {
  const [n, p] = [y.length, columns.length];
  if (n <= p) return undefined;
  // Columns of length 1, so that the condition tells dependence and not units.
  const sizes = columns.map((x) => Math.hypot(...Array.from(x)));
  const X = new Matrix(n, p);
  columns.forEach((x, j) => {
    for (let i = 0; i < n; i++) X.set(i, j, x[i]! / sizes[j]!);
  });
  const qr = new QrDecomposition(X);
  const R = qr.upperTriangularMatrix;
  const isDependent = columns.some((_, j) => !(Math.abs(R.get(j, j)) > 1e-12));
  if (isDependent) return undefined;
  const b = qr.solve(Matrix.columnVector(Array.from(y)));
  const fitted = X.mmul(b);
  const residuals = Float64Array.from({ length: n }, (_, i) => y[i]! - fitted.get(i, 0));
  const scatter = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / (n - p));
  const Rinverse = inverse(R);
  const t = studentQuantile((1 + confidence) / 2, n - p);
  const coefficients = columns.map((_, j): ConfidenceInterval => {
    const estimate = b.get(j, 0) / sizes[j]!;
    const half = (t * scatter * Math.hypot(...Rinverse.getRow(j))) / sizes[j]!;
    return { estimate, from: estimate - half, to: estimate + half, confidence };
  });
  return { coefficients, scatter, residuals };
}

/** y = intercept + slope x; `undefined` for fewer than three points. */
export function lineThrough(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  confidence: number,
): { readonly intercept: ConfidenceInterval; readonly slope: ConfidenceInterval } | undefined {
  const fit = regression([new Float64Array(x.length).fill(1), x], y, confidence);
  return fit && { intercept: fit.coefficients[0]!, slope: fit.coefficients[1]! };
}
