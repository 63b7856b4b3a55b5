/**
 * Chains of comparisons, `a < b <= c`: decided where the errors allow it.
 */
import type { Comparison, Expression, Relation } from "../../model/expression/expression.ts";
import { compare } from "../../model/rational.ts";
import { type Failure, isFailure } from "../failure.ts";
import { difference, signOf } from "../measured.ts";
import { type Result, toMeasured, truth } from "./value.ts";

/**
 * Whether all of a chain holds.
 *
 * @param equalWithin error up to which numbers that agree within it are equal
 */
export function comparison(
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
