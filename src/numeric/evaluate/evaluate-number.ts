/**
 * The value of an expression of the spec language at a state, with its error.
 *
 * Rules of error propagation are in `measured.ts` and `apply-function.ts`. What cannot be
 * evaluated is a failure with its reason, never an exception and never a NaN.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { type Measured, measured } from "../measured.ts";
import { applyFunction } from "./apply-function.ts";
import { comparison } from "./comparison.ts";
import { closed, type Environment } from "./environment.ts";
import { gaussianFunctions, ofLinks } from "./gaussian-space.ts";
import { gradientBy } from "./gradient.ts";
import { linkCoefficient } from "./link-coefficient.ts";
import { binary, minus, not } from "./operators.ts";
import { overDomain } from "./over-domain.ts";
import { exact, type Letters, type Result, real, toMeasured } from "./value.ts";

/**
 * The number that an expression is worth.
 *
 * @returns a number with its error, exact where only integers and dyadic fractions occur; or a
 *   failure that names what is unknown.
 * @example evaluateNumber(parse("1/4 + 1/4")) // { value: 0.5, error: 0, basis: "exact" }
 */
export function evaluateNumber(
  expression: Expression,
  environment: Environment = closed,
  letters: Letters = new Map(),
): Measured | Failure {
  return toMeasured(evaluate(expression, environment, letters));
}

/** Whether a predicate holds; `undefined` where the errors do not allow a decision. */
export function evaluatePredicate(
  expression: Expression,
  environment: Environment = closed,
  letters: Letters = new Map(),
): boolean | undefined | Failure {
  const value = evaluate(expression, environment, letters);
  if (value.kind === "truth") return value.truth;
  return value.kind === "failure"
    ? value
    : failure("wrong-arguments", `a predicate is wanted, not a ${value.kind}`);
}

/** The value of an expression of any kind. */
export function evaluate(
  expression: Expression,
  environment: Environment = closed,
  letters: Letters = new Map(),
): Result {
  return worth(expression, environment, letters);
}

function worth(node: Expression, environment: Environment, letters: Letters): Result {
  const recurse = (part: Expression): Result => worth(part, environment, letters);
  switch (node.kind) {
    case "number":
      return exact(node.value);
    case "name":
      return (
        letters.get(node.name) ??
        named(node.name, environment) ??
        environment.node?.(node, recurse, letters) ??
        failure("unknown-name", node.name)
      );
    case "indexed":
      return (
        environment.node?.(node, recurse, letters) ??
        indexedValue(node.name, node.indices.map(recurse), environment)
      );
    case "unary":
      return node.operator === "-" ? minus(recurse(node.operand)) : not(recurse(node.operand));
    case "binary":
      return binary(node.operator, recurse(node.left), () => recurse(node.right));
    case "comparison":
      return comparison(node, recurse, environment.equalWithin?.(node) ?? 0);
    case "call": {
      const own = environment.node?.(node, recurse, letters);
      if (own !== undefined) return own;
      if (node.name === "if") return conditional(node.args, recurse);
      if (node.name === "grad") {
        return gradientBy(node, environment, (there) => worth(node.args[0]!, there, letters));
      }
      if (gaussianFunctions.has(node.name)) return ofLinks(node, environment, recurse);
      if (node.name === "hermite") return linkCoefficient(node.args, recurse);
      return applyFunction(node.name, node.args.map(recurse));
    }
    case "over":
      return (
        environment.node?.(node, recurse, letters) ??
        overDomain(node, environment, letters, (part, more) => worth(part, environment, more))
      );
    case "range":
      return failure("wrong-arguments", "a range is an argument of functions of the model only");
    case "at-time":
    case "over-states":
      return environment.node?.(node, recurse, letters) ?? failure("unknown-name", node.kind);
  }
}

function named(name: string, environment: Environment): Result | undefined {
  const given = environment.name?.(name);
  if (given !== undefined) {
    if (!isList(given)) return real(given);
    return isTable(given) ? { kind: "matrix", rows: given } : { kind: "vector", entries: given };
  }
  if (name === "pi") return real(measured(Math.PI, 1.3e-16, "bound"));
  const link = environment.link?.({ kind: "name", name });
  if (link !== undefined) return "kind" in link ? link : { kind: "function", function: link };
  return undefined;
}

type Named = NonNullable<ReturnType<NonNullable<Environment["name"]>>>;

const isList = (given: Named): given is Exclude<Named, Measured> => Array.isArray(given);
const isTable = (given: Exclude<Named, Measured>): given is readonly (readonly Measured[])[] =>
  Array.isArray(given[0]);

function indexedValue(name: string, indices: readonly Result[], environment: Environment): Result {
  const numbers: number[] = [];
  for (const index of indices) {
    const value = toMeasured(index);
    if (isFailure(value)) return value;
    if (!Number.isInteger(value.value) || value.error > 0) {
      return failure("wrong-arguments", `${name}[...]: an index is an integer`);
    }
    numbers.push(value.value);
  }
  const given = environment.indexed?.(name, numbers);
  return given === undefined
    ? failure("unknown-name", `${name}[${numbers.join(",")}]`)
    : real(given);
}

function conditional(args: readonly Expression[], recurse: (part: Expression) => Result): Result {
  const [condition, yes, no] = args;
  if (condition === undefined || yes === undefined || no === undefined) {
    return failure("wrong-arguments", "if wants a condition and two values");
  }
  const value = recurse(condition);
  if (value.kind === "failure") return value;
  if (value.kind !== "truth") return failure("wrong-arguments", "if wants a predicate");
  if (value.truth !== undefined) return recurse(value.truth ? yes : no);
  const [a, b] = [toMeasured(recurse(yes)), toMeasured(recurse(no))];
  if (isFailure(a)) return a;
  if (isFailure(b)) return b;
  // Either branch may be meant: the interval that holds both.
  const low = Math.min(a.value - a.error, b.value - b.error);
  const high = Math.max(a.value + a.error, b.value + b.error);
  return real(measured((low + high) / 2, (high - low) / 2, "estimate"));
}
