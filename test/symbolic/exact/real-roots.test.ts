import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import { rational } from "../../../src/model/rational.ts";
import {
  algebraicOfRational,
  compareAlgebraic,
  compareWithRational,
  realRoots,
  refined,
  signAtAlgebraic,
  toDecimal,
} from "../../../src/symbolic/exact/algebraic-number.ts";
import {
  integerPolynomial,
  productOf,
  signAtRational,
} from "../../../src/symbolic/exact/integer-polynomial.ts";
import { closedForm } from "../../../src/symbolic/exact/radical.ts";
import { isolateRealRoots } from "../../../src/symbolic/exact/real-roots.ts";
import { arbitraryRational, polynomial } from "./arbitrary.ts";

const integers = fc
  .array(fc.bigInt({ min: -30n, max: 30n }), { minLength: 2, maxLength: 9 })
  .map((row) => [...row, 1n + (row[0]! < 0n ? -row[0]! : row[0]!)]);

const rootsOf = (text: string) => realRoots(polynomial(text)).map(({ root }) => root);
const only = (text: string, which = 0) => rootsOf(text)[which]!;

describe("closed forms of real roots", () => {
  test.each([
    ["x^2 - 3*x + 1", ["(3 - sqrt(5))/2", "(3 + sqrt(5))/2"]],
    ["7*x - 1", ["1/7"]],
    ["x^2 - 2", ["-sqrt(2)", "sqrt(2)"]],
    ["3*x^2 - 4", ["-2*sqrt(3)/3", "2*sqrt(3)/3"]],
    ["x^2 - 2*x - 1", ["1 - sqrt(2)", "1 + sqrt(2)"]],
    ["x^3 - 2*x", ["-sqrt(2)", "0", "sqrt(2)"]],
    ["(x - 1)^2*(2*x + 3)", ["-3/2", "1"]],
    ["x^2 + 1", []],
    ["5", []],
    ["x^3 - 2", [undefined]],
  ])("of %s: %j", (text, expected) => {
    expect(rootsOf(text).map(closedForm)).toEqual(expected);
  });

  test("multiplicities are kept: (x - 1)^3 (x^2 - 2)", () => {
    const roots = realRoots(polynomial("(x - 1)^3*(x^2 - 2)"));
    expect(roots.map(({ multiplicity }) => multiplicity)).toEqual([1, 3, 1]);
  });

  test("the polynomial 0 and two variables throw", () => {
    expect(() => realRoots(polynomial("0"))).toThrow(RangeError);
    expect(() => realRoots(polynomial("x*y"))).toThrow(/one variable/);
  });
});

