import { describe, expect, test } from "vitest";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import { delta, indexRange, symbol } from "../../../src/symbolic/term/atom.ts";
import { formatTerm } from "../../../src/symbolic/term/format.ts";
import { sumOver } from "../../../src/symbolic/term/sum.ts";
import * as T from "../../../src/symbolic/term/term.ts";
import { term } from "./term-of-text.ts";

const range = indexRange(P.one, P.variable("k"));
const u = (place: string) => T.ofAtom(symbol("u", [place]));
const kronecker = (i: string, j: string) => T.ofAtom(delta(i, j));

/** Equal by the difference, and the very same text: the form does not remember how it was made. */
function expectSame(a: T.Term, b: T.Term): void {
  expect(T.equal(a, b)).toBe(true);
  expect(a.monomials.map(({ key }) => key)).toEqual(b.monomials.map(({ key }) => key));
}

describe("two ways of writing one thing have one form", () => {
  test.each<[string, string, string]>([
    ["the order of a sum", "u[1] + u[2] + 3", "3 + u[2] + u[1]"],
    ["the order of a product", "u[1]*A[1,2]*u[2]", "u[2]*u[1]*A[1,2]"],
    ["a Gram matrix is symmetric", "A[1,2] - A[2,1]", "0"],
    ["a Gram matrix of unit vectors has ones on its diagonal", "A[1,1]*u[1]", "u[1]"],
    ["letters that are bound have no name", "sum(j in 1..k, u[j]^p)", "sum(l in 1..k, u[l]^p)"],
    [
      "the order of two sums",
      "sum(i in 1..k, sum(j in 1..k, A[i,j]*u[i]^2*u[j]))",
      "sum(j in 1..k, sum(i in 1..k, A[i,j]*u[i]^2*u[j]))",
    ],
    [
      "letters of two sums exchanged",
      "sum(i in 1..k, sum(j in 1..k, A[i,j]*u[i]^2*u[j]))",
      "sum(i in 1..k, sum(j in 1..k, A[j,i]*u[j]^2*u[i]))",
    ],
    [
      "a square of a sum is a double sum",
      "sum(j in 1..k, u[j])^2",
      "sum(i in 1..k, sum(j in 1..k, u[i]*u[j]))",
    ],
    [
      "what does not depend on the letter is pulled out",
      "sum(j in 1..k, u[i]*u[j])",
      "u[i]*sum(j in 1..k, u[j])",
    ],
    ["a sum of ones counts", "sum(j in 1..k, 1)", "k"],
    ["a sum of nothing but a parameter counts", "sum(j in 2..k, p)", "p*(k - 1)"],
    [
      "linearity",
      "sum(j in 1..k, 2*u[j] + p*u[j]^2)",
      "2*sum(j in 1..k, u[j]) + p*sum(j in 1..k, u[j]^2)",
    ],
    ["exponents add up", "u[1]^p*u[1]^2", "u[1]^(p + 2)"],
    [
      "exponents add up inside a sum",
      "sum(j in 1..k, u[j]*u[j]^(p - 1))",
      "sum(j in 1..k, u[j]^p)",
    ],
    ["fractions are reduced", "(p^2 - 4)/(p + 2)*u[1]", "(p - 2)*u[1]"],
    ["what cancels is gone", "u[1]^p/u[1]^p", "1"],
    ["powers of one base are proportional", "(1 + k)^(p/2)/(1 + k)^(p/2 - 1)", "1 + k"],
    ["a power of a product is a product of powers", "(4*k)^(p/2)", "2^p*k^(p/2)"],
    ["a root of a square", "sqrt(k^2*(1 + k))", "k*sqrt(1 + k)"],
    ["a quotient of powers", "((1 + (k - 1)*b)/k)^(p/2)", "(1 + (k - 1)*b)^(p/2)/k^(p/2)"],
    [
      "letters as numbers",
      "sum(q in 1..P, q*y[q]*sum(j in 1..k, u[j]^(q - 1)))",
      "sum(j in 1..k, sum(q in 1..P, y[q]*u[j]^(q - 1)*q))",
    ],
  ])("%s", (_, a, b) => {
    expectSame(term(a), term(b));
  });

  test.each<[string, string]>([
    ["u[1]", "u[2]"],
    ["u[i]", "u[j]"],
    ["sum(j in 1..k, u[j])", "sum(j in 2..k, u[j])"],
    ["sum(j in 1..k, u[j]^2)", "sum(j in 1..k, u[j])^2"],
    [
      "sum(i in 1..k, sum(j in 1..k, A[i,j]*u[i]^2*u[j]))",
      "sum(i in 1..k, sum(j in 1..k, A[i,j]*u[i]^2*u[j]^2))",
    ],
    ["(1 + k)^(p/2)", "(1 + k)^(p/3)"],
    ["y[i]", "y[1]"],
  ])("%s is not %s", (a, b) => {
    expect(T.equal(term(a), term(b))).toBe(false);
  });
});

