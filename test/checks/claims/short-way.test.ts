/**
 * Ways of a parameter that are too short to decide: what they show, and what deciding would cost.
 */
import { expect, test } from "vitest";
import type { ParameterStop } from "../../../src/checks/cases/approach.ts";
import { shortWay } from "../../../src/checks/claims/short-way.ts";
import { sparing } from "../../../src/checks/limits.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import { measured } from "../../../src/numeric/measured.ts";
import type { Simulation } from "../../../src/numeric/simulate/simulation.ts";

/** y = c x^2 at 4, 8, 16 and 32, runs having drawn x^3 numbers. */
const way = (c: number, drawn = (x: number): number => x ** 3): readonly ParameterStop[] =>
  [4, 8, 16, 32].map((x) => ({
    x,
    parameter: x,
    y: measured(c * x * x, 0, "exact"),
    drawn: drawn(x),
  }));

test("the slope is that of the power, whatever the batches' constants", () => {
  const { seen = [], reason } = shortWay("d", [way(1), way(3), way(2)], 100, "d = 64: too-large");
  expect(seen.map(({ name }) => name)).toEqual(["the slope of a line from 4 to 32"]);
  expect(seen[0]!.value).toBeCloseTo(2, 12);
  expect(seen[0]!.budget[0]!.error).toBeLessThan(1e-12);
  expect(reason).toContain("slope between 2.00 and 2.00");
  expect(reason).toContain("d = 64: too-large");
});

test("the interval is that of Student's law for the spread of the batches", () => {
  const bent = (e: number): readonly ParameterStop[] =>
    way(1).map((stop) => ({ ...stop, y: measured(stop.x ** e, 0, "exact") }));
  const { seen = [] } = shortWay("d", [bent(1), bent(2), bent(3)], 100, undefined);
  expect(seen[0]!.value).toBeCloseTo(2, 12);
  // t at 97.5 % with two degrees of freedom, times 1/sqrt(3).
  expect(seen[0]!.budget[0]!.error).toBeCloseTo(4.302652729911275 / Math.sqrt(3), 9);
});

test("the cost of deciding is that of the samples at the end of two decades", () => {
  // Two batches that draw 4 (400)^3 / 10^9 GFLOP each.
  const { reason } = shortWay("d", [way(1), way(2)], 100, undefined);
  expect(reason).toContain("goes to d = 400, where samples of all runs cost some 512 MFLOP a step");
  expect(shortWay("d", [way(1, () => 0)], 100, undefined).reason).not.toContain("FLOP");
});

test("a value that is not positive has no slope", () => {
  expect(shortWay("d", [way(-1)], 100, undefined).seen).toBeUndefined();
});

test("runs are not made beyond the numbers of samples that they may draw", () => {
  let made = 0;
  const path = () => {
    made += 1;
    return { rest: () => ({ t: 0, w: new Float64Array(1), error: 0 }) };
  };
  const allowance = { most: 25, drawn: 0 };
  const spare = sparing({ path } as unknown as Simulation, 10, allowance);
  const rests = [1, 2, 3].map(() => spare.path(new Float64Array(1)).rest());
  expect(made).toBe(2);
  expect(allowance.drawn).toBe(20);
  expect(rests.map(isFailure)).toEqual([false, false, true]);
  expect(rests[2]).toMatchObject({ code: "too-large" });
});
