/**
 * An inequality between terms, decided for all values of the parameters and all states.
 *
 * Canonical forms first: a difference that is zero, one that is a multiple of |w'|^2, one without
 * the state. What is left is a statement about overlaps and power sums of overlaps, handed to the
 * solver over real variables; since these are freer than overlaps are, only a proof counts there.
 */

import type { Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import type { Decision, Ground } from "../decide/decision.ts";
import { formulaOf, type Hypotheses, hypothesesOf } from "../decide/hypotheses.ts";
import { signFormula, signFunction } from "../decide/sign.ts";
import { type Equation, lettersOf, positiveTexts, unfolded } from "../equation.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { DerivedPrediction } from "../prediction.ts";
import { comparison, type Relation } from "../prove/formula.ts";
import type { IndexRange } from "../term/atom.ts";
import { exponentOf, termOf } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";
import { byDegree, degreeLetter, degreeName, isSquare } from "./by-degree.ts";
import { type BoundDerived, type Context, open, proved, timelessConditions } from "./by-solver.ts";
import { overOverlaps } from "./over-overlaps.ts";
import { conjuncts } from "./state-facts.ts";

/** Whether an inequality follows; all parts of a conjunction and all links of a chain must. */
export async function decideBound(
  setting: Setting,
  prediction: Pick<DerivedPrediction, "meaning" | "positive" | "places">,
  derived: BoundDerived,
  holds: Expression,
): Promise<Decision> {
  const context = contextOf(setting, prediction, derived);
  const grounds: Ground[] = [];
  for (const part of conjuncts(holds)) {
    const decision = await decidePart(part, context);
    if (decision.status !== "proved") return decision;
    grounds.push(...decision.grounds);
  }
  return { status: "proved", grounds };
}

/** All that binds statements about states of a setting. */
export function contextOf(
  setting: Setting,
  prediction: Pick<DerivedPrediction, "meaning" | "positive" | "places">,
  derived: BoundDerived,
): Context {
  const { meaning, positive, places } = prediction;
  const hypotheses = hypothesesOf(setting, meaning);
  return { setting, meaning, hypotheses, positive, places, derived };
}

async function decidePart(part: Expression, context: Context): Promise<Decision> {
  if (part.kind !== "comparison") {
    const formula = formulaOf(part, context.meaning);
    if (formula === undefined) return open("a predicate that is no inequality between terms");
    return proved([formula], context, []);
  }
  const { meaning } = context;
  const sides = part.operands.map((operand) => termOf(operand, meaning));
  const texts = part.operands.map((operand) => unfolded(operand, meaning, new Map()));
  const grounds: Ground[] = [];
  for (const [i, relation] of part.operators.entries()) {
    const [left, right] = [sides[i]!, sides[i + 1]!];
    const difference = T.subtract(left, right);
    const decision = T.isZero(difference)
      ? ofZero(relation, equationOf(texts[i]!, texts[i + 1]!, context))
      : await decideRelation(difference, relation, context);
    if (decision.status !== "proved") return decision;
    grounds.push(...decision.grounds);
  }
  return { status: "proved", grounds };
}

/** difference relation 0. */
export async function decideRelation(
  difference: T.Term,
  relation: Relation,
  context: Context,
): Promise<Decision> {
  const multiple = multipleOf(difference, context.derived.descent);
  if (multiple !== undefined && (relation === ">=" || relation === "<=")) {
    return proved([comparison(multiple, relation, R.zero)], context, [], "a multiple of |w'|^2");
  }
  if (!hasState(difference)) {
    const sign = signFunction(difference);
    return proved([signFormula(sign, relation)], context, sign.positive);
  }
  return overStates(difference, relation, context);
}

const equationOf = (
  left: string,
  right: string,
  { setting, places, positive }: Context,
): Equation => ({
  left,
  right,
  letters: lettersOf(setting, places),
  positive: positiveTexts(positive),
});

function ofZero(relation: Relation, equation: Equation): Decision {
  const statement = "the canonical form of the difference of both sides is 0";
  const ground: Ground = { kind: "canonical-form", statement, equation };
  return relation === "<" || relation === ">" || relation === "!="
    ? { status: "refuted", reason: `${statement}: they are equal`, grounds: [ground] }
    : { status: "proved", grounds: [ground] };
}

/** c if the difference is c times the other term, c free of the state. */
function multipleOf(difference: T.Term, other: T.Term): R.RationalFunction | undefined {
  const [first] = difference.monomials;
  const same = other.monomials.find(({ key }) => key === first?.key);
  if (first === undefined || same === undefined) return undefined;
  const ratio = R.divide(first.coefficient, same.coefficient);
  return T.equal(difference, T.scale(other, ratio)) ? ratio : undefined;
}

const hasState = (term: T.Term): boolean =>
  term.monomials.some(({ factors }) => factors.some(({ atom }) => atom.kind !== "base"));

async function overStates(
  difference: T.Term,
  relation: Relation,
  context: Context,
): Promise<Decision> {
  const degrees = byDegree(difference, context.derived.range);
  if (degrees === undefined) return overOverlaps(difference, relation, context);
  const { body, range, factor } = degrees;
  if (relation === "<" || relation === ">" || relation === "!=") {
    return open("a strict inequality summed over degrees");
  }
  if (relation !== "=" && !isSquare(factor) && !isAssumedNonNegative(factor, range, context)) {
    return open("coefficients of the link that may be negative");
  }
  const degree = R.variable(degreeName);
  const hypotheses: Hypotheses = {
    ...context.hypotheses,
    variables: [...context.hypotheses.variables, { name: degreeName, sort: "int" }],
    formulas: [
      ...context.hypotheses.formulas,
      comparison(degree, ">=", R.ofPolynomial(range.from)),
      comparison(degree, "<=", R.ofPolynomial(range.to)),
    ],
  };
  return overOverlaps(body, relation, { ...context, hypotheses });
}

/** Whether a condition says that this product of coefficients is not negative for any degree. */
function isAssumedNonNegative(
  factor: T.Term,
  range: IndexRange,
  { setting, meaning }: Context,
): boolean {
  return timelessConditions(setting)
    .flatMap(conjuncts)
    .some((e) => {
      if (e.kind !== "over" || e.operator !== "all" || e.domain.kind !== "integers") return false;
      const { body, domain, variable } = e;
      if (body.kind !== "comparison" || body.operators.length !== 1) return false;
      const [left, right] = body.operands;
      const isAbove = body.operators[0] === ">=" || body.operators[0] === ">";
      if (!isAbove || right?.kind !== "number" || right.value.num < 0n) return false;
      try {
        const letters = new Map([[variable, degreeLetter]]);
        const [from, to] = [domain.from, domain.to].map((x) => exponentOf(termOf(x, meaning)));
        const covers = P.equal(from!, range.from) && P.equal(to!, range.to);
        return covers && T.equal(termOf(left!, meaning, letters), factor);
      } catch (error) {
        if (error instanceof NotDerivable) return false;
        throw error;
      }
    });
}
