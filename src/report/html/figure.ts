/**
 * A figure within a page: its panels side by side where there is room, one under another where not.
 */
import type { Figure } from "../../checks/judge/figure.ts";
import { axesText, intervalText } from "../figure/description.ts";
import { inksOf } from "../figure/inks.ts";
import { keySize, keySvg, type LegendEntry, legendOf } from "../figure/legend.ts";
import { panelSvg } from "../figure/panel.ts";
import { escaped } from "./page.ts";

/** @param caption HTML; what is drawn if left out @param id that nothing else of the page has */
export function figureHtml(
  figure: Figure,
  id: string,
  caption: string = escaped(axesText(figure)),
): string {
  const inkOf = inksOf(figure);
  const panels = figure.panels.map((panel, i) => panelSvg(figure, panel, inkOf, `${id}-${i + 1}`));
  const legend = legendOf(figure);
  const note = intervalText(figure);
  return [
    "<figure>",
    `<figcaption>${caption}</figcaption>`,
    `<div class="panels">${panels.join("\n")}</div>`,
    ...(legend.length === 0
      ? []
      : [`<ul class="legend" aria-label="Legend">${legend.map(entryHtml).join("")}</ul>`]),
    ...(note === undefined ? [] : [`<p class="quiet">${escaped(note)}</p>`]),
    "</figure>",
  ].join("\n");
}

const { width, height } = keySize;

const entryHtml = (entry: LegendEntry): string =>
  `<li><svg aria-hidden="true" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none">${keySvg(entry)}</svg>${escaped(entry.label)}</li>`;
