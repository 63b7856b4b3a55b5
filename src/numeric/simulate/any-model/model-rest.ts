/**
 * Where the flow of any model comes to rest, by residual and stability and not at a fixed time.
 *
 * The flow is run until its speed is a small fraction of the greatest so far. If no eigenvalue of
 * the Hessian is negative beyond its error the state is taken to be near its limit, and the
 * distance left is the speed over the rate at which the speed falls: for an exponential approach
 * exactly, and twice that is stated. A speed that falls more slowly than that, as a power of time
 * does, is not near rest. At a saddle the flow goes on with a smaller fraction, and at one that is
 * being left, once it is faster.
 */
import type { Moment } from "../../along/path.ts";
import { type Failure, failure } from "../../failure.ts";
import { radauIIA5 } from "../../integrate/radau.ts";
import { solve } from "../../integrate/solve.ts";
import { norm } from "../../vectors.ts";
import { type ClosedFlow, type DefinedModel, fieldOf, measuredVelocity } from "./defined-model.ts";
import { differenceSpectrum } from "./difference-inertia.ts";

const mostSteps = 20_000;
/** Fractions of the greatest speed at which a state is looked at. */
const fractions = [1e-5, 1e-7, 1e-9, 1e-11, 1e-13];
/** The distance left must be at most this. */
const nearest = 1e-3;

/** The limit of the flow from a start. */
export function modelRest(
  model: DefinedModel,
  start: Float64Array,
  maxSteps?: number,
): Moment | Failure {
  const lift = (y: Float64Array): Float64Array => {
    const state = y.slice();
    model.restore(state);
    return state;
  };
  const isEscaping = (): boolean => false;
  return restOf(model, { start, field: fieldOf(model, "fine"), lift, isEscaping }, maxSteps);
}

/** The limit in the coordinates in which the flow is closed. */
export function restOf(
  model: DefinedModel,
  { start, field, lift, isEscaping }: ClosedFlow,
  maxSteps: number = mostSteps,
): Moment | Failure {
  let y = start;
  let [t, steps, greatest] = [0, 0, 0];
  // On the way out of a saddle: no stop before the speed has been more than this.
  let awaited = 0;
  for (const fraction of fractions) {
    let last: { readonly t: number; readonly speed: number } | undefined;
    let before = last;
    const run = solve({
      field,
      y0: y,
      t0: t,
      t1: Number.POSITIVE_INFINITY,
      // The implicit method's error estimate has a low order: digits are dear.
      ...(model.isStiff
        ? { rtol: 1e-8, atol: 1e-11, tableau: radauIIA5 }
        : { rtol: 1e-9, atol: 1e-12 }),
      maxSteps: Math.max(0, maxSteps - steps),
      stop: (at, _, dy) => {
        const speed = norm(dy);
        greatest = Math.max(greatest, speed);
        before = last;
        last = { t: at, speed };
        if (speed > awaited) awaited = 0;
        return awaited === 0 && speed <= fraction * greatest;
      },
    });
    steps += run.accepted + run.rejected;
    if (run.status !== "event") return failure("unfinished", run.status);
    const state = lift(run.y);
    y = state.length === run.y.length ? state : run.y;
    t = run.t;
    if (isEscaping(run.y)) {
      awaited = (last?.speed ?? 0) * 100;
      continue;
    }
    const isAtSaddle = differenceSpectrum(model, state).some((x) => x.value < -x.error);
    if (isAtSaddle) continue;
    const velocity = measuredVelocity(model, state);
    const speed = norm(velocity.value);
    const rate = rateOf(before, last) ?? 0;
    const error = rate > 0 ? (2 * (speed + velocity.error)) / rate : Number.POSITIVE_INFINITY;
    if (greatest === 0 || speed <= velocity.error) {
      const settled = rate > 0 ? error : nearest;
      return { t: Number.POSITIVE_INFINITY, w: y, error: Math.min(settled, nearest) };
    }
    if (error <= nearest) return { t: Number.POSITIVE_INFINITY, w: y, error };
  }
  return failure("unfinished", "the speed falls too slowly");
}

interface Speed {
  readonly t: number;
  readonly speed: number;
}

/** At what rate the speed falls between two steps. */
function rateOf(before: Speed | undefined, last: Speed | undefined): number | undefined {
  if (before === undefined || last === undefined || last.t === before.t) return undefined;
  return Math.log(before.speed / last.speed) / (last.t - before.t);
}
