/**
 * Definitions of `let:`: read in the order in which they need one another, cycles reported.
 */

import type { Expression } from "../expression/expression.ts";
import { parseExpression } from "../expression/parse.ts";
import { resolve } from "../expression/resolve.ts";
import { type Definition, modelNamesIn, type Scope, withLetter } from "../expression/scope.ts";
import { checkShape } from "../expression/shape.ts";
import { children, withoutSpans } from "../expression/traverse.ts";
import { excerpt, type MapEntry, type TextNode } from "../source/node.ts";
import { checkName } from "./read-parameters.ts";
import { asText, complain, complainAll, type Reader, under } from "./reader.ts";

/** A definition as text: `N(y): sum(i in 1..p - 2, y^i)`. */
interface Written {
  readonly name: string;
  readonly formals: readonly string[];
  readonly entry: MapEntry;
  readonly text: TextNode | undefined;
  readonly tree: Expression | undefined;
}

/** Definitions in one setting; each may need the others, so their number bounds the work. */
const maximalDefinitions = 400;

const head = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\(\s*([^()]*?)\s*\))?\s*$/;

/** Name and letters of a key of `let:`, or `undefined` if it is no such key. */
export function definitionHead(
  key: string,
): { readonly name: string; readonly formals: readonly string[] } | undefined {
  const match = head.exec(key);
  if (match === null) return undefined;
  const [, name = "", args] = match;
  const formals = args === undefined ? [] : args.split(",").map((formal) => formal.trim());
  if (!formals.every((formal) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(formal))) return undefined;
  return { name, formals };
}

/** Every definition by name; one that could not be read has no body. */
export function readDefinitions(
  reader: Reader,
  entries: readonly MapEntry[],
  letters: Scope["letters"],
): ReadonlyMap<string, Definition> {
  const written = new Map<string, Written>();
  const [first] = entries.slice(maximalDefinitions);
  if (first !== undefined) {
    complain(reader, first.key, {
      expected: `at most ${maximalDefinitions} definitions`,
      got: `${entries.length}`,
    });
    return new Map();
  }
  for (const entry of entries) {
    const definition = readWritten(reader, entry);
    if (definition !== undefined) written.set(definition.name, definition);
  }
  const done = new Map<string, Definition>();
  // Bodies that could not be read are known by name, so that their uses are no further issues.
  for (const { name, formals } of written.values()) done.set(name, { name, formals });
  const cyclic = reportCycles(reader, written);
  const ready = new Set<string>();
  for (const name of written.keys()) finish(name);
  return done;

  function finish(name: string): void {
    const definition = written.get(name);
    if (definition === undefined || ready.has(name) || cyclic.has(name)) return;
    ready.add(name);
    for (const needed of mentioned(definition, written)) finish(needed);
    const { formals, text, tree, entry } = definition;
    if (text === undefined || tree === undefined) return;
    const scope = formals.reduce((inner, formal) => withLetter(inner, formal), {
      letters,
      definitions: done,
      place: "definition",
    } as Scope);
    const here = under(reader, entry.key.text);
    const { value, problems } = resolve(tree, scope);
    const misplaced = problems.length > 0 ? [] : checkShape(value, "any");
    complainAll(here, text, [...problems, ...misplaced]);
    if (problems.length + misplaced.length > 0) return;
    done.set(name, { name, formals, body: withoutSpans(value), mentions: modelNamesIn(value) });
  }
}

function readWritten(reader: Reader, entry: MapEntry): Written | undefined {
  const found = definitionHead(entry.key.text);
  if (found === undefined) {
    complain(under(reader, entry.key.text), entry.key, {
      expected: "a name or name(letters)",
      got: excerpt(entry.key),
      cure: "Write N(y): sum(i in 1..p, y^i).",
    });
    return undefined;
  }
  const named = [found.name, ...found.formals].every((name) => checkName(reader, entry, name));
  const here = under(reader, entry.key.text);
  const text = asText(here, entry.value, "an expression");
  const parsed = text && parseExpression(text.text);
  if (text !== undefined && parsed?.ok === false) complain(here, text, parsed.problem);
  const tree = parsed?.ok === true && named ? parsed.value : undefined;
  return { ...found, entry, text, tree };
}

/** Names of definitions in a definition's own text. */
function mentioned(
  { tree, formals }: Written,
  all: ReadonlyMap<string, Written>,
): readonly string[] {
  const found = new Set<string>();
  const visit = (node: Expression): void => {
    const named = node.kind === "name" || node.kind === "call";
    if (named && all.has(node.name) && !formals.includes(node.name)) found.add(node.name);
    children(node).forEach(visit);
  };
  if (tree !== undefined) visit(tree);
  return [...found];
}

/** Reports each cycle once, at its first definition in the file; returns all names on cycles. */
function reportCycles(reader: Reader, written: ReadonlyMap<string, Written>): ReadonlySet<string> {
  const cyclic = new Set<string>();
  const needs = new Map([...written].map(([name, each]) => [name, mentioned(each, written)]));
  for (const definition of written.values()) {
    if (cyclic.has(definition.name)) continue;
    const cycle = findCycle(definition.name, (name) => needs.get(name) ?? []);
    if (cycle === undefined) continue;
    for (const name of cycle) cyclic.add(name);
    complain(under(reader, definition.entry.key.text), definition.entry.key, {
      expected: "a definition without a cycle",
      got: cycle.join(" -> "),
    });
  }
  return cyclic;
}

/** A shortest way from a name back to itself, or `undefined`. */
export function findCycle(
  start: string,
  nextOf: (name: string) => readonly string[],
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    for (const next of nextOf(name)) {
      if (next === start) return wayBack(start, name, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, name);
      open.push(next);
    }
  }
  return undefined;
}

function wayBack(
  start: string,
  last: string,
  cameFrom: ReadonlyMap<string, string>,
): readonly string[] {
  const way = [start];
  for (let name = last; name !== start; name = cameFrom.get(name) ?? start) way.unshift(name);
  return [start, ...way];
}
