/**
 * The path of a flow: a vector field that is known by two quadrature rules.
 *
 * The first time of an event is located on the dense output of rival runs
 * (`integrate/rival-runs.ts`); the farthest of them counts, twice. A run that comes to rest is
 * never mistaken for one that is slow: near a plateau the speed is small but has been no greater
 * before. Where a loose explicit run takes so many steps that stability and not accuracy must hold
 * it back, as on a slow manifold, the runs are by an implicit method.
 */
import { type Failure, failure, isFailure } from "../failure.ts";
import type { Problem } from "../integrate/problem.ts";
import { radauIIA5 } from "../integrate/radau.ts";
import { rivalRuns, safety } from "../integrate/rival-runs.ts";
import { solve } from "../integrate/solve.ts";
import type { VectorField } from "../integrate/tableau.ts";
import { trajectory } from "../integrate/two-tolerances.ts";
import { type Measured, measured, unitRoundoff } from "../measured.ts";
import { once } from "../once.ts";
import { minus, norm } from "../vectors.ts";
import type { Moment, Path } from "./path.ts";

interface Tolerances {
  readonly rtol: number;
  readonly atol: number;
}

/** What a family gives for one start. */
export interface FlowSource {
  /** On the manifold. */
  readonly start: Float64Array;
  readonly field: VectorField;
  /** The same field by another rule; absent where it is exact. */
  readonly rival?: VectorField;
  /** Back onto the manifold. */
  readonly normalise: (w: Float64Array) => Float64Array;
  /** Whether the state is near a strict local minimum. */
  readonly isSettling: (w: Float64Array) => boolean;
  readonly rest: () => Moment | Failure;
  /** Why the field at the start is not to be trusted, if it is not. */
  readonly doubt?: Failure;
  /** Whether the runs are by an implicit method. */
  readonly isStiff?: boolean;
  readonly rtol?: number;
  readonly atol?: number;
  readonly maxSteps?: number;
  /** Tolerances of the path for a picture; less than what a picture shows by default. */
  readonly roughly?: Tolerances;
  /** Whether the path is for a picture: at these tolerances, with one rival run. */
  readonly isRough?: boolean;
}

/** A run is near rest, or at rest, when its speed is this fraction of the greatest. */
const nearRest = 1e-2;
const atRest = 1e-6;

/** Steps of a loose explicit run; one that needs more is held back by stability. */
const scoutSteps = 1000;
/** The implicit method's error estimate has a low order: digits are dear. */
const stiffTolerance = 1e-8;
/** Of a path for a picture, where a line is a few parts in 10^3 wide. */
const forPictures: Tolerances = { rtol: 1e-5, atol: 1e-8 };

/** The path of a flow from its start; see the header. */
export function flowPath(source: FlowSource): Path {
  const { rtol = 1e-10, atol = 1e-13, maxSteps = 20_000 } = source;
  const start: Moment = { t: 0, w: source.start, error: 0 };
  const rest = once(source.rest);
  const scout = once(() => scoutOf({ ...source, rest }));
  const problem = {
    field: source.field,
    ...(source.rival && { rival: source.rival }),
    ...(source.isStiff && { isStiff: true }),
    y0: source.start,
    rtol,
    atol,
    maxSteps,
    ...(source.isRough && { isRough: true }),
  };

  const at = (times: readonly number[]): readonly Moment[] | Failure => {
    if (source.doubt !== undefined) return source.doubt;
    const { points, status } = trajectory({ ...problem, t0: 0, outputAt: times });
    if (status !== "reached-end") return failure("unfinished", status);
    return points.map(({ t, y, error }) => {
      const w = source.normalise(y);
      // Coming back onto the manifold moves a state by its drift.
      return { t, w, error: error + norm(minus(w, y)) };
    });
  };

  const first = (event: (w: Float64Array) => number): Measured | Failure => {
    if (event(source.start) >= 0) return measured(0, 0, "exact");
    if (source.doubt !== undefined) return source.doubt;
    const of = (_: number, w: Float64Array): number => event(source.normalise(w));
    const asked = {
      t1: Number.POSITIVE_INFINITY,
      events: [{ of, direction: "rising" }],
      stop: () => stopAtRest(source, event),
    } as const;
    const implicit = source.isStiff !== true && isHeldBack(source, asked);
    const { fine, all } = rivalRuns(
      {
        ...problem,
        ...(implicit && { isStiff: true, rtol: Math.max(rtol, stiffTolerance) }),
        t0: 0,
      },
      asked,
    );
    let gap = 0;
    for (const run of all) {
      if (run.status !== "event") return failure("unfinished", run.status);
      if (run.crossings.length === 0) return failure("never", "at rest");
      gap = Math.max(gap, Math.abs(run.t - fine.t));
    }
    return measured(fine.t, safety * gap + 16 * unitRoundoff * fine.t, "estimate");
  };

  return {
    start,
    at,
    first,
    rest,
    times: (count) => spread(scout(), count),
    outline: (count) =>
      thinned(scout().states, count).map(({ t, y }) => ({
        t,
        w: source.normalise(y),
        error: t === 0 ? 0 : Number.POSITIVE_INFINITY,
      })),
    ...(source.isRough !== true && { rough: () => flowPath(roughened(source, rest)) }),
  };
}

