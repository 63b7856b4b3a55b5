import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import type { Enclosure } from "../../../src/symbolic/exact/enclosure.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import { symbol } from "../../../src/symbolic/term/atom.ts";
import { derivative, replaceAtoms } from "../../../src/symbolic/term/calculus.ts";
import { evaluateTerm } from "../../../src/symbolic/term/evaluate.ts";
import { powerOf } from "../../../src/symbolic/term/power.ts";
import * as T from "../../../src/symbolic/term/term.ts";
import { arbitraryPlace, arbitraryTerm, type Place, pointOf } from "./arbitrary-term.ts";
import { term } from "./term-of-text.ts";

fc.configureGlobal({ seed: 1_637 });

const valueAt = (t: T.Term, at: Place): Enclosure => {
  const value = evaluateTerm(t, pointOf(at));
  if (value === undefined) throw new Error("expected a value");
  return value;
};

describe("the value of a term", () => {
  test("is that of plain doubles, to within their rounding", () => {
    fc.assert(
      fc.property(arbitraryTerm(3), arbitraryPlace, ({ term: t, value }, at) => {
        const { lower, upper } = valueAt(t, at);
        const [low, high, plain] = [Q.toNumber(lower), Q.toNumber(upper), value(at)];
        // At most a few hundred operations on numbers that are at most some 10^4 times the sum's
        // terms: 2^-53 each. Terms may cancel, so the size that counts is that of the largest.
        const size = Math.max(1, Math.abs(plain), biggest(t, at));
        expect(low).toBeLessThanOrEqual(plain + 1e-12 * size);
        expect(high).toBeGreaterThanOrEqual(plain - 1e-12 * size);
        expect(high - low).toBeLessThanOrEqual(1e-40 * size + 2 ** -52 * Math.abs(high));
      }),
      { numRuns: 150 },
    );
  });

  test("is exact where everything is rational", () => {
    const point = { parameters: new Map([["k", Q.integer(3)]]) };
    expect(evaluateTerm(term("sum(j in 1..k, 1/k) - 1/7"), point)).toEqual({
      lower: Q.rational(6n, 7n),
      upper: Q.rational(6n, 7n),
    });
  });

  test("encloses a root as tightly as 160 bits allow", () => {
    const point = { parameters: new Map([["k", Q.integer(2)]]) };
    const { lower, upper } = evaluateTerm(term("sqrt(k)"), point)!;
    expect(Q.compare(Q.multiply(lower, lower), Q.integer(2))).toBe(-1);
    expect(Q.compare(Q.multiply(upper, upper), Q.integer(2))).toBe(1);
    expect(Q.compare(Q.subtract(upper, lower), Q.rational(1n, 1n << 159n))).toBe(-1);
  });

  test("does not exist at a pole, nor for a symbol without a value", () => {
    const point = { parameters: new Map([["k", Q.zero]]) };
    expect(evaluateTerm(term("1/k"), point)).toBeUndefined();
    expect(evaluateTerm(term("u[1]"), point)).toBeUndefined();
  });
});

/** The largest monomial of a term at a place: what cancellation is measured against. */
const biggest = (t: T.Term, at: Place): number =>
  Math.max(
    ...t.monomials.map((m) => {
      const { lower, upper } = valueAt({ monomials: [m] }, at);
      return Math.max(Math.abs(Q.toNumber(lower)), Math.abs(Q.toNumber(upper)));
    }),
    0,
  );

