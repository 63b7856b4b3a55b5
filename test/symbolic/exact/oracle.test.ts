/** Answers of an outside system, stored with the script that made them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { realRoots, toDecimal } from "../../../src/symbolic/exact/algebraic-number.ts";
import { primitivePart } from "../../../src/symbolic/exact/division.ts";
import { integerFactors } from "../../../src/symbolic/exact/factorise.ts";
import { gcd } from "../../../src/symbolic/exact/gcd.ts";
import { discriminant, resultant } from "../../../src/symbolic/exact/resultant.ts";
import { polynomial } from "./arbitrary.ts";

interface Answers {
  readonly gcd: readonly { readonly a: string; readonly b: string; readonly gcd: string }[];
  readonly resultant: readonly {
    readonly a: string;
    readonly b: string;
    readonly resultant: string;
  }[];
  readonly discriminant: readonly { readonly a: string; readonly discriminant: string }[];
  readonly factors: readonly {
    readonly p: string;
    readonly factors: readonly {
      readonly factor: readonly string[];
      readonly multiplicity: number;
    }[];
  }[];
  readonly roots: readonly {
    readonly p: string;
    readonly roots: readonly { readonly value: string; readonly multiplicity: number }[];
  }[];
}

const stored = join(import.meta.dirname, "../../oracles/exact/sympy-answers.json");
const answers: Answers = JSON.parse(readFileSync(stored, "utf8"));

describe("answers of sympy", () => {
  test(`the gcd of ${answers.gcd.length} pairs in one to five variables`, () => {
    for (const { a, b, gcd: expected } of answers.gcd) {
      expect(gcd(polynomial(a), polynomial(b)), `gcd(${a}, ${b})`).toEqual(
        primitivePart(polynomial(expected)),
      );
    }
  });

  test(`${answers.resultant.length} resultants and ${answers.discriminant.length} discriminants`, () => {
    for (const { a, b, resultant: expected } of answers.resultant) {
      expect(resultant(polynomial(a), polynomial(b), "x"), `Res(${a}, ${b})`).toEqual(
        polynomial(expected),
      );
    }
    for (const { a, discriminant: expected } of answers.discriminant) {
      expect(discriminant(polynomial(a), "x"), `Disc(${a})`).toEqual(polynomial(expected));
    }
  });

  test(`the irreducible factors of ${answers.factors.length} polynomials`, () => {
    const key = (factor: readonly string[], multiplicity: number): string =>
      `${factor.join(" ")} ^${multiplicity}`;
    for (const { p, factors } of answers.factors) {
      const found = integerFactors(polynomial(p));
      expect(
        found.map(({ factor, multiplicity }) => key(factor.map(String), multiplicity)).sort(),
        p,
      ).toEqual(factors.map(({ factor, multiplicity }) => key(factor, multiplicity)).sort());
      expect(
        found.every(({ irreducible }) => irreducible === "shown"),
        p,
      ).toBe(true);
    }
  });

  test(`the real roots of ${answers.roots.length} polynomials, to 25 places`, () => {
    for (const { p, roots } of answers.roots) {
      const found = realRoots(polynomial(p));
      expect(
        found.map(({ root, multiplicity }) => ({ value: toDecimal(root, 25), multiplicity })),
        p,
      ).toEqual(roots);
    }
  });
});
