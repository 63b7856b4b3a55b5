import { describe, expect, test } from "vitest";
import type { ExperimentReport } from "../../../src/checks/experiment/report.ts";
import { figureSvg } from "../../../src/report/figure/figure.ts";
import { jsonReport } from "../../../src/report/json.ts";
import { prettyReport } from "../../../src/report/terminal.ts";
import { report } from "../made-up-report.ts";
import { type Element, parseXml } from "../xml.ts";

const made: ExperimentReport = {
  id: "made-up",
  title: "Signs < & > of a title",
  mark: "line",
  scale: { x: "log" },
  x: "steps",
  y: ["max(u)"],
  by: "p",
  at: "k=2",
  runs: 3,
  interval: "middle-half",
  seed: 1,
  panels: [
    {
      label: "beta=1/5",
      series: [
        {
          label: "p=3",
          colour: "3",
          style: "line",
          role: "observed",
          points: [
            { x: 1, y: 0.1, low: 0, high: 0.2 },
            { x: 10, y: 0.5, low: 0.4, high: 0.7 },
            { x: 0, y: 0.3 },
          ],
        },
        {
          label: "p=4",
          colour: "4",
          style: "points",
          role: "observed",
          points: [{ x: 10, y: 1, low: 0.9, high: 1, error: 0.05 }],
        },
        { label: "average", style: "line", role: "overlay", points: [{ x: 1, y: 1 }] },
      ],
      rules: [{ label: "beta_c", x: 5 }],
    },
  ],
  missing: [{ at: "p=5", reason: "unfinished: max-steps" }],
};

const svgOf = (changed: Partial<ExperimentReport> = {}): Element =>
  parseXml(`<?xml version="1.0" encoding="UTF-8"?>\n${figureSvg({ ...made, ...changed })}`);

const all = (root: Element): readonly Element[] => [root, ...root.children.flatMap(all)];
const withClass = (root: Element, name: string): readonly Element[] =>
  all(root).filter((one) => one.attributes.class?.split(" ").includes(name));

/** The path of the first line that is drawn. */
const pathOf = (svg: Element): string =>
  withClass(svg, "line")
    .flatMap(all)
    .flatMap(({ attributes }) => attributes.d ?? [])[0] ?? "";

describe("an experiment as a picture", () => {
  const svg = svgOf();

  test("is one well-formed document that names and describes itself", () => {
    expect(svg.name).toBe("svg");
    expect(svg.attributes.role).toBe("img");
    const named = svg.attributes["aria-labelledby"]?.split(" ") ?? [];
    const texts = named.map((id) => all(svg).find(({ attributes }) => attributes.id === id)?.text);
    expect(texts[0]).toBe("Signs < & > of a title");
    expect(texts[1]).toContain("max(u) against steps at k=2; 3 runs of each.");
    expect(texts[1]).toContain("beta_c = 5");
    expect(texts[1]).toContain("Not observed: 1.");
  });

  test("needs nothing from elsewhere, and is legible by day and by night", () => {
    const text = figureSvg(made).replaceAll('xmlns="http://www.w3.org/2000/svg"', "");
    expect(text).not.toMatch(/https?:|url\(|<script|<image|<foreignObject/);
    expect(text).toContain("prefers-color-scheme:dark");
  });

  test("has a line with its band, points with whiskers, what is laid on top, and a rule", () => {
    // The point at 0 has no place on a logarithmic axis, and is left out.
    expect(pathOf(svg)).toMatch(/^M[\d.,]+L[\d.,]+$/);
    expect(withClass(svg, "band")).toHaveLength(1);
    expect(withClass(svg, "whisker")).toHaveLength(1);
    expect(withClass(svg, "overlay")).toHaveLength(1);
    expect(all(svg).filter(({ text }) => text === "beta_c = 5")).toHaveLength(1);
  });

  test("puts places within the frame, upwards where numbers grow", () => {
    const rects = all(svg).filter(({ name }) => name === "rect");
    const frame = rects.find(({ attributes }) => attributes.class !== "paper")?.attributes ?? {};
    const [left, top] = [Number(frame.x), Number(frame.y)];
    const numbers =
      pathOf(svg)
        .match(/[\d.]+/g)
        ?.map(Number) ?? [];
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers;
    expect(x1).toBeGreaterThan(x0);
    expect(y1).toBeLessThan(y0);
    for (const x of [x0, x1]) expect(x).toBeGreaterThanOrEqual(left);
    for (const y of [y0, y1]) expect(y).toBeGreaterThanOrEqual(top);
    expect(x1).toBeLessThanOrEqual(left + Number(frame.width));
    expect(y0).toBeLessThanOrEqual(top + Number(frame.height));
  });

  test("tells minima from other stationary points, and draws arrows", () => {
    const points = [
      { x: 0, y: 1, index: 0 },
      { x: 0.5, y: 0.5, index: 1 },
    ];
    const flow = [
      { x: 0.2, y: 0.3, dx: 1, dy: 0 },
      { x: 0, y: 0, dx: 0, dy: 0 },
    ];
    const plane = svgOf({
      x: "u[1]",
      y: ["u[2]"],
      scale: {},
      mark: "field",
      panels: [
        {
          label: "",
          rules: [],
          series: [
            { label: "", style: "arrows", role: "observed", points: flow },
            { label: "fixed_points", style: "points", role: "overlay", points },
          ],
        },
      ],
    });
    const titles = all(plane).map(({ text }) => text);
    expect(titles).toContain("minimum at (0, 1)");
    expect(titles).toContain("index 1 at (0.5, 0.5)");
    // A state at which nothing moves has no arrow; the other points to the right.
    const [arrows] = withClass(plane, "arrow").map(({ children }) => children);
    expect(arrows).toHaveLength(1);
    expect(arrows?.[0]?.attributes.transform).toContain("rotate(90)");
  });

  test("says what its intervals are, and of how many starts a statistic is", () => {
    const said = (interval: ExperimentReport["interval"]) =>
      withClass(svgOf({ interval }), "quiet").map(({ text }) => text);
    expect(said("middle-half")).toContain("median and middle half of 3 runs");
    expect(said("statistic")).toContain("of 3 starts each, with the interval of 95 % confidence");
  });

  test("without anything to draw is still a picture", () => {
    expect(svgOf({ panels: [] }).name).toBe("svg");
    expect(svgOf({ panels: [{ label: "", series: [], rules: [] }] }).name).toBe("svg");
  });
});

describe("an experiment in a report", () => {
  const observed = { status: "observed", ...made } as const;
  const failed = { status: "not-drawn", id: "other", reason: "TypeError: none" } as const;
  const withBoth = { ...report, claims: [], remarks: [], experiments: [observed, failed] };

  test("is observed, and neither a claim nor a pass", () => {
    const text = prettyReport([withBoth], 1);
    expect(text).toContain("observed");
    expect(text).toContain("1 missing, p=5: unfinished: max-steps");
    expect(text).toContain("not drawn");
    expect(text).toContain("no claims; everything as expected; 1 experiments observed");
    expect(jsonReport([withBoth])).toMatchObject({ summary: { claims: 0, verdicts: {} } });
  });

  test("has its data in JSON", () => {
    expect(jsonReport([withBoth])).toMatchObject({
      specs: [{ experiments: [{ status: "observed", panels: made.panels }, failed] }],
    });
  });
});
