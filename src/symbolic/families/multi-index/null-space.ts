/**
 * Linear algebra of a few vectors with exact entries (`links/scalar.ts`).
 */

import {
  addScalars,
  invertScalar,
  isZeroScalar,
  multiplyScalars,
  negateScalar,
  oneScalar,
  type Scalar,
  subtractScalars,
} from "../../links/scalar.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

export type ExactVector = readonly Scalar[];

/** A basis of {x : <row, x> = 0 for every row}, by elimination; the rows have n entries. */
export function nullSpace(rows: readonly ExactVector[], n: number): readonly ExactVector[] {
  const reduced: { readonly pivot: number; row: ExactVector }[] = [];
  for (const given of rows) {
    let row = given;
    for (const { pivot, row: known } of reduced) row = without(row, known, row[pivot]!);
    const pivot = row.findIndex((x) => !isZeroScalar(x));
    if (pivot < 0) continue;
    const scale = inverse(row[pivot]!);
    row = row.map((x) => multiplyScalars(x, scale));
    for (const each of reduced) each.row = without(each.row, row, each.row[pivot]!);
    reduced.push({ pivot, row });
  }
  const free = Array.from({ length: n }, (_, i) => i).filter((i) =>
    reduced.every(({ pivot }) => pivot !== i),
  );
  return free.map((at) =>
    Array.from({ length: n }, (_, i): Scalar => {
      if (i === at) return oneScalar;
      const pivoted = reduced.find(({ pivot }) => pivot === i);
      return pivoted === undefined ? [] : negateScalar(pivoted.row[at]!);
    }),
  );
}

/** The vectors made orthogonal one after another; none has length 0 if they are independent. */
export function orthogonalised(vectors: readonly ExactVector[]): readonly ExactVector[] {
  const found: ExactVector[] = [];
  for (const vector of vectors) {
    let rest = vector;
    for (const e of found) {
      rest = without(rest, e, multiplyScalars(inner(rest, e), inverse(inner(e, e))));
    }
    found.push(rest);
  }
  return found;
}

export const inner = (a: ExactVector, b: ExactVector): Scalar =>
  a.reduce<Scalar>((sum, x, i) => addScalars(sum, multiplyScalars(x, b[i]!)), []);

/** sum_i x_i columns_i. */
export const combined = (columns: readonly ExactVector[], x: ExactVector): ExactVector =>
  (columns[0] ?? []).map((_, i) =>
    columns.reduce<Scalar>((sum, c, j) => addScalars(sum, multiplyScalars(c[i]!, x[j]!)), []),
  );

const without = (a: ExactVector, b: ExactVector, c: Scalar): ExactVector =>
  isZeroScalar(c) ? a : a.map((x, i) => subtractScalars(x, multiplyScalars(c, b[i]!)));

/** @throws NotDerivable where a number has no inverse among sums of roots. */
export function inverse(a: Scalar): Scalar {
  const found = invertScalar(a);
  if (found === undefined) throw new NotDerivable("a link whose coefficients have no quotients");
  return found;
}
