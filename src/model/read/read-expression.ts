/**
 * Expressions of a spec: from a node to a tree without definitions, or to issues at the very words.
 */
import type { Domain, Expression } from "../expression/expression.ts";
import { parseExpression } from "../expression/parse.ts";
import { resolve } from "../expression/resolve.ts";
import type { Scope } from "../expression/scope.ts";
import { checkShape } from "../expression/shape.ts";
import type { SourceNode } from "../source/node.ts";
import { asText, complain, complainAll, type Reader } from "./reader.ts";

/** The tree of a node, or `undefined` after issues. */
export function readExpression(
  reader: Reader,
  node: SourceNode,
  scope: Scope,
  wanted: "value" | "predicate" | "any" = "value",
): Expression | undefined {
  const what = wanted === "predicate" ? "a predicate" : "an expression";
  const text = asText(reader, node, what);
  if (text === undefined) return undefined;
  const parsed = parseExpression(text.text);
  if (!parsed.ok) {
    complain(reader, text, parsed.problem);
    return undefined;
  }
  const { value, problems } = resolve(parsed.value, scope);
  complainAll(reader, text, problems);
  if (problems.length > 0) return undefined;
  const misplaced = checkShape(value, wanted);
  complainAll(reader, text, misplaced);
  return misplaced.length > 0 ? undefined : value;
}

export const number = (value: bigint, den = 1n): Expression => ({
  kind: "number",
  value: { num: value, den },
});

/** The ends of a domain that is a range of integers. */
export type IntegerDomain = Domain & { readonly kind: "integers" };
