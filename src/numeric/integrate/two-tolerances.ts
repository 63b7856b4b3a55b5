/**
 * A trajectory with a stated error at each output time.
 *
 * The problem is integrated by DOP853 at the tolerance asked for, and by both pairs at 100 times
 * it. The fine run is returned; its distance from a coarse run is dominated by the error of the
 * coarse one, and so is a generous estimate of its own. Two coarse runs by different methods,
 * because one alone may come near by luck, and because at a loose tolerance two runs of one method
 * may take the very same steps. The farther one counts, twice. Where the field itself is uncertain
 * (quadrature) a third run with a rival field shows what that uncertainty grows to: near a saddle a
 * small error of the field is amplified along the flow, and only a run can tell by how much.
 *
 * Two runs may cross by chance at an output time, so the error stated there is at least half that
 * at the neighbouring output times of the step before and after.
 */
import { unitRoundoff } from "../measured.ts";
import { dormandPrince54 } from "./dormand-prince.ts";
import { dormandPrince853 } from "./dormand-prince-853.ts";
import { type Solution, type Status, solve } from "./solve.ts";
import type { ButcherTableau, VectorField } from "./tableau.ts";

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

/** The tolerance of the coarse runs, in units of that of the fine one. */
const coarser = 100;
/** The estimate is multiplied by this before it is stated. */
const safety = 2;

/** Solves at two tolerances, and with the rival field where there is one. */
export function trajectory(problem: TrajectoryProblem): Trajectory {
  const { field, rival, y0, t0, outputAt, rtol = 1e-11, atol = 1e-14 } = problem;
  const t1 = outputAt[outputAt.length - 1] ?? t0;
  const run = (of: VectorField, tableau: ButcherTableau, factor: number): Solution =>
    solve({
      field: of,
      y0,
      t0,
      t1,
      rtol: rtol * factor,
      atol: atol * factor,
      outputAt,
      tableau,
      ...(problem.maxSteps !== undefined && { maxSteps: problem.maxSteps }),
      ...(problem.isInterrupted && { isInterrupted: problem.isInterrupted }),
    });
  const fine = run(field, dormandPrince853, 1);
  const coarse = [dormandPrince853, dormandPrince54].map((of) => run(field, of, coarser));
  const other = rival === undefined ? undefined : run(rival, dormandPrince853, 1);
  const runs = other === undefined ? [fine, ...coarse] : [fine, ...coarse, other];
  const failed = runs.find((r) => r.status !== "reached-end");
  const count = Math.min(...runs.map((r) => r.outputs.length));

  const gaps = Array.from({ length: count }, (_, i) => {
    const y = fine.outputs[i]!.y;
    const ofRival = other === undefined ? 0 : distance(y, other.outputs[i]!.y);
    // Each step rounds y once; roundings are unlikely to conspire, but the sum is the bound.
    const rounding = unitRoundoff * fine.accepted * length(y);
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
    rhs: runs.reduce((total, r) => total + r.rhs, 0),
  };
}

const length = (x: Float64Array): number => Math.hypot(...x);
const distance = (x: Float64Array, y: Float64Array): number =>
  Math.hypot(...x.map((a, i) => a - y[i]!));
