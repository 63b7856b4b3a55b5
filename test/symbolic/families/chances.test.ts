import { afterAll, describe, expect, test } from "vitest";
import { decide } from "../../../src/symbolic/decide/decide.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { formatTerm } from "../../../src/symbolic/term/format.ts";
import { specOf } from "../../specs.ts";

afterAll(() => closeSolver());

const pure = '{ sum-of: k, link: "h(p, z)", frame: orthonormal }';
const over = (frame: string): string => pure.replace("orthonormal", frame);
const withLink = (link: string): string => pure.replace("h(p, z)", link);

interface Case {
  readonly of: string;
  readonly equals: string;
  readonly when?: string;
  readonly teacher?: string;
  readonly k?: string;
  readonly d?: string;
}

/** What is derived and whether the value follows from it. */
async function decisionOf({ of, equals, when, teacher = pure, k, d }: Case): Promise<{
  readonly chance: string | undefined;
  readonly status: string;
}> {
  const condition = when === undefined ? "" : `, when: "${when}"`;
  const [claim] = specOf({
    parameters: [
      "p: { in: 3..oo, sampled: [3, 4] }",
      `k: { in: ${k ?? "2..oo"}, sampled: [2] }`,
      `d: { in: ${d ?? "k + 1..oo"}, sampled: [k + 1] }`,
      "j: { in: 1..k, sampled: [1] }",
      "beta: { in: 0 < real < 1, sampled: [1/2] }",
    ],
    teacher,
    claims: [`c: { kind: probability, of: "${of}", equals: "${equals}"${condition} }`],
  }).claims;
  const { setting, question, answer } = claim!;
  const prediction = predict(setting, question);
  if (prediction.status !== "derived" || prediction.derived.kind !== "probability") {
    return { chance: undefined, status: "none" };
  }
  const { status } = await decide(setting, prediction, answer);
  return { chance: formatTerm(prediction.derived.chance), status };
}

const isGreatest = "all(i in 1..k, i = j or u[j](0) > u[i](0))";
const isLargest = "all(i in 1..k, i = j or abs(u[j](0)) > abs(u[i](0)))";

describe("chances that follow from the symmetry of a uniform start, for every k", () => {
  test.each<Case>([
    { of: isGreatest, equals: "1/k" },
    { of: "u[1](0) = max(u(0)) and u[1](0) < 0", equals: "2^(-k)/k" },
    { of: `${isLargest} and u[j](0) < 0`, equals: "1/(2*k)" },
    { of: "max(u(0)) > 0 and min(u(0)) < 0", equals: "1 - 2^(1 - k)" },
    { of: "some(i in 1..k, u[i](0) > 0)", equals: "1 - 1/2^k" },
    { of: isGreatest, equals: "1/k", teacher: over("{ equiangular: beta }") },
    { of: "u[j](oo) = 1", equals: "(1 - 2^(-k))/k", when: "odd(p)" },
    { of: "u[j](oo) = 1", equals: "1/(2*k)", when: "even(p)" },
    { of: "norm(u(oo)) = 0", equals: "2^(-k)", when: "odd(p)" },
    {
      of: "u[1](oo) > 1/2",
      equals: "(1 - 2^(-k))/k",
      teacher: withLink("h(3, z) + h(5, z)/2"),
    },
    { of: "abs(u[1](oo)) = 1", equals: "1/k", teacher: withLink("h(2, z) + h(4, z)") },
  ])("$of is $equals $when", async (claim) => {
    expect((await decisionOf(claim)).status).toBe("proved");
  });
});

describe("others are derived otherwise", () => {
  test.each<Case & { readonly derived: string }>([
    { of: "u[j](oo) = 1", equals: "1/k", when: "odd(p)", derived: "1/k - 1/k*2^(-k)" },
    { of: "u[j](oo) = 1", equals: "1/k", when: "even(p)", derived: "1/2/k" },
    { of: "u[j](oo) = -1", equals: "2^(-k)/k", when: "odd(p)", derived: "0" },
    {
      of: "u[j](0) > 0 and u[j](0) = max(u(0))",
      equals: "1/(2*k)",
      derived: "1/k - 1/k*2^(-k)",
    },
    // A tie with itself: u[j] > u[j] never.
    { of: "all(i in 1..k, u[j](0) > u[i](0))", equals: "1/k", derived: "0" },
  ])("$of is not $equals $when", async ({ derived, ...claim }) => {
    expect(await decisionOf(claim)).toEqual({ chance: derived, status: "open" });
  });
});

describe("what the rule does not reach is not derived", () => {
  test.each<Case>([
    // Signs over a frame that is not orthonormal are not independent.
    { of: "max(u(0)) < 0", equals: "2^(-k)", teacher: over("{ equiangular: beta }") },
    // Over both parities a direction may win from a negative overlap.
    { of: "u[j](oo) = 1", equals: "1/k", teacher: withLink("h(3, z) + h(4, z)") },
    { of: "u[j](oo) = 1", equals: "1/k", teacher: withLink("h(1, z) + h(3, z)") },
    { of: "u[j](oo) = 1", equals: "1/k", teacher: withLink("h(2, z)") },
    // Uniform or not, under a condition on the start the law is another one.
    { of: "u[j](0) > 0", equals: "1/2", when: "u[1](0) > 0" },
    { of: "u[j](1) > 0", equals: "1/2" },
    { of: "u[j](0) > 1/4", equals: "1/2" },
  ])("$of is $equals for $teacher", async (claim) => {
    expect(await decisionOf(claim)).toEqual({ chance: undefined, status: "none" });
  });
});

describe("what the rule needs is asked of the domain", () => {
  test.each<Case>([
    // Without a complement a neuron whose overlaps are all negative ends elsewhere.
    { of: "norm(u(oo)) = 0", equals: "2^(-k)", when: "odd(p)", d: "k..oo" },
    // There is no second overlap for k = 1.
    { of: "u[2](0) > 0", equals: "1/2", k: "1..oo" },
  ])("$of is $equals where $d$k", async (claim) => {
    expect((await decisionOf(claim)).status).toBe("open");
  });
});
