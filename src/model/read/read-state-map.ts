/**
 * Mappings from names of the state: a start, a point, a flow.
 *
 * An index letter in a key, `u[j]:`, runs over all its values and is bound on the right.
 */
import type { Quantity } from "../claim.ts";
import type { Expression } from "../expression/expression.ts";
import { existenceRule, existsOn, modelNames } from "../expression/names.ts";
import { mentionsState, type Scope, valueNames, withLetter } from "../expression/scope.ts";
import { didYouMean } from "../nearest-word.ts";
import { excerpt, type SourceNode, type TextNode } from "../source/node.ts";
import type { Point, Start, StartEntry } from "../spec.ts";
import { readExpression } from "./read-expression.ts";
import { readEntries } from "./read-map.ts";
import { complain, described, type Reader, under } from "./reader.ts";

/** A point: a name or a vector expression, or quantity by quantity. */
export function readPoint(reader: Reader, node: SourceNode, scope: Scope): Point | undefined {
  if (node.kind === "list") {
    complain(reader, node, {
      expected: "a point",
      got: described(node),
      cure: "Write a name, a vector expression or { m: 1 }.",
    });
    return undefined;
  }
  if (node.kind === "text") {
    const expression = readExpression(reader, node, scope);
    return expression && { kind: "expression", expression };
  }
  const entries = readStateEntries(reader, node, scope, false);
  return entries && { kind: "coordinates", entries };
}

/** The initial state. */
export function readStart(reader: Reader, node: SourceNode, scope: Scope): Start | undefined {
  return readStateEntries(reader, node, { ...scope, place: "start" }, true);
}

/** The right-hand sides of a closed system, and what they are the rates of. */
export function readFlow(
  reader: Reader,
  node: SourceNode,
  scope: Scope,
): { readonly of: readonly Quantity[]; readonly flow: readonly Expression[] } | undefined {
  const of: Quantity[] = [];
  const flow: Expression[] = [];
  const entries = readEntries(reader, node, "a map from quantities to their rates");
  for (const { key, value } of entries) {
    const here = under(reader, key.text);
    const quantity = readKey(here, key, scope);
    const expression = readExpression(here, value, withIndices(scope, quantity));
    if (quantity === undefined || expression === undefined) continue;
    of.push(quantity);
    flow.push(expression);
  }
  if (node.kind === "map" && entries.length === 0) {
    complain(reader, node, { expected: "a quantity and its rate", got: described(node) });
  }
  return entries.length > 0 && of.length === entries.length ? { of, flow } : undefined;
}

function readStateEntries(
  reader: Reader,
  node: SourceNode,
  scope: Scope,
  isStart: boolean,
): readonly StartEntry[] | undefined {
  const read: StartEntry[] = [];
  const entries = readEntries(reader, node, "a map from names of the state");
  for (const { key, value } of entries) {
    const here = under(reader, key.text);
    const quantity = readKey(here, key, scope);
    const inner = withIndices(scope, quantity);
    const uniform = isStart && value.kind === "text" && value.text.trim() === "uniform";
    const expression = uniform ? undefined : readExpression(here, value, inner);
    if (quantity === undefined || (expression === undefined && !uniform)) continue;
    const { name, index, indices } = quantity;
    read.push({
      name,
      ...(index !== undefined && { index }),
      ...(indices && { indices }),
      ...(expression && { value: expression }),
    });
  }
  return node.kind === "map" && read.length === entries.length ? read : undefined;
}

const head = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\[([^\]]*)\])?\s*$/;

/** `u[j]`, `m`, or a definition that mentions the state. */
function readKey(reader: Reader, key: TextNode, scope: Scope): Quantity | undefined {
  const match = head.exec(key.text);
  if (match === null) {
    complain(reader, key, {
      expected: "a name of the state",
      got: excerpt(key),
      cure: "Write m, u[j] or g[1].",
    });
    return undefined;
  }
  const [, name = "", inside] = match;
  const indices = inside === undefined ? [] : inside.split(",").map((index) => index.trim());
  const letters = indices.every((index) => /^([A-Za-z_][A-Za-z0-9_]*|[0-9]+)$/.test(index));
  if (!letters) {
    complain(reader, key, {
      expected: "a letter or a number as an index",
      got: excerpt(key),
      cure: "Write u[j] and use j on the right.",
    });
    return undefined;
  }
  const definition = scope.definitions.get(name);
  if (definition !== undefined && indices.length === 0) {
    const { body } = definition;
    if (body === undefined || mentionsState(body))
      return { name, ...(body && { definition: body }) };
  }
  const known = modelNames.get(name);
  if (known?.role !== "state") {
    const states = valueNames(scope).filter((each) => modelNames.get(each)?.role === "state");
    const cure = didYouMean(name, states);
    complain(reader, key, { expected: "a name of the state", got: name, ...(cure && { cure }) });
    return undefined;
  }
  if (scope.features !== undefined && !existsOn(known.exists, scope.features)) {
    complain(reader, key, {
      expected: "a name of this model",
      got: name,
      cure: `${name} exists where ${existenceRule[known.exists]}.`,
    });
    return undefined;
  }
  if (!known.indices.includes(indices.length)) {
    complain(reader, key, {
      expected: `${name} with ${known.indices.join(" or ")} indices`,
      got: `${indices.length}`,
    });
    return undefined;
  }
  const [index] = indices;
  if (index === undefined) return { name };
  return indices.length === 1 ? { name, index } : { name, index, indices };
}

function withIndices(scope: Scope, quantity: Quantity | undefined): Scope {
  const indices = quantity?.indices ?? (quantity?.index === undefined ? [] : [quantity.index]);
  const letters = indices.filter((index) => !/^[0-9]/.test(index));
  return letters.reduce((inner, letter) => withLetter(inner, letter), scope);
}
