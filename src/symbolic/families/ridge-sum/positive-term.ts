/** Whether a term in parameters is positive on their domains, as far as these show it at once. */
import { evaluateRational } from "../../../model/bind/evaluate.ts";
import type { Setting } from "../../../model/claim.ts";
import * as Q from "../../../model/rational.ts";
import type * as R from "../../exact/rational-function.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import type { Factor } from "../../term/atom.ts";
import { evaluateTerm } from "../../term/evaluate.ts";
import { noFacts } from "../../term/sign-facts.ts";
import * as T from "../../term/term.ts";

/** Whether it is a sum of products of positive numbers and of parameters that are positive. */
export function isPositiveTerm(a: T.Term, setting: Setting): boolean {
  const { facts = noFacts } = parameterMeaning(setting);
  const isPositiveNumber = ({ numerator, denominator }: R.RationalFunction): boolean =>
    facts.isPositive(numerator) && facts.isPositive(denominator);
  return (
    !T.isZero(a) &&
    a.monomials.every(
      ({ coefficient, factors }) =>
        isPositiveNumber(coefficient) &&
        factors.every((factor) => isPositiveFactor(factor, setting)),
    )
  );
}

/** A member of a family over a positive interval, or a number such as a root. */
function isPositiveFactor({ atom, exponent }: Factor, { parameters }: Setting): boolean {
  const domain = atom.kind === "symbol" ? parameters.get(atom.name)?.domain : undefined;
  const lower = domain?.kind === "reals" ? domain.lower : undefined;
  const end = lower && evaluateRational(lower.value);
  if (end !== undefined && (Q.sign(end) > 0 || (Q.isZero(end) && lower?.open === true)))
    return true;
  const value = evaluateTerm(T.ofAtom(atom, exponent), { parameters: new Map() });
  return value !== undefined && value.lower.num > 0n;
}
