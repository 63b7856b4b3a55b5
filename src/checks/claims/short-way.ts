/**
 * What a way of a parameter shows that is too short to tell a power from its corrections: the slope
 * of a line through the logarithms, and what a way that decides would cost.
 *
 * The slope is that of least squares in each batch of runs, and its interval holds with 95 %: on it
 * nothing rests. Samples that runs drew grow as a power along the way too; that power, taken
 * farther, gives the numbers of samples that runs would draw where the way is long enough.
 */
import { operations } from "../../numeric/simulate/sampling/numbers-of-run.ts";
import { studentQuantile } from "../../numeric/special/incomplete-beta.ts";
import type { ConfidenceInterval } from "../../numeric/statistics/proportion.ts";
import { lineThrough } from "../../numeric/statistics/regression.ts";
import type { ParameterStop } from "../cases/approach.ts";
import type { Reading } from "../judge/budget.ts";
import { type Unusable, unusable } from "../kind.ts";

const confidence = 0.95;

/** One batch of runs after another on the same stops. */
export type Ways = readonly (readonly ParameterStop[])[];

/**
 * The slope that a short way shows, and why it decides nothing.
 *
 * @param ended where and why the way could not go on
 * @param span the largest x over the smallest that decides
 */
export function shortWay(
  parameter: string,
  ways: Ways,
  span: number,
  ended: string | undefined,
): Unusable {
  const first = ways[0]?.[0]?.x;
  const last = ways[0]?.at(-1)?.x;
  const why = `the way of ${parameter} is too short`;
  if (first === undefined || last === undefined) return unusable(ended ?? why);
  const slope = slopeOf(ways);
  const range = `from ${first} to ${last}`;
  const reading: Reading | undefined = slope && {
    name: `the slope of a line ${range}`,
    value: slope.estimate,
    budget: [{ name: "sampling", error: (slope.to - slope.from) / 2, basis: "estimate" }],
  };
  const shown = slope && `a line has the slope ${intervalText(slope)} there, with 95 %`;
  const reasons = [`${why}, ${range}`, shown, ended, costOfDeciding(parameter, ways, span)];
  return unusable(reasons.filter((text) => text !== undefined).join("; "), reading && [reading]);
}

const intervalText = ({ from, to }: ConfidenceInterval): string =>
  `between ${from.toPrecision(3)} and ${to.toPrecision(3)}`;

/** The mean slope of the batches by Student's law; of a single one that of its residuals. */
function slopeOf(ways: Ways): ConfidenceInterval | undefined {
  const slopes = ways.flatMap((stops) => lineOf(stops, ({ y }) => y.value) ?? []);
  if (slopes.length < ways.length) return undefined;
  const [only] = slopes;
  const n = slopes.length;
  if (n < 2) return only;
  const estimate = slopes.reduce((sum, slope) => sum + slope.estimate, 0) / n;
  const square = slopes.reduce((sum, slope) => sum + (slope.estimate - estimate) ** 2, 0) / (n - 1);
  const half = studentQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(square / n);
  return { estimate, from: estimate - half, to: estimate + half, confidence };
}

function lineOf(
  stops: readonly ParameterStop[],
  height: (stop: ParameterStop) => number,
): ConfidenceInterval | undefined {
  if (stops.some((stop) => !(height(stop) > 0))) return undefined;
  const [x, y] = [stops.map((stop) => Math.log(stop.x)), stops.map((s) => Math.log(height(s)))];
  return lineThrough(x, y, confidence)?.slope;
}

/** The samples of all runs at the end of a way that decides, where runs have samples. */
function costOfDeciding(parameter: string, ways: Ways, span: number): string | undefined {
  const [one = []] = ways;
  const drawnAt = (i: number): number => ways.reduce((sum, way) => sum + (way[i]?.drawn ?? 0), 0);
  const stops = one.map((stop, i) => ({ ...stop, drawn: drawnAt(i) }));
  const [first, last] = [stops[0], stops.at(-1)];
  const growth = lineOf(stops, ({ drawn }) => drawn);
  if (first === undefined || last === undefined || growth === undefined) return undefined;
  const end = first.x * span;
  const numbers = last.drawn * (end / last.x) ** growth.estimate;
  const there = `samples of all runs cost some ${operations(numbers)} a step`;
  const here = `${operations(last.drawn)} at ${last.x}`;
  return `a way that decides goes to ${parameter} = ${end}, where ${there} (${here})`;
}
