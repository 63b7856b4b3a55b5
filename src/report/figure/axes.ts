/**
 * The axes that the panels of a figure share, so that they can be compared.
 */
import type { Figure, Panel } from "../../checks/judge/figure.ts";

export interface Axis {
  readonly kind: "linear" | "log";
  readonly from: number;
  readonly to: number;
}

/** Room beyond the outermost numbers, as a part of the whole. */
const margin = 0.04;

/** An axis on which all the numbers have room; those that a logarithm has no place for do not count. */
export function axisOver(numbers: readonly number[], kind: Axis["kind"]): Axis {
  const finite = numbers.filter((x) => Number.isFinite(x) && (kind === "linear" || x > 0));
  if (finite.length === 0) {
    return { kind, from: kind === "log" ? 1 : 0, to: kind === "log" ? 10 : 1 };
  }
  const [low, high] = [least(finite), greatest(finite)];
  if (kind === "log") {
    const ratio = high > low ? (high / low) ** margin : 10;
    return { kind, from: low / ratio, to: high * ratio };
  }
  const room = high > low ? (high - low) * margin : Math.max(Math.abs(high), 1) / 2;
  return { kind, from: low - room, to: high + room };
}

const least = (all: readonly number[]): number => all.reduce((a, b) => Math.min(a, b));
const greatest = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b));

/** Whether both axes are overlaps, so that one unit should be as long on either. */
export const isPlane = ({ x, y }: Pick<Figure, "x" | "y">): boolean =>
  x.startsWith("u[") && y.every((one) => one.startsWith("u[")) && !x.includes("(");

/** Axes of a panel, with room for every point, interval and rule. */
export function axesOf(figure: Figure, panel: Panel): { readonly x: Axis; readonly y: Axis } {
  const { scale, hasOwnAxes } = figure;
  const panels = hasOwnAxes ? [panel] : figure.panels;
  const points = panels.flatMap(({ series }) => series.flatMap((one) => one.points));
  const xs = [...points.map(({ x }) => x), ...panels.flatMap(({ rules }) => rules.map((r) => r.x))];
  const ys = points.flatMap(({ y, low = y, high = y }) => [y, low, high]);
  if (isPlane(figure)) {
    const both = axisOver([...xs, ...ys], "linear");
    return { x: both, y: both };
  }
  return { x: axisOver(xs, scale.x ?? "linear"), y: axisOver(ys, scale.y ?? "linear") };
}

/** Where a number has a place on an axis, the number; else not a number. */
export const placed = ({ kind }: Axis, x: number): number =>
  Number.isFinite(x) && (kind === "linear" || x > 0) ? x : Number.NaN;

/** Options of a scale of the plot. @param label as it is written beside the axis; `null` for none */
export function scaleOptions({ kind, from, to }: Axis, label: string | null) {
  const powers = kind === "log" ? powersBetween(from, to) : [];
  return {
    type: kind,
    domain: [from, to],
    label,
    grid: true,
    tickFormat: tickText,
    ...(powers.length > 1 && { ticks: powers }),
  } as const;
}

/** Powers of ten between two numbers; not all of them where they are many. */
export function powersBetween(from: number, to: number): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(from)), Math.floor(Math.log10(to))];
  const every = Math.max(1, Math.ceil((last - first + 1) / mostPowers));
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return powers.filter((power) => power % every === 0).map((power) => Number(`1e${power}`));
}

const mostPowers = 6;

/** A number beside an axis: `0.25`, `1000`, `1e6`. */
export function tickText(x: number): string {
  const size = Math.abs(x);
  const short = Number(x.toPrecision(6));
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    return short.toExponential().replace("e+", "e").replace("-", "\u2212");
  }
  return String(short).replace("-", "\u2212");
}

/** A number in the description of a figure, to four digits. */
export const formatPlace = (x: number): string => String(Number(x.toPrecision(4)));
