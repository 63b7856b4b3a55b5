/**
 * An experiment as a picture: one SVG document that needs nothing else.
 *
 * Panels share their axes, so that they can be compared. The description says in words what is
 * drawn, for readers who do not see it.
 */
import type { ExperimentReport } from "../../checks/experiment/report.ts";
import { escaped } from "../html/page.ts";
import { sourceText } from "../sentences.ts";
import { descriptionOf, intervalText } from "./description.ts";
import { inksOf } from "./inks.ts";
import { keySvg, legendOf } from "./legend.ts";
import { panelHeight, panelSvg, panelWidth } from "./panel.ts";
import { pictureStyle } from "./style.ts";

/** Lengths in pixels. */
const [edge, top, between, legendLine] = [14, 50, 16, 20];
/** Most that a letter takes on average, in the title and in other text. */
const [titleLetter, letter] = [8.6, 6.8];

/** The document. */
export function figureSvg(report: ExperimentReport): string {
  const { panels } = report;
  const inkOf = inksOf(report);
  const columns = Math.min(panels.length, 3) || 1;
  const rows = Math.ceil(panels.length / columns);
  const block = panelHeight(report) + between;
  const placedPanels = panels.map((panel, i) => {
    const [x, y] = [
      edge + (i % columns) * (panelWidth + between),
      top + Math.floor(i / columns) * block,
    ];
    return `<g transform="translate(${x} ${y})">${panelSvg(report, panel, inkOf, `panel-${i + 1}`)}</g>`;
  });
  const legendTop = top + rows * block;
  const note = intervalText(report);
  const legend = legendOf(report).map((entry, i) => {
    const place = `translate(${edge + 44} ${legendTop + i * legendLine})`;
    return `<g transform="${place}" fill="none">${keySvg(entry)}<text x="36" y="11">${escaped(entry.label)}</text></g>`;
  });
  const noteTop = legendTop + legend.length * legendLine + 12;
  const title = report.title ?? report.id;
  const subtitle = [sourceText(report.source), report.at].filter((part) => part !== "").join("; ");
  const inner = Math.max(
    columns * panelWidth + (columns - 1) * between,
    title.length * titleLetter,
    subtitle.length * letter,
  );
  const width = Math.ceil(inner) + 2 * edge;
  const height = noteTop + (note === undefined ? 0 : legendLine);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(descriptionOf(report, report.at, report.missing.length))}</desc>`,
    `<style>${pictureStyle}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="${edge}" y="22">${escaped(title)}</text>`,
    `<text class="quiet" x="${edge}" y="40">${escaped(subtitle)}</text>`,
    ...placedPanels,
    ...legend,
    ...(note === undefined
      ? []
      : [`<text class="quiet" x="${edge + 44}" y="${noteTop}">${escaped(note)}</text>`]),
    "</svg>",
    "",
  ].join("\n");
}
