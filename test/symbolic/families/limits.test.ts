import { afterAll, describe, expect, test } from "vitest";
import { decide } from "../../../src/symbolic/decide/decide.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { specOf } from "../../specs.ts";

afterAll(() => closeSolver());

interface Case {
  readonly when: string;
  readonly of: string;
  readonly equals: string;
  readonly link?: string;
  readonly d?: string;
  readonly frame?: string;
  readonly loss?: string;
}

/** Whether a limit is derived, and whether the answer follows. */
async function statusOf(claim: Case): Promise<string> {
  const { when, of, equals, link = "h(p, z)", d = "k", frame = "orthonormal", loss } = claim;
  const [found] = specOf({
    parameters: [
      "p: { in: 3..oo, sampled: [3, 4] }",
      "k: { in: 1..oo, sampled: [2] }",
      `d: { in: ${d}..oo, sampled: [k + 1] }`,
      "j: { in: 1..k, sampled: [1] }",
      "P: 3..oo",
      "x: { in: real > 0, index: 3..P }",
      "y: { in: real, index: 3..P }",
      "c3: real > 0",
    ],
    teacher: `{ sum-of: k, link: "${link}", frame: ${frame} }`,
    ...(loss !== undefined && { loss }),
    claims: [`c: { kind: limit, when: "${when}", of: "${of}", equals: "${equals}" }`],
  }).claims;
  const { setting, question, answer } = found!;
  const prediction = predict(setting, question);
  if (prediction.status !== "derived") return "none";
  return (await decide(setting, prediction, answer)).status;
}

const isGreatest = "all(i in 1..k, i = j or u[j](0) > u[i](0))";
const isLargest = "abs(u[j](0)) = max(i in 1..k, abs(u[i](0)))";
const arePositive = "min(u(0)) > 0";

describe("limits that follow from the derived flow, for all p, k and d", () => {
  test.each<Case>([
    // Proposition 2.2: of any parity, from positive overlaps.
    { when: `${arePositive} and ${isGreatest}`, of: "w", equals: "pure(j)" },
    { when: `${arePositive} and ${isGreatest}`, of: "w", equals: "v[j]", loss: "squared" },
    { when: `odd(p) and ${isGreatest} and u[j](0) > 0`, of: "w", equals: "pure(j)" },
    { when: `even(p) and ${isLargest} and u[j](0) < 0`, of: "w", equals: "-pure(j)" },
    { when: "even(p)", of: "u[j]", equals: `if(${isLargest}, sign(u[j](0)), 0)` },
    {
      when: "odd(p)",
      of: "u[j]",
      equals: "if(u[j](0) = max(u(0)) and u[j](0) > 0, 1, 0)",
      d: "k + 1",
    },
    { when: "odd(p) and max(u(0)) < 0", of: "u[j]", equals: "0", d: "k + 1" },
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "u[j]",
      equals: "1",
      link: "h(3, z) + h(4, z)",
    },
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "u[j]",
      equals: "1",
      link: "h(2, z) + h(5, z)",
    },
    // Proposition B.1, its conditions in one.
    {
      when: "all(i in 1..k, u[i](0) > 0 and (i = j or u[j](0) > u[i](0)))",
      of: "w",
      equals: "pure(j)",
      link: "sum(q in 3..P, x[q]*h(q, z))",
    },
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "u[j]",
      equals: "1",
      link: "h(2, z) + c3*h(3, z)",
    },
  ])("$of tends to $equals when $when ($link)", async (claim) => {
    expect(await statusOf(claim)).toBe("proved");
  });
});

describe("limits that are false, or true for another reason, do not follow", () => {
  test.each<Case & { readonly status: "open" | "none" }>([
    // A negative overlap may be the largest in size.
    { when: `even(p) and ${isGreatest}`, of: "w", equals: "pure(j)", status: "open" },
    { when: `${isGreatest} and u[j](0) > 0`, of: "w", equals: "pure(j)", status: "none" },
    { when: `odd(p) and ${isGreatest}`, of: "w", equals: "pure(j)", status: "open" },
    { when: `odd(p) and ${isLargest}`, of: "w", equals: "pure(j)", status: "open" },
    { when: "odd(p)", of: "u[j]", equals: `if(${isLargest}, sign(u[j](0)), 0)`, status: "open" },
    { when: `${arePositive} and ${isGreatest}`, of: "w", equals: "-pure(j)", status: "open" },
    { when: arePositive, of: "w", equals: "pure(j)", status: "none" },
    // Without room beside the span a neuron without positive overlap ends at minus the average.
    { when: "odd(p) and max(u(0)) < 0", of: "u[j]", equals: "0", status: "open" },
    // All overlaps keep their ratios; a term of degree one pulls towards the average.
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "w",
      equals: "pure(j)",
      link: "h(2, z)",
      status: "none",
    },
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "w",
      equals: "pure(j)",
      link: "h(1, z) + h(3, z)",
      status: "none",
    },
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "w",
      equals: "pure(j)",
      link: "h(3, z) - h(4, z)",
      frame: "any",
      status: "none",
    },
    // With weights the rates are those of no replicator: a heavier direction may win from behind.
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "w",
      equals: "pure(j)",
      frame: 'orthonormal, weights: "j"',
      status: "none",
    },
    // Coefficients that may all be 0, and degrees that begin too low.
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "w",
      equals: "pure(j)",
      link: "sum(q in 3..P, y[q]*h(q, z))",
      status: "none",
    },
    {
      when: `${arePositive} and ${isGreatest}`,
      of: "w",
      equals: "pure(j)",
      link: "sum(q in 2..P, h(q, z))",
      status: "open",
    },
  ])("$of, $equals when $when ($link): $status", async ({ status, ...claim }) => {
    expect(await statusOf(claim)).toBe(status);
  });
});
