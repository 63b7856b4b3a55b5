/**
 * A place in a row of tokens, and the sentences that the grammar says when it cannot go on.
 */
import { functions } from "./functions.ts";
import { SyntaxProblem } from "./problem.ts";
import { type Token, tokenize } from "./token.ts";

/** Levels of brackets, exponents and signs within one another. */
export const maximalLevels = 64;

/** Reads a text token by token. */
export interface Cursor {
  /** The token that is read next. */
  readonly peek: () => Token;
  /** The token that was read last. */
  readonly last: () => Token | undefined;
  /** Reads the next token. */
  readonly take: () => Token;
  /** Reads the next token if it is this symbol or keyword. */
  readonly accept: (text: string) => Token | undefined;
  /** Reads this symbol. @throws SyntaxProblem if another token stands there. */
  readonly expect: (text: string, opening?: Token) => Token;
  /** @throws SyntaxProblem if anything is left. */
  readonly finish: () => void;
  /** Runs a reader one level deeper. @throws SyntaxProblem below {@link maximalLevels}. */
  readonly deeper: <T>(read: () => T) => T;
}

/** A cursor at the first token of a text. @throws SyntaxProblem if the text has no tokens. */
export function cursorOn(text: string): Cursor {
  const tokens = tokenize(text);
  let next = 0;
  let level = 0;
  const peek = (): Token => tokens[next] as Token;
  const last = (): Token | undefined => tokens[next - 1];
  const take = (): Token => {
    const token = peek();
    if (token.kind !== "end") next += 1;
    return token;
  };
  const accept = (wanted: string): Token | undefined =>
    peek().kind !== "number" && peek().kind !== "end" && peek().text === wanted
      ? take()
      : undefined;
  return {
    peek,
    last,
    take,
    accept,
    expect: (wanted, opening) => {
      const token = accept(wanted);
      if (token !== undefined) return token;
      throw juxtaposed(last(), peek()) ?? missing(wanted, peek(), opening);
    },
    finish: () => {
      if (peek().kind === "end") return;
      throw juxtaposed(last(), peek()) ?? leftOver(last(), peek());
    },
    deeper: (read) => {
      level += 1;
      if (level > maximalLevels) {
        throw new SyntaxProblem({
          offset: peek().start,
          expected: `at most ${maximalLevels} levels of brackets, signs and exponents`,
          got: "more",
          cure: "Name an inner part under let:.",
        });
      }
      const value = read();
      level -= 1;
      return value;
    },
  };
}

/** What a token is called in a message. */
export function described(token: Token): string {
  if (token.kind === "end") return "nothing";
  return token.text;
}

/** A place where a value should stand. */
export function missingValue(previous: Token | undefined, token: Token): SyntaxProblem {
  const after = previous === undefined ? "" : ` after ${previous.text}`;
  const cure =
    token.kind === "end" && previous !== undefined
      ? `Remove ${previous.text} or write what follows it.`
      : undefined;
  return new SyntaxProblem({
    offset: token.start,
    expected: `a value${after}`,
    got: described(token),
    ...(cure === undefined ? {} : { cure }),
  });
}

/** Two values side by side, which elsewhere would be a product. */
function juxtaposed(previous: Token | undefined, token: Token): SyntaxProblem | undefined {
  if (previous === undefined || !endsValue(previous) || !startsValue(token)) return undefined;
  if (previous.kind === "name" && functions.has(previous.text)) {
    return new SyntaxProblem({
      offset: token.start,
      expected: `( after ${previous.text}`,
      got: token.text,
      cure: `Write ${previous.text}(...).`,
    });
  }
  const product = `${previous.text}*${token.text === "(" ? "(...)" : token.text}`;
  return new SyntaxProblem({
    offset: token.start,
    expected: `an operator after ${previous.text}`,
    got: token.text,
    cure: token.text === "[" ? "An index follows a name." : `Write ${product}.`,
  });
}

function missing(wanted: string, token: Token, opening: Token | undefined): SyntaxProblem {
  const place = opening === undefined ? "" : ` to close the ${opening.text}`;
  return new SyntaxProblem({
    offset: token.start,
    expected: `${wanted}${place}`,
    got: described(token),
    ...(token.kind === "end" ? { cure: `Add ${wanted} at the end.` } : {}),
  });
}

function leftOver(previous: Token | undefined, token: Token): SyntaxProblem {
  const after = previous === undefined ? "" : ` after ${previous.text}`;
  return new SyntaxProblem({
    offset: token.start,
    expected: `an operator or the end${after}`,
    got: token.text,
    ...(token.text === ")" || token.text === "]"
      ? { cure: `No bracket is open here; remove ${token.text}.` }
      : {}),
  });
}

const words = new Set(["and", "or", "implies", "iff", "in"]);

const endsValue = (token: Token): boolean =>
  token.kind === "number" ||
  (token.kind === "name" && !words.has(token.text) && token.text !== "not") ||
  token.text === ")" ||
  token.text === "]";

const startsValue = (token: Token): boolean =>
  token.kind === "number" ||
  (token.kind === "name" && !words.has(token.text)) ||
  token.text === "(" ||
  token.text === "[";
