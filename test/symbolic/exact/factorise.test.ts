import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integerFactors } from "../../../src/symbolic/exact/factorise.ts";
import {
  type IntegerPolynomial,
  integerPolynomial,
  polynomialIn,
  primitive,
  productOf,
} from "../../../src/symbolic/exact/integer-polynomial.ts";
import { isZero } from "../../../src/symbolic/exact/polynomial.ts";
import { resultant } from "../../../src/symbolic/exact/resultant.ts";
import { formatPolynomial } from "../../../src/symbolic/exact/text.ts";
import { polynomial } from "./arbitrary.ts";

const factorsOf = (text: string): readonly string[] =>
  integerFactors(polynomial(text)).map(
    ({ factor, multiplicity }) =>
      `(${formatPolynomial(polynomialIn(factor, "x"))})^${multiplicity}`,
  );

const product = (parts: readonly IntegerPolynomial[]): IntegerPolynomial =>
  parts.reduce(productOf, [1n]);

describe("irreducible factors over Q", () => {
  test.each([
    ["x^4 + 4", ["(x^2 - 2*x + 2)^1", "(x^2 + 2*x + 2)^1"]],
    ["x^4 + 1", ["(x^4 + 1)^1"]],
    ["-12*x^2*(x - 1)^3", ["(x)^2", "(x - 1)^3"]],
    ["x^2/2 - 1/8", ["(2*x - 1)^1", "(2*x + 1)^1"]],
    ["7", []],
    ["x^6 - 1", ["(x - 1)^1", "(x + 1)^1", "(x^2 - x + 1)^1", "(x^2 + x + 1)^1"]],
  ])("of %s: %j", (text, expected) => {
    expect(factorsOf(text)).toEqual(expected);
  });

  test("x^24 - 1 has one factor for each of the 8 divisors of 24", () => {
    expect(factorsOf("x^24 - 1")).toHaveLength(8);
  });

  test("the factors multiply to the polynomial, and a product is never called irreducible", () => {
    const part = fc
      .array(fc.bigInt({ min: -20n, max: 20n }), { minLength: 1, maxLength: 6 })
      .map((row) => [...row, 3n]);
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const p = product([a, b, c]);
        const found = integerFactors(p);
        const all = found.flatMap(({ factor, multiplicity }) =>
          Array.from({ length: multiplicity }, () => factor),
        );
        expect(product(all)).toEqual(primitive(p));
        expect(all.length).toBeGreaterThanOrEqual(3);
        expect(found.every(({ irreducible }) => irreducible === "shown")).toBe(true);
      }),
    );
  });

  test("distinct factors have no common root: their resultant is not 0", () => {
    const found = integerFactors(polynomial("x^30 - 1")).map(({ factor }) =>
      polynomialIn(factor, "x"),
    );
    for (const [i, a] of found.entries()) {
      for (const b of found.slice(i + 1)) expect(isZero(resultant(a, b, "x"))).toBe(false);
    }
  });
});

describe("hostile polynomials finish", () => {
  /** The minimal polynomial of sqrt(d_1) + ... + sqrt(d_n): many factors modulo every prime. */
  function sumOfRoots(squares: readonly number[]): IntegerPolynomial {
    const step = (p: string, d: number): string =>
      formatPolynomial(
        resultant(polynomial(p.replaceAll("x", "(x - y)")), polynomial(`y^2 - ${d}`), "y"),
      );
    return integerPolynomial(polynomial(squares.reduce(step, "x")));
  }

  test("sqrt(2) + sqrt(3) + sqrt(5) + sqrt(7) has degree 16 over Q", () => {
    const [only, ...others] = integerFactors(sumOfRoots([2, 3, 5, 7]));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ irreducible: "shown", multiplicity: 1 });
  });

  test("with sqrt(11) it has degree 32", () => {
    const [only, ...others] = integerFactors(sumOfRoots([2, 3, 5, 7, 11]));
    expect(others).toEqual([]);
    expect(only!.factor).toHaveLength(33);
    expect(only!.irreducible).toBe("shown");
  });

  test("degree 40 with coefficients of 12 digits", () => {
    const p = polynomial("(x^20 - 123456789012*x^7 + 7)*(3*x^20 + 987654321098*x^13 - 11*x + 5)");
    expect(integerFactors(p).map(({ factor }) => factor.length)).toEqual([21, 21]);
  });
});
