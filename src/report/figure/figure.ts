/**
 * An experiment as a picture: one SVG document that needs nothing else.
 *
 * Panels share their axes, so that they can be compared. The description says in words what is
 * drawn, for readers who do not see it.
 */
import type { ExperimentReport, Panel, Series } from "../../checks/experiment/report.ts";
import { escaped } from "../html/page.ts";
import { sourceText } from "../sentences.ts";
import { endsSvg, type Frame, type InkOf, panelSvg, shapeSvg } from "./panel.ts";
import { formatPlace } from "./places.ts";
import { type Axis, axisOver } from "./scale.ts";
import { colours, styleSheet } from "./style.ts";
import { element, textAt } from "./svg.ts";

/** Lengths in pixels. */
const [left, between, right, top, bottom] = [64, 26, 18, 62, 48];
const legendLine = 18;

/** The document. */
export function figureSvg(report: ExperimentReport): string {
  const inks = inksOf(report);
  const inkOf: InkOf = (series) => inks.get(hueOf(series)) ?? 0;
  const { panels } = report;
  const size = sizeOf(report);
  const columns = Math.min(panels.length, 3) || 1;
  const rows = Math.ceil(panels.length / columns) || 1;
  const legend = legendOf(report, inks);
  const width = left + columns * size.width + (columns - 1) * between + right;
  const block = size.height + bottom + 20;
  const legendTop = top + rows * block - 12;
  const height = legendTop + Math.max(0, legend.length * legendLine - 2);
  const frames = panels.map((_, i): Frame => {
    const column = i % columns;
    return {
      left: left + column * (size.width + between),
      top: top + Math.floor(i / columns) * block,
      width: size.width,
      height: size.height,
      ...axesOf(report),
      xLabel: report.x,
      ...(column === 0 && { yLabel: fitted(report.y.join(", ")) }),
      isPlane: isPlane(report),
    };
  });
  const title = report.title ?? report.id;
  const subtitle = [sourceText(report.source), report.at].filter((part) => part !== "").join("; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(descriptionOf(report))}</desc>`,
    `<style>${styleSheet}</style>`,
    element("rect", { class: "paper", width, height }),
    textAt(14, 20, title, { class: "title" }),
    textAt(14, 37, subtitle, { class: "quiet" }),
    ...panels.map((panel, i) => panelSvg(panel, frames[i]!, inkOf)),
    ...legend.map((row, i) => row(left, legendTop + i * legendLine)),
    "</svg>",
    "",
  ].join("\n");
}

/** Characters that a label beside an axis has room for; the description has all of them. */
const room = 44;

const fitted = (text: string): string =>
  text.length <= room ? text : `${text.slice(0, room - 1)}\u2026`;

/** What a series is told apart by: its colour's value where there is one, else its label. */
const hueOf = ({ colour, label }: Series): string => colour ?? label;

function inksOf({ panels }: ExperimentReport): ReadonlyMap<string, number> {
  const observed = panels.flatMap(({ series }) => series).filter(({ role }) => role === "observed");
  const hues = [...new Set(observed.map(hueOf))];
  return new Map(hues.map((hue, i) => [hue, i % colours]));
}

/** A plane of two quantities is square. */
function sizeOf(report: ExperimentReport): { readonly width: number; readonly height: number } {
  const several = report.panels.length > 1;
  if (isPlane(report)) return several ? { width: 270, height: 270 } : { width: 380, height: 380 };
  return several ? { width: 300, height: 240 } : { width: 520, height: 300 };
}

/** Whether both axes are overlaps, so that one unit should be as long on either. */
const isPlane = ({ x, y }: ExperimentReport): boolean =>
  x.startsWith("u[") && y.every((one) => one.startsWith("u[")) && !x.includes("(");

function axesOf(report: ExperimentReport): { readonly x: Axis; readonly y: Axis } {
  const { panels, scale } = report;
  const points = panels.flatMap(({ series }) => series.flatMap((one) => one.points));
  const xs = [...points.map(({ x }) => x), ...panels.flatMap(({ rules }) => rules.map((r) => r.x))];
  const ys = points.flatMap(({ y, low = y, high = y }) => [y, low, high]);
  if (isPlane(report)) {
    const both = axisOver([...xs, ...ys], "linear");
    return { x: both, y: both };
  }
  return { x: axisOver(xs, scale.x ?? "linear"), y: axisOver(ys, scale.y ?? "linear") };
}

type Row = (x: number, y: number) => string;

