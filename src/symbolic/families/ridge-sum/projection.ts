/**
 * The squared length of the projection of w on the span of the frame, s = u^T A^-1 u.
 *
 * The projection is sum_j c_j v_j with A c = u, so its squared length is c^T A c = u^T A^-1 u. It
 * is at most |w|^2 = 1, and equal to 1 at every w where the frame spans the space.
 */
import * as P from "../../exact/polynomial.ts";
import type * as R from "../../exact/rational-function.ts";
import type { Atom } from "../../term/atom.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { inverseGram } from "./gram-words.ts";
import { overlap } from "./loss.ts";
import type { RidgeSum } from "./model.ts";

/** s as a term: a multiple of one sum of two overlaps, and what else it has. */
export interface Projection {
  readonly term: T.Term;
  readonly leading: { readonly atom: Atom; readonly coefficient: R.RationalFunction };
  readonly rest: T.Term;
}

/** @throws NotDerivable where s has no sum that stands alone in one monomial */
export function projection(model: RidgeSum): Projection {
  const entry = T.product([inverseGram(model, "#e", "#f"), overlap("#e"), overlap("#f")]);
  const term = sumOver("#e", model.range, sumOver("#f", model.range, entry));
  for (const monomial of term.monomials) {
    const [only, ...others] = monomial.factors;
    if (only === undefined || others.length > 0 || !P.equal(only.exponent, P.one)) continue;
    const rest = { monomials: term.monomials.filter((other) => other !== monomial) };
    return { term, leading: { atom: only.atom, coefficient: monomial.coefficient }, rest };
  }
  throw new NotDerivable("a projection without a sum of its own");
}
