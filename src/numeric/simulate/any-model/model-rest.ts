/**
 * Where the flow of any model comes to rest, by residual and stability and not at a fixed time.
 *
 * The flow is run until its speed is a small fraction of the greatest so far. Then the distance
 * left is, to first order, and twice that is stated,
 * - at a strict minimum the gradient over the least eigenvalue of the Hessian;
 * - where some eigenvalues are 0 within error, as on a continuum of minima, the speed over the rate
 *   at which it falls: for an exponential approach exactly. The rate is read while the speed is
 *   above its error. A speed that falls as a power of time is not near rest.
 * At a saddle the flow goes on with a smaller fraction, and at one that is being left, once it is
 * faster; unless it has all but reached an isolated one: from its stable manifold it comes as near
 * as rounding lets it. What ends beyond a saddle may have been sent there by rounding: see
 * `spreadBeside`.
 */
import type { Moment } from "../../along/path.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { radauIIA5 } from "../../integrate/radau.ts";
import { solve } from "../../integrate/solve.ts";
import { type Measured, signOf, unitRoundoff } from "../../measured.ts";
import { minus, norm } from "../../vectors.ts";
import { spreadBeside } from "../beside.ts";
import {
  type ClosedFlow,
  type DefinedModel,
  fieldOf,
  measuredGradient,
  measuredVelocity,
} from "./defined-model.ts";
import { differenceSpectrum } from "./difference-inertia.ts";
import { newtonFrom } from "./model-stationary.ts";

const mostSteps = 20_000;
/** Fractions of the greatest speed at which a state is looked at. */
const fractions = [1e-5, 1e-7, 1e-9, 1e-11, 1e-13];
/** The distance left must be at most this for the flow to count as ended. */
const nearest = 1e-3;
/** A speed this many times its error has digits enough for a rate. */
const digits = 10;

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
  flow: ClosedFlow,
  maxSteps: number = mostSteps,
): Moment | Failure {
  const end = flowToRest(model, flow, maxSteps);
  if (isFailure(end) || !end.passesSaddle) return end;
  const spread = spreadBeside(flow.start, end, (moved) => {
    const start = isState(model, moved) ? flow.lift(moved) : moved;
    const other = flowToRest(model, { ...flow, start }, maxSteps);
    return isFailure(other) ? undefined : other;
  });
  if (spread === undefined) return failure("unfinished", "beside the start it does not end");
  const error = end.error + spread;
  if (error > nearest) return failure("unfinished", "rounding chooses between several ends");
  return { ...end, error };
}

interface End extends Moment {
  readonly passesSaddle: boolean;
}

const isState = (model: DefinedModel, y: Float64Array): boolean => y.length === model.size;

function flowToRest(
  model: DefinedModel,
  { start, field, lift, isEscaping }: ClosedFlow,
  maxSteps: number,
): End | Failure {
  let y = start;
  let [t, steps, greatest, passesSaddle] = [0, 0, 0, false];
  // On the way out of a saddle: no stop before the speed has been more than this.
  let awaited = 0;
  // At a saddle or far from everything the field is its own error; a plateau is above it.
  let noise = isState(model, start) ? measuredVelocity(model, start).error : 0;
  let rate: number | undefined;
  for (const fraction of fractions) {
    let last: Speed | undefined;
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
        return awaited === 0 && speed <= Math.max(fraction * greatest, noise);
      },
    });
    steps += run.accepted + run.rejected;
    if (run.status !== "event") return failure("unfinished", run.status);
    const state = lift(run.y);
    y = isState(model, run.y) ? state : run.y;
    t = run.t;
    const ended = (w: Float64Array, error: number): End => ({
      t: Number.POSITIVE_INFINITY,
      w,
      error,
      passesSaddle,
    });
    if (isEscaping(run.y)) {
      passesSaddle = true;
      awaited = (last?.speed ?? 0) * 100;
      continue;
    }
    const spectrum = differenceSpectrum(model, state);
    if (spectrum.some((x) => signOf(x) === -1)) {
      const saddle = isState(model, y) ? saddleAt(model, y) : undefined;
      if (saddle !== undefined) return ended(saddle.w, saddle.error);
      passesSaddle = true;
      continue;
    }
    const velocity = measuredVelocity(model, state);
    const speed = norm(velocity.value);
    if (isState(model, y)) noise = Math.max(noise, velocity.error);
    if (speed > digits * velocity.error) rate = rateOf(before, last) ?? rate;
    const byRate =
      rate !== undefined && rate > 0 ? (2 * (speed + velocity.error)) / rate : Infinity;
    const error = Math.min(distanceToMinimum(model, state, spectrum), byRate);
    if (error <= nearest) return ended(y, error);
    if (speed <= velocity.error) {
      return failure("unfinished", "at rest within its error, and degenerate");
    }
  }
  return failure("unfinished", "the speed falls too slowly");
}

/** The isolated saddle that a state has all but reached. */
function saddleAt(
  model: DefinedModel,
  y: Float64Array,
): { readonly w: Float64Array; readonly error: number } | undefined {
  const saddle = newtonFrom(model, y, nearest);
  if (saddle === undefined || !saddle.isIsolated) return undefined;
  const left = norm(minus(saddle.w, y));
  return left <= Math.sqrt(unitRoundoff) ? { w: saddle.w, error: saddle.error + left } : undefined;
}

/** Twice the gradient over the least eigenvalue, which is infinite where that may be 0. */
function distanceToMinimum(
  model: DefinedModel,
  state: Float64Array,
  spectrum: readonly Measured[],
): number {
  const least = Math.min(...spectrum.map(({ value, error }) => value - error));
  if (!(least > 0)) return Number.POSITIVE_INFINITY;
  const { value, error } = measuredGradient(model, state);
  return (2 * (norm(value) + error)) / least;
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
