/**
 * What the signs of Hessian eigenvalues decide: the index, and saddle, minimum or maximum.
 *
 * A block of multiplicity 0 does not occur. Nullity is none of the three: a minimum here is strict
 * up to the symmetries of the model, a saddle has a direction down and a direction up, and what is
 * unstable has a direction down.
 */
import type { Expression } from "../../model/expression/expression.ts";
import type * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { EigenBlock, StatePredicate } from "../prediction.ts";
import { allOf, anyOf, comparison, type Formula, implies, not } from "../prove/formula.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { signFormula, signFunction } from "./sign.ts";

/** A block with the sign of its eigenvalue and its multiplicity as formulas. */
export interface BlockSign {
  readonly negative: Formula;
  readonly positive: Formula;
  readonly occurs: Formula;
  readonly multiplicity: R.RationalFunction;
}

/**
 * The signs of the blocks of a spectrum.
 *
 * @returns the signs, and the polynomials that must be positive for them to be right
 * @throws NotDerivable if the sign of an eigenvalue is not that of a rational function.
 */
export function blockSigns(blocks: readonly EigenBlock[]): {
  readonly signs: readonly BlockSign[];
  readonly positive: readonly P.Polynomial[];
} {
  const positive: P.Polynomial[] = [];
  const signs = blocks.map(({ eigenvalue, multiplicity }): BlockSign => {
    const sign = signFunction(eigenvalue);
    positive.push(...sign.positive);
    const times = R.ofPolynomial(multiplicity);
    return {
      negative: signFormula(sign, "<"),
      positive: signFormula(sign, ">"),
      occurs: comparison(times, ">=", R.one),
      multiplicity: times,
    };
  });
  return { signs, positive };
}

/** The index is the number of negative eigenvalues, whichever blocks are negative. */
export function indexFormulas(
  signs: readonly BlockSign[],
  index: R.RationalFunction,
): readonly Formula[] {
  const choices = signs.reduce<readonly (readonly boolean[])[]>(
    (all, _) =>
      all.flatMap((choice) => [
        [...choice, false],
        [...choice, true],
      ]),
    [[]],
  );
  return choices.map((choice) => {
    const pattern = signs.map(({ negative }, i) => (choice[i] ? negative : not(negative)));
    const count = R.sum(signs.map(({ multiplicity }, i) => (choice[i] ? multiplicity : R.zero)));
    return implies(allOf(...pattern), comparison(count, "=", index));
  });
}

/** The predicate as a formula over the parameters. */
export function holdsAt(predicate: StatePredicate, signs: readonly BlockSign[]): Formula {
  const someNegative = anyOf(...signs.map(({ occurs, negative }) => allOf(occurs, negative)));
  const somePositive = anyOf(...signs.map(({ occurs, positive }) => allOf(occurs, positive)));
  switch (predicate) {
    case "saddle":
      return allOf(someNegative, somePositive);
    case "unstable":
      return someNegative;
    case "minimum":
      return allOf(...signs.map(({ occurs, positive }) => implies(occurs, positive)));
    case "maximum":
      return allOf(...signs.map(({ occurs, negative }) => implies(occurs, negative)));
  }
}

/** @throws NotDerivable for a predicate of another kind. */
export function statePredicate(predicate: Expression): StatePredicate {
  if (predicate.kind === "name") {
    if (predicate.name === "saddle") return "saddle";
    if (predicate.name === "unstable") return "unstable";
    if (predicate.name === "minimum" || predicate.name === "stable") return "minimum";
    if (predicate.name === "maximum") return "maximum";
  }
  throw new NotDerivable("a threshold between predicates that the Hessian does not decide");
}
