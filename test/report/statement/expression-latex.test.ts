import temml from "temml";
import { describe, expect, test } from "vitest";
import { parseDomain, parseExpression } from "../../../src/model/expression/parse.ts";
import {
  latexOfExpression,
  latexOfMembership,
} from "../../../src/report/statement/expression-latex.ts";

function latexOf(text: string): string {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(text);
  return latexOfExpression(parsed.value);
}

function membershipOf(text: string): string {
  const parsed = parseDomain(text);
  if (!parsed.ok) throw new Error(text);
  return latexOfMembership("x", parsed.value);
}

describe("an expression as LaTeX", () => {
  test.each([
    ["(p - 2)/(k + p - 2)", "\\frac{p - 2}{k + p - 2}"],
    ["a - (b - c)", "a - \\left(b - c\\right)"],
    ["a - b - c", "a - b - c"],
    ["-(a + b)", "-\\left(a + b\\right)"],
    ["-a*b", "-a \\, b"],
    ["c - (-a)*b", "c - \\left(-a \\, b\\right)"],
    ["(a + b)*c", "\\left(a + b\\right) \\, c"],
    ["2*3", "2 \\cdot 3"],
    ["(-1)^p", "{\\left(-1\\right)}^{p}"],
    ["(a/b)^2", "{\\left(\\frac{a}{b}\\right)}^{2}"],
    ["(a^b)^c", "{\\left({a}^{b}\\right)}^{c}"],
    ["a^(b + c)", "{a}^{b + c}"],
    ["u[j](0) > 0", "{u}_{j}(0) > 0"],
    ["m(oo)", "m\\left(\\infty\\right)"],
    ["beta_c", "\\beta_{c}"],
    ["sum(j in 1..k, u[j]^p)", "\\sum_{j = 1}^{k} {{u}_{j}}^{p}"],
    ["sum(j in 1..k, u[j] + 1)", "\\sum_{j = 1}^{k} \\left({u}_{j} + 1\\right)"],
    ["2*sum(j in 1..k, u[j])", "2 \\, \\sum_{j = 1}^{k} {u}_{j}"],
    ["sum(j in 1..k, u[j])^2", "{\\left(\\sum_{j = 1}^{k} {u}_{j}\\right)}^{2}"],
    ["not (a < b)", "\\lnot \\left(a < b\\right)"],
    ["a < b and c < d", "a < b \\land c < d"],
    ["(a < b or c < d) and e < f", "\\left(a < b \\lor c < d\\right) \\land e < f"],
    ["sqrt(h(p, z))", "\\sqrt{h_{p}(z)}"],
    ["probability(m(oo) > 0)", "\\mathbb{P}\\left(m\\left(\\infty\\right) > 0\\right)"],
    ["10^6", "{10}^{6}"],
    ["1000000", "10^{6}"],
    ["120", "120"],
  ])("%s", (text, latex) => {
    expect(latexOf(text)).toBe(latex);
    expect(() => temml.renderToString(latex, { throwOnError: true })).not.toThrow();
  });

  test.each([
    ["3..oo", "x \\in \\mathbb{Z}_{\\ge 3}"],
    ["k + 1..oo", "x \\in \\mathbb{Z}_{\\ge k + 1}"],
    ["1..k", "x \\in \\{1, \\ldots, k\\}"],
    ["0 <= real < 1", "x \\in [0, 1)"],
    ["real > 0", "x > 0"],
    ["real", "x \\in \\mathbb{R}"],
    ["[3, 4]", "x \\in \\{3, 4\\}"],
    ["subsets(1..k)", "\\emptyset \\ne x \\subseteq \\{1, \\ldots, k\\}"],
  ])("the domain %s", (text, latex) => {
    expect(membershipOf(text)).toBe(latex);
  });
});
