import { afterAll, describe, expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { reportOf } from "../specs.ts";

afterAll(() => closeSolver());

const ofTwo = (claim: string): Promise<ClaimReport> =>
  reportOf({
    parameters: ["d: { in: 3..oo, sampled: [4] }"],
    teacher: '{ sum-of: 2, link: "h(3, z) - h(4, z)/2" }',
    claims: [`c: { ${claim} }`],
  });

describe("words for a stationary state", () => {
  test.each([
    ["a ridge direction is a minimum", "pure(1), holds: minimum", "supported"],
    ["the average is a saddle", "average, holds: saddle", "supported"],
    ["the average is no minimum", "average, holds: minimum", "refuted"],
  ])("%s", async (_, bound, verdict) => {
    expect((await ofTwo(`kind: bound, at: ${bound}`)).verdict).toBe(verdict);
  });

  test("a state that moves is none of them, and not stationary", async () => {
    const claim = (word: string): string =>
      `kind: bound, at: "unit(2*v[1] + v[2])", holds: ${word}`;
    for (const word of ["stationary", "minimum", "unstable"]) {
      expect([word, (await ofTwo(claim(word))).verdict]).toEqual([word, "refuted"]);
    }
  });

  test("a named point is a vector beside the state", async () => {
    const distance = (value: string): string =>
      `kind: identity, of: "dot(w, average)", equals: "(u[1] + u[2])/${value}"`;
    expect((await ofTwo(distance("sqrt(2)"))).verdict).toBe("supported");
    expect((await ofTwo(distance("2"))).verdict).toBe("refuted");
  });

  test("and beside a limit", async () => {
    const limit = (equals: string): string =>
      'kind: limit, when: "u[1](0) > 1/2 and u[2](0) < 0",' +
      ` of: "dot(w(oo), average)", equals: "${equals}"`;
    expect((await ofTwo(limit("1/sqrt(2)"))).verdict).toBe("supported");
    expect((await ofTwo(limit("1/2"))).verdict).toBe("refuted");
  });
});

describe("a number of eigenvalues", () => {
  test.each(["2", "d - 1"])("that may be anything from 0 to 3 is not %s", async (equals) => {
    const { verdict, reason } = await ofTwo(
      `kind: identity, at: origin, of: nullity, equals: ${equals}`,
    );
    expect([verdict, reason]).toEqual([
      "undecided",
      expect.stringContaining("anything from 0 to 3, and nothing is derived"),
    ]);
  });
});

describe("what at() replaces", () => {
  test("is a parameter or a start: a state says how to write it", async () => {
    await expect(ofTwo('kind: identity, of: "at(loss, u[1] = 1/2)", equals: 0')).rejects.toThrow(
      /expected a parameter or a start .* got u\. Write u\[\.\.\.\]\(0\) = /,
    );
  });
});

describe("a condition with an irrational end", () => {
  const parameters = ["d: { in: 2..oo, sampled: [3] }", "x: { in: real, sampled: [1/2, 1] }"];
  const under = (when: string): Promise<ClaimReport> =>
    reportOf({
      parameters,
      teacher: '{ link: "h(2, z)" }',
      claims: [`c: { kind: identity, when: "${when}", of: "if(x = 1, m, m + 1)", equals: m }`],
    });

  test("leaves out the cases that do not meet it", async () => {
    expect((await under("x > sqrt(2/5)")).verdict).not.toBe("refuted");
    expect((await under("x < sqrt(2/5)")).verdict).toBe("refuted");
  });
});

describe("a dynamics in steps", () => {
  const trajectory = (equals: string): Promise<ClaimReport> =>
    reportOf({
      parameters: [
        "d: { in: 3..oo, sampled: [5] }",
        "k: 2",
        "x: { in: 1/5 < real < 1/2, sampled: [2/5] }",
        "y: { in: 1/10 < real < x, sampled: [1/5] }",
      ],
      teacher: '{ sum-of: k, link: "h(3, z)" }',
      more: ['start: { "u[j]": "if(j = 1, x, y)" }'],
      claims: [
        "c:",
        "  kind: trajectory",
        '  model: { dynamics: { gradient-descent: { step: "1/(3*sum(j in 1..k, u[j]^3))" } } }',
        '  of: "u[2]/u[1]"',
        `  equals: "${equals}"`,
        "  until: t >= 3",
      ],
    });

  test("is read after steps alone: between them its solution means nothing", async () => {
    expect((await trajectory("(y/x)^(2^t)")).verdict).toBe("supported");
    expect((await trajectory("(y/x)^(3^t)")).verdict).toBe("refuted");
  });
});

describe("a reduction of single members", () => {
  const flow = (rates: readonly [string, string][]): Promise<ClaimReport> =>
    reportOf({
      parameters: ["d: { in: 3..oo, sampled: [4] }"],
      teacher: '{ sum-of: 2, link: "h(3, z)" }',
      claims: [
        "c:",
        "  kind: reduction",
        "  flow:",
        ...rates.map(([of, rate]) => `    "u[${of}]": "3*u[${of}]*(u[${of}] - ${rate})"`),
      ],
    });
  const sum = "u[1]^3 - u[2]^3";

  test("compares each with its own member, not with all of them", async () => {
    const both = await flow([
      ["1", sum],
      ["2", sum],
    ]);
    expect(["proved", "supported"]).toContain(both.verdict);
    const wrong = await flow([
      ["1", sum],
      ["2", "u[1]^3 - 2*u[2]^3"],
    ]);
    expect(wrong.verdict).toBe("refuted");
  });

  test("takes what moves and has no flow of its own for no constant", async () => {
    const one = await flow([["1", sum]]);
    expect(["proved", "supported"]).toContain(one.verdict);
    expect((await flow([["1", "u[1]^3 - u[2]^2"]])).verdict).toBe("refuted");
  });
});

describe("a limit from where the speed is within its error", () => {
  test.each(["0", "10^(-5)"])("is not said to be %s, close to its start", async (equals) => {
    const { verdict } = await reportOf({
      parameters: ["d: { in: 3..oo, sampled: [4] }"],
      teacher: '{ link: "h(5, z)" }',
      more: ["start: { m: 10^(-5) }"],
      claims: [`c: { kind: limit, of: m(oo), equals: "${equals}" }`],
    });
    expect(verdict).not.toBe("supported");
  });
});

describe("the greatest of an interval that is cut at a dyadic number", () => {
  test("is that number, within rounding", async () => {
    const { verdict } = await reportOf({
      parameters: ["d: 3", "q: { in: 3..oo, sampled: [3, 4, 5, 8] }"],
      teacher: '{ link: "h(3, z)" }',
      claims: ['c: { kind: identity, of: "greatest(x in 0 <= real <= 1, q*x <= 1)", equals: 1/q }'],
    });
    expect(verdict).toBe("supported");
  });
});
