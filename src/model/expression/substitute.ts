/**
 * Putting expressions in the place of names, without capture.
 */
import type { Expression } from "./expression.ts";
import { domainParts, freeNames, mapChildren, mapDomain } from "./traverse.ts";

/**
 * The expression with each free name of the map replaced; indexed names are left alone.
 *
 * A bound letter that a replacement mentions is renamed first: with k -> j, the sum of x[j] + k
 * over j becomes the sum of x[j_1] + j over j_1.
 */
export function substitute(
  expression: Expression,
  replacements: ReadonlyMap<string, Expression>,
): Expression {
  if (replacements.size === 0) return expression;
  const mentioned = new Set([...replacements.values()].flatMap((value) => [...freeNames(value)]));
  return visit(expression, replacements);

  function visit(node: Expression, map: ReadonlyMap<string, Expression>): Expression {
    if (node.kind === "name") return map.get(node.name) ?? node;
    if (node.kind !== "over") return mapChildren(node, (child) => visit(child, map));
    const domain = mapDomain(node.domain, (part) => visit(part, map));
    const inner = new Map(map);
    inner.delete(node.variable);
    if (inner.size === 0) return { ...node, domain };
    if (!mentioned.has(node.variable)) return { ...node, domain, body: visit(node.body, inner) };
    const taken = new Set([...mentioned, ...freeNames(node.body), ...boundNames(node.body)]);
    const variable = freshName(node.variable, taken);
    const body = rename(node.body, node.variable, variable);
    return { ...node, variable, domain, body: visit(body, inner) };
  }
}

/** The expression with a free letter renamed, as a name and as the name of an indexed value. */
export function rename(expression: Expression, from: string, to: string): Expression {
  const visit = (node: Expression): Expression => {
    if (node.kind === "name" && node.name === from) return { ...node, name: to };
    if (node.kind === "over" && node.variable === from) {
      return { ...node, domain: mapDomain(node.domain, visit) };
    }
    const inner = mapChildren(node, visit);
    return inner.kind === "indexed" && inner.name === from ? { ...inner, name: to } : inner;
  };
  return visit(expression);
}

function boundNames(expression: Expression): readonly string[] {
  const inner =
    expression.kind === "over"
      ? [...domainParts(expression.domain), expression.body].flatMap(boundNames)
      : [];
  if (expression.kind === "over") return [expression.variable, ...inner];
  const found: string[] = [];
  mapChildren(expression, (child) => {
    found.push(...boundNames(child));
    return child;
  });
  return found;
}

function freshName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const candidate = `${name}_${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}
