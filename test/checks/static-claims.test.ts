import { afterAll, describe, expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { reportOf } from "../specs.ts";

afterAll(() => closeSolver());

const orthonormal = '{ sum-of: k, link: "h(p, z)", frame: orthonormal }';
const mixture = '{ sum-of: k, link: "h(3, z) + h(5, z)/2", frame: orthonormal }';

const small = [
  "p:    { in: 3..oo, sampled: [3, 4] }",
  "k:    { in: 2..oo, sampled: [2, 3] }",
  "d:    { in: k + 1..oo, sampled: k + 2 }",
  "beta: 0 <= real < 1",
];

const judged = (claim: string, teacher?: string): Promise<ClaimReport> =>
  reportOf({
    parameters: small,
    claims: [`c: ${claim}`],
    ...(teacher === undefined ? {} : { teacher }),
  });

describe("a bound", () => {
  const lead = (holds: string, more = ""): string =>
    `{ kind: bound, for: { j: 2..k }, when: "u[1] = max(u)${more}", holds: "${holds}" }`;

  test("Lemma B.2: without negative overlaps the lead of the largest one grows, for all p and k", async () => {
    const report = await judged(lead("rate(u[1] - u[j]) >= 0", " and min(u) >= 0"), orthonormal);
    expect(report.verdict).toBe("proved");
  });

  test.each([
    ["a negative overlap", lead("rate(u[1] - u[j]) >= 0")],
    [
      "a rate bounded from below",
      lead("rate(u[1] - u[j]) >= (u[1] - u[j])/10", " and min(u) >= 0"),
    ],
    ["the opposite", lead("rate(u[1] - u[j]) <= 0", " and min(u) >= 0")],
  ])("with %s it is refuted, at a state that is named", async (_, claim) => {
    const { verdict, counterexample } = await judged(claim, orthonormal);
    expect(verdict).toBe("refuted");
    expect(counterexample?.name).toMatch(/^least slack, at u = \(/);
  });

  test("that nothing proves is supported, and both twins are refuted", async () => {
    const teacher = '{ sum-of: k, link: "h(3, z) + h(5, z)/2", frame: { equiangular: beta } }';
    const { verdict, twins } = await judged('{ kind: bound, holds: "loss >= -5/4*k" }', teacher);
    expect(verdict).toBe("supported");
    expect(twins.map(({ label, refuted }) => [label, refuted])).toEqual([
      ["reversed", true],
      ["strengthened past its slack", true],
    ]);
  });

  test("a strict one that is attained is not supported", async () => {
    const { verdict } = await judged('{ kind: bound, holds: "loss > -5/4" }', mixture);
    expect(verdict).not.toBe("supported");
    expect(verdict).not.toBe("proved");
  });

  test("under a condition that no state meets exactly is not refuted within its error", async () => {
    const claim = '{ kind: bound, when: "dot(u, u) = 1", holds: "rate(dot(u, u)) = 0" }';
    expect((await judged(claim, orthonormal)).verdict).toBe("proved");
  });
});

describe("fixed points", () => {
  const odd = (rest: string): string =>
    `{ kind: fixed-points, when: odd(p), where: norm(u) > 0, ${rest} }`;

  test("of an odd link: all signed mixtures, 2(2^k - 1) of them", async () => {
    const claim = odd(
      "for: { I: subsets(1..k), e: [-1, 1] }, are: [ e*mixed(I) ], count: 2*(2^k - 1)",
    );
    expect((await judged(claim, orthonormal)).verdict).toBe("proved");
  });

  test.each([
    ["one more", odd("count: 2*(2^k - 1) + 1")],
    ["one less", odd("count: 2*(2^k - 1) - 1")],
    ["half", odd("count: 2^k - 1")],
    ["the number of an even link", odd("count: 3^k - 1")],
    ["one sign only", odd("for: { I: subsets(1..k) }, are: [ mixed(I) ]")],
    ["points that are none", odd('for: { e: [1, 2] }, are: [ "unit(v[1] + e*v[2])" ]')],
  ])("%s is refuted", async (_, claim) => {
    expect((await judged(claim, orthonormal)).verdict).toBe("refuted");
  });

  test("a complement that is not excluded leaves the number open", async () => {
    const claim = "{ kind: fixed-points, when: odd(p), count: 2*(2^k - 1) }";
    const { verdict, reason } = await judged(claim, orthonormal);
    expect(verdict).toBe("undecided");
    expect(reason).toContain("degenerate");
  });

  test("of a mixture, which nothing derives, are counted by Newton's method alone", async () => {
    const claim = "{ kind: fixed-points, where: norm(u) > 0, count: 2*(2^k - 1) }";
    const report = await judged(claim, mixture);
    expect(report.verdict).toBe("supported");
    expect(report.noDerivation).toContain("fixed points of a link of more than one degree");
  });
});

describe("a bifurcation", () => {
  const at = (k: string, type: string, value = "(p - 2)/(k + p - 2)"): string =>
    `{ kind: bifurcation, for: { k: ${k} }, at: average, in: beta, equals: "${value}", type: ${type} }`;

  test("of two ridges is a supercritical pitchfork, of three transcritical", async () => {
    expect((await judged(at("2", "supercritical-pitchfork"))).verdict).toBe("proved");
    expect((await judged(at("3", "transcritical"))).verdict).toBe("proved");
  });

  test.each([
    ["another type", at("2", "transcritical")],
    ["the other pitchfork", at("2", "subcritical-pitchfork")],
    ["a fold", at("3", "fold")],
    ["another value", at("2", "supercritical-pitchfork", "(p - 1)/(k + p - 1)")],
  ])("%s is refuted", async (_, claim) => {
    expect((await judged(claim)).verdict).toBe("refuted");
  });
});

describe("points of an orthonormal frame", () => {
  test.each([
    [
      "mixtures are stationary",
      "{ kind: stationary, for: { l: 1..k }, at: mixed(1..l) }",
      "proved",
    ],
    [
      "of index l - 1",
      "{ kind: morse-index, for: { l: 1..k }, at: mixed(1..l), equals: l - 1 }",
      "proved",
    ],
    [
      "not of index l",
      "{ kind: morse-index, for: { l: 1..k }, at: mixed(1..l), equals: l }",
      "refuted",
    ],
    [
      "the loss there",
      "{ kind: identity, for: { l: 1..k }, at: mixed(1..l), of: loss, equals: -l^(1 - p/2) }",
      "proved",
    ],
    ["the origin is stationary", "{ kind: stationary, at: origin }", "proved"],
  ])("%s", async (_, claim, verdict) => {
    expect((await judged(claim, orthonormal)).verdict).toBe(verdict);
  });

  test("a linear part moves what was stationary", async () => {
    const teacher = '{ sum-of: k, link: "z + h(3, z)", frame: orthonormal }';
    expect((await judged("{ kind: stationary, at: pure(1) }", teacher)).verdict).toBe("refuted");
  });
});

describe("rates and derivatives in identities", () => {
  test.each([
    ["rate(loss)", "-p^2*(sum(j in 1..k, u[j]^(2*p - 2)) - sum(j in 1..k, u[j]^p)^2)", "proved"],
    ["rate(loss)", "-p^2*sum(j in 1..k, u[j]^(2*p - 2))", "refuted"],
    ["rate(u[1])", "p*(u[1]^(p - 1) - u[1]*sum(j in 1..k, u[j]^p))", "proved"],
  ])("%s = %s", async (of, equals, verdict) => {
    const claim = `{ kind: identity, of: "${of}", equals: "${equals}" }`;
    expect((await judged(claim, orthonormal)).verdict).toBe(verdict);
  });

  test.each([
    ["-p/2*(k - 1)*((1 + (k - 1)*beta)/k)^(p/2 - 1)", "proved"],
    ["-p/2*(k - 1)*((1 + (k - 1)*beta)/k)^(p/2)", "refuted"],
  ])("diff(at(loss, average), beta) = %s", async (equals, verdict) => {
    const claim = `{ kind: identity, of: "diff(at(loss, average), beta)", equals: "${equals}" }`;
    expect((await judged(claim)).verdict).toBe(verdict);
  });
});
