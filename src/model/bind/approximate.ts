/**
 * Doubles near closed expressions such as `sqrt(2)`, to place a value in a domain.
 *
 * An estimate, and used for nothing else: verdicts rest on the witnesses' own evaluation.
 */

import type { Expression } from "../expression/expression.ts";
import { toNumber } from "../rational.ts";
import { evaluateRational } from "./evaluate.ts";
import type { Binding } from "./instance.ts";

const unary: ReadonlyMap<string, (x: number) => number> = new Map([
  ["sqrt", Math.sqrt],
  ["exp", Math.exp],
  ["log", Math.log],
  ["sin", Math.sin],
  ["cos", Math.cos],
  ["tan", Math.tan],
  ["sinh", Math.sinh],
  ["cosh", Math.cosh],
  ["tanh", Math.tanh],
  ["atan", Math.atan],
  ["abs", Math.abs],
  ["floor", Math.floor],
  ["ceil", Math.ceil],
]);

/** A double near the value, or `undefined` where the expression is not elementary and closed. */
export function approximate(expression: Expression, binding: Binding): number | undefined {
  const exact = evaluateRational(expression, binding);
  if (exact !== undefined) return toNumber(exact);
  const inner = (part: Expression): number => approximate(part, binding) ?? Number.NaN;
  const value = approximateNode(expression, binding, inner);
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

function approximateNode(
  node: Expression,
  binding: Binding,
  inner: (part: Expression) => number,
): number | undefined {
  switch (node.kind) {
    case "name": {
      if (node.name === "oo") return Infinity;
      if (node.name === "pi") return Math.PI;
      const value = binding.get(node.name);
      return value?.kind === "constant" ? inner(value.expression) : undefined;
    }
    case "unary":
      return node.operator === "-" ? -inner(node.operand) : undefined;
    case "binary":
      return arithmetic(node.operator, inner(node.left), inner(node.right));
    case "call": {
      const values = node.args.map(inner);
      if (node.name === "min") return Math.min(...values);
      if (node.name === "max") return Math.max(...values);
      return unary.get(node.name)?.(values[0] ?? Number.NaN);
    }
    default:
      return undefined;
  }
}

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "^":
      return a ** b;
    default:
      return undefined;
  }
}
