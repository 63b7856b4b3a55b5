import { expect, test } from "vitest";
import { reportOf } from "../../specs.ts";

/** At the equator of one quadratic direction one eigenvalue is negative, d - 2 are exactly zero. */
const equator = (equals: number) =>
  reportOf({
    parameters: ["d: { in: 3..oo, sampled: [4, 6] }"],
    teacher: '{ link: "h(2, z)" }',
    claims: [`c: { kind: morse-index, at: origin, equals: ${equals} }`],
  });

test("an index at a degenerate point is proved, and the simulation does not contradict", async () => {
  const report = await equator(1);
  expect(report.verdict).toBe("proved");
  // One negative and d - 2 that nobody can tell from zero: an index between 1 and d - 1.
  expect(report.observed?.[0]).toMatchObject({ observed: 2, uncertainty: 1 });
});

test.each([0, 2])("the index %d there is refuted", async (n) => {
  expect((await equator(n)).verdict).toBe("refuted");
});
