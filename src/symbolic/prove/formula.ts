/**
 * Statements about numbers: comparisons of rational functions, joined by and, or, not, implies.
 *
 * A comparison is undefined where a denominator of either side vanishes. Truth is three-valued
 * (Kleene): `a or b` is true where one is true, whatever the other; a statement holds at a point
 * only if it is true there, so a conclusion that divides by zero fails.
 *
 * Source: [Kleene1952, §64].
 */
import { compare as compareRationals, isInteger, type Rational } from "../../model/rational.ts";
import {
  evaluate,
  type RationalFunction,
  variables as variablesOfFunction,
} from "../exact/rational-function.ts";
import { formatRationalFunction } from "../exact/text.ts";

export type Sort = "int" | "real";

/** A variable under a quantifier. */
export interface Declaration {
  readonly name: string;
  readonly sort: Sort;
}

export type Relation = "<" | "<=" | "=" | "!=" | ">" | ">=";

export type Formula =
  | {
      readonly kind: "comparison";
      readonly relation: Relation;
      readonly left: RationalFunction;
      readonly right: RationalFunction;
    }
  | { readonly kind: "and" | "or"; readonly parts: readonly Formula[] }
  | { readonly kind: "not"; readonly part: Formula }
  | { readonly kind: "implies"; readonly hypothesis: Formula; readonly conclusion: Formula };

/** left relation right. */
export const comparison = (
  left: RationalFunction,
  relation: Relation,
  right: RationalFunction,
): Formula => ({ kind: "comparison", relation, left, right });

/** All of the parts; true for none. */
export const allOf = (...parts: readonly Formula[]): Formula => ({ kind: "and", parts });

/** At least one of the parts; false for none. */
export const anyOf = (...parts: readonly Formula[]): Formula => ({ kind: "or", parts });

export const not = (part: Formula): Formula => ({ kind: "not", part });

export const implies = (hypothesis: Formula, conclusion: Formula): Formula => ({
  kind: "implies",
  hypothesis,
  conclusion,
});

/** Each implies the other. */
export const equivalent = (a: Formula, b: Formula): Formula => allOf(implies(a, b), implies(b, a));

/** The relation that holds exactly where the given one fails, both sides defined. */
export const opposite: Readonly<Record<Relation, Relation>> = {
  "<": ">=",
  "<=": ">",
  "=": "!=",
  "!=": "=",
  ">": "<=",
  ">=": "<",
};

/** The names that occur, ascending. */
export function variables(formula: Formula): readonly string[] {
  const names = new Set<string>();
  const visit = (f: Formula): void => {
    switch (f.kind) {
      case "comparison":
        for (const side of [f.left, f.right]) {
          for (const name of variablesOfFunction(side)) names.add(name);
        }
        return;
      case "and":
      case "or":
        for (const part of f.parts) visit(part);
        return;
      case "not":
        visit(f.part);
        return;
      case "implies":
        visit(f.hypothesis);
        visit(f.conclusion);
    }
  };
  visit(formula);
  return [...names].sort();
}

/**
 * Whether the formula is true at a rational point, exactly.
 *
 * @returns `undefined` where neither truth nor falsity follows, for a denominator vanishes.
 * @throws RangeError if a variable has no value.
 */
export function truthAt(
  formula: Formula,
  point: ReadonlyMap<string, Rational>,
): boolean | undefined {
  switch (formula.kind) {
    case "comparison": {
      const left = evaluate(formula.left, point);
      const right = evaluate(formula.right, point);
      if (left === undefined || right === undefined) return undefined;
      return holds(compareRationals(left, right), formula.relation);
    }
    case "and":
      return conjunction(formula.parts.map((part) => truthAt(part, point)));
    case "or":
      return negated(conjunction(formula.parts.map((part) => negated(truthAt(part, point)))));
    case "not":
      return negated(truthAt(formula.part, point));
    case "implies": {
      const failure = [
        truthAt(formula.hypothesis, point),
        negated(truthAt(formula.conclusion, point)),
      ];
      return negated(conjunction(failure));
    }
  }
}

/** Whether every int among the declarations has an integer value at the point. */
export const respectsSorts = (
  declarations: readonly Declaration[],
  point: ReadonlyMap<string, Rational>,
): boolean =>
  declarations.every(({ name, sort }) => {
    const value = point.get(name);
    return value !== undefined && (sort === "real" || isInteger(value));
  });

/** The formula as text: `p >= 3 and not (beta < 1)`. */
export function formatFormula(formula: Formula): string {
  switch (formula.kind) {
    case "comparison": {
      const [left, right] = [formula.left, formula.right].map(formatRationalFunction);
      return `${left} ${formula.relation} ${right}`;
    }
    case "and":
    case "or":
      if (formula.parts.length === 0) return formula.kind === "and" ? "true" : "false";
      return formula.parts.map(grouped).join(` ${formula.kind} `);
    case "not":
      return `not ${grouped(formula.part)}`;
    case "implies":
      return `${grouped(formula.hypothesis)} implies ${grouped(formula.conclusion)}`;
  }
}

/** Whether a relation holds between numbers whose difference has the given sign. */
function holds(sign: -1 | 0 | 1, relation: Relation): boolean {
  switch (relation) {
    case "<":
      return sign < 0;
    case "<=":
      return sign <= 0;
    case "=":
      return sign === 0;
    case "!=":
      return sign !== 0;
    case ">":
      return sign > 0;
    case ">=":
      return sign >= 0;
  }
}

const negated = (truth: boolean | undefined): boolean | undefined =>
  truth === undefined ? undefined : !truth;

function conjunction(truths: readonly (boolean | undefined)[]): boolean | undefined {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

const grouped = (formula: Formula): string =>
  formula.kind === "comparison" ? formatFormula(formula) : `(${formatFormula(formula)})`;
