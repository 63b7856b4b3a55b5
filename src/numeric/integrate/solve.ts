/**
 * The one adaptive engine: any stepper, PI control, dense output, events.
 *
 * Step sizes follow the PI control of [Hairer2010, §IV.2] on the error norm of `stepper.ts`.
 * Whatever happens is a status; nothing is thrown.
 */
import { collocationStepper } from "./collocation.ts";
import { dormandPrince54 } from "./dormand-prince.ts";
import { alongStep, zeroBetween, zerosOf } from "./events.ts";
import { explicitStepper } from "./explicit.ts";
import { firstStep } from "./first-step.ts";
import { type Crossing, type Problem, type Solution, type Status, wrongnessOf } from "./problem.ts";
import { allFinite, type Stepper } from "./stepper.ts";
import type { VectorField } from "./tableau.ts";

export type { Problem, Solution, Status } from "./problem.ts";

const safety = 0.9;
const mostGrowth = 8;
const mostShrink = 0.2;
/** Steps below this part of t are not made: t and its tail have 106 bits. */
const shortest = 2 ** -100;

/** Integrates until t1, an event, or the first thing that goes wrong. */
export function solve(problem: Problem): Solution {
  const { t0, t1, rtol = 1e-9, atol = 1e-12, maxSteps = 100_000, outputAt = [] } = problem;
  const { fixedStep, stop, onto } = problem;
  const tableau = problem.tableau ?? dormandPrince54;
  const n = problem.y0.length;
  const forward = t1 >= t0 ? 1 : -1;
  const outputs: { t: number; y: Float64Array }[] = [];
  const crossings: Crossing[] = [];
  let rhs = 0;
  const field: VectorField = (t, y, dy) => {
    rhs += 1;
    problem.field(t, y, dy);
  };

  let t = t0;
  /** What t has lost by rounding: near an escape after 10^15 a step is shorter than t is spaced. */
  let tail = 0;
  let y: Float64Array = Float64Array.from(problem.y0);
  let y1: Float64Array = new Float64Array(n);
  let f: Float64Array = new Float64Array(n);
  let f1: Float64Array = new Float64Array(n);
  let [accepted, rejected, next] = [0, 0, 0];
  const ended = (status: Status, at = t, state = y): Solution => ({
    status,
    t: at,
    y: state.slice(),
    outputs,
    crossings,
    accepted,
    rejected,
    rhs,
  });

  const reason = wrongnessOf(problem);
  if (reason !== undefined) return { ...ended("wrong-problem"), reason };
  field(t, y, f);
  if (!allFinite(y) || !allFinite(f)) return ended("not-finite");
  while (outputAt[next] === t0) {
    outputs.push({ t: t0, y: y.slice() });
    next += 1;
  }
  if (t0 === t1) return ended("reached-end");
  if (stop?.(t, y, f)) return ended("event");
  const watch = eventWatch(problem, t, y);
  const stepper: Stepper =
    tableau.kind === "explicit"
      ? explicitStepper(tableau, field, n, rtol, atol)
      : collocationStepper({ method: tableau, field, jacobian: problem.jacobian, n, rtol, atol });
  const exponent = 1 / (stepper.errorOrder + 1);
  let h =
    fixedStep ??
    problem.firstStep ??
    firstStep(field, t, y, f, stepper.errorOrder + 1, rtol, atol, t1);
  let previousError = 1e-4;
  let wasFinite = true;

  for (;;) {
    if (problem.isInterrupted?.()) return ended("interrupted");
    if (accepted + rejected >= maxSteps) return ended("max-steps");
    const left = Math.abs(t1 - t - tail);
    const isLast = left <= h * (1 + 1e-12);
    if (isLast) h = left;
    if (h <= shortest * Math.abs(t) || h < 1e-300) {
      return ended(wasFinite ? "step-underflow" : "not-finite");
    }
    const step = forward * h;
    const estimate = stepper.attempt(t, y, f, step, y1, f1);
    const error = fixedStep === undefined ? estimate : 0;
    wasFinite = Number.isFinite(error) && allFinite(y1) && allFinite(f1);
    if (!wasFinite || error > 1) {
      rejected += 1;
      h *= wasFinite ? Math.max(mostShrink, safety * error ** -exponent) : 0.1;
      continue;
    }
    accepted += 1;

    const t2 = isLast ? t1 : t + (tail + step);
    const found = watch?.(t + tail, step, stepper);
    if (found === "not-finite") return ended("not-finite");
    if (found !== undefined) crossings.push(...found.crossings);
    const until = found?.end?.t ?? t2;
    const due = next < outputAt.length && forward * (outputAt[next]! - until) <= 0;
    const within = due ? (stepper.refined ?? stepper.dense)() : undefined;
    while (next < outputAt.length && forward * (outputAt[next]! - until) <= 0) {
      const at = outputAt[next]!;
      const part = at === t2 ? 1 : Math.min(1, Math.max(0, (at - t - tail) / step));
      const state = within!(part);
      outputs.push({ t: at, y: onto?.(state) ?? state });
      next += 1;
    }
    if (found?.end !== undefined) return ended("event", found.end.t, found.end.y);
    if (onto !== undefined) {
      y1.set(onto(y1));
      field(t2, y1, f1);
    }
    [y, y1, f, f1] = [y1, y, f1, f];
    // Exact, for |t| is the larger summand [Knuth1998, §4.2.2].
    tail = tail + step - (t2 - t);
    t = t2;
    if (stop?.(t, y, f)) return ended("event");
    if (isLast) return ended("reached-end");
    if (fixedStep === undefined) {
      const limited = Math.max(error, 1e-10);
      const factor = safety * limited ** (-0.7 * exponent) * previousError ** (0.4 * exponent);
      h *= Math.min(mostGrowth, Math.max(mostShrink, factor));
      previousError = Math.max(error, 1e-4);
    }
  }
}

