/**
 * The Morse index of a stationary point in the span of a frame.
 *
 * With lambda = sum_j omega_j u_j g'(u_j) and D = diag(omega_j g''(u_j)) the Hessian on the sphere
 * is lambda - sum_j D_j v_j v_j^T on tangent vectors [Absil2008, Sec. 5.4.1]. Across the span it
 * is lambda, d - k times. Within it, y_j = <v_j, xi> gives the form y^T (lambda A^-1 - D) y on the
 * y with u^T A^-1 y = 0. A form on a hyperplane b^T y = 0 has the inertia of the matrix bordered
 * by b, less one eigenvalue of each sign.
 */
import * as Q from "../../../model/rational.ts";
import * as I from "../../exact/fixed-interval.ts";
import { inertiaOf } from "../../exact/interval-inertia.ts";
import type { LinkJet } from "../link-jet.ts";

/** Eigenvalues by their signs; without `within` the point is degenerate, or not decided. */
export interface PointIndex {
  /** Negative directions within the span. */
  readonly within?: number;
  /** The sign of the eigenvalue across the span. */
  readonly across?: -1 | 0 | 1;
  /** The loss over the common scale of the weights: -sum omega_j g(u_j). */
  readonly loss: I.Interval;
  readonly overlaps: readonly I.Interval[];
}

export type RationalMatrix = readonly (readonly Q.Rational[])[];

/**
 * The index at the point in a direction.
 *
 * @param gram its inverse is that of the frame
 * @param direction multiples of the overlaps u_j
 */
export function indexAt(
  inverseGram: RationalMatrix,
  weights: readonly Q.Rational[],
  jet: LinkJet,
  direction: readonly I.Interval[],
): PointIndex {
  const dual = timesVector(inverseGram, direction);
  const norm = direction.reduce((sum, a, j) => I.add(sum, I.multiply(a, dual[j]!)), I.zero);
  const scale = I.inverse(I.squareRoot(norm) ?? I.zero);
  if (scale === undefined) return { loss: I.zero, overlaps: direction };
  const overlaps = direction.map((a) => I.multiply(a, scale));
  const border = dual.map((a) => I.multiply(a, scale));
  const omega = weights.map(I.ofRational);
  const slope = (order: number): readonly I.Interval[] =>
    overlaps.map((u, j) => I.multiply(omega[j]!, jet(u, order)));
  const [values, first, second] = [slope(0), slope(1), slope(2)];
  const lambda = first.reduce((sum, g, j) => I.add(sum, I.multiply(g, overlaps[j]!)), I.zero);
  const form = inverseGram.map((row, i) =>
    row.map((entry, j) => {
      const own = I.multiply(lambda, I.ofRational(entry));
      return i === j ? I.subtract(own, second[i]!) : own;
    }),
  );
  const bordered = [...form.map((row, i) => [...row, border[i]!]), [...border, I.zero]];
  const inertia = inertiaOf(bordered);
  const across = I.signOf(lambda);
  return {
    loss: I.negate(values.reduce(I.add, I.zero)),
    overlaps,
    ...(inertia === undefined ? {} : { within: inertia.negative - 1 }),
    ...(across === undefined ? {} : { across }),
  };
}

const timesVector = (
  matrix: RationalMatrix,
  vector: readonly I.Interval[],
): readonly I.Interval[] =>
  matrix.map((row) =>
    row.reduce((sum, entry, j) => I.add(sum, I.multiply(I.ofRational(entry), vector[j]!)), I.zero),
  );

/** The inverse, by elimination over Q. @throws RangeError if the matrix is singular. */
export function inverseOf(matrix: RationalMatrix): RationalMatrix {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? Q.one : Q.zero))]);
  for (let c = 0; c < n; c++) {
    const pivot = rows.findIndex((row, i) => i >= c && !Q.isZero(row[c]!));
    if (pivot < 0) throw new RangeError("inverseOf: expected a matrix of full rank.");
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    const lead = rows[c]![c]!;
    rows[c] = rows[c]!.map((entry) => Q.divide(entry, lead));
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![c]!;
      if (i === c || Q.isZero(factor)) continue;
      rows[i] = rows[i]!.map((entry, j) => Q.subtract(entry, Q.multiply(factor, rows[c]![j]!)));
    }
  }
  return rows.map((row) => row.slice(n));
}
