import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import { NotDerivable } from "../../../src/symbolic/term/not-derivable.ts";
import { powerBases, powerOf, squareRoot } from "../../../src/symbolic/term/power.ts";
import * as T from "../../../src/symbolic/term/term.ts";
import { arbitraryTerm } from "./arbitrary-term.ts";
import { facts, term } from "./term-of-text.ts";

fc.configureGlobal({ seed: 1_843 });

const three = fc.tuple(arbitraryTerm(2), arbitraryTerm(2), arbitraryTerm(2));
const same = (a: T.Term, b: T.Term): void => expect(T.equal(a, b)).toBe(true);

describe("terms are a commutative ring", () => {
  test("sums and products commute, associate and distribute", () => {
    fc.assert(
      fc.property(three, ([{ term: a }, { term: b }, { term: c }]) => {
        same(T.add(a, b), T.add(b, a));
        same(T.multiply(a, b), T.multiply(b, a));
        same(T.add(T.add(a, b), c), T.add(a, T.add(b, c)));
        same(T.multiply(T.multiply(a, b), c), T.multiply(a, T.multiply(b, c)));
        same(T.multiply(a, T.add(b, c)), T.add(T.multiply(a, b), T.multiply(a, c)));
      }),
      { numRuns: 60 },
    );
  });

  test("a term less itself is zero, and a canonical form is its own", () => {
    fc.assert(
      fc.property(arbitraryTerm(3), ({ term: a }) => {
        expect(T.isZero(T.subtract(a, a))).toBe(true);
        expect(T.collect(a.monomials)).toEqual(a);
        same(T.multiply(a, T.one), a);
        expect(T.isZero(T.multiply(a, T.zero))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("powers", () => {
  /** Monomials, those of the parameters alone positive wherever k is. */
  const ofParameters = ["k", "(k + 1)/k", "3/4", "k^2*(k + 3)", "2*k/(k + 1)^2"];
  const ofState = ["u[1]", "u[2]^p", "2*k*u[1]", "k^2*u[i]"];
  const exponents = (mostDen: number) =>
    fc
      .tuple(
        fc.integer({ min: -4, max: 4 }),
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: 1, max: mostDen }),
      )
      .map(([constant, slope, den]) =>
        P.scale(
          P.add(P.constant(constant), P.scale(P.variable("p"), Q.integer(slope))),
          Q.rational(1n, BigInt(den)),
        ),
      );
  /** Integers for bases of any sign, and fractions for positive ones. */
  const cases = [
    ["of any sign, whole exponents", fc.constantFrom(...ofParameters, ...ofState), exponents(1)],
    ["positive, any exponents", fc.constantFrom(...ofParameters), exponents(3)],
  ] as const;

  test.each(cases)("%s: a^e b^e = (a b)^e and a^e a^f = a^(e + f)", (_, base, exponent) => {
    fc.assert(
      fc.property(base, base, exponent, exponent, (x, y, e, f) => {
        const [a, b] = [term(x), term(y)];
        same(
          T.multiply(powerOf(a, e, facts), powerOf(b, e, facts)),
          powerOf(T.multiply(a, b), e, facts),
        );
        same(
          T.multiply(powerOf(a, e, facts), powerOf(a, f, facts)),
          powerOf(a, P.add(e, f), facts),
        );
      }),
      { numRuns: 60 },
    );
  });

  test.each(cases)("%s: (a^e)^f = a^(e f)", (_, base, exponent) => {
    fc.assert(
      fc.property(base, exponent, fc.integer({ min: -3, max: 3 }), (x, e, n) => {
        const f = P.constant(n);
        same(
          powerOf(powerOf(term(x), e, facts), f, facts),
          powerOf(term(x), P.multiply(e, f), facts),
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each<[string, string, string]>([
    ["a letter", "sqrt(b^2)", "b"],
    ["a letter, the other way", "sqrt(b^2)", "-b"],
    ["a sum of letters", "sqrt((1 - b)^2)", "1 - b"],
    ["a sum of letters, the other way", "sqrt((1 - b)^2)", "b - 1"],
    ["a factor of a root", "sqrt(b^2*k)", "b*sqrt(k)"],
  ])("a root of a square of open sign is not taken: %s", (_, root, taken) => {
    expect(T.equal(term(root), term(taken))).toBe(false);
    same(term(`(${root})^2`), term(`(${taken})^2`));
  });

  test("half a symbolic exponent of a square is no whole power", () => {
    expect(T.equal(term("(b^2)^(p/2)"), term("b^p"))).toBe(false);
  });

  test.each([
    "sqrt(u[1]^2)",
    "(u[1]^2)^(p/2)",
    "(u[1]^p)^(1/2)",
    "sqrt(u[1]*u[2])",
    "(u[1]^2)^b",
    "sqrt(sum(j in 1..k, u[j])^2)",
  ])("%s has no rule: the state may have any sign", (text) => {
    expect(() => term(text)).toThrow(NotDerivable);
  });

  test.each<[string, string]>([
    ["(u[1]^4)^(p/2)", "u[1]^(2*p)"],
    ["(u[1]^2*u[2]^6)^p", "u[1]^(2*p)*u[2]^(6*p)"],
    ["sqrt(u[1]^4*k)", "u[1]^2*sqrt(k)"],
    ["(b^2)^p", "b^(2*p)"],
    ["sqrt(b^4)", "b^2"],
    ["sqrt((k + 1)^2)", "k + 1"],
  ])("%s is %s whatever the signs", (a, b) => {
    same(term(a), term(b));
  });

  test("with a natural exponent multiply out, sums too", () => {
    same(powerOf(term("u[1] + u[2]"), P.constant(2)), term("u[1]^2 + 2*u[1]*u[2] + u[2]^2"));
    fc.assert(
      fc.property(arbitraryTerm(2), fc.nat(3), ({ term: a }, n) => {
        same(powerOf(a, P.constant(n)), T.product(Array.from({ length: n }, () => a)));
      }),
      { numRuns: 40 },
    );
  });

  test("a square root squared is the term", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ofParameters, "u[1]", "2*k*u[1]"), (x) => {
        same(T.power(squareRoot(term(x)), 2), term(x));
      }),
      { numRuns: 20 },
    );
  });

  test.each<[string, string]>([
    ["a sum under a symbolic exponent", "(u[1] + u[2])^p"],
    ["a sum under a fraction", "sqrt(u[1] + u[2])"],
    ["a sum under a negative exponent", "1/(u[1] + u[2])"],
    ["a negative number under a symbolic exponent", "(-2)^p"],
    ["zero under a symbolic exponent", "(k - k)^p"],
    ["an exponent that depends on the state", "k^u[1]"],
    ["an exponent with a denominator", "k^(1/p)"],
  ])("%s has no rule, and says so", (_, text) => {
    expect(() => term(text)).toThrow(NotDerivable);
  });

  test("list what must be positive: every base, also inside sums", () => {
    const bases = powerBases(term("sqrt(k + 1)*sum(j in 1..k, u[j]) + ((1 - b)/k)^p"));
    expect(bases.map((base) => P.variables(base)).sort()).toEqual([["b"], ["k"], ["k"]]);
    expect(powerBases(term("u[1]^p + k^2"))).toEqual([]);
  });
});
