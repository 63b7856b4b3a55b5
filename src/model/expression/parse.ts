/**
 * The grammar of expressions, by recursive descent, with the precedence of docs/spec-language.md.
 *
 * A name followed by brackets is read as a function; that `m(0)` is a quantity at a time is known
 * only where names are, in `resolve.ts`.
 */
import { rationalOfDecimal } from "../rational.ts";
import { type Cursor, cursorOn, described, missingValue } from "./cursor.ts";
import { readDomain } from "./domain.ts";
import type {
  Binary,
  Comparison,
  Domain,
  Expression,
  OverOperator,
  OverStates,
  Relation,
  Span,
} from "./expression.ts";
import { keywords, overOperators, overStatesOperators } from "./functions.ts";
import { attempt, type Parsed, SyntaxProblem } from "./problem.ts";
import type { Token } from "./token.ts";
import { measure } from "./traverse.ts";

/** Operations upon one another in one tree, so that every walk may recurse. */
export const maximalHeight = 400;

/**
 * The tree of an expression.
 *
 * @returns the tree, or the first place where the text leaves the grammar.
 * @example parseExpression("2k") // problem: expected an operator after 2, got k. Write 2*k.
 */
export function parseExpression(text: string): Parsed<Expression> {
  return attempt(() => {
    const cursor = cursorOn(text);
    const value = readExpression(cursor);
    cursor.finish();
    return limitHeight(value);
  });
}

/** A domain as it is written for a parameter: `3..oo`, `0 <= real < 1`, `d^r2`. */
export function parseDomain(text: string): Parsed<Domain> {
  return attempt(() => {
    const cursor = cursorOn(text);
    const value = readDomain(cursor, { sum: readSum, tied: readExpression });
    cursor.finish();
    return value;
  });
}

function limitHeight(expression: Expression): Expression {
  if (measure(expression).height <= maximalHeight) return expression;
  throw new SyntaxProblem({
    offset: 0,
    expected: `at most ${maximalHeight} operations upon one another`,
    got: "more",
    cure: "Write a long sum with sum(j in 1..k, ...).",
  });
}

function readExpression(cursor: Cursor): Expression {
  let left = readOr(cursor);
  for (;;) {
    const token = cursor.accept("implies") ?? cursor.accept("iff");
    if (token === undefined) return left;
    left = binary(token.text as "implies" | "iff", left, readOr(cursor));
  }
}

function readOr(cursor: Cursor): Expression {
  let left = readAnd(cursor);
  while (cursor.accept("or") !== undefined) left = binary("or", left, readAnd(cursor));
  return left;
}

function readAnd(cursor: Cursor): Expression {
  let left = readNot(cursor);
  while (cursor.accept("and") !== undefined) left = binary("and", left, readNot(cursor));
  return left;
}

function readNot(cursor: Cursor): Expression {
  const token = cursor.accept("not");
  if (token === undefined) return readRelation(cursor);
  const operand = readRelation(cursor);
  return { kind: "unary", operator: "not", operand, span: spanFrom(token, operand) };
}

const relations: readonly string[] = ["=", "!=", "<", "<=", ">", ">="] satisfies Relation[];

function readRelation(cursor: Cursor): Expression {
  const first = readSum(cursor);
  const operands = [first];
  const operators: Relation[] = [];
  while (cursor.peek().kind === "symbol" && relations.includes(cursor.peek().text)) {
    operators.push(cursor.take().text as Relation);
    operands.push(readSum(cursor));
  }
  if (operators.length === 0) return first;
  const span = joined(first, operands.at(-1) as Expression);
  return { kind: "comparison", operators, operands, ...span } satisfies Comparison;
}

function readSum(cursor: Cursor): Expression {
  let left = readProduct(cursor);
  for (;;) {
    const token = cursor.accept("+") ?? cursor.accept("-");
    if (token === undefined) return left;
    left = binary(token.text as "+" | "-", left, readProduct(cursor));
  }
}

function readProduct(cursor: Cursor): Expression {
  let left = readUnary(cursor);
  for (;;) {
    const token = cursor.accept("*") ?? cursor.accept("/");
    if (token === undefined) return left;
    left = binary(token.text as "*" | "/", left, readUnary(cursor));
  }
}

function readUnary(cursor: Cursor): Expression {
  const token = cursor.accept("-");
  if (token === undefined) return readPower(cursor);
  const operand = cursor.deeper(() => readUnary(cursor));
  return { kind: "unary", operator: "-", operand, span: spanFrom(token, operand) };
}

function readPower(cursor: Cursor): Expression {
  const base = readPostfix(cursor);
  if (cursor.accept("^") === undefined) return base;
  return binary(
    "^",
    base,
    cursor.deeper(() => readUnary(cursor)),
  );
}

