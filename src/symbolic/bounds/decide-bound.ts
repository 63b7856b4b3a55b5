/**
 * An inequality between terms, decided for all values of the parameters and all states.
 *
 * Canonical forms first: a difference that is zero, one that is a multiple of |w'|^2, one without
 * the state. What is left is a statement about overlaps and power sums of overlaps, handed to the
 * solver over real variables; since these are freer than overlaps are, only a proof counts there.
 */

import type { Setting } from "../../model/claim.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Domain, Expression } from "../../model/expression/expression.ts";
import { mentionsTime } from "../../model/expression/mentions.ts";
import type { Decision, Ground } from "../decide/decision.ts";
import { formulaOf, type Hypotheses, hypothesesOf } from "../decide/hypotheses.ts";
import { positivity, signFormula, signFunction } from "../decide/sign.ts";
import { type Equation, lettersOf, positiveTexts, unfolded } from "../equation.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { Derived, DerivedPrediction } from "../prediction.ts";
import { proveForAll } from "../prove/for-all.ts";
import { comparison, type Formula, formatFormula, type Relation } from "../prove/formula.ts";
import type { IndexRange } from "../term/atom.ts";
import { exponentOf, type Meaning, termOf } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";
import { byDegree, degreeLetter, degreeName, isSquare } from "./by-degree.ts";
import { abstracted, type OverlapFacts } from "./power-sums.ts";
import { relationsOf } from "./relations.ts";
import { conjuncts, stateFacts } from "./state-facts.ts";

type BoundDerived = Extract<Derived, { readonly kind: "bound" }>;

/** Whether an inequality follows; all parts of a conjunction and all links of a chain must. */
export async function decideBound(
  setting: Setting,
  { meaning, positive, places }: DerivedPrediction,
  derived: BoundDerived,
  holds: Expression,
): Promise<Decision> {
  const hypotheses = hypothesesOf(setting, meaning);
  const isSaid = timelessConditions(setting).every((e) => formulaOf(e, meaning) !== undefined);
  const context = { setting, meaning, hypotheses, isSaid, positive, places, derived };
  const grounds: Ground[] = [];
  for (const part of conjuncts(holds)) {
    const decision = await decidePart(part, context);
    if (decision.status !== "proved") return decision;
    grounds.push(...decision.grounds);
  }
  return { status: "proved", grounds };
}

/** What binds a claim about states: a condition on the start does not. */
const timelessConditions = (setting: Setting): readonly Expression[] =>
  conditionsOf(setting).filter((condition) => !mentionsTime(condition));

