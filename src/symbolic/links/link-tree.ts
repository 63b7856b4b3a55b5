/**
 * A link as a tree in one real variable: the spec's expression with its names resolved, its sums
 * written out, and nothing in it that is not a real function of a real variable.
 *
 * The tree is syntax still. What a node means is said twice, in exact-form.ts (algebra) and in
 * tape.ts (numbers), and the tests compare the two.
 */
import type { Rational } from "../../model/rational.ts";
import { integer } from "../../model/rational.ts";

/** The real functions of one argument that a link may use. */
export const unaryFunctions = [
  "abs",
  "sign",
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "tanh",
  "asin",
  "acos",
  "atan",
  "artanh",
  "erf",
  "Phi",
  "floor",
  "ceil",
  "relu",
  "step",
  "sigmoid",
] as const;

export type UnaryFunction = (typeof unaryFunctions)[number];
export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | "max" | "min";

export type LinkTree =
  | { readonly kind: "constant"; readonly value: Rational }
  | { readonly kind: "pi" }
  | { readonly kind: "variable" }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: LinkTree;
      readonly right: LinkTree;
    }
  | { readonly kind: "call"; readonly name: UnaryFunction; readonly of: LinkTree }
  /** h_degree(of), or the monic He_degree(of). */
  | {
      readonly kind: "hermite";
      readonly degree: number;
      readonly monic: boolean;
      readonly of: LinkTree;
    }
  /** E[of h_degree], a constant. */
  | { readonly kind: "coefficient"; readonly degree: number; readonly of: LinkTree }
  | {
      readonly kind: "choose";
      readonly when: Condition;
      readonly yes: LinkTree;
      readonly no: LinkTree;
    };

/** A predicate of the variable; equalities hold on a set of measure zero or everywhere. */
export type Condition =
  | { readonly kind: "positive"; readonly of: LinkTree }
  | { readonly kind: "zero"; readonly of: LinkTree }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition };

export const constantTree = (n: number | Rational): LinkTree => ({
  kind: "constant",
  value: typeof n === "number" ? integer(n) : n,
});

export const binaryTree = (
  operator: BinaryOperator,
  left: LinkTree,
  right: LinkTree,
): LinkTree => ({ kind: "binary", operator, left, right });

/** The trees directly under a node, conditions included. */
export function childrenOf(tree: LinkTree): readonly LinkTree[] {
  switch (tree.kind) {
    case "binary":
      return [tree.left, tree.right];
    case "call":
    case "hermite":
    case "coefficient":
      return [tree.of];
    case "choose":
      return [...treesOf(tree.when), tree.yes, tree.no];
    default:
      return [];
  }
}

/** The trees a condition speaks of. */
export function treesOf(condition: Condition): readonly LinkTree[] {
  switch (condition.kind) {
    case "positive":
    case "zero":
      return [condition.of];
    case "not":
      return treesOf(condition.of);
    default:
      return [...treesOf(condition.left), ...treesOf(condition.right)];
  }
}

/** True if the variable stands in the tree. */
export const isConstantTree = (tree: LinkTree): boolean =>
  tree.kind === "coefficient" ||
  (tree.kind !== "variable" && childrenOf(tree).every(isConstantTree));
