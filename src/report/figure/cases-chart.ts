/**
 * Every case of a claim: how far what is observed lies from what is claimed, in units of the
 * uncertainty. Left of 1 it agrees; right of it the claim is refuted there.
 */
import { dot, ruleX } from "@observablehq/plot";
import type { ComparedPair } from "../../checks/judge/verdict.ts";
import { formatNumber } from "../sentences.ts";
import { tickText } from "./axes.ts";
import { drawn } from "./drawing.ts";
import { ink } from "./style.ts";

const rowHeight = 17;
/** Most rows; beyond, the cases that are furthest off. */
const mostRows = 14;
/** Where the axis ends: what is nearer or farther stands at its ends. */
const [nearest, farthest] = [1e-4, 1e6];

/** The ratio of gap and uncertainty; nothing where it is not known. */
export function ratioOf({ gap, uncertainty }: ComparedPair): number | undefined {
  if (Number.isNaN(gap)) return undefined;
  if (uncertainty === 0) return gap === 0 ? 0 : Number.POSITIVE_INFINITY;
  return gap / uncertainty;
}

/** The chart; nothing where there is one case, or no gap at any. */
export function casesChart(pairs: readonly ComparedPair[], id: string): string | undefined {
  const known = furthestOf(pairs);
  if (known.length < 2 || known.every(({ ratio }) => ratio === 0)) return undefined;
  const rows = [...known]
    .sort((a, b) => b.ratio - a.ratio)
    .slice(0, mostRows)
    .map(({ pair, ratio }, i) => ({
      key: String(i),
      name: shortened(pair.at === "" ? pair.name : pair.at),
      x: Math.min(farthest, Math.max(nearest, ratio)),
      ink: ratio > 1 ? ink(1) : ink(2),
      title: `${pair.name} at ${pair.at}: ${formatNumber(ratio)} times the uncertainty`,
    }));
  const to = rows.some(({ x }) => x > 1) ? farthest : 10;
  return drawn(
    {
      width: 384,
      height: rows.length * rowHeight + 44,
      marginLeft: 168,
      marginRight: 20,
      marginTop: 6,
      marginBottom: 34,
      x: {
        type: "log",
        domain: [nearest, to],
        label: null,
        grid: true,
        ticks: [1e-4, 1e-2, 1, 1e2, 1e4, 1e6].filter((x) => x <= to),
        tickFormat: tickText,
      },
      y: {
        type: "band",
        domain: rows.map(({ key }) => key),
        label: null,
        tickSize: 0,
        tickFormat: (key: string) => rows[Number(key)]?.name ?? "",
      },
      color: { type: "identity" },
      marks: [
        ruleX([1], { stroke: "currentColor", strokeDasharray: "2 3" }),
        dot(rows, { x: "x", y: "key", fill: "ink", r: 3.5, title: "title" }),
      ],
    },
    {
      id,
      title: "Gap of every case in units of the uncertainty",
      description: `${known.length} cases; the largest gap is ${formatNumber(Math.max(...known.map(({ ratio }) => ratio)))} times the uncertainty.`,
    },
  );
}

/** The number of each case that is furthest off, in units of its uncertainty. */
function furthestOf(pairs: readonly ComparedPair[]) {
  const furthest = new Map<string, { readonly pair: ComparedPair; readonly ratio: number }>();
  for (const pair of pairs) {
    const ratio = ratioOf(pair);
    if (ratio === undefined || ratio < (furthest.get(pair.at)?.ratio ?? 0)) continue;
    furthest.set(pair.at, { pair, ratio });
  }
  return [...furthest.values()];
}

const room = 25;
const shortened = (text: string): string =>
  text.length <= room ? text : `${text.slice(0, room - 1)}\u2026`;
