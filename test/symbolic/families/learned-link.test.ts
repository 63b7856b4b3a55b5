/**
 * A learned link against a quadrature of its definition: the loss and its gradient flow derived in
 * Hermite coefficients, and E[(phi(x) - f*(m x + s y))^2] on a grid that knows nothing of them.
 */
import { describe, expect, test } from "vitest";
import { parseSpec } from "../../../src/model/parse-spec.ts";
import * as Q from "../../../src/model/rational.ts";
import { decide } from "../../../src/symbolic/decide/decide.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { evaluateTerm } from "../../../src/symbolic/term/evaluate.ts";
import { formatTerm } from "../../../src/symbolic/term/format.ts";

interface Lines {
  readonly parameters?: readonly string[];
  readonly teacher?: string;
  readonly learned?: string;
  readonly loss?: string;
  readonly claims: readonly string[];
}

const claimsOf = ({ parameters, teacher, learned, loss, claims }: Lines) =>
  parseSpec(
    [
      "title: A learned link",
      "parameters:",
      ...(parameters ?? ["e: 1..oo", "K: e..oo", "d: 2..oo", "y: { in: real, index: e..K }"]).map(
        (line) => `  ${line}`,
      ),
      "model:",
      "  input: { gaussian: isotropic, dimension: d }",
      `  teacher: ${teacher ?? '{ link: "sum(q in e..K, y[q]*h(q, z))" }'}`,
      `  student: { link: { learned: ${learned ?? "{ degree: K }"} } }`,
      `  loss: ${loss ?? "squared"}`,
      "claims:",
      ...claims.map((line) => `  ${line}`),
      "",
    ].join("\n"),
    "test.yaml",
  ).spec.claims;

const polynomial = {
  parameters: ["d: 2..oo"],
  teacher: '{ link: "1/2*h(1, z) - h(3, z)" }',
  learned: "{ degree: 4, weights: 2^(-j), ridge: 1/5, speed: 2 }",
};

/** h_0..h_4 and the fixed state of the numbers below. */
const h = (z: number): readonly number[] => [
  1,
  z,
  (z * z - 1) / Math.SQRT2,
  (z ** 3 - 3 * z) / Math.sqrt(6),
  (z ** 4 - 6 * z * z + 3) / Math.sqrt(24),
];
const a = [0.3, -0.7, 0.4, 0.9, -0.2];
const b = [0, 0.5, 0, -1, 0];
const m = 0.35;

/** E[g(x, y)] by the trapezoidal rule. */
function mean(g: (x: number, y: number) => number): number {
  const [reach, step] = [9, 0.15];
  let sum = 0;
  for (let x = -reach; x <= reach; x += step) {
    for (let y = -reach; y <= reach; y += step) {
      sum += ((step * step) / (2 * Math.PI)) * Math.exp(-(x * x + y * y) / 2) * g(x, y);
    }
  }
  return sum;
}

function lossAt(link: readonly number[], overlap: number): number {
  const s = Math.sqrt(1 - overlap * overlap);
  const at = (c: readonly number[], z: number): number =>
    h(z).reduce((sum, value, p) => sum + c[p]! * value, 0);
  return mean((x, y) => (at(link, x) - at(b, overlap * x + s * y)) ** 2) / 2;
}

const exactly = (x: number) => {
  const value = Q.rationalOfNumber(x);
  return { lower: value, upper: value };
};

describe("the derived loss and flow of a polynomial teacher", () => {
  const [claim] = claimsOf({
    ...polynomial,
    claims: ["c: { kind: reduction, flow: { 'a[q]': 'a[q]', m: m } }"],
  });
  const [loss] = claimsOf({ ...polynomial, claims: ["c: { kind: identity, of: loss }"] });
  const point = (place: number) => ({
    parameters: new Map([["#i", Q.integer(place)]]),
    symbol: (name: string, [p]: readonly number[]) =>
      name === "m" ? exactly(m) : exactly((name === "a" ? a : b)[p!]!),
  });

  test("the loss is the quadrature's", () => {
    const prediction = predict(loss!.setting, loss!.question);
    if (prediction.status !== "derived" || prediction.derived.kind !== "identity") throw Error();
    const value = evaluateTerm(prediction.derived.of, point(1))!;
    expect(Q.toNumber(value.lower)).toBeCloseTo(lossAt(a, m), 10);
  });

  test("the rates are minus its slopes, in the norm of the link and on the sphere", () => {
    const prediction = predict(claim!.setting, claim!.question);
    if (prediction.status !== "derived" || prediction.derived.kind !== "reduction") throw Error();
    const [linkRate, overlapRate] = prediction.derived.rates;
    const e = 1e-3;
    for (const p of a.keys()) {
      const moved = (by: number) =>
        lossAt(
          a.map((x, i) => (i === p ? x + by : x)),
          m,
        );
      const slope = (moved(e) - moved(-e)) / (2 * e);
      const value = Q.toNumber(evaluateTerm(linkRate!, point(p))!.lower);
      expect(value).toBeCloseTo(-2 * (slope / 2 ** p + a[p]! / 5), 9);
    }
    const slope =
      (8 * (lossAt(a, m + e) - lossAt(a, m - e)) - lossAt(a, m + 2 * e) + lossAt(a, m - 2 * e)) /
      (12 * e);
    const value = Q.toNumber(evaluateTerm(overlapRate!, point(1))!.lower);
    expect(value).toBeCloseTo(-(1 - m * m) * slope, 8);
  });
});