/** The source of a path for a picture; its end is the same one. */
function roughened(source: FlowSource, rest: FlowSource["rest"]): FlowSource {
  const { rtol = 0, atol = 0, roughly = forPictures } = source;
  const least = { rtol: Math.max(rtol, roughly.rtol), atol: Math.max(atol, roughly.atol) };
  return { ...source, ...least, rest, isRough: true };
}

/** Whether an explicit run to the event takes more steps than its accuracy can need. */
function isHeldBack(
  { field, rival, start }: FlowSource,
  asked: Pick<Problem, "t1" | "events"> & { readonly stop: () => NonNullable<Problem["stop"]> },
): boolean {
  const { status } = solve({
    field: rival ?? field,
    y0: start,
    t0: 0,
    rtol: 1e-5,
    atol: 1e-8,
    ...asked,
    stop: asked.stop(),
    maxSteps: scoutSteps,
  });
  return status === "max-steps";
}

/** Ends a run near a minimum at which the event has not happened. */
function stopAtRest(source: FlowSource, event: (w: Float64Array) => number) {
  let [greatest, asked] = [0, Number.POSITIVE_INFINITY];
  return (_: number, y: Float64Array, dy: Float64Array): boolean => {
    const speed = norm(dy);
    greatest = Math.max(greatest, speed);
    if (speed > atRest * greatest || speed > asked / 10) return false;
    asked = speed;
    return source.isSettling(source.normalise(y)) && settlesBefore(source, event);
  };
}

/** Whether the event has not happened where the path comes to rest. */
function settlesBefore(source: FlowSource, event: (w: Float64Array) => number): boolean {
  const rest = source.rest();
  return !isFailure(rest) && event(rest.w) < 0;
}

interface Scout {
  readonly end: number;
  readonly steepest: number;
  /** After each step, the start first. */
  readonly states: readonly { readonly t: number; readonly y: Float64Array }[];
}

/** How long the run takes, and when it is fastest. */
function scoutOf(source: FlowSource): Scout {
  let [greatest, steepest, asked] = [0, 0, Number.POSITIVE_INFINITY];
  const states = [{ t: 0, y: source.start }];
  const run = solve({
    field: source.rival ?? source.field,
    y0: source.start,
    t0: 0,
    t1: Number.POSITIVE_INFINITY,
    rtol: 1e-5,
    atol: 1e-8,
    maxSteps: 2000,
    ...(source.isStiff && { tableau: radauIIA5 }),
    stop: (t, y, dy) => {
      const speed = norm(dy);
      if (t > 0) states.push({ t, y: y.slice() });
      if (speed > greatest) [greatest, steepest] = [speed, t];
      if (speed > nearRest * greatest || speed > asked / 10) return false;
      asked = speed;
      if (greatest === 0 || source.isSettling(source.normalise(y))) return true;
      // A flow may slow down for ever towards a point that is no strict minimum.
      return speed <= atRest * greatest && isNearEnd(source, y);
    },
  });
  return { end: Math.max(run.t, steepest * 1.5) || 1, steepest, states };
}

/** Whether most of the way to where the path comes to rest is behind a state. */
function isNearEnd(source: FlowSource, y: Float64Array): boolean {
  const rest = source.rest();
  if (isFailure(rest)) return false;
  return norm(minus(y, rest.w)) <= nearRest * norm(minus(source.start, rest.w));
}

function spread({ end, steepest }: Scout, count: number): readonly number[] {
  const even = Array.from({ length: count - 1 }, (_, i) => (end * i) / (count - 2));
  return [...new Set([...even, steepest > 0 ? steepest : end * 0.37])].sort((a, b) => a - b);
}

/** So many of a list, ends included. */
function thinned<T>(list: readonly T[], count: number): readonly T[] {
  const last = list.length - 1;
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, i) => list[Math.round((i * last) / (count - 1))]!);
}
