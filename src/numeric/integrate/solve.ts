/**
 * The one adaptive engine: explicit pairs whose last stage is the first of the next step.
 *
 * Step sizes follow the PI control of [Hairer2010, §IV.2] on the error norm
 * sqrt(mean((e_i / (atol + rtol max(|y_i|, |y1_i|)))^2)); between steps the state is the quartic
 * of [Hairer2008, §II.6]. Whatever happens is a status; nothing is thrown.
 */
import { dormandPrince54 } from "./dormand-prince.ts";
import { interpolant, type Step } from "./interpolant.ts";
import type { ButcherTableau, VectorField } from "./tableau.ts";

export type Status =
  | "reached-end"
  /** `event` changed its sign, or `stop` said so. */
  | "event"
  | "max-steps"
  /** The step needed is below the spacing of doubles at t. */
  | "step-underflow"
  /** The state or its derivative left the doubles, at every step size tried. */
  | "not-finite"
  /** `isInterrupted` said so: a safety net, never part of a result. */
  | "interrupted";

export interface Problem {
  readonly field: VectorField;
  readonly y0: ArrayLike<number>;
  readonly t0: number;
  /** May be before t0, or infinite if something else ends the run. */
  readonly t1: number;
  readonly rtol?: number;
  readonly atol?: number;
  /** Accepted and rejected steps together; 100,000 by default. */
  readonly maxSteps?: number;
  /** Times between t0 and t1, in the order of the integration. */
  readonly outputAt?: readonly number[];
  /** Ends the run where it changes its sign, located on the dense output. */
  readonly event?: (t: number, y: Float64Array) => number;
  /** Asked at the end of every accepted step, with dy/dt there. */
  readonly stop?: (t: number, y: Float64Array, dy: Float64Array) => boolean;
  readonly isInterrupted?: () => boolean;
  readonly tableau?: ButcherTableau;
  readonly firstStep?: number;
  /** Every step has this size and none is rejected: for measuring orders. */
  readonly fixedStep?: number;
}

export interface Solution {
  readonly status: Status;
  /** Where the run ended. */
  readonly t: number;
  readonly y: Float64Array;
  readonly outputs: readonly { readonly t: number; readonly y: Float64Array }[];
  readonly accepted: number;
  readonly rejected: number;
  /** Evaluations of the field. */
  readonly rhs: number;
}

const safety = 0.9;
const mostGrowth = 8;
const mostShrink = 0.2;

/** Integrates until t1, an event, or the first thing that goes wrong. */
export function solve(problem: Problem): Solution {
  const { t0, t1, rtol = 1e-9, atol = 1e-12, maxSteps = 100_000, outputAt = [] } = problem;
  const tableau = problem.tableau ?? dormandPrince54;
  const { A, c } = tableau;
  const n = problem.y0.length;
  const forward = t1 >= t0 ? 1 : -1;
  const k = A.map(() => new Float64Array(n));
  const last = k.length - 1;
  const outputs: { t: number; y: Float64Array }[] = [];
  let rhs = 0;
  const field: VectorField = (t, y, dy) => {
    rhs += 1;
    problem.field(t, y, dy);
  };

  let t = t0;
  let y: Float64Array = Float64Array.from(problem.y0);
  let y1: Float64Array = new Float64Array(n);
  const stage = new Float64Array(n);
  let [accepted, rejected, next] = [0, 0, 0];
  const ended = (status: Status, at = t, state = y): Solution => ({
    status,
    t: at,
    y: state.slice(),
    outputs,
    accepted,
    rejected,
    rhs,
  });

  field(t, y, k[0]!);
  if (!allFinite(y) || !allFinite(k[0]!)) return ended("not-finite");
  while (outputAt[next] === t0) {
    outputs.push({ t: t0, y: y.slice() });
    next += 1;
  }
  if (t0 === t1) return ended("reached-end");
  if (problem.stop?.(t, y, k[0]!)) return ended("event");
  let sign = problem.event?.(t, y);
  let h =
    problem.fixedStep ??
    problem.firstStep ??
    firstStep(field, t, y, k[0]!, tableau, rtol, atol, t1);
  let previousError = 1e-4;
  let wasFinite = true;

  for (;;) {
    if (problem.isInterrupted?.()) return ended("interrupted");
    if (accepted + rejected >= maxSteps) return ended("max-steps");
    const isLast = Math.abs(t1 - t) <= h * (1 + 1e-12);
    if (isLast) h = Math.abs(t1 - t);
    if (h <= 4 * 2 ** -52 * Math.abs(t) || h < 1e-300) {
      return ended(wasFinite ? "step-underflow" : "not-finite");
    }
    const step = forward * h;
    for (let s = 1; s < k.length; s++) {
      combine(s === last ? y1 : stage, y, step, A[s]!, k);
      field(t + c[s]! * step, s === last ? y1 : stage, k[s]!);
    }
    // First-same-as-last: y1 is the last stage's argument.
    const error =
      problem.fixedStep === undefined ? errorNorm(y, y1, step, tableau, k, rtol, atol) : 0;
    wasFinite = Number.isFinite(error) && allFinite(y1) && allFinite(k[last]!);
    if (!wasFinite || error > 1) {
      rejected += 1;
      h *= wasFinite
        ? Math.max(mostShrink, safety * error ** (-1 / (tableau.errorOrder + 1)))
        : 0.1;
      continue;
    }
    accepted += 1;
    const t2 = isLast ? t1 : t + step;
    const made: Step = { t, h: t2 - t, y, y1, k };
    let built: ((at: number) => Float64Array) | undefined;
    const within = (at: number): Float64Array => {
      built ??= interpolant(made, tableau, field);
      return built(at);
    };
    const crossing = eventIn(problem.event, sign, made, within);
    const until = crossing ?? t2;
    while (next < outputAt.length && forward * (outputAt[next]! - until) <= 0) {
      outputs.push({ t: outputAt[next]!, y: within(outputAt[next]!) });
      next += 1;
    }
    if (crossing !== undefined) return ended("event", crossing, within(crossing));
    [y, y1] = [y1, y];
    t = t2;
    if (problem.event !== undefined) sign = problem.event(t, y);
    if (problem.stop?.(t, y, k[last]!)) return ended("event");
    if (isLast) return ended("reached-end");
    k[0]!.set(k[last]!);
    if (problem.fixedStep === undefined) {
      const exponent = 1 / (tableau.errorOrder + 1);
      const limited = Math.max(error, 1e-10);
      const factor = safety * limited ** (-0.7 * exponent) * previousError ** (0.4 * exponent);
      h *= Math.min(mostGrowth, Math.max(mostShrink, factor));
      previousError = Math.max(error, 1e-4);
    }
  }
}