describe("Kronecker deltas are used up", () => {
  test("in a sum over one of their letters", () => {
    expectSame(sumOver("#j", range, T.multiply(kronecker("#i", "#j"), u("#j"))), u("#i"));
    expectSame(sumOver("#j", range, T.multiply(kronecker("#j", "2"), u("#j"))), u("2"));
  });

  test("one after another", () => {
    const both = T.product([kronecker("#i", "#j"), kronecker("#j", "#l"), u("#l")]);
    expectSame(sumOver("#l", range, sumOver("#j", range, both)), u("#i"));
    expectSame(
      sumOver("#j", range, T.multiply(kronecker("#i", "#j"), kronecker("#j", "1"))),
      kronecker("#i", "1"),
    );
  });

  test("over both letters they count", () => {
    const trace = sumOver("#i", range, sumOver("#j", range, kronecker("#i", "#j")));
    expectSame(trace, term("k"));
  });

  test("a square is the delta itself, of one place 1, of two integers 0", () => {
    expectSame(T.power(kronecker("#i", "#j"), 2), kronecker("#i", "#j"));
    expectSame(kronecker("#i", "#i"), T.one);
    expectSame(kronecker("3", "3"), T.one);
    expectSame(kronecker("1", "2"), T.zero);
  });

  test("and rename what stands beside them: delta[i,j] u[j] is delta[i,j] u[i]", () => {
    expectSame(
      T.multiply(kronecker("#i", "#j"), u("#j")),
      T.multiply(kronecker("#i", "#j"), u("#i")),
    );
  });
});

describe("terms as text", () => {
  test.each<[string, string]>([
    ["-sum(j in 1..k, u[j]^p)", "-sum(j in 1..k, u[j]^p)"],
    [
      "sum(i in 1..k, A[j,i]*u[i]^(q - 1)) - u[j]*2",
      "sum(l in 1..k, A[l,j]*u[l]^(q - 1)) - 2*u[j]",
    ],
    ["0*u[1]", "0"],
  ])("%s", (text, written) => {
    expect(formatTerm(term(text))).toBe(written);
  });

  test.each([
    "sum(i in 1..k, sum(j in 1..k, A[i,j]*u[i]^2*u[j]))*u[l] - p*u[1]",
    "((1 + (k - 1)*b)/k)^(p/2)*(p - 2)/(k + p - 2)",
    "sum(q in 1..P, q*y[q]*sum(j in 1..k, u[j]^(q - 1)))",
    "u[j]*sum(j in 1..k, u[j])",
  ])("%s is read again as the same term", (text) => {
    const once = term(text);
    expectSame(term(formatTerm(once)), once);
  });
});

test("bases are irreducible in one variable, so that powers of products are products of powers", () => {
  expectSame(term("(k^2 + k)^(p/2)"), term("k^(p/2)*(k + 1)^(p/2)"));
  expectSame(term("((k + 1)/2)^p*((k^2 + k)/2)^(-p/2)"), term("((k + 1)/(2*k))^(p/2)"));
});
