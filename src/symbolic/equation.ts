/**
 * Equations between closed forms, as texts that a stranger can evaluate: what a derivation or a
 * decision says once all words are taken away.
 *
 * The texts are arithmetic of the spec language: numbers, names, `x[i,j]`, `sqrt`, sums over
 * ranges, powers with exponents that are halves of integers; `delta[i,j]` is Kronecker's, and
 * `A[i,j]` is symmetric with 1 on the diagonal.
 */

import type { Setting } from "../model/claim.ts";
import type { Domain, Expression } from "../model/expression/expression.ts";
import { formatExpression } from "../model/expression/format.ts";
import { substitute } from "../model/expression/substitute.ts";
import { freeNames } from "../model/expression/traverse.ts";
import { compare } from "../model/rational.ts";
import type { Parameter } from "../model/spec.ts";
import * as P from "./exact/polynomial.ts";
import { formatPolynomial } from "./exact/text.ts";
import { formatTerm } from "./term/format.ts";
import { type Meaning, termOf } from "./term/interpret.ts";

/** A letter and what it stands for: an integer of a range, or a positive real. */
export type Letter =
  | { readonly name: string; readonly sort: "int"; readonly from: string; readonly to?: string }
  | { readonly name: string; readonly sort: "real" };

/** left = right for all values of the letters at which every text of `positive` is positive. */
export interface Equation {
  readonly left: string;
  readonly right: string;
  /** In such an order that a range mentions earlier letters alone. */
  readonly letters: readonly Letter[];
  readonly positive: readonly string[];
}

/** An integer letter. */
export const whole = (name: string, from: string | number, to?: string): Letter => ({
  name,
  sort: "int",
  from: `${from}`,
  ...(to === undefined ? {} : { to }),
});

/** A positive real letter. */
export const positiveReal = (name: string): Letter => ({ name, sort: "real" });

/** A text with a letter replaced by another text, in brackets. */
export const inPlaceOf = (text: string, letter: string, by: string): string =>
  text.replace(new RegExp(`\\b${letter}\\b`, "g"), () => `(${by})`);

/**
 * The parameters of a setting as letters, and `i` for a free place of the index range.
 *
 * @param places how many places a free index runs through
 */
export function lettersOf(setting: Setting, places?: P.Polynomial): readonly Letter[] {
  const waiting = [...setting.parameters.values()]
    .filter(({ index }) => index.length === 0)
    .flatMap((parameter) => widened(parameter, setting.parameters));
  const letters: Letter[] = [];
  while (waiting.length > 0) {
    const isReady = ({ domain }: Parameter): boolean =>
      domain.kind !== "integers" ||
      [domain.from, domain.to].every((end) =>
        [...freeNames(end)].every((name) => waiting.every((other) => other.name !== name)),
      );
    const at = Math.max(0, waiting.findIndex(isReady));
    letters.push(letterOf(waiting.splice(at, 1)[0]!));
  }
  const hasFree = places !== undefined && !letters.some(({ name }) => name === "i");
  return hasFree ? [...letters, whole("i", 1, formatPolynomial(places))] : letters;
}

/**
 * The parameter over a range or over the reals: with tied parameters put in, and with listed
 * integers as all between them. Nothing for what is tied itself, for words and for sets.
 */
function widened(
  parameter: Parameter,
  all: ReadonlyMap<string, Parameter>,
): readonly (Parameter & { readonly domain: Domain & { kind: "integers" | "reals" } })[] {
  const { domain } = parameter;
  switch (domain.kind) {
    case "integers": {
      const [from, to] = [domain.from, domain.to].map((end) => withoutTies(end, all));
      return [{ ...parameter, domain: { kind: "integers", from: from!, to: to! } }];
    }
    case "reals":
      return [{ ...parameter, domain }];
    case "values": {
      const numbers = domain.values.flatMap((e) => (e.kind === "number" ? [e] : []));
      if (numbers.length < domain.values.length) return [];
      if (numbers.some(({ value }) => value.den !== 1n)) {
        return [{ ...parameter, domain: { kind: "reals" } }];
      }
      const ordered = [...numbers].sort((a, b) => compare(a.value, b.value));
      const [from, to] = [ordered[0], ordered.at(-1)];
      if (from === undefined || to === undefined) return [];
      return [{ ...parameter, domain: { kind: "integers", from, to } }];
    }
    case "words":
    case "tied":
    case "subsets":
      return [];
  }
}

/** An end with every tied parameter replaced by what it is tied to. */
function withoutTies(end: Expression, all: ReadonlyMap<string, Parameter>): Expression {
  const ties = new Map(
    [...freeNames(end)].flatMap((name): readonly (readonly [string, Expression])[] => {
      const domain = all.get(name)?.domain;
      return domain?.kind === "tied" ? [[name, domain.value]] : [];
    }),
  );
  return ties.size === 0 ? end : withoutTies(substitute(end, ties), all);
}

function letterOf({ name, domain }: Parameter): Letter {
  if (domain.kind !== "integers") return positiveReal(name);
  const isOpen = domain.to.kind === "name" && domain.to.name === "oo";
  return whole(
    name,
    formatExpression(domain.from),
    isOpen ? undefined : formatExpression(domain.to),
  );
}

/**
 * An expression as it was written, with every name of the model replaced by what it means.
 *
 * @throws NotDerivable where a part has no exact meaning.
 */
export function unfolded(
  expression: Expression,
  meaning: Meaning,
  letters: ReadonlyMap<string, string> = new Map(),
): string {
  const whole = meaning.whole?.(expression, letters);
  if (whole !== undefined) return `(${formatTerm(whole)})`;
  const inner = (e: Expression): string => unfolded(e, meaning, letters);
  switch (expression.kind) {
    case "unary":
      return `(-${inner(expression.operand)})`;
    case "binary":
      return `(${inner(expression.left)} ${expression.operator} ${inner(expression.right)})`;
    case "call":
      if (expression.name === "sqrt" && expression.args.length === 1) {
        return `sqrt(${inner(expression.args[0]!)})`;
      }
      break;
    case "over": {
      const { operator, variable, domain, body } = expression;
      if (operator !== "sum" || domain.kind !== "integers") break;
      // A sum that the model forms in its own way is no sum over these names as they stand.
      if (meaning.over !== undefined) break;
      // The letter that termOf gives it, without its mark.
      const letter = `${variable}${letters.size}`;
      const within = new Map(letters).set(variable, `#${letter}`);
      const range = `${inner(domain.from)}..${inner(domain.to)}`;
      return `sum(${letter} in ${range}, ${unfolded(body, meaning, within)})`;
    }
  }
  return `(${formatTerm(termOf(expression, meaning, letters))})`;
}

/** Polynomials as the texts of `positive`. */
export const positiveTexts = (polynomials: readonly P.Polynomial[]): readonly string[] => [
  ...new Set(polynomials.filter((p) => !P.isConstant(p)).map(formatPolynomial)),
];
