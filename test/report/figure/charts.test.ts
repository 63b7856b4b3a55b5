import { describe, expect, test } from "vitest";
import { budgetChart } from "../../../src/report/figure/budget-chart.ts";
import { casesChart, ratioOf } from "../../../src/report/figure/cases-chart.ts";
import { report } from "../made-up-report.ts";

const pair = report.claims.flatMap(({ counterexample }) => counterexample ?? [])[0]!;
const labelsOf = (svg: string | undefined): readonly string[] =>
  [...(svg ?? "").matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text = ""]) => text);

describe("a gap against its budget", () => {
  test("has a row for every term, terms of one name together, and the gap", () => {
    const [term] = pair.budget;
    const svg = budgetChart({ ...pair, budget: [...pair.budget, term!] }, "a");
    expect(labelsOf(svg)).toEqual(
      expect.arrayContaining(["quadrature (estimate)", "floor (bound)", "uncertainty", "gap"]),
    );
    expect(svg).toContain("quadrature (estimate): 0.25");
  });

  test("is not drawn between exact numbers, and says where there is no gap", () => {
    expect(budgetChart({ ...pair, uncertainty: 0, budget: [] }, "a")).toBeUndefined();
    expect(labelsOf(budgetChart({ ...pair, gap: 0 }, "a"))).toContain("gap (none)");
  });
});

describe("the gaps of all cases", () => {
  test("in units of their uncertainty; exact numbers that differ are infinitely far", () => {
    expect(ratioOf(pair)).toBe(4);
    expect(ratioOf({ ...pair, uncertainty: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(ratioOf({ ...pair, gap: 0, uncertainty: 0 })).toBe(0);
    expect(ratioOf({ ...pair, gap: Number.NaN })).toBeUndefined();
  });

  test("have a row a case, the number that is furthest off", () => {
    const near = { ...pair, gap: 0.001 };
    const svg = casesChart([near, pair, { ...near, at: "p=4" }], "b");
    expect(svg).toContain("index at p=3, k=2, d=3: 4 times the uncertainty");
    expect(labelsOf(svg)).toEqual(expect.arrayContaining(["p=3, k=2, d=3", "p=4"]));
    expect(casesChart([pair], "b")).toBeUndefined();
  });
});
