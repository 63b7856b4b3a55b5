/**
 * Flows whose field jumps, against their solutions by hand.
 */
import { expect, test } from "vitest";
import { polygonPath } from "../../../src/numeric/along/polygon-path.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import type { VectorField } from "../../../src/numeric/integrate/tableau.ts";

const path = (start: readonly number[], field: VectorField) =>
  polygonPath({ start: Float64Array.from(start), field, restore: () => {} });

/** y' = -sign(y): y falls to 0 from 1 by the time 1 and stays there. */
const sticking = path([1], (_, y, out) => {
  out[0] = -Math.sign(y[0]!);
});

/** y' = 1 below 1/2 and 3 from there on: y(1/2) = 1/2, y(1) = 2. */
const jumping = path([0], (_, y, out) => {
  out[0] = y[0]! < 1 / 2 ? 1 : 3;
});

test.each([
  ["on the jump", sticking, 3, 0],
  ["before the jump", sticking, 1 / 2, 1 / 2],
  ["across a jump", jumping, 1, 2],
])("a state %s is known within its error", (_, of, t, truth) => {
  const states = of.at([t]);
  if (isFailure(states)) throw new Error(states.detail);
  const { w, error } = states[0]!;
  expect(Math.abs(w[0]! - truth)).toBeLessThanOrEqual(error + 1e-12);
  expect(error).toBeLessThanOrEqual(2e-2);
});

test("the time of an event after a jump is known within its error", () => {
  // y = 5/4 at 1/2 + 1/4.
  const time = jumping.first((y) => y[0]! - 5 / 4);
  if (isFailure(time)) throw new Error(time.detail);
  expect(Math.abs(time.value - 3 / 4)).toBeLessThanOrEqual(time.error + 1e-12);
  expect(time.error).toBeLessThan(2e-2);
});

test("an event on the far side of a jump where the flow stays is not seen to happen", () => {
  expect(isFailure(sticking.first((y) => -y[0]! - 1 / 2))).toBe(true);
});

test("rivals are several, lie near the path, and say nothing where their sides are too long", () => {
  const groups = jumping.rivals!();
  for (const group of groups) expect(group.length).toBeGreaterThan(1);
  for (const rival of groups.flat()) {
    const states = rival.at([1]);
    if (isFailure(states)) throw new Error(states.detail);
    expect(Math.abs(states[0]!.w[0]! - 2)).toBeLessThan(1e-1);
    // A side of 3 h, h = 100/N, is longer than a tenth for every N here.
    expect(isFailure(rival.at([100]))).toBe(true);
    expect(isFailure(rival.first((y) => y[0]! - 1))).toBe(true);
  }
});

test("there is no rest, and the picture ends when the path stands still", () => {
  expect(isFailure(sticking.rest())).toBe(true);
  const times = sticking.times(5);
  expect(times).toHaveLength(5);
  expect(times.at(-1)).toBeGreaterThanOrEqual(2);
  expect(times.at(-1)).toBeLessThanOrEqual(8);
});
