/**
 * What is known of the Gram matrix A of k linearly independent unit vectors, of the projection of w
 * on their span and of the overlaps u, as orders between terms.
 *
 *   s = u^T A^-1 u <= 1, the squared length of the projection of a unit vector;
 *   lambda_k s <= sum_i u_i^2 <= lambda_1 s, the Rayleigh quotient of A at A^(-1/2) u
 *     [Horn2013, Th. 4.2.2];
 *   lambda_k <= 1 <= lambda_1 <= k, since the eigenvalues are positive and their mean is
 *     tr(A)/k = 1.
 */
import * as P from "../exact/polynomial.ts";
import { formatPolynomial } from "../exact/text.ts";
import { type IndexRange, symbol } from "../term/atom.ts";
import { sumOver } from "../term/sum.ts";
import * as T from "../term/term.ts";
import type { Quantities } from "./quantities.ts";
import type { Ordered } from "./raised-facts.ts";

export interface FrameFacts {
  /** 1..k. */
  readonly range: IndexRange;
  /** s. */
  readonly projection: T.Term;
  /** Whether the frame spans the space, so that s = 1. */
  readonly isSpanning: boolean;
}

/** The orders about what occurs; others would only make the statement larger. */
export function frameFacts(
  names: Quantities,
  { range, projection, isSpanning }: FrameFacts,
): readonly Ordered[] {
  const [first, last] = ["1", formatPolynomial(range.to)].map((place) =>
    symbol("eigenvalue", [place]),
  );
  const has = (key: string): boolean => names.others().some(({ atom }) => atom.key === key);
  const [hasFirst, hasLast] = [has(first!.key), has(last!.key)];
  const [largest, least] = [T.ofAtom(first!), T.ofAtom(last!)];
  const squares = sumOver("#n", range, T.ofAtom(symbol("u", ["#n"]), P.constant(2n)));
  const isMet =
    hasFirst ||
    hasLast ||
    names.sums().length > 0 ||
    projection.monomials.some(({ factors }) => factors.some(({ atom }) => has(atom.key)));
  return [
    ...(isMet ? [{ left: projection, right: T.one }] : []),
    ...(isMet && isSpanning ? [{ left: T.one, right: projection }] : []),
    ...(hasFirst
      ? [
          { left: squares, right: T.multiply(largest, projection) },
          { left: T.one, right: largest },
          { left: largest, right: T.ofPolynomial(range.to) },
        ]
      : []),
    ...(hasLast
      ? [
          { left: T.multiply(least, projection), right: squares },
          { left: least, right: T.one },
        ]
      : []),
  ];
}
