/**
 * What is kept of an answer of a computer algebra system: only what the exact core confirms.
 *
 * Each function reads a text with our own parser and returns `undefined` unless it checks. These
 * are the only doors through which such a text becomes mathematics.
 */

import type { Polynomial } from "../exact/polynomial.ts";
import * as poly from "../exact/polynomial.ts";
import type { RationalFunction } from "../exact/rational-function.ts";
import * as fractions from "../exact/rational-function.ts";
import { parseRationalFunction } from "../exact/text.ts";

/** A factor that is no constant, and its multiplicity. */
export interface CheckedFactor {
  readonly factor: Polynomial;
  readonly multiplicity: number;
}

/**
 * The function that `answer` stands for if it is a root of the polynomial in `unknown`: free of the
 * unknown, in no other variables, and exactly zero when substituted.
 */
export function keepIfRoot(
  polynomial: Polynomial,
  unknown: string,
  answer: string,
): RationalFunction | undefined {
  const root = parseRationalFunction(answer);
  if (root === undefined || poly.isZero(polynomial)) return undefined;
  const allowed = poly.variables(polynomial).filter((name) => name !== unknown);
  if (!fractions.variables(root).every((name) => allowed.includes(name))) return undefined;
  const remainder = fractions.substitute(fractions.ofPolynomial(polynomial), unknown, root);
  return fractions.isZero(remainder) ? root : undefined;
}

/**
 * The factors that `answer` spells out if their product is the polynomial. Constants are gathered
 * in `constant`; nothing is said about whether the factors are irreducible.
 */
export function keepIfFactorisation(
  polynomial: Polynomial,
  answer: string,
): { readonly constant: Polynomial; readonly factors: readonly CheckedFactor[] } | undefined {
  const factors: CheckedFactor[] = [];
  let constant = poly.one;
  for (const part of factorsOfText(answer)) {
    const [, grouped, exponent] = /^\((.*)\)\^([1-9][0-9]?)$/s.exec(part) ?? [];
    const multiplicity = exponent === undefined ? 1 : Number(exponent);
    const value = parseRationalFunction(grouped ?? part);
    if (value === undefined || !fractions.isPolynomial(value)) return undefined;
    const factor = value.numerator;
    if (poly.isConstant(factor)) {
      constant = poly.multiply(constant, poly.power(factor, multiplicity));
    } else factors.push({ factor, multiplicity });
  }
  const powers = factors.map(({ factor, multiplicity }) => poly.power(factor, multiplicity));
  const product = poly.product([constant, ...powers]);
  return poly.equal(product, polynomial) ? { constant, factors } : undefined;
}

/** The text itself if it stands for the given function, as an element of Q(variables). */
export function keepIfEqual(expected: RationalFunction, answer: string): string | undefined {
  const value = parseRationalFunction(answer);
  return value !== undefined && fractions.equal(value, expected) ? answer : undefined;
}

/** The factors of a product at the outermost level of parentheses. */
function factorsOfText(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const symbol = text[i];
    if (symbol === "(") depth += 1;
    else if (symbol === ")") depth -= 1;
    // A sum at the outermost level is one factor, not a product of its pieces.
    else if (depth === 0 && i > 0 && /[-+]/.test(symbol!) && text[i - 1] !== "^") return [text];
    else if (depth === 0 && symbol === "*") {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
}
