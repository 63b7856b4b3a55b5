/**
 * A gap against what it was held against: every term of the budget, their sum, and the gap, on one
 * logarithmic axis. What lies right of the sum refutes.
 */
import { axisY, dot, ruleX, ruleY } from "@observablehq/plot";
import type { ComparedPair } from "../../checks/judge/verdict.ts";
import { formatNumber } from "../sentences.ts";
import { scaleOptions } from "./axes.ts";
import { drawn } from "./drawing.ts";
import { ink } from "./style.ts";

interface Row {
  readonly name: string;
  readonly value: number;
  readonly ink: string;
}

const rowHeight = 22;

/** The chart; nothing where no term is more than 0, as between exact numbers. */
export function budgetChart(pair: ComparedPair, id: string): string | undefined {
  const { gap, uncertainty, budget } = pair;
  const rows: readonly Row[] = [
    ...budget.map(({ name, error, basis }) => ({
      name: `${name} (${basis})`,
      value: error,
      ink: ink(0),
    })),
    { name: "uncertainty", value: uncertainty, ink: "currentColor" },
    {
      name: gap === 0 ? "gap (none)" : "gap",
      value: gap,
      ink: gap > uncertainty ? ink(1) : ink(2),
    },
  ];
  const all = merged(rows);
  const drawnRows = all.filter(({ value }) => value > 0 && Number.isFinite(value));
  if (!(uncertainty > 0) || !Number.isFinite(uncertainty)) return undefined;
  const values = drawnRows.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // A power of ten on either side at least; what vanishes beside the rest stands at the edge.
  const axis = { kind: "log", from: Math.max(low / 12, high * 1e-18), to: high * 12 } as const;
  return drawn(
    {
      width: 384,
      height: all.length * rowHeight + 44,
      marginLeft: 150,
      marginRight: 16,
      marginTop: 6,
      marginBottom: 34,
      x: scaleOptions(axis, null),
      y: { type: "band", domain: all.map(({ name }) => name), label: null },
      marks: [
        axisY({ tickSize: 0, label: null }),
        ruleX([uncertainty], { stroke: "currentColor", strokeDasharray: "2 3" }),
        ruleY(drawnRows, { y: "name", x1: axis.from, x2: "value", stroke: "ink", strokeWidth: 2 }),
        dot(drawnRows, {
          x: "value",
          y: "name",
          fill: "ink",
          r: 4,
          title: ({ name, value }: Row) => `${name}: ${formatNumber(value)}`,
        }),
      ],
      // Inks are colours, and not values that colours would be chosen for.
      color: { type: "identity" },
    },
    {
      id,
      title: `Gap and budget at ${pair.at || "the only case"}`,
      description: rows.map(({ name, value }) => `${name} ${formatNumber(value)}`).join(", "),
    },
  );
}

/** Terms of one name in one row. */
function merged(rows: readonly Row[]): readonly Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const known = sums.get(row.name);
    sums.set(row.name, known === undefined ? row : { ...known, value: known.value + row.value });
  }
  return [...sums.values()];
}