describe("flows that are claimed", () => {
  const flow = (link: string, overlap: string): string =>
    `c: { kind: reduction, flow: { 'a[q]': "${link}", m: "${overlap}" } }`;
  const good = ["b[q]*m^q - a[q]", "(1 - m^2)*sum(j in 1..K, j*a[j]*b[j]*m^(j - 1))"] as const;
  const decided = async (lines: Lines): Promise<string> => {
    const [claim] = claimsOf(lines);
    const prediction = predict(claim!.setting, claim!.question);
    if (prediction.status === "none") return prediction.reason;
    return (await decide(claim!.setting, prediction, claim!.answer)).status;
  };

  test("the coupled flow is proved for every link and degree", async () => {
    expect(await decided({ claims: [flow(...good)] })).toBe("proved");
  });

  test.each([
    [
      "a sum over the degrees that the teacher has",
      "(1 - m^2)*sum(j in e..K, j*a[j]*b[j]*m^(j - 1))",
    ],
    [
      "the teacher's coefficients by their own name",
      "(1 - m^2)*sum(j in e..K, j*a[j]*y[j]*m^(j - 1))",
    ],
    ["the product c", "(1 - m^2)*sum(j in 0..K, j*c[j]*m^(j - 1))"],
  ])("%s is the same", async (_, overlap) => {
    expect(await decided({ claims: [flow(good[0], overlap)] })).toBe("proved");
  });

  test.each([
    ["a factor 2", good[0], "2*(1 - m^2)*sum(j in 1..K, j*a[j]*b[j]*m^(j - 1))"],
    ["no radial term", good[0], "sum(j in 1..K, j*a[j]*b[j]*m^(j - 1))"],
    ["the power of the loss", good[0], "(1 - m^2)*sum(j in 1..K, j*a[j]*b[j]*m^j)"],
    ["the first degree left out", good[0], "(1 - m^2)*sum(j in e + 1..K, j*a[j]*b[j]*m^(j - 1))"],
    ["a link that does not decay", "b[q]*m^q", good[1]],
    ["a link that follows m alone", "b[q]*m - a[q]", good[1]],
  ])("%s is not proved", async (_, link, overlap) => {
    expect(await decided({ claims: [flow(link, overlap)] })).not.toBe("proved");
  });

  test("a teacher of given degrees is summed over them", async () => {
    const lines = { ...polynomial, learned: "{ degree: 4 }" };
    const short = "(1 - m^2)*(a[1]/2 - 3*a[3]*m^2)";
    expect(await decided({ ...lines, claims: [flow(good[0], short)] })).toBe("proved");
    const long = "(1 - m^2)*sum(j in 1..4, j*a[j]*b[j]*m^(j - 1))";
    expect(await decided({ ...lines, claims: [flow(good[0], long)] })).toBe("proved");
    const wrong = "(1 - m^2)*(a[1]/2 - 3*a[3]*m)";
    expect(await decided({ ...lines, claims: [flow(good[0], wrong)] })).not.toBe("proved");
  });

  test("degrees above the student's add to the loss and not to the flow", () => {
    const [claim] = claimsOf({
      ...polynomial,
      learned: "{ degree: 2 }",
      claims: ["c: { kind: identity, of: loss }"],
    });
    const prediction = predict(claim!.setting, claim!.question);
    if (prediction.status !== "derived" || prediction.derived.kind !== "identity") throw Error();
    expect(formatTerm(prediction.derived.of)).toBe("5/8 - 1/2*a[1]*m + 1/2*sum(j in 0..2, a[j]^2)");
  });

  test.each([
    [
      "degrees whose order is open",
      ["e: 1..oo", "K: 1..oo", "d: 2..oo", "y: { in: real, index: e..K }"],
      undefined,
      /end before it begins/,
    ],
    ["noise", undefined, '{ link: "sum(q in e..K, y[q]*h(q, z))", noise: 1/2 }', /noise/],
  ])("%s is no derivation", async (_, parameters, teacher, reason) => {
    const lines = { ...(parameters && { parameters }), ...(teacher && { teacher }) };
    const learned = parameters ? "{ degree: 3 }" : "{ degree: K }";
    expect(await decided({ ...lines, learned, claims: [flow(...good)] })).toMatch(reason);
  });
});
