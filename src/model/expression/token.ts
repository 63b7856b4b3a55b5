/**
 * The words of an expression: numbers, names and symbols, each with its place in the text.
 *
 * Conventions of other languages are recognised only in order to say what is written here.
 */
import { SyntaxProblem } from "./problem.ts";

export interface Token {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Characters in one expression. */
export const maximalLength = 10_000;

const number = /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const symbol = /\.\.|<=|>=|!=|[-+*/^=<>()[\],]/y;
const space = /[ \t\r\n]+/y;

/** What is written here for what is written elsewhere. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["**", "^"],
  ["==", "="],
  ["=>", "implies"],
  ["=<", "<="],
  ["<>", "!="],
  ["&&", "and"],
  ["||", "or"],
  ["&", "and"],
  ["|", "or"],
  ["!", "not"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["−", "-"],
  ["–", "-"],
  ["·", "*"],
  ["×", "*"],
  ["∞", "oo"],
  ["√", "sqrt(...)"],
  ["α", "alpha"],
  ["β", "beta"],
  ["γ", "gamma"],
  ["κ", "kappa"],
  ["λ", "lambda"],
  ["π", "pi"],
  ["ρ", "rho"],
  ["θ", "theta"],
  ["Σ", "Sigma"],
]);

/**
 * Splits a text into tokens, the last of which is the end.
 *
 * @throws SyntaxProblem if the text is too long, or at the first character of no token.
 * @example tokenize("2*k").map((token) => token.text) // ["2", "*", "k", ""]
 */
export function tokenize(text: string): readonly Token[] {
  if (text.length > maximalLength) {
    throw new SyntaxProblem({
      offset: 0,
      expected: `an expression of at most ${maximalLength} characters`,
      got: `${text.length}`,
      cure: "Name its parts under let:.",
    });
  }
  const tokens: Token[] = [];
  let offset = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0];
  };
  while (offset < text.length) {
    const blank = take(space);
    if (blank !== undefined) {
      offset += blank.length;
      continue;
    }
    rejectForeign(text, offset);
    const token = tokenWith("number", take(number)) ?? tokenWith("name", take(name));
    const next = token ?? tokenWith("symbol", take(symbol));
    if (next === undefined) throw unknownCharacter(text, offset);
    tokens.push(next);
    offset = next.end;
  }
  return [...tokens, { kind: "end", text: "", start: text.length, end: text.length }];

  function tokenWith(kind: Token["kind"], found: string | undefined): Token | undefined {
    if (found === undefined) return undefined;
    return { kind, text: found, start: offset, end: offset + found.length };
  }
}

/** Two-character operators of other languages, which would otherwise be read as two symbols. */
function rejectForeign(text: string, offset: number): void {
  const pair = text.slice(offset, offset + 2);
  const ours = pair.length === 2 ? elsewhere.get(pair) : undefined;
  if (ours === undefined) return;
  throw new SyntaxProblem({
    offset,
    expected: "an operator of the language",
    got: pair,
    cure: `Write ${ours}.`,
  });
}

function unknownCharacter(text: string, offset: number): SyntaxProblem {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const ours = elsewhere.get(character);
  const cure = ours === undefined ? cureOf(character) : `Write ${ours}.`;
  return new SyntaxProblem({
    offset,
    expected: "a number, a name or an operator",
    got: `"${character}"`,
    ...(cure === undefined ? {} : { cure }),
  });
}

function cureOf(character: string): string | undefined {
  if (character === "'" || character === '"' || character === "`") {
    return "There are no strings in an expression.";
  }
  if (character === "{" || character === "}") return "Group with ( and ).";
  if (character === "%") return "Write a percentage as a fraction.";
  return undefined;
}
