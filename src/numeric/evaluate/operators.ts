/**
 * Operators between values of any kind: numbers, vectors, matrices, functions and truths.
 *
 * Truths are joined by Kleene's three-valued logic.
 */
import { add, divide, integer, multiply, negate } from "../../model/rational.ts";
import { failure, isFailure } from "../failure.ts";
import { difference, type Measured, negative, product, quotient, sum } from "../measured.ts";
import { powerOf } from "./apply-function.ts";
import { functionArithmetic } from "./gaussian-space.ts";
import { matrixArithmetic } from "./matrix.ts";
import { exact, type Result, real, toMeasured, truth, type Value } from "./value.ts";

/** -x. */
export function minus(value: Result): Result {
  if (value.kind === "rational") return exact(negate(value.rational));
  if (value.kind === "vector") return { kind: "vector", entries: value.entries.map(negative) };
  if (value.kind === "matrix") {
    return { kind: "matrix", rows: value.rows.map((row) => row.map(negative)) };
  }
  if (value.kind === "function") return functionArithmetic("*", exact(integer(-1)), value);
  const number = toMeasured(value);
  return isFailure(number) ? number : real(negative(number));
}

/** The negation of a truth. */
export function not(value: Result): Result {
  if (value.kind === "failure") return value;
  if (value.kind !== "truth") return failure("wrong-arguments", "not wants a predicate");
  return truth(value.truth === undefined ? undefined : !value.truth);
}

/** `left operator right`; the right side is not asked for where the left one decides. */
export function binary(operator: string, left: Result, later: () => Result): Result {
  if (left.kind === "failure") return left;
  if (left.kind === "truth") return connective(operator, left.truth, later);
  const right = later();
  if (right.kind === "failure") return right;
  if (left.kind === "function" || right.kind === "function") {
    return functionArithmetic(operator, left, right);
  }
  if (left.kind === "matrix" || right.kind === "matrix") {
    return matrixArithmetic(operator, left, right);
  }
  if (left.kind === "vector" || right.kind === "vector") return ofVectors(operator, left, right);
  if (left.kind === "rational" && right.kind === "rational") {
    const [a, b] = [left.rational, right.rational];
    if (operator === "+") return exact(add(a, b));
    if (operator === "-") return exact(add(a, negate(b)));
    if (operator === "*") return exact(multiply(a, b));
    if (operator === "/" && b.num !== 0n) return exact(divide(a, b));
  }
  if (operator === "^") return powerOf(left, right);
  const [a, b] = [toMeasured(left), toMeasured(right)];
  if (isFailure(a)) return a;
  if (isFailure(b)) return b;
  const operation = arithmetic.get(operator);
  return operation === undefined
    ? failure("wrong-arguments", `${operator} between numbers`)
    : real(operation(a, b));
}

const arithmetic: ReadonlyMap<string, (a: Measured, b: Measured) => Measured> = new Map([
  ["+", sum],
  ["-", difference],
  ["*", product],
  ["/", quotient],
]);

/** Kleene's three-valued logic: what is not decided stays so unless the other side decides. */
function connective(operator: string, a: boolean | undefined, later: () => Result): Result {
  if (operator === "and" && a === false) return truth(false);
  if (operator === "or" && a === true) return truth(true);
  if (operator === "implies" && a === false) return truth(true);
  const right = later();
  if (right.kind === "failure") return right;
  if (right.kind !== "truth") return failure("wrong-arguments", `${operator} wants predicates`);
  const b = right.truth;
  switch (operator) {
    case "and":
      return truth(b === false ? false : a === undefined ? undefined : b);
    case "or":
      return truth(b === true ? true : a === undefined ? undefined : b);
    case "implies":
      return truth(b === true ? true : a === undefined ? undefined : b);
    case "iff":
      return truth(a === undefined || b === undefined ? undefined : a === b);
    default:
      return failure("wrong-arguments", `${operator} between predicates`);
  }
}

function ofVectors(operator: string, left: Value, right: Value): Result {
  const operation = arithmetic.get(operator);
  if (operation === undefined) return failure("wrong-arguments", `${operator} of vectors`);
  if (left.kind === "vector" && right.kind === "vector") {
    if (left.entries.length !== right.entries.length || operator === "*" || operator === "/") {
      return failure("wrong-arguments", `${operator} of two vectors`);
    }
    return { kind: "vector", entries: left.entries.map((a, i) => operation(a, right.entries[i]!)) };
  }
  const scalar = toMeasured(left.kind === "vector" ? right : left);
  if (isFailure(scalar)) return scalar;
  if (left.kind === "vector" && (operator === "*" || operator === "/")) {
    return { kind: "vector", entries: left.entries.map((a) => operation(a, scalar)) };
  }
  if (right.kind === "vector" && operator === "*") {
    return { kind: "vector", entries: right.entries.map((a) => product(scalar, a)) };
  }
  return failure("wrong-arguments", `${operator} of a number and a vector`);
}
