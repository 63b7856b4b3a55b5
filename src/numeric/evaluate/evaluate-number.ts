/**
 * The value of an expression of the spec language at a state, with its error.
 *
 * Rules of error propagation are in `measured.ts` and `apply-function.ts`. What cannot be
 * evaluated is a failure with its reason, never an exception and never a NaN.
 */
import { infinity } from "../../model/bind/evaluate.ts";
import type { Comparison, Expression, Over, Relation } from "../../model/expression/expression.ts";
import { add, compare, divide, integer, multiply, negate } from "../../model/rational.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import {
  difference,
  type Measured,
  measured,
  negative,
  product,
  quotient,
  signOf,
  sum,
} from "../measured.ts";
import { applyFunction, powerOf } from "./apply-function.ts";
import { closed, type Environment } from "./environment.ts";
import { functionArithmetic, gaussianFunctions, ofLinks } from "./gaussian-space.ts";
import { gradientBy } from "./gradient.ts";
import { infiniteSum } from "./infinite-sum.ts";
import { leastInteger } from "./least-over.ts";
import { linkCoefficient } from "./link-coefficient.ts";
import { matrixArithmetic } from "./matrix.ts";
import { overReals } from "./over-reals.ts";
import { exact, type Letters, type Result, real, toMeasured, truth, type Value } from "./value.ts";

/** The most terms of a sum or product that is written over a range. */
const mostTerms = 1_000_000;

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
      return environment.node?.(node, recurse, letters) ?? overDomain(node, environment, letters);
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

function minus(value: Result): Result {
  if (value.kind === "rational") return exact(negate(value.rational));
  if (value.kind === "vector") return { kind: "vector", entries: value.entries.map(negative) };
  if (value.kind === "matrix") {
    return { kind: "matrix", rows: value.rows.map((row) => row.map(negative)) };
  }
  if (value.kind === "function") return functionArithmetic("*", exact(integer(-1)), value);
  const number = toMeasured(value);
  return isFailure(number) ? number : real(negative(number));
}

function not(value: Result): Result {
  if (value.kind === "failure") return value;
  if (value.kind !== "truth") return failure("wrong-arguments", "not wants a predicate");
  return truth(value.truth === undefined ? undefined : !value.truth);
}

