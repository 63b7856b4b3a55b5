/**
 * The inverse and the eigenvalues of the Gram matrix of a frame.
 *
 * A = (1 - beta) I + beta 1 1^T has the eigenvector 1 with 1 + (k - 1) beta, and 1 - beta on all
 * that is orthogonal to it [Horn2013, Sec. 1.3]; hence its inverse is
 * (I - beta/(1 + (k - 1) beta) 1 1^T)/(1 - beta). The Gram matrix of any frame has symbols for its
 * eigenvalues, counted from the largest, and for the entries of its inverse.
 */
import * as P from "../../exact/polynomial.ts";
import { delta, inverseEntry, isIndex, symbol } from "../../term/atom.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import type { SignFacts } from "../../term/sign-facts.ts";
import * as T from "../../term/term.ts";
import type { RidgeSum } from "./model.ts";

/** The name of the symbols that stand for eigenvalues of A. */
export const eigenvalueName = "eigenvalue";

/** The entry of A^-1 at two index places. */
export function inverseGram(model: RidgeSum, i: string, j: string): T.Term {
  const same = T.ofAtom(delta(i, j));
  switch (model.frame) {
    case "orthonormal":
      return same;
    case "equiangular": {
      const { off, beta, whole } = equiangular(model);
      const share = T.multiply(beta, reciprocal(whole));
      return T.multiply(T.subtract(same, share), reciprocal(off));
    }
    case "any":
      return T.ofAtom(inverseEntry(i, j, model.range));
  }
}

/**
 * The eigenvalue of A with this number, 1 being the largest.
 *
 * @param facts of the parameters, which tell the order of the two eigenvalues and the number
 * @throws NotDerivable where they do not
 */
export function gramEigenvalue(model: RidgeSum, place: string, facts: SignFacts): T.Term {
  if (model.frame === "orthonormal") return T.one;
  if (model.frame === "any") return T.ofAtom(symbol(eigenvalueName, [place]));
  const { off, beta, whole } = equiangular(model);
  const number = P.subtract(numberOf(place), P.one);
  const isFirst = P.isZero(number);
  if (!isFirst && !facts.isPositive(number)) {
    throw new NotDerivable("an eigenvalue with a number that may be 1 and may not");
  }
  if (isNonNegative(beta, facts)) return isFirst ? whole : off;
  throw new NotDerivable("eigenvalues of a frame whose angle may be on either side of a right one");
}

/** 1 - beta, beta and 1 + (k - 1) beta of an equiangular frame. */
function equiangular({ gram, terms }: RidgeSum): Record<"off" | "beta" | "whole", T.Term> {
  const beta = gram("1", "2");
  const off = T.subtract(T.one, beta);
  return { off, beta, whole: T.add(off, T.multiply(T.ofPolynomial(terms), beta)) };
}

const reciprocal = (a: T.Term): T.Term => powerOf(a, P.constant(-1));

const numberOf = (place: string): P.Polynomial => {
  if (isIndex(place)) throw new NotDerivable("an eigenvalue with a bound number");
  return /^[0-9]+$/.test(place) ? P.constant(BigInt(place)) : P.variable(place);
};

function isNonNegative(a: T.Term, facts: SignFacts): boolean {
  const value = T.asRationalFunction(a);
  return (
    value !== undefined &&
    facts.isNonNegative(value.numerator) &&
    facts.isPositive(value.denominator)
  );
}
