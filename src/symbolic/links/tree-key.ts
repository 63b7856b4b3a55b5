/**
 * Texts of links: the same for equal trees, so that a subtree is worked out once.
 */
import type { Condition, LinkTree } from "./link-tree.ts";

/** A text that is the same for equal trees. */
export function keyOfTree(tree: LinkTree, known: Map<LinkTree, string> = new Map()): string {
  const cached = known.get(tree);
  if (cached !== undefined) return cached;
  const of = (child: LinkTree): string => keyOfTree(child, known);
  const key = ((): string => {
    switch (tree.kind) {
      case "constant":
        return `${tree.value.num}/${tree.value.den}`;
      case "pi":
        return "pi";
      case "variable":
        return "x";
      case "binary":
        return `(${of(tree.left)}${tree.operator}${of(tree.right)})`;
      case "call":
        return `${tree.name}(${of(tree.of)})`;
      case "hermite":
        return `${tree.monic ? "He" : "h"}${tree.degree}(${of(tree.of)})`;
      case "coefficient":
        return `a${tree.degree}(${of(tree.of)})`;
      case "choose":
        return `if(${keyOfCondition(tree.when, of)},${of(tree.yes)},${of(tree.no)})`;
    }
  })();
  known.set(tree, key);
  return key;
}

function keyOfCondition(c: Condition, of: (tree: LinkTree) => string): string {
  if (c.kind === "positive" || c.kind === "zero") return `${c.kind} ${of(c.of)}`;
  if (c.kind === "not") return `not(${keyOfCondition(c.of, of)})`;
  return `(${keyOfCondition(c.left, of)} ${c.kind} ${keyOfCondition(c.right, of)})`;
}
