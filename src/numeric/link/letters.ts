/**
 * Letters in link expressions: where they stand, and an integer put in their place.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { children } from "../../model/expression/traverse.ts";
import { integer } from "../../model/rational.ts";

/** Whether a name stands free in an expression; the `z` of a link in `hermite(f, p)` is its own. */
export function mentions(node: Expression, name: string): boolean {
  if (node.kind === "name") return node.name === name;
  const isHermite = node.kind === "call" && node.name === "hermite" && name === "z";
  return (isHermite ? node.args.slice(1) : children(node)).some((part) => mentions(part, name));
}

/** The expression with an integer in the place of a letter. */
export const withLetter = (node: Expression, letter: string, value: number): Expression =>
  substitute(node, new Map([[letter, { kind: "number", value: integer(value) }]]));
