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
import { failure } from "../failure.ts";
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
/** The same where it is only asked which side of a level the path is on. */
const roughGoal = 1e-1;
const [fewest, mostRough, most] = [32, 2 ** 11, 2 ** 14];
/** Times between those that are asked for at which polygons are compared. */
const checks = 8;
/** The longest path that is searched for an event. */
const longest = 2 ** 12;

/** The path; `coarser` is one with errors of about a tenth. */
export function polygonPath(source: PolygonSource): Path {
  const { maxSides = most } = source;
  const fine = pathTo(source, goal, Math.min(most, maxSides));
  const coarse = pathTo(source, roughGoal, Math.min(mostRough, maxSides));
  return { ...fine, coarser: () => coarse };
}

function pathTo(source: PolygonSource, within: number, sides: number): Path {
  const start: Moment = { t: 0, w: source.start, error: 0 };
  const at = (times: readonly number[]): readonly Moment[] => {
    const end = times.at(-1) ?? 0;
    const between = Array.from({ length: checks }, (_, i) => (end * (i + 1)) / checks);
    const all = [...new Set([...times, ...between])].sort((a, b) => a - b);
    let [N, before] = [fewest, statesOf(source, end, fewest, all)];
    for (;;) {
      N *= 2;
      const states = statesOf(source, end, N, all);
      const gaps = states.map((w, i) => norm(minus(w, before[i]!)));
      if (Math.max(...gaps) <= within || 2 * N > sides) {
        return times.map((t) => {
          const place = all.indexOf(t);
          return { t, w: states[place]!, error: 2 * gaps[place]! };
        });
      }
      before = states;
    }
  };
  return {
    start,
    at,
    first: (event) => firstOf(source, event, within, sides),
    rest: () =>
      failure("unfinished", "no gradient vanishes where a loss of samples has edges; ask at a time"),
    times: (count) => {
      const end = endOf(source);
      return Array.from({ length: count }, (_, i) => (end * i) / (count - 1));
    },
    outline: (count) => {
      const end = endOf(source);
      const times = Array.from({ length: count }, (_, i) => (end * i) / (count - 1));
      const unknown = Number.POSITIVE_INFINITY;
      return statesOf(source, end, Math.max(fewest, 4 * count), times).map((w, i) => ({
        t: times[i]!,
        w,
        error: i === 0 ? 0 : unknown,
      }));
    },
  };
}

/** A polygon of N sides from 0 to `end`: its states at ascending times. */
function statesOf(
  source: PolygonSource,
  end: number,
  N: number,
  times: readonly number[],
): readonly Float64Array[] {
  const states: Float64Array[] = [];
  const h = end / N;
  followed(source, h, N, (i, y, y1) => {
    const isLast = i === N - 1;
    for (let next = times[states.length]; next !== undefined; next = times[states.length]) {
      if (next > (i + 1) * h && !isLast) break;
      const part = h > 0 ? Math.min(1, next / h - i) : 0;
      const state = y.slice();
      addScaled(state, part, minus(y1, y));
      source.restore(state);
      states.push(state);
    }
    return false;
  });
  return states;
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
  within: number,
  sides: number,
): Measured | ReturnType<typeof failure> {
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
        if (gap <= within * time || isLast) return measured(time, 2 * gap, "estimate");
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
    const [half, last] = statesOf(source, end, fewest * Math.min(end, 64), [end / 2, end]);
    const whole = norm(minus(last!, source.start));
    if (end > 1 && whole > 4 * goal && norm(minus(last!, half!)) < 2 * goal) return end;
  }
  return longest;
}
