/**
 * Letters in link expressions: where they stand, and an integer put in their place.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { integer } from "../../model/rational.ts";

/** Whether a name stands free in an expression; the `z` of a link in `hermite(f, p)` is its own. */
export function mentions(node: Expression, name: string): boolean {
  if (node.kind === "name") return node.name === name;
  if (node.kind === "call" && node.name === "hermite" && name === "z") {
    return node.args.slice(1).some((arg) => mentions(arg, name));
  }
  return childrenOf(node).some((child) => mentions(child, name));
}

function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "number":
    case "name":
      return [];
    case "indexed":
      return node.indices;
    case "at-time":
      return [node.of, node.time];
    case "call":
      return node.args;
    case "range":
      return [node.from, node.to];
    case "over":
      return node.domain.kind === "integers"
        ? [node.domain.from, node.domain.to, node.body]
        : [node.body];
    case "over-states":
      return [node.body];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "comparison":
      return node.operands;
  }
}

/** The expression with an integer in the place of a letter. */
export function withLetter(node: Expression, letter: string, value: number): Expression {
  const go = (part: Expression): Expression => withLetter(part, letter, value);
  switch (node.kind) {
    case "name":
      return node.name === letter ? { kind: "number", value: integer(value) } : node;
    case "number":
    case "at-time":
    case "over-states":
      return node;
    case "indexed":
      return { ...node, indices: node.indices.map(go) };
    case "call":
      return { ...node, args: node.args.map(go) };
    case "range":
      return { ...node, from: go(node.from), to: go(node.to) };
    case "over":
      if (node.domain.kind !== "integers") return node;
      return {
        ...node,
        domain: { ...node.domain, from: go(node.domain.from), to: go(node.domain.to) },
        body: node.variable === letter ? node.body : go(node.body),
      };
    case "unary":
      return { ...node, operand: go(node.operand) };
    case "binary":
      return { ...node, left: go(node.left), right: go(node.right) };
    case "comparison":
      return { ...node, operands: node.operands.map(go) };
  }
}
