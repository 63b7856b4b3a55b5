import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integer, one as oneQ, rational } from "../../../src/model/rational.ts";
import { gcd } from "../../../src/symbolic/exact/gcd.ts";
import * as poly from "../../../src/symbolic/exact/polynomial.ts";
import * as fractions from "../../../src/symbolic/exact/rational-function.ts";
import { formatRationalFunction, parseRationalFunction } from "../../../src/symbolic/exact/text.ts";
import { arbitraryFraction, fraction } from "./arbitrary.ts";

const any = arbitraryFraction(["x", "y"]);

describe("known rational functions", () => {
  test.each([
    ["(x^2 - 1)/(x - 1)", "x + 1"],
    ["(p - 2)/(k + p - 2) - 1/4", "(-1/4*k + 3/4*p - 3/2)/(k + p - 2)"],
    ["(1/(u*v))^2", "1/(u^2*v^2)"],
    ["1/x + 1/y", "(x + y)/(x*y)"],
    ["x/(2*y)", "1/2*x/y"],
    ["1/(1 - x)", "-1/(x - 1)"],
    ["2^-2", "1/4"],
    ["0.125*x", "1/8*x"],
    ["-x^2", "-x^2"],
    ["(x*y)^-1", "1/(x*y)"],
    ["a/b/c", "a/(b*c)"],
    ["1 - 2 - 3", "-4"],
  ])("%s is %s", (text, canonical) => {
    expect(formatRationalFunction(fraction(text))).toBe(canonical);
  });

  test.each([
    "",
    "1/0",
    "x/(y - y)",
    "x^y",
    "x^2^3",
    "(x",
    "x)",
    "x x",
    "2x",
    "sqrt(x)",
    "x^0.5",
    "x^99999",
    "(x + y)^999",
    "0^-1",
    "1e5x",
    "x;y",
    "+",
    "()",
  ])("%j is not read as a rational function", (text) =>
    expect(parseRationalFunction(text)).toBeUndefined(),
  );

  test("a thousand open parentheses are refused, not a stack overflow", () => {
    expect(parseRationalFunction("(".repeat(9000))).toBeUndefined();
    expect(parseRationalFunction(`${"-".repeat(9000)}x`)).toBeUndefined();
  });
});

describe("the rational functions are a field", () => {
  test("sums and products commute, associate and distribute, as equal data", () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(fractions.add(a, b)).toEqual(fractions.add(b, a));
        expect(fractions.multiply(a, b)).toEqual(fractions.multiply(b, a));
        expect(fractions.add(fractions.add(a, b), c)).toEqual(
          fractions.add(a, fractions.add(b, c)),
        );
        expect(fractions.multiply(a, fractions.add(b, c))).toEqual(
          fractions.add(fractions.multiply(a, b), fractions.multiply(a, c)),
        );
        expect(fractions.subtract(a, a)).toEqual(fractions.zero);
      }),
    );
  });

  test("a / a = 1 and a^-2 a^2 = 1 for a other than 0", () => {
    fc.assert(
      fc.property(any, (a) => {
        fc.pre(!fractions.isZero(a));
        expect(fractions.divide(a, a)).toEqual(fractions.one);
        expect(fractions.multiply(fractions.power(a, -2), fractions.power(a, 2))).toEqual(
          fractions.one,
        );
      }),
    );
  });

  test("numerator and denominator are coprime and the denominator is monic", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        for (const f of [fractions.add(a, b), fractions.multiply(a, b)]) {
          expect(poly.leadingCoefficient(f.denominator)).toEqual(oneQ);
          if (!fractions.isZero(f)) expect(gcd(f.numerator, f.denominator)).toEqual(poly.one);
        }
      }),
    );
  });

  test("a text is read back as the function it was written from", () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(fraction(formatRationalFunction(a))).toEqual(a);
      }),
    );
  });

  test("division by 0 throws", () => {
    expect(() => fractions.divide(fractions.one, fractions.zero)).toThrow(RangeError);
    expect(() => fractions.quotient(poly.one, poly.zero)).toThrow(RangeError);
  });
});

describe("calculus and substitution", () => {
  test("the quotient rule: (1/a)' = -a'/a^2", () => {
    fc.assert(
      fc.property(any, (a) => {
        fc.pre(!fractions.isZero(a));
        const left = fractions.derivative(fractions.inverse(a), "x");
        const right = fractions.divide(
          fractions.negate(fractions.derivative(a, "x")),
          fractions.power(a, 2),
        );
        expect(left).toEqual(right);
      }),
    );
  });

  test("substitution of b for x is evaluation at b", () => {
    fc.assert(
      fc.property(any, any, fc.integer({ min: 2, max: 40 }), (a, b, n) => {
        const at = new Map([
          ["x", rational(BigInt(n), 7n)],
          ["y", integer(n + 1)],
        ]);
        const value = fractions.evaluate(b, at);
        fc.pre(value !== undefined);
        const there = new Map(at).set("x", value!);
        const direct = fractions.evaluate(a, there);
        fc.pre(direct !== undefined);
        expect(fractions.evaluate(fractions.substitute(a, "x", b), at)).toEqual(direct);
      }),
    );
  });

  test("1/(x - y) at x = y is a pole, in substitution and in evaluation", () => {
    const f = fraction("1/(x - y)");
    expect(() => fractions.substitute(f, "x", fractions.variable("y"))).toThrow(/pole/);
    expect(
      fractions.evaluate(
        f,
        new Map([
          ["x", oneQ],
          ["y", oneQ],
        ]),
      ),
    ).toBeUndefined();
  });

  test("the threshold function of the equiangular frame vanishes at its root", () => {
    const f = fraction("1 + (k - 1)*beta - (1 - beta)*(p - 1)");
    const root = fraction("(p - 2)/(k + p - 2)");
    expect(fractions.substitute(f, "beta", root)).toEqual(fractions.zero);
  });
});
