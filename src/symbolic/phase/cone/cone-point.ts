/**
 * Stationary points with two values of the overlaps at one angle, all of them, with their indices.
 *
 * With lambda = sum_j u_j phi(u_j) the Hessian on the sphere, within the span, is the form
 * y^T (lambda A^-1 - diag phi'(u_j)) y on u^T A^-1 y = 0, and there lambda A^-1 u = phi(u). Its
 * blocks: differences within a group see lambda/(1 - beta) - phi'(u_j) alone; what is left is the
 * direction of the slice. Across the span it is lambda > 0.
 */
import * as Q from "../../../model/rational.ts";
import * as I from "../../exact/fixed-interval.ts";
import { type Limits, zerosInBox } from "../../exact/zeros-in-box.ts";
import { type ConeSlice, coneBox, type OnBox, onBox, pointSystem } from "./cone-slice.ts";

export interface ConePoint {
  /** The l greater overlaps, and the others. */
  readonly overlaps: readonly [I.Interval, I.Interval];
  /** The Morse index; absent at a degenerate point. */
  readonly index?: number;
}

/** All points with a > b at one angle; `undefined` if boxes are left. */
export function conePoints(
  slice: ConeSlice,
  beta: Q.Rational,
  limits: Limits,
): readonly ConePoint[] | undefined {
  const r = I.ofRational(Q.divide(beta, Q.subtract(Q.one, beta)));
  const { zeros, open } = zerosInBox(pointSystem(slice, r), coneBox(slice), limits);
  if (open.length > 0) return undefined;
  const points: ConePoint[] = [];
  for (const zero of zeros) {
    const at = onBox(slice, zero);
    if (at === undefined) return undefined;
    if (at.a.high < at.b.low) continue;
    if (at.a.low <= at.b.high) return undefined;
    const index = indexAt(slice, at, beta);
    points.push({ overlaps: [at.a, at.b], ...(index === undefined ? {} : { index }) });
  }
  return points.sort((x, y) => (x.overlaps[0].low < y.overlaps[0].low ? -1 : 1));
}

function indexAt(
  { series, k, l }: ConeSlice,
  { a, b, phiA: first, phiB: second }: OnBox,
  beta: Q.Rational,
): number | undefined {
  const { slopeA, slopeB } = series.first(a, b);
  if (slopeA === undefined || slopeB === undefined) return undefined;
  const rest = k - l;
  const lambda = I.add(I.times(I.multiply(a, first), l), I.times(I.multiply(b, second), rest));
  const share = I.ofRational(Q.divide(Q.one, Q.subtract(Q.one, beta)));
  const row = Q.add(Q.one, Q.multiply(Q.integer(k - 1n), beta));
  const shared = I.ofRational(Q.divide(beta, row));
  const within = I.multiply(lambda, share);
  // phi(a) l y_1 + phi(b) (k - l) y_2 = 0.
  const [y1, y2] = [I.times(second, rest), I.negate(I.times(first, l))];
  const squares = I.add(I.times(I.square(y1), l), I.times(I.square(y2), rest));
  const total = I.add(I.times(y1, l), I.times(y2, rest));
  const along = I.subtract(
    I.multiply(within, I.subtract(squares, I.multiply(shared, I.square(total)))),
    I.add(
      I.times(I.multiply(slopeA, I.square(y1)), l),
      I.times(I.multiply(slopeB, I.square(y2)), rest),
    ),
  );
  const blocks: readonly (readonly [bigint, I.Interval])[] = [
    [l - 1n, I.subtract(within, slopeA)],
    [rest - 1n, I.subtract(within, slopeB)],
    [1n, along],
  ];
  let index = 0n;
  for (const [size, eigenvalue] of blocks) {
    if (size === 0n) continue;
    const sign = I.signOf(eigenvalue);
    if (sign === undefined || sign === 0) return undefined;
    if (sign < 0) index += size;
  }
  return Number(index);
}
