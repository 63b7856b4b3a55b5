import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactQuotient, primitivePart } from "../../../src/symbolic/exact/division.ts";
import { gcd } from "../../../src/symbolic/exact/gcd.ts";
import * as poly from "../../../src/symbolic/exact/polynomial.ts";
import { gcdByRemainders } from "../../../src/symbolic/exact/remainder-gcd.ts";
import { expanded, squareFree } from "../../../src/symbolic/exact/square-free.ts";
import { formatPolynomial } from "../../../src/symbolic/exact/text.ts";
import { arbitraryPolynomial, polynomial } from "./arbitrary.ts";

const any = arbitraryPolynomial(["x", "y", "z"], 2, 4).filter((p) => !poly.isZero(p));

describe("greatest common divisors", () => {
  test.each([
    ["6*x^2 - 6", "4*x + 4", "x + 1"],
    ["x^2*y - y", "x*y^2 + y^2", "x*y + y"],
    ["0", "-2*x + 4", "x - 2"],
    ["7", "x", "1"],
    ["x + y", "x - y", "1"],
    ["a*x + a*y", "b*x + b*y", "x + y"],
    ["(x - y)*(x + y + 1)^2", "(x - y)^2*(x + y + 1)", "x^2 - y^2 + x - y"],
    // A pair whose remainder sequence swells: [Knuth1998, §4.6.1].
    ["x^8 + x^6 - 3*x^4 - 3*x^3 + 8*x^2 + 2*x - 5", "3*x^6 + 5*x^4 - 4*x^2 - 9*x + 21", "1"],
  ])("gcd(%s, %s) = %s", (a, b, expected) => {
    expect(formatPolynomial(gcd(polynomial(a), polynomial(b)))).toBe(expected);
  });

  test("the gcd divides both sides, and the cofactors are coprime", () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const left = poly.multiply(a, c);
        const right = poly.multiply(b, c);
        const common = gcd(left, right);
        expect(exactQuotient(common, primitivePart(c))).toBeDefined();
        const cofactors = [exactQuotient(left, common)!, exactQuotient(right, common)!] as const;
        expect(gcdByRemainders(...cofactors)).toEqual(poly.one);
      }),
      { numRuns: 300 },
    );
  });

  test("images modulo primes and remainder sequences give the same polynomial", () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const [left, right] = [poly.multiply(a, c), poly.multiply(b, c)];
        expect(gcd(left, right)).toEqual(gcdByRemainders(left, right));
      }),
      { numRuns: 300 },
    );
  });

  test("a gcd with coefficients beyond several primes is found", () => {
    const c = polynomial("123456789012345678901234567890*x^2 + y - 987654321098765432109876543211");
    const a = poly.multiply(c, polynomial("x + y^2 + 1"));
    const b = poly.multiply(c, polynomial("x - y + 2"));
    expect(gcd(a, b)).toEqual(c);
  });

  test("five variables of degree 6 finish", () => {
    const c = polynomial("(v + 2*w - x + y - 3*z + 1)^3");
    const a = poly.multiply(c, polynomial("(v - w + x + 2*y + z - 5)^3"));
    const b = poly.multiply(c, polynomial("(2*v + w + x - y + z + 7)^3"));
    expect(gcd(a, b)).toEqual(c);
  });

  test("x^1000 - y^1000 and x^600 - y^600 have the gcd x^200 - y^200", () => {
    const common = gcd(polynomial("x^1000 - y^1000"), polynomial("x^600 - y^600"));
    expect(formatPolynomial(common)).toBe("x^200 - y^200");
  });
});

describe("square-free decomposition", () => {
  test("2 x^3 - 2 x^2 = 2 (x - 1) x^2", () => {
    const { constant, factors } = squareFree(polynomial("2*x^3 - 2*x^2"));
    expect(constant.num).toBe(2n);
    expect(
      factors.map(({ factor, multiplicity }) => [formatPolynomial(factor), multiplicity]),
    ).toEqual([
      ["x - 1", 1],
      ["x", 2],
    ]);
  });

  test("the factors multiply to the polynomial and are pairwise coprime and square-free", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const p = poly.multiply(poly.multiply(a, a), b);
        const found = squareFree(p);
        expect(expanded(found)).toEqual(p);
        const parts = found.factors.map(({ factor }) => factor);
        for (const [i, part] of parts.entries()) {
          expect(squareFree(part).factors.every(({ multiplicity }) => multiplicity === 1)).toBe(
            true,
          );
          for (const other of parts.slice(i + 1)) expect(gcd(part, other)).toEqual(poly.one);
        }
      }),
    );
  });
});