/** A row for each colour, for what is laid on top and for rules; none where one thing is drawn. */
function legendOf(report: ExperimentReport, inks: ReadonlyMap<string, number>): readonly Row[] {
  const all = report.panels.flatMap(({ series }) => series);
  const observed = all.filter(({ role }) => role === "observed");
  const entries: Row[] = [];
  const hues = [...inks].filter(([hue]) => hue !== "");
  if (hues.length > 1) {
    const isLong = hues.length > colours;
    for (const [hue, ink] of isLong ? [] : hues) {
      const one = observed.find((series) => hueOf(series) === hue);
      const text =
        report.by !== undefined && one?.colour !== undefined ? `${report.by} = ${hue}` : hue;
      entries.push((x, y) => keySvg(one, ink, x, y) + textAt(x + 34, y + 4, text));
    }
  }
  for (const one of overlaysOf(all)) {
    const isRest = one.points.some(({ index }) => index !== undefined);
    entries.push((x, y) =>
      isRest
        ? element("circle", { class: "full", cx: x + 6, cy: y, r: 4.5 }) +
          element("circle", { class: "hollow", cx: x + 20, cy: y, r: 4.5 }) +
          textAt(x + 34, y + 4, "minima and other stationary points of the loss")
        : element("line", { class: overlayClass(one, inks), x1: x, x2: x + 26, y1: y, y2: y }) +
          textAt(x + 34, y + 4, one.label),
    );
  }
  if (isPlane(report) && observed.some(({ style }) => style === "line")) {
    entries.push(
      (x, y) =>
        endsSvg([x + 6, y], [x + 20, y], 0) + textAt(x + 34, y + 4, "where a run begins and ends"),
    );
  }
  const rules = new Set(report.panels.flatMap((panel) => panel.rules.map(({ label }) => label)));
  for (const label of rules) {
    const key: Row = (x, y) =>
      element("line", { class: "rule axis", x1: x + 13, x2: x + 13, y1: y - 7, y2: y + 7 });
    entries.push((x, y) => key(x, y) + textAt(x + 34, y + 4, label));
  }
  const banded = observed.some(({ points }) => points.some(({ low }) => low !== undefined));
  if (banded) {
    entries.push((x, y) => textAt(x, y + 4, intervalText(report), { class: "quiet" }));
  }
  return entries;
}

/** Overlays that are called differently. */
const overlaysOf = (all: readonly Series[]): readonly Series[] => [
  ...new Map(
    all.filter(({ role }) => role === "overlay").map((one) => [one.label, one] as const),
  ).values(),
];

const overlayClass = (one: Series, inks: ReadonlyMap<string, number>): string =>
  one.colour === undefined ? "overlay" : `overlay s${(inks.get(one.colour) ?? 0) % colours}`;

function keySvg(one: Series | undefined, ink: number, x: number, y: number): string {
  if (one?.style === "points") return shapeSvg(x + 13, y, ink);
  return element("line", { class: `line s${ink}`, x1: x, x2: x + 26, y1: y, y2: y });
}

const intervalText = ({ runs, interval }: ExperimentReport): string =>
  interval === "middle-half"
    ? `median and middle half of ${runs} runs`
    : "with the interval that it is known to be in";

/** What is drawn, in sentences. */
function descriptionOf(report: ExperimentReport): string {
  const { x, y, at, panels, runs, missing } = report;
  const what = `${y.join(", ")} against ${x}${at === "" ? "" : ` at ${at}`}; ${runs} ${runs === 1 ? "run" : "runs"} of each.`;
  const parts = panels.map((panel) => {
    const head = panel.label === "" ? "" : `${panel.label}: `;
    return `${head}${seriesText(panel)}.`;
  });
  const rest = missing.length === 0 ? [] : [`Not observed: ${missing.length}.`];
  return [what, ...parts, ...rest].join(" ");
}

/** Most series that are described one by one. */
const mostDescribed = 6;

function seriesText({ series, rules }: Panel): string {
  const observed = series.filter(({ role, points }) => role === "observed" && points.length > 0);
  const texts = observed.slice(0, mostDescribed).map(({ label, points, style }) => {
    const name = label === "" ? "" : `${label} `;
    const [first, last] = [points[0]!, points[points.length - 1]!];
    if (style === "arrows") return `${name}${points.length} arrows of the flow`;
    const end = (p: typeof first): string => `(${formatPlace(p.x)}, ${formatPlace(p.y)})`;
    return `${name}from ${end(first)} to ${end(last)}`;
  });
  const more = observed.length > mostDescribed ? [`${observed.length - mostDescribed} more`] : [];
  const lines = rules.map(({ label, x }) => `${label} = ${formatPlace(x)}`);
  return [...texts, ...more, ...lines].join("; ");
}
