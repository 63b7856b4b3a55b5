/**
 * The path of a flow whose field jumps, as the gradient of the loss of n samples does wherever the
 * argument of a sample crosses a kink of the link.
 *
 * Where a field jumps no method has a higher order than Euler's, and one that holds the error of
 * each step below a tolerance makes ever shorter steps at every jump ([Hairer2008, §II.6]). Where
 * the field points at a jump from both sides the flow stays on it, and Euler's polygon follows with
 * a zigzag of the length of a side.
 *
 * So polygons of N and 2 N sides are compared, at the times that are asked for and at eight others;
 * N doubles until they lie within `goal` of each other, or until sides are as short as they get. The
 * order is 1, and the distance of the two is the error of the finer one: twice that is stated.
 */
import { type Failure, failure } from "../failure.ts";
import type { VectorField } from "../integrate/tableau.ts";
import { type Measured, measured } from "../measured.ts";
import { addScaled, minus, norm } from "../vectors.ts";
import type { Moment, Path } from "./path.ts";

export interface PolygonSource {
  /** On the manifold. */
  readonly start: Float64Array;
  readonly field: VectorField;
  /** Puts a state back on the manifold, in place. */
  readonly restore: (w: Float64Array) => void;
  /** Most sides of a polygon; 2^14 by default. */
  readonly maxSides?: number;
}

/** The distance of two polygons at which the finer one will do, on the unit sphere. */
const goal = 1e-2;
const [fewest, most] = [32, 2 ** 14];
/** Sides of the polygons that decide an event by agreeing on it, cheap ones first. */
const rivalSides = [
  [64, 96, 144],
  [2 ** 8, 2 ** 9, 2 ** 10],
];
/** A polygon whose sides are longer than this where it is looked at leaps over what it is near. */
const longestSide = 1e-1;
/** Times between those that are asked for at which polygons are compared. */
const checks = 8;
/** The longest path that is searched for an event. */
const longest = 2 ** 12;

/** The path, and polygons of fewer sides. */
export function polygonPath(source: PolygonSource): Path {
  const { start: w, maxSides = most } = source;
  const start: Moment = { t: 0, w, error: 0 };
  const sides = Math.min(most, maxSides);
  const at = (times: readonly number[]): readonly Moment[] => {
    const end = times.at(-1) ?? 0;
    const between = Array.from({ length: checks }, (_, i) => (end * (i + 1)) / checks);
    const all = [...new Set([...times, ...between])].sort((a, b) => a - b);
    let [N, before] = [fewest, statesOf(source, end, fewest, all).states];
    for (;;) {
      N *= 2;
      const { states } = statesOf(source, end, N, all);
      const gaps = states.map((state, i) => norm(minus(state, before[i]!)));
      if (Math.max(...gaps) <= goal || 2 * N > sides) {
        return times.map((t) => {
          const place = all.indexOf(t);
          return { t, w: states[place]!, error: 2 * gaps[place]! };
        });
      }
      before = states;
    }
  };
  const path: Path = {
    start,
    at,
    first: (event) => firstOf(source, event, sides),
    rest: () => noRest,
    times: (count) => spread(endOf(source), count),
    outline: (count) => {
      const times = spread(endOf(source), count);
      const { states } = statesOf(source, times.at(-1)!, Math.max(fewest, 4 * count), times);
      const unknown = Number.POSITIVE_INFINITY;
      return states.map((state, i) => ({ t: times[i]!, w: state, error: i === 0 ? 0 : unknown }));
    },
  };
  const rival = (N: number): Path => ({ ...path, ...onePolygon(source, N) });
  return { ...path, rivals: () => rivalSides.map((few) => few.map(rival)) };
}

/** What a single polygon says. */
const onePolygon = (source: PolygonSource, N: number): Pick<Path, "at" | "first"> => ({
  at: (times) => {
    const { states, side } = statesOf(source, times.at(-1) ?? 0, N, times);
    if (side > longestSide) return failure("unfinished", "the sides of the polygon are too long");
    return states.map((w, i) => ({ t: times[i]!, w, error: 0 }));
  },
  first: () => failure("unfinished", "one polygon tells no time"),
});

const noRest = failure(
  "unfinished",
  "no gradient vanishes where a loss of samples has edges; ask at a time",
);

const spread = (end: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => (end * i) / (count - 1));

interface States {
  readonly states: readonly Float64Array[];
  /** The longest of the sides on which they lie. */
  readonly side: number;
}

/** A polygon of N sides from 0 to `end`: its states at ascending times. */
function statesOf(source: PolygonSource, end: number, N: number, times: readonly number[]): States {
  const states: Float64Array[] = [];
  const h = end / N;
  let side = 0;
  followed(source, h, N, (i, y, y1) => {
    const isLast = i === N - 1;
    for (let next = times[states.length]; next !== undefined; next = times[states.length]) {
      if (next > (i + 1) * h && !isLast) break;
      const part = h > 0 ? Math.min(1, next / h - i) : 0;
      const state = y.slice();
      const along = minus(y1, y);
      side = Math.max(side, norm(along));
      addScaled(state, part, along);
      source.restore(state);
      states.push(state);
    }
    return false;
  });
  return { states, side };
}

/** Sides one after another, until `visit` of one is true. */
function followed(
  { start, field, restore }: PolygonSource,
  h: number,
  N: number,
  visit: (i: number, y: Float64Array, y1: Float64Array) => boolean,
): void {
  let [y, y1] = [start.slice(), start.slice()];
  const slope = new Float64Array(start.length);
  for (let i = 0; i < N; i++) {
    field(i * h, y, slope);
    y1.set(y);
    addScaled(y1, h, slope);
    restore(y1);
    if (visit(i, y, y1)) return;
    [y, y1] = [y1, y];
  }
}

/** The first time at which the event is not negative, on paths of doubled length. */
function firstOf(
  source: PolygonSource,
  event: (w: Float64Array) => number,
  sides: number,
): Measured | Failure {
  const atStart = event(source.start);
  if (atStart >= 0) return measured(0, 0, "exact");
  for (let end = 1; end <= longest; end *= 2) {
    let N = Math.min(fewest * end, sides / 2);
    let before = crossing(source, event, atStart, end, N);
    for (;;) {
      N *= 2;
      const time = crossing(source, event, atStart, end, N);
      const isLast = 2 * N > sides;
      if (time === undefined && before === undefined) break;
      if (time !== undefined && before !== undefined) {
        const gap = Math.abs(time - before);
        if (gap <= goal * time || isLast) return measured(time, 2 * gap, "estimate");
      } else if (isLast) return failure("unfinished", "polygons differ in whether it happens");
      before = time;
    }
  }
  return failure("unfinished", `it has not happened by the time ${longest}`);
}

function crossing(
  source: PolygonSource,
  event: (w: Float64Array) => number,
  atStart: number,
  end: number,
  N: number,
): number | undefined {
  const h = end / N;
  let [value, found]: [number, number | undefined] = [atStart, undefined];
  followed(source, h, N, (i, _, y1) => {
    const next = event(y1);
    if (next >= 0) found = h * (i + value / (value - next));
    value = next;
    return found !== undefined;
  });
  return found;
}

/** When the path moves no more than its zigzag, or where the search ends. */
function endOf(source: PolygonSource): number {
  for (let end = 1; end < longest; end *= 2) {
    const N = fewest * Math.min(end, 64);
    const [half, last] = statesOf(source, end, N, [end / 2, end]).states;
    const whole = norm(minus(last!, source.start));
    if (end > 1 && whole > 4 * goal && norm(minus(last!, half!)) < 2 * goal) return end;
  }
  return longest;
}
