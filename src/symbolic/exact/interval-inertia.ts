/**
 * How many eigenvalues of a symmetric matrix are positive, negative, zero, for entries in
 * intervals.
 *
 * The characteristic polynomial comes from traces (Faddeev and LeVerrier) [Gantmacher1959, Ch. IV
 * Sec. 4]. All its roots are real, so Descartes' rule is exact: as many are positive as the
 * coefficients change their sign [Basu2006, Sec. 2.2.1]. A coefficient of unknown sign between two
 * of opposite signs changes nothing.
 */
import * as I from "./fixed-interval.ts";

export interface Inertia {
  readonly positive: number;
  readonly negative: number;
}

/** The inertia, or `undefined` where 0 may be an eigenvalue or the intervals are too wide. */
export function inertiaOf(matrix: readonly (readonly I.Interval[])[]): Inertia | undefined {
  const signs = characteristic(matrix).map(I.signOf);
  // From the constant term up; the last is 1.
  if (signs[0] === undefined || signs[0] === 0) return undefined;
  let changes = 0;
  let last = signs[0];
  for (const [i, sign] of signs.entries()) {
    if (sign === undefined) {
      const next = signs[i + 1];
      if (next === undefined || next === 0 || next === last) return undefined;
    } else if (sign !== 0 && sign !== last) {
      changes += 1;
      last = sign;
    }
  }
  return { positive: changes, negative: matrix.length - changes };
}

/** det(x - M), the constant term first. */
function characteristic(matrix: readonly (readonly I.Interval[])[]): readonly I.Interval[] {
  const n = matrix.length;
  const coefficients: I.Interval[] = [I.one];
  let product: readonly (readonly I.Interval[])[] = matrix;
  for (let j = 1; j <= n; j++) {
    const trace = product.reduce((sum, row, i) => I.add(sum, row[i]!), I.zero);
    const next = I.over(I.negate(trace), BigInt(j));
    coefficients.unshift(next);
    if (j === n) break;
    const shifted = product.map((row, i) =>
      row.map((entry, l) => (i === l ? I.add(entry, next) : entry)),
    );
    product = matrix.map((row) =>
      row.map((_, l) =>
        row.reduce((sum, a, i) => I.add(sum, I.multiply(a, shifted[i]![l]!)), I.zero),
      ),
    );
  }
  return coefficients;
}
