/**
 * One problem integrated several times, so that the runs can tell how far they may be wrong.
 *
 * The problem is integrated by DOP853 at the tolerance asked for, by both pairs at 100 times it and
 * by the pair of low order at 20 times it. The distance of the fine run from a coarse one is
 * dominated by the error of the coarse one, and so is a generous estimate of its own. Different
 * methods, because at a loose tolerance two runs of one may take the very same steps; several,
 * because one alone may come near by luck. On runs of two or three steps at tolerances near 1e-5
 * two coarse runs failed to contain the true error 35 times in 20,000, three 6 times. Where the field itself is uncertain (quadrature) a run with a rival field shows what
 * that uncertainty grows to: near a saddle a small error of the field is amplified along the flow,
 * and only a run can tell by how much.
 */
import { dormandPrince54 } from "./dormand-prince.ts";
import { dormandPrince853 } from "./dormand-prince-853.ts";
import type { EventFunction, Problem, Solution } from "./problem.ts";
import { solve } from "./solve.ts";
import type { Tableau, VectorField } from "./tableau.ts";

/** What the problems of `trajectory` and `eventTimes` have in common. */
export interface RivalProblem {
  readonly field: VectorField;
  /** A field that is as good a guess as `field`, such as that of another quadrature rule. */
  readonly rival?: VectorField;
  readonly y0: ArrayLike<number>;
  readonly t0: number;
  /** Tolerance of the finer run; 1e-11 by default. */
  readonly rtol?: number;
  /** Of the finer run; rtol / 1000 by default. */
  readonly atol?: number;
  readonly maxSteps?: number;
  readonly isInterrupted?: () => boolean;
}

export interface RivalRuns {
  readonly fine: Solution;
  readonly coarse: readonly Solution[];
  readonly rival: Solution | undefined;
  /** All of them, the fine one first. */
  readonly all: readonly Solution[];
}

/** What is read off the runs: where they end, and what is looked at on the way. */
interface Asked {
  readonly t1: number;
  readonly outputAt?: readonly number[];
  readonly events?: readonly EventFunction[];
}

/** The coarse runs, with their tolerances in units of that of the fine one. */
const coarser: readonly (readonly [Tableau, number])[] = [
  [dormandPrince853, 100],
  [dormandPrince54, 100],
  [dormandPrince54, 20],
];
/** The largest distance between runs is multiplied by this before it is stated. */
export const safety = 2;

/** The runs, on the same problem with the same questions. */
export function rivalRuns(problem: RivalProblem, asked: Asked): RivalRuns {
  const { field, y0, t0, rtol = 1e-11, atol = rtol * 1e-3 } = problem;
  const run = (of: VectorField, tableau: Tableau, factor: number): Solution =>
    solve({
      field: of,
      y0,
      t0,
      rtol: rtol * factor,
      atol: atol * factor,
      tableau,
      ...asked,
      ...optional(problem),
    });
  const fine = run(field, dormandPrince853, 1);
  const coarse = coarser.map(([tableau, factor]) => run(field, tableau, factor));
  const rival = problem.rival === undefined ? undefined : run(problem.rival, dormandPrince853, 1);
  const all = rival === undefined ? [fine, ...coarse] : [fine, ...coarse, rival];
  return { fine, coarse, rival, all };
}

function optional({
  maxSteps,
  isInterrupted,
}: RivalProblem): Pick<Problem, "maxSteps" | "isInterrupted"> {
  return {
    ...(maxSteps !== undefined && { maxSteps }),
    ...(isInterrupted !== undefined && { isInterrupted }),
  };
}

/** The Euclidean distance of two states. */
export const distance = (x: Float64Array, y: Float64Array): number =>
  Math.hypot(...x.map((a, i) => a - y[i]!));
