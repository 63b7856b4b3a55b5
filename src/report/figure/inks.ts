/**
 * Which series of a figure has which colour.
 */
import type { Figure, Series } from "../../checks/judge/figure.ts";

/** Which ink a series has, from 0. */
export type InkOf = (series: Series) => number;

/** What a series is told apart by: its colour's value where there is one, else its label. */
export const hueOf = ({ colour, label }: Series): string => colour ?? label;

/** Hues of what is observed, in the order that they are met. */
export function huesOf({ panels }: Figure): readonly string[] {
  const observed = panels.flatMap(({ series }) => series).filter(({ role }) => role === "observed");
  return [...new Set(observed.map(hueOf))];
}

/** The number of the hue of a series; overlays that belong to no hue have the first. */
export function inksOf(figure: Figure): InkOf {
  const hues = huesOf(figure);
  return (series) => Math.max(0, hues.indexOf(hueOf(series)));
}
