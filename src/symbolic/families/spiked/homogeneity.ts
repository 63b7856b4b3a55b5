/**
 * Of which degree a link is positively homogeneous: f(l z) = l^q f(z) for all l > 0.
 */
import { evaluateInteger } from "../../../model/bind/evaluate.ts";
import type { Expression } from "../../../model/expression/expression.ts";

/** q, read off the form of the link; `undefined` where it has none, or none that shows. */
export function homogeneity(e: Expression): number | undefined {
  switch (e.kind) {
    case "number":
      return 0;
    case "name":
      return e.name === "z" ? 1 : e.name === "pi" ? 0 : undefined;
    case "unary":
      return e.operator === "-" ? homogeneity(e.operand) : undefined;
    case "binary":
      return ofBinary(e);
    case "call":
      return ofCall(e);
    default:
      return undefined;
  }
}

function ofBinary({ operator, left, right }: Expression & { kind: "binary" }): number | undefined {
  const [a, b] = [homogeneity(left), homogeneity(right)];
  if (a === undefined) return undefined;
  if (operator === "^") {
    const exponent = evaluateInteger(right);
    return exponent === undefined ? undefined : a * exponent;
  }
  if (b === undefined) return undefined;
  if (operator === "*") return a + b;
  if (operator === "/") return a - b;
  return a === b ? a : undefined;
}

function ofCall({ name, args }: Expression & { kind: "call" }): number | undefined {
  const degrees = args.map(homogeneity);
  const [first] = degrees;
  if (first === undefined || degrees.some((degree) => degree !== first)) return undefined;
  if (name === "relu" || name === "abs" || name === "max" || name === "min") return first;
  if (name === "sign" || name === "step") return 0;
  return name === "sqrt" ? first / 2 : undefined;
}
