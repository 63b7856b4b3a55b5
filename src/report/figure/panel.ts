/**
 * One panel: axes, and the series of an experiment within them.
 *
 * Lines carry the band of their interval, points their whiskers. The shape of a point repeats what
 * its colour says. A stationary point is full where it is a minimum and hollow where it is not.
 */
import type { Panel, Series, SeriesPoint } from "../../checks/experiment/report.ts";
import { formatPlace } from "./places.ts";
import { type Axis, placeOn, ticksOf, tickText } from "./scale.ts";
import { colours } from "./style.ts";
import { element, pathData, textAt } from "./svg.ts";

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly xLabel: string;
  /** Absent where the panel on its left has it. */
  readonly yLabel?: string;
  /** Whether lines are trajectories in a plane, whose ends are marked. */
  readonly isPlane: boolean;
}

/** Which ink a series has, from 0. */
export type InkOf = (series: Series) => number;

/** The panel as SVG. */
export function panelSvg(panel: Panel, frame: Frame, inkOf: InkOf): string {
  const { left, top, width } = frame;
  const title =
    panel.label === ""
      ? ""
      : textAt(left + width / 2, top - 8, panel.label, { "text-anchor": "middle" });
  const rules = panel.rules.map((rule, i) => ruleSvg(rule, i, panel, frame));
  const layers = [...panel.series].sort((a, b) => layerOf(a) - layerOf(b));
  return element(
    "g",
    {},
    ...axes(frame),
    ...rules,
    ...layers.map((series) => seriesSvg(series, frame, inkOf(series) % colours)),
    ...(title === "" ? [] : [title]),
  );
}

/** What is laid on top comes last; stationary points above all. */
const layerOf = ({ role, style }: Series): number =>
  role === "observed" ? 0 : style === "points" ? 2 : 1;

function axes(frame: Frame): readonly string[] {
  const { left, top, width, height, x, y, xLabel, yLabel } = frame;
  const bottom = top + height;
  const parts: string[] = [];
  for (const tick of ticksOf(x, Math.max(2, Math.floor(width / 60)))) {
    const at = left + placeOn(x, tick) * width;
    parts.push(element("line", { class: "grid", x1: at, x2: at, y1: top, y2: bottom }));
    parts.push(textAt(at, bottom + 16, tickText(tick), { "text-anchor": "middle" }));
  }
  for (const tick of ticksOf(y, Math.max(2, Math.floor(height / 45)))) {
    const at = bottom - placeOn(y, tick) * height;
    parts.push(element("line", { class: "grid", x1: left, x2: left + width, y1: at, y2: at }));
    if (yLabel !== undefined) {
      parts.push(textAt(left - 7, at + 4, tickText(tick), { "text-anchor": "end" }));
    }
  }
  parts.push(element("rect", { class: "axis", x: left, y: top, width, height }));
  parts.push(textAt(left + width / 2, bottom + 34, xLabel, { "text-anchor": "middle" }));
  if (yLabel !== undefined) {
    const turn = `translate(${left - 44} ${top + height / 2}) rotate(-90)`;
    parts.push(textAt(0, 0, yLabel, { transform: turn, "text-anchor": "middle" }));
  }
  return parts;
}

function ruleSvg(
  { label, x }: Panel["rules"][number],
  i: number,
  { series, rules }: Panel,
  frame: Frame,
): string {
  const { left, top, width, height } = frame;
  const at = left + placeOn(frame.x, x) * width;
  const observed = series.filter(({ role }) => role === "observed");
  const hues = new Set(observed.map(({ colour }) => colour));
  // As many rules as colours belong to them, in the same order.
  const ink = rules.length > 1 && rules.length === hues.size ? `s${i % colours}` : "axis";
  const described = element("title", {}, `${label} = ${formatPlace(x)}`);
  const place = { x1: at, x2: at, y1: top, y2: top + height };
  return element("line", { class: `rule ${ink}`, ...place }, described);
}

function seriesSvg(series: Series, frame: Frame, ink: number): string {
  const { style, role, points, label } = series;
  const at = ({ x, y }: { readonly x: number; readonly y: number }): readonly [number, number] => [
    frame.left + placeOn(frame.x, x) * frame.width,
    frame.top + frame.height - placeOn(frame.y, y) * frame.height,
  ];
  switch (style) {
    case "line": {
      const line = element("path", {
        class: role === "overlay" ? overlayClass(series, ink) : `line s${ink}`,
        d: pathData(points.map(at)),
      });
      const [first, last] = [points[0], points[points.length - 1]];
      const isMarked = frame.isPlane && role === "observed" && first && last;
      const ends = isMarked ? endsSvg(at(first), at(last), ink) : "";
      return element("g", {}, named(label), bandSvg(points, at, ink), line, ends);
    }
    case "points": {
      const marks = points.map((point) =>
        point.index === undefined ? markSvg(point, at, ink) : restSvg(point, at),
      );
      return element("g", {}, named(label), ...marks);
    }
    case "arrows":
      return element("g", {}, named(label), ...arrowsSvg(points, at, ink));
  }
}

