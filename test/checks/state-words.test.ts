import { afterAll, describe, expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { reportOf } from "../specs.ts";

afterAll(() => closeSolver());

const judged = (
  claim: string,
  parameters: readonly string[],
  teacher: string,
  more = "",
): Promise<ClaimReport> => reportOf({ parameters, claims: [`c: { ${claim}${more} }`], teacher });

const equiangular = '{ sum-of: k, link: "h(p, z)", frame: { equiangular: beta } }';
const orthonormal = '{ sum-of: k, link: "h(p, z)", frame: orthonormal }';
const small = [
  "p:    { in: 3..oo, sampled: [3, 4] }",
  "k:    { in: 2..oo, sampled: [3] }",
  "d:    { in: k + 1..oo, sampled: k + 2 }",
  "beta: { in: 0 <= real < 1, sampled: [1/10, 3/5] }",
];

describe("the Hessian at the average as a number on a block", () => {
  const within = "p*((1 + (k - 1)*beta)/k)^(p/2 - 1)*(1 + (k - 1)*beta - (p - 1)*(1 - beta))";
  const of = (block: string, equals: string): string =>
    `kind: identity, at: average, of: eigen(${block}), equals: "${equals}"`;

  test("within the span it is proved for all p, k and beta", async () => {
    const { verdict, twins } = await judged(of("within", within), small, equiangular);
    expect(verdict).toBe("proved");
    expect(twins.every(({ refuted }) => refuted)).toBe(true);
  });

  test("the number of the other block is refuted", async () => {
    expect((await judged(of("across", within), small, equiangular)).verdict).toBe("refuted");
  });

  test("off the average the block has several eigenvalues, and nothing is said", async () => {
    const claim = "kind: identity, of: eigen(within), equals: 0";
    const { verdict, reason } = await judged(claim, small, equiangular);
    expect([verdict, reason]).toEqual([
      "undecided",
      expect.stringContaining("several eigenvalues"),
    ]);
  });

  test("its dimension is k - 1", async () => {
    const claim = 'kind: identity, at: average, of: multiplicity(within), equals: "k - 1"';
    expect((await judged(claim, small, equiangular)).verdict).toBe("proved");
  });
});

describe("a polynomial link, degree by degree", () => {
  const teacher =
    '{ sum-of: k, link: "sum(q in lo..hi, x[q]*h(q, z))", frame: { equiangular: beta } }';
  const parameters = (coefficients: string): readonly string[] => [
    "lo: { in: 3..oo, sampled: [3] }",
    "hi: { in: lo..oo, sampled: [lo + 1] }",
    "k:  { in: 2..oo, sampled: [2] }",
    "d:  { in: k + 1..oo, sampled: [k + 1] }",
    'beta: { in: 0 <= real < (lo - 2)/(k + lo - 2), sampled: [0, "(lo - 2)/(k + lo - 2)/2"] }',
    `x:  { in: ${coefficients}, index: lo..hi, sampled: [1, 1/2] }`,
  ];
  const saddle = 'kind: morse-index, at: average, equals: "k - 1"';

  test.each([
    ["positive coefficients", "real > 0", ""],
    ["one that is positive, at an end of the range", "real >= 0", ', when: "x[hi] > 0"'],
    ["squares, one of which is not 0", "real", ', when: "x[lo] != 0"'],
  ])("with %s the average is a saddle below the least threshold: proved", async (_, x, more) => {
    expect((await judged(saddle, parameters(x), teacher, more)).verdict).toBe("proved");
  });

  test("coefficients that may all vanish prove nothing", async () => {
    expect((await judged(saddle, parameters("real >= 0"), teacher)).verdict).not.toBe("proved");
  });
});

describe("vectors of the model", () => {
  const even = small.map((line) => line.replace("sampled: [3, 4]", "sampled: [4]"));
  const mirrored = (sign: string): string =>
    `kind: identity, when: even(p), of: "at(rate(u[1]), w - 2*u[1]*v[1])", equals: "${sign}rate(u[1])"`;

  test("the flow of an even link commutes with the change of one sign", async () => {
    expect((await judged(mirrored("-"), even, orthonormal)).verdict).toBe("supported");
  });

  test("and does not keep the sign of the rate", async () => {
    expect((await judged(mirrored(""), even, orthonormal)).verdict).toBe("refuted");
  });

  test("V(e_1 - e_2) is an eigenvector of V V^T", async () => {
    const claim = (value: string): string =>
      'kind: identity, of: "norm(sum(j in 1..k, dot(v[j], v[1] - v[2])*v[j])' +
      ` - (${value})*(v[1] - v[2]))", equals: 0`;
    expect((await judged(claim("1 - beta"), small, equiangular)).verdict).toBe("proved");
    expect((await judged(claim("1 + beta"), small, equiangular)).verdict).toBe("refuted");
  });
});

describe("a step that depends on the state", () => {
  const claim = (step: string, equals: string): string =>
    'kind: trajectory, for: { p: 3, k: 2, d: 4 }, start: { "u[j]": "if(j = 1, 1/2, 1/4)" },' +
    ` model: { dynamics: { gradient-descent: { step: "${step}" } } },` +
    ` of: "u[2]/u[1]", equals: "${equals}"`;
  const power = "1/(p*sum(j in 1..k, u[j]^p))";

  test("makes descent the power iteration, which squares the ratio of two overlaps", async () => {
    const right = await judged(claim(power, "(1/2)^(2^t)"), small, orthonormal);
    expect(right.verdict).toBe("supported");
    expect(right.twins.every(({ refuted }) => refuted)).toBe(true);
    const wrong = await judged(claim(power, "(1/2)^(3^t)"), small, orthonormal);
    expect(wrong.verdict).toBe("refuted");
  });

  test("that is negative or speaks of a time is no step", async () => {
    const negative = await judged(
      claim("-1/(p*sum(j in 1..k, u[j]^p))", "1/2"),
      small,
      orthonormal,
    );
    expect(negative.verdict).toBe("undecided");
    await expect(judged(claim("u[1](0)", "1/2"), small, orthonormal)).rejects.toThrow(
      /expected a step of parameters and the present state, got u\[1\]\(0\)\. Leave times/,
    );
  });
});

describe("the direction of one of several neurons", () => {
  const several = [
    "p: { in: 3..oo, sampled: [3, 4] }",
    "k: { in: 2..oo, sampled: [2] }",
    "n: { in: 2..oo, sampled: [2, 3] }",
    "d: { in: k..oo, sampled: [k + 1] }",
  ];
  const model = ", model: { student: { neurons: n, link: same }, loss: squared }";
  const loss = (cross: string): string =>
    `kind: identity, of: loss, equals: "k/2 + ${cross} - sum(i in 1..n, sum(j in 1..k, u[i,j]^p))"`;

  test("is a vector: the squared loss holds the angles between neurons", async () => {
    const cross = "sum(i in 1..n, sum(l in 1..n, dot(w[i], w[l])^p))/2";
    expect((await judged(loss(cross), several, orthonormal, model)).verdict).toBe("supported");
  });

  test("and it is refuted that it does not hold them", async () => {
    expect((await judged(loss("n/2"), several, orthonormal, model)).verdict).toBe("refuted");
  });

  test("of a neuron that there is not, there is none", async () => {
    const claim = 'kind: identity, of: "norm(w[n + 1])", equals: 1';
    const { verdict, reason } = await judged(claim, several, orthonormal, model);
    expect([verdict, reason]).toEqual(["undecided", expect.stringContaining("w[3]")]);
  });
});

test("a half-space that a third overlap pulls the flow out of is no invariant set", async () => {
  const parameters = ["p: 4", "k: 3", "d: 12", "beta: 1/3"];
  const claim = 'kind: invariant, holds: "u[1] + u[2] >= 0"';
  expect((await judged(claim, parameters, equiangular)).verdict).toBe("refuted");
});