describe("isolation in a domain", () => {
  const cubic = integerPolynomial(polynomial("x^3 - x"));
  const one = Q.one;
  const count = (lowerClosed: boolean, upperClosed: boolean): number =>
    isolateRealRoots(cubic, { lower: Q.zero, upper: one, lowerClosed, upperClosed }).length;

  test("x^3 - x has 0, 1, 1, 2 roots between 0 and 1, by which ends are closed", () => {
    expect([
      count(false, false),
      count(true, false),
      count(false, true),
      count(true, true),
    ]).toEqual([0, 1, 1, 2]);
  });

  test("infinite ends: x^2 - 2 has one root above 0", () => {
    expect(isolateRealRoots([-2n, 0n, 1n], { lower: Q.zero, upper: "oo" })).toHaveLength(1);
    expect(isolateRealRoots([-2n, 0n, 1n], { lower: "-oo", upper: Q.zero })).toHaveLength(1);
  });

  test("intervals are disjoint, ascending, and a sign changes across each", () => {
    fc.assert(
      fc.property(integers, (a) => {
        const roots = realRoots(a).map(({ root }) => root);
        for (const [i, root] of roots.entries()) {
          const { minimalPolynomial: m, lower, upper } = root;
          if (Q.equals(lower, upper)) expect(signAtRational(m, lower)).toBe(0);
          else expect(signAtRational(m, lower) * signAtRational(m, upper)).toBe(-1);
          expect(signAtAlgebraic(a, root)).toBe(0);
          if (i > 0) expect(compareAlgebraic(roots[i - 1]!, root)).toBe(-1);
        }
      }),
    );
  });

  test("the product of linear factors has exactly its roots", () => {
    fc.assert(
      fc.property(fc.array(arbitraryRational, { minLength: 1, maxLength: 7 }), (values) => {
        const product = values.reduce<readonly bigint[]>(
          (sofar, { num, den }) => productOf(sofar, [-num, den]),
          [1n],
        );
        const distinct = [...new Map(values.map((r) => [Q.formatRational(r), r])).values()];
        const found = realRoots(product).map(({ root }) => root.lower);
        expect(found).toEqual(distinct.sort(Q.compare));
      }),
    );
  });

  test("Wilkinson's polynomial of degree 20 has the roots 1 to 20", () => {
    let p: readonly bigint[] = [1n];
    for (let i = 1n; i <= 20n; i++) p = productOf(p, [-i, 1n]);
    expect(realRoots(p).map(({ root }) => closedForm(root))).toEqual(
      Array.from({ length: 20 }, (_, i) => `${i + 1}`),
    );
  });

  test("Mignotte's x^20 - 2 (50 x - 1)^2 has two roots closer than 10^-14, kept apart", () => {
    const near = rootsOf("x^20 - 2*(50*x - 1)^2").filter(
      (root) =>
        compareWithRational(root, rational(1n, 100n)) > 0 &&
        compareWithRational(root, rational(1n, 10n)) < 0,
    );
    expect(near).toHaveLength(2);
    expect(compareAlgebraic(near[0]!, near[1]!)).toBe(-1);
    const width = rational(1n, 10n ** 20n);
    const [left, right] = near.map((root) => refined(root, width));
    expect(Q.compare(Q.subtract(right!.lower, left!.upper), rational(1n, 10n ** 14n))).toBe(-1);
  });
});

describe("comparison is exact", () => {
  test("sqrt(2) is the same number as a root of x^4 - 4 and of x^2 - 2", () => {
    const [a, b] = [only("x^2 - 2", 1), only("(x^4 - 4)*(x - 9)", 1)];
    expect(compareAlgebraic(a, b)).toBe(0);
    expect(compareAlgebraic(a, only("10^20*x^2 - 2*10^20 - 1", 1))).toBe(-1);
  });

  test("against rationals: 1.4142135623 < sqrt(2) < 1.4142135624", () => {
    const root = only("x^2 - 2", 1);
    expect(compareWithRational(root, rational(14142135623n, 10n ** 10n))).toBe(1);
    expect(compareWithRational(root, rational(14142135624n, 10n ** 10n))).toBe(-1);
    expect(compareAlgebraic(algebraicOfRational(Q.one), root)).toBe(-1);
  });

  test("the sign of a polynomial at a root: x^2 - 3 at sqrt(2) is negative, x^4 - 4 is 0", () => {
    const root = only("x^2 - 2", 1);
    expect(signAtAlgebraic(polynomial("x^2 - 3"), root)).toBe(-1);
    expect(signAtAlgebraic(polynomial("x^4 - 4"), root)).toBe(0);
    expect(signAtAlgebraic(polynomial("-x^3 + 3"), root)).toBe(1);
    expect(signAtAlgebraic(polynomial("-7"), root)).toBe(-1);
    expect(signAtAlgebraic(polynomial("0"), root)).toBe(0);
    expect(signAtAlgebraic(polynomial("10^30*x^2 - 2*10^30 + 1"), root)).toBe(1);
  });
});

describe("decimals", () => {
  test.each([
    ["x^2 - 2", 1, 30, "1.414213562373095048801688724210"],
    ["x^2 - 2", 0, 4, "-1.4142"],
    ["x^3 - 2", 0, 12, "1.259921049895"],
    ["8*x - 1", 0, 2, "0.13"],
    ["8*x + 1", 0, 2, "-0.12"],
    ["x - 12", 0, 3, "12.000"],
    ["1000*x + 1", 0, 2, "0.00"],
    ["x^2 - x - 1", 1, 0, "2"],
    ["10^12*x - 1", 0, 12, "0.000000000001"],
  ])("root of %s, number %i, to %i places is %s", (text, which, digits, expected) => {
    expect(toDecimal(only(text, which), digits)).toBe(expected);
  });
});
