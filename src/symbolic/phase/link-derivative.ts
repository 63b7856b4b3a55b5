/**
 * The derivative of a link as an expression, almost everywhere.
 *
 * For a link without jumps, E f'^2 = sum q a_q^2: the tail of that sum bounds the curvature near
 * m = 1, where the Parseval sum of f alone says nothing. Chain, product and quotient rule; the
 * derivatives of the language's functions.
 */
import { evaluateInteger } from "../../model/bind/evaluate.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { children } from "../../model/expression/traverse.ts";

/** df/dvariable, or `undefined` where a rule is missing. */
export function linkDerivative(f: Expression, variable: string): Expression | undefined {
  if (!mentions(f, variable)) return number(0n);
  switch (f.kind) {
    case "name":
      return number(1n);
    case "unary": {
      const inner = f.operator === "-" ? linkDerivative(f.operand, variable) : undefined;
      return inner && negated(inner);
    }
    case "binary":
      return ofBinary(f, variable);
    case "call":
      return ofCall(f, variable);
    case "over":
      return ofSum(f, variable);
    default:
      return undefined;
  }
}

/** Longer sums are left alone: they cost more than they tell. */
const mostTerms = 64;

/** A sum over numbers, term by term. */
function ofSum(f: Expression & { kind: "over" }, variable: string): Expression | undefined {
  if (f.operator !== "sum" || f.domain.kind !== "integers") return undefined;
  const [from, to] = [f.domain.from, f.domain.to].map((end) => evaluateInteger(end));
  if (from === undefined || to === undefined || to - from >= mostTerms) return undefined;
  let total: Expression = number(0n);
  for (let j = from; j <= to; j++) {
    const term = substitute(f.body, new Map([[f.variable, number(BigInt(j))]]));
    const slope = linkDerivative(term, variable);
    if (slope === undefined) return undefined;
    total = isNumber(total, 0n) ? slope : binary("+", total, slope);
  }
  return total;
}

function ofBinary(f: Expression & { kind: "binary" }, variable: string): Expression | undefined {
  const { left, right, operator } = f;
  const [dl, dr] = [linkDerivative(left, variable), linkDerivative(right, variable)];
  if (dl === undefined || dr === undefined) return undefined;
  switch (operator) {
    case "+":
    case "-":
      return binary(operator, dl, dr);
    case "*":
      return binary("+", product(dl, right), product(left, dr));
    case "/":
      return binary(
        "/",
        binary("-", product(dl, right), product(left, dr)),
        binary("^", right, number(2n)),
      );
    case "^":
      // a^b = exp(b log a).
      if (mentions(right, variable)) {
        const inLog = binary(
          "+",
          product(dr, call("log", left)),
          binary("/", product(right, dl), left),
        );
        return product(f, inLog);
      }
      return product(product(right, binary("^", left, binary("-", right, number(1n)))), dl);
    default:
      return undefined;
  }
}

function ofCall(f: Expression & { kind: "call" }, variable: string): Expression | undefined {
  const [first, second] = f.args;
  if (first === undefined) return undefined;
  if (f.name === "h" || f.name === "He") return ofHermite(f.name, first, second, variable);
  if (f.name === "if") return ofChoice(f, variable);
  if ((f.name === "max" || f.name === "min") && second !== undefined) {
    const [others, last] = [f.args.slice(0, -1), f.args.at(-1)!];
    const rest = others.length === 1 ? first : call(f.name, ...others);
    return ofChoice(choice(f.name === "max" ? ">" : "<", rest, last), variable);
  }
  if (second !== undefined) return undefined;
  const outer = outerDerivatives[f.name]?.(first);
  const inner = linkDerivative(first, variable);
  return outer === undefined || inner === undefined ? undefined : product(outer, inner);
}

/** if(c, f, g)' = if(c, f', g'), away from where the choice changes. */
function ofChoice(f: Expression & { kind: "call" }, variable: string): Expression | undefined {
  const [condition, ...branches] = f.args;
  const derived = branches.map((branch) => linkDerivative(branch, variable));
  if (condition === undefined || derived.some((d) => d === undefined)) return undefined;
  return { ...f, args: [condition, ...(derived as readonly Expression[])] };
}

