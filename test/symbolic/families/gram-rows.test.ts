/**
 * Frames given by their Gram matrix: the average is stationary if the row sums agree, and its
 * Hessian has a block for each eigenvalue of the matrix.
 */
import { afterAll, expect, test } from "vitest";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { reportOf } from "../../specs.ts";

afterAll(closeSolver);

const parameters = [
  "p: { in: 3..oo, sampled: 3..5 }",
  "b1: 0 < real < 1/3",
  "b2: 0 < real < 1/3",
  "d: { in: 4..oo, sampled: [5, 9] }",
];
const lines = (rows: string, link = "h(p, z)") => ({
  parameters,
  teacher: `{ sum-of: ${rows.split("],").length}, link: "${link}", frame: { gram: ${rows} } }`,
});
const circulant = "[[1, b1, b2, b1], [b1, 1, b1, b2], [b2, b1, 1, b1], [b1, b2, b1, 1]]";

test("equal row sums: the average is stationary, for a link of any degree and of several", async () => {
  for (const link of ["h(p, z)", "h(3, z) + h(4, z)"]) {
    const claims = ["c: { kind: stationary, at: average }"];
    const report = await reportOf({ ...lines(circulant, link), claims });
    expect([link, report.verdict, report.reason]).toEqual([link, "proved", undefined]);
  }
});

test("unequal row sums: nothing is derived, and the simulation refutes", async () => {
  const rows = "[[1, b1, b2], [b1, 1, b2], [b2, b2, 1]]";
  const claims = ["c: { kind: stationary, at: average, when: b1 != b2 }"];
  const report = await reportOf({ ...lines(rows), claims });
  expect(report.verdict).toBe("refuted");
  expect(report.noDerivation).toMatch(/unequal row sums/);
});

test("the index at the average, by the eigenvalues 1 - b2 (twice) and 1 - 2 b1 + b2", async () => {
  // An eigenvalue l gives the curvature p m^(p-2) (k m^2 - (p - 1) l), k m^2 = 1 + 2 b1 + b2.
  const all = "b2 < b1 and 1 + 2*b1 + b2 < (p - 1)*(1 - 2*b1 + b2)";
  const index = (when: string, equals: string) =>
    reportOf({
      ...lines(circulant),
      claims: [`c: { kind: morse-index, at: average, when: "${when}", equals: ${equals} }`],
    });
  expect((await index(all, "3")).verdict).toBe("proved");
  expect((await index(all, "2")).verdict).toBe("refuted");
});

test("a symmetric circulant of five has eigenvalues that no rule writes down", async () => {
  const rows =
    "[[1, b1, b2, b2, b1], [b1, 1, b1, b2, b2], [b2, b1, 1, b1, b2], [b2, b2, b1, 1, b1], [b1, b2, b2, b1, 1]]";
  const claims = ["c: { kind: morse-index, at: average, equals: 4 }"];
  const report = await reportOf({
    ...lines(rows),
    parameters: [...parameters.slice(0, 3), "d: 6"],
    claims,
  });
  expect(report.noDerivation).toBeDefined();
  expect(["proved", "certified"]).not.toContain(report.verdict);
});
