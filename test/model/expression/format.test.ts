import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDomain, formatExpression } from "../../../src/model/expression/format.ts";
import { parseDomain, parseExpression } from "../../../src/model/expression/parse.ts";
import { withoutSpans } from "../../../src/model/expression/traverse.ts";
import { arbitraryExpression } from "./arbitrary-expression.ts";

describe("a printed expression", () => {
  test("parses back to the same tree", () => {
    fc.assert(
      fc.property(arbitraryExpression, (tree) => {
        const parsed = parseExpression(formatExpression(tree));
        // Only the limits of the language may stand between a tree and its text.
        if (!parsed.ok) {
          expect(parsed.problem.expected).toMatch(/at most/);
          return;
        }
        expect(withoutSpans(parsed.value)).toEqual(tree);
      }),
      { numRuns: 1500, seed: 7 },
    );
  });

  test.each([
    ["( p-2 )/(k+p-2)", "(p - 2)/(k + p - 2)"],
    ["(a-b)-c", "a - b - c"],
    ["a-(b-c)", "a - (b - c)"],
    ["a/(b*c)", "a/(b*c)"],
    ["(-2)^2", "(-2)^2"],
    ["-2^2", "-2^2"],
    ["2^-k", "2^-k"],
    ["(a^b)^c", "(a^b)^c"],
    ["a^(b^c)", "a^b^c"],
    ["0.10", "0.1"],
    ["1e3", "1000"],
    ["not (a and b)", "not (a and b)"],
    ["-1<m<0", "-1 < m < 0"],
    ["(a < b) = c", "(a < b) = c"],
    ["u[ j ](oo)", "u[j](oo)"],
    ["mixed(1 .. l)", "mixed(1..l)"],
    ["max(i in 1..k, abs(u[i](0)))", "max(i in 1..k, abs(u[i](0)))"],
  ])("%s is written %s", (text, printed) => {
    const parsed = parseExpression(text);
    expect(parsed.ok && formatExpression(parsed.value)).toBe(printed);
  });

  test.each([
    "3..oo",
    "k + 1..oo",
    "real",
    "real > 0",
    "real <= 1",
    "0 <= real < 1",
    "subsets(1..k)",
    "[1, sqrt(2)]",
    "floor(d^gamma)",
  ])("the domain %s is written as it is read", (text) => {
    const parsed = parseDomain(text);
    expect(parsed.ok && formatDomain(parsed.value)).toBe(text);
  });
});
