/**
 * What is integrated and what comes back: the words that every method and its callers share.
 */
import type { Jacobian, Tableau, VectorField } from "./tableau.ts";

export type Status =
  | "reached-end"
  /** A terminal event crossed 0, or `stop` said so. */
  | "event"
  | "max-steps"
  /** The step needed is below 2^-100 of t. */
  | "step-underflow"
  /** The state, its derivative or an event left the doubles, at every step size tried. */
  | "not-finite"
  /** `isInterrupted` said so: a safety net, never part of a result. */
  | "interrupted"
  /** Nothing was integrated: `reason` says which part of the problem is wrong. */
  | "wrong-problem";

/** A function of time and state whose zeros are looked for along the run. */
export interface EventFunction {
  readonly of: (t: number, y: Float64Array) => number;
  /** Which changes of sign count, in the direction of the integration; both by default. */
  readonly direction?: "rising" | "falling";
  /** Whether the first crossing ends the run; true by default. */
  readonly isTerminal?: boolean;
}

/** A zero of an event, located on the dense output. */
export interface Crossing {
  /** Index of the event in `Problem.events`. */
  readonly event: number;
  readonly t: number;
  readonly y: Float64Array;
  /** From - to +, from + to -, or 0 within rounding without a change of sign. */
  readonly direction: "rising" | "falling" | "touching";
}

export interface Problem {
  readonly field: VectorField;
  readonly y0: ArrayLike<number>;
  readonly t0: number;
  /** May be before t0, or infinite if an event or `stop` can end the run. */
  readonly t1: number;
  readonly rtol?: number;
  /** With 0 every component is held to its own size: for escapes from tiny values. */
  readonly atol?: number;
  /** Accepted and rejected steps together; 100,000 by default. */
  readonly maxSteps?: number;
  /** Times between t0 and t1, in the order of the integration. */
  readonly outputAt?: readonly number[];
  readonly events?: readonly EventFunction[];
  /**
   * Brings a state back to where it belongs, after every accepted step and before it is given away.
   */
  readonly onto?: (y: Float64Array) => Float64Array;
  /** Asked at the end of every accepted step, with dy/dt there. */
  readonly stop?: (t: number, y: Float64Array, dy: Float64Array) => boolean;
  readonly isInterrupted?: () => boolean;
  /** Dormand and Prince's 5(4) pair by default. */
  readonly tableau?: Tableau;
  /** Of the field, for implicit methods; by differences if it is not given. */
  readonly jacobian?: Jacobian;
  readonly firstStep?: number;
  /** Every step has this size and none is rejected: for measuring orders. */
  readonly fixedStep?: number;
}

export interface Solution {
  readonly status: Status;
  /** Of a wrong problem: `<what>: expected <rule>, got <value>.` */
  readonly reason?: string;
  /** Where the run ended. */
  readonly t: number;
  readonly y: Float64Array;
  readonly outputs: readonly { readonly t: number; readonly y: Float64Array }[];
  /** In the order of the integration; a crossing that ended the run is the last. */
  readonly crossings: readonly Crossing[];
  readonly accepted: number;
  readonly rejected: number;
  /** Evaluations of the field. */
  readonly rhs: number;
}

/** Why a problem cannot be integrated at all; `undefined` if it can be tried. */
export function wrongnessOf(problem: Problem): string | undefined {
  const { y0, t0, t1, rtol = 1e-9, atol = 1e-12, outputAt = [], events = [] } = problem;
  const expected = (what: string, rule: string, value: unknown): string =>
    `${what}: expected ${rule}, got ${value}.`;
  if (y0.length === 0) return expected("y0", "at least one component", "none");
  if (!Number.isFinite(t0)) return expected("t0", "a finite time", t0);
  if (Number.isNaN(t1)) return expected("t1", "a time", t1);
  if (!(rtol >= 0 && rtol < 1)) return expected("rtol", "a number in [0, 1)", rtol);
  if (!(atol >= 0 && Number.isFinite(atol))) return expected("atol", "a number >= 0", atol);
  if (rtol === 0 && atol === 0) return expected("rtol and atol", "one above 0", "0 and 0");
  if (problem.maxSteps !== undefined && !(problem.maxSteps >= 0)) {
    return expected("maxSteps", "a number >= 0", problem.maxSteps);
  }
  for (const [name, step] of [
    ["firstStep", problem.firstStep],
    ["fixedStep", problem.fixedStep],
  ] as const) {
    if (step !== undefined && !(step > 0 && Number.isFinite(step))) {
      return expected(name, "a finite step > 0", step);
    }
  }
  const canEnd = problem.stop !== undefined || events.some(({ isTerminal = true }) => isTerminal);
  if (!Number.isFinite(t1) && !canEnd) {
    return expected("t1", "a finite time, or an event or a stop that can end the run", t1);
  }
  const forward = t1 >= t0 ? 1 : -1;
  const isOrdered = outputAt.every(
    (t, i) => forward * (t - (outputAt[i - 1] ?? t0)) >= 0 && (forward * (t1 - t) >= 0 || t === t1),
  );
  return isOrdered
    ? undefined
    : expected("outputAt", "times from t0 to t1 in the order of the run", `[${outputAt}]`);
}
