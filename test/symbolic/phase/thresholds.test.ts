/**
 * Thresholds of the average against sympy and mpmath (test/oracles/phase/sympy_phase.py), which expand
 * the loss along a great circle instead of using an eigenvalue.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { closeCas } from "../../../src/symbolic/cas/nerdamer.ts";
import { formatRationalFunction } from "../../../src/symbolic/exact/text.ts";
import { algebraicPoint } from "../../../src/symbolic/phase/phase-point.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { diagramOf } from "./diagram.ts";

interface Oracle {
  readonly mixtures: readonly { link: string; k: number; thresholds: readonly string[] }[];
  readonly duals: readonly { link: string; k: number; threshold: string }[];
}

const path = join(import.meta.dirname, "../../oracles/phase/sympy-phase.json");
const oracle: Oracle = JSON.parse(readFileSync(path, "utf8"));

afterAll(async () => {
  await closeCas();
  await closeSolver();
});

describe.each(oracle.mixtures)("$link, k = $k", ({ link, k, thresholds }) => {
  test("every sign change of the curvature is found, to 20 decimals", async () => {
    const { average } = await diagramOf(link, k);
    if (average.kind !== "exact") throw new Error(average.kind);
    const points = average.thresholds.roots.map(({ beta }) => algebraicPoint(beta));
    expect(points.map(({ value }) => value.slice(0, 20))).toEqual(
      thresholds.map((text) => text.slice(0, 20)),
    );
    for (const { irreducible } of points) expect(irreducible).toBe("shown");
  });
});

describe.each(oracle.duals)("$link, k = $k, no polynomial", ({ link, k, threshold }) => {
  test("the enclosure holds the root of the closed dual function and is narrower than 1e-16", async () => {
    const { average } = await diagramOf(link, k);
    if (average.kind !== "enclosed") throw new Error(average.kind);
    const [found, ...others] = average.thresholds.thresholds;
    expect(others).toEqual([]);
    expect(average.thresholds.open).toEqual([]);
    expect(found?.only).toBe(true);
    const [lower, upper] = found!.point.enclosure;
    expect(lower < threshold && threshold < upper).toBe(true);
    expect(Number(upper) - Number(lower)).toBeLessThan(1e-16);
    expect(found?.below).toBe("saddle");
  });
});

test("the threshold of h_p is (p - 2)/(k + p - 2) for every p and k, proved", async () => {
  const { curvature, pureThreshold, average } = await diagramOf("x^5-10*x^3+15*x");
  expect(formatRationalFunction(curvature.pureThreshold)).toBe("(p - 2)/(k + p - 2)");
  expect(pureThreshold?.status).toBe("proved");
  if (average.kind !== "symbolic") throw new Error(average.kind);
  expect(formatRationalFunction(average.threshold)).toBe("3/(k + 3)");
});

test("h3 + h41/sqrt(8) at k = 2 is a saddle, a minimum, a saddle and a minimum", async () => {
  const { average } = await diagramOf("h(3,x)+h(41,x)/sqrt(8)", 2);
  if (average.kind !== "exact") throw new Error(average.kind);
  expect(average.thresholds.roots.map(({ below, above }) => `${below} ${above}`)).toEqual([
    "saddle minimum",
    "minimum saddle",
    "saddle minimum",
  ]);
});

test("a common factor of a link, even an irrational one, moves no threshold", async () => {
  const [plain, scaled] = await Promise.all(
    ["h(3,x)+h(5,x)", "sqrt(2/pi)*(h(3,x)+h(5,x))"].map((link) => diagramOf(link, 4)),
  );
  if (plain?.average.kind !== "exact" || scaled?.average.kind !== "exact") throw new Error("kind");
  const betas = [plain, scaled].map(({ average }) =>
    average.kind === "exact" ? algebraicPoint(average.thresholds.roots[0]!.beta) : undefined,
  );
  expect(betas[0]).toEqual(betas[1]);
});

test("weights whose ratio is transcendental give an enclosure, unique and proved", async () => {
  const { average } = await diagramOf("h(3,x)+h(5,x)/pi", 4);
  if (average.kind !== "enclosed") throw new Error(average.kind);
  expect(average.basis).toBe("bound");
  expect(average.thresholds.thresholds).toMatchObject([{ only: true, below: "saddle" }]);
});

describe("no threshold", () => {
  test.each(["relu(x)", "erf(x)", "x*Phi(x)", "tanh(x)", "exp(x/2)"])(
    "the average of %s is a minimum for every beta, up to beta = 1",
    async (link) => {
      const { average, cas } = await diagramOf(link, 3);
      if (average.kind !== "enclosed") throw new Error(average.kind);
      expect(average.thresholds.cells.map(({ phase }) => phase)).toEqual(["minimum"]);
      expect(cas.kept).toBeGreaterThan(0);
    },
  );

  test("h2 is degenerate at beta = 0 and a minimum beyond; a large c_1 removes the saddle", async () => {
    const { average } = await diagramOf("h(2,x)", 2);
    expect(average).toMatchObject({
      kind: "exact",
      thresholds: { roots: [], start: "minimum", atZero: "degenerate" },
    });
    const strong = await diagramOf("3*h(1,x)+h(3,x)", 2);
    expect(strong.average).toMatchObject({ thresholds: { roots: [], start: "minimum" } });
  });
});

test("where the unknown degrees could turn the sign nothing is decided, and it is said so", async () => {
  const { average } = await diagramOf("sign(x)", 5);
  if (average.kind !== "enclosed") throw new Error(average.kind);
  expect(average.thresholds.thresholds).toEqual([]);
  expect(average.thresholds.open).toHaveLength(1);
  expect(average.thresholds.cells.map(({ phase }) => phase)).toEqual(["minimum", "not decided"]);
});

test("both changes of sin(x) cos(2 x) at k = 4 are found, by its closed dual function", async () => {
  // f = (sin(3x) - sin(x))/2 and E sin(a x) sin(b y) = exp(-(a^2 + b^2)/2) sinh(a b u).
  const slope = (m: number): number =>
    (9 * Math.exp(-9) * Math.cosh(9 * m) - 6 * Math.exp(-5) * Math.cosh(3 * m)) / 4 +
    (Math.exp(-1) * Math.cosh(m)) / 4;
  const bend = (m: number): number =>
    (81 * Math.exp(-9) * Math.sinh(9 * m) - 18 * Math.exp(-5) * Math.sinh(3 * m)) / 4 +
    (Math.exp(-1) * Math.sinh(m)) / 4;
  const curvature = (beta: number): number => {
    const m = Math.sqrt((1 + 3 * beta) / 4);
    return 3 * m * slope(m) - (1 - m * m) * bend(m);
  };
  const { average } = await diagramOf("sin(x)*cos(2*x)", 4);
  if (average.kind !== "enclosed") throw new Error(average.kind);
  const { thresholds, open } = average.thresholds;
  expect(open).toEqual([]);
  expect(thresholds.map(({ below, only }) => [below, only])).toEqual([
    ["minimum", true],
    ["saddle", true],
  ]);
  for (const { point } of thresholds) {
    const at = Number(point.value);
    expect(curvature(at - 1e-9) * curvature(at + 1e-9)).toBeLessThan(0);
  }
});
