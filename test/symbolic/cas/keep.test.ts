/**
 * The check in front of the computer algebra system, fed with the wrong answers that were
 * measured: all of them are dropped, and right ones are kept.
 */
import { describe, expect, test } from "vitest";
import { keepIfEqual, keepIfFactorisation, keepIfRoot } from "../../../src/symbolic/cas/keep.ts";
import { formatPolynomial, formatRationalFunction } from "../../../src/symbolic/exact/text.ts";
import { fraction, polynomial } from "../exact/arbitrary.ts";

describe("a proposed root is kept only if it is one", () => {
  const threshold = polynomial("1 + (k - 1)*beta - (1 - beta)*(p - 1)");

  test("(2 - k - p)^(-1) (2 - p) is the root of the threshold function", () => {
    const kept = keepIfRoot(threshold, "beta", "(-k-p+2)^(-1)*(-p+2)");
    expect(formatRationalFunction(kept!)).toBe("(p - 2)/(k + p - 2)");
  });

  test.each([
    ["a wrong numerator", "(p - 1)/(k + p - 2)"],
    ["a wrong denominator", "(p - 2)/(k + p - 1)"],
    ["a wrong sign", "(2 - p)/(k + p - 2)"],
    ["the unknown itself", "beta"],
    ["a variable from nowhere", "q"],
    ["an imaginary unit", "i"],
    ["a root that is no rational function", "sqrt(p)"],
    ["a power with a symbolic exponent", "p^k"],
    ["a division by zero", "1/(p - p)"],
    ["nothing", ""],
    ["code", "(()=>7)()"],
  ])("%s is dropped: %s", (_, answer) => {
    expect(keepIfRoot(threshold, "beta", answer)).toBeUndefined();
  });

  test("of the fixed points of 3 x^2 (1 - x) = 0 in x, 0 and 1 are kept and 1/2 is not", () => {
    const p = polynomial("3*x^2*(1 - x)");
    expect(keepIfRoot(p, "x", "0")).toBeDefined();
    expect(keepIfRoot(p, "x", "1")).toBeDefined();
    expect(keepIfRoot(p, "x", "1/2")).toBeUndefined();
  });

  test("nothing is a root of the polynomial 0", () => {
    expect(keepIfRoot(polynomial("0"), "x", "1")).toBeUndefined();
  });
});

describe("a proposed simplification is kept only if it is the same function", () => {
  test("(u v)^2 for (1/(u v))^2 is dropped", () => {
    expect(keepIfEqual(fraction("(1/(u*v))^2"), "u^2*v^2")).toBeUndefined();
    expect(keepIfEqual(fraction("(1/(u*v))^2"), "u^-2*v^-2")).toBeDefined();
  });

  test("(-3 p + 6 + k)/(k + p - 2) for (p - 2)/(k + p - 2) - 1/4 is dropped", () => {
    const f = fraction("(p - 2)/(k + p - 2) - 1/4");
    expect(keepIfEqual(f, "(-2+p+k)^(-1)*(-3*p+6+k)")).toBeUndefined();
    expect(keepIfEqual(f, "(3*p-6-k)/(4*(k+p-2))")).toBeDefined();
  });
});

describe("a proposed factorisation is kept only if it multiplies out", () => {
  test("u v - v^2 for u^2 v - v^3 is dropped, and v (u - v)(u + v) is kept", () => {
    const p = polynomial("u^2*v - v^3");
    expect(keepIfFactorisation(p, "-v^2+u*v")).toBeUndefined();
    expect(keepIfFactorisation(p, "v*(u-v)*(v-u)")).toBeUndefined();
    const kept = keepIfFactorisation(p, "v*(u-v)*(u+v)");
    expect(kept?.factors.map(({ factor }) => formatPolynomial(factor))).toEqual([
      "v",
      "u - v",
      "u + v",
    ]);
  });

  test("multiplicities and constants are read: -6 (x - 1)^2 (x + 1)", () => {
    const kept = keepIfFactorisation(polynomial("-6*(x - 1)^2*(x + 1)"), "-6*(-1+x)^2*(1+x)");
    expect(kept?.factors.map(({ multiplicity }) => multiplicity)).toEqual([2, 1]);
    expect(formatPolynomial(kept!.constant)).toBe("-6");
  });

  test("a lost sign is dropped", () => {
    expect(keepIfFactorisation(polynomial("1 - x^2"), "(x-1)*(x+1)")).toBeUndefined();
  });
});
