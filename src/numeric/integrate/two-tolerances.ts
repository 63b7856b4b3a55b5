/**
 * A trajectory with a stated error at each output time.
 *
 * The problem is integrated at two tolerances a factor of 100 apart. The finer run is returned;
 * the distance between the runs is dominated by the error of the coarser one, and so is a
 * generous estimate of the error of the finer. Where the field itself is uncertain (quadrature) a
 * third run with a rival field shows what that uncertainty grows to: near a saddle a small error
 * of the field is amplified along the flow, and only a run can tell by how much.
 *
 * Two runs may cross by chance at an output time, so the error stated there is at least half that
 * at the neighbouring output times of the step before and after.
 */
import { unitRoundoff } from "../measured.ts";
import { type Solution, type Status, solve } from "./solve.ts";
import type { VectorField } from "./tableau.ts";

export interface TrajectoryProblem {
  readonly field: VectorField;
  /** A field that is as good a guess as `field`, such as that of another quadrature rule. */
  readonly rival?: VectorField;
  readonly y0: ArrayLike<number>;
  readonly t0: number;
  /** Ascending times after t0. */
  readonly outputAt: readonly number[];
  /** Tolerance of the finer run; 1e-11 by default. */
  readonly rtol?: number;
  readonly atol?: number;
  readonly maxSteps?: number;
  readonly isInterrupted?: () => boolean;
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

/** Ratio of the two tolerances. */
const apart = 100;

/** Solves at two tolerances, and with the rival field where there is one. */
export function trajectory(problem: TrajectoryProblem): Trajectory {
  const { field, rival, y0, t0, outputAt, rtol = 1e-11, atol = 1e-14 } = problem;
  const t1 = outputAt[outputAt.length - 1] ?? t0;
  const run = (of: VectorField, factor: number): Solution =>
    solve({
      field: of,
      y0,
      t0,
      t1,
      rtol: rtol * factor,
      atol: atol * factor,
      outputAt,
      ...(problem.maxSteps !== undefined && { maxSteps: problem.maxSteps }),
      ...(problem.isInterrupted && { isInterrupted: problem.isInterrupted }),
    });
  const fine = run(field, 1);
  const coarse = run(field, apart);
  const other = rival === undefined ? undefined : run(rival, 1);
  const runs = other === undefined ? [fine, coarse] : [fine, coarse, other];
  const failed = runs.find((r) => r.status !== "reached-end");
  const count = Math.min(...runs.map((r) => r.outputs.length));

  const gaps = Array.from({ length: count }, (_, i) => {
    const y = fine.outputs[i]!.y;
    const ofRival = other === undefined ? 0 : distance(y, other.outputs[i]!.y);
    // Each step rounds y once; roundings are unlikely to conspire, but the sum is the bound.
    const rounding = unitRoundoff * fine.accepted * length(y);
    return distance(y, coarse.outputs[i]!.y) + ofRival + rounding;
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
    rhs: runs.reduce((total, r) => total + r.rhs, 0),
  };
}

const length = (x: Float64Array): number => Math.hypot(...x);
const distance = (x: Float64Array, y: Float64Array): number =>
  Math.hypot(...x.map((a, i) => a - y[i]!));