/** out = y + h sum_j row[j] k_j. */
function combine(
  out: Float64Array,
  y: Float64Array,
  h: number,
  row: readonly number[],
  k: readonly Float64Array[],
): void {
  out.set(y);
  for (let j = 0; j < row.length; j++) {
    const weight = h * row[j]!;
    if (weight === 0) continue;
    const kj = k[j]!;
    for (let i = 0; i < out.length; i++) out[i]! += weight * kj[i]!;
  }
}

function errorNorm(
  y: Float64Array,
  y1: Float64Array,
  h: number,
  { bError, bErrorLow }: ButcherTableau,
  k: readonly Float64Array[],
  rtol: number,
  atol: number,
): number {
  const norm = (weights: readonly number[]): number => {
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      let e = 0;
      for (let j = 0; j < weights.length; j++) e += weights[j]! * k[j]![i]!;
      const scale = atol + rtol * Math.max(Math.abs(y[i]!), Math.abs(y1[i]!));
      total += ((h * e) / scale) ** 2;
    }
    return Math.sqrt(total / y.length);
  };
  const error = norm(bError);
  if (bErrorLow === undefined || error === 0) return error;
  // [Hairer2008, §II.10]: err5 err5 / sqrt(err5^2 + 0.01 err3^2), of order 8.
  const low = norm(bErrorLow);
  return (error * error) / Math.sqrt(error * error + 0.01 * low * low);
}

/** The starting step of [Hairer2008, §II.4]: Euler's step is compared with f there. */
function firstStep(
  field: VectorField,
  t: number,
  y: Float64Array,
  f0: Float64Array,
  { order }: ButcherTableau,
  rtol: number,
  atol: number,
  t1: number,
): number {
  const size = (x: Float64Array): number => {
    let total = 0;
    for (let i = 0; i < x.length; i++) total += (x[i]! / (atol + rtol * Math.abs(y[i]!))) ** 2;
    return Math.sqrt(total / x.length);
  };
  const [d0, d1] = [size(y), size(f0)];
  const span = Math.abs(t1 - t);
  const h0 = Math.min(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1, span);
  const forward = t1 >= t ? 1 : -1;
  const moved = y.map((x, i) => x + forward * h0 * f0[i]!);
  const f1 = new Float64Array(y.length);
  field(t + forward * h0, moved, f1);
  const d2 = size(f1.map((x, i) => x - f0[i]!)) / h0;
  const largest = Math.max(d1, d2);
  const h1 = largest <= 1e-15 ? Math.max(1e-6, h0 * 1e-3) : (0.01 / largest) ** (1 / (order + 1));
  const h = Math.min(100 * h0, h1, span);
  return Number.isFinite(h) && h > 0 ? h : 1e-6;
}

/** Where the event changes sign within a step, by bisection on the interpolant to the last bit. */
function eventIn(
  event: Problem["event"],
  before: number | undefined,
  step: Step,
  within: (at: number) => Float64Array,
): number | undefined {
  if (event === undefined || before === undefined) return undefined;
  let [low, high] = [step.t, step.t + step.h];
  const after = event(high, step.y1);
  if (before === 0 || Number.isNaN(after) || Math.sign(before) === Math.sign(after))
    return undefined;
  for (let i = 0; i < 100; i++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    const value = event(middle, within(middle));
    if (Math.sign(value) === Math.sign(before)) low = middle;
    else high = middle;
  }
  return high;
}

const allFinite = (x: Float64Array): boolean => x.every(Number.isFinite);
