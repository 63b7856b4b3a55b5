import { expect, test } from "vitest";
import { differenceQuotient } from "../../src/numeric/evaluate/difference-quotient.ts";
import { isFailure } from "../../src/numeric/failure.ts";
import { type Measured, measured } from "../../src/numeric/measured.ts";

const derivativeOf = (f: (x: number) => number, step: number, error = 0): Measured => {
  const value = differenceQuotient((x) => measured(f(x), error, "estimate"), step);
  if (isFailure(value)) throw new Error(value.detail);
  return value;
};

const smooth: readonly (readonly [string, (x: number) => number, number])[] = [
  ["exp", Math.exp, 1],
  ["sin(3x)", (x) => Math.sin(3 * x), 3],
  ["x^5 - 2x", (x) => x ** 5 - 2 * x, -2],
  ["a constant", () => 0.3, 0],
  ["1/(1 + x)", (x) => 1 / (1 + x), -1],
];

test.each(smooth)(
  "%s: the stated error contains the true one, for long and short steps",
  (_, f, d) => {
    for (const step of [0.2, 2 ** -4, 2 ** -8, 2 ** -16, 2 ** -24]) {
      const { value, error } = derivativeOf(f, step);
      expect(Math.abs(value - d)).toBeLessThanOrEqual(error);
    }
  },
);

test.each(smooth)("%s: with a step of 2^-6 the error is below 1e-6", (_, f) => {
  expect(derivativeOf(f, 2 ** -6).error).toBeLessThan(1e-6);
});

test("errors of the values are divided by the step", () => {
  const { error } = derivativeOf(Math.sin, 2 ** -6, 1e-9);
  expect(error).toBeGreaterThan(1e-9 / 2 ** -6);
});

test("at a kink half of the jump of the slope is in the error", () => {
  const { value, error } = derivativeOf((x) => x + 2 * Math.abs(x), 2 ** -6);
  expect(value).toBeCloseTo(1);
  expect(error).toBeGreaterThanOrEqual(2);
});
