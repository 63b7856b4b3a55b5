/**
 * Frames given by the rows of their Gram matrix, with k a number.
 *
 * Where all row sums are equal the average is stationary for every link, and the tangent directions
 * sum_j eps_j v_j there are those with sum_j eps_j = 0. The Hessian acts on them through A, so its
 * blocks are the eigenspaces of A across (1, ..., 1). Of a symmetric circulant matrix of first row
 * a_0, ..., a_(n-1) the eigenvalues are
 *   lambda_l = sum_t a_t cos(2 pi l t/n),   l = 1, ..., n - 1   [Gray2006, Sec. 3.1],
 * polynomials over Q in the entries if every cos(2 pi t/n) is rational: n = 2, 3, 4, 6 (Niven).
 */

import * as Q from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";
import { symbol } from "../../term/atom.ts";
import * as T from "../../term/term.ts";

/** Eigenvalues with their multiplicities. */
export type Spectrum = readonly {
  readonly eigenvalue: T.Term;
  readonly multiplicity: P.Polynomial;
}[];

/** A Gram matrix A as the rules of this family need it. */
export interface Gram {
  /** The entry A[i,j] for two index places. */
  readonly gram: (i: string, j: string) => T.Term;
  /** The sum of each row of A, where all are equal and `gram` does not show it. */
  readonly rowSum?: T.Term;
  /** The eigenvalues of A across (1, ..., 1), where they are known apart from `gram`. */
  readonly spectrum?: Spectrum;
}

/** What is known of a Gram matrix that is written out, n x n. */
export function writtenGram(rows: readonly (readonly T.Term[])[]): Gram {
  const gram = (i: string, j: string): T.Term =>
    rows[Number(i) - 1]?.[Number(j) - 1] ?? T.ofAtom(symbol("A", [i, j]));
  const [rowSum, ...others] = rows.map((row) => T.sum(row));
  const isConstant = others.every((other) => rowSum !== undefined && T.equal(other, rowSum));
  if (rowSum === undefined || !isConstant) return { gram };
  const spectrum = circulantSpectrum(rows);
  return { gram, rowSum, ...(spectrum === undefined ? {} : { spectrum }) };
}

/** n to cos(2 pi t/n) for t = 0, ..., n - 1, where all are rational. */
const cosines: ReadonlyMap<number, readonly Q.Rational[]> = new Map(
  (
    [
      [1, [2]],
      [2, [2, -2]],
      [3, [2, -1, -1]],
      [4, [2, 0, -2, 0]],
      [6, [2, 1, -1, -2, -1, 1]],
    ] as const
  ).map(([n, doubled]) => [n, doubled.map((c) => Q.rational(BigInt(c), 2n))]),
);

function circulantSpectrum(rows: readonly (readonly T.Term[])[]): Spectrum | undefined {
  const n = rows.length;
  const cos = cosines.get(n);
  const first = rows[0] ?? [];
  const isCirculant = rows.every((row, i) =>
    row.every((entry, j) => {
      const expected = first[(j - i + n) % n];
      const mirrored = rows[j]?.[i];
      return [expected, mirrored].every((other) => other !== undefined && T.equal(entry, other));
    }),
  );
  if (cos === undefined || !isCirculant) return undefined;
  const found: { readonly eigenvalue: T.Term; multiplicity: bigint }[] = [];
  for (let l = 1; l < n; l++) {
    const eigenvalue = T.sum(
      first.map((entry, t) => T.multiply(entry, T.constant(cos[(l * t) % n]!))),
    );
    const same = found.find((other) => T.equal(other.eigenvalue, eigenvalue));
    if (same === undefined) found.push({ eigenvalue, multiplicity: 1n });
    else same.multiplicity += 1n;
  }
  return found.map(({ eigenvalue, multiplicity }) => ({
    eigenvalue,
    multiplicity: P.constant(multiplicity),
  }));
}
