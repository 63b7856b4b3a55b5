import { describe, expect, test } from "vitest";
import { axisOver, placeOn, ticksOf, tickText } from "../../../src/report/figure/scale.ts";

describe("axes", () => {
  test.each<[number, number, number, readonly number[]]>([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-1, 1, 4, [-1, -0.5, 0, 0.5, 1]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [3, 47, 5, [10, 20, 30, 40]],
  ])("from %s to %s has round numbers", (from, to, count, expected) => {
    expect(ticksOf({ kind: "linear", from, to }, count)).toEqual(expected);
  });

  test("a logarithmic one has powers of ten, fewer where they are many", () => {
    expect(ticksOf({ kind: "log", from: 0.9, to: 1500 }, 5)).toEqual([1, 10, 100, 1000]);
    expect(ticksOf({ kind: "log", from: 1, to: 1e8 }, 4)).toEqual([1, 1e3, 1e6]);
  });

  test("have room for every number; a logarithm has none for 0 and for what is negative", () => {
    const axis = axisOver([0, 10, 1000, -5, Number.NaN], "log");
    expect(axis.from).toBeLessThan(10);
    expect(axis.to).toBeGreaterThan(1000);
    expect(placeOn(axis, 100)).toBeCloseTo(0.5, 12);
    expect(Number.isFinite(placeOn(axis, 0))).toBe(false);
    const one = axisOver([3], "linear");
    expect(placeOn(one, 3)).toBeCloseTo(0.5, 12);
    expect(Number.isFinite(axisOver([], "linear").to)).toBe(true);
  });

  test("numbers beside them are short", () => {
    expect([0, -0.5, 1000, 1e6, 2.5e-5].map(tickText)).toEqual([
      "0",
      "\u22120.5",
      "1000",
      "1e6",
      "2.5e-5",
    ]);
  });
});
