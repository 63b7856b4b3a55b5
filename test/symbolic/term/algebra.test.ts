import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import { NotDerivable } from "../../../src/symbolic/term/not-derivable.ts";
import { powerBases, powerOf, squareRoot } from "../../../src/symbolic/term/power.ts";
import * as T from "../../../src/symbolic/term/term.ts";
import { arbitraryTerm } from "./arbitrary-term.ts";
import { term } from "./term-of-text.ts";

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
  /** Monomials that are positive wherever k and the overlaps are. */
  const positive = fc.constantFrom(
    "u[1]",
    "u[2]^p",
    "k",
    "2*k*u[1]",
    "(k + 1)/k",
    "3/4",
    "k^2*u[i]",
  );
  const exponent = fc
    .tuple(
      fc.integer({ min: -4, max: 4 }),
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([constant, slope, den]) =>
      P.scale(
        P.add(P.constant(constant), P.scale(P.variable("p"), Q.integer(slope))),
        Q.rational(1n, BigInt(den)),
      ),
    );

  test("of positive monomials: a^e b^e = (a b)^e and a^e a^f = a^(e + f)", () => {
    fc.assert(
      fc.property(positive, positive, exponent, exponent, (x, y, e, f) => {
        const [a, b] = [term(x), term(y)];
        same(T.multiply(powerOf(a, e), powerOf(b, e)), powerOf(T.multiply(a, b), e));
        same(T.multiply(powerOf(a, e), powerOf(a, f)), powerOf(a, P.add(e, f)));
      }),
      { numRuns: 100 },
    );
  });

  test("of powers: (a^e)^f = a^(e f)", () => {
    fc.assert(
      fc.property(positive, exponent, fc.integer({ min: -3, max: 3 }), (x, e, n) => {
        const f = P.constant(n);
        same(powerOf(powerOf(term(x), e), f), powerOf(term(x), P.multiply(e, f)));
      }),
      { numRuns: 60 },
    );
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
      fc.property(positive, (x) => {
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
