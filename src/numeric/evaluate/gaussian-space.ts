/**
 * The functions of the language on Gaussian space: `inner(f, g)`, `smooth(f, X)`, `rank(f)`, and
 * sums and multiples of functions.
 */
import type { Call, Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { freeNames } from "../../model/expression/traverse.ts";
import { failure, isFailure } from "../failure.ts";
import {
  combined,
  gradientMoments,
  innerProduct,
  smoothed,
  zeroFunction,
} from "../gaussian/function.ts";
import { exactly, type Measured, negative, quotient } from "../measured.ts";
import type { Environment } from "./environment.ts";
import { ofMatrix } from "./matrix.ts";
import { type FunctionValue, type Result, real, toMeasured, type Value } from "./value.ts";

export const gaussianFunctions: ReadonlySet<string> = new Set(["inner", "smooth", "rank"]);

/** The value of one of `gaussianFunctions`. */
export function ofLinks(
  { name, args }: Call,
  environment: Environment,
  recurse: (part: Expression) => Result,
): Result {
  const [first, second] = args;
  const functionOf = (e: Expression | undefined): Result =>
    e === undefined ? failure("wrong-arguments", name) : functionValue(e, environment, recurse);
  const f = functionOf(first);
  if (isFailure(f)) return f;
  if (name === "rank") {
    const rows = f.kind === "function" ? gradientMoments(f.function) : undefined;
    const rank = ofMatrix("rank", [rows === undefined ? f : { kind: "matrix", rows }]);
    return rank ?? failure("wrong-arguments", "rank of a function or a matrix");
  }
  if (f.kind !== "function") return failure("wrong-arguments", `${name}: a function is wanted`);
  if (name === "inner") {
    const g = functionOf(second);
    if (isFailure(g)) return g;
    if (g.kind !== "function" || g.function.variables !== f.function.variables) {
      return failure("wrong-arguments", "inner: two functions of the same variables are wanted");
    }
    return real(innerProduct(f.function, g.function));
  }
  const X = second === undefined ? failure("wrong-arguments", name) : recurse(second);
  if (isFailure(X)) return X;
  const rows = rowsOf(X, f.function.variables);
  if (rows === undefined) return failure("wrong-arguments", "smooth: a matrix is wanted");
  const made = smoothed(f.function, rows);
  return isFailure(made) ? made : { kind: "function", function: made };
}

/**
 * An expression that stands for a function: a link, or sums and multiples of links and of what
 * `smooth` makes of them, with factors that hold parameters.
 */
function functionValue(
  e: Expression,
  environment: Environment,
  recurse: (part: Expression) => Result,
): Result {
  if (!freeNames(e).has("z") || (e.kind === "call" && gaussianFunctions.has(e.name))) {
    return recurse(e);
  }
  const link = environment.link?.(withNumbers(e, recurse));
  if (link === undefined) return recurse(e);
  if (!isFailure(link)) return { kind: "function", function: link };
  const part = (inner: Expression): Result => functionValue(inner, environment, recurse);
  if (e.kind === "unary" && e.operator === "-") {
    const value = part(e.operand);
    return isFailure(value) ? value : functionArithmetic("*", minusOne, value);
  }
  if (e.kind !== "binary" || e.operator === "^") return link;
  const [left, right] = [part(e.left), part(e.right)];
  if (isFailure(left)) return left;
  return isFailure(right) ? right : functionArithmetic(e.operator, left, right);
}

const minusOne: Value = real(exactly(-1));

/** The expression with the parameters in it that are rational numbers replaced by them. */
function withNumbers(e: Expression, recurse: (part: Expression) => Result): Expression {
  const numbers = new Map<string, Expression>();
  for (const name of freeNames(e)) {
    if (name === "z" || name === "f" || name === "phi") continue;
    const value = recurse({ kind: "name", name });
    if (value.kind === "rational") numbers.set(name, { kind: "number", value: value.rational });
  }
  return numbers.size === 0 ? e : substitute(e, numbers);
}

/** Beside a function a number means that multiple of the identity. */
function rowsOf(X: Value, size: number): readonly (readonly Measured[])[] | undefined {
  if (X.kind === "matrix") return X.rows;
  const x = toMeasured(X);
  if (isFailure(x)) return undefined;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? x : exactly(0))),
  );
}

/** `operator` between values of which one at least is a function. */
export function functionArithmetic(operator: string, left: Value, right: Value): Result {
  const wrong = failure("wrong-arguments", `${operator} of a function`);
  if (left.kind === "function" && right.kind === "function") {
    if (left.function.variables !== right.function.variables) return wrong;
    if (operator !== "+" && operator !== "-") return wrong;
    const factor = exactly(operator === "+" ? 1 : -1);
    return { kind: "function", function: combined(factor, right.function, left.function) };
  }
  const [f, other] = left.kind === "function" ? [left, right] : [right as FunctionValue, left];
  const x = toMeasured(other);
  if (isFailure(x)) return x;
  if (operator === "*") return multiple(x, f);
  if (operator === "/" && left.kind === "function") return multiple(quotient(exactly(1), x), f);
  if (operator !== "+" && operator !== "-") return wrong;
  const constant = constantFunction(operator === "-" && right === other ? negative(x) : x, f);
  const sign = exactly(operator === "-" && right === f ? -1 : 1);
  return { kind: "function", function: combined(sign, f.function, constant) };
}

const multiple = (x: Measured, f: FunctionValue): FunctionValue => ({
  kind: "function",
  function: combined(x, f.function, zeroFunction(f.function.variables)),
});

function constantFunction(value: Measured, { function: { variables } }: FunctionValue) {
  const powers = Array.from({ length: variables }, () => 0);
  return { ...zeroFunction(variables), series: new Map([[powers.join(" "), { powers, value }]]) };
}
