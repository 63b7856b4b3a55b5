/**
 * Hermite coefficients of any link as terms: those that vanish, those that are algebraic, and the
 * information exponent where it is decided.
 *
 * A coefficient of a symbolic degree is known where parity alone says that it is 0: a degree that
 * is even for all integers, of an odd link, and the other way round.
 */
import type { Question, Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { step } from "../../derivation.ts";
import * as P from "../../exact/polynomial.ts";
import * as R from "../../exact/rational-function.ts";
import { scalarOfForm } from "../../links/closed-form.ts";
import { expandLink, highestOrder } from "../../links/expand-link.ts";
import type { LinkExpansion } from "../../links/expansion.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { plantedSum } from "../../planted-sum.ts";
import type { DerivedPrediction } from "../../prediction.ts";
import { exponentOf, type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { squareRoot } from "../../term/power.ts";
import * as T from "../../term/term.ts";

/** The prediction for an identity between coefficients; nothing for other questions. */
export function predictLinkCoefficients(
  setting: Setting,
  question: Question,
): DerivedPrediction | undefined {
  if (question.kind !== "identity" || question.at !== undefined) return undefined;
  const { link } = plantedSum(setting.model);
  const meaning = coefficientMeaning(setting, link);
  const of = termOf(question.of, meaning);
  return {
    status: "derived",
    derived: { kind: "identity", of },
    derivation: [
      step(
        "the quantity",
        "\\cdot",
        of,
        "coefficients of the link that its parity, linearity or closed forms give",
      ),
    ],
    meaning,
    positive: [],
  };
}

/** Degrees in which an information exponent is looked for. */
const order = 30;

function coefficientMeaning(setting: Setting, link: Expression): Meaning {
  const parameters = parameterMeaning(setting);
  const known = new Map<number, LinkExpansion>();
  const expansionTo = (degree: number): LinkExpansion => {
    const expansion = known.get(degree) ?? expanded(link, degree);
    known.set(degree, expansion);
    return expansion;
  };
  const meaning: Meaning = {
    ...parameters,
    name: (name) => (name === "s" ? exponentTerm(expansionTo(order)) : parameters.name(name)),
    whole: (e, letters) => {
      if (e.kind !== "indexed" || e.indices.length !== 1) return undefined;
      if (!["a", "b", "c"].includes(e.name)) return undefined;
      const degree = exponentOf(termOf(e.indices[0]!, parameters, letters));
      const value = P.isConstant(degree)
        ? coefficientTerm(expansionTo, P.constantTerm(degree))
        : zeroByParity(expansionTo(order), degree, setting);
      return e.name === "c" ? T.multiply(value, value) : value;
    },
  };
  return meaning;
}

function expanded(link: Expression, degree: number): LinkExpansion {
  const expansion = expandLink(link, "z", degree);
  if (expansion.kind === "issue") throw new NotDerivable(`the link: ${expansion.reason}`);
  return expansion;
}

function exponentTerm({ informationExponent: { value } }: LinkExpansion): T.Term {
  if (value === undefined) {
    throw new NotDerivable("an information exponent that rests on quadrature");
  }
  return T.constant(value);
}

function coefficientTerm(
  expansionTo: (degree: number) => LinkExpansion,
  { num, den }: { readonly num: bigint; readonly den: bigint },
): T.Term {
  if (den !== 1n || num < 0n || num > BigInt(highestOrder)) {
    throw new NotDerivable(`a coefficient of a degree that is not in 0..${highestOrder}`);
  }
  const degree = Number(num);
  const exact = expansionTo(Math.max(degree, 1)).coefficients[degree]?.exact;
  const scalar = exact && scalarOfForm(exact);
  if (scalar === undefined || scalar.some(({ m }) => m !== 0)) {
    throw new NotDerivable(`the coefficient of degree ${degree}: it is no algebraic number`);
  }
  return T.sum(scalar.map(({ r, n }) => T.scale(squareRoot(T.constant(n)), R.constant(r))));
}

/** 0 for a degree of the other parity than the link, for all values of its letters. */
function zeroByParity(
  { parity }: LinkExpansion,
  degree: P.Polynomial,
  { parameters }: Setting,
): T.Term {
  const areIntegers = P.variables(degree).every(
    (name) => parameters.get(name)?.domain.kind === "integers",
  );
  const isEven = (n: { readonly num: bigint; readonly den: bigint }): boolean =>
    n.den === 1n && n.num % 2n === 0n;
  const constant = P.constantTerm(degree);
  const moving = P.subtract(degree, P.constant(constant));
  const isFixed =
    areIntegers &&
    constant.den === 1n &&
    moving.terms.every(({ coefficient }) => isEven(coefficient));
  const opposite = parity === "odd" ? isEven(constant) : parity === "even" && !isEven(constant);
  if (isFixed && opposite) return T.zero;
  throw new NotDerivable("a coefficient of symbolic degree that parity does not decide");
}
