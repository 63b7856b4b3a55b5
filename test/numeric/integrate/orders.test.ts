import { expect, test } from "vitest";
import { dormandPrince54 } from "../../../src/numeric/integrate/dormand-prince.ts";
import { dormandPrince853 } from "../../../src/numeric/integrate/dormand-prince-853.ts";
import { logTimes } from "../../../src/numeric/integrate/log-times.ts";
import { radauIIA5 } from "../../../src/numeric/integrate/radau.ts";
import { solve } from "../../../src/numeric/integrate/solve.ts";
import {
  checkedCollocation,
  type Tableau,
  type VectorField,
} from "../../../src/numeric/integrate/tableau.ts";
import { trajectory } from "../../../src/numeric/integrate/two-tolerances.ts";

interface ClosedProblem {
  readonly name: string;
  readonly field: VectorField;
  readonly y0: readonly number[];
  /** The first component of the solution. */
  readonly truth: (t: number) => number;
  readonly outputAt: readonly number[];
  readonly isStiff?: boolean;
}

const swinging: ClosedProblem = {
  name: "A3: y' = y cos t",
  field: (t, y, dy) => {
    dy[0] = y[0]! * Math.cos(t);
  },
  y0: [1],
  truth: (t) => Math.exp(Math.sin(t)),
  outputAt: [0.5, 2, 7, 20],
};
const rotation: ClosedProblem = {
  name: "rotation",
  field: (_, y, dy) => {
    dy[0] = -y[1]!;
    dy[1] = y[0]!;
  },
  y0: [1, 0],
  truth: Math.cos,
  outputAt: [0.5, 2, 7, 20],
};

test.each<[Tableau, number, readonly number[]]>([
  [dormandPrince54, 5, [1 / 8, 1 / 16, 1 / 32, 1 / 64]],
  [dormandPrince853, 8, [1 / 2, 2 / 5, 1 / 4, 1 / 5]],
  [radauIIA5, 5, [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32]],
])("the observed order of $name is its order", (tableau, order, steps) => {
  for (const [{ field, y0, truth, name }, t1] of [
    [swinging, 2],
    [rotation, 4],
  ] as const) {
    const errors = steps.map((fixedStep) => {
      // The tolerance of Newton's method, for there is no other.
      const run = solve({ field, y0, t0: 0, t1, fixedStep, tableau, rtol: 1e-13, atol: 1e-15 });
      return Math.abs(run.y[0]! - truth(t1));
    });
    for (const [i, error] of errors.slice(1).entries()) {
      const observed = Math.log(errors[i]! / error) / Math.log(steps[i]! / steps[i + 1]!);
      expect(Math.abs(observed - order), `${name}, h = ${steps[i]}`).toBeLessThan(0.3);
    }
  }
});

test("a misprinted collocation method does not build", () => {
  const misprinted = (change: Partial<typeof radauIIA5>) => () =>
    checkedCollocation({ ...radauIIA5, ...change });
  const [first, second, third] = radauIIA5.A;
  expect(misprinted({ A: [second!, first!, third!] })).toThrow(/C\(1\)/);
  expect(misprinted({ c: [0.15, 0.65, 1] })).toThrow(/B\(2\)/);
  expect(misprinted({ gamma: 0.27 })).toThrow(/characteristic/);
  expect(misprinted({ error: [-10, 1, -1 / 3] })).toThrow(/estimate/);
});

