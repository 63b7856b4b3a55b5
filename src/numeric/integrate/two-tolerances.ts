/**
 * A trajectory with a stated error at each output time.
 *
 * The fine run of `rival-runs.ts` is returned; its largest distance from a coarse run counts,
 * twice, and so does that from the run with the rival field.
 *
 * Two runs may cross by chance at an output time, so the error stated there is at least half that
 * at the neighbouring output times of the step before and after.
 */
import { unitRoundoff } from "../measured.ts";
import type { Status } from "./problem.ts";
import { distance, type RivalProblem, rivalRuns, safety } from "./rival-runs.ts";

export interface TrajectoryProblem extends RivalProblem {
  /** Ascending times after t0. */
  readonly outputAt: readonly number[];
}

export interface TrajectoryPoint {
  readonly t: number;
  readonly y: Float64Array;
  /** Of the length of the difference from the true state: an estimate. */
  readonly error: number;
}

export interface Trajectory {
  /** The worst status of the runs; `points` ends where the first of them did. */
  readonly status: Status;
  readonly t: number;
  readonly points: readonly TrajectoryPoint[];
  readonly rhs: number;
}

/** Solves at two tolerances, and with the rival field where there is one. */
export function trajectory(problem: TrajectoryProblem): Trajectory {
  const { t0, outputAt } = problem;
  const t1 = outputAt[outputAt.length - 1] ?? t0;
  const { fine, coarse, rival, all } = rivalRuns(problem, { t1, outputAt });
  const failed = all.find((r) => r.status !== "reached-end");
  const count = Math.min(...all.map((r) => r.outputs.length));

  const gaps = Array.from({ length: count }, (_, i) => {
    const y = fine.outputs[i]!.y;
    const ofRival = rival === undefined ? 0 : distance(y, rival.outputs[i]!.y);
    // Each step rounds y once; roundings are unlikely to conspire, but the sum is the bound.
    const rounding = unitRoundoff * fine.accepted * Math.hypot(...y);
    const ofTolerance = Math.max(...coarse.map((c) => distance(y, c.outputs[i]!.y)));
    return safety * (ofTolerance + ofRival) + rounding;
  });
  const points = gaps.map((gap, i) => {
    const neighbours = Math.max(gaps[i - 1] ?? 0, gaps[i + 1] ?? 0);
    return {
      t: fine.outputs[i]!.t,
      y: fine.outputs[i]!.y,
      error: Math.max(gap, neighbours / 2),
    };
  });
  return {
    status: failed?.status ?? "reached-end",
    t: failed?.t ?? fine.t,
    points,
    rhs: all.reduce((total, r) => total + r.rhs, 0),
  };
}
