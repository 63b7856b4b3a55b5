/**
 * One panel: axes that it shares with the others, and the series of a figure within them.
 */
import { frame, text } from "@observablehq/plot";
import type { Figure, Panel, Series } from "../../checks/judge/figure.ts";
import { axesOf, isPlane, scaleOptions } from "./axes.ts";
import { seriesText } from "./description.ts";
import { drawn } from "./drawing.ts";
import type { InkOf } from "./inks.ts";
import { marksOf, ruleMarks } from "./marks.ts";

/** Lengths in pixels. */
const margins = { marginLeft: 56, marginRight: 14, marginTop: 46, marginBottom: 40 } as const;
export const panelWidth = 390;

/** The height of every panel of a figure; a plane of two quantities is square. */
export function panelHeight(figure: Figure): number {
  const { marginLeft, marginRight, marginTop, marginBottom } = margins;
  const width = panelWidth - marginLeft - marginRight;
  return marginTop + marginBottom + (isPlane(figure) ? width : 210);
}

/** The panel as SVG. @param id that no other picture of the page has */
export function panelSvg(figure: Figure, panel: Panel, inkOf: InkOf, id: string): string {
  const { x, y } = axesOf(figure, panel);
  const height = panelHeight(figure);
  const ground = {
    x,
    y,
    width: panelWidth - margins.marginLeft - margins.marginRight,
    height: height - margins.marginTop - margins.marginBottom,
    isPlane: isPlane(figure),
  };
  const layers = [...panel.series].sort((a, b) => layerOf(a) - layerOf(b));
  const upper = { frameAnchor: "top-left", dx: -margins.marginLeft + 4 } as const;
  return drawn(
    {
      ...margins,
      width: panelWidth,
      height,
      x: { ...scaleOptions(x, fitted(figure.x)), labelArrow: "none", labelAnchor: "center" },
      // Its label is too long to stand beside the axis, and stands above.
      y: scaleOptions(y, null),
      length: { type: "identity" },
      marks: [
        frame({ strokeOpacity: 0.5 }),
        ...ruleMarks(panel),
        ...layers.flatMap((series) => marksOf(series, ground, inkOf(series))),
        text([fitted(panel.label)], { ...upper, dy: -40, fontWeight: 600 }),
        text([fitted(figure.y.join(", "))], { ...upper, dy: panel.label === "" ? -24 : -20 }),
      ],
    },
    {
      id,
      title: panel.label === "" ? `${figure.y.join(", ")} against ${figure.x}` : panel.label,
      description: seriesText(panel),
    },
  );
}

/** Characters that a panel has room for; the description has all of them. */
const room = 56;

const fitted = (label: string): string =>
  label.length <= room ? label : `${label.slice(0, room - 1)}\u2026`;

/** What is laid on top comes last; stationary points above all. */
const layerOf = ({ role, style }: Series): number =>
  role === "observed" ? 0 : style === "points" ? 2 : 1;
