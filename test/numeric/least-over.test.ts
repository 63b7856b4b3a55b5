import { describe, expect, test } from "vitest";
import { parseExpression } from "../../src/model/expression/parse.ts";
import { evaluateNumber } from "../../src/numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../src/numeric/failure.ts";

const worth = (text: string) => {
  const parsed = parseExpression(text);
  if (!("value" in parsed)) throw new Error(`no expression: ${text}`);
  return evaluateNumber(parsed.value);
};

describe("the least member that qualifies", () => {
  test.each([
    ["least(x in 0 < real < 1, x^2 > 1/10^10)", 1e-5],
    ["least(x in 0 < real < 1, x > 3/7)", 3 / 7],
    ["least(x in real > 0, x^3 > 2000)", 2000 ** (1 / 3)],
    ["greatest(x in 0 < real < 1, x^4 < 1/2)", 2 ** (-1 / 4)],
    ["greatest(x in 0 < real < 1, 1 - x > 1/10^4)", 1 - 1e-4],
    ["least(n in 1..oo, n^2 > 1000)", 32],
    ["least(n in 5..oo, n^2 > 0)", 5],
    ["least(x in 0 <= real < 1, x >= 0)", 0],
  ])("%s", (text, value) => {
    const found = worth(text);
    if (isFailure(found)) throw new Error(found.detail);
    expect(Math.abs(found.value - value)).toBeLessThanOrEqual(found.error + 1e-15 * value);
    expect(found.error).toBeLessThanOrEqual(1e-7 * value);
  });

  test.each([
    ["nothing qualifies", "least(x in 0 < real < 1, x > 2)"],
    ["it holds down to an open end", "least(x in 0 < real < 1, x > -1)"],
    ["the line has no end to come from", "least(x in real, x > 0)"],
    ["no range to infinity has a greatest member", "greatest(n in 1..oo, n > 3)"],
  ])("none: %s", (_, text) => {
    expect(isFailure(worth(text))).toBe(true);
  });
});
