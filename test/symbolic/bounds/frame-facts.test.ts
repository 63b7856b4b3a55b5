import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import { abstracted, type OverlapFacts } from "../../../src/symbolic/bounds/power-sums.ts";
import { evaluate as evaluatePolynomial } from "../../../src/symbolic/exact/in-one-variable.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import { formatFormula, truthAt } from "../../../src/symbolic/prove/formula.ts";
import { indexRange, inverseEntry, symbol } from "../../../src/symbolic/term/atom.ts";
import { evaluateTerm } from "../../../src/symbolic/term/evaluate.ts";
import { powerOf } from "../../../src/symbolic/term/power.ts";
import { sumOver } from "../../../src/symbolic/term/sum.ts";
import * as T from "../../../src/symbolic/term/term.ts";

const [p, k] = [P.variable("p"), P.variable("k")];
const half = P.scale(p, Q.rational(1n, 2n));
const range = indexRange(P.one, k);
const u = (place: string): T.Term => T.ofAtom(symbol("u", [place]));
const powerSum = (n: P.Polynomial): T.Term => sumOver("#i", range, powerOf(u("#i"), n));
const entry = T.product([T.ofAtom(inverseEntry("#i", "#j", range)), u("#i"), u("#j")]);
const projection = sumOver("#i", range, sumOver("#j", range, entry));
const eigenvalue = (place: string): T.Term => T.ofAtom(symbol("eigenvalue", [place]));

// S_p, (lambda_1 s)^(p/2) and lambda_k^(p/2): what the two bounds of the rate of s speak of.
const terms = [
  powerSum(p),
  powerOf(T.multiply(eigenvalue("1"), projection), half),
  powerOf(eigenvalue("k"), half),
];

const known: OverlapFacts = {
  range,
  projection,
  isSpanning: false,
  isNonNegative: true,
  isAcute: false,
  largest: [],
  largestInSize: [],
  // For p >= 2 and k >= 2, the only parameters here.
  isNonNegativePolynomial: async (a) =>
    [2, 8].every((n) =>
      [2, 9].every((m) => {
        const point = new Map([
          ["p", Q.integer(n)],
          ["k", Q.integer(m)],
        ]);
        return Q.sign(evaluatePolynomial(a, point)) >= 0;
      }),
    ),
};

/** Two unit vectors at a cosine b, overlaps that are not negative and lie in their ellipse. */
const pairs = fc
  .tuple(fc.integer({ min: -9, max: 9 }), fc.nat(60), fc.nat(60))
  .map(([b, x, y]) => ({
    b: Q.rational(BigInt(b), 10n),
    us: [Q.rational(BigInt(x), 60n), Q.rational(BigInt(y), 60n)],
  }))
  .filter(({ b, us: [x, y] }) => {
    // u^T A^-1 u = (x^2 - 2 b x y + y^2)/(1 - b^2) <= 1
    const mixed = Q.multiply(Q.integer(2), Q.multiply(b, Q.multiply(x!, y!)));
    const form = Q.subtract(Q.add(Q.power(x!, 2n), Q.power(y!, 2n)), mixed);
    return Q.compare(form, Q.subtract(Q.one, Q.power(b, 2n))) <= 0;
  });

/** What the symbols are worth: 1 + |b| and 1 - |b| are the eigenvalues of [[1, b], [b, 1]]. */
function symbolAt(b: Q.Rational, us: readonly Q.Rational[]) {
  const size = Q.sign(b) < 0 ? Q.negate(b) : b;
  const determinant = Q.subtract(Q.one, Q.power(b, 2n));
  return (name: string, places: readonly number[]) => {
    const [i, j] = places;
    const value =
      name === "u"
        ? us[i! - 1]!
        : name === "inverse"
          ? Q.divide(i === j ? Q.one : Q.negate(b), determinant)
          : i === 1
            ? Q.add(Q.one, size)
            : Q.subtract(Q.one, size);
    return { lower: value, upper: value };
  };
}

describe("what is known of frames", () => {
  test("is true at pairs of vectors, for every even degree, in exact arithmetic", async () => {
    const { facts, variables, others, legend } = await abstracted(terms, known);
    const sums = new Map(
      [...legend.matchAll(/(S\.[0-9]+) = sum\(i, u\[i\]\^\((p|2)\)\)/g)].map(
        ([, name, n]) => [name!, n!] as const,
      ),
    );
    expect(sums.size + others.length).toBe(variables.length);
    fc.assert(
      fc.property(pairs, fc.constantFrom(2, 4, 6), ({ b, us }, degree) => {
        const parameters = new Map([
          ["p", Q.integer(degree)],
          ["k", Q.integer(2)],
        ]);
        const point = new Map(parameters);
        const at = { parameters, symbol: symbolAt(b, us) };
        for (const { name, atom, exponent } of others) {
          point.set(name, evaluateTerm(T.ofAtom(atom, exponent), at)!.lower);
        }
        for (const [name, n] of sums) {
          const power = BigInt(n === "p" ? degree : n);
          point.set(name, us.map((x) => Q.power(x, power)).reduce(Q.add));
        }
        for (const fact of facts) expect(truthAt(fact, point), formatFormula(fact)).toBe(true);
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  test("holds the Rayleigh quotient, its power and the mean of powers", async () => {
    const { facts } = await abstracted(terms, known);
    expect(facts.length).toBeGreaterThan(12);
  });

  test("says nothing of means of overlaps that may be negative, for odd degrees", async () => {
    const norm = powerOf(powerSum(P.constant(2n)), half);
    const free = { ...known, isNonNegative: false };
    const { facts } = await abstracted([powerSum(p), norm], free);
    const texts = facts.map(formatFormula);
    expect(texts.some((text) => /k/.test(text))).toBe(false);
  });
});
