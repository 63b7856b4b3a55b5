import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isZero,
  multiply,
  negate,
  type Polynomial,
} from "../../../src/symbolic/exact/polynomial.ts";
import {
  determinant,
  discriminant,
  resultant,
  sylvesterResultant,
} from "../../../src/symbolic/exact/resultant.ts";
import { formatPolynomial } from "../../../src/symbolic/exact/text.ts";
import { arbitraryPolynomial, polynomial } from "./arbitrary.ts";

const any = arbitraryPolynomial(["x", "y"], 3, 4).filter((p) => !isZero(p));
const matrixOf = (rows: readonly (readonly string[])[]): Polynomial[][] =>
  rows.map((row) => row.map(polynomial));

describe("determinants", () => {
  test("Vandermonde's determinant is the product of differences", () => {
    const m = matrixOf([
      ["1", "a", "a^2"],
      ["1", "b", "b^2"],
      ["1", "c", "c^2"],
    ]);
    expect(determinant(m)).toEqual(polynomial("(b - a)*(c - a)*(c - b)"));
  });

  test("of the equiangular Gram matrix of 6 vectors: (1 - b)^5 (1 + 5 b)", () => {
    const gram = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 6 }, (_, j) => polynomial(i === j ? "1" : "b")),
    );
    expect(determinant(gram)).toEqual(polynomial("(1 - b)^5*(1 + 5*b)"));
  });

  test("is 1 for the empty matrix, 0 for a singular one, and turns sign with two rows", () => {
    expect(formatPolynomial(determinant([]))).toBe("1");
    expect(
      isZero(
        determinant(
          matrixOf([
            ["x", "y"],
            ["2*x", "2*y"],
          ]),
        ),
      ),
    ).toBe(true);
    const m = matrixOf([
      ["0", "x"],
      ["y", "1"],
    ]);
    expect(determinant(m)).toEqual(polynomial("-x*y"));
  });

  test("a matrix that is not square throws", () => {
    expect(() => determinant(matrixOf([["x", "y"]]))).toThrow(RangeError);
  });
});

describe("resultants", () => {
  test.each([
    ["x^2 - y", "x - 2", "-y + 4"],
    ["x - 2", "x^2 - y", "-y + 4"],
    ["a*x + b", "c*x + d", "a*d - b*c"],
    ["x^2 + 1", "x^2 + 1", "0"],
    ["7", "x^3 + y", "343"],
    ["0", "x", "0"],
  ])("Res(%s, %s) = %s", (a, b, expected) => {
    expect(formatPolynomial(resultant(polynomial(a), polynomial(b), "x"))).toBe(expected);
  });

  test("subresultants and Sylvester's determinant agree", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(resultant(a, b, "x")).toEqual(sylvesterResultant(a, b, "x"));
      }),
      { numRuns: 200 },
    );
  });

  test("Res(a, b c) = Res(a, b) Res(a, c), and Res(b, a) = (-1)^(deg a deg b) Res(a, b)", () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(resultant(a, multiply(b, c), "x")).toEqual(
          multiply(resultant(a, b, "x"), resultant(a, c, "x")),
        );
        const [ab, ba] = [resultant(a, b, "x"), resultant(b, a, "x")];
        expect([ab, negate(ab)]).toContainEqual(ba);
      }),
      { numRuns: 60 },
    );
  });

  test("a common factor makes it 0", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const c = polynomial("x + y");
        expect(isZero(resultant(multiply(a, c), multiply(b, c), "x"))).toBe(true);
      }),
    );
  });
});

describe("discriminants", () => {
  test.each([
    ["a*x^2 + b*x + c", "-4*a*c + b^2"],
    ["x^3 + p*x + q", "-4*p^3 - 27*q^2"],
    ["a*x + b", "1"],
    ["(x - y)^2*(x + 1)", "0"],
    ["x^5 - 1", "3125"],
  ])("Disc(%s) = %s", (a, expected) => {
    expect(formatPolynomial(discriminant(polynomial(a), "x"))).toBe(expected);
  });

  test("of the general quartic has 16 terms", () => {
    const quartic = polynomial("a*x^4 + b*x^3 + c*x^2 + d*x + e");
    expect(discriminant(quartic, "x").terms).toHaveLength(16);
  });

  test("a constant throws", () => {
    expect(() => discriminant(polynomial("y"), "x")).toThrow(RangeError);
  });
});
