/**
 * Stationary points of a link of any kind in the open positive cone: folds by enclosures.
 */
import type { Rational } from "../../model/rational.ts";
import * as I from "../../symbolic/exact/fixed-interval.ts";
import type { ConeCell, ConeEvent, ConeFolds } from "../../symbolic/phase/cone/cone-folds.ts";
import { emptyBeyond, type LinkFolds } from "../../symbolic/phase/cone/link-folds.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { enclosedPoint, outwardDecimals } from "../../symbolic/phase/phase-point.ts";
import { type Block, formula, text } from "../document-blocks.ts";
import { enclosureText } from "./phase-points.ts";

/** The section's blocks. */
export function coneFoldBlocks(folds: LinkFolds, k: bigint): readonly Block[] {
  const { slices, isWhole, basis } = folds;
  const shown = isWhole ? "" : ` The first ${slices.length} slices of ${k - 1n}:`;
  const grade =
    basis === "bound"
      ? "with proved bounds on all coefficients"
      : "as certain as the coefficients, whose errors are estimates";
  return [
    text(
      "With all $u_j > 0$ a stationary point has at most two values of $u_j$, since $(1-\\beta) g'(u) - \\mu u + \\mathrm{const}$, $g(u) = \\sum_q c_q u^q$, is strictly convex on $u > 0$: $l$ overlaps are $a$ and $k - l$ are $b < a$. Without the multiplier $\\mu$ and the factor $a - b$ of the average, stationarity gives the angle, and $|w| = 1$ a curve:",
    ),
    formula(
      "\\frac{\\beta}{1-\\beta} = r(a, b) = \\frac{b\\, g'(a) - a\\, g'(b)}{(a - b)\\,(l g'(a) + (k-l) g'(b))}",
    ),
    formula(
      "k m^2 - 1 - k r (1 - m^2) + \\tfrac{l (k-l)}{k} (a-b)^2 (1 + r)(1 + k r) = 0, \\qquad m = \\tfrac{1}{k} (l a + (k-l) b)",
    ),
    text(
      `A fold is a point of the curve where $r$ is critical. Boxes of $(a, b)$ are cut until each is shown to hold none, or exactly one by Krawczyk's operator [Moore2009, Ch. 8]; between folds, and the angles where a branch meets the average, the number of points is that at one angle, where all of them are enclosed in the same way (${grade}).${shown}`,
    ),
    {
      kind: "table",
      head: ["$l$", "$\\beta$", "what is there", "enclosure"],
      rows: slices.flatMap((slice) => rowsOf(slice, basis)),
    },
    text(lastText(folds, k)),
  ];
}

function rowsOf(
  { l, events, cells }: ConeFolds,
  basis: LinkFolds["basis"],
): readonly (readonly string[])[] {
  const cellRow = (cell: ConeCell): readonly string[] => [
    `${l}`,
    `between ${short(cell.from)} and ${short(cell.to)}`,
    pointsText(cell),
    "",
  ];
  const eventRow = (event: ConeEvent): readonly string[] => {
    const point = enclosedPoint(event.from, event.to, basis);
    const isOpen = event.kind === "not decided";
    return [
      `${l}`,
      isOpen ? `between ${short(event.from)} and ${short(event.to)}` : point.value,
      { fold: "**fold**", average: "the average is degenerate", "not decided": "not decided" }[
        event.kind
      ],
      isOpen ? "" : enclosureText(point),
    ];
  };
  return [
    ...cells.map((cell) => ({ from: cell.from, row: cellRow(cell) })),
    ...events.map((event) => ({ from: event.from, row: eventRow(event) })),
  ]
    .sort((x, y) => Number(x.from.num * y.from.den - y.from.num * x.from.den))
    .map(({ row }) => row);
}

function pointsText({ points, sample }: ConeCell): string {
  if (points === undefined) return "not decided";
  if (points.length === 0) return "no point off the average";
  const list = points.map(({ overlaps: [a, b], index }) => {
    const kind =
      index === undefined
        ? "index not decided"
        : index === 0
          ? "attractor"
          : `saddle of index ${index}`;
    return `(${near(a)}, ${near(b)}): ${kind}`;
  });
  return `${points.length} off the average; at $\\beta = ${short(sample)}$ $(a, b)$ = ${list.join("; ")}`;
}

function lastText({ last, isWhole, basis, slices }: LinkFolds, k: bigint): string {
  if (last !== undefined) {
    const { value } = enclosedPoint(last.from, last.to, basis);
    return last.kind === "fold"
      ? `**Fold for $k = ${k}$:** no stationary point off the average in the open cone beyond $\\beta_f = ${value}$.`
      : `For $k = ${k}$ the points off the average end at $\\beta = ${value}$, in the average.`;
  }
  const isEmpty = slices.every(
    ({ events, cells }) =>
      events.every(({ kind }) => kind !== "not decided") &&
      cells.every(({ points }) => points?.length === 0),
  );
  if (isEmpty) {
    return isWhole
      ? "So the average is the only stationary point of the open cone for every $\\beta \\in (0, 1)$."
      : "So these slices have no stationary point off the average for any $\\beta \\in (0, 1)$.";
  }
  const end = emptyBeyond(slices);
  const beyond =
    end === undefined
      ? "Where points off the average end for good is not decided."
      : `These slices have no stationary point off the average beyond $\\beta = ${short(end, "up")}$.`;
  return isWhole ? beyond : `${beyond} The other slices were not looked at.`;
}

/** Six decimals, or more of a number near 0: it is not shown as 0. */
function short(x: Rational, side: "down" | "up" = "down"): string {
  let places = 6;
  while (x.num !== 0n && 10n ** BigInt(places - 2) * x.num < x.den) places += 1;
  return trimmed(outwardDecimals(x, x, places)[side === "down" ? 0 : 1]);
}

const near = (x: I.Interval): string => outwardDecimals(I.lowerEnd(x), I.lowerEnd(x), 6)[0];
const trimmed = (decimal: string): string =>
  decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;

/** The slices as data. */
export function coneJson({ cone }: PhaseDiagram) {
  if (cone === undefined) return {};
  if (cone.kind === "not-derived") return { coneNotDerived: cone.reason };
  const { slices, basis, isWhole } = cone.value;
  return {
    cone: {
      basis,
      isWhole,
      slices: slices.map(({ l, events, cells }) => ({
        l: Number(l),
        events: events.map(({ kind, from, to, overlaps }) => ({
          kind,
          value: enclosedPoint(from, to, basis).value,
          enclosure: outwardDecimals(from, to, 32),
          ...(overlaps === undefined ? {} : { overlaps: overlaps.map(decimals) }),
        })),
        cells: cells.map(({ from, to, sample, points }) => ({
          from: outwardDecimals(from, from, 32)[1],
          to: outwardDecimals(to, to, 32)[0],
          sample: `${sample.num}/${sample.den}`,
          points:
            points?.map(({ overlaps, index }) => ({
              overlaps: overlaps.map(decimals),
              index: index ?? null,
            })) ?? null,
        })),
      })),
    },
  };
}

const decimals = (x: I.Interval): readonly [string, string] =>
  outwardDecimals(I.lowerEnd(x), I.upperEnd(x), 32);
