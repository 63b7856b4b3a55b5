/**
 * What a figure shows, in sentences, for readers who do not see it.
 */
import type { Figure, Panel } from "../../checks/judge/figure.ts";
import { formatPlace } from "./axes.ts";

/** The axes, and how many runs there are. @param at parameters that have one value all over */
export const axesText = ({ x, y, runs }: Figure, at = ""): string =>
  `${y.join(", ")} against ${x}${at === "" ? "" : ` at ${at}`}; ${runs} ${runs === 1 ? "run" : "runs"} of each.`;

/** The whole figure. */
export function descriptionOf(figure: Figure, at: string, missing: number): string {
  const parts = figure.panels.map((panel) => {
    const head = panel.label === "" ? "" : `${panel.label}: `;
    return `${head}${seriesText(panel)}.`;
  });
  const rest = missing === 0 ? [] : [`Not observed: ${missing}.`];
  return [axesText(figure, at), ...parts, ...rest].join(" ");
}

/** What intervals are, and of how many starts a statistic is; nothing where there is neither. */
export function intervalText({ runs, interval, panels }: Figure): string | undefined {
  const observed = panels.flatMap(({ series }) => series).filter(({ role }) => role === "observed");
  const hasIntervals = observed.some(({ points }) => points.some(({ low }) => low !== undefined));
  const starts = interval === "statistic" && runs > 1 ? `of ${runs} starts each` : undefined;
  if (!hasIntervals) return starts && `${starts}, too few for an interval`;
  switch (interval) {
    case "middle-half":
      return `median and middle half of ${runs} runs`;
    case "statistic":
      return `${starts ?? "each"}, with the interval of 95 % confidence`;
    case "error":
      return "with the error of each number";
  }
}

/** Most series that are described one by one. */
const mostDescribed = 6;

/** The series of a panel: where each begins and ends; then its rules. */
export function seriesText({ series, rules }: Panel): string {
  const observed = series.filter(({ role, points }) => role === "observed" && points.length > 0);
  const texts = observed.slice(0, mostDescribed).map(({ label, points, style }) => {
    const name = label === "" ? "" : `${label} `;
    const [first, last] = [points[0]!, points[points.length - 1]!];
    if (style === "arrows") return `${name}${points.length} arrows of the flow`;
    const end = (p: typeof first): string => `(${formatPlace(p.x)}, ${formatPlace(p.y)})`;
    return `${name}from ${end(first)} to ${end(last)}`;
  });
  const more = observed.length > mostDescribed ? [`${observed.length - mostDescribed} more`] : [];
  const overlays = new Set(series.filter(({ role }) => role === "overlay").map((one) => one.label));
  const above = overlays.size === 0 ? [] : [`on top ${[...overlays].join(", ")}`];
  const lines = rules.map(({ label, x }) => `${label} = ${formatPlace(x)}`);
  return [...texts, ...more, ...above, ...lines].join("; ");
}
