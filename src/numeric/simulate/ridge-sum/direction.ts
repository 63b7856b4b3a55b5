/**
 * Vectors of R^d that an expression of the spec language names: `average`, `pure(j)`,
 * `unit(sum(j in 1..k, v[j]))`, and what is made of them.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { withLetter } from "../../link/letters.ts";
import { addScaled, scaled, unit } from "../../vectors.ts";
import { averageDirection } from "./attractors.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { acrossFrame } from "./structured-states.ts";

/**
 * The vector that a closed expression names, in the ambient dimension of the model.
 *
 * @returns a failure for what names no vector of this model
 * @example directionOf(model, parse("unit(v[1] + v[2])")) // the average of the first two
 */
export function directionOf(model: RidgeSum, expression: Expression): Float64Array | Failure {
  const inner = (e: Expression): Float64Array | Failure => directionOf(model, e);
  switch (expression.kind) {
    case "name":
      return namedDirection(model, expression.name);
    case "indexed":
      return expression.name === "v"
        ? teacherDirection(model, expression.indices[0])
        : noVector(expression.name);
    case "call":
      return calledDirection(model, expression.name, expression.args);
    case "unary": {
      const v = inner(expression.operand);
      return isFailure(v) ? v : scaled(-1, v);
    }
    case "binary":
      return combinedDirection(model, expression);
    case "over": {
      if (expression.operator !== "sum" || expression.domain.kind !== "integers") break;
      const [from, to] = [expression.domain.from, expression.domain.to].map(integerOf);
      if (from === undefined || to === undefined) break;
      const total = new Float64Array(model.ambient);
      for (let i = from; i <= to; i++) {
        const v = inner(withLetter(expression.body, expression.variable, i));
        if (isFailure(v)) return v;
        addScaled(total, 1, v);
      }
      return total;
    }
  }
  return noVector(expression.kind);
}

function namedDirection(model: RidgeSum, name: string): Float64Array | Failure {
  switch (name) {
    case "average":
      return averageDirection(model);
    case "target":
      return model.frame[0]?.slice() ?? noVector(name);
    case "origin":
      return acrossFrame(model) ?? failure("wrong-arguments", "origin: the frame spans the space");
    default:
      return model.named?.get(name)?.slice() ?? noVector(name);
  }
}

function calledDirection(
  model: RidgeSum,
  name: string,
  args: readonly Expression[],
): Float64Array | Failure {
  const [first] = args;
  if (first === undefined) return noVector(name);
  switch (name) {
    case "pure":
      return teacherDirection(model, first);
    case "mixed": {
      if (first.kind !== "range") return noVector("mixed of a set that is no range");
      const [from, to] = [integerOf(first.from), integerOf(first.to)];
      if (from === undefined || to === undefined) return noVector(name);
      const total = new Float64Array(model.ambient);
      for (let j = from; j <= to; j++) {
        const v = model.frame[j - 1];
        if (v === undefined) return noVector(`v[${j}]`);
        addScaled(total, 1, v);
      }
      return unit(total);
    }
    case "unit": {
      const v = directionOf(model, first);
      return isFailure(v) ? v : unit(v);
    }
    default:
      return noVector(name);
  }
}

function combinedDirection(
  model: RidgeSum,
  { operator, left, right }: Expression & { readonly kind: "binary" },
): Float64Array | Failure {
  if (operator === "+" || operator === "-") {
    const [a, b] = [directionOf(model, left), directionOf(model, right)];
    if (isFailure(a)) return a;
    if (isFailure(b)) return b;
    const total = a.slice();
    addScaled(total, operator === "+" ? 1 : -1, b);
    return total;
  }
  if (operator !== "*" && operator !== "/") return noVector(operator);
  const [number, vector] = operator === "*" ? [left, right] : [right, left];
  const c = evaluateNumber(number);
  if (isFailure(c)) {
    const swapped = operator === "*" ? evaluateNumber(right) : c;
    const v = isFailure(swapped) ? swapped : directionOf(model, left);
    return isFailure(swapped) || isFailure(v) ? c : scaled(swapped.value, v);
  }
  const v = directionOf(model, vector);
  if (isFailure(v)) return v;
  return scaled(operator === "*" ? c.value : 1 / c.value, v);
}

function teacherDirection(model: RidgeSum, index: Expression | undefined) {
  const j = index === undefined ? undefined : integerOf(index);
  return (j === undefined ? undefined : model.frame[j - 1]?.slice()) ?? noVector(`v[${j ?? "?"}]`);
}

function integerOf(expression: Expression): number | undefined {
  const value = evaluateNumber(expression);
  return isFailure(value) || !Number.isInteger(value.value) ? undefined : value.value;
}

const noVector = (what: string): Failure =>
  failure("unknown-name", `${what} names no vector of this model`);
