/**
 * Polynomials in matrices that do not commute, as terms: each product of letters is one symbol,
 * `word_G_S` for G S, so two polynomials are equal as formulas iff their terms are. A number is
 * that multiple of the identity, the empty word.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import { symbol } from "../../term/atom.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";

/** Coefficients by words, letters joined by spaces. */
export type Words = ReadonlyMap<string, T.Term>;

export const scalar = (value: T.Term): Words => new Map([["", value]]);
export const letter = (name: string): Words => new Map([[name, T.one]]);

export function add(a: Words, b: Words): Words {
  const all = new Map(a);
  for (const [word, value] of b) all.set(word, T.add(all.get(word) ?? T.zero, value));
  return all;
}

export function multiply(a: Words, b: Words): Words {
  let all: Words = new Map();
  for (const [left, x] of a) {
    for (const [right, y] of b) {
      const word = [left, right].filter((part) => part !== "").join(" ");
      all = add(all, new Map([[word, T.multiply(x, y)]]));
    }
  }
  return all;
}

export const negate = (a: Words): Words => multiply(scalar(T.constant(-1)), a);

export const termOfWords = (words: Words): T.Term =>
  T.sum(
    [...words].map(([word, value]) =>
      T.multiply(value, T.ofAtom(symbol(`word_${word === "" ? "1" : word.replaceAll(" ", "_")}`))),
    ),
  );

/**
 * An expression in matrices as words.
 *
 * @param letterOf the letter that a part stands for, if it is a matrix
 * @param scalarOf the value of a part that holds no matrix
 * @throws NotDerivable for operations between matrices other than + - and products
 */
export function wordsOf(
  expression: Expression,
  letterOf: (e: Expression) => string | undefined,
  scalarOf: (e: Expression) => T.Term,
): Words {
  const inner = (e: Expression): Words => wordsOf(e, letterOf, scalarOf);
  const name = letterOf(expression);
  if (name !== undefined) return letter(name);
  if (!holdsMatrix(expression, letterOf)) return scalar(scalarOf(expression));
  if (expression.kind === "unary" && expression.operator === "-") {
    return negate(inner(expression.operand));
  }
  if (expression.kind === "binary") {
    const { operator, left, right } = expression;
    if (operator === "+") return add(inner(left), inner(right));
    if (operator === "-") return add(inner(left), negate(inner(right)));
    if (operator === "*") return multiply(inner(left), inner(right));
  }
  throw new NotDerivable("an operation on matrices other than sums and products");
}

/** Whether a part, outside of the arguments of functions, is a matrix. */
export function holdsMatrix(
  e: Expression,
  letterOf: (e: Expression) => string | undefined,
): boolean {
  if (letterOf(e) !== undefined) return true;
  if (e.kind === "unary") return holdsMatrix(e.operand, letterOf);
  if (e.kind !== "binary") return false;
  return holdsMatrix(e.left, letterOf) || holdsMatrix(e.right, letterOf);
}
