/**
 * The path of a descent with a step size: the state after n steps is the state at t = n step, and
 * at t = n where the step depends on the state.
 *
 * Between steps the state is the one before. Nothing is integrated, so the only error is that of
 * the gradient: the descent is run beside itself with the other quadrature rule, and twice the
 * distance is stated. A descent on samples has no such error; its states are those of its samples.
 */
import { type Failure, failure, isFailure } from "../failure.ts";
import { type Measured, measured, unitRoundoff } from "../measured.ts";
import {
  type Descent,
  type DescentOptions,
  descend,
  type GradientSource,
} from "../simulate/any-model/descent.ts";
import { minus, norm } from "../vectors.ts";
import type { Moment, Path } from "./path.ts";

export interface DescentSource
  extends Pick<DescentOptions, "model" | "gradient" | "start" | "step" | "alternate"> {
  /** The gradient by another rule; absent for gradients of samples. */
  readonly rival?: GradientSource;
  /** Whether every step draws anew: such a descent does not come to rest. */
  readonly isNoisy: boolean;
  readonly doubt?: Failure;
  readonly maxSteps?: number;
}

const usualSteps = 1_000_000;
/** Steps of one run beside its rival. */
const safety = 2;
/** At rest a step moves the state by less than this. */
const stillness = 1e-13;

export function descentPath(source: DescentSource): Path {
  const { start, maxSteps: mostSteps = usualSteps } = source;
  const step = typeof source.step === "number" ? source.step : 1;
  const stateAt = (t: number): number => Math.floor(t / step + 1e-9);
  const run = (gradient: GradientSource, more: Partial<DescentOptions>): Descent =>
    descend({ ...source, maxSteps: mostSteps, ...more, gradient });

  const at = (times: readonly number[]): readonly Moment[] | Failure => {
    if (source.doubt !== undefined) return source.doubt;
    const outputAt = times.map(stateAt);
    const maxSteps = Math.min(mostSteps, outputAt[outputAt.length - 1] ?? 0);
    const fine = run(source.gradient, { outputAt, maxSteps });
    const rival = source.rival && run(source.rival, { outputAt, maxSteps });
    if (fine.outputs.length < times.length) return failure("unfinished", fine.status);
    return fine.outputs.map(({ state }, i) => {
      const other = rival?.outputs[i]?.state;
      const gap = other === undefined ? 0 : safety * norm(minus(state, other));
      return { t: times[i]!, w: state, error: gap + 8 * unitRoundoff * (outputAt[i]! + 1) };
    });
  };

  const first = (event: (w: Float64Array) => number): Measured | Failure => {
    if (event(start) >= 0) return measured(0, 0, "exact");
    if (source.doubt !== undefined) return source.doubt;
    const steps = (gradient: GradientSource): number | Failure => {
      const previous = start.slice();
      let isAtRest = false;
      const { status, steps: made } = run(gradient, {
        stop: (w, n) => {
          if (event(w) >= 0) return true;
          isAtRest = n > 0 && norm(minus(w, previous)) < stillness;
          previous.set(w);
          return isAtRest;
        },
      });
      if (isAtRest) return failure("never", "at rest");
      return status === "event" ? made : failure("unfinished", status);
    };
    const fine = steps(source.gradient);
    if (isFailure(fine)) return fine;
    const rival = source.rival === undefined ? fine : steps(source.rival);
    if (isFailure(rival)) return rival;
    const gap = safety * Math.abs(fine - rival) * step;
    return measured(fine * step, gap + 4 * unitRoundoff * fine * step, "estimate");
  };

  const rest = (): Moment | Failure => {
    if (source.isNoisy) return failure("unfinished", "fresh samples at every step");
    if (source.doubt !== undefined) return source.doubt;
    const previous = start.slice();
    let moved = 0;
    let ratio = 1;
    const end = run(source.gradient, {
      stop: (w, n) => {
        const now = norm(minus(w, previous));
        ratio = moved > 0 ? now / moved : 1;
        moved = now;
        previous.set(w);
        return n > 0 && moved < stillness;
      },
    });
    if (end.status !== "event") return failure("unfinished", end.status);
    // Steps that shrink by a ratio q leave moved q/(1 - q); rounding hides the ratio at the end.
    const left = moved / Math.max(1 - ratio, 1e-6);
    return { t: Number.POSITIVE_INFINITY, w: end.state, error: 1e-9 + safety * left };
  };

  let scouted: number | undefined;
  const times = (count: number): readonly number[] => {
    scouted ??= scoutOf(source, run);
    const end = scouted;
    const each = Array.from({ length: count }, (_, i) => Math.round((end * i) / (count - 1)));
    return [...new Set(each)].map((n) => n * step);
  };
  const outline = (count: number): readonly Moment[] => {
    const moments = at(times(count));
    return isFailure(moments) ? [] : moments;
  };
  return { start: { t: 0, w: start, error: 0 }, step, at, first, rest, times, outline };
}

/** Steps until the motion is a hundredth of the greatest, or many. */
function scoutOf(
  source: DescentSource,
  run: (gradient: GradientSource, more: Partial<DescentOptions>) => Descent,
): number {
  const previous = source.start.slice();
  let greatest = 0;
  const most = source.isNoisy ? 1_000 : 100_000;
  const { steps } = run(source.gradient, {
    maxSteps: most,
    stop: (w, n) => {
      const moved = norm(minus(w, previous));
      previous.set(w);
      greatest = Math.max(greatest, moved);
      return n > 1 && moved < 0.01 * greatest;
    },
  });
  return Math.max(1, steps);
}
