/**
 * A claimed threshold that is given as `root(x in a < real < b, e)`, with e a rational function of
 * x alone: how many roots e has is decided by Sturm chains, and the sides of the only one are the
 * two signs of e. What is claimed of "below the root" can so be said without the root.
 */

import { evaluateRational } from "../../model/bind/evaluate.ts";
import type { Expression } from "../../model/expression/expression.ts";
import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import { type AlgebraicNumber, realRoots, refined } from "../exact/algebraic-number.ts";
import { evaluate } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { allOf, anyOf, comparison, type Formula } from "../prove/formula.ts";
import type { Meaning } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { rationalFunctionOf } from "./hypotheses.ts";

/** The places of a parameter on either side of a root, within all its values. */
export interface SidesOfRoot {
  readonly below: Formula;
  readonly above: Formula;
  readonly root: AlgebraicNumber;
}

/**
 * The two sides of the only root.
 *
 * @returns `undefined` if the expression is no `root` in this parameter
 * @throws NotDerivable if there is not exactly one, or if it is no change of sign.
 */
export function sidesOfRoot(
  claimed: Expression,
  parameter: string,
  meaning: Meaning,
): SidesOfRoot | undefined {
  if (claimed.kind !== "over" || claimed.operator !== "root") return undefined;
  const { variable, domain, body } = claimed;
  const ends = domain.kind === "reals" ? [domain.lower, domain.upper] : [];
  const [lower, upper] = ends.map((end) => end && evaluateRational(end.value));
  if (lower === undefined || upper === undefined) {
    throw new NotDerivable("a root over a domain without rational ends");
  }
  const letter = R.variable(parameter);
  const free: Meaning = {
    ...meaning,
    name: (name) => (name === variable ? meaning.name(parameter) : meaning.name(name)),
  };
  const value = rationalFunctionOf(body, free);
  if (value === undefined || R.variables(value).some((name) => name !== parameter)) {
    throw new NotDerivable("a root of more than a rational function of the parameter");
  }
  const sign = P.multiply(value.numerator, value.denominator);
  if (P.isConstant(sign)) throw new NotDerivable("a root of a constant");
  const all = realRoots(sign, { lower, upper });
  const [only, ...others] = all;
  if (only === undefined || others.length > 0 || only.multiplicity % 2 === 0) {
    throw new NotDerivable(`a root that is one of ${all.length}, or touches without a change`);
  }
  const [low, high] = [R.constant(lower), R.constant(upper)];
  const isFirstSign = (relation: "<" | ">"): Formula =>
    comparison(R.ofPolynomial(sign), relation, R.zero);
  const start = signBelow(sign, only.root, lower);
  const within = allOf(comparison(letter, ">", low), comparison(letter, "<", high));
  return {
    below: anyOf(comparison(letter, "<=", low), allOf(within, isFirstSign(start < 0 ? "<" : ">"))),
    above: anyOf(comparison(letter, ">=", high), allOf(within, isFirstSign(start < 0 ? ">" : "<"))),
    root: only.root,
  };
}

/** The sign between the lower end and the root: that at a rational there. */
function signBelow(sign: P.Polynomial, root: AlgebraicNumber, lower: Rational): -1 | 1 {
  let near = root;
  for (let width = Q.one; Q.compare(near.lower, lower) <= 0; ) {
    width = Q.divide(width, Q.integer(16));
    near = refined(near, width);
  }
  const middle = Q.divide(Q.add(lower, near.lower), Q.integer(2));
  const value = evaluate(sign, new Map([[P.variables(sign)[0]!, middle]]));
  return Q.sign(value) < 0 ? -1 : 1;
}
