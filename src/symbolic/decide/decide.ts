/**
 * An answer held against a derivation: proved, refuted at a point, or open.
 *
 * This is the only place where the symbolic witness sees a right-hand side, and it comes after the
 * prediction. Equality is decided by canonical forms, quantified statements by the solver.
 */

import type { Answer, Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { decideBound } from "../bounds/decide-bound.ts";
import { decideInvariant } from "../bounds/decide-invariant.ts";
import { lettersOf, positiveTexts } from "../equation.ts";
import type * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { DerivedPrediction, EigenBlock } from "../prediction.ts";
import { proveForAll } from "../prove/for-all.ts";
import { comparison, type Formula, formatFormula, implies } from "../prove/formula.ts";
import { formatTerm } from "../term/format.ts";
import type { termOf } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";
import { bifurcationFormulas } from "./bifurcation-formulas.ts";
import { sidesOfRoot } from "./claimed-root.ts";
import type { Decision, Ground } from "./decision.ts";
import { signedByDegree } from "./degreewise-sign.ts";
import { hypothesesOf, notSaid, rationalFunctionOf } from "./hypotheses.ts";
import { type Sides, sides, zeroSide } from "./sides.ts";
import { positivity } from "./sign.ts";
import { type BlockSign, blockSigns, holdsAt, indexFormulas } from "./stability.ts";

/** Whether the answer follows from the derivation, for all values in the declared domain. */
export async function decide(
  setting: Setting,
  prediction: DerivedPrediction,
  answer: Answer,
): Promise<Decision> {
  try {
    if (prediction.derived.kind === "bound") {
      if (answer.kind !== "bound") return question;
      return await decideBound(setting, prediction, prediction.derived, answer.holds);
    }
    if (prediction.derived.kind === "invariant") {
      if (answer.kind !== "invariant") return question;
      return await decideInvariant(setting, prediction, prediction.derived, answer.holds);
    }
    const { readable, grounds } = await withReadableSigns(setting, prediction);
    const statement = statementOf(setting, readable, answer);
    if (statement.status !== "statement") return statement;
    return await prove(setting, readable, {
      ...statement,
      grounds: [...grounds, ...statement.grounds],
    });
  } catch (error) {
    if (error instanceof NotDerivable) return { status: "open", reason: error.message };
    throw error;
  }
}

/** The prediction with the signs of its eigenvalues, where they follow degree by degree. */
async function withReadableSigns(
  setting: Setting,
  prediction: DerivedPrediction,
): Promise<{ readonly readable: DerivedPrediction; readonly grounds: readonly Ground[] }> {
  const { derived, meaning, places } = prediction;
  if (derived.kind !== "morse-index" || places === undefined) {
    return { readable: prediction, grounds: [] };
  }
  const { blocks, grounds } = await signedByDegree(setting, meaning, derived.blocks, places);
  return { readable: { ...prediction, derived: { ...derived, blocks } }, grounds };
}

/** What remains to be shown once canonical forms have done their part. */
interface Statement {
  readonly status: "statement";
  readonly grounds: readonly Ground[];
  readonly conclusions: readonly Formula[];
  readonly positive: readonly P.Polynomial[];
}

function statementOf(
  setting: Setting,
  prediction: DerivedPrediction,
  answer: Answer,
): Statement | Decision {
  const { derived, meaning, positive } = prediction;
  switch (derived.kind) {
    case "identity": {
      if (answer.kind !== "identity" || answer.equals === undefined) return question;
      const pair = sides(derived.of, answer.equals, meaning);
      return equalTerms(setting, prediction, [reduced(pair, prediction)]);
    }
    case "probability": {
      if (answer.kind !== "probability" || answer.equals === undefined) return question;
      return equalTerms(setting, prediction, [sides(derived.chance, answer.equals, meaning)]);
    }
    case "limit": {
      if (answer.kind !== "limit" || answer.equals === undefined) return question;
      if (!derived.isLimit(answer.equals)) {
        return { status: "open", reason: "another end than the derived flow has, or not read" };
      }
      const { derived: rates, shape, written } = derived.rates;
      return equalTerms(setting, prediction, [{ derived: rates, claimed: shape, text: written }]);
    }
    case "closed-number": {
      if (answer.kind !== "identity" || answer.equals === undefined) return question;
      const equal = derived.equals(answer.equals);
      if (equal === undefined) {
        return { status: "open", reason: "the two closed forms are not equal by algebra" };
      }
      const statement = "the closed form of derived - claimed is 0";
      return { ...noStatement, grounds: [{ kind: "closed-form", statement, ...equal }] };
    }
    case "reduction": {
      if (answer.kind !== "reduction") return question;
      const pairs = derived.rates.map((rate, i): Sides => {
        const [letter, claimed] = [derived.letters[i], answer.flow[i]];
        if (claimed === undefined) return zeroSide(rate);
        return sides(rate, claimed, meaning, letter === undefined ? [] : [[letter, "#i"]]);
      });
      return equalTerms(setting, prediction, pairs);
    }
    case "bound":
    case "invariant":
      return { status: "open", reason: "an inequality is decided by itself" };
    case "fixed-points": {
      if (answer.kind !== "fixed-points") return question;
      return fixedPointStatement(setting, prediction, derived, answer);
    }
    case "bifurcation": {
      if (answer.kind !== "bifurcation" || answer.type === undefined) return question;
      const value =
        answer.equals === undefined ? derived.root : requireRational(answer.equals, meaning);
      const { type } = answer;
      return fromBlocks([derived.within], positive, ([sign]) =>
        bifurcationFormulas(derived, value, type, sign!),
      );
    }
    case "scaling":
      return { status: "open", reason: derived.notInGeneral };
    case "stationary":
      return equalTerms(setting, prediction, [zeroSide(derived.gradient)]);
    case "morse-index": {
      if (answer.kind !== "morse-index" || answer.equals === undefined) return question;
      const index = requireRational(answer.equals, meaning);
      return fromBlocks(derived.blocks, positive, (signs) => indexFormulas(signs, index));
    }
    case "located-threshold":
      return { status: "open", reason: "the threshold is located case by case, not in general" };
    case "threshold": {
      if (answer.kind !== "threshold" || answer.equals === undefined) return question;
      const sides = sidesOfRoot(answer.equals, derived.parameter, meaning);
      if (sides !== undefined) {
        const { below, above, root } = sides;
        const statement = fromBlocks(derived.blocks, positive, (signs) => [
          implies(below, holdsAt(derived.below, signs)),
          implies(above, holdsAt(derived.above, signs)),
        ]);
        return { ...statement, grounds: [{ kind: "root", statement: onlyRoot, root }] };
      }
      const value = requireRational(answer.equals, meaning);
      const parameter = R.variable(derived.parameter);
      if (R.variables(value).includes(derived.parameter)) {
        throw new NotDerivable(`a threshold in ${derived.parameter} that mentions it`);
      }
      return fromBlocks(derived.blocks, positive, (signs) => [
        implies(comparison(parameter, "<", value), holdsAt(derived.below, signs)),
        implies(comparison(parameter, ">", value), holdsAt(derived.above, signs)),
      ]);
    }
  }
}

/** Both sides with the relations of the state used up; then the text is that of the result. */
function reduced(pair: Sides, { modulo }: DerivedPrediction): Sides {
  if (modulo === undefined) return pair;
  const claimed = modulo(pair.claimed);
  return { derived: modulo(pair.derived), claimed, text: formatTerm(claimed) };
}

const noStatement: Statement = { status: "statement", grounds: [], conclusions: [], positive: [] };
const onlyRoot = "the claimed root is the only one on its domain, and the sign changes there";

const question: Decision = { status: "open", reason: "the claim asks and does not answer" };

/** The number by canonical form, the list by its shape. */
function fixedPointStatement(
  setting: Setting,
  prediction: DerivedPrediction,
  derived: Extract<DerivedPrediction["derived"], { readonly kind: "fixed-points" }>,
  { count, are }: Extract<Answer, { readonly kind: "fixed-points" }>,
): Statement | Decision {
  if (count === undefined && are === undefined) return question;
  if (derived.count === undefined) {
    return { status: "open", reason: "the fixed points with where: are counted case by case" };
  }
  if (are !== undefined && !derived.listsAll(are)) {
    return { status: "open", reason: "a list of fixed points that is not read in general" };
  }
  const text = formatTerm(derived.count);
  const number = { derived: derived.count, claimed: derived.count, text };
  // A list that is complete has the derived number of points, whether that is claimed or not.
  return equalTerms(setting, prediction, [
    count === undefined ? number : sides(derived.count, count, prediction.meaning),
  ]);
}

/** Equal terms are proved by canonical form alone; others are left to a counterexample. */
function equalTerms(
  setting: Setting,
  { positive, places }: DerivedPrediction,
  pairs: readonly Sides[],
): Statement | Decision {
  if (pairs.some(({ derived, claimed }) => !T.equal(derived, claimed))) {
    return { status: "open", reason: "the difference does not reduce to zero" };
  }
  const grounds = pairs.map(
    ({ derived, text }): Ground => ({
      kind: "canonical-form",
      statement: "the canonical form of derived - claimed is 0",
      equation: {
        left: formatTerm(derived),
        right: text,
        letters: lettersOf(setting, places),
        positive: positiveTexts(positive),
      },
    }),
  );
  return { status: "statement", grounds, conclusions: [], positive };
}

function fromBlocks(
  blocks: readonly EigenBlock[],
  positive: readonly P.Polynomial[],
  conclusions: (signs: readonly BlockSign[]) => readonly Formula[],
): Statement {
  const { signs, positive: bases } = blockSigns(blocks);
  const all = [...positive, ...bases];
  return { status: "statement", grounds: [], conclusions: conclusions(signs), positive: all };
}

async function prove(
  setting: Setting,
  { meaning }: DerivedPrediction,
  { grounds, conclusions, positive }: Statement,
): Promise<Decision> {
  const { variables, formulas, isWhole } = hypothesesOf(setting, meaning);
  const found: Ground[] = [...grounds];
  for (const conclusion of distinct([...positivity(positive), ...conclusions])) {
    const proof = await proveForAll({ variables, hypotheses: formulas, conclusion });
    const statement = formatFormula(conclusion);
    if (proof.status === "unknown") {
      return { status: "open", reason: `the solver does not decide ${statement}: ${proof.reason}` };
    }
    if (proof.status === "refuted") {
      if (!isWhole) return { status: "open", reason: `${notSaid}, which refutes ${statement}` };
      return isObligation(conclusion, positive)
        ? { status: "open", reason: `a base of a power need not be positive: ${statement}` }
        : {
            status: "refuted",
            reason: `it fails: ${statement}`,
            point: proof.model,
            grounds: [{ kind: "solver", statement, smtlib: proof.smtlib }],
          };
    }
    found.push({ kind: "solver", statement, smtlib: proof.smtlib });
  }
  return { status: "proved", grounds: found };
}

function distinct(formulas: readonly Formula[]): readonly Formula[] {
  return [...new Map(formulas.map((formula) => [formatFormula(formula), formula])).values()];
}

const isObligation = (conclusion: Formula, positive: readonly P.Polynomial[]): boolean =>
  positivity(positive).some((formula) => formatFormula(formula) === formatFormula(conclusion));

function requireRational(expression: Expression, meaning: Parameters<typeof termOf>[1]) {
  const value = rationalFunctionOf(expression, meaning);
  if (value === undefined) {
    throw new NotDerivable("a claimed value that is no rational function of the parameters");
  }
  return value;
}
