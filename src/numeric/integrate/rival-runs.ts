/**
 * One problem integrated several times, so that the runs can tell how far they may be wrong.
 *
 * The problem is integrated by DOP853 at the tolerance asked for, and by both pairs at 100 times
 * it. The distance of the fine run from a coarse one is dominated by the error of the coarse one,
 * and so is a generous estimate of its own. Different methods, because two runs of one may take
 * the very same steps, at a loose tolerance or where steps grow from a small one as fast as they
 * may; several, because one alone may come near by luck. On runs of two or three steps at
 * tolerances near 1e-5 two coarse runs failed to contain the true error 35 times in 20,000, three
 * 6 times, so that a run of few steps gets a third, by the pair of low order at 20 times the
 * tolerance. Where the field itself is uncertain (quadrature) a run with a rival field shows what
 * that uncertainty grows to: near a saddle a small error of the field is amplified along the flow,
 * and only a run can tell by how much. Stiff problems are run by Radau's method at four
 * tolerances.
 */
import { dormandPrince54 } from "./dormand-prince.ts";
import { dormandPrince853 } from "./dormand-prince-853.ts";
import type { EventFunction, Problem, Solution } from "./problem.ts";
import { radauIIA5 } from "./radau.ts";
import { solve } from "./solve.ts";
import type { Jacobian, Tableau, VectorField } from "./tableau.ts";

/** What the problems of `trajectory` and `eventTimes` have in common. */
export interface RivalProblem {
  readonly field: VectorField;
  /** A field that is as good a guess as `field`, such as that of another quadrature rule. */
  readonly rival?: VectorField;
  /** Of `field`, for stiff problems; see `Problem.jacobian`. */
  readonly jacobian?: Jacobian;
  /** Whether the runs are by an implicit method: rates that differ by many orders. */
  readonly isStiff?: boolean;
  readonly y0: ArrayLike<number>;
  readonly t0: number;
  /** Tolerance of the finer run; 1e-11 by default. */
  readonly rtol?: number;
  /** Of the finer run; rtol / 1000 by default. */
  readonly atol?: number;
  readonly maxSteps?: number;
  readonly isInterrupted?: () => boolean;
  /** Whether one other run will do, by the other method and with the rival field if there is one. */
  readonly isRough?: boolean;
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
  /** A new one for each run, since it may remember. */
  readonly stop?: () => NonNullable<Problem["stop"]>;
}

/** The coarse runs, with their tolerances in units of that of the fine one. */
type Coarser = readonly (readonly [Tableau, number])[];
const coarser: Coarser = [
  [dormandPrince853, 100],
  [dormandPrince54, 100],
];
/** For a run of fewer steps than `few`. */
const coarserShort: Coarser = [...coarser, [dormandPrince54, 20]];
const few = 20;
const coarserStiff: Coarser = [
  [radauIIA5, 200],
  [radauIIA5, 100],
  [radauIIA5, 30],
];
/** The one other run of a rough path: not far off, as its tolerances are loose already. */
const near = [dormandPrince54, 5] as const;
const nearStiff = [radauIIA5, 10] as const;
/** A relative tolerance of 1 or more is none. */
const loosest = 0.5;
/** The largest distance between runs is multiplied by this before it is stated. */
export const safety = 2;

/** The runs, on the same problem with the same questions. */
export function rivalRuns(problem: RivalProblem, asked: Asked): RivalRuns {
  const { field, y0, t0, rtol = 1e-11, atol = rtol * 1e-3 } = problem;
  const { stop, ...questions } = asked;
  const run = (of: VectorField, tableau: Tableau, factor: number): Solution =>
    solve({
      field: of,
      y0,
      t0,
      rtol: Math.min(rtol * factor, loosest),
      atol: atol * factor,
      tableau,
      ...questions,
      ...(stop && { stop: stop() }),
      ...optional(problem),
    });
  const finest = problem.isStiff ? radauIIA5 : dormandPrince853;
  const fine = run(field, finest, 1);
  if (problem.isRough) {
    const [tableau, factor] = problem.isStiff ? nearStiff : near;
    const other = run(problem.rival ?? field, tableau, factor);
    return { fine, coarse: [other], rival: undefined, all: [fine, other] };
  }
  const explicit = fine.accepted < few ? coarserShort : coarser;
  const rest = problem.isStiff ? coarserStiff : explicit;
  const coarse = rest.map(([tableau, factor]) => run(field, tableau, factor));
  const rival = problem.rival === undefined ? undefined : run(problem.rival, finest, 1);
  const all = rival === undefined ? [fine, ...coarse] : [fine, ...coarse, rival];
  return { fine, coarse, rival, all };
}

function optional({
  jacobian,
  maxSteps,
  isInterrupted,
}: RivalProblem): Pick<Problem, "jacobian" | "maxSteps" | "isInterrupted"> {
  return {
    ...(jacobian !== undefined && { jacobian }),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(isInterrupted !== undefined && { isInterrupted }),
  };
}

/** The Euclidean distance of two states. */
export const distance = (x: Float64Array, y: Float64Array): number =>
  Math.hypot(...x.map((a, i) => a - y[i]!));