function binary(operator: string, left: Result, later: () => Result): Result {
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

function comparison(
  node: Comparison,
  recurse: (part: Expression) => Result,
  equalWithin: number,
): Result {
  const values = node.operands.map(recurse);
  let all: boolean | undefined = true;
  for (let i = 0; i < node.operators.length; i++) {
    const sign = signOfDifference(values[i]!, values[i + 1]!, equalWithin);
    if (isFailure(sign)) return sign;
    const holds = sign === undefined ? undefined : relations[node.operators[i]!](sign);
    if (holds === false) return truth(false);
    if (holds === undefined) all = undefined;
  }
  return truth(all);
}

const relations: Record<Relation, (sign: -1 | 0 | 1) => boolean> = {
  "=": (s) => s === 0,
  "!=": (s) => s !== 0,
  "<": (s) => s < 0,
  "<=": (s) => s <= 0,
  ">": (s) => s > 0,
  ">=": (s) => s >= 0,
};

function signOfDifference(
  left: Result,
  right: Result,
  equalWithin: number,
): -1 | 0 | 1 | undefined | Failure {
  if (left.kind === "rational" && right.kind === "rational") {
    return compare(left.rational, right.rational);
  }
  const [a, b] = [toMeasured(left), toMeasured(right)];
  if (isFailure(a)) return a;
  if (isFailure(b)) return b;
  const gap = difference(a, b);
  return signOf(gap) ?? (gap.error <= equalWithin ? 0 : undefined);
}

/** `sum(j in 1..k, ...)` and its kin over a finite range of integers or a list of values. */
function overDomain(node: Over, environment: Environment, letters: Letters): Result {
  const { domain } = node;
  const onReals = domain.kind === "reals" ? overReals.get(node.operator) : undefined;
  if (domain.kind === "reals" && onReals !== undefined) {
    return onReals(node, domain, letters, (part, more) => worth(part, environment, more));
  }
  const isEnd = node.operator === "least" || node.operator === "greatest";
  const from = isEnd ? startOfInfinite(node, environment, letters) : undefined;
  if (from !== undefined) {
    return leastInteger(node, from, letters, (part, more) => worth(part, environment, more));
  }
  const first = node.operator === "sum" ? startOfInfinite(node, environment, letters) : undefined;
  if (first !== undefined) {
    return infiniteSum(node, first, environment, letters, (part, more) =>
      worth(part, environment, more),
    );
  }
  const members = membersOf(node, environment, letters);
  if (isFailure(members)) return members;
  const bodies = members.map((member) =>
    worth(node.body, environment, new Map(letters).set(node.variable, member)),
  );
  const failed = bodies.find((body) => body.kind === "failure");
  if (failed !== undefined) return failed;
  switch (node.operator) {
    case "sum": {
      const plus = (a: Result, b: Result): Result => binary("+", a, () => b);
      // There is no number that a vector may be added to.
      return bodies[0]?.kind === "vector"
        ? bodies.reduce(plus)
        : bodies.reduce<Result>(plus, exact(integer(0)));
    }
    case "product":
      return bodies.reduce<Result>((a, b) => binary("*", a, () => b), exact(integer(1)));
    case "all":
      return bodies.reduce<Result>((a, b) => binary("and", a, () => b), truth(true));
    case "some":
      return bodies.reduce<Result>((a, b) => binary("or", a, () => b), truth(false));
    case "min":
    case "max":
      return applyFunction(node.operator, bodies);
    case "count": {
      const truths = bodies.map((body) => (body.kind === "truth" ? body.truth : undefined));
      if (truths.includes(undefined)) return failure("wrong-arguments", "count is not decided");
      return exact(integer(truths.filter((t) => t === true).length));
    }
    case "least":
    case "greatest": {
      const order = members.map((member, i) => ({ member, body: bodies[i]! }));
      if (node.operator === "greatest") order.reverse();
      for (const { member, body } of order) {
        if (body.kind !== "truth" || body.truth === undefined) break;
        if (body.truth) return member;
      }
      return failure("wrong-arguments", `${node.operator}: no member is known to qualify`);
    }
    case "root":
      return failure("wrong-arguments", "root: its domain is no interval of reals");
  }
}

/** Where a range without an end begins; `undefined` for other domains. */
function startOfInfinite(
  { domain }: Over,
  environment: Environment,
  letters: Letters = new Map(),
): number | undefined {
  if (domain.kind !== "integers" || infinity(domain.to) !== 1) return undefined;
  const from = toMeasured(worth(domain.from, environment, letters));
  return isFailure(from) || !isIndex(from) ? undefined : from.value;
}

/** The values that the letter of `sum(j in 1..k, ...)` takes, where they are finitely many. */
export function membersOf(
  node: Over,
  environment: Environment,
  letters: Letters,
): Value[] | Failure {
  const { domain } = node;
  const recurse = (part: Expression): Result => worth(part, environment, letters);
  if (domain.kind === "values") {
    const values = domain.values.map(recurse);
    const failed = values.find(isFailure);
    return failed ?? values.filter((value): value is Value => value.kind !== "failure");
  }
  if (domain.kind !== "integers") return failure("unbounded-domain", domain.kind);
  const [from, to] = [toMeasured(recurse(domain.from)), toMeasured(recurse(domain.to))];
  if (isFailure(from)) return from.detail === "oo" ? failure("unbounded-domain", "-oo") : from;
  if (isFailure(to)) return to.detail === "oo" ? failure("unbounded-domain", "oo") : to;
  if (!isIndex(from) || !isIndex(to) || to.value - from.value >= mostTerms) {
    return failure("unbounded-domain", `${from.value}..${to.value}`);
  }
  const count = Math.max(0, to.value - from.value + 1);
  return Array.from({ length: count }, (_, i) => exact(integer(from.value + i)));
}

const isIndex = (x: Measured): boolean => Number.isSafeInteger(x.value) && x.error === 0;
