import { describe, expect, test } from "vitest";
import {
  axesOf,
  axisOver,
  placed,
  powersBetween,
  scaleOptions,
  tickText,
} from "../../../src/report/figure/axes.ts";

describe("axes", () => {
  test("have room for every number; a logarithm has none for 0 and for what is negative", () => {
    const axis = axisOver([0, 10, 1000, -5, Number.NaN], "log");
    expect(axis.from).toBeLessThan(10);
    expect(axis.to).toBeGreaterThan(1000);
    expect(Math.sqrt(axis.from * axis.to)).toBeCloseTo(100, 9);
    expect(placed(axis, 0)).toBeNaN();
    expect(placed(axis, -5)).toBeNaN();
    expect(placed(axis, 10)).toBe(10);
    const one = axisOver([3], "linear");
    expect((one.from + one.to) / 2).toBe(3);
    expect(Number.isFinite(axisOver([], "linear").to)).toBe(true);
  });

  test("of two overlaps have the same ends, so that angles are seen as they are", () => {
    const series = [
      { label: "", style: "line", role: "observed", points: [{ x: -1, y: 0.5 }] },
    ] as const;
    const panels = [{ label: "", series, rules: [] }];
    const figure = { y: ["u[2]"], scale: {}, interval: "error", runs: 1, panels } as const;
    const plane = axesOf({ ...figure, x: "u[1]" }, panels[0]!);
    expect(plane.x).toEqual(plane.y);
    const other = axesOf({ ...figure, x: "d" }, panels[0]!);
    expect(other.x).not.toEqual(other.y);
  });

  test("over decades are marked at powers of ten, fewer where they are many", () => {
    expect(powersBetween(0.9, 1500)).toEqual([1, 10, 100, 1000]);
    expect(powersBetween(1, 1e11)).toEqual([1, 1e2, 1e4, 1e6, 1e8, 1e10]);
    expect(powersBetween(2, 9)).toEqual([]);
    expect(scaleOptions({ kind: "log", from: 2, to: 9 }, "")).not.toHaveProperty("ticks");
  });

  test("numbers beside them are short", () => {
    const numbers = [0, -0.5, 1000, 1e6, 2.5e-5, 0.1 + 0.2];
    expect(numbers.map(tickText)).toEqual(["0", "\u22120.5", "1000", "1e6", "2.5e\u22125", "0.3"]);
  });
});
