import { describe, expect, test } from "vitest";
import {
  type BudgetTerm,
  compare,
  exactReading,
  uncertaintyOf,
} from "../../../src/checks/judge/budget.ts";

const bound = (error: number): BudgetTerm => ({ name: "rounding", error, basis: "bound" });
const estimate = (error: number): BudgetTerm => ({ name: "integration", error, basis: "estimate" });
const reading = (value: number, ...budget: readonly BudgetTerm[]) => ({ name: "x", value, budget });

describe("two readings agree if their gap is at most the sum of both budgets", () => {
  test("equal certain numbers agree with a gap of 0 against 0", () => {
    expect(compare(reading(3), reading(3), false)).toEqual({
      kind: "agrees",
      gap: 0,
      uncertainty: 0,
    });
  });

  test("a gap of exactly the budget agrees, and the next double differs", () => {
    const [a, b] = [reading(0, bound(0.25)), reading(1, bound(0.75))];
    expect(compare(a, b, false)).toMatchObject({ kind: "agrees", gap: 1, uncertainty: 1 });
    const farther = reading(1 + 2 ** -52, bound(0.75));
    expect(compare(a, farther, false)).toMatchObject({ kind: "differs", uncertainty: 1 });
  });

  test("the order of the two does not matter", () => {
    const [a, b] = [reading(0, estimate(0.25)), reading(1, bound(0.5))];
    expect(compare(a, b, false)).toEqual(compare(b, a, false));
  });

  test("the uncertainty is the sum of the terms", () => {
    expect(uncertaintyOf(reading(0, bound(0.5), estimate(0.25)))).toBe(0.75);
    expect(uncertaintyOf(exactReading("index", 2))).toBe(0);
  });
});

describe("a difference is provisional while an estimate in it was not refined", () => {
  test.each<[string, readonly BudgetTerm[], boolean, boolean]>([
    ["an estimate at the first look", [estimate(0.1)], false, true],
    ["an estimate after the refinement", [estimate(0.1)], true, false],
    ["bounds alone", [bound(0.1)], false, false],
    ["an estimate of 0", [bound(0.1), estimate(0)], false, false],
    ["no terms", [], false, false],
  ])("%s", (_, budget, refined, provisional) => {
    expect(compare(reading(0, ...budget), reading(1), refined)).toMatchObject({
      kind: "differs",
      provisional,
    });
  });
});

describe("what is not finite neither agrees nor differs", () => {
  test.each<[string, number, number, number]>([
    ["NaN on one side", Number.NaN, 1, 0],
    ["NaN on both sides", Number.NaN, Number.NaN, 0],
    ["equal infinities", Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
    ["opposite infinities", Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0],
    ["an infinite budget", 1, 1, Number.POSITIVE_INFINITY],
    ["a budget that is NaN", 1, 2, Number.NaN],
    ["a gap that overflows", Number.MAX_VALUE, -Number.MAX_VALUE, 0],
  ])("%s", (_, a, b, error) => {
    for (const refined of [false, true]) {
      expect(compare(reading(a, bound(error)), reading(b), refined).kind).toBe("unusable");
      expect(compare(reading(b), reading(a, bound(error)), refined).kind).toBe("unusable");
    }
  });
});
