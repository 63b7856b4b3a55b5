import { describe, expect, test } from "vitest";
import { observeExperiment } from "../../../src/checks/experiment/observe.ts";
import type { ExperimentReport } from "../../../src/checks/experiment/report.ts";
import { parseSpec } from "../../../src/model/parse-spec.ts";

/** One ridge function or more and one neuron, unless the lines say otherwise. */
function observed(...lines: readonly string[]): Promise<ExperimentReport> {
  const text = [
    "title: An experiment",
    "parameters:",
    "  p: { in: 2..oo, sampled: [3] }",
    "  k: { in: 1..oo, sampled: [2] }",
    "  d: { in: k..oo, sampled: [k + 1] }",
    "  beta: { in: 0 <= real < 1, sampled: [0] }",
    "model:",
    "  input:   { gaussian: isotropic, dimension: d }",
    '  teacher: { sum-of: k, link: "h(p, z)", frame: { equiangular: beta } }',
    "  student: { link: same }",
    "  loss: correlation",
    "experiments:",
    "  one:",
    ...lines.map((line) => `    ${line}`),
  ].join("\n");
  const [experiment] = parseSpec(text, "test.yaml").spec.experiments;
  if (experiment === undefined) throw new Error("no experiment was read");
  return observeExperiment(experiment, 1);
}

describe("what stands on the x axis decides how one looks", () => {
  test("against time the overlap of one neuron and one direction follows its equation", async () => {
    // p = 2, k = 1: m' = 2 m (1 - m^2), so m/sqrt(1 - m^2) grows as e^(2t).
    const lines = ["for: { p: 2, k: 1, d: 5 }", "start: { m: 1/10 }", "x: t", "y: m"];
    const { panels, missing, at } = await observed(...lines);
    expect(missing).toEqual([]);
    expect(at).toBe("p=2, k=1, d=5, beta=0");
    const points = panels[0]?.series[0]?.points ?? [];
    expect(points.length).toBeGreaterThan(50);
    for (const { x, y } of points) {
      const r = (0.1 / Math.sqrt(0.99)) * Math.exp(2 * x);
      expect(y).toBeCloseTo(r / Math.sqrt(1 + r * r), 6);
    }
    expect(points.at(-1)?.y).toBeGreaterThan(0.999);
  });

  test("a parameter on the axis is swept, with the average laid on top", async () => {
    const lines = [
      "for: { d: 6, beta: { in: 0 <= real < 1, sampled: [1/10, 2/5] } }",
      "when: min(u(0)) > 0",
      "x: beta",
      "y: [ max(u(oo)), min(u(oo)) ]",
      "mark: points",
      "runs: 2",
      'overlay: "at(max(u), average)"',
      "rules: 1/(k + 1)",
    ];
    const { panels, missing } = await observed(...lines);
    expect(missing).toEqual([]);
    const [panel] = panels;
    expect(panel?.rules).toEqual([{ label: "1/(k + 1)", x: 0.33333333 }]);
    const [most, least, average] = panel?.series ?? [];
    expect(most?.points).toHaveLength(4);
    // Below 1/3 the overlaps differ, above they are those of the average, sqrt((1 + beta)/2).
    const at = (x: number, series = most) => series?.points.find((point) => point.x === x)?.y ?? 0;
    expect(at(0.1) - at(0.1, least)).toBeGreaterThan(0.5);
    expect(at(0.4)).toBeCloseTo(Math.sqrt(0.7), 6);
    expect(at(0.4, least)).toBeCloseTo(Math.sqrt(0.7), 6);
    expect(average?.role).toBe("overlay");
    expect(at(0.1, average)).toBeCloseTo(Math.sqrt(0.55), 8);
  });

  test("a quantity over the randomness is one number with its interval", async () => {
    const lines = ["for: { d: 4 }", "x: k", "y: probability(min(u(0)) > 0)", "runs: 400"];
    const [point] = (await observed(...lines)).panels[0]?.series[0]?.points ?? [];
    expect(point?.low).toBeLessThan(0.25);
    expect(point?.high).toBeGreaterThan(0.25);
    expect(point?.low).toBeGreaterThanOrEqual(0);
  });

  test("letters that are not declared run over neurons; the same starts in every panel", async () => {
    const lines = [
      "for: { d: 6, n: 3, objective: [correlation, squared] }",
      "model:",
      "  student: { neurons: n, link: same }",
      "  loss: objective",
      "  dynamics: { gradient-descent: { step: 1/10 } }",
      "x: u[i,1]",
      "y: u[i,2]",
      "panels: objective",
    ];
    const { panels } = await observed(...lines);
    expect(panels.map(({ label }) => label)).toEqual([
      "objective=correlation",
      "objective=squared",
    ]);
    const [first, second] = panels.map(({ series }) => series.map(({ points }) => points[0]));
    expect(first).toHaveLength(3);
    expect(first).toEqual(second);
  });

  test("a field has the time derivatives, and stationary points with their index", async () => {
    const lines = ["mark: field", "x: u[1]", "y: u[2]", "overlay: fixed_points"];
    const [flow, rests] = (await observed(...lines)).panels[0]?.series ?? [];
    // u_j' = 3 (u_j^2 - u_j (u_1^3 + u_2^3)).
    for (const { x, y, dx, dy } of flow?.points ?? []) {
      expect(dx).toBeCloseTo(3 * (x * x - x * (x ** 3 + y ** 3)), 6);
      expect(dy).toBeCloseTo(3 * (y * y - y * (x ** 3 + y ** 3)), 6);
    }
    expect(flow?.points.length).toBeGreaterThan(200);
    const minima = rests?.points.filter(({ index }) => index === 0) ?? [];
    expect(minima.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(rests?.points.filter(({ index }) => index === 1)).not.toEqual([]);
  });

  test("a function of the state is drawn without any flow", async () => {
    const lines = ["for: { p: 3, k: 1, d: 4 }", "mark: curve", "x: m", "y: loss"];
    const points = (await observed(...lines)).panels[0]?.series[0]?.points ?? [];
    expect(points.length).toBeGreaterThan(100);
    for (const { x, y } of points) expect(y).toBeCloseTo(-(x ** 3), 7);
  });
});

describe("what cannot be observed is said", () => {
  test("a start that no state has", async () => {
    const { panels, missing } = await observed('start: { "u[j]": 1 }', "x: t", "y: loss");
    expect(panels[0]?.series).toEqual([]);
    expect(missing[0]?.reason).toContain("no-such-start");
  });

  test("steps of a flow, which makes none", async () => {
    const { panels, missing } = await observed("when: max(u(0)) > 0", "x: steps", "y: loss");
    expect(panels[0]?.series).toEqual([]);
    expect(missing.map(({ reason }) => reason)).toEqual(["no value of loss against steps"]);
  });
});

test("the same seed gives the same picture, with the middle half of its runs", async () => {
  const lines = ["when: max(u(0)) > 0", "x: t", "y: max(u)", "runs: 2"];
  const picture = await observed(...lines);
  expect(await observed(...lines)).toEqual(picture);
  const [point] = picture.panels[0]?.series[0]?.points ?? [];
  expect(point?.low).toBeLessThanOrEqual(point?.y ?? 0);
  expect(point?.high).toBeGreaterThanOrEqual(point?.y ?? 0);
});
