/**
 * What observations carry to be drawn, on flows with solutions in closed form: one direction and
 * the link h_2, (m^2)' = 4 m^2 (1 - m^2); near 0 it escapes after log(d)/4.
 */
import { afterAll, describe, expect, test } from "vitest";
import type { Figure, Series } from "../../../src/checks/judge/figure.ts";
import { verifySpec } from "../../../src/checks/verify.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { type Lines, specOf } from "../../specs.ts";

afterAll(() => closeSolver());

const single: Omit<Lines, "claims"> = {
  parameters: ["p: 2", "d: 3", "x: { in: 0 < real < 1, sampled: [1/4] }"],
  teacher: '{ link: "h(p, z)" }',
  more: ["start:", "  m: x"],
};

async function figureOf(claim: string, lines: Omit<Lines, "claims"> = single): Promise<Figure> {
  const spec = specOf({ ...lines, claims: [`c: { ${claim} }`] });
  const { claims } = await verifySpec(spec, { effort: "quick", seed: 1, isDrawn: true });
  const figure = claims[0]?.figure;
  if (figure === undefined) throw new Error(`no figure of ${claim}: ${claims[0]?.reason}`);
  return figure;
}

const seriesOf = ({ panels }: Figure, role: Series["role"]): readonly Series[] =>
  panels[0]?.series.filter((one) => one.role === role) ?? [];

const logistic = (t: number, rate = 4): number => 1 / (1 + 15 * Math.exp(-rate * t));

describe("what was seen, with what is claimed on top", () => {
  const trajectory = (rate: number): string =>
    `kind: trajectory, of: m^2, equals: "1/(1 + (1/x^2 - 1)*exp(-${rate}*t))"`;

  test("a path is drawn from its start on, a wrong function beside it", async () => {
    const figure = await figureOf(trajectory(5));
    const [observed] = seriesOf(figure, "observed");
    const [claimed] = seriesOf(figure, "overlay");
    expect(figure).toMatchObject({ x: "t", y: ["m^2"] });
    expect(observed?.points[0]).toMatchObject({ x: 0, y: 0.0625 });
    for (const { x, y } of observed?.points ?? []) expect(y).toBeCloseTo(logistic(x), 6);
    expect(claimed?.points.length).toBeGreaterThan(40);
    for (const { x, y } of claimed?.points ?? []) expect(y).toBeCloseTo(logistic(x, 5), 6);
  });

  test("what is seen does not depend on what is claimed", async () => {
    const [right, wrong] = await Promise.all([figureOf(trajectory(4)), figureOf(trajectory(5))]);
    expect(seriesOf(right, "observed")).toEqual(seriesOf(wrong, "observed"));
    expect(seriesOf(right, "overlay")).not.toEqual(seriesOf(wrong, "overlay"));
  });

  test("a limit is approached, and a rate is a line on a logarithmic axis", async () => {
    const limit = await figureOf("kind: limit, of: m, equals: 1");
    expect(seriesOf(limit, "observed")[0]?.points.at(-1)?.y).toBeCloseTo(1, 4);
    for (const { y } of seriesOf(limit, "overlay")[0]?.points ?? []) expect(y).toBe(1);
    const rate = await figureOf("kind: rate, of: 1 - m, equals: 4");
    expect(rate.scale).toEqual({ y: "log" });
    const [[seen], [said]] = [seriesOf(rate, "observed"), seriesOf(rate, "overlay")];
    seen?.points.forEach(({ y }, i) => expect(said?.points[i]?.y).toBeCloseTo(y, 2));
  });

  test("a growth is drawn through the last point, with the claimed power", async () => {
    const escaping = {
      ...single,
      parameters: ["p: 2", "d: { in: 2..oo, sampled: 10^2..10^6 }"],
      more: ["start:", "  m: 1/sqrt(d)"],
    };
    const claim = 'kind: scaling, of: "hitting(m >= 1/2)", as: d -> oo, exponent: 1';
    const figure = await figureOf(claim, escaping);
    expect(figure).toMatchObject({ x: "d", scale: { x: "log", y: "log" } });
    const [[seen], [said]] = [seriesOf(figure, "observed"), seriesOf(figure, "overlay")];
    expect(seen?.points.map(({ x }) => x)).toEqual([1e2, 1e3, 1e4, 1e5, 1e6]);
    // (m^2)' = 4 m^2 (1 - m^2) takes m^2 from 1/d to 1/4 in log((d - 1)/3)/4.
    for (const { x, y } of seen?.points ?? []) expect(y).toBeCloseTo(Math.log((x - 1) / 3) / 4, 4);
    const [first, last] = [said?.points[0], said?.points.at(-1)];
    expect(last?.y).toBeCloseTo(seen?.points.at(-1)?.y ?? Number.NaN, 6);
    expect((last?.y ?? 0) / (first?.y ?? 1)).toBeCloseTo(1e4, 0);
  });
});
