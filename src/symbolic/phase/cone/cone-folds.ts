/**
 * The folds of a slice for any link: every one in 0 < beta < 1 enclosed, or an interval of beta
 * named in which there may be more; and the points between them, counted at one angle each.
 */
import * as Q from "../../../model/rational.ts";
import * as I from "../../exact/fixed-interval.ts";
import { type Box, type Limits, zerosInBox } from "../../exact/zeros-in-box.ts";
import { type ConePoint, conePoints } from "./cone-point.ts";
import { type ConeSlice, coneBox, foldSystem, onBox } from "./cone-slice.ts";

/** Angles between two rationals. */
export interface AngleRange {
  readonly from: Q.Rational;
  readonly to: Q.Rational;
}

/** What happens on a slice at an angle, or may happen within a range. */
export interface ConeEvent extends AngleRange {
  readonly kind: "fold" | "average" | "not decided";
  /** a and b at a fold. */
  readonly overlaps?: readonly [I.Interval, I.Interval];
}

/** Between two events, or an end of [0, 1) and one: the number of points is the same. */
export interface ConeCell extends AngleRange {
  readonly sample: Q.Rational;
  /** Absent where the points at the sample are not decided. */
  readonly points?: readonly ConePoint[];
}

export interface ConeFolds {
  readonly l: bigint;
  /** Ascending; ranges that meet are one, not decided. */
  readonly events: readonly ConeEvent[];
  readonly cells: readonly ConeCell[];
}

/** Boxes for folds and points; narrow ones are given up where derivatives have no bound. */
const limits = {
  folds: { boxes: 6_000, narrowest: 1n << 172n },
  points: { boxes: 1_000, narrowest: 1n << 166n },
} satisfies Readonly<Record<string, Limits>>;

/**
 * The events of a slice.
 *
 * @param meetings where the average may be degenerate: a branch meets it there
 */
export function coneFolds(slice: ConeSlice, meetings: readonly ConeEvent[]): ConeFolds {
  const { zeros, open } = zerosInBox(foldSystem(slice), coneBox(slice), limits.folds);
  const found = zeros.flatMap((zero) => foldAt(slice, zero));
  const left = open.flatMap((box): readonly ConeEvent[] => {
    const range = anglesOf(slice, box);
    return range === undefined ? [] : [{ kind: "not decided", ...range }];
  });
  return { l: slice.l, ...cellsBetween(slice, joined([...meetings, ...found, ...left])) };
}

/** The cells between events; those that are not decided become one with events that are not. */
function cellsBetween(
  slice: ConeSlice,
  events: readonly ConeEvent[],
): Pick<ConeFolds, "events" | "cells"> {
  const kept: ConeEvent[] = [];
  const cells: ConeCell[] = [];
  let from = Q.zero;
  const end = { kind: "end", from: Q.one, to: Q.one } as const;
  for (const event of [...events, end]) {
    const cell = Q.compare(from, event.from) < 0 ? cellOf(slice, from, event.from) : undefined;
    const last = kept.at(-1);
    const isOpen = cell?.points === undefined && event.kind === "not decided";
    if (isOpen && last?.kind === "not decided") {
      kept[kept.length - 1] = { kind: "not decided", from: last.from, to: event.to };
    } else {
      if (cell !== undefined) cells.push(cell);
      if (event.kind !== "end") kept.push(event);
    }
    from = event.to;
  }
  return { events: kept, cells };
}

function cellOf(slice: ConeSlice, from: Q.Rational, to: Q.Rational): ConeCell {
  const sample = simplestNear(from, to);
  const points = conePoints(slice, sample, limits.points);
  return { from, to, sample, ...(points === undefined ? {} : { points }) };
}

function foldAt(slice: ConeSlice, zero: Box): readonly ConeEvent[] {
  const range = anglesOf(slice, zero);
  const at = onBox(slice, zero);
  if (range === undefined || at === undefined) return [];
  if (at.a.high < at.b.low) return [];
  if (at.a.low > at.b.high && at.s.low > 0n) {
    return [{ kind: "fold", ...range, overlaps: [at.a, at.b] }];
  }
  // With l = k - l a branch is symmetric about the average, where it turns: no fold of its own.
  return 2n * slice.l === slice.k ? [] : [{ kind: "not decided", ...range }];
}

/** The angles of a box inside [0, 1); `undefined` where there is none. */
function anglesOf(slice: ConeSlice, box: Box): AngleRange | undefined {
  const at = onBox(slice, box);
  if (at === undefined) return { from: Q.zero, to: Q.one };
  const angle = (r: Q.Rational): Q.Rational => Q.divide(r, Q.add(Q.one, r));
  const [low, high] = [I.lowerEnd(at.r), I.upperEnd(at.r)];
  if (Q.sign(high) <= 0) return undefined;
  return { from: Q.sign(low) < 0 ? Q.zero : angle(low), to: angle(high) };
}

/** In order; those whose ranges meet become one. */
function joined(events: readonly ConeEvent[]): readonly ConeEvent[] {
  const list: ConeEvent[] = [];
  for (const event of [...events].sort((x, y) => Q.compare(x.from, y.from))) {
    const last = list.at(-1);
    if (last === undefined || Q.compare(event.from, last.to) > 0) list.push(event);
    else {
      const to = Q.compare(event.to, last.to) > 0 ? event.to : last.to;
      list[list.length - 1] = { kind: "not decided", from: last.from, to };
    }
  }
  return list;
}

/** A fraction of a small denominator in the middle half of a range. */
function simplestNear(from: Q.Rational, to: Q.Rational): Q.Rational {
  const quarter = Q.divide(Q.subtract(to, from), Q.integer(4));
  const [low, high] = [Q.add(from, quarter), Q.subtract(to, quarter)];
  for (let size = 2n; ; size *= 2n) {
    const up = Q.rational(Q.floor(Q.multiply(high, Q.integer(size))), size);
    if (Q.compare(up, low) >= 0) return up;
  }
}