// After the sets of DETEST (Hull, Enright, Fellen and Sedgwick) that have closed forms.
const problems: readonly ClosedProblem[] = [
  swinging,
  rotation,
  {
    name: "A1: y' = -y",
    field: (_, y, dy) => {
      dy[0] = -y[0]!;
    },
    y0: [1],
    truth: (t) => Math.exp(-t),
    outputAt: [1, 5, 20],
  },
  {
    name: "A2: y' = -y^3/2",
    field: (_, y, dy) => {
      dy[0] = -(y[0]! ** 3) / 2;
    },
    y0: [1],
    truth: (t) => 1 / Math.sqrt(1 + t),
    outputAt: [1, 5, 20],
  },
  {
    name: "A4: a logistic curve",
    field: (_, y, dy) => {
      dy[0] = (y[0]! / 4) * (1 - y[0]! / 20);
    },
    y0: [1],
    truth: (t) => 20 / (1 + 19 * Math.exp(-t / 4)),
    outputAt: [1, 10, 12, 20],
  },
  {
    name: "C1: a chain of decays",
    field: (_, y, dy) => {
      dy[0] = -y[0]!;
      dy[1] = y[0]! - y[1]!;
      dy[2] = y[1]! - y[2]!;
      dy[3] = y[2]!;
    },
    y0: [1, 0, 0, 0],
    truth: (t) => Math.exp(-t),
    outputAt: [1, 5, 20],
  },
  {
    name: "D2: an orbit of eccentricity 0.3, by Kepler's equation",
    field: (_, y, dy) => {
      const r3 = Math.hypot(y[0]!, y[1]!) ** 3;
      dy[0] = y[2]!;
      dy[1] = y[3]!;
      dy[2] = -y[0]! / r3;
      dy[3] = -y[1]! / r3;
    },
    y0: [0.7, 0, 0, Math.sqrt(1.3 / 0.7)],
    truth: (t) => {
      let anomaly = t;
      for (let i = 0; i < 60; i++) {
        anomaly -= (anomaly - 0.3 * Math.sin(anomaly) - t) / (1 - 0.3 * Math.cos(anomaly));
      }
      return Math.cos(anomaly) - 0.3;
    },
    outputAt: [1, 5, 20],
  },
  {
    name: "Prothero and Robinson: y' = -10^6 (y - cos t) - sin t",
    field: (t, y, dy) => {
      dy[0] = -1e6 * (y[0]! - Math.cos(t)) - Math.sin(t);
    },
    y0: [1],
    truth: Math.cos,
    outputAt: [1, 5, 20],
    isStiff: true,
  },
  {
    name: "Kaps, stiffness 10^8: y_1 = exp(-2t)",
    field: (_, y, dy) => {
      dy[0] = -(1e8 + 2) * y[0]! + 1e8 * y[1]! ** 2;
      dy[1] = y[0]! - y[1]! * (1 + y[1]!);
    },
    y0: [1, 1],
    truth: (t) => Math.exp(-2 * t),
    outputAt: [0.1, 1, 5],
    isStiff: true,
  },
];

test.each(problems)("stated errors contain the true ones: $name", (problem) => {
  const { truth, isStiff = false } = problem;
  const kinds = isStiff ? [true] : [false, true];
  for (const rtol of [1e-6, 1e-8, 1e-10]) {
    for (const kind of kinds) {
      const { points, status } = trajectory({ ...problem, t0: 0, rtol, isStiff: kind });
      expect(status).toBe("reached-end");
      expect(points).toHaveLength(problem.outputAt.length);
      for (const { t, y, error } of points) {
        // Kaps' field is a difference of terms of 1e8: rounding of y by 1e8 * 2^-53 of its change.
        const rounding = 1e-15 * (1 + t) + (isStiff ? 1e-14 : 0);
        expect(Math.abs(y[0]! - truth(t)), `t = ${t}, rtol = ${rtol}`).toBeLessThanOrEqual(
          error + rounding,
        );
        expect(error, `t = ${t}, rtol = ${rtol}`).toBeLessThan(1e6 * rtol);
      }
    }
  }
});

test("log-time output covers decades evenly, ends included", () => {
  const times = logTimes(1e-3, 1e12, 4);
  expect(times).toHaveLength(61);
  expect(times[0]).toBe(1e-3);
  expect(times[60]).toBe(1e12);
  for (const [i, t] of times.slice(1).entries()) {
    expect(t / times[i]!).toBeCloseTo(10 ** 0.25, 12);
  }
});
