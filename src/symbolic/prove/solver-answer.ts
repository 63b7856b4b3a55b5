/**
 * What the solver prints, read as data: S-expressions, and the values of a model among them.
 *
 * Source: [SMTLIB2017, §3.2].
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";

export type SExpression = string | readonly SExpression[];

/** The value that the solver gives a variable: a rational, or a root of a polynomial. */
export type ModelValue =
  | { readonly kind: "rational"; readonly value: Rational }
  | {
      readonly kind: "root";
      /** Integer coefficients, constant term first. */
      readonly coefficients: readonly bigint[];
      /** Which real root, counted from 1 upwards. */
      readonly index: number;
    };

/**
 * The S-expressions of a text, or `undefined` if it is not a sequence of such.
 *
 * @example parseSExpressions("((p 4.0))") // [[["p", "4.0"]]]
 */
export function parseSExpressions(text: string): readonly SExpression[] | undefined {
  const stack: SExpression[][] = [[]];
  for (const [token] of text.matchAll(/\(|\)|\|[^|]*\||"(?:[^"]|"")*"|[^\s()|"]+/g)) {
    if (token === "(") stack.push([]);
    else if (token === ")") {
      const closed = stack.pop()!;
      if (stack.length === 0) return undefined;
      stack.at(-1)!.push(closed);
    } else stack.at(-1)!.push(token);
  }
  return stack.length === 1 ? stack[0] : undefined;
}

/**
 * A model as printed by `(get-value ...)`.
 *
 * @returns the values by symbol, or `undefined` if a value is of a form not known here.
 */
export function parseModel(text: string): ReadonlyMap<string, ModelValue> | undefined {
  const parsed = parseSExpressions(text);
  const pairs = parsed?.length === 1 ? parsed[0] : undefined;
  if (pairs === undefined || typeof pairs === "string") return undefined;
  const model = new Map<string, ModelValue>();
  for (const pair of pairs) {
    if (typeof pair === "string" || pair.length !== 2) return undefined;
    const [name, expression] = pair;
    const value = modelValue(expression!);
    if (typeof name !== "string" || value === undefined) return undefined;
    model.set(name, value);
  }
  return model;
}

function modelValue(expression: SExpression): ModelValue | undefined {
  const value = rationalValue(expression);
  if (value !== undefined) return { kind: "rational", value };
  if (typeof expression === "string" || expression[0] !== "root-obj") return undefined;
  const coefficients = coefficientsOf(expression[1]!);
  const index = Number(expression[2]);
  if (coefficients === undefined || !Number.isInteger(index) || index < 1) return undefined;
  return { kind: "root", coefficients, index };
}

function rationalValue(expression: SExpression): Rational | undefined {
  if (typeof expression === "string") return Q.rationalOfDecimal(expression);
  const [operator, ...operands] = expression;
  const values = operands.map(rationalValue);
  const [first, second] = values;
  if (first === undefined) return undefined;
  if (operator === "-" && values.length === 1) return Q.negate(first);
  if (operator !== "/" || values.length !== 2 || second === undefined) return undefined;
  return Q.isZero(second) ? undefined : Q.divide(first, second);
}

/** The integer coefficients of a polynomial in x such as `(+ (* 3 (^ x 2)) (- 2))`. */
function coefficientsOf(expression: SExpression): readonly bigint[] | undefined {
  const terms =
    typeof expression !== "string" && expression[0] === "+" ? expression.slice(1) : [expression];
  const coefficients: bigint[] = [];
  for (const term of terms) {
    const read = termOf(term);
    if (read === undefined) return undefined;
    const [exponent, coefficient] = read;
    while (coefficients.length <= exponent) coefficients.push(0n);
    coefficients[exponent] = coefficients[exponent]! + coefficient;
  }
  return coefficients;
}

function termOf(term: SExpression): readonly [exponent: number, coefficient: bigint] | undefined {
  const number = rationalValue(term);
  if (number !== undefined) return Q.isInteger(number) ? [0, number.num] : undefined;
  if (term === "x") return [1, 1n];
  if (typeof term === "string") return undefined;
  const [operator, first, second] = term;
  if (operator === "^" && first === "x" && typeof second === "string") {
    return /^[0-9]{1,3}$/.test(second) ? [Number(second), 1n] : undefined;
  }
  const inner =
    operator === "-" && term.length === 2
      ? termOf(first!)
      : operator === "*" && term.length === 3
        ? termOf(second!)
        : undefined;
  if (inner === undefined) return undefined;
  const factor = operator === "-" ? Q.integer(-1) : rationalValue(first!);
  if (factor === undefined || !Q.isInteger(factor)) return undefined;
  return [inner[0], inner[1] * factor.num];
}
