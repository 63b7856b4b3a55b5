/**
 * What an observation saw on its way to the numbers it is judged on, to be drawn.
 *
 * A sketch is made by `observe`, blind; what the answer says of the same quantities is laid on top
 * once it is known. No verdict reads either.
 */
import type { Measured } from "../../numeric/measured.ts";
import {
  type Figure,
  kept,
  keptError,
  type Panel,
  type Rule,
  type Series,
  type SeriesPoint,
} from "./figure.ts";

/** One panel; names of axes as in a figure. */
export interface Sketch extends Pick<Figure, "x" | "y" | "scale"> {
  readonly series: readonly Series[];
}

/** What an answer adds to a sketch. */
export interface Overlay {
  readonly series?: readonly Series[];
  readonly rules?: readonly Rule[];
}

/** A number at a place. */
export interface Seen {
  readonly x: number;
  readonly y: Measured;
}

/** A series of what was observed, with the error of each number as its interval. */
export const observedSeries = (
  label: string,
  style: Series["style"],
  seen: readonly Seen[],
): Series => ({ label, style, role: "observed", points: seen.filter(isFinitePlace).map(pointOf) });

/** A line of what the answer says; `colour` is the label of the observed series that it is about. */
export const claimedSeries = (
  label: string,
  places: readonly { readonly x: number; readonly y: number }[],
  colour?: string,
): Series => ({
  label,
  style: "line",
  role: "overlay",
  ...(colour !== undefined && { colour }),
  points: places
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
    .map(({ x, y }) => ({ x: kept(x), y: kept(y) })),
});

/** A logarithmic axis for places that are decades apart. */
export const scaleOver = (xs: readonly number[]): Figure["scale"] =>
  xs.every((x) => x > 0) && Math.max(...xs) >= 100 * Math.min(...xs) ? { x: "log" } : {};

/** The sketch of a case with what the answer says. @param label the case */
export const panelOf = (label: string, { series }: Sketch, overlay: Overlay): Panel => ({
  label,
  series: [...series, ...(overlay.series ?? []).filter(({ points }) => points.length > 0)],
  rules: overlay.rules ?? [],
});

const isFinitePlace = ({ x, y }: Seen): boolean => Number.isFinite(x) && Number.isFinite(y.value);

function pointOf({ x, y: { value, error } }: Seen): SeriesPoint {
  const place = { x: kept(x), y: kept(value) };
  if (!(error > 0) || !Number.isFinite(error)) return place;
  // An interval that no picture could show is left out of it.
  const isSeen = error > 1e-4 * Math.abs(value);
  return {
    ...place,
    error: keptError(error),
    ...(isSeen && { low: kept(value - error), high: kept(value + error) }),
  };
}
