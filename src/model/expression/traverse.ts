/**
 * Walking over expressions: what stands directly inside a node, and what follows from that alone.
 */
import type { Bound, Domain, Expression } from "./expression.ts";

/** The expressions directly inside a domain. */
export function domainParts(domain: Domain): readonly Expression[] {
  switch (domain.kind) {
    case "integers":
      return [domain.from, domain.to];
    case "reals":
      return [domain.lower, domain.upper].flatMap((bound) => (bound ? [bound.value] : []));
    case "values":
      return domain.values;
    case "words":
      return [];
    case "tied":
      return [domain.value];
    case "subsets":
      return [domain.of.from, domain.of.to];
  }
}

/** The expressions directly inside a node, those of a binder's domain included. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
    case "name":
      return [];
    case "indexed":
      return expression.indices;
    case "at-time":
      return [expression.of, expression.time];
    case "call":
      return expression.args;
    case "range":
      return [expression.from, expression.to];
    case "over":
      return [...domainParts(expression.domain), expression.body];
    case "over-states":
      return [expression.body];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "comparison":
      return expression.operands;
  }
}

/** The same domain with every expression directly inside it replaced. */
export function mapDomain(domain: Domain, f: (part: Expression) => Expression): Domain {
  const bound = ({ value, open }: Bound): Bound => ({ value: f(value), open });
  switch (domain.kind) {
    case "integers":
      return { kind: "integers", from: f(domain.from), to: f(domain.to) };
    case "reals":
      return {
        kind: "reals",
        ...(domain.lower === undefined ? {} : { lower: bound(domain.lower) }),
        ...(domain.upper === undefined ? {} : { upper: bound(domain.upper) }),
      };
    case "values":
      return { kind: "values", values: domain.values.map(f) };
    case "words":
      return domain;
    case "tied":
      return { kind: "tied", value: f(domain.value) };
    case "subsets":
      return {
        kind: "subsets",
        of: { kind: "range", from: f(domain.of.from), to: f(domain.of.to) },
      };
  }
}

/**
 * The same node with every expression directly inside it replaced.
 *
 * A binder's letter is not looked at: who replaces names must see to capture, as
 * `substitute.ts` does.
 */
export function mapChildren(node: Expression, f: (child: Expression) => Expression): Expression {
  switch (node.kind) {
    case "number":
    case "name":
      return node;
    case "indexed":
      return { ...node, indices: node.indices.map(f) };
    case "at-time":
      return { ...node, of: f(node.of), time: f(node.time) };
    case "call":
      return { ...node, args: node.args.map(f) };
    case "range":
      return { ...node, from: f(node.from), to: f(node.to) };
    case "over":
      return { ...node, domain: mapDomain(node.domain, f), body: f(node.body) };
    case "over-states":
      return { ...node, body: f(node.body) };
    case "unary":
      return { ...node, operand: f(node.operand) };
    case "binary":
      return { ...node, left: f(node.left), right: f(node.right) };
    case "comparison":
      return { ...node, operands: node.operands.map(f) };
  }
}

/**
 * Number of nodes, and of nodes upon one another, without recursion.
 *
 * Shared parts are counted wherever they stand; the count stops past `limit` nodes.
 */
export function measure(
  expression: Expression,
  limit = Infinity,
): { readonly nodes: number; readonly height: number } {
  const open: { readonly node: Expression; readonly depth: number }[] = [
    { node: expression, depth: 1 },
  ];
  let [nodes, height] = [0, 0];
  for (let next = open.pop(); next !== undefined && nodes <= limit; next = open.pop()) {
    nodes += 1;
    height = Math.max(height, next.depth);
    for (const node of children(next.node)) open.push({ node, depth: next.depth + 1 });
  }
  return { nodes, height };
}

/**
 * The names that an expression mentions and does not bind, functions excepted.
 *
 * @example freeNames(the tree of "sum(j in 1..k, x[j])") // k, x
 */
export function freeNames(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  visit(expression, new Set());
  return found;

  function visit(node: Expression, bound: ReadonlySet<string>): void {
    if ((node.kind === "name" || node.kind === "indexed") && !bound.has(node.name)) {
      found.add(node.name);
    }
    if (node.kind === "over-states") found.add(node.set);
    if (node.kind !== "over") {
      for (const child of children(node)) visit(child, bound);
      return;
    }
    for (const part of domainParts(node.domain)) visit(part, bound);
    visit(node.body, new Set([...bound, node.variable]));
  }
}

/** The same tree without its places in a text. */
export function withoutSpans(expression: Expression): Expression {
  const { span: _, ...rest } = mapChildren(expression, withoutSpans);
  return rest as Expression;
}

/** The parts of a conjunction: each holds, or is known, by itself. */
export const conjuncts = (e: Expression): readonly Expression[] =>
  e.kind === "binary" && e.operator === "and" ? [e.left, e.right].flatMap(conjuncts) : [e];
