/**
 * A quantity on the way of a parameter to an end: its values along a geometric grid.
 *
 * The grid is the spec's own samples where there are enough; else powers of ten towards infinity,
 * and towards a number a distance that falls by tens, from the side that the claim says. Nothing of
 * a claimed value goes in.
 */

import { isMember, sampledValues } from "../../model/bind/bind-domain.ts";
import { evaluateExact, evaluateRational, infinity } from "../../model/bind/evaluate.ts";
import type { Approach } from "../../model/claim.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Expression } from "../../model/expression/expression.ts";
import {
  add,
  compare,
  divide,
  integer,
  multiply,
  type Rational,
  rational,
  sign,
  subtract,
  toNumber,
} from "../../model/rational.ts";
import type { Parameter } from "../../model/spec.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { Stop } from "../../numeric/statistics/growth.ts";
import { numbersOfValue } from "../limits.ts";
import { observedValue } from "../observables/observed-value.ts";
import { allowed, type Case, failureText } from "./case.ts";

/** Of the ensemble at every stop. One name of the stream at all of them: common random numbers. */
export interface ApproachOptions {
  readonly use?: string;
  readonly size?: number;
  readonly isBatch?: boolean;
  /** So many values of the grid and no more. */
  readonly most?: number;
}

/** Values that are tried without samples of the spec. */
const stops = 6;
/** With the parameter itself, of which x may be the distance to the end. */
export interface ParameterStop extends Stop {
  readonly parameter: number;
  /** Numbers of samples that runs drew here; 0 where there are none. */
  readonly drawn: number;
}

/** A way as far as it went. */
export interface Way {
  readonly stops: readonly ParameterStop[];
  /** Where it ended before the end, for want of signal or of samples that may be drawn. */
  readonly ended?: string;
}

/** Fewer than this show no trend. */
export const fewestStops = 4;
/** So many show a slope; a way that ended for want of samples may be so short. */
const fewestShown = 3;

/** The quantity at every stop, in the order of the approach, or why it is not known there. */
export function approachOf(
  of: Expression,
  as: Approach,
  at: Case,
  options: ApproachOptions = {},
): Way | string {
  const whole = gridOf(as, at);
  if (typeof whole === "string") return whole;
  const grid = whole.slice(0, options.most);
  const first = visited(grid, of, as, at, options);
  if (typeof first === "string") return first;
  // Where only a few stops are above the floor, more are made between them.
  const isShort = first.isDrowned === true && first.stops.length < fewestStops;
  const way = isShort
    ? refinedVisit(grid.slice(0, first.stops.length), of, as, at, options)
    : first;
  const isCut = first.isDrowned === false || grid.length < whole.length;
  const least = isCut ? fewestShown : fewestStops;
  if (way.stops.length >= least) return way;
  return way.ended ?? `fewer than ${fewestStops} values of ${as.parameter}`;
}

interface Visit extends Way {
  /** Whether it ended for want of signal: farther on only a derived flow could say. */
  readonly isDrowned?: boolean;
}

function visited(
  grid: readonly GridPoint[],
  of: Expression,
  as: Approach,
  at: Case,
  options: ApproachOptions,
): Visit | string {
  const stops: ParameterStop[] = [];
  const most = numbersOfValue[at.origin?.effort ?? "standard"];
  for (const { parameter, x } of grid) {
    const more = new Map([[as.parameter, parameter]]);
    if (
      conditionsOf(at.setting).some(
        (condition) => evaluateExact(at.close(condition, more)) === false,
      )
    )
      continue;
    const allowance = { most, drawn: 0 };
    const y = observedValue(of, allowed(at, allowance), { more, use: "the way", ...options });
    if (isFailure(y)) {
      const reason = `${as.parameter} = ${x}: ${failureText(y)}`;
      const isDrowned = y.code === "below-the-floor";
      return isDrowned || y.code === "too-large" ? { stops, ended: reason, isDrowned } : reason;
    }
    stops.push({ x, y, parameter: toNumber(parameter), drawn: allowance.drawn });
  }
  return { stops };
}

function refinedVisit(
  grid: readonly GridPoint[],
  of: Expression,
  as: Approach,
  at: Case,
  options: ApproachOptions,
): Visit {
  const finer = grid.flatMap((point, i) => {
    const next = grid[i + 1];
    if (next === undefined) return [point];
    const x = Math.round(Math.sqrt(point.x * next.x));
    return x > point.x && x < next.x ? [point, { parameter: integer(x), x }] : [point];
  });
  const visit = finer.length > grid.length ? visited(finer, of, as, at, options) : "";
  return typeof visit === "string" ? { stops: [], ended: visit } : visit;
}

interface GridPoint {
  readonly parameter: Rational;
  readonly x: number;
}

/** A value of the parameter on its way. */
export function onTheWay(as: Approach, at: Case): Rational | undefined {
  const grid = gridOf(as, at);
  return typeof grid === "string" ? undefined : grid[0]?.parameter;
}

function gridOf(as: Approach, at: Case): readonly GridPoint[] | string {
  const parameter = at.setting.parameters.get(as.parameter);
  if (parameter === undefined) return `no parameter ${as.parameter}`;
  const isInfinite = infinity(as.to) !== 0;
  if (isInfinite) {
    const sampled = sampledValues(parameter, at.binding)?.flatMap((value) =>
      value.kind === "exact" ? [value.value] : [],
    );
    const values =
      sampled !== undefined && sampled.length >= fewestStops
        ? [...sampled].sort(compare)
        : powersOfTen(1, stops).map((x) => (infinity(as.to) < 0 ? multiply(rational(-1n), x) : x));
    return values
      .filter((value) => isMember({ kind: "exact", value }, parameter.domain, at.binding) !== false)
      .map((value) => ({ parameter: value, x: Math.abs(toNumber(value)) }));
  }
  const end = evaluateRational(as.to, at.binding);
  if (end === undefined) return `${as.parameter} goes to a value that is no rational number`;
  const own = sampledNear(parameter, end, as, at);
  if (own.length >= fewestStops) return own;
  for (const side of sidesOf(as)) {
    const points = powersOfTen(1, stops).map((x) => {
      const distance = divide(rational(1n), x);
      return { parameter: add(end, multiply(rational(side), distance)), x: toNumber(distance) };
    });
    const inside = points.filter(
      ({ parameter: value }) =>
        isMember({ kind: "exact", value }, parameter.domain, at.binding) !== false,
    );
    if (inside.length >= fewestStops) return inside;
  }
  return `too few values of ${as.parameter} near its end`;
}

/** The spec's own samples on the side that is meant, the nearest last. */
function sampledNear(
  parameter: Parameter,
  end: Rational,
  { from }: Approach,
  at: Case,
): readonly GridPoint[] {
  const distances = (sampledValues(parameter, at.binding) ?? []).flatMap((value) =>
    value.kind === "exact" ? [subtract(value.value, end)] : [],
  );
  const side = from === "below" ? -1 : 1;
  return distances
    .filter((distance) => sign(distance) === side)
    .map((distance) => ({ parameter: add(end, distance), x: Math.abs(toNumber(distance)) }))
    .sort((a, b) => b.x - a.x);
}

const sidesOf = ({ from }: Approach): readonly bigint[] =>
  from === "both" ? [1n, -1n] : from === "above" ? [1n] : [-1n];

const powersOfTen = (from: number, count: number): readonly Rational[] =>
  Array.from({ length: count }, (_, i) => rational(10n ** BigInt(from + i)));
