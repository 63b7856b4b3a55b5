import fc from "fast-check";
import { expect, test } from "vitest";
import { eventTimes } from "../../../src/numeric/integrate/event-times.ts";
import { zerosOf } from "../../../src/numeric/integrate/events.ts";
import type { Problem } from "../../../src/numeric/integrate/problem.ts";
import { solve } from "../../../src/numeric/integrate/solve.ts";
import type { VectorField } from "../../../src/numeric/integrate/tableau.ts";
import { count } from "../../full.ts";

fc.configureGlobal({ seed: 20261 });

const swinging: VectorField = (t, y, dy) => {
  dy[0] = y[0]! * Math.cos(t);
};
/** y' = 1: the state is the time, so that an event is any function at all. */
const clock: VectorField = (_, __, dy) => {
  dy[0] = 1;
};

test("zeros within a step: none, one, two close together, a touching one", () => {
  const at = (g: (s: number) => number) => zerosOf(g, Math.sign(g(0)))!.map(({ s }) => s);
  expect(at((s) => 1 + s)).toEqual([]);
  expect(at((s) => s - 1 / 3)[0]).toBeCloseTo(1 / 3, 15);
  // 1e-6 apart, four orders below the distance of the samples.
  const [first, second] = [0.4123456, 0.4123466];
  const pair = zerosOf((s) => (s - first) * (s - second), 1)!;
  expect(pair.map(({ direction }) => direction)).toEqual(["falling", "rising"]);
  expect(Math.abs(pair[0]!.s - first)).toBeLessThan(1e-12);
  expect(Math.abs(pair[1]!.s - second)).toBeLessThan(1e-12);
  const touching = zerosOf((s) => (s - 0.3) ** 2, 1)!;
  expect(touching.map(({ direction }) => direction)).toEqual(["touching"]);
  expect(touching[0]!.s).toBeCloseTo(0.3, 6);
  expect(at((s) => (s - 0.3) ** 2 + 1e-9)).toEqual([]);
  // Zeros on a sample itself.
  const onSample = (g: (s: number) => number) => zerosOf(g, 1)!.map(({ direction }) => direction);
  expect(onSample((s) => (s - 1e-6) * (s - 1 / 32))).toEqual(["falling", "rising"]);
  expect(onSample((s) => (s - 0.5) ** 2)).toEqual(["touching"]);
});

test("a function that is nothing but rounding ends the search within its budget", () => {
  let asked = 0;
  const noise = (s: number): number => {
    asked += 1;
    return Math.sin(1e9 * s) * 1e-17;
  };
  zerosOf(noise, 1);
  expect(asked).toBeLessThan(20_000);
});

// Four zeros within one sixteenth of a step, near its end, can deceive the second differences.
test("every crossing of a polynomial with random roots is found, in order", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { minLength: 1, maxLength: 3 }),
      (numbers) => {
        const roots = numbers.map((x) => x / 1e6).sort((a, b) => a - b);
        const gaps = roots.slice(1).map((x, i) => x - roots[i]!);
        fc.pre(gaps.every((gap) => gap > 1e-5));
        const g = (s: number): number => roots.reduce((product, r) => product * (s - r), 1);
        const found = zerosOf(g, Math.sign(g(0)))!;
        expect(found.map(({ direction }) => direction)).toEqual(
          roots.map((_, i) => ((roots.length - i) % 2 === 1 ? "rising" : "falling")),
        );
        for (const [i, { s }] of found.entries())
          expect(Math.abs(s - roots[i]!)).toBeLessThan(1e-9);
      },
    ),
    { numRuns: count(1000, 20_000) },
  );
});

test("two crossings within one step are found where the ends of the step have one sign", () => {
  // The steps of y' = 1 grow to cover everything: one step from about 0.1 to 10.
  const run = solve({
    field: clock,
    y0: [0],
    t0: 0,
    t1: 10,
    events: [{ of: (_, y) => (y[0]! - 7) * (y[0]! - 7.001), isTerminal: false }],
  });
  expect(run.accepted).toBeLessThan(12);
  expect(run.crossings.map(({ direction }) => direction)).toEqual(["falling", "rising"]);
  expect(run.crossings[0]!.t).toBeCloseTo(7, 12);
  expect(run.crossings[1]!.t).toBeCloseTo(7.001, 12);
});

test("directions are those of the integration, forwards and backwards", () => {
  const crossings = (direction: "rising" | "falling", t0: number, t1: number) =>
    solve({
      field: swinging,
      y0: [Math.exp(Math.sin(t0))],
      t0,
      t1,
      rtol: 1e-11,
      events: [{ of: (_, y) => y[0]! - 2, direction, isTerminal: false }],
    }).crossings.map(({ t }) => t);
  const angle = Math.asin(Math.log(2));
  const up = [angle, angle + 2 * Math.PI];
  const down = [Math.PI - angle, 3 * Math.PI - angle];
  for (const [found, expected] of [
    [crossings("rising", 0, 10), up],
    [crossings("falling", 0, 10), down],
    [crossings("rising", 10, 0), down.toReversed()],
    [crossings("falling", 10, 0), up.toReversed()],
  ] as const) {
    expect(found).toHaveLength(expected.length);
    for (const [i, t] of found.entries()) expect(Math.abs(t - expected[i]!)).toBeLessThan(1e-9);
  }
});

