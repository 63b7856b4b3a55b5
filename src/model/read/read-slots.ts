/**
 * The small values of a model: counts, words, expressions in parameters, `name: options`.
 */
import { evaluateRational } from "../bind/evaluate.ts";
import type { Expression } from "../expression/expression.ts";
import { mentionsRandomness, mentionsTime } from "../expression/mentions.ts";
import type { Scope } from "../expression/scope.ts";
import { withLetter } from "../expression/scope.ts";
import { didYouMean } from "../nearest-word.ts";
import { compare, integer, isInteger } from "../rational.ts";
import { excerpt, type SourceNode } from "../source/node.ts";
import type { Parameter, Word } from "../spec.ts";
import { readExpression } from "./read-expression.ts";
import { type Fields, oneOf } from "./read-map.ts";
import { complain, described, type Reader, under } from "./reader.ts";

/** What the readers of a model know. */
export interface ModelScope {
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** An expression in parameters, without states. */
export function readAxisExpression(
  reader: Reader,
  node: SourceNode,
  { scope }: ModelScope,
  ...letters: readonly string[]
): Expression | undefined {
  const inner = letters.reduce((outer, name) => withLetter(outer, name), scope);
  return readExpression(reader, node, { ...inner, place: "axis" });
}

/** The expression of an optional key, or a default. */
export function readOptional(
  reader: Reader,
  fields: Fields,
  key: string,
  scope: ModelScope,
  otherwise: Expression,
): Expression {
  const node = fields.get(key)?.value;
  if (node === undefined) return otherwise;
  return readAxisExpression(under(reader, key), node, scope) ?? otherwise;
}

/** A whole number of things, at least 1 and at most `most`, or an expression in parameters. */
export function readCount(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
  most: number | undefined,
): Expression | undefined {
  const range = most === undefined ? "an integer >= 1" : `an integer in [1, ${most}]`;
  const expected = `${range} or a parameter`;
  if (node.kind !== "text" || node.text.trim() === "") {
    complain(reader, node, { expected, got: described(node) });
    return undefined;
  }
  const expression = readAxisExpression(reader, node, scope);
  const value = expression && evaluateRational(expression);
  if (value === undefined) return expression;
  const large = most !== undefined && compare(value, integer(most)) > 0;
  if (isInteger(value) && value.num >= 1n && !large) return expression;
  complain(reader, node, { expected, got: excerpt(node) });
  return undefined;
}

/** A number that must be positive where it is known, or an expression in parameters. */
export function readPositive(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
): Expression | undefined {
  const expression = readAxisExpression(reader, node, scope);
  const value = expression && evaluateRational(expression);
  if (value === undefined || value.num > 0n) return expression;
  complain(reader, node, { expected: "a number > 0 or a parameter", got: excerpt(node) });
  return undefined;
}

/**
 * A step: a number that must be positive where it is known, or an expression in parameters and in
 * the present state.
 */
export function readStep(
  reader: Reader,
  node: SourceNode,
  { scope }: ModelScope,
): Expression | undefined {
  // The axes are read before it is known which names of states the model has.
  const { features: _, ...everyName } = scope;
  const expression = readExpression(reader, node, { ...everyName, place: "claim" });
  if (expression === undefined) return undefined;
  const value = evaluateRational(expression);
  if (value !== undefined && value.num <= 0n) {
    complain(reader, node, { expected: "a number > 0 or a parameter", got: excerpt(node) });
    return undefined;
  }
  if (!mentionsTime(expression) && !mentionsRandomness(expression)) return expression;
  complain(reader, node, {
    expected: "a step of parameters and the present state",
    got: excerpt(node),
    cure: "Leave times and chances out of it.",
  });
  return undefined;
}

/** A word of a slot, or a parameter all of whose values are words of the slot. */
export function readSlot<W extends string>(
  reader: Reader,
  node: SourceNode,
  words: readonly W[],
  { parameters }: ModelScope,
): Word<W> | undefined {
  const text = node.kind === "text" ? node.text.trim() : undefined;
  const word = words.find((each) => each === text);
  if (word !== undefined) return { kind: "word", word };
  const parameter = text === undefined ? undefined : parameters.get(text);
  const expected = oneOf([...words, "a parameter with such values"]);
  if (parameter === undefined) {
    const wordy = [...parameters.values()].filter(({ domain }) => domain.kind === "words");
    const candidates = [...words, ...wordy.map(({ name }) => name)];
    const cure = text === undefined ? undefined : didYouMean(text, candidates);
    complain(reader, node, { expected, got: described(node), ...(cure && { cure }) });
    return undefined;
  }
  const values = parameter.domain.kind === "words" ? parameter.domain.values : undefined;
  const foreign = values?.find((value) => !words.some((each) => each === value));
  if (values !== undefined && foreign === undefined)
    return { kind: "parameter", name: parameter.name };
  const got =
    foreign === undefined ? parameter.name : `${parameter.name} with the value ${foreign}`;
  complain(reader, node, {
    expected,
    got,
    cure: `Declare ${parameter.name}: [${words.join(", ")}].`,
  });
  return undefined;
}

/** `name`, or `name: options` in a mapping with one key. */
export function nameAndOptions(
  reader: Reader,
  node: SourceNode,
  words: readonly string[],
  what: string,
): { readonly name: SourceNode; readonly options?: SourceNode; readonly key: string } | undefined {
  if (node.kind === "text") return { name: node, key: node.text.trim() };
  const [entry, ...others] = node.kind === "map" ? node.entries : [];
  if (entry === undefined || others.length > 0) {
    complain(reader, node, {
      expected: `${oneOf(words)}, or one of them with options`,
      got: described(node),
      cure: `Write ${what}: { ${words[0]}: { ... } }.`,
    });
    return undefined;
  }
  return { name: entry.key, options: entry.value, key: entry.key.text };
}
