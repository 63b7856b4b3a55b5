/**
 * Letters in link expressions: where they stand, and an integer put in their place.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { children, freeNames } from "../../model/expression/traverse.ts";
import { integer } from "../../model/rational.ts";

/** Whether a name stands free in an expression. */
export const mentions = (node: Expression, name: string): boolean => freeNames(node).has(name);

/** The expression with an integer in the place of a letter. */
export const withLetter = (node: Expression, letter: string, value: number): Expression =>
  substitute(node, new Map([[letter, { kind: "number", value: integer(value) }]]));
