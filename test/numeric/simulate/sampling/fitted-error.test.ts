/**
 * Predictors fitted to samples once, against what is known of them without fitting: a kernel that is
 * a polynomial, and features that hold the target.
 */
import { expect, test } from "vitest";
import { choleskySolve } from "../../../../src/numeric/linear/cholesky.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import { fittedError } from "../../../../src/numeric/simulate/sampling/fitted-error.ts";
import type { SampledLoss } from "../../../../src/numeric/simulate/sampling/sampled-loss.ts";
import { standardGaussian } from "../../../../src/numeric/simulate/sampling/samplers.ts";

const d = 5;
const relu = (z: number): number => Math.max(0, z);
const target = (teacher: (z: number) => number): SampledLoss => ({
  dimension: d,
  noise: 0,
  teacher: (x) => teacher(x[0]!),
  gradientAt: () => () => 0,
  neuronsAt: (w) => ({
    count: 1,
    argument: (_, x) => x.reduce((sum, xi, i) => sum + xi * w[i]!, 0),
    link: relu,
  }),
});
const e1 = Float64Array.from({ length: d }, (_, i) => (i === 0 ? 1 : 0));
const e2 = Float64Array.from({ length: d }, (_, i) => (i === 1 ? 1 : 0));
const errorOf = (
  teacher: (z: number) => number,
  by: Parameters<typeof fittedError>[3]["by"],
  state = e1,
  samples = 60,
) =>
  fittedError(
    target(teacher),
    standardGaussian,
    state,
    { samples, ridge: 1e-9, by },
    randomStream(1, "fit", `${samples}`),
  );
const kernel = (k: (z: number) => number) => {
  const fill = (z: Float64Array, count: number, value: Float64Array): void => {
    for (let i = 0; i < count; i++) value[i] = k(z[i]!);
  };
  return { kind: "kernel", kernel: fill } as const;
};

test("a linear kernel learns what is linear, and of z^2 - 1 nothing", () => {
  expect(
    errorOf(
      (z) => z,
      kernel((z) => z),
    ),
  ).toBeLessThan(1e-6);
  // E (z^2 - 1)^2 = 2, to which an overfit adds.
  expect(
    errorOf(
      (z) => z * z - 1,
      kernel((z) => z),
    ),
  ).toBeGreaterThan(1.5);
});

test("a kernel of degree 2 learns z^2 once there are more samples than its 21 functions", () => {
  const square = kernel((z) => (1 + z) ** 2);
  expect(errorOf((z) => z * z - 1, square, e1, 60)).toBeLessThan(1e-5);
  expect(errorOf((z) => z * z - 1, square, e1, 10)).toBeGreaterThan(0.1);
});

test("a second layer learns the link along its direction, and across it nothing", () => {
  const layer = { kind: "layer", width: 24 } as const;
  const curve = (z: number): number => Math.cos(2 * z);
  expect(errorOf(curve, layer, e1, 200)).toBeLessThan(0.05);
  // The variance of cos 2z is (1 + e^-8)/2 - e^-4 = .482.
  expect(errorOf(curve, layer, e2, 200)).toBeGreaterThan(0.4);
});

test("what would cost too much is refused, and so is a kernel without an inverse", () => {
  expect(
    errorOf(
      (z) => z,
      kernel((z) => z),
      e1,
      5000,
    ),
  ).toMatchObject({ code: "too-large" });
  expect(
    errorOf(
      (z) => z,
      kernel((z) => -1 - z),
      e1,
      10,
    ),
  ).toMatchObject({
    code: "wrong-arguments",
  });
});

test("Cholesky's factors solve a system, and refuse a matrix that is not definite", () => {
  const x = Float64Array.of(1, 2);
  expect(choleskySolve(Float64Array.of(4, 2, 2, 3), x)).toBe(true);
  // [4 2; 2 3] (-1/8, 3/4) = (1, 2).
  expect(Array.from(x)).toEqual([expect.closeTo(-1 / 8, 14), expect.closeTo(3 / 4, 14)]);
  expect(choleskySolve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false);
});
