import fc from "fast-check";
import { expect, test } from "vitest";
import { dormandPrince54 } from "../../../src/numeric/integrate/dormand-prince.ts";
import { dormandPrince853 } from "../../../src/numeric/integrate/dormand-prince-853.ts";
import { solve } from "../../../src/numeric/integrate/solve.ts";
import { checkedTableau, type VectorField } from "../../../src/numeric/integrate/tableau.ts";
import { trajectory } from "../../../src/numeric/integrate/two-tolerances.ts";

fc.configureGlobal({ seed: 20255 });

/** y' = y cos t, y(0) = 1: y = exp(sin t). */
const swinging: VectorField = (t, y, dy) => {
  dy[0] = y[0]! * Math.cos(t);
};

test("a misprinted tableau does not build", () => {
  const wrong = { ...dormandPrince54, b: [35 / 384, 0, 500 / 1113, 125 / 192, 0, 11 / 84, 0] };
  expect(() => checkedTableau(wrong)).toThrow(/row sum of 1/);
  const row = { ...dormandPrince54, c: [0, 1 / 5, 3 / 10, 4 / 5, 7 / 9, 1, 1] };
  expect(() => checkedTableau(row)).toThrow(/row 5 of A/);
});

test("the observed order is 5 at the end of a step and 5 in the error of its interior", () => {
  const at = 0.93;
  const errors = [1 / 8, 1 / 16, 1 / 32, 1 / 64].map((fixedStep) => {
    const run = solve({ field: swinging, y0: [1], t0: 0, t1: 2, fixedStep, outputAt: [at] });
    return run.y[0]! - Math.exp(Math.sin(2));
  });
  const orders = errors.slice(1).map((e, i) => Math.log2(Math.abs(errors[i]! / e)));
  for (const order of orders) expect(Math.abs(order - 5)).toBeLessThan(0.3);
});

test("the dense output has order 4 throughout the step: largest error over a step", () => {
  const largest = [1 / 4, 1 / 8, 1 / 16].map((fixedStep) => {
    // All interior times of the first step, from exact data.
    const outputAt = Array.from({ length: 9 }, (_, i) => ((i + 1) / 10) * fixedStep);
    const run = solve({ field: swinging, y0: [1], t0: 0, t1: fixedStep, fixedStep, outputAt });
    return Math.max(...run.outputs.map(({ t, y }) => Math.abs(y[0]! - Math.exp(Math.sin(t)))));
  });
  // Local error of an interpolant of order 4: h^5.
  const orders = largest.slice(1).map((e, i) => Math.log2(largest[i]! / e));
  for (const order of orders) expect(Math.abs(order - 5)).toBeLessThan(0.5);
});

test("DOP853: observed orders 8 at the end of a run and 7 or more within a step", () => {
  const runs = [0.8, 0.4, 0.2].map((fixedStep) => {
    const outputAt = Array.from({ length: 9 }, (_, i) => ((i + 1) / 10) * fixedStep);
    return solve({
      field: swinging,
      y0: [1],
      t0: 0,
      t1: 2.4,
      fixedStep,
      outputAt,
      tableau: dormandPrince853,
    });
  });
  const orders = (errors: readonly number[]): number[] =>
    errors.slice(1).map((e, i) => Math.log2(errors[i]! / e));
  const atEnd = runs.map(({ y }) => Math.abs(y[0]! - Math.exp(Math.sin(2.4))));
  // The first step is so long that its higher terms still count.
  expect(Math.abs(orders(atEnd)[1]! - 8)).toBeLessThan(0.5);
  const within = runs.map(({ outputs }) =>
    Math.max(...outputs.map(({ t, y }) => Math.abs(y[0]! - Math.exp(Math.sin(t))))),
  );
  // Local error of an interpolant of order 7: h^8.
  for (const order of orders(within)) expect(Math.abs(order - 8)).toBeLessThan(0.5);
});

test("a linear rotation is carried around, forwards and backwards", () => {
  const rotation: VectorField = (_, y, dy) => {
    dy[0] = -y[1]!;
    dy[1] = y[0]!;
  };
  const there = solve({
    field: rotation,
    y0: [1, 0],
    t0: 0,
    t1: 2 * Math.PI,
    rtol: 1e-11,
    atol: 1e-13,
  });
  expect(Math.hypot(there.y[0]! - 1, there.y[1]!)).toBeLessThan(1e-9);
  const back = solve({
    field: rotation,
    y0: there.y,
    t0: 2 * Math.PI,
    t1: 0,
    rtol: 1e-11,
    atol: 1e-13,
  });
  expect(Math.hypot(back.y[0]! - 1, back.y[1]!)).toBeLessThan(1e-9);
  expect(back.status).toBe("reached-end");
});

test("an event is located to the accuracy of the dense output", () => {
  const run = solve({
    field: swinging,
    y0: [1],
    t0: 0,
    t1: 10,
    rtol: 1e-10,
    events: [{ of: (_, y) => y[0]! - 2 }],
  });
  expect(run.status).toBe("event");
  expect(Math.abs(run.t - Math.asin(Math.log(2)))).toBeLessThan(1e-8);
});

