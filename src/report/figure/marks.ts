/**
 * The series of a panel as marks of a plot.
 *
 * Lines carry the band of their interval, points their whiskers. The shape of a point repeats what
 * its colour says. A stationary point is full where it is a minimum and hollow where it is not.
 */
import { areaY, dot, line, type Markish, ruleX, type SymbolType, vector } from "@observablehq/plot";
import type { Panel, Series, SeriesPoint } from "../../checks/judge/figure.ts";
import { type Axis, formatPlace, placed } from "./axes.ts";
import { ink } from "./style.ts";

export interface Ground {
  readonly x: Axis;
  readonly y: Axis;
  /** Of the area within the axes, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether lines are trajectories in a plane, whose ends are marked. */
  readonly isPlane: boolean;
}

/** Shapes that tell series apart, in the order of the inks. */
export const shapes: readonly SymbolType[] = ["circle", "square2", "diamond2", "triangle2"];

/** The marks of one series. @param number of its ink */
export function marksOf(series: Series, ground: Ground, number: number): readonly Markish[] {
  const { style, role, label } = series;
  const places = series.points.map((point) => ({
    ...point,
    x: placed(ground.x, point.x),
    y: placed(ground.y, point.y),
    ...(point.low !== undefined && { low: placed(ground.y, point.low) }),
  }));
  switch (style) {
    case "line":
      return role === "overlay"
        ? [overlaid(series, places, number)]
        : [
            ...band(places, number),
            line(places, {
              x: "x",
              y: "y",
              stroke: ink(number),
              strokeWidth: 1.6,
              className: "line",
              title: () => label,
            }),
            ...(ground.isPlane ? ends(places, number) : []),
          ];
    case "points":
      return places.some(({ index }) => index !== undefined)
        ? [rests(places)]
        : [...whiskers(places, number), spots(places, number, label)];
    case "arrows":
      return [arrows(places, ground, number)];
  }
}

/** An overlay that belongs to one colour has it. */
const overlaid = ({ colour, label }: Series, places: readonly SeriesPoint[], number: number) =>
  line(places, {
    x: "x",
    y: "y",
    stroke: colour === undefined ? "currentColor" : ink(number),
    strokeWidth: 1.3,
    strokeDasharray: "5 4",
    className: "overlay",
    title: () => label,
  });

const hasInterval = ({ low, high }: SeriesPoint): boolean =>
  low !== undefined && high !== undefined;

function band(places: readonly SeriesPoint[], number: number): readonly Markish[] {
  const within = places.filter(hasInterval);
  if (within.length < 2) return [];
  const fill = { fill: ink(number), fillOpacity: 0.2, className: "band" };
  return [areaY(within, { x: "x", y1: "low", y2: "high", ...fill })];
}

const whiskers = (places: readonly SeriesPoint[], number: number): readonly Markish[] => {
  const within = places.filter(hasInterval);
  if (within.length === 0) return [];
  const ends = { x: "x", y1: "low", y2: "high", stroke: ink(number) };
  return [ruleX(within, { ...ends, className: "whisker" })];
};

const spots = (places: readonly SeriesPoint[], number: number, label: string): Markish =>
  dot(places, {
    x: "x",
    y: "y",
    fill: ink(number),
    symbol: shapes[number % shapes.length] ?? "circle",
    r: 2.9,
    className: "spot",
    title: ({ x, y }: SeriesPoint) => `${label} (${formatPlace(x)}, ${formatPlace(y)})`.trim(),
  });

/** A ring where a trajectory begins and a disc where it ends. */
function ends(places: readonly SeriesPoint[], number: number): readonly Markish[] {
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return [];
  const place = { x: "x", y: "y", className: "end" };
  return [
    dot([first], { ...place, r: 2.4, fill: "var(--paper)", stroke: ink(number) }),
    dot([last], { ...place, r: 3.2, fill: ink(number) }),
  ];
}

const rests = (places: readonly SeriesPoint[]): Markish =>
  dot(places, {
    x: "x",
    y: "y",
    r: 4.5,
    fill: ({ index }: SeriesPoint) => (index === 0 ? "currentColor" : "var(--paper)"),
    stroke: ({ index }: SeriesPoint) => (index === 0 ? "var(--paper)" : "currentColor"),
    strokeWidth: 1.3,
    className: "rest",
    title: ({ index, x, y }: SeriesPoint) =>
      `${index === 0 ? "minimum" : `index ${index}`} at (${formatPlace(x)}, ${formatPlace(y)})`,
  });

/** Arrows of lengths that grow as the square root of the speed, so that slow places are seen too. */
function arrows(places: readonly SeriesPoint[], ground: Ground, number: number): Markish {
  const { x, y, width, height } = ground;
  const [perX, perY] = [width / (x.to - x.from), height / (y.to - y.from)];
  const speed = ({ dx = 0, dy = 0 }: SeriesPoint): number => Math.hypot(dx, dy);
  const moving = places.filter((place) => speed(place) > 0);
  const fastest = moving.reduce((most, place) => Math.max(most, speed(place)), 0);
  const longest = 0.09 * Math.max(perX, perY);
  return vector(moving, {
    x: "x",
    y: "y",
    anchor: "start",
    length: (place: SeriesPoint) => Math.max(1, longest * Math.sqrt(speed(place) / fastest)),
    // Clockwise from above.
    rotate: ({ dx = 0, dy = 0 }: SeriesPoint) => (Math.atan2(dx * perX, dy * perY) * 180) / Math.PI,
    stroke: ink(number),
    strokeWidth: 1,
    className: "arrow",
  });
}

/** The vertical lines of a panel. As many rules as colours belong to them, in the same order. */
export function ruleMarks({ rules, series }: Panel): readonly Markish[] {
  const observed = series.filter(({ role }) => role === "observed");
  const hues = new Set(observed.map(({ colour }) => colour));
  const isColoured = rules.length > 1 && rules.length === hues.size;
  return rules.map((rule, i) =>
    ruleX([rule], {
      x: "x",
      stroke: isColoured ? ink(i) : "currentColor",
      strokeDasharray: "2 3",
      className: "rule",
      title: ({ label, x }: Panel["rules"][number]) => `${label} = ${formatPlace(x)}`,
    }),
  );
}
