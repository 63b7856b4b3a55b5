/**
 * What the colours, shapes and lines of a figure mean: an entry for each, with its key.
 */
import type { Figure, Series } from "../../checks/judge/figure.ts";
import { isPlane } from "./axes.ts";
import { hueOf, huesOf, inksOf } from "./inks.ts";
import { colours, ink } from "./style.ts";

export interface LegendEntry {
  readonly key: "line" | "spot" | "overlay" | "rest" | "ends" | "rule";
  /** The number of its ink; absent for the colour of text. */
  readonly ink?: number;
  readonly label: string;
}

/** An entry for each colour, for what is laid on top and for rules; none where one thing is drawn. */
export function legendOf(figure: Figure): readonly LegendEntry[] {
  const all = figure.panels.flatMap(({ series }) => series);
  const observed = all.filter(({ role }) => role === "observed");
  const rules = new Set(figure.panels.flatMap((panel) => panel.rules.map(({ label }) => label)));
  return [
    ...hueEntries(figure, observed),
    ...overlayEntries(figure, all),
    ...(isPlane(figure) && observed.some(({ style }) => style === "line")
      ? [{ key: "ends", label: "where a run begins and ends" } as const]
      : []),
    ...[...rules].map((label) => ({ key: "rule", label }) as const),
  ];
}

function hueEntries(figure: Figure, observed: readonly Series[]): readonly LegendEntry[] {
  const hues = huesOf(figure);
  const inkOf = inksOf(figure);
  const isTold = hues.filter((hue) => hue !== "").length > 1 || hasOverlays(figure);
  if (!isTold || hues.length > colours) return [];
  return hues.flatMap((hue): LegendEntry[] => {
    const one = observed.find((series) => hueOf(series) === hue);
    if (one === undefined || hue === "") return [];
    const isParameter = figure.by !== undefined && one.colour !== undefined;
    return [
      {
        key: one.style === "points" ? "spot" : "line",
        ink: inkOf(one),
        label: isParameter ? `${figure.by} = ${hue}` : hue,
      },
    ];
  });
}

const hasOverlays = ({ panels }: Figure): boolean =>
  panels.some(({ series }) =>
    series.some(({ role, style }) => role === "overlay" && style === "line"),
  );

/** Overlays that are called differently. */
function overlayEntries(figure: Figure, all: readonly Series[]): readonly LegendEntry[] {
  const overlays = all.filter(({ role }) => role === "overlay");
  const hasOneHue = (label: string): boolean =>
    new Set(overlays.filter((one) => one.label === label).map(({ colour }) => colour)).size === 1;
  const inkOf = inksOf(figure);
  return [...new Map(overlays.map((one) => [one.label, one])).values()].map((one) =>
    one.points.some(({ index }) => index !== undefined)
      ? { key: "rest", label: "minima and other stationary points of the loss" }
      : {
          key: "overlay",
          label: one.label,
          ...(one.colour !== undefined && hasOneHue(one.label) && { ink: inkOf(one) }),
        },
  );
}

/** The size of a key. */
export const keySize = { width: 26, height: 14 } as const;

/** The key as SVG, without an element around it. */
export function keySvg({ key, ink: number }: LegendEntry): string {
  const colour = number === undefined ? "currentColor" : ink(number);
  switch (key) {
    case "line":
      return `<path d="M0 7H26" stroke="${colour}" stroke-width="1.8"/>`;
    case "overlay":
      return `<path d="M0 7H26" stroke="${colour}" stroke-width="1.4" stroke-dasharray="5 4"/>`;
    case "rule":
      return `<path d="M13 0V14" stroke="${colour}" stroke-dasharray="2 3"/>`;
    case "spot":
      return `<path d="${shapePaths[(number ?? 0) % shapePaths.length]}" fill="${colour}"/>`;
    case "rest":
      return (
        `<circle cx="6" cy="7" r="4.5" fill="currentColor"/>` +
        `<circle cx="20" cy="7" r="4.5" fill="var(--paper)" stroke="currentColor" stroke-width="1.3"/>`
      );
    case "ends":
      return (
        `<circle cx="6" cy="7" r="2.4" fill="var(--paper)" stroke="${ink(0)}"/>` +
        `<circle cx="20" cy="7" r="3.2" fill="${ink(0)}"/>`
      );
  }
}

/** The shapes of points, in the order of the inks: disc, square, diamond, triangle. */
const shapePaths = [
  "M10 7a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
  "M10.3 4.3h5.4v5.4h-5.4Z",
  "M13 3.2L16.8 7L13 10.8L9.2 7Z",
  "M13 3.4L16.6 9.6H9.4Z",
] as const;
