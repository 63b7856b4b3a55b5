/**
 * Sums over some of the index vectors.
 *
 * An overlap u[j], an entry of A and a coordinate of a vector have places that run through all of
 * 1..k, and a Kronecker delta between two places is used up in a sum over all of them alone. So a
 * sum over c..k becomes the sum over 1..k less its first terms, and one over a few numbers is
 * written out.
 */
import * as P from "../../exact/polynomial.ts";
import { type Factor, type IndexRange, indexRange } from "../../term/atom.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { noFacts, type SignFacts } from "../../term/sign-facts.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import type { RidgeSum } from "./model.ts";

/** Terms that are written out at most. */
const mostTerms = 16n;

/**
 * The sum of a body over a letter, which may stand for a place.
 *
 * @param facts of the parameters, which tell that the range lies within 1..k
 * @throws NotDerivable for a range of places that they do not place there, or of another form
 */
export function sumOfPlaces(
  { range: all, terms }: Pick<RidgeSum, "range" | "terms">,
  letter: string,
  range: IndexRange,
  body: T.Term,
  facts: SignFacts = noFacts,
): T.Term {
  if (range.key === all.key || !hasPlace(body, letter)) return sumOver(letter, range, body);
  const [from, to] = [numberOf(range.from), numberOf(range.to)];
  if (from !== undefined && from >= 1n && from <= mostTerms) {
    if (P.equal(range.to, terms)) {
      return T.subtract(sumOver(letter, all, body), atEach(1n, from - 1n, letter, body));
    }
    const isInside = facts.isNonNegative(P.subtract(terms, range.to));
    if (to !== undefined && to - from < mostTerms && isInside) {
      return atEach(from, to, letter, body);
    }
  }
  throw new NotDerivable("a sum over some of the index vectors");
}

/** The sum of the body at the numbers from..to. */
function atEach(from: bigint, to: bigint, letter: string, body: T.Term): T.Term {
  const terms: T.Term[] = [];
  for (let place = from; place <= to; place++) {
    const only = P.constant(place);
    terms.push(sumOver(letter, indexRange(only, only), body));
  }
  return T.sum(terms);
}

/** Whether the letter is the place of an overlap, of an entry of a matrix, or of a delta. */
const hasPlace = (body: T.Term, letter: string): boolean =>
  body.monomials.some(({ factors }) => factors.some((factor) => isPlaceIn(factor, letter)));

function isPlaceIn({ atom }: Factor, letter: string): boolean {
  switch (atom.kind) {
    case "symbol":
      return (atom.name === "u" || atom.name === "A") && atom.indices.includes(letter);
    case "delta":
    case "inverse":
      return atom.indices.includes(letter);
    case "sum":
      return atom.body.some((inner) => isPlaceIn(inner, letter));
    case "base":
      return false;
  }
}

function numberOf(end: P.Polynomial): bigint | undefined {
  const { num, den } = P.constantTerm(end);
  return P.isConstant(end) && den === 1n ? num : undefined;
}
