import { describe, expect, test } from "vitest";
import { reportOf } from "../specs.ts";

const chance = "probability(min(u(0)) > 0)";
const lines = (claim: string) => ({
  parameters: [
    "p: { in: 3..oo, sampled: [3] }",
    "k: { in: 2..oo, sampled: [2] }",
    "d: { in: k + 1..oo, sampled: [4] }",
  ],
  teacher: '{ sum-of: k, link: "h(p, z)", frame: orthonormal }',
  claims: [`c: ${claim}`],
});

describe("a bound on what is random: the probability is 1/4, the median below 1", () => {
  test.each<[string, "supported" | "refuted" | "undecided"]>([
    ["median(norm(u(0))) <= 2", "supported"],
    [`${chance} >= 3/4`, "refuted"],
    [`${chance} <= 1/4`, "undecided"],
  ])("%s is %s", async (holds, verdict) => {
    expect((await reportOf(lines(`{ kind: bound, holds: "${holds}" }`))).verdict).toBe(verdict);
  });
});

describe("identities of what is random: a uniform direction in R^4", () => {
  test.each<[string, string, "supported" | "refuted"]>([
    ["mean(u[1](0)^2)", "1/4", "supported"],
    ["mean(u[1](0)^2)", "1/3", "refuted"],
    ["mean(u[1](0)^4)", "1/8", "supported"],
    ["mean(u[1](0)^4)", "3/16", "refuted"],
    ["probability(u[1](0) > 1/2)", "1/3 - sqrt(3)/(4*pi)", "supported"],
  ])("%s = %s is %s", async (of, equals, verdict) => {
    const claim = `{ kind: identity, of: "${of}", equals: ${equals} }`;
    expect((await reportOf(lines(claim))).verdict).toBe(verdict);
  });
});

describe("events at the end of time", () => {
  test("limits that agree are equal, outside of any moment too", async () => {
    const claim = (equals: string) =>
      `{ kind: probability, of: "u[1](oo) = 1", equals: ${equals} }`;
    const one = { ...lines(claim("1/2")), parameters: ["p: 4", "k: 1", "d: 3"] };
    const report = await reportOf(one);
    expect(report.observed[0]?.uncertainty).toBeLessThan(0.15);
    expect(report.verdict).toBe("supported");
  });
});
