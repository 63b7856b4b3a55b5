/**
 * Statistics of other models, `at(median(...), d = x)`, beside those of this one.
 *
 * The overlap with a uniform direction of R^d has the size 1/sqrt(d): the median of |m| is 1/2 at
 * d = 3, where m is uniform on [-1, 1].
 */
import { expect, test } from "vitest";
import { reportOf } from "../../specs.ts";

const verdictOf = async (holds: string) => {
  const report = await reportOf({
    parameters: ["d: 3"],
    teacher: '{ link: "h(3, z)" }',
    claims: [`c: { kind: bound, holds: "${holds}" }`],
  });
  return report.verdict;
};

test("a statistic there is not that of here", async () => {
  const there = "at(median(abs(m(0))), d = 12)";
  expect(await verdictOf(`median(abs(m(0))) < ${there}`)).toBe("refuted");
});

test("the least dimension at which a statistic is small is searched for", async () => {
  const least = "least(x in [3, 1000, 10^5], at(median(abs(m(0))), d = x) < 1/5)";
  // At d = 1000 the median is 0.02.
  expect(await verdictOf(`${least} < 1000`)).toBe("refuted");
  expect(await verdictOf(`${least} > 1000`)).toBe("refuted");
});

test("one of another model alone is looked at over as many runs as one of this model", async () => {
  const [three, hundred] = [3, 100].map((d) => `at(median(abs(m(0))), d = ${d})`);
  expect(await verdictOf(`${three} >= ${hundred}`)).toBe("supported");
});