describe("the derivative", () => {
  test.each<[string, string]>([
    ["u[1]^p", "p*u[1]^(p - 1)"],
    ["u[2]^p", "0"],
    ["A[1,2]*k", "0"],
    ["sum(j in 1..k, u[j]^p)", "p*u[1]^(p - 1)"],
    ["sum(j in 1..k, u[j])^2", "2*sum(j in 1..k, u[j])"],
    ["sum(i in 1..k, sum(j in 1..k, A[i,j]*u[i]*u[j]))", "2*sum(j in 1..k, A[1,j]*u[j])"],
    ["1/u[1]", "-1/u[1]^2"],
  ])("of %s with respect to u[1] is %s", (of, is) => {
    expect(T.equal(derivative(term(of), "u", "1"), term(is))).toBe(true);
  });

  test("with respect to a letter holds for every place at once", () => {
    const of = derivative(term("sum(j in 1..k, u[j]^p)"), "u", "#i");
    expect(T.equal(of, term("p*u[i]^(p - 1)"))).toBe(true);
  });

  const pair = fc.tuple(arbitraryTerm(2), arbitraryTerm(2));
  const d = (t: T.Term): T.Term => derivative(t, "u", "1");

  test("is linear, and obeys the product rule", () => {
    fc.assert(
      fc.property(pair, ([{ term: a }, { term: b }]) => {
        expect(T.equal(d(T.subtract(a, b)), T.subtract(d(a), d(b)))).toBe(true);
        const product = T.add(T.multiply(d(a), b), T.multiply(a, d(b)));
        expect(T.equal(d(T.multiply(a, b)), product)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("second derivatives do not depend on the order", () => {
    fc.assert(
      fc.property(arbitraryTerm(3), ({ term: t }) => {
        const [first, second] = [derivative(d(t), "u", "2"), d(derivative(t, "u", "2"))];
        expect(T.equal(first, second)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("is the limit of difference quotients, computed in exact rationals", () => {
    fc.assert(
      fc.property(arbitraryTerm(3), arbitraryPlace, ({ term: t }, at) => {
        const [coarse, fine] = [quotient(t, at, 40n), quotient(t, at, 41n)];
        const { lower, upper } = valueAt(d(t), at);
        // The error of a central quotient is c h^2 + O(h^4), so that of the finer one is a third
        // of the distance of the two, and the rest is 2^-80 of it: the distance bounds it.
        const distance = Q.add(width(coarse, fine), Q.subtract(upper, lower));
        expect(Q.compare(fine.lower, Q.add(upper, distance))).toBeLessThanOrEqual(0);
        expect(Q.compare(fine.upper, Q.subtract(lower, distance))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 80 },
    );
  });
});

/** (f(u + h e_1) - f(u - h e_1)) / (2 h) with h = 2^-bits, enclosed. */
function quotient(t: T.Term, at: Place, bits: bigint): Enclosure {
  const h = Q.rational(1n, 1n << bits);
  const moved = (by: Q.Rational): Place => ({ ...at, u: [Q.add(at.u[0]!, by), ...at.u.slice(1)] });
  const [above, below] = [valueAt(t, moved(h)), valueAt(t, moved(Q.negate(h)))];
  const slope = (rise: Q.Rational): Q.Rational => Q.divide(rise, Q.multiply(Q.integer(2), h));
  return {
    lower: slope(Q.subtract(above.lower, below.upper)),
    upper: slope(Q.subtract(above.upper, below.lower)),
  };
}

/** The length of the least interval that holds both. */
function width(a: Enclosure, b: Enclosure): Q.Rational {
  const lower = Q.compare(a.lower, b.lower) < 0 ? a.lower : b.lower;
  const upper = Q.compare(a.upper, b.upper) > 0 ? a.upper : b.upper;
  return Q.subtract(upper, lower);
}

describe("replacing atoms", () => {
  const third = Q.rational(1n, 3n);

  test("every overlap by one number is the value where all overlaps are that number", () => {
    fc.assert(
      fc.property(arbitraryTerm(3), arbitraryPlace, ({ term: t }, at) => {
        const flat = { ...at, u: at.u.map(() => third) };
        const replaced = replaceAtoms(
          t,
          (atom) => (atom.kind === "symbol" && atom.name === "u" ? T.constant(third) : undefined),
          powerOf,
        );
        const [before, after] = [valueAt(t, flat), valueAt(replaced, at)];
        // Two enclosures of one number have a point in common.
        expect(Q.compare(before.lower, after.upper)).toBeLessThanOrEqual(0);
        expect(Q.compare(after.lower, before.upper)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });

  test("reaches into sums, and counts what became constant", () => {
    const m = T.ofAtom(symbol("m"));
    const replaced = replaceAtoms(
      term("sum(j in 1..k, u[j]^p)"),
      (atom) => (atom.kind === "symbol" && atom.name === "u" ? m : undefined),
      powerOf,
    );
    expect(T.equal(replaced, T.multiply(term("k"), T.ofAtom(symbol("m"), P.variable("p"))))).toBe(
      true,
    );
  });

  test("by nothing changes nothing", () => {
    fc.assert(
      fc.property(arbitraryTerm(3), ({ term: t }) => {
        expect(
          T.equal(
            replaceAtoms(t, () => undefined, powerOf),
            t,
          ),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