/** An overlay that belongs to one colour has it. */
const overlayClass = ({ colour }: Series, ink: number): string =>
  colour === undefined ? "overlay" : `overlay s${ink}`;

/** A ring where a trajectory begins and a disc where it ends. */
export const endsSvg = (
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  ink: number,
): string =>
  element("circle", { class: `ring s${ink}`, cx: x0, cy: y0, r: 2.2 }) +
  element("circle", { class: `f${ink}`, cx: x1, cy: y1, r: 3.2 });

type At = (place: { readonly x: number; readonly y: number }) => readonly [number, number];

const named = (label: string): string => (label === "" ? "" : element("title", {}, label));

function bandSvg(points: readonly SeriesPoint[], at: At, ink: number): string {
  const within = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (within.length < 2) return "";
  const upper = within.map(({ x, high = 0 }) => at({ x, y: high }));
  const lower = within.map(({ x, low = 0 }) => at({ x, y: low })).reverse();
  return element("path", { class: `band f${ink}`, d: `${pathData([...upper, ...lower])}Z` });
}

/** Shapes that tell series apart: disc, square, diamond, triangle. */
function markSvg(point: SeriesPoint, at: At, ink: number): string {
  const [cx, cy] = at(point);
  if (!Number.isFinite(cx + cy)) return "";
  const { x, low, high } = point;
  const whisker =
    low === undefined || high === undefined
      ? ""
      : element("path", {
          class: `whisker s${ink}`,
          d: pathData([at({ x, y: low }), at({ x, y: high })]),
        });
  return whisker + shapeSvg(cx, cy, ink);
}

/** The mark of an ink at a place; the legend has the same. */
export function shapeSvg(cx: number, cy: number, ink: number): string {
  const r = 2.7;
  const fill = { class: `f${ink}` };
  switch (ink % 4) {
    case 0:
      return element("circle", { ...fill, cx, cy, r });
    case 1:
      return element("rect", { ...fill, x: cx - r, y: cy - r, width: 2 * r, height: 2 * r });
    case 2:
      return element("path", {
        ...fill,
        d: `${pathData([
          [cx, cy - r - 1],
          [cx + r + 1, cy],
          [cx, cy + r + 1],
          [cx - r - 1, cy],
        ])}Z`,
      });
    default:
      return element("path", {
        ...fill,
        d: `${pathData([
          [cx, cy - r - 1],
          [cx + r + 1, cy + r],
          [cx - r - 1, cy + r],
        ])}Z`,
      });
  }
}

function restSvg(point: SeriesPoint, at: At): string {
  const [cx, cy] = at(point);
  if (!Number.isFinite(cx + cy)) return "";
  const what = point.index === 0 ? "minimum" : `index ${point.index}`;
  const place = `${what} at (${formatPlace(point.x)}, ${formatPlace(point.y)})`;
  const kind = point.index === 0 ? "full" : "hollow";
  return element("circle", { class: kind, cx, cy, r: 4.5 }, element("title", {}, place));
}

/** Arrows of lengths that grow as the square root of the speed, so that slow places are seen too. */
function arrowsSvg(points: readonly SeriesPoint[], at: At, ink: number): readonly string[] {
  const speed = ({ dx = 0, dy = 0 }: SeriesPoint): number => Math.hypot(dx, dy);
  const fastest = points.reduce((most, point) => Math.max(most, speed(point)), 0);
  const [[x0, y0], [x1, y1]] = [at({ x: 0, y: 0 }), at({ x: 1, y: 1 })];
  const longest = 0.09 * Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
  return points.flatMap((point) => {
    const { dx = 0, dy = 0 } = point;
    const own = speed(point);
    if (!(own > 0)) return [];
    const length = longest * Math.sqrt(own / fastest);
    const [sx, sy] = [dx * (x1 - x0), dy * (y1 - y0)];
    const size = Math.hypot(sx, sy);
    const [ex, ey] = [(sx / size) * length, (sy / size) * length];
    const [x, y] = at(point);
    const [tx, ty] = [x + ex, y + ey];
    const head = Math.min(3.5, length / 2) / length;
    const barb = (side: 1 | -1): readonly [number, number] => [
      tx - head * (ex - side * 0.6 * ey),
      ty - head * (ey + side * 0.6 * ex),
    ];
    const d =
      pathData([
        [x, y],
        [tx, ty],
      ]) + pathData([barb(1), [tx, ty], barb(-1)]);
    return [element("path", { class: `arrow s${ink}`, d })];
  });
}
