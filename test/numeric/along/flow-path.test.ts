import { describe, expect, test } from "vitest";
import { flowPath } from "../../../src/numeric/along/flow-path.ts";
import { type Path, roughly } from "../../../src/numeric/along/path.ts";
import { isFailure } from "../../../src/numeric/failure.ts";

// m' = m (1 - m^2) has the solution 1/m^2 = 1 + (1/m(0)^2 - 1) e^(-2t): a Bernoulli equation.
const m0 = 1 / 100;
const solution = (t: number): number => (1 + (m0 ** -2 - 1) * Math.exp(-2 * t)) ** -0.5;
const timeOf = (m: number): number => Math.log((m0 ** -2 - 1) / (m ** -2 - 1)) / 2;

function counted(): { readonly path: Path; readonly asked: () => number } {
  let count = 0;
  const path = flowPath({
    start: Float64Array.of(m0),
    field: (_, [m = Number.NaN], out) => {
      count += 1;
      out[0] = m * (1 - m * m);
    },
    normalise: (w) => w,
    isSettling: ([m = 0]) => m > 0.9,
    rest: () => ({ t: Number.POSITIVE_INFINITY, w: Float64Array.of(1), error: 1e-12 }),
  });
  return { path, asked: () => count };
}

describe("a rough path", () => {
  const times = [1, 3, 4.5, 5, 6, 9];

  test("errs by no more than it states, and by less than a picture shows", () => {
    for (const path of [counted().path, roughly(counted().path)]) {
      const moments = path.at(times);
      if (isFailure(moments)) throw new Error(moments.detail);
      for (const { t, w, error } of moments) {
        expect(Math.abs(w[0]! - solution(t))).toBeLessThanOrEqual(error);
        expect(error).toBeLessThan(2e-3);
      }
    }
  });

  test("asks for the field less than a third as often", () => {
    const [fine, rough] = [counted(), counted()];
    fine.path.at(times);
    roughly(rough.path).at(times);
    expect(rough.asked()).toBeLessThan(fine.asked() / 3);
  });

  test("hits when the path does, and ends where it does", () => {
    const path = roughly(counted().path);
    const time = path.first(([m = 0]) => m - 0.5);
    if (isFailure(time)) throw new Error(time.detail);
    expect(Math.abs(time.value - timeOf(0.5))).toBeLessThanOrEqual(time.error);
    expect(path.rest()).toMatchObject({ error: 1e-12 });
    expect(roughly(path)).toBe(path);
  });
});

describe("a flow that slows down for ever", () => {
  // m' = m^2 from m(0) = -1/4 has m(t) = -1/(4 + t): 0 is a rest and no strict minimum.
  const path = flowPath({
    start: Float64Array.of(-1 / 4),
    field: (_, [m = Number.NaN], out) => {
      out[0] = m * m;
    },
    normalise: (w) => w,
    isSettling: () => false,
    rest: () => ({ t: Number.POSITIVE_INFINITY, w: Float64Array.of(0), error: 1e-9 }),
  });

  test("is looked at up to near its rest, and there are states at all these times", () => {
    const times = path.times(40).filter((t) => t > 0);
    const moments = path.at(times);
    if (isFailure(moments)) throw new Error(moments.detail);
    expect(moments).toHaveLength(times.length);
    for (const { t, w, error } of moments) {
      expect(Math.abs(w[0]! + 1 / (4 + t))).toBeLessThanOrEqual(error);
    }
    expect(Math.abs(moments.at(-1)!.w[0]!)).toBeLessThan(1 / 400);
  });
});