/** if(left relation right, left, right). */
const choice = (
  relation: "<" | ">",
  left: Expression,
  right: Expression,
): Expression & { kind: "call" } => ({
  kind: "call",
  name: "if",
  args: [{ kind: "comparison", operands: [left, right], operators: [relation] }, left, right],
});

/** He_n' = n He_(n-1), h_n' = sqrt(n) h_(n-1). */
function ofHermite(
  name: "h" | "He",
  degree: Expression,
  of: Expression | undefined,
  variable: string,
): Expression | undefined {
  if (degree.kind !== "number" || of === undefined) return undefined;
  const inner = linkDerivative(of, variable);
  if (inner === undefined) return undefined;
  const n = degree.value.num;
  if (n === 0n) return number(0n);
  const factor = name === "He" ? number(n) : call("sqrt", number(n));
  return product(product(factor, call(name, number(n - 1n), of)), inner);
}

const outerDerivatives: Readonly<Record<string, (x: Expression) => Expression>> = {
  // Constant between their jumps, of which a link without jumps has none left.
  sign: () => number(0n),
  step: () => number(0n),
  floor: () => number(0n),
  ceil: () => number(0n),
  relu: (x) => call("step", x),
  abs: (x) => call("sign", x),
  sqrt: (x) => binary("/", number(1n), product(number(2n), call("sqrt", x))),
  exp: (x) => call("exp", x),
  log: (x) => binary("/", number(1n), x),
  sin: (x) => call("cos", x),
  cos: (x) => negated(call("sin", x)),
  sinh: (x) => call("cosh", x),
  cosh: (x) => call("sinh", x),
  tanh: (x) => binary("-", number(1n), binary("^", call("tanh", x), number(2n))),
  tan: (x) => binary("+", number(1n), squared(call("tan", x))),
  asin: (x) => binary("/", number(1n), call("sqrt", binary("-", number(1n), squared(x)))),
  acos: (x) => negated(binary("/", number(1n), call("sqrt", binary("-", number(1n), squared(x))))),
  artanh: (x) => binary("/", number(1n), binary("-", number(1n), squared(x))),
  atan: (x) => binary("/", number(1n), binary("+", number(1n), squared(x))),
  erf: (x) => product(twoOverRootPi, call("exp", negated(squared(x)))),
  Phi: (x) => product(oneOverRootTwoPi, call("exp", negated(product(half, squared(x))))),
  sigmoid: (x) => product(call("sigmoid", x), binary("-", number(1n), call("sigmoid", x))),
};

const number = (value: bigint, den = 1n): Expression => ({
  kind: "number",
  value: { num: value, den },
});
const call = (name: string, ...args: readonly Expression[]): Expression => ({
  kind: "call",
  name,
  args,
});
const binary = (
  operator: "+" | "-" | "*" | "/" | "^",
  left: Expression,
  right: Expression,
): Expression => ({ kind: "binary", operator, left, right });

/** A product, without factors 0 and 1. */
function product(left: Expression, right: Expression): Expression {
  if (isNumber(left, 0n) || isNumber(right, 0n)) return number(0n);
  if (isNumber(left, 1n)) return right;
  return isNumber(right, 1n) ? left : binary("*", left, right);
}

const negated = (operand: Expression): Expression => ({ kind: "unary", operator: "-", operand });
const squared = (x: Expression): Expression => binary("^", x, number(2n));
const half = number(1n, 2n);
const pi: Expression = { kind: "name", name: "pi" };
const twoOverRootPi = binary("/", number(2n), call("sqrt", pi));
const oneOverRootTwoPi = binary("/", number(1n), call("sqrt", product(number(2n), pi)));

function isNumber(e: Expression, value: bigint): boolean {
  return e.kind === "number" && e.value.den === 1n && e.value.num === value;
}

/** Whether a letter stands free; that of `hermite(f, p)` is its own. */
function mentions(e: Expression, variable: string): boolean {
  if (e.kind === "name") return e.name === variable;
  const isHermite = e.kind === "call" && e.name === "hermite";
  const parts = isHermite ? e.args.slice(1) : children(e);
  return parts.some((part) => mentions(part, variable));
}
