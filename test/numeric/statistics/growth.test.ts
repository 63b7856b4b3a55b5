import fc from "fast-check";
import { expect, test } from "vitest";
import { type Measured, measured } from "../../../src/numeric/measured.ts";
import { extrapolated } from "../../../src/numeric/statistics/extrapolate.ts";
import { growthOf, leastSpan, onlyFraction } from "../../../src/numeric/statistics/growth.ts";

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

test("members that drown in their own errors at the end do not widen what is stated", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      fc.double({ min: 0.005, max: 0.3, noNaN: true }),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
      (limit, c, ratio, noises) => {
        // The law falls by the ratio, and what is known of the members worsens ten times a step.
        const members = noises.map((noise, n) => {
          const error = 10 ** (n - 9);
          return measured(limit + c * ratio ** n + noise * error, error, "estimate");
        });
        const found = extrapolated(members);
        expect(contains(found, limit)).toBe(true);
        const last = members.at(-1)!.error;
        if (ratio < 0.1) expect(found.error).toBeLessThan(last / 5);
      },
    ),
    { numRuns: 500, seed: 3 },
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
    // No other whole power is within the error.
    expect(onlyFraction(growth.log, 1)).toBe(1);
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

test("the only fraction within the error", () => {
  const within = (low: number, high: number) => measured((low + high) / 2, (high - low) / 2);
  expect(onlyFraction(within(0.66, 0.67), 8)).toBeCloseTo(2 / 3);
  expect(onlyFraction(within(-0.02, 0.06), 8)).toBe(0);
  expect(onlyFraction(within(0.4, 0.6), 8)).toBeUndefined();
  expect(onlyFraction(within(0.3111, 0.3112), 8)).toBeUndefined();
  expect(onlyFraction(within(0.56, 1.63), 1)).toBe(1);
});

/**
 * Integrals of dm / (m^(p-1) (1 - m^2)): p times the time that m' = p m^(p-1) (1 - m^2) takes. Their
 * corrections come one over another, with logarithms among them.
 */
const escapes: ReadonlyMap<number, (m: number) => number> = new Map([
  [3, (m: number) => -1 / m + Math.atanh(m)],
  [4, (m: number) => Math.log(m) - 1 / (2 * m ** 2) - Math.log(1 - m * m) / 2],
  [5, (m: number) => -1 / (3 * m ** 3) - 1 / m + Math.atanh(m)],
  [6, (m: number) => Math.log(m) - 1 / (4 * m ** 4) - 1 / (2 * m * m) - Math.log(1 - m * m) / 2],
]);

test("escape times: what is stated contains the truth on short grids as well", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(3, 4, 5, 6),
      fc.double({ min: 0.3, max: 2, noNaN: true }),
      fc.double({ min: 20, max: 2000, noNaN: true }),
      fc.constantFrom(2, 3, 10 ** 0.5, 5, 10),
      fc.integer({ min: 4, max: 9 }),
      (p, a, first, ratio, count) => {
        const clock = escapes.get(p)!;
        const sizes = Array.from({ length: count }, (_, i) => first * ratio ** i);
        fc.pre(ratio ** (count - 1) >= leastSpan);
        const growth = grown((d) => (clock(0.6) - clock(a / Math.sqrt(d))) / p, sizes);
        if (growth === undefined) return;
        expect(contains(growth.exponent, p / 2 - 1), `exponent ${growth.exponent.value}`).toBe(
          true,
        );
        expect(contains(growth.log, 0), `log ${growth.log.value}`).toBe(true);
        if (growth.constant === undefined) return;
        const constant = 1 / (p * (p - 2) * a ** (p - 2));
        expect(contains(growth.constant, constant), `constant ${growth.constant.value}`).toBe(true);
      },
    ),
    { numRuns: 3000, seed: 5 },
  );
});
