/**
 * Domains, conditions and assumptions of a setting as formulas for a proof.
 *
 * What cannot be said as a comparison of rational functions is left out of the hypotheses: an end
 * sqrt(2) of a domain, a condition on the state. That makes the statement to be proved stronger,
 * never weaker, so a proof stays a proof; a point refutes only where everything is said.
 */

import type { Setting } from "../../model/claim.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsTime } from "../../model/expression/mentions.ts";
import type { Parameter } from "../../model/spec.ts";
import * as R from "../exact/rational-function.ts";
import {
  allOf,
  anyOf,
  comparison,
  type Declaration,
  equivalent,
  type Formula,
  implies,
  not,
  type Relation,
} from "../prove/formula.ts";
import { type Meaning, termOf } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";

export interface Hypotheses {
  readonly variables: readonly Declaration[];
  readonly formulas: readonly Formula[];
  /**
   * Whether all domains and conditions are said, but those on the start: only then does a point
   * that refutes lie in the claim's domain.
   */
  readonly isWhole: boolean;
}

/** Why a point that the solver finds may be none of the claim's. */
export const notSaid = "a condition, or an end of a domain, is not said to the solver";

/** The parameters of a setting as variables, with their domains and all that binds them. */
export function hypothesesOf(setting: Setting, meaning: Meaning): Hypotheses {
  const scalars = [...setting.parameters.values()].filter(
    ({ index, domain }) => index.length === 0 && domain.kind !== "tied",
  );
  const numbers = scalars.filter(
    ({ domain }) => domain.kind !== "words" && domain.kind !== "subsets",
  );
  const conditions = conditionsOf(setting);
  const domains = numbers.map((parameter) => domainFormulas(parameter, meaning));
  return {
    variables: numbers.map(({ name, domain }) => ({
      name,
      sort: domain.kind === "integers" ? "int" : "real",
    })),
    formulas: [
      ...domains.flatMap(({ formulas }) => formulas),
      ...conditions.flatMap((condition) => conjuncts(condition, meaning)),
    ],
    isWhole:
      domains.every(({ isWhole }) => isWhole) &&
      conditions.every((e) => mentionsTime(e) || formulaOf(e, meaning) !== undefined),
  };
}

/** An expression as a rational function of the parameters, if it is one. */
export function rationalFunctionOf(
  expression: Expression,
  meaning: Meaning,
): R.RationalFunction | undefined {
  try {
    return T.asRationalFunction(termOf(expression, meaning));
  } catch (error) {
    if (error instanceof NotDerivable) return undefined;
    throw error;
  }
}

/** A predicate as a formula, if all of it can be said as one. */
export function formulaOf(predicate: Expression, meaning: Meaning): Formula | undefined {
  switch (predicate.kind) {
    case "comparison": {
      const sides = predicate.operands.map((operand) => rationalFunctionOf(operand, meaning));
      const parts = predicate.operators.map((relation, i) => {
        const [left, right] = [sides[i], sides[i + 1]];
        return left === undefined || right === undefined
          ? undefined
          : comparison(left, relation as Relation, right);
      });
      return parts.every((part) => part !== undefined) ? allOf(...parts) : undefined;
    }
    case "unary": {
      const inner =
        predicate.operator === "not" ? formulaOf(predicate.operand, meaning) : undefined;
      return inner === undefined ? undefined : not(inner);
    }
    case "binary": {
      const [left, right] = [predicate.left, predicate.right].map((e) => formulaOf(e, meaning));
      if (left === undefined || right === undefined) return undefined;
      switch (predicate.operator) {
        case "and":
          return allOf(left, right);
        case "or":
          return anyOf(left, right);
        case "implies":
          return implies(left, right);
        case "iff":
          return equivalent(left, right);
        default:
          return undefined;
      }
    }
    default:
      return undefined;
  }
}

/** The parts of a conjunction that can be said; a part that cannot is left out. */
function conjuncts(predicate: Expression, meaning: Meaning): readonly Formula[] {
  if (predicate.kind === "binary" && predicate.operator === "and") {
    return [...conjuncts(predicate.left, meaning), ...conjuncts(predicate.right, meaning)];
  }
  const whole = formulaOf(predicate, meaning);
  return whole === undefined ? [] : [whole];
}

/** What binds a parameter, and whether all of its domain is said by it. */
function domainFormulas(
  { name, domain }: Parameter,
  meaning: Meaning,
): Pick<Hypotheses, "formulas" | "isWhole"> {
  const self = R.variable(name);
  const ends = (
    bounds: readonly (readonly [Expression, Relation])[],
  ): Pick<Hypotheses, "formulas" | "isWhole"> => {
    const said = bounds
      .filter(([end]) => end.kind !== "name" || end.name !== "oo")
      .map(([end, relation]) => {
        const value = rationalFunctionOf(end, meaning);
        return value && comparison(self, relation, value);
      });
    const formulas = said.filter((formula) => formula !== undefined);
    return { formulas, isWhole: formulas.length === said.length };
  };
  switch (domain.kind) {
    case "integers":
      return ends([
        [domain.from, ">="],
        [domain.to, "<="],
      ]);
    case "reals":
      return ends([
        ...(domain.lower ? [[domain.lower.value, domain.lower.open ? ">" : ">="] as const] : []),
        ...(domain.upper ? [[domain.upper.value, domain.upper.open ? "<" : "<="] as const] : []),
      ]);
    case "values": {
      const values = domain.values.map((value) => rationalFunctionOf(value, meaning));
      return values.every((value) => value !== undefined)
        ? {
            formulas: [anyOf(...values.map((value) => comparison(self, "=", value)))],
            isWhole: true,
          }
        : { formulas: [], isWhole: false };
    }
    case "words":
    case "tied":
    case "subsets":
      return { formulas: [], isWhole: true };
  }
}
