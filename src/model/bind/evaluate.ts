/**
 * The value of an expression in parameters, by rational arithmetic or not at all.
 *
 * Not for links and states: what a model computes is the witnesses' business. Counted work and
 * bounded digits, so that `9^9^9` is an answer (none) and not a wait.
 */

import type { Comparison, Expression, Over } from "../expression/expression.ts";
import { isRelated } from "../expression/relation.ts";
import {
  add,
  compare,
  divide,
  floor,
  integer,
  isInteger,
  isZero,
  multiply,
  negate,
  type Rational,
  subtract,
} from "../rational.ts";
import { bitLength } from "../whole-number.ts";
import { applyFunction, exactPower, floorOfPower, maximalBits } from "./exact-function.ts";
import type { Binding, Value } from "./instance.ts";

export type ExactValue = Rational | boolean | undefined;

/** Elementary operations in one evaluation, weighted by the square of the length of numbers. */
const maximalWork = 400_000;

const nothing: Binding = new Map();

/**
 * The exact value of an expression.
 *
 * @param binding Values of the names in it; bound letters shadow them.
 * @returns exact; `undefined` where it is no rational, mentions what is not bound, divides by zero
 *   or is too long to work out.
 * @example evaluateExact(the tree of "(p - 2)/(k + p - 2)", p = 3, k = 2) // 1/3
 */
export function evaluateExact(expression: Expression, binding: Binding = nothing): ExactValue {
  return evaluate(expression, binding, { work: 0 });
}

/** The value if it is a rational. */
export function evaluateRational(
  expression: Expression,
  binding: Binding = nothing,
): Rational | undefined {
  const value = evaluateExact(expression, binding);
  return typeof value === "object" ? value : undefined;
}

/** The value if it is an integer that a double holds exactly. */
export function evaluateInteger(
  expression: Expression,
  binding: Binding = nothing,
): number | undefined {
  const value = evaluateRational(expression, binding);
  if (value === undefined || !isInteger(value)) return undefined;
  const asNumber = Number(value.num);
  return Number.isSafeInteger(asNumber) ? asNumber : undefined;
}

interface Budget {
  work: number;
}

function evaluate(node: Expression, binding: Binding, budget: Budget): ExactValue {
  budget.work += 1;
  if (budget.work > maximalWork) return undefined;
  const rational = (part: Expression): Rational | undefined => {
    const value = evaluate(part, binding, budget);
    return typeof value === "object" ? value : undefined;
  };
  switch (node.kind) {
    case "number":
      return limited(node.value, budget);
    case "name":
      return valueOfBound(binding.get(node.name), binding, budget);
    case "indexed":
      return evaluateIndexed(node.name, node.indices.map(rational), binding, budget);
    case "call":
      return evaluateCall(node.name, node.args, binding, budget);
    case "over":
      return evaluateOver(node, binding, budget);
    case "unary": {
      const value = evaluate(node.operand, binding, budget);
      if (node.operator === "not") return typeof value === "boolean" ? !value : undefined;
      return typeof value === "object" ? negate(value) : undefined;
    }
    case "binary":
      break;
    case "comparison":
      return evaluateComparison(node, rational);
    case "range":
    case "at-time":
    case "over-states":
      return undefined;
  }
  const left = evaluate(node.left, binding, budget);
  switch (node.operator) {
    case "and":
    case "or":
    case "implies":
    case "iff":
      return logical(node.operator, left, () => evaluate(node.right, binding, budget));
  }
  const right = evaluate(node.right, binding, budget);
  if (typeof left !== "object" || typeof right !== "object") return undefined;
  return limited(arithmetic(node.operator, left, right), budget);
}

/** Three-valued: a side without a value decides nothing, unless the other side does. */
function logical(
  operator: "and" | "or" | "implies" | "iff",
  left: ExactValue,
  right: () => ExactValue,
): boolean | undefined {
  const a = typeof left === "boolean" ? left : undefined;
  if (operator === "and" && a === false) return false;
  if (operator === "or" && a === true) return true;
  if (operator === "implies" && a === false) return true;
  const value = right();
  const b = typeof value === "boolean" ? value : undefined;
  if (operator === "and" && b === false) return false;
  if (operator !== "iff" && operator !== "and" && b === true) return true;
  if (a === undefined || b === undefined) return undefined;
  return operator === "iff" ? a === b : b;
}

function arithmetic(
  operator: "+" | "-" | "*" | "/" | "^",
  a: Rational,
  b: Rational,
): Rational | undefined {
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return isZero(b) ? undefined : divide(a, b);
    case "^":
      return exactPower(a, b);
  }
}

function evaluateComparison(
  { operators, operands }: Comparison,
  rational: (part: Expression) => Rational | undefined,
): boolean | undefined {
  const values = operands.map(rational);
  let known = true;
  for (const [i, operator] of operators.entries()) {
    const order = compareExtended(operands[i], values[i], operands[i + 1], values[i + 1]);
    if (order === undefined) known = false;
    else if (!isRelated(order, operator)) return false;
  }
  return known ? true : undefined;
}

/** The order of two values, either of which may be `oo` or `-oo`. */
function compareExtended(
  left: Expression | undefined,
  a: Rational | undefined,
  right: Expression | undefined,
  b: Rational | undefined,
): -1 | 0 | 1 | undefined {
  const [infiniteLeft, infiniteRight] = [infinity(left), infinity(right)];
  if (infiniteLeft !== 0 || infiniteRight !== 0) {
    const unknown = (infiniteLeft === 0 && !a) || (infiniteRight === 0 && !b);
    if (unknown) return undefined;
    return Math.sign(infiniteLeft - infiniteRight) as -1 | 0 | 1;
  }
  return a === undefined || b === undefined ? undefined : compare(a, b);
}

