/**
 * The leap flow of f = h_2(z_1) + h_3(z_2) with a learned link. With T_2 = e_1 (x) e_1 and
 * T_3 = e_2 (x) e_2 (x) e_2, l(G) = G_11^2 + G_22^3 and S = grad l = diag(2 G_11, 3 G_22^2),
 *   G' = (I - G) S G + G S (I - G),
 * an escape after a time of order d, and another after d^2. For G diagonal each eigenvalue has a
 * flow of its own, a' = 4 a^2 (1 - a) and c' = 6 c^3 (1 - c), with integrals in closed form.
 */
import { expect, test } from "vitest";
import { eventTimes } from "../../../src/numeric/integrate/event-times.ts";
import { logTimes } from "../../../src/numeric/integrate/log-times.ts";
import { radauIIA5 } from "../../../src/numeric/integrate/radau.ts";
import { solve } from "../../../src/numeric/integrate/solve.ts";
import type { Jacobian, VectorField } from "../../../src/numeric/integrate/tableau.ts";
import { trajectory } from "../../../src/numeric/integrate/two-tolerances.ts";

/** The state is (G_11, G_12, G_22). */
const leap: VectorField = (_, y, dy) => {
  const G = [
    [y[0]!, y[1]!],
    [y[1]!, y[2]!],
  ] as const;
  const s = [2 * y[0]!, 3 * y[2]! ** 2] as const;
  const entry = (i: 0 | 1, j: 0 | 1): number =>
    (s[i] + s[j]) * G[i][j] - 2 * (G[i][0] * s[0] * G[0][j] + G[i][1] * s[1] * G[1][j]);
  dy[0] = entry(0, 0);
  dy[1] = entry(0, 1);
  dy[2] = entry(1, 1);
};

/** integral of da / (4 a^2 (1 - a)) and of dc / (6 c^3 (1 - c)). */
const timeOfA = (a: number): number => (Math.log(a / (1 - a)) - 1 / a) / 4;
const timeOfC = (c: number): number => (Math.log(c / (1 - c)) - 1 / c - 1 / (2 * c * c)) / 6;

const d = 1000;
const escapes = [
  { of: (_: number, y: Float64Array) => y[0]! - 0.5, isTerminal: false },
  { of: (_: number, y: Float64Array) => y[2]! - 0.5 },
];

test("both escapes of a diagonal start are located, d and then d^2, as their integrals say", () => {
  const { located, status, undecidedFrom } = eventTimes({
    field: leap,
    isStiff: true,
    y0: [1 / d, 0, 1 / d],
    t0: 0,
    t1: Number.POSITIVE_INFINITY,
    rtol: 1e-9,
    atol: 1e-16,
    events: escapes,
  });
  expect(status).toBe("event");
  expect(undecidedFrom).toBeUndefined();
  const truths = [timeOfA(0.5) - timeOfA(1 / d), timeOfC(0.5) - timeOfC(1 / d)];
  expect(located.map(({ event }) => event)).toEqual([0, 1]);
  for (const [i, { time }] of located.entries()) {
    expect(Math.abs(time.value - truths[i]!)).toBeLessThanOrEqual(time.error);
    expect(time.error).toBeLessThan(1e-6 * truths[i]!);
  }
});

test("a start with a coupling is integrated to the end; a tolerance finer moves it within the error", () => {
  const run = (rtol: number) =>
    eventTimes({
      field: leap,
      isStiff: true,
      y0: [1 / d, 0.3 / d, 1 / d],
      t0: 0,
      t1: 1e9,
      rtol,
      atol: 1e-16,
      events: escapes,
    }).located.map(({ time }) => time);
  const [coarse, fine] = [run(1e-7), run(1e-9)];
  expect(coarse).toHaveLength(2);
  for (const [i, { value, error }] of coarse.entries()) {
    expect(Math.abs(value - fine[i]!.value)).toBeLessThanOrEqual(error + fine[i]!.error);
  }
  // scipy's Radau at rtol 1e-8: 100763.73776; its LSODA with atol 0 ends with an illegal state.
  expect(fine[1]!.value / 100763.7377).toBeCloseTo(1, 8);
});

test("the explicit pair needs a hundred times the steps, Radau a few hundred", () => {
  const steps = (isStiff: boolean) =>
    solve({
      field: leap,
      y0: [1 / d, 0, 1 / d],
      t0: 0,
      t1: 1e9,
      rtol: 1e-6,
      atol: 1e-14,
      maxSteps: 30_000,
      events: escapes,
      ...(isStiff && { tableau: radauIIA5 }),
    });
  expect(steps(false).status).toBe("max-steps");
  const stiff = steps(true);
  expect(stiff.status).toBe("event");
  expect(stiff.accepted + stiff.rejected).toBeLessThan(600);
});

test("log-time output over nine decades follows both escapes within the stated error", () => {
  const outputAt = logTimes(1e-2, 1e7, 3);
  const { points, status } = trajectory({
    field: leap,
    isStiff: true,
    y0: [1 / d, 0, 1 / d],
    t0: 0,
    outputAt,
    rtol: 1e-8,
    atol: 1e-14,
  });
  expect(status).toBe("reached-end");
  expect(points).toHaveLength(outputAt.length);
  for (const { t, y, error } of points) {
    expect(Math.abs(y[2]! - stateAt(timeOfC, t))).toBeLessThanOrEqual(error + 1e-15);
    expect(Math.abs(y[0]! - stateAt(timeOfA, t))).toBeLessThanOrEqual(error + 1e-15);
    expect(error).toBeLessThan(1e-4);
  }
});

/** The state 1/d reached after a time, by bisection of the integral. */
function stateAt(timeOf: (x: number) => number, t: number): number {
  let [low, high] = [1 / d, 1];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    // At the last doubles below 1 the integral is infinite or jumps by more than t.
    if (timeOf(middle) - timeOf(1 / d) < t) low = middle;
    else high = middle;
  }
  return low;
}

test("a Jacobian that is given takes the place of differences", () => {
  let asked = 0;
  const jacobian: Jacobian = (_, y, J) => {
    asked += 1;
    J[0] = -1e6;
    J[1] = 0;
    J[2] = 2 * y[0]!;
    J[3] = -1;
  };
  const run = solve({
    field: (_, y, dy) => {
      dy[0] = -1e6 * (y[0]! - 1);
      dy[1] = y[0]! ** 2 - y[1]!;
    },
    jacobian,
    y0: [0, 0],
    t0: 0,
    t1: 50,
    tableau: radauIIA5,
    rtol: 1e-8,
  });
  expect(asked).toBeGreaterThan(0);
  expect(run.status).toBe("reached-end");
  expect(run.y[1]!).toBeCloseTo(1, 8);
  expect(run.accepted).toBeLessThan(400);
});

test("whatever goes wrong in an implicit step is a status too", () => {
  const wall: VectorField = (t, _, dy) => {
    dy[0] = t > 0.5 ? Number.NaN : 1;
  };
  expect(solve({ field: wall, y0: [0], t0: 0, t1: 2, tableau: radauIIA5 }).status).toBe(
    "not-finite",
  );
  const blowUp: VectorField = (_, y, dy) => {
    dy[0] = y[0]! ** 2;
  };
  expect(["step-underflow", "not-finite"]).toContain(
    solve({ field: blowUp, y0: [1], t0: 0, t1: 2, tableau: radauIIA5 }).status,
  );
});
