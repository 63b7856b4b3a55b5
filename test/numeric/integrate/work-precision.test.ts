/**
 * Accuracy where it is hardest: mid-transition, at the steepest moment of an escape. At the end of a
 * run every solver looks perfect, for the state it ends in is attracting.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dormandPrince853 } from "../../../src/numeric/integrate/dormand-prince-853.ts";
import { radauIIA5 } from "../../../src/numeric/integrate/radau.ts";
import { solve } from "../../../src/numeric/integrate/solve.ts";
import type { VectorField } from "../../../src/numeric/integrate/tableau.ts";
import { trajectory } from "../../../src/numeric/integrate/two-tolerances.ts";
import { count } from "../../full.ts";

fc.configureGlobal({ seed: 20262 });

interface Row {
  readonly start: readonly number[];
  readonly t: number;
  readonly state: readonly string[];
}
const rows: readonly Row[] = JSON.parse(
  readFileSync(new URL("../../oracles/trajectories/taylor.json", import.meta.url), "utf8"),
);

/** u_i' = sum_j A_ij g_j - u_i sum_j u_j g_j, g = sum_p p c_p u^(p - 1), A equiangular. */
function reduced(beta: number, c: Readonly<Record<number, number>>): VectorField {
  const terms = Object.entries(c).map(([p, cp]) => [Number(p) * cp, Number(p) - 1] as const);
  return (_, u, du) => {
    const g = u.map((x) => terms.reduce((sum, [a, power]) => sum + a * x ** power, 0));
    const [sum, radial] = [g.reduce((a, b) => a + b, 0), g.reduce((a, b, i) => a + b * u[i]!, 0)];
    for (let i = 0; i < u.length; i++) du[i] = (1 - beta) * g[i]! + beta * sum - u[i]! * radial;
  };
}

const field = reduced(0.1, { 3: 1, 4: 0.5 });
const gap = (y: Float64Array, { state }: Row): number =>
  Math.hypot(...state.map((x, i) => y[i]! - Number(x)));

test("at rtol 1e-9 the error mid-transition is below 1e-9, against 40 digits", () => {
  for (const row of rows) {
    const { outputs } = solve({
      field,
      y0: row.start,
      t0: 0,
      t1: 25,
      outputAt: [row.t],
      rtol: 1e-9,
      atol: 1e-12,
      tableau: dormandPrince853,
    });
    expect(gap(outputs[0]!.y, row)).toBeLessThan(1e-9);
  }
});

test.each([1e-6, 1e-9, 1e-12])(
  "the stated error mid-transition contains the true one, rtol %d",
  (rtol) => {
    for (const row of rows) {
      const { points } = trajectory({ field, y0: row.start, t0: 0, outputAt: [row.t], rtol });
      expect(gap(points[0]!.y, row)).toBeLessThanOrEqual(points[0]!.error + 1e-15);
      expect(points[0]!.error).toBeLessThan(1e4 * rtol);
    }
  },
);

test("Radau's method is as right mid-transition as it says", () => {
  for (const row of rows.slice(0, 6)) {
    const problem = { field, y0: row.start, t0: 0, outputAt: [row.t], rtol: 1e-8, isStiff: true };
    const { points } = trajectory(problem);
    expect(gap(points[0]!.y, row)).toBeLessThanOrEqual(points[0]!.error);
    expect(points[0]!.error).toBeLessThan(1e-4);
  }
  const [first] = rows;
  const { outputs } = solve({
    field,
    y0: first!.start,
    t0: 0,
    t1: 25,
    outputAt: [first!.t],
    rtol: 1e-10,
    tableau: radauIIA5,
  });
  expect(gap(outputs[0]!.y, first!)).toBeLessThan(1e-7);
});

test("halving the tolerances moves the answer by no more than the stated error", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.tuple(fc.constantFrom(2, 3, 4, 5), fc.double({ min: 0.1, max: 2, noNaN: true })),
      fc.tuple(fc.constantFrom(2, 3, 4), fc.double({ min: 0, max: 1, noNaN: true })),
      fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
      fc.double({ min: -3, max: -1, noNaN: true }),
      fc.double({ min: 0.3, max: 1.3, noNaN: true }),
      fc.double({ min: -10, max: -5, noNaN: true }),
      (k, beta, [p, cp], [q, cq], shape, size, moment, digits) => {
        const random = reduced(beta, { [q]: cq, [p]: cp });
        const y0 = shape.slice(0, k).map((x) => x * 10 ** size);
        const scout = solve({
          field: random,
          y0,
          t0: 0,
          t1: Number.POSITIVE_INFINITY,
          rtol: 1e-4,
          atol: 0,
          events: [{ of: (_, u) => Math.max(...u) - 0.5 }],
          // A symmetric start may come to rest below 1/2; any time will do then.
          maxSteps: 200,
        });
        // After the escape the flow relaxes at rates of order 1, whatever the escape took.
        const outputAt = [moment < 1 ? moment * scout.t : scout.t + 10 * (moment - 1)];
        const run = (rtol: number) => {
          const { points, status } = trajectory({ field: random, y0, t0: 0, outputAt, rtol });
          expect(status).toBe("reached-end");
          return points[0]!;
        };
        const [whole, half] = [run(10 ** digits), run(10 ** digits / 2)];
        const moved = Math.hypot(...whole.y.map((x, i) => x - half.y[i]!));
        expect(moved).toBeLessThanOrEqual(whole.error);
      },
    ),
    { numRuns: count(100, 1000), endOnFailure: true },
  );
});