/** 1 for `oo`, -1 for `-oo`, else 0. */
export function infinity(node: Expression | undefined): -1 | 0 | 1 {
  if (node?.kind === "name" && node.name === "oo") return 1;
  if (node?.kind === "unary" && node.operator === "-" && infinity(node.operand) === 1) return -1;
  return 0;
}

function valueOfBound(value: Value | undefined, binding: Binding, budget: Budget): ExactValue {
  if (value?.kind === "exact") return limited(value.value, budget);
  if (value?.kind === "constant") return evaluate(value.expression, binding, budget);
  return undefined;
}

function evaluateIndexed(
  name: string,
  indices: readonly (Rational | undefined)[],
  binding: Binding,
  budget: Budget,
): ExactValue {
  let value = binding.get(name);
  for (const index of indices) {
    if (value?.kind !== "family" || index === undefined || !isInteger(index)) return undefined;
    value = value.values[Number(index.num) - value.from];
  }
  return valueOfBound(value, binding, budget);
}

function evaluateCall(
  name: string,
  args: readonly Expression[],
  binding: Binding,
  budget: Budget,
): ExactValue {
  const [first] = args;
  if (first === undefined) return undefined;
  if (name === "if") {
    const condition = evaluate(first, binding, budget);
    const branch = condition === true ? args[1] : condition === false ? args[2] : undefined;
    return branch === undefined ? undefined : evaluate(branch, binding, budget);
  }
  const values: Rational[] = [];
  for (const arg of args) {
    const value = evaluate(arg, binding, budget);
    if (typeof value !== "object") return roundedPower(name, arg, binding, budget);
    values.push(value);
  }
  const result = applyFunction(name, values);
  return typeof result === "object" ? limited(result, budget) : result;
}

/** `floor(a^b)` and `ceil(a^b)` of an irrational power. */
function roundedPower(
  name: string,
  node: Expression,
  binding: Binding,
  budget: Budget,
): Rational | undefined {
  if ((name !== "floor" && name !== "ceil") || node.kind !== "binary" || node.operator !== "^") {
    return undefined;
  }
  const base = evaluate(node.left, binding, budget);
  const exponent = evaluate(node.right, binding, budget);
  if (typeof base !== "object" || typeof exponent !== "object") return undefined;
  const below = floorOfPower(base, exponent);
  return below === undefined ? undefined : integer(name === "floor" ? below : below + 1n);
}

function evaluateOver(node: Over, binding: Binding, budget: Budget): ExactValue {
  const letters = lettersOf(node, binding, budget);
  if (letters === undefined) return undefined;
  const values: ExactValue[] = [];
  for (const letter of letters) {
    const inner = new Map(binding).set(node.variable, { kind: "exact", value: letter });
    const value = evaluate(node.body, inner, budget);
    const decided = value !== undefined || node.operator === "all" || node.operator === "some";
    if (!decided || budget.work > maximalWork) return undefined;
    values.push(value);
  }
  return combine(node.operator, letters, values, budget);
}

/** The values of a bound letter: a range of integers, or a list of rationals. */
function lettersOf(
  { domain }: Over,
  binding: Binding,
  budget: Budget,
): readonly Rational[] | undefined {
  if (domain.kind === "values") {
    const values = domain.values.map((value) => evaluate(value, binding, budget));
    return values.every((value) => typeof value === "object") ? values : undefined;
  }
  if (domain.kind !== "integers") return undefined;
  const [from, to] = [domain.from, domain.to].map((end) => evaluate(end, binding, budget));
  if (typeof from !== "object" || typeof to !== "object") return undefined;
  const [first, last] = [-floor(negate(from)), floor(to)];
  if (last - first > BigInt(Math.max(0, Math.floor(maximalWork - budget.work)))) return undefined;
  return Array.from({ length: Number(last - first) + 1 }, (_, i) => integer(first + BigInt(i)));
}

function combine(
  operator: Over["operator"],
  letters: readonly Rational[],
  values: readonly ExactValue[],
  budget: Budget,
): ExactValue {
  const numbers = values.flatMap((value) => (typeof value === "object" ? [value] : []));
  const whole = numbers.length === values.length;
  switch (operator) {
    case "sum":
      return whole ? folded(numbers, add, integer(0), budget) : undefined;
    case "product":
      return whole ? folded(numbers, multiply, integer(1), budget) : undefined;
    case "min":
    case "max":
      return whole && numbers.length > 0 ? applyFunction(operator, numbers) : undefined;
    case "all":
      return values.includes(false) ? false : values.includes(undefined) ? undefined : true;
    case "some":
      return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
    case "count":
      return integer(values.filter((value) => value === true).length);
    case "least":
      return letters.find((_, i) => values[i] === true);
    case "greatest":
      return letters.findLast((_, i) => values[i] === true);
    case "root": {
      const roots = letters.filter((_, i) => numbers[i] !== undefined && isZero(numbers[i]));
      return whole && roots.length === 1 ? roots[0] : undefined;
    }
  }
}

function folded(
  numbers: readonly Rational[],
  operation: (a: Rational, b: Rational) => Rational,
  start: Rational,
  budget: Budget,
): Rational | undefined {
  let total: Rational | undefined = start;
  for (const number of numbers) {
    total = limited(operation(total, number), budget);
    if (total === undefined || budget.work > maximalWork) return undefined;
  }
  return total;
}

function limited(value: Rational | undefined, budget: Budget): Rational | undefined {
  if (value === undefined) return undefined;
  const bits = bitLength(value.num) + bitLength(value.den);
  budget.work += (bits / 256) ** 2;
  return bits > 2 * maximalBits ? undefined : value;
}
