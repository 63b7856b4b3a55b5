import { describe, expect, test } from "vitest";
import { parseDomain, parseExpression } from "../../../src/model/expression/parse.ts";

/** What is wrong with a text, in one line. */
function problem(text: string): string {
  const parsed = parseExpression(text);
  if (parsed.ok) return "nothing";
  const { offset, expected, got, cure } = parsed.problem;
  return `${offset}: expected ${expected}, got ${got}.${cure === undefined ? "" : ` ${cure}`}`;
}

describe("an expression that leaves the grammar says where and how", () => {
  test.each([
    ["2k", "1: expected an operator after 2, got k. Write 2*k."],
    ["2(k + 1)", "1: expected an operator after 2, got (. Write 2*(...)."],
    ["(k + 1)(k - 1)", "7: expected an operator after ), got (. Write )*(...)."],
    ["k -", "3: expected a value after -, got nothing. Remove - or write what follows it."],
    ["k + * 2", "4: expected a value after +, got *."],
    ["max(k, 1", "8: expected ) to close the (, got nothing. Add ) at the end."],
    ["k)", "1: expected an operator or the end after k, got ). No bracket is open here; remove )."],
    ["x ** 2", "2: expected an operator of the language, got **. Write ^."],
    ["a == b", "2: expected an operator of the language, got ==. Write =."],
    ["a ≤ b", '2: expected a number, a name or an operator, got "≤". Write <=.'],
    ["process.exit(0)", '7: expected a number, a name or an operator, got ".".'],
    [
      "real",
      "0: expected a value, got real. real belongs to a domain, as in sum(x in D, ...) or parameters:.",
    ],
    [
      "foo(x in 1..3, x)",
      "0: expected one of sum, product, all, some, count, min, max, least, greatest, root before a domain, got foo.",
    ],
    [
      "sum(j in 1..k)",
      "13: expected a comma and what to take the sum of, got ). Write sum(j in ..., ...).",
    ],
    [
      "1e99999",
      "0: expected an exponent of at most four digits, got 1e99999. Write a power, as in 10^6.",
    ],
  ])("%s", (text, message) => {
    expect(problem(text)).toBe(message);
  });

  test.each([
    ["(", 10_000],
    ["-", 10_000],
    ["2^", 4000],
    ["sqrt(", 1900],
    ["x[", 4000],
    ["not ", 2000],
    ["1+", 4999],
    ["f(x in ", 1400],
  ])("%s, many times over, is an issue and no overflow", (text, times) => {
    expect(problem(`${text.repeat(times)}1`)).toMatch(/expected/);
  });

  test("64 levels are read, 65 are not", () => {
    const nested = (levels: number): string => `${"(".repeat(levels)}1${")".repeat(levels)}`;
    expect(problem(nested(64))).toBe("nothing");
    expect(problem(nested(65))).toMatch(/at most 64 levels/);
  });

  test("a domain says what an interval looks like", () => {
    const parsed = parseDomain("1 > real");
    expect(!parsed.ok && parsed.problem.cure).toBe("Write 0 <= real < 1.");
  });
});
