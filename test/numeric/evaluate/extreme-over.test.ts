/**
 * Least and greatest values over intervals, against calculus.
 */
import { expect, test } from "vitest";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { evaluateNumber } from "../../../src/numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../../src/numeric/failure.ts";

const worth = (text: string) => {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`no expression: ${text}`);
  return evaluateNumber(parsed.value);
};

test.each([
  ["min(y in real > 0, y + 1/y)", 2],
  ["min(y in real > 0, y + 10^12/y)", 2e6],
  // e^(1/e) at y = e.
  ["max(y in real > 0, y^(1/y))", Math.exp(1 / Math.E)],
  ["max(x in 0 <= real <= 1, x*(1 - x))", 1 / 4],
  ["min(x in 0 <= real <= 1, x)", 0],
  ["max(x in 0 <= real <= 1, x)", 1],
  ["min(x in real < 3, (x + 5)^2)", 0],
  // (y^2 + k - 1)/y at y = sqrt(k - 1), the fold of cubic links for k = 3.
  ["1/(1 + min(y in real > 0, (y^2 + 2)/y))", 1 / (1 + 2 * Math.SQRT2)],
])("%s", (text, truth) => {
  const value = worth(text);
  if (isFailure(value)) throw new Error(value.detail);
  expect(Math.abs(value.value - truth)).toBeLessThanOrEqual(value.error);
  expect(value.error).toBeLessThan(1e-9 * Math.max(1, truth));
});

test.each(["min(y in real > 0, y)", "max(x in 0 < real < 1, x)", "min(x in real, x^2)"])(
  "%s has no value: it is not taken, or nobody can look everywhere",
  (text) => {
    expect(isFailure(worth(text))).toBe(true);
  },
);