test("the first terminal event ends the run; outputs and crossings before it are kept", () => {
  const run = solve({
    field: clock,
    y0: [0],
    t0: 0,
    t1: Number.POSITIVE_INFINITY,
    outputAt: [1, 2, 3, 4],
    events: [
      { of: (_, y) => y[0]! - 3.5 },
      { of: (_, y) => Math.sin(y[0]!), isTerminal: false },
      { of: (_, y) => y[0]! - 3.6 },
    ],
  });
  expect(run.status).toBe("event");
  expect(run.t).toBeCloseTo(3.5, 12);
  expect(run.outputs.map(({ t }) => t)).toEqual([1, 2, 3]);
  expect(run.crossings.map(({ event }) => event)).toEqual([1, 0]);
});

test("a start on the level itself is no crossing; leaving and coming back is one", () => {
  const rotation: VectorField = (_, y, dy) => {
    dy[0] = -y[1]!;
    dy[1] = y[0]!;
  };
  const run = solve({
    field: rotation,
    y0: [1, 0],
    t0: 0,
    t1: 4,
    rtol: 1e-11,
    events: [{ of: (_, y) => y[1]! }],
  });
  expect(run.status).toBe("event");
  expect(Math.abs(run.t - Math.PI)).toBeLessThan(1e-9);
});

test("stated errors of event times contain the true ones on random logistic escapes", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 50, noNaN: true }),
      fc.double({ min: -8, max: -0.5, noNaN: true }),
      fc.double({ min: 0.35, max: 0.99, noNaN: true }),
      fc.double({ min: -11, max: -4, noNaN: true }),
      (rate, exponent, level, digits) => {
        const start = 10 ** exponent;
        const logit = (m: number): number => Math.log(m / (1 - m));
        const truth = (logit(level) - logit(start)) / rate;
        const { status, located, undecidedFrom } = eventTimes({
          field: (_, y, dy) => {
            dy[0] = rate * y[0]! * (1 - y[0]!);
          },
          y0: [start],
          t0: 0,
          t1: Number.POSITIVE_INFINITY,
          rtol: 10 ** digits,
          atol: 0,
          events: [{ of: (_, y) => y[0]! - level }],
        });
        expect(status).toBe("event");
        expect(undecidedFrom).toBeUndefined();
        const { time, error } = located[0]!;
        // The closed form loses the rounding of 1 - m, which the logit near 1 amplifies.
        const rounding = (4e-16 * (Math.abs(truth) * rate + 1 / (1 - level))) / rate;
        expect(Math.abs(time.value - truth)).toBeLessThanOrEqual(time.error + rounding);
        expect(time.error).toBeLessThan(1e4 * 10 ** digits * truth + 1e-13 * truth);
        expect(error).toBeLessThan(1e4 * 10 ** digits);
      },
    ),
    { numRuns: count(300, 3000) },
  );
});

test("where the runs differ in what they crossed nothing is claimed", () => {
  // exp(sin t) has its largest value e; the level lies above it by less than the coarse error.
  const { located, undecidedFrom } = eventTimes({
    field: swinging,
    y0: [1],
    t0: 0,
    t1: 3,
    rtol: 1e-6,
    events: [{ of: (_, y) => y[0]! - Math.E * (1 - 1e-7), isTerminal: false }],
  });
  if (located.length > 0) {
    for (const { time } of located) {
      const truth = Math.asin(Math.log(Math.E * (1 - 1e-7)));
      const nearest = Math.min(
        Math.abs(time.value - truth),
        Math.abs(time.value - (Math.PI - truth)),
      );
      expect(nearest).toBeLessThanOrEqual(time.error);
    }
  } else {
    expect(undecidedFrom).toBeCloseTo(Math.PI / 2, 1);
  }
});

test("an event that is no number ends the run as not finite", () => {
  const run = solve({
    field: clock,
    y0: [0],
    t0: 0,
    t1: 5,
    events: [{ of: (t) => Math.sqrt(1 - t) - 2 }],
  });
  expect(run.status).toBe("not-finite");
});

test("a problem that cannot be integrated is named, not tried", () => {
  const base: Problem = { field: clock, y0: [0], t0: 0, t1: 1 };
  const reasonOf = (change: Partial<Problem>): string | undefined => {
    const run = solve({ ...base, ...change });
    expect(run.status).toBe("wrong-problem");
    expect(run.rhs).toBe(0);
    return run.reason;
  };
  expect(reasonOf({ rtol: -0.5 })).toBe("rtol: expected a number in [0, 1), got -0.5.");
  expect(reasonOf({ atol: -1 })).toBe("atol: expected a number >= 0, got -1.");
  expect(reasonOf({ rtol: Number.NaN })).toContain("rtol");
  expect(reasonOf({ rtol: 0, atol: 0 })).toContain("one above 0");
  expect(reasonOf({ y0: [] })).toContain("at least one component");
  expect(reasonOf({ t0: Number.NaN })).toContain("t0");
  expect(reasonOf({ t1: Number.NaN })).toContain("t1");
  expect(reasonOf({ t1: Number.POSITIVE_INFINITY })).toContain("an event or a stop");
  expect(
    reasonOf({ t1: Number.POSITIVE_INFINITY, events: [{ of: () => 1, isTerminal: false }] }),
  ).toContain("an event or a stop");
  expect(reasonOf({ outputAt: [0.5, 0.2] })).toContain("outputAt");
  expect(reasonOf({ outputAt: [2] })).toContain("outputAt");
  expect(reasonOf({ fixedStep: 0 })).toContain("fixedStep");
});

test("with atol 0 a component that is 0 and stays 0 does not stop the run", () => {
  const run = solve({
    field: (_, y, dy) => {
      dy[0] = -y[0]!;
      dy[1] = 0;
    },
    y0: [1e-30, 0],
    t0: 0,
    t1: 1,
    atol: 0,
    rtol: 1e-10,
  });
  expect(run.status).toBe("reached-end");
  expect(run.y[0]! / (1e-30 * Math.exp(-1))).toBeCloseTo(1, 9);
});