interface Context {
  readonly setting: Setting;
  readonly meaning: Meaning;
  readonly hypotheses: Hypotheses;
  /** Whether the hypotheses are all there is: only then a point that refutes is one. */
  readonly isSaid: boolean;
  /** What the terms of the point use as positive. */
  readonly positive: readonly P.Polynomial[];
  readonly places: DerivedPrediction["places"];
  readonly derived: BoundDerived;
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
async function decideRelation(
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

async function overOverlaps(
  difference: T.Term,
  relation: Relation,
  context: Context,
): Promise<Decision> {
  const { setting, meaning, hypotheses, derived } = context;
  const conditions = timelessConditions(setting);
  const { isNonNegative, isAcute, largest, largestInSize } = stateFacts(conditions, (domain) =>
    isWholeRange(domain, context),
  );
  const further = conditions.flatMap(conjuncts).flatMap((e) => relationsOf(e, meaning));
  const facts: OverlapFacts = {
    range: derived.range,
    projection: derived.projection,
    isSpanning: derived.isSpanning,
    isNonNegative,
    isAcute,
    largest: largest.map((index) => placeOf(index, meaning)),
    largestInSize: largestInSize.map((index) => placeOf(index, meaning)),
    isNonNegativePolynomial: (p) => isNonNegativeFor(p, hypotheses),
  };
  const {
    functions,
    variables,
    facts: known,
    legend,
    positive,
  } = await abstracted([withoutSpeed(difference, derived.descent), ...further.map(({ difference: side }) => side)], facts);
  const [subject, ...others] = functions;
  const widened: Hypotheses = {
    variables: [
      ...hypotheses.variables,
      ...variables.map((name) => ({ name, sort: "real" as const })),
    ],
    formulas: [
      ...hypotheses.formulas,
      ...known,
      ...others.map((side, i) => comparison(side, further[i]!.relation, R.zero)),
    ],
  };
  const conclusion = comparison(subject ?? R.zero, relation, R.zero);
  const widest = { ...context, hypotheses: widened };
  const decision = await proved([conclusion], widest, positive, legend);
  return decision.status === "refuted"
    ? open(`power sums as free variables are not enough for ${formatFormula(conclusion)}`)
    : decision;
}

/** Even powers of |w'| as powers of |w'|^2, which is a sum of products of overlaps. */
function withoutSpeed(term: T.Term, descent: T.Term): T.Term {
  return T.sum(
    term.monomials.map(({ coefficient, factors }) => {
      const speed = factors.find(({ atom }) => atom.key === speedKey);
      const times = speed === undefined ? undefined : P.constantTerm(speed.exponent);
      if (times === undefined || times.den !== 1n || times.num % 2n !== 0n || times.num < 0n) {
        return T.collect([{ coefficient, factors }]);
      }
      const others = factors.filter((factor) => factor !== speed);
      const square = T.power(descent, Number(times.num / 2n));
      return T.multiply(T.collect([{ coefficient, factors: others }]), square);
    }),
  );
}

/** The symbol of |w'|. */
const speedKey = "speed";

function isWholeRange(domain: Domain, { derived, meaning }: Context): boolean {
  if (domain.kind !== "integers") return false;
  try {
    const [from, to] = [domain.from, domain.to].map((end) => exponentOf(termOf(end, meaning)));
    return P.equal(from!, derived.range.from) && P.equal(to!, derived.range.to);
  } catch (error) {
    if (error instanceof NotDerivable) return false;
    throw error;
  }
}

function placeOf(index: Expression, meaning: Meaning): string {
  if (index.kind === "name") return index.name;
  const value = exponentOf(termOf(index, meaning));
  if (!P.isConstant(value)) throw new NotDerivable("an index that is no letter");
  return `${P.constantTerm(value).num}`;
}

async function isNonNegativeFor(
  p: P.Polynomial,
  { variables, formulas }: Hypotheses,
): Promise<boolean> {
  const conclusion = comparison(R.ofPolynomial(p), ">=", R.zero);
  const proof = await proveForAll({ variables, hypotheses: formulas, conclusion });
  return proof.status === "proved";
}

/** All conclusions by the solver, after the positivity of every base that is used. */
async function proved(
  conclusions: readonly Formula[],
  { hypotheses: { variables, formulas }, positive, isSaid }: Context,
  bases: readonly P.Polynomial[],
  note?: string,
): Promise<Decision> {
  const grounds: Ground[] = [];
  const obligations = positivity([...positive, ...bases]);
  for (const [i, conclusion] of [...obligations, ...conclusions].entries()) {
    const proof = await proveForAll({ variables, hypotheses: formulas, conclusion });
    const text = formatFormula(conclusion);
    const statement = note === undefined ? text : `${text} (${note})`;
    if (proof.status === "unknown") return open(`the solver does not decide ${statement}`);
    if (proof.status === "refuted") {
      if (i < obligations.length) return open(`a base of a power need not be positive: ${text}`);
      if (!isSaid) return open(`a condition is not said to the solver, which refutes ${statement}`);
      const ground: Ground = { kind: "solver", statement, smtlib: proof.smtlib };
      return {
        status: "refuted",
        reason: `it fails: ${text}`,
        point: proof.model,
        grounds: [ground],
      };
    }
    grounds.push({ kind: "solver", statement, smtlib: proof.smtlib });
  }
  return { status: "proved", grounds };
}

const open = (reason: string): Decision => ({ status: "open", reason });
