import fc from "fast-check";
import { expect, test } from "vitest";
import { type Measured, measured } from "../../../src/numeric/measured.ts";
import { extrapolated } from "../../../src/numeric/statistics/extrapolate.ts";
import { growthOf, simplestFraction } from "../../../src/numeric/statistics/growth.ts";

const known = (value: number): Measured =>
  measured(value, 1e-12 * Math.abs(value) + 1e-300, "estimate");
const contains = ({ value, error }: Measured, truth: number): boolean =>
  Math.abs(value - truth) <= error;
const decades = [2, 3, 4, 5, 6, 7, 8].map((i) => 10 ** i);
const grown = (f: (x: number) => number, xs = decades) =>
  growthOf(xs.map((x) => ({ x, y: known(f(x)) })));

test("both laws of convergence have their limit within the stated error", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.oneof(
        fc.double({ min: 1e-6, max: 5, noNaN: true }),
        fc.double({ min: -5, max: -1e-6, noNaN: true }),
      ),
      fc.double({ min: 0.01, max: 0.95, noNaN: true }),
      fc.double({ min: 1, max: 9, noNaN: true }),
      (limit, c, ratio, offset) => {
        const linear = [4, 5, 6].map((n) => known(limit + c * ratio ** n));
        const logarithmic = [4, 5, 6].map((n) => known(limit + c / (n + offset)));
        expect(contains(extrapolated(linear), limit)).toBe(true);
        expect(contains(extrapolated(logarithmic), limit)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test("powers with finite-size corrections", () => {
  for (const [e, s] of [
    [0.5, 0.5],
    [1, 1],
    [2, 0.5],
    [-1, 0.25],
  ] as const) {
    const growth = grown((x) => 3 * x ** e * (1 + 0.7 * x ** -s));
    expect(contains(growth!.exponent, e), `${e}`).toBe(true);
    expect(growth!.exponent.error).toBeLessThan(0.1);
    expect(contains(growth!.log, 0), `log of ${e}`).toBe(true);
    expect(growth!.constant === undefined || contains(growth!.constant, 3)).toBe(true);
  }
});

test("a logarithm is told from a constant and from a power", () => {
  for (const [A, B] of [
    [0.25, -0.5],
    [1, 3],
    [2, -4],
  ] as const) {
    const growth = grown((x) => A * Math.log(x) + B)!;
    expect(contains(growth.exponent, 0)).toBe(true);
    expect(contains(growth.log, 1)).toBe(true);
    expect(growth.log.error).toBeLessThan(0.5);
    expect(contains(growth.constant!, A)).toBe(true);
    expect(growth.constant!.error).toBeLessThan(A / 4);
  }
});

test("towards a finite end the distance stands for x", () => {
  const distances = [1, 2, 3, 4, 5, 6].map((i) => 10 ** -i);
  const growth = grown((x) => 2 * x ** -0.5 * (1 + x), distances)!;
  expect(contains(growth.exponent, -0.5)).toBe(true);
  expect(contains(growth.constant!, 2)).toBe(true);
});

test("a value that may be 0 or negative has no growth", () => {
  expect(grown((x) => x - 1e5)).toBeUndefined();
});

test("the simplest fraction of an interval", () => {
  expect(simplestFraction(0.6, 0.7)).toBeCloseTo(2 / 3);
  expect(simplestFraction(0.4, 0.6)).toBe(0.5);
  expect(simplestFraction(0.3111, 0.3112)).toBeUndefined();
});
