import { afterAll, describe, expect, test } from "vitest";
import { closeCas } from "../../../src/symbolic/cas/nerdamer.ts";
import {
  addCounts,
  noCounts,
  proposeFactorisation,
  proposeRoots,
  proposeSimplification,
} from "../../../src/symbolic/cas/propose.ts";
import { power } from "../../../src/symbolic/exact/polynomial.ts";
import { formatRationalFunction } from "../../../src/symbolic/exact/text.ts";
import { fraction, polynomial } from "../exact/arbitrary.ts";

afterAll(closeCas);

const roots = async (text: string, unknown: string) => {
  const found = await proposeRoots(polynomial(text), unknown);
  return { ...found, roots: found.roots.map(formatRationalFunction) };
};

describe("roots that are proposed and kept", () => {
  test("one equation linear in beta, with symbolic p and k", async () => {
    expect(await roots("1 + (k - 1)*beta - (1 - beta)*(p - 1)", "beta")).toEqual({
      roots: ["(p - 2)/(k + p - 2)"],
      complete: true,
      counts: { asked: 1, kept: 1, dropped: 0 },
    });
  });

  test("variables whose names mean something else to the system are only names", async () => {
    const found = await roots("i*e + pi*x1 - sqrt", "e");
    expect(found.roots).toEqual(["(-pi*x1 + sqrt)/i"]);
  });

  test("x^2 - 2 has no rational root: both answers are dropped, and the list is not complete", async () => {
    expect(await roots("x^2 - 2", "x")).toEqual({
      roots: [],
      complete: false,
      counts: { asked: 1, kept: 0, dropped: 2 },
    });
  });

  test("an equation without the unknown has nothing to propose", async () => {
    expect((await roots("y + 1", "x")).counts).toEqual({ asked: 1, kept: 0, dropped: 1 });
  });
});

describe("answers that the system gets wrong are dropped", () => {
  test("its factorisation of u^2 v - v^3", async () => {
    const { factors, counts } = await proposeFactorisation(polynomial("u^2*v - v^3"));
    expect(factors).toBeUndefined();
    expect(counts).toEqual({ asked: 1, kept: 0, dropped: 1 });
  });

  test("its simplification of (p - 2)/(k + p - 2) - 1/4", async () => {
    const { text, counts } = await proposeSimplification(fraction("(p - 2)/(k + p - 2) - 1/4"));
    expect(text).toBeUndefined();
    expect(counts.dropped).toBe(1);
  });

  test("its factorisation of x^4 + 4 is right and kept", async () => {
    const { factors } = await proposeFactorisation(polynomial("x^4 + 4"));
    expect(factors).toHaveLength(2);
  });
});

describe("a question that takes too long", () => {
  test("is ended and counted as dropped, and the next one is answered", async () => {
    const slow = power(polynomial("a + b + c + d + e + f"), 9);
    const ended = await proposeFactorisation(slow, 300);
    expect(ended).toEqual({ counts: { asked: 1, kept: 0, dropped: 1 } });
    expect((await roots("2*x - 1", "x")).roots).toEqual(["1/2"]);
  });

  test("counts add up", () => {
    const one = { asked: 1, kept: 2, dropped: 3 };
    expect(addCounts(addCounts(noCounts, one), one)).toEqual({ asked: 2, kept: 4, dropped: 6 });
  });
});
