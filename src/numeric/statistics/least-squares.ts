/**
 * Parameters for which residuals are smallest, by damped Gauss-Newton steps [NocedalWright2006,
 * Sec. 10.3], with the Jacobian by forward differences.
 */
import { Matrix, pseudoInverse } from "ml-matrix";

export interface Fit {
  readonly parameters: readonly number[];
  readonly residuals: readonly number[];
  /** (J^T J)^+: times the variance of a residual, the covariance of the parameters. */
  readonly inverse: readonly (readonly number[])[];
}

const mostSteps = 30;
/** A step that changes the sum of squares by less than this fraction is the last. */
const settled = 1e-10;

/**
 * @param residualsAt `undefined` where there are none, as where an integration fails
 * @returns `undefined` where there are no residuals at the first guess
 */
export function leastSquares(
  residualsAt: (parameters: readonly number[]) => readonly number[] | undefined,
  guess: readonly number[],
): Fit | undefined {
  let parameters = [...guess];
  let residuals = residualsAt(parameters);
  if (residuals === undefined) return undefined;
  let damping = 0;
  let jacobian = jacobianAt(residualsAt, parameters, residuals);
  for (let step = 0; step < mostSteps; step++) {
    const moved = stepFrom(jacobian, residuals, damping);
    const next = parameters.map((x, i) => x + moved[i]!);
    const found = residualsAt(next);
    const [before, after] = [squares(residuals), found === undefined ? Infinity : squares(found)];
    if (found === undefined || !(after <= before)) {
      if (damping > 1e8) break;
      damping = damping === 0 ? 1e-4 : damping * 10;
      continue;
    }
    [parameters, residuals] = [next, found];
    damping /= 10;
    if (before - after <= settled * before) break;
    jacobian = jacobianAt(residualsAt, parameters, residuals);
  }
  const inverse = pseudoInverse(normalMatrix(jacobian)).to2DArray();
  return { parameters, residuals, inverse };
}

const squares = (x: readonly number[]): number => x.reduce((total, a) => total + a * a, 0);

/** Columns are parameters. */
function jacobianAt(
  residualsAt: (parameters: readonly number[]) => readonly number[] | undefined,
  at: readonly number[],
  residuals: readonly number[],
): readonly (readonly number[])[] {
  return at.map((x, i) => {
    const h = 1e-6 * Math.max(Math.abs(x), 1e-3);
    const there = residualsAt(at.map((y, j) => (i === j ? y + h : y)));
    return residuals.map((r, l) => (there === undefined ? 0 : (there[l]! - r) / h));
  });
}

const normalMatrix = (columns: readonly (readonly number[])[]): Matrix =>
  new Matrix(columns.map((a) => columns.map((b) => a.reduce((sum, x, l) => sum + x * b[l]!, 0))));

/** -(J^T J + damping D)^+ J^T r with D the diagonal of J^T J. */
function stepFrom(
  columns: readonly (readonly number[])[],
  residuals: readonly number[],
  damping: number,
): readonly number[] {
  const normal = normalMatrix(columns);
  for (let i = 0; i < columns.length; i++) normal.set(i, i, normal.get(i, i) * (1 + damping));
  const slope = columns.map((a) => -a.reduce((sum, x, l) => sum + x * residuals[l]!, 0));
  return pseudoInverse(normal).mmul(Matrix.columnVector(slope)).to1DArray();
}
