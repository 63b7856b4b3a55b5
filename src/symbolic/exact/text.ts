/**
 * Polynomials and rational functions as text, and back.
 *
 * The text is determined by the canonical form: equal functions have equal text. It is an
 * expression of the spec language: `3*k*p - 2*beta + 1`, `(p - 2)/(k + p - 2)`.
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import * as polynomials from "./polynomial.ts";
import { isConstant, type Polynomial, type Term } from "./polynomial.ts";
import type { RationalFunction } from "./rational-function.ts";
import * as fractions from "./rational-function.ts";

/** The terms in canonical order. @example formatPolynomial(zero) // "0" */
export function formatPolynomial(a: Polynomial): string {
  if (a.terms.length === 0) return "0";
  return a.terms
    .map((term, i) => {
      const negative = Q.sign(term.coefficient) < 0;
      const size = negative ? Q.negate(term.coefficient) : term.coefficient;
      const lead = negative ? "-" : "";
      return `${i === 0 ? lead : negative ? " - " : " + "}${formatTerm(size, term)}`;
    })
    .join("");
}

/** `a`, or `a/b` with parentheses where they are needed. */
export function formatRationalFunction(a: RationalFunction): string {
  const { numerator, denominator } = a;
  if (isConstant(denominator)) return formatPolynomial(numerator);
  const top = formatPolynomial(numerator);
  const bottom = formatPolynomial(denominator);
  return `${numerator.terms.length > 1 ? `(${top})` : top}/${
    isFactor(denominator) ? bottom : `(${bottom})`
  }`;
}

/**
 * The rational function that a text stands for: integers, decimals, names, `+ - * / ^`,
 * parentheses; `**` is read as `^`. Exponents are integer literals, at most 1000 in size.
 *
 * @returns `undefined` if the text is anything else or divides by 0.
 */
export function parseRationalFunction(text: string): RationalFunction | undefined {
  if (text.length > maxLength) return undefined;
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const reader: Reader = { tokens, at: 0, depth: 0 };
  const value = readSum(reader);
  return reader.at === tokens.length ? value : undefined;
}

const maxLength = 20_000;
const maxDepth = 200;
/** Of a sum; a single term may go to 1000. Wider powers are never ours, and cost minutes. */
const maxExponentOfSum = 40;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

function tokensOf(text: string): readonly string[] | undefined {
  const token = /\s*(?:([0-9]+(?:\.[0-9]+)?)|([\p{L}_][\p{L}\p{N}_'.[\],]*)|(\*\*|[-+*/^()]))\s*/uy;
  const tokens: string[] = [];
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, number, name, symbol] = match;
    tokens.push(number ?? name ?? (symbol === "**" ? "^" : symbol!));
  }
  return tokens.length === 0 ? undefined : tokens;
}

function readSum(reader: Reader): RationalFunction | undefined {
  let value = readProduct(reader);
  while (value !== undefined && /^[-+]$/.test(reader.tokens[reader.at] ?? "")) {
    const operator = reader.tokens[reader.at++];
    const right = readProduct(reader);
    if (right === undefined) return undefined;
    value = operator === "+" ? fractions.add(value, right) : fractions.subtract(value, right);
  }
  return value;
}

function readProduct(reader: Reader): RationalFunction | undefined {
  let value = readSigned(reader);
  while (value !== undefined && /^[*/]$/.test(reader.tokens[reader.at] ?? "")) {
    const operator = reader.tokens[reader.at++];
    const right = readSigned(reader);
    if (right === undefined || (operator === "/" && fractions.isZero(right))) return undefined;
    value = operator === "*" ? fractions.multiply(value, right) : fractions.divide(value, right);
  }
  return value;
}

function readSigned(reader: Reader): RationalFunction | undefined {
  const token = reader.tokens[reader.at];
  if (token !== "-" && token !== "+") return readPower(reader);
  reader.at += 1;
  reader.depth += 1;
  const value = reader.depth > maxDepth ? undefined : readSigned(reader);
  reader.depth -= 1;
  return value === undefined || token === "+" ? value : fractions.negate(value);
}

function readPower(reader: Reader): RationalFunction | undefined {
  const base = readAtom(reader);
  if (base === undefined || reader.tokens[reader.at] !== "^") return base;
  reader.at += 1;
  const exponent = readExponent(reader);
  if (exponent === undefined || (exponent < 0 && fractions.isZero(base))) return undefined;
  const isSum = base.numerator.terms.length + base.denominator.terms.length > 2;
  if (isSum && Math.abs(exponent) > maxExponentOfSum) return undefined;
  // a^b^c is not an expression we print; refusing it avoids reading it the wrong way round.
  return reader.tokens[reader.at] === "^" ? undefined : fractions.power(base, exponent);
}

function readExponent(reader: Reader): number | undefined {
  const grouped = reader.tokens[reader.at] === "(";
  if (grouped) reader.at += 1;
  const negative = reader.tokens[reader.at] === "-";
  if (negative) reader.at += 1;
  const digits = reader.tokens[reader.at] ?? "";
  if (!/^(?:[0-9]{1,3}|1000)$/.test(digits)) return undefined;
  reader.at += 1;
  if (grouped && reader.tokens[reader.at++] !== ")") return undefined;
  return negative ? -Number(digits) : Number(digits);
}

function readAtom(reader: Reader): RationalFunction | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined) return undefined;
  if (token === "(") {
    reader.at += 1;
    reader.depth += 1;
    const value = reader.depth > maxDepth ? undefined : readSum(reader);
    reader.depth -= 1;
    return reader.tokens[reader.at++] === ")" ? value : undefined;
  }
  if (/^[-+*/^)]$/.test(token)) return undefined;
  reader.at += 1;
  const number = Q.rationalOfDecimal(token);
  return number === undefined ? fractions.variable(token) : fractions.constant(number);
}

function formatTerm(size: Rational, { monomial }: Term): string {
  const number = Q.formatRational(size);
  if (monomial.degree === 0) return number;
  return Q.equals(size, Q.one) ? monomial.key : `${number}*${monomial.key}`;
}

/** Whether the text of a can follow `/` as it stands: a whole number or a power of one name. */
const isFactor = (a: Polynomial): boolean =>
  polynomials.variables(a).length <= 1 &&
  a.terms.length === 1 &&
  (a.terms[0]!.monomial.degree === 0 || Q.equals(a.terms[0]!.coefficient, Q.one));
