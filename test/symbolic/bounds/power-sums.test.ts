import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import { abstracted, type OverlapFacts } from "../../../src/symbolic/bounds/power-sums.ts";
import { evaluate as evaluatePolynomial } from "../../../src/symbolic/exact/in-one-variable.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import * as R from "../../../src/symbolic/exact/rational-function.ts";
import { formatFormula, truthAt } from "../../../src/symbolic/prove/formula.ts";
import { indexRange, symbol } from "../../../src/symbolic/term/atom.ts";
import { NotDerivable } from "../../../src/symbolic/term/not-derivable.ts";
import { powerOf } from "../../../src/symbolic/term/power.ts";
import { sumOver } from "../../../src/symbolic/term/sum.ts";
import * as T from "../../../src/symbolic/term/term.ts";

const [p, k] = [P.variable("p"), P.variable("k")];
const range = indexRange(P.one, k);
const u = (place: string): T.Term => T.ofAtom(symbol("u", [place]));
const powerSum = (n: P.Polynomial): T.Term => sumOver("#i", range, powerOf(u("#i"), n));
const minus = (n: bigint): P.Polynomial => P.subtract(p, P.constant(n));

// u1^(p-1) - u2^(p-1) - (u1 - u2) S_p, the gap of Lemma B.2 over p.
const gap = T.subtract(
  T.subtract(powerOf(u("1"), minus(1n)), powerOf(u("2"), minus(1n))),
  T.multiply(T.subtract(u("1"), u("2")), powerSum(p)),
);

const known = (more: Partial<OverlapFacts> = {}): OverlapFacts => ({
  range,
  projection: powerSum(P.constant(2n)),
  isSpanning: false,
  isNonNegative: true,
  isAcute: false,
  largest: ["1"],
  largestInSize: [],
  // For p >= 3: a polynomial in p that is linear with slope 1, or a constant.
  isNonNegativePolynomial: async (a) =>
    Q.sign(evaluatePolynomial(a, new Map([["p", Q.integer(3)]]))) >= 0,
  ...more,
});

/** Overlaps of a vector shorter than 1, the largest first. */
const overlaps = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 5 })
  .map((sizes) => sizes.sort((a, b) => b - a).map((n) => Q.rational(BigInt(n), 150n)));

/** The value that a variable of the abstraction has, by what its legend says. */
function worthOf(name: string, legend: string, us: readonly Q.Rational[], degree: number) {
  const at = (exponent: string): bigint => {
    const [, sign = "+", shift = "0"] = /^p(?: ([-+]) ([0-9]+))?$/.exec(exponent) ?? [];
    const number = /^[0-9]+$/.exec(exponent);
    if (number !== null) return BigInt(exponent);
    return BigInt(degree) + (sign === "-" ? -1n : 1n) * BigInt(shift);
  };
  const single = /^u\[([0-9]+)\](?:\.([0-9]+))?$/.exec(name);
  if (single !== null) {
    const base = us[Number(single[1]) - 1]!;
    const exponent = new RegExp(`u\\[c\\]\\.${single[2]} = u\\[c\\]\\^\\(([^)]*)\\)`).exec(legend);
    return single[2] === undefined ? base : Q.power(base, at(exponent![1]!));
  }
  const escaped = name.replace(".", "\\.");
  const exponent = new RegExp(`${escaped} = sum\\(i, u\\[i\\]\\^\\(([^)]*)\\)`).exec(legend);
  return us.map((x) => Q.power(x, at(exponent![1]!))).reduce(Q.add);
}

describe("what is known of the variables", () => {
  test("is true at overlaps of vectors, for every degree, in exact arithmetic", async () => {
    const { facts, variables, legend } = await abstracted([gap], known());
    fc.assert(
      fc.property(overlaps, fc.integer({ min: 3, max: 7 }), (us, degree) => {
        const point = new Map(variables.map((name) => [name, worthOf(name, legend, us, degree)]));
        point.set("p", Q.integer(degree));
        return facts.every((fact) => truthAt(fact, point) === true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test("and the functions have the values of the terms", async () => {
    const { functions, variables, legend } = await abstracted([gap], known());
    const us = [Q.rational(1n, 2n), Q.rational(1n, 3n), Q.rational(1n, 5n)];
    const point = new Map(variables.map((name) => [name, worthOf(name, legend, us, 4)]));
    point.set("p", Q.integer(4));
    const S = us.map((x) => Q.power(x, 4n)).reduce(Q.add);
    const [a, b] = [us[0]!, us[1]!];
    const expected = Q.subtract(
      Q.subtract(Q.power(a, 3n), Q.power(b, 3n)),
      Q.multiply(Q.subtract(a, b), S),
    );
    expect(R.evaluate(functions[0]!, point)).toEqual(expected);
  });
});

test("symbolic powers of overlaps that may be negative are not taken", async () => {
  await expect(abstracted([gap], known({ isNonNegative: false }))).rejects.toThrow(NotDerivable);
});

test("sums over pairs are variables of which nothing is known but their sign", async () => {
  const entry = T.ofAtom(symbol("A", ["#i", "#j"]));
  const pair = T.product([u("#i"), entry, u("#j")]);
  const pairs = sumOver("#i", range, sumOver("#j", range, pair));
  const free = await abstracted([pairs], known({ largest: [], isAcute: false }));
  expect(free.facts).toEqual([]);
  const acute = await abstracted([pairs], known({ largest: [], isAcute: true }));
  expect(acute.facts.map(formatFormula)).toEqual(["Q.1 >= 0"]);
});
