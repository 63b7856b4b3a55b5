/**
 * One run of a model from one start, as far as a claim wants to know it.
 *
 * A path is asked for states at times, for the first time of an event, and for where it comes to
 * rest; what it does not know is a failure with its reason. Runs are made when they are asked for
 * and kept.
 */
import type { Failure } from "../failure.ts";
import type { Measured } from "../measured.ts";

/** A state at a time. */
export interface Moment {
  /** Infinite where the path has come to rest. */
  readonly t: number;
  readonly w: Float64Array;
  /** Of the length of the difference from the true state: an estimate. */
  readonly error: number;
}

export interface Path {
  readonly start: Moment;
  /** States at ascending times. */
  readonly at: (times: readonly number[]) => readonly Moment[] | Failure;
  /**
   * The first time at which a continuous function of the state is not negative; the failure
   * `never` where the path comes to rest before. The function must be finite along the path.
   */
  readonly first: (event: (w: Float64Array) => number) => Measured | Failure;
  /** The limit of the path as t goes to infinity. */
  readonly rest: () => Moment | Failure;
  /** The time between states where the dynamics is in steps: between them nothing is defined. */
  readonly step?: number;
  /** Ascending times from 0 to near rest, among them the start and the steepest moment. */
  readonly times: (count: number) => readonly number[];
  /**
   * About so many moments from the start to near rest, for pictures: those of a loose run that is
   * made anyway. Their errors are not measured and stated as infinite.
   */
  readonly outline: (count: number) => readonly Moment[];
  /**
   * The same path as well as a picture shows, a part in 10^4 or so, its errors still measured;
   * absent where that is no cheaper.
   */
  readonly rough?: () => Path;
  /**
   * Groups of cheaper paths of the same flow, the cheapest first, their states taken for exact: an
   * event of which all of a group say the same is decided. Absent where that saves little.
   */
  readonly rivals?: () => readonly (readonly Path[])[];
}

/** A path as well as a picture shows. */
export const roughly = (path: Path): Path => path.rough?.() ?? path;

/** A path that cannot be run: everything but its start is the reason. */
export function failedPath(w: Float64Array, reason: Failure): Path {
  return {
    start: { t: 0, w, error: 0 },
    at: () => reason,
    first: () => reason,
    rest: () => reason,
    times: () => [0],
    outline: () => [],
  };
}
