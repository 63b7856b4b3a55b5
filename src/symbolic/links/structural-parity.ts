/**
 * Parity by the shape of a link: what can be read off, and nothing where it cannot.
 */
import { isInteger } from "../../model/rational.ts";
import { type Condition, isConstantTree, type LinkTree, type UnaryFunction } from "./link-tree.ts";

export type Parity = "even" | "odd";

/** f(-x) = -f(x). */
export const oddFunctions: ReadonlySet<UnaryFunction> = new Set<UnaryFunction>([
  "sign",
  "sin",
  "tan",
  "sinh",
  "tanh",
  "asin",
  "atan",
  "artanh",
  "erf",
]);
/** f(-x) = f(x). */
export const evenFunctions: ReadonlySet<UnaryFunction> = new Set<UnaryFunction>([
  "abs",
  "cos",
  "cosh",
]);

/** `even` or `odd` if the shape shows it (almost everywhere), else `undefined`. */
export function structuralParity(tree: LinkTree): Parity | undefined {
  if (isConstantTree(tree)) return "even";
  switch (tree.kind) {
    case "variable":
      return "odd";
    case "call": {
      const inner = structuralParity(tree.of);
      if (inner === "even") return "even";
      if (inner !== "odd") return undefined;
      if (oddFunctions.has(tree.name)) return "odd";
      return evenFunctions.has(tree.name) ? "even" : undefined;
    }
    case "hermite": {
      const inner = structuralParity(tree.of);
      if (inner === "even" || inner === undefined) return inner;
      return tree.degree % 2 === 0 ? "even" : "odd";
    }
    case "choose": {
      if (!isSymmetric(tree.when)) return undefined;
      const then = structuralParity(tree.yes);
      return then === structuralParity(tree.no) ? then : undefined;
    }
    case "binary":
      return binaryParity(tree);
    default:
      return "even";
  }
}

/** Whether the condition holds at z exactly where it holds at -z: zeros of odd functions pair up. */
function isSymmetric(condition: Condition): boolean {
  switch (condition.kind) {
    case "positive":
      return structuralParity(condition.of) === "even";
    case "zero":
      return structuralParity(condition.of) !== undefined;
    case "not":
      return isSymmetric(condition.of);
    case "and":
    case "or":
      return isSymmetric(condition.left) && isSymmetric(condition.right);
  }
}

function binaryParity(tree: LinkTree & { readonly kind: "binary" }): Parity | undefined {
  const [left, right] = [structuralParity(tree.left), structuralParity(tree.right)];
  if (left === undefined || right === undefined) return undefined;
  switch (tree.operator) {
    case "+":
    case "-":
      return left === right ? left : undefined;
    case "*":
    case "/":
      return left === right ? "even" : "odd";
    case "max":
    case "min":
      return left === "even" && right === "even" ? "even" : undefined;
    case "^":
      if (left === "even" && right === "even") return "even";
      if (tree.right.kind !== "constant" || !isInteger(tree.right.value)) return undefined;
      return tree.right.value.num % 2n === 0n ? "even" : "odd";
  }
}
