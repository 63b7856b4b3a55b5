/**
 * The degree of a link that is a polynomial in z by its form.
 *
 * It decides which Gauss-Hermite rule is exact; `undefined` costs time only.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { evaluateNumber } from "../evaluate/evaluate-number.ts";
import { isFailure } from "../failure.ts";
import { mentions, withLetter } from "./letters.ts";

/** An upper bound of the degree, or `undefined` if the form is not a polynomial's. */
export function polynomialDegree(node: Expression): number | undefined {
  if (!mentions(node, "z")) return 0;
  switch (node.kind) {
    case "name":
      return 1;
    case "unary":
      return polynomialDegree(node.operand);
    case "binary": {
      const left = polynomialDegree(node.left);
      if (left === undefined) return undefined;
      if (node.operator === "^") return scaled(left, natural(node.right));
      if (node.operator === "/") return mentions(node.right, "z") ? undefined : left;
      const right = polynomialDegree(node.right);
      if (right === undefined) return undefined;
      if (node.operator === "*") return left + right;
      return node.operator === "+" || node.operator === "-" ? Math.max(left, right) : undefined;
    }
    case "call": {
      const [degree, argument] = node.args;
      const isHermite = node.name === "h" || node.name === "He";
      if (!isHermite || degree === undefined || argument === undefined) return undefined;
      return scaled(polynomialDegree(argument), natural(degree));
    }
    case "over": {
      if (node.domain.kind !== "integers" || node.operator !== "sum") return undefined;
      const [from, to] = [natural(node.domain.from), natural(node.domain.to)];
      if (from === undefined || to === undefined) return undefined;
      let most = 0;
      for (let j = from; j <= to; j++) {
        const degree = polynomialDegree(withLetter(node.body, node.variable, j));
        if (degree === undefined) return undefined;
        most = Math.max(most, degree);
      }
      return most;
    }
    default:
      return undefined;
  }
}

const scaled = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a * b;

function natural(node: Expression): number | undefined {
  if (mentions(node, "z")) return undefined;
  const value = evaluateNumber(node);
  if (isFailure(value) || value.error > 0) return undefined;
  return Number.isInteger(value.value) && value.value >= 0 ? value.value : undefined;
}
