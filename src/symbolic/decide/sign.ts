/**
 * Signs of terms as formulas over the parameters alone.
 *
 * A term all of whose monomials carry the same powers of positive bases is (rational function) x
 * (positive number), so its sign is that of the rational function. The positivity of each base is
 * an obligation that comes with the formula.
 */
import type * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { comparison, type Formula, type Relation } from "../prove/formula.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { powerBases } from "../term/power.ts";
import type { Term } from "../term/term.ts";

/** A rational function with the sign of a term, wherever all of `positive` are positive. */
export interface SignFunction {
  readonly function: R.RationalFunction;
  readonly positive: readonly P.Polynomial[];
}

/** @throws NotDerivable if the powers do not factor out, or if the state occurs in the term. */
export function signFunction(term: Term): SignFunction {
  const [only, ...others] = term.monomials;
  if (only === undefined) return { function: R.zero, positive: [] };
  if (others.length > 0) throw new NotDerivable("the sign of a sum of different powers");
  if (only.factors.some(({ atom }) => atom.kind !== "base")) {
    throw new NotDerivable("the sign of a term that depends on the state");
  }
  return { function: only.coefficient, positive: powerBases(term) };
}

/** `term relation 0`. */
export const signFormula = (sign: SignFunction, relation: Relation): Formula =>
  comparison(sign.function, relation, R.zero);

/** The obligations: each base is positive. */
export const positivity = (positive: readonly P.Polynomial[]): readonly Formula[] =>
  positive.map((base) => comparison(R.ofPolynomial(base), ">", R.zero));
