import { expect, test } from "vitest";
import { failureSignatures } from "../../src/checks/failure-signatures.ts";

const names = ["t", "m", "a[2]", "loss"];
const rows = (m: readonly number[], loss: readonly number[]) =>
  m.map((x, i) => [i, x, x * x, loss[i]!]);

test("an overlap that has not come half of the way to 1 is stuck", () => {
  const [seen] = failureSignatures({ names, rows: rows([0.01, 0.02, 0.05], [1, 1, 1]) });
  expect(seen).toMatch(/^stuck near 0: the overlap went from 0.01 to 0.05/);
  expect(failureSignatures({ names, rows: rows([0.01, 0.02, 0.2], [1, 1, 0.9]) })).toEqual([]);
});

test("an overlap of -1 with no loss left is reversed and right; with a loss it is not", () => {
  const [seen] = failureSignatures({ names, rows: rows([-0.3, -0.7, -1], [1, 0.4, 1e-6]) });
  expect(seen).toMatch(/^reversed and right: the overlap ends at -1 and the loss at 0.000001/);
  expect(failureSignatures({ names, rows: rows([-0.3, -0.7, -1], [1, 1.5, 2]) })).toEqual([]);
});

test("coefficients that overshoot at every step go back and forth; noise and drift do not", () => {
  const [good] = [rows([0.3, 0.6, 0.9], [1, 0.5, 0.2])];
  const steps = (a: (i: number) => number) =>
    Array.from({ length: 250 }, (_, i) => [i, 0.9, a(i), 0.2]);
  const seen = (a: (i: number) => number) =>
    failureSignatures({ names, rows: good!, stepwise: steps(a) });
  expect(seen((i) => 1 + 0.1 * (-1) ** i)).toEqual([
    "back and forth from step to step: a[2]; the step is too large",
  ]);
  expect(seen((i) => 1 - 0.9 ** i)).toEqual([]);
  // Independent values: neighbouring moves are correlated by -1/2.
  expect(seen((i) => Math.sin(12345 * (i + 1) ** 2))).toEqual([]);
});

test("several overlaps have none of these names", () => {
  const several = ["t", "u[1]", "u[2]"];
  expect(
    failureSignatures({
      names: several,
      rows: [
        [0, 0.01, 0],
        [1, 0.01, 0],
      ],
    }),
  ).toEqual([]);
});
