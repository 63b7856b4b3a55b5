/**
 * Expressions at one value of their parameters.
 *
 * What is rational is worked out exactly; the rest stays as it is written, with no parameter left.
 * A sum over the members of a family is written out, since the family is gone afterwards.
 */

import type { Expression, Over } from "../expression/expression.ts";
import { substitute } from "../expression/substitute.ts";
import { children, freeNames, mapChildren, mapDomain } from "../expression/traverse.ts";
import { integer, type Rational } from "../rational.ts";
import { evaluateExact, evaluateInteger, evaluateRational } from "./evaluate.ts";
import type { Binding, Value } from "./instance.ts";

/** Terms of one sum that is written out. */
const maximalTerms = 10_000;

/**
 * The expression with each bound parameter replaced by its value.
 *
 * Left as names: subsets and whole families, which no expression can hold; and a parameter where
 * `diff(e, p)`, `at(e, p = x)` or a binder makes it vary.
 *
 * @example bindExpression(the tree of "h(p, z)", p = 3) // h(3, z)
 */
export function bindExpression(expression: Expression, binding: Binding): Expression {
  if (binding.size === 0) return expression;
  switch (expression.kind) {
    case "number":
      return expression;
    case "name":
      return nameAt(expression, binding);
    case "indexed": {
      const inner = mapChildren(expression, (index) => bindExpression(index, binding));
      return inner.kind === "indexed" ? (memberAt(inner, binding) ?? inner) : inner;
    }
    case "over":
      return bindOver(expression, binding);
    case "call":
      return bindCall(expression, binding);
    default:
      return folded(mapChildren(expression, (child) => bindExpression(child, binding)));
  }
}

/** The value of an expression under a binding: exact, or a closed expression, or none. */
export function valueUnder(expression: Expression, binding: Binding): Value | undefined {
  const bound = bindExpression(expression, binding);
  if (bound.kind === "number") return { kind: "exact", value: bound.value };
  const exact = evaluateRational(bound, binding);
  if (exact !== undefined) return { kind: "exact", value: exact };
  const open = [...freeNames(bound)].filter((name) => name !== "pi");
  return open.length === 0 ? { kind: "constant", expression: bound } : undefined;
}

/** A value as an expression; `undefined` for families, subsets and words. */
export function expressionOf(value: Value): Expression | undefined {
  if (value.kind === "exact") return literal(value.value);
  return value.kind === "constant" ? value.expression : undefined;
}

export const literal = (value: Rational): Expression => ({ kind: "number", value });

function nameAt(node: Expression & { readonly kind: "name" }, binding: Binding): Expression {
  const value = binding.get(node.name);
  return (value && expressionOf(value)) ?? node;
}

/** The member of a family at indices that are numbers. */
function memberAt(
  node: Expression & { readonly kind: "indexed" },
  binding: Binding,
): Expression | undefined {
  let value = binding.get(node.name);
  for (const index of node.indices) {
    const at = evaluateInteger(index, binding);
    if (value?.kind !== "family" || at === undefined) return undefined;
    value = value.values[at - value.from];
  }
  return value && expressionOf(value);
}

function bindOver(node: Over, binding: Binding): Expression {
  const inner = new Map(binding);
  inner.delete(node.variable);
  const domain = mapDomain(node.domain, (part) => bindExpression(part, binding));
  if (!indexesFamily(node.body, node.variable, inner)) {
    // A letter of the same name as a replacement cannot be captured: values are closed.
    return folded({ ...node, domain, body: bindExpression(node.body, inner) });
  }
  const letters = lettersOf({ ...node, domain });
  if (letters === undefined) return { ...node, domain, body: bindExpression(node.body, inner) };
  const terms = letters.map((letter) =>
    bindExpression(substitute(node.body, new Map([[node.variable, literal(letter)]])), inner),
  );
  return folded(writtenOut(node, terms));
}

/** True if a family that is bound is indexed by the letter, as `y[q]` in a sum over q. */
function indexesFamily(body: Expression, letter: string, binding: Binding): boolean {
  if (body.kind === "over" && body.variable === letter) return false;
  if (body.kind === "indexed" && binding.get(body.name)?.kind === "family") {
    if (body.indices.some((index) => freeNames(index).has(letter))) return true;
  }
  return children(body).some((child) => indexesFamily(child, letter, binding));
}

function lettersOf({ domain }: Over): readonly Rational[] | undefined {
  if (domain.kind === "values") {
    const values = domain.values.map((value) => evaluateRational(value));
    const read = values.filter((value) => value !== undefined);
    return read.length === values.length ? read : undefined;
  }
  if (domain.kind !== "integers") return undefined;
  const [from, to] = [evaluateInteger(domain.from), evaluateInteger(domain.to)];
  if (from === undefined || to === undefined || to - from >= maximalTerms) return undefined;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => integer(from + i));
}

function writtenOut(node: Over, terms: readonly Expression[]): Expression {
  switch (node.operator) {
    case "sum":
      return joined("+", terms, integer(0));
    case "product":
      return joined("*", terms, integer(1));
    case "min":
    case "max":
      return terms.length === 0 ? node : { kind: "call", name: node.operator, args: terms };
    case "all":
    case "some":
      return terms.length === 0 ? node : joined(node.operator === "all" ? "and" : "or", terms);
    default:
      return node;
  }
}

/** A balanced tree, so that a long sum stays shallow. */
function joined(
  operator: "+" | "*" | "and" | "or",
  terms: readonly Expression[],
  empty: Rational = integer(0),
): Expression {
  const [first] = terms;
  if (first === undefined) return literal(empty);
  if (terms.length === 1) return first;
  const half = Math.ceil(terms.length / 2);
  const left = joined(operator, terms.slice(0, half), empty);
  const right = joined(operator, terms.slice(half), empty);
  return folded({ kind: "binary", operator, left, right });
}

function bindCall(node: Expression & { readonly kind: "call" }, binding: Binding): Expression {
  const [first, ...others] = node.args;
  if (node.name === "if" && first !== undefined) {
    const condition = evaluateExact(bindExpression(first, binding), binding);
    const branch = condition === true ? others[0] : condition === false ? others[1] : undefined;
    if (branch !== undefined) return bindExpression(branch, binding);
  }
  if (node.name === "diff" || node.name === "at") {
    const inner = new Map(binding);
    for (const varied of others.flatMap(variedName)) inner.delete(varied);
    const args = others.map((arg) => bindVaried(arg, binding));
    return { ...node, args: [...(first ? [bindExpression(first, inner)] : []), ...args] };
  }
  return folded(mapChildren(node, (arg) => bindExpression(arg, binding)));
}

/** The name that `diff(e, p)` or `at(e, p = x)` varies. */
function variedName(arg: Expression): readonly string[] {
  if (arg.kind === "name") return [arg.name];
  const [left] = arg.kind === "comparison" ? arg.operands : [];
  return left?.kind === "name" ? [left.name] : [];
}

function bindVaried(arg: Expression, binding: Binding): Expression {
  if (arg.kind === "name") return arg;
  if (arg.kind !== "comparison") return bindExpression(arg, binding);
  const operands = arg.operands.map((operand, i) =>
    i === 0 ? operand : bindExpression(operand, binding),
  );
  return { ...arg, operands };
}

/** A number, if the node is one: its parts are numbers and its value is rational. */
function folded(node: Expression): Expression {
  const constant = children(node).every((child) => child.kind === "number");
  const closed = constant || (node.kind === "over" && freeNames(node).size === 0);
  if (!closed || node.kind === "indexed") return node;
  const value = evaluateRational(node);
  return value === undefined ? node : literal(value);
}
