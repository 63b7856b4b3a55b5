/** Sums over all integers: finite by the form of a link, or taken to their limit. */
import { describe, expect, test } from "vitest";
import type { Expression } from "../../src/model/expression/expression.ts";
import { parseExpression } from "../../src/model/expression/parse.ts";
import type { Environment } from "../../src/numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../src/numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../src/numeric/failure.ts";
import { exactly } from "../../src/numeric/measured.ts";

const parsed = (text: string): Expression => {
  const read = parseExpression(text);
  if (!read.ok) throw new Error(text);
  return read.value;
};

const sumOf = (text: string, environment: Environment = {}) => {
  const value = evaluateNumber(parsed(text), environment);
  return isFailure(value) ? undefined : value;
};

describe("sum(j in a..oo, e)", () => {
  test.each([
    ["sum(j in 1..oo, 1/j^2)", Math.PI ** 2 / 6],
    ["sum(j in 1..oo, (-1)^j/j^2)", -(Math.PI ** 2) / 12],
    ["sum(j in 0..oo, 1/2^j)", 2],
    ["sum(j in 1..oo, j/3^j)", 3 / 4],
    // Of the size of the coefficients of ReLU against ReLU.
    ["sum(j in 1..oo, j^(-5/2))", 1.341487257250917],
  ])("%s lies within its error", (text, truth) => {
    const { value, error } = sumOf(text)!;
    expect(Math.abs(value - truth)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(0.05);
  });

  test("has no value where the partial sums do not settle", () => {
    expect(sumOf("sum(j in 1..oo, 1)")).toBeUndefined();
    expect(sumOf("sum(j in 1..oo, 1/j)")?.error ?? Number.POSITIVE_INFINITY).toBeGreaterThan(0.1);
  });

  test("ends where a factor is 0 by its form, and no later term is asked for", () => {
    const asked: number[] = [];
    const environment: Environment = {
      lastIndex: (name) => (name === "c" ? 3 : undefined),
      indexed: (_, [j]) => {
        asked.push(j!);
        return exactly(j!);
      },
    };
    const { value, error } = sumOf("sum(j in 0..oo, j*c[j])", environment)!;
    expect([value, error]).toEqual([14, 0]);
    expect(asked).toEqual([0, 1, 2, 3]);
  });
});
