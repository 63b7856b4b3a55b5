/**
 * `sum(j in 1..k, ...)` and its kin: over integers, a list of values, or an interval of reals.
 */
import { infinity } from "../../model/bind/evaluate.ts";
import type { Expression, Over } from "../../model/expression/expression.ts";
import { integer } from "../../model/rational.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import type { Measured } from "../measured.ts";
import { applyFunction } from "./apply-function.ts";
import type { Environment } from "./environment.ts";
import { infiniteSum } from "./infinite-sum.ts";
import { firstMember, leastInteger } from "./least-over.ts";
import { binary } from "./operators.ts";
import { overReals } from "./over-reals.ts";
import { exact, type Letters, type Result, toMeasured, truth, type Value } from "./value.ts";

/** The most terms of a sum or product that is written over a range. */
const mostTerms = 1_000_000;

/** Evaluates a part of the expression with values for letters. */
type Worth = (part: Expression, letters: Letters) => Result;

/** The value of an operator over its domain. */
export function overDomain(
  node: Over,
  environment: Environment,
  letters: Letters,
  worth: Worth,
): Result {
  const { domain } = node;
  const onReals = domain.kind === "reals" ? overReals.get(node.operator) : undefined;
  if (domain.kind === "reals" && onReals !== undefined) {
    return onReals(node, domain, letters, worth);
  }
  const recurse = (part: Expression): Result => worth(part, letters);
  const isEnd = node.operator === "least" || node.operator === "greatest";
  const first = startOfInfinite(node, recurse);
  if (first !== undefined) {
    if (isEnd) return leastInteger(node, first, letters, worth);
    if (node.operator === "sum") return infiniteSum(node, first, environment, letters, worth);
  }
  const members = membersOf(node, recurse);
  if (isFailure(members)) return members;
  if (isEnd) {
    const order = node.operator === "least" ? members : members.reverse();
    return firstMember(node, order, letters, worth);
  }
  const bodies = members.map((member) =>
    worth(node.body, new Map(letters).set(node.variable, member)),
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
    case "root":
      return failure("wrong-arguments", `${node.operator}: its domain is no interval of reals`);
  }
}

/** Where a range without an end begins; `undefined` for other domains. */
function startOfInfinite(
  { domain }: Over,
  recurse: (part: Expression) => Result,
): number | undefined {
  if (domain.kind !== "integers" || infinity(domain.to) !== 1) return undefined;
  const from = toMeasured(recurse(domain.from));
  return isFailure(from) || !isIndex(from) ? undefined : from.value;
}

/** The values that the letter of `sum(j in 1..k, ...)` takes, where they are finitely many. */
export function membersOf(
  { domain }: Over,
  recurse: (part: Expression) => Result,
): Value[] | Failure {
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