/** The crossings of one step, and the one that ends the run. */
interface Found {
  readonly crossings: readonly Crossing[];
  readonly end: Crossing | undefined;
}

/** Asked after every accepted step, in order; `undefined` for a problem without events. */
function eventWatch(
  { events = [], onto = (y) => y }: Problem,
  t0: number,
  y0: Float64Array,
): ((t: number, h: number, stepper: Stepper) => Found | "not-finite") | undefined {
  if (events.length === 0) return undefined;
  const signs = events.map(({ of }) => Math.sign(of(t0, y0)));
  return (t, h, stepper) => {
    const within = stepper.dense();
    const refined = stepper.refined?.();
    const all: Crossing[] = [];
    for (const [index, event] of events.entries()) {
      const g = alongStep(event, t, h, within);
      const zeros = zerosOf(g, signs[index]!);
      if (zeros === undefined) return "not-finite";
      for (const { s, direction } of zeros) {
        const isWanted = event.direction === undefined || event.direction === direction;
        if (!isWanted) continue;
        const better = refined && sharpened(alongStep(event, t, h, refined), s);
        const part = better ?? s;
        const y = onto((refined ?? within)(part));
        all.push({ event: index, t: t + part * h, y, direction });
      }
      signs[index] = Math.sign(g(1)) || signs[index]!;
    }
    all.sort((a, b) => (a.t - b.t) * Math.sign(h) || a.event - b.event);
    const isEnd = (c: Crossing): boolean =>
      c.direction !== "touching" && (events[c.event]!.isTerminal ?? true);
    const last = all.findIndex(isEnd);
    return last < 0
      ? { crossings: all, end: undefined }
      : { crossings: all.slice(0, last + 1), end: all[last] };
  };
}

/** The zero of a finer g near s, if it changes its sign within a sixteenth of the step around. */
function sharpened(g: (s: number) => number, s: number): number | undefined {
  for (const width of [2 ** -12, 2 ** -8, 2 ** -4]) {
    const [a, b] = [Math.max(0, s - width), Math.min(1, s + width)];
    const [ga, gb] = [g(a), g(b)];
    if (ga !== 0 && Math.sign(ga) === -Math.sign(gb)) return zeroBetween(g, a, ga, b, gb);
  }
  return undefined;
}
