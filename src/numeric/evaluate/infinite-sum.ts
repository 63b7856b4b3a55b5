/**
 * `sum(j in a..oo, e)`: over all integers from a on.
 *
 * Where e is 0 beyond some j by the form of a link (a polynomial has no coefficients above its
 * degree) the sum is finite. Else partial sums at a, a + 8, a + 16, ..., doubling, are taken to
 * their limit: their number grows geometrically, so that a tail falling as a power of j converges
 * linearly and one falling faster has arrived. What the last members leave open is the error, an
 * estimate.
 */
import type { Expression, Over } from "../../model/expression/expression.ts";
import { integer } from "../../model/rational.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { exactly, type Measured, measured, sum } from "../measured.ts";
import { extrapolated } from "../statistics/extrapolate.ts";
import type { Environment } from "./environment.ts";
import { exact, type Letters, type Result, real, toMeasured } from "./value.ts";

/** Terms of the first partial sum, and how often their number is doubled. */
const firstTerms = 8;
const doublings = 5;

/**
 * The sum from `first` on.
 *
 * @param worth of a part of the expression when letters have values
 */
export function infiniteSum(
  { variable, body }: Over,
  first: number,
  environment: Environment,
  letters: Letters,
  worth: (part: Expression, letters: Letters) => Result,
): Result {
  const term = (j: number): Measured | Failure =>
    toMeasured(worth(body, new Map(letters).set(variable, exact(integer(j)))));
  const last = lastTerm(body, variable, environment);
  const stops =
    last === undefined
      ? Array.from({ length: doublings + 1 }, (_, i) => first + firstTerms * 2 ** i - 1)
      : [last];
  const partial: Measured[] = [];
  let total = exactly(0);
  let j = first;
  for (const stop of stops) {
    for (; j <= stop; j++) {
      const value = term(j);
      if (isFailure(value)) return value;
      total = sum(total, value);
    }
    partial.push(total);
  }
  if (last !== undefined) return real(total);
  const limit = extrapolated(partial);
  return Number.isFinite(limit.error)
    ? real(measured(limit.value, limit.error, "estimate"))
    : failure("unbounded-domain", "a sum whose partial sums show no limit");
}

/**
 * The last value of a letter at which a summand is not 0 by its form; `undefined` if there is none.
 */
export function lastTerm(
  e: Expression,
  letter: string,
  environment: Environment,
): number | undefined {
  const inner = (part: Expression): number | undefined => lastTerm(part, letter, environment);
  switch (e.kind) {
    case "number":
      return e.value.num === 0n ? Number.NEGATIVE_INFINITY : undefined;
    case "indexed": {
      const [index, ...others] = e.indices;
      const isLetter = others.length === 0 && index?.kind === "name" && index.name === letter;
      return isLetter ? environment.lastIndex?.(e.name) : undefined;
    }
    case "unary":
      return e.operator === "-" ? inner(e.operand) : undefined;
    case "binary": {
      const [left, right] = [inner(e.left), inner(e.right)];
      if (e.operator === "/") return left;
      if (e.operator === "*") return least(left, right);
      if (e.operator !== "+" && e.operator !== "-") return undefined;
      return left === undefined || right === undefined ? undefined : Math.max(left, right);
    }
    default:
      return undefined;
  }
}

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
