import { describe, expect, test } from "vitest";
import type { Expression } from "../../../src/model/expression/expression.ts";
import { expandLink } from "../../../src/symbolic/links/expand-link.ts";
import { cpuSeconds } from "../../cpu-seconds.ts";
import { expansionOf, issueOf } from "./expand.ts";
import { parseLink } from "./parse-link.ts";

describe("a link without an expansion is refused with its reason", () => {
  test.each([
    ["foo(x)", "unknown-function", "foo"],
    ["x+y", "unknown-name", "the name y"],
    ["relu(x,x)", "wrong-arguments", "1 argument"],
    ["x>0", "not-a-link", "a comparison"],
    ["exp(x^2/4)", "not-square-integrable", "exp(1/4*z^2)"],
    ["exp(x^2/3)*tanh(x)", "not-square-integrable", "exp(0.33"],
    ["exp(x^3)", "not-square-integrable", "faster than every"],
    ["exp(exp(x))", "not-square-integrable", "faster than every"],
    ["1/x", "not-square-integrable", "undefined at 0"],
    ["1/sqrt(abs(x))", "not-square-integrable", "undefined at 0"],
    ["1/(x-x)", "undefined", "division"],
    ["log(x)", "undefined", "log of a number outside its domain"],
    ["log(1000-x)", "undefined", "log of a number outside its domain"],
    ["asin(x)", "undefined", "asin"],
    ["tan(x)", "undefined", "pole"],
    ["sqrt(x)", "complex", "sqrt of a negative number"],
    ["x^(1/3)", "complex", "fractional power"],
    ["sqrt(-1)", "complex", "sqrt of a negative number"],
  ])("%s is %s", (link, code, got) => {
    const started = cpuSeconds();
    const issue = issueOf(link);
    expect(cpuSeconds() - started).toBeLessThan(1);
    expect(issue.code).toBe(code);
    expect(issue.reason).toContain(got);
    expect(issue.cure).not.toBe("");
  });

  test("artanh of what stays inside (-1, 1) is bounded: a_1 of artanh(erf(x)/2) by mpmath", () => {
    const [, first] = expansionOf("artanh(erf(x)/2)", 2).coefficients;
    expect(first!.value.slice(0, 24)).toBe("0.3503488773595384218817");
    expect(issueOf("artanh(tanh(x))").code).not.toBe("unknown-function");
  });

  test("exp(x^2/5) is square-integrable and has coefficients", () => {
    expect(expansionOf("exp(x^2/5)", 2).coefficients[0]?.text).toBe("sqrt(5/3)");
  });

  test.each([
    "log(1+x^2)",
    "1/(1+x^2)",
    "sqrt(1+x^2)",
    "sqrt(abs(x))",
    "log(abs(x))",
    "abs(x)^(-1/4)",
  ])("%s is defined almost everywhere and square-integrable", (link) => {
    expect(expansionOf(link, 4).parity).toBe("even");
  });

  test("10^5 characters are refused in under a second, deep or wide", () => {
    const x = parseLink("x");
    let wide: Expression = x;
    for (let i = 0; i < 50_000; i++) wide = { kind: "binary", operator: "+", left: wide, right: x };
    let deep: Expression = x;
    for (let i = 0; i < 60_000; i++) deep = { kind: "unary", operator: "-", operand: deep };
    for (const expression of [wide, deep]) {
      const started = cpuSeconds();
      expect(expandLink(expression, "x", 20)).toMatchObject({ kind: "issue", code: "too-long" });
      expect(cpuSeconds() - started).toBeLessThan(1);
    }
  });

  test("an order that is no integer in [0, 200] is a mistake of the caller", () => {
    expect(() => expandLink(parseLink("x"), "x", -1)).toThrow(/expected an order in \[0, 200\]/);
  });
});
