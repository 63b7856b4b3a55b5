/** The library: what a program gets from `simulate`, and what it is told of wrong options. */
import { expect, test } from "vitest";
import { defineSpec, simulate } from "../src/index.ts";

const spec = defineSpec({
  title: "One direction",
  parameters: { p: "2..oo", d: "2..oo" },
  model: {
    input: { gaussian: "isotropic", dimension: "d" },
    teacher: { link: "h(p, z)" },
    student: { link: "same" },
    loss: "correlation",
  },
});

test("the flow of h_2 from 1/3 is the logistic curve of m^2, by either flow", async () => {
  for (const flow of ["defined", "derived"] as const) {
    const set = { p: 2, d: 5, m: "1/3" };
    const { columns, runs } = await simulate(spec, { set, flow, until: 1 });
    const [t, error, m] = [["t"], ["error"], ["m", "u[1]"]].map((names) =>
      columns.findIndex(({ name }) => names.includes(name)),
    );
    expect(runs).toHaveLength(1);
    for (const row of runs[0]!.rows) {
      const exact = Math.sqrt(1 / (1 + 8 * Math.exp(-4 * row[t!]!)));
      expect(Math.abs(row[m!]! - exact)).toBeLessThanOrEqual(row[error!]! + 4e-16);
    }
  }
});

test("runs have starts of their own, and a seed makes each again", async () => {
  const options = { set: { p: 3, d: 4 }, runs: 2, seed: 5, until: 1 };
  const { runs } = await simulate(spec, options);
  expect(runs[0]!.rows[0]).not.toEqual(runs[1]!.rows[0]);
  expect((await simulate(spec, options)).runs).toEqual(runs);
});

test.each([
  [{ runs: 0 }, "simulate: runs: expected an integer >= 1, got 0."],
  [{ until: -1 }, "simulate: until: expected a time > 0, got -1."],
  [{ until: Number.NaN }, "simulate: until: expected a time > 0, got NaN."],
  [
    { set: { p: 1, q: 2 } },
    "simulate: q: expected a parameter (p, d) or a part of the start, got q.\n" +
      "simulate: p: expected an integer in 2..oo, got 1.",
  ],
])("wrong options %j are told all at once", async (options, message) => {
  await expect(simulate(spec, options)).rejects.toThrow(new RangeError(message));
});