test("whatever goes wrong is a status, and nothing is thrown", () => {
  const blowUp: VectorField = (_, y, dy) => {
    dy[0] = y[0]! ** 2;
  };
  expect(["step-underflow", "not-finite"]).toContain(
    solve({ field: blowUp, y0: [1], t0: 0, t1: 2 }).status,
  );
  const nan: VectorField = (_, __, dy) => {
    dy[0] = Number.NaN;
  };
  expect(solve({ field: nan, y0: [1], t0: 0, t1: 2 }).status).toBe("not-finite");
  expect(solve({ field: swinging, y0: [Number.NaN], t0: 0, t1: 2 }).status).toBe("not-finite");
  const wall: VectorField = (t, _, dy) => {
    dy[0] = t > 0.5 ? Number.NaN : 1;
  };
  const stuck = solve({ field: wall, y0: [0], t0: 0, t1: 2 });
  expect(stuck.status).toBe("not-finite");
  // The clock is finer than doubles are spaced; the field is asked at the rounded time.
  expect(stuck.t).toBeLessThanOrEqual(0.5 * (1 + 2 ** -52));
  expect(solve({ field: swinging, y0: [1], t0: 0, t1: 1e9, maxSteps: 50 }).status).toBe(
    "max-steps",
  );
  expect(solve({ field: swinging, y0: [1], t0: 0, t1: 2, isInterrupted: () => true }).status).toBe(
    "interrupted",
  );
  expect(solve({ field: swinging, y0: [1], t0: 3, t1: 3 }).status).toBe("reached-end");
});

// Closed forms; each is asked for before, at and after its steepest moment.
const problems: readonly (readonly [
  string,
  VectorField,
  readonly number[],
  (t: number) => number,
  readonly number[],
])[] = [
  [
    "logistic escape from 1e-6",
    (_, y, dy) => {
      dy[0] = 30 * y[0]! * (1 - y[0]!);
    },
    [1e-6],
    (t) => 1 / (1 + (1e6 - 1) * Math.exp(-30 * t)),
    [0.3, 0.42, 0.46, 0.48, 0.6, 1],
  ],
  [
    "cubic escape m' = m^2 (1 - m^2), by its implicit solution",
    (_, y, dy) => {
      dy[0] = y[0]! ** 2 * (1 - y[0]! ** 2);
    },
    [0.01],
    cubicEscape,
    [50, 95, 99, 100, 101, 103],
  ],
  ["exp(sin t)", swinging, [1], (t) => Math.exp(Math.sin(t)), [1, 2, 3, 4]],
  [
    "a pole nearly reached, 1/(1 - t)",
    (_, y, dy) => {
      dy[0] = y[0]! ** 2;
    },
    [1],
    (t) => 1 / (1 - t),
    [0.5, 0.9, 0.99],
  ],
];

/** t = 1/m0 - 1/m + artanh m - artanh m0, inverted by bisection. */
function cubicEscape(t: number): number {
  let [low, high] = [0.01, 1 - 1e-15];
  for (let i = 0; i < 200; i++) {
    const m = (low + high) / 2;
    if (100 - 1 / m + Math.atanh(m) - Math.atanh(0.01) < t) low = m;
    else high = m;
  }
  return low;
}

test.each(problems)(
  "the stated error contains the true one mid-transition: %s",
  (_, field, y0, truth, outputAt) => {
    for (const rtol of [1e-5, 1e-8, 1e-11]) {
      const run = trajectory({ field, y0, t0: 0, outputAt, rtol, atol: rtol * 1e-3 });
      expect(run.status).toBe("reached-end");
      for (const { t, y, error } of run.points) {
        expect(Math.abs(y[0]! - truth(t)), `t = ${t}, rtol = ${rtol}`).toBeLessThanOrEqual(
          error + 4e-16 * Math.abs(y[0]!),
        );
        expect(error).toBeLessThan(1e5 * rtol * Math.max(1, Math.abs(y[0]!)));
      }
    }
  },
);

test("an error of the field, amplified by an escape, is in the stated error", () => {
  const at =
    (rate: number): VectorField =>
    (_, y, dy) => {
      dy[0] = rate * y[0]! * (1 - y[0]!);
    };
  const { points } = trajectory({
    field: at(30 * (1 + 1e-6)),
    rival: at(30),
    y0: [1e-6],
    t0: 0,
    outputAt: [0.46],
  });
  const truth = 1 / (1 + (1e6 - 1) * Math.exp(-30 * 0.46));
  expect(Math.abs(points[0]!.y[0]! - truth)).toBeLessThanOrEqual(points[0]!.error);
  expect(points[0]!.error).toBeGreaterThan(1e-6);
});

test("stated errors contain the true ones on 300 random escapes at random times", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 50, noNaN: true }),
      fc.double({ min: -8, max: -0.5, noNaN: true }),
      fc.double({ min: 0.1, max: 1.5, noNaN: true }),
      fc.double({ min: -11, max: -4, noNaN: true }),
      (rate, exponent, moment, digits) => {
        const start = 10 ** exponent;
        // The steepest moment is log(1/start)/rate; times are spread around it.
        const t = (moment * Math.log(1 / start)) / rate;
        const truth = 1 / (1 + (1 / start - 1) * Math.exp(-rate * t));
        const field: VectorField = (_, y, dy) => {
          dy[0] = rate * y[0]! * (1 - y[0]!);
        };
        const rtol = 10 ** digits;
        const run = trajectory({ field, y0: [start], t0: 0, outputAt: [t], rtol });
        const { y, error } = run.points[0]!;
        // The closed form itself loses rate t units of rounding.
        const rounding = 4e-16 * (1 + rate * t) * truth;
        expect(Math.abs(y[0]! - truth)).toBeLessThanOrEqual(error + rounding);
      },
    ),
    { numRuns: 300 },
  );
});