function readPostfix(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === "number") return readNumber(cursor.take());
  if (token.text === "(") {
    cursor.take();
    const inner = cursor.deeper(() => readExpression(cursor));
    cursor.expect(")", token);
    return inner;
  }
  if (token.kind !== "name" || keywords.has(token.text)) throw unexpected(cursor);
  cursor.take();
  const opening = cursor.accept("(");
  if (opening !== undefined) return cursor.deeper(() => readCall(cursor, token, opening));
  const bracket = cursor.accept("[");
  if (bracket === undefined) return { kind: "name", name: token.text, span: spanOf(token) };
  return readIndexed(cursor, token, bracket);
}

function readNumber(token: Token): Expression {
  const value = rationalOfDecimal(token.text);
  if (value !== undefined) return { kind: "number", value, span: spanOf(token) };
  throw new SyntaxProblem({
    offset: token.start,
    expected: "an exponent of at most four digits",
    got: token.text,
    cure: "Write a power, as in 10^6.",
  });
}

function readIndexed(cursor: Cursor, name: Token, bracket: Token): Expression {
  const indices = cursor.deeper(() => {
    const read = [readExpression(cursor)];
    while (cursor.accept(",") !== undefined) read.push(readExpression(cursor));
    return read;
  });
  const end = cursor.expect("]", bracket);
  const span = { start: name.start, end: end.end };
  const indexed: Expression = { kind: "indexed", name: name.text, indices, span };
  const opening = cursor.accept("(");
  if (opening === undefined) return indexed;
  const time = cursor.deeper(() => readExpression(cursor));
  const close = cursor.expect(")", opening);
  return { kind: "at-time", of: indexed, time, span: { start: name.start, end: close.end } };
}

/** What stands between the brackets of `name(...)`, with a binder where one is written. */
function readCall(cursor: Cursor, name: Token, opening: Token): Expression {
  if (cursor.peek().text === ")") throw missingValue(opening, cursor.peek());
  const first = readArgument(cursor);
  if (cursor.peek().text === "in" && cursor.peek().kind === "name") {
    return readOver(cursor, name, opening, first);
  }
  const args = [first];
  while (cursor.accept(",") !== undefined) args.push(readArgument(cursor));
  const end = cursor.expect(")", opening);
  const span = { start: name.start, end: end.end };
  const [set, body] = args;
  if (
    overStatesOperators.has(name.text) &&
    args.length === 2 &&
    body !== undefined &&
    set?.kind === "name" &&
    (set.name === "fixed_points" || set.name === "attractors")
  ) {
    const operator = name.text as OverStates["operator"];
    return { kind: "over-states", operator, set: set.name, body, span };
  }
  return { kind: "call", name: name.text, args, span };
}

function readArgument(cursor: Cursor): Expression {
  const from = readExpression(cursor);
  if (cursor.accept("..") === undefined) return from;
  const to = readSum(cursor);
  return { kind: "range", from, to, ...joined(from, to) };
}

function readOver(cursor: Cursor, name: Token, opening: Token, letter: Expression): Expression {
  const word = cursor.take();
  if (letter.kind !== "name") {
    throw new SyntaxProblem({
      offset: letter.span?.start ?? word.start,
      expected: "a letter before in",
      got: "an expression",
      cure: "Write sum(j in 1..k, ...).",
    });
  }
  if (!overOperators.has(name.text)) {
    throw new SyntaxProblem({
      offset: name.start,
      expected: `one of ${[...overOperators].join(", ")} before a domain`,
      got: name.text,
    });
  }
  const domain = readDomain(cursor, { sum: readSum });
  if (cursor.peek().text === ")") {
    throw new SyntaxProblem({
      offset: cursor.peek().start,
      expected: `a comma and what to take the ${name.text} of`,
      got: ")",
      cure: `Write ${name.text}(${letter.name} in ..., ...).`,
    });
  }
  cursor.expect(",");
  const body = readExpression(cursor);
  const end = cursor.expect(")", opening);
  const span = { start: name.start, end: end.end };
  const operator = name.text as OverOperator;
  return { kind: "over", operator, variable: letter.name, domain, body, span };
}

function unexpected(cursor: Cursor): SyntaxProblem {
  const token = cursor.peek();
  if (token.text === "real" || token.text === "subsets") {
    return new SyntaxProblem({
      offset: token.start,
      expected: "a value",
      got: described(token),
      cure: `${token.text} belongs to a domain, as in sum(x in D, ...) or parameters:.`,
    });
  }
  return missingValue(cursor.last(), token);
}

function binary(operator: Binary["operator"], left: Expression, right: Expression): Binary {
  return { kind: "binary", operator, left, right, ...joined(left, right) };
}

const spanOf = (token: Token): Span => ({ start: token.start, end: token.end });

const spanFrom = (token: Token, last: Expression): Span => ({
  start: token.start,
  end: last.span?.end ?? token.end,
});

function joined(first: Expression, last: Expression): { readonly span?: Span } {
  if (first.span === undefined || last.span === undefined) return {};
  return { span: { start: first.span.start, end: last.span.end } };
}
