/**
 * Where the flow of any model comes to rest, by residual and stability and not at a fixed time.
 *
 * The flow is run until its speed is a small fraction of the greatest so far. Then the distance
 * left is, to first order, and twice that is stated,
 * - at a strict minimum the gradient over the least eigenvalue of the Hessian;
 * - where some eigenvalues are 0 within error, as on a continuum of minima, the speed over the rate
 *   at which it falls: for an exponential approach exactly. The rate is read while the speed is
 *   above its error. A speed that falls as a power of time is not near rest.
 * At a saddle the flow goes on with a smaller fraction, unless it has all but reached an isolated
 * one: from its stable manifold it comes as near as rounding lets it. What ends beyond a saddle may
 * have been sent there by rounding: see `spreadBeside`. A degenerate saddle shows no curvature:
 * where the flow knows that it is being left, or at the last cannot know, the next stop is after a
 * greater speed.
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
import { acrossOrbit, differenceSpectrum } from "./difference-inertia.ts";
import { newtonFrom } from "./model-stationary.ts";

const mostSteps = 20_000;
/** Fractions of the greatest speed at which a state is looked at. */
const fractions = [1e-5, 1e-7, 1e-9, 1e-11, 1e-13];
/** From this one on a flow that may be escaping is followed until it is seen to. */
const patience = 1e-9;
/** The distance left must be at most this for the flow to count as ended. */
const nearest = 1e-3;
/** A speed this many times its error has digits enough for a rate. */
const digits = 10;

/** The limit of the flow from a start. */
export function modelRest(
  model: DefinedModel,
  start: Float64Array,
  maxSteps: number = mostSteps,
): Moment | Failure {
  const flowFrom = (state: Float64Array): ClosedFlow =>
    model.closed?.(state) ?? ambientFlow(model, state);
  const end = flowToRest(model, flowFrom(start), maxSteps);
  if (isFailure(end) || !end.passesSaddle) return end;
  const endFrom = (moved: Float64Array) => {
    model.restore(moved);
    const other = flowToRest(model, flowFrom(moved), maxSteps);
    return isFailure(other) ? undefined : other;
  };
  const spread = spreadBeside(start, end, endFrom);
  if (spread === undefined) return failure("unfinished", "beside the start it does not end");
  const error = end.error + spread;
  if (error > nearest) return failure("unfinished", "rounding chooses between several ends");
  return { ...end, error };
}

/** The flow in the coordinates of the states. */
const ambientFlow = (model: DefinedModel, start: Float64Array): ClosedFlow => ({
  start,
  field: fieldOf(model, "fine"),
  gradient: model.gradient,
  lift: (y) => {
    const state = y.slice();
    model.restore(state);
    return state;
  },
  isEscaping: () => false,
});

/** The implicit method's error estimate has a low order: digits are dear. */
const tolerancesOf = ({ closed }: DefinedModel, isStiff: boolean) => {
  if (!isStiff) return { rtol: 1e-9, atol: 1e-12 };
  // Where the speed tells small numbers from rounding a rough way to the end is as good.
  const rough = closed !== undefined;
  return { rtol: rough ? 1e-5 : 1e-8, atol: rough ? 1e-10 : 1e-11, tableau: radauIIA5 };
};

interface End extends Moment {
  readonly passesSaddle: boolean;
}

function flowToRest(model: DefinedModel, flow: ClosedFlow, maxSteps: number): End | Failure {
  const { start, field, lift, isEscaping } = flow;
  // The curvature and the speed are asked for where states are known best.
  const here = { ...model, gradient: flow.gradient };
  let y = start;
  let [t, steps, greatest, passesSaddle] = [0, 0, 0, false];
  let isHeldBack = model.isStiff === true;
  // At a saddle or far from everything the field is its own error; a plateau is above it.
  let noise = measuredVelocity(here, lift(start)).error;
  // On the way out of a saddle: no stop before the speed has been more than this.
  let awaited = 0;
  let rate: number | undefined;
  for (const fraction of fractions) {
    let last: Speed | undefined;
    let before = last;
    const runBy = (isImplicit: boolean, most: number) =>
      solve({
        field,
        y0: y,
        t0: t,
        t1: Number.POSITIVE_INFINITY,
        ...tolerancesOf(model, isImplicit),
        maxSteps: Math.max(0, most - steps),
        stop: (at, _, dy) => {
          const speed = norm(dy);
          greatest = Math.max(greatest, speed);
          before = last;
          last = { t: at, speed };
          if (speed > awaited) awaited = 0;
          return awaited === 0 && speed <= Math.max(fraction * greatest, noise);
        },
      });
    let run = runBy(isHeldBack, isHeldBack ? maxSteps : maxSteps / 2);
    if (run.status === "max-steps" && !isHeldBack) {
      // So many steps are those of stability, as on a slow manifold, and not of accuracy.
      isHeldBack = true;
      steps += run.accepted + run.rejected;
      [y, t] = [run.y, run.t];
      run = runBy(true, maxSteps);
    }
    steps += run.accepted + run.rejected;
    if (run.status !== "event") return failure("unfinished", run.status);
    const state = lift(run.y);
    y = state.length === run.y.length ? state : run.y;
    t = run.t;
    const escaping = isEscaping(y);
    if (escaping !== false) {
      if (escaping || fraction <= patience) awaited = (last?.speed ?? 0) * 100;
      continue;
    }
    const ended = (w: Float64Array, error: number): End => ({
      t: Number.POSITIVE_INFINITY,
      w,
      error,
      passesSaddle,
    });
    const spectrum = differenceSpectrum(here, state);
    if (spectrum.some((x) => signOf(x) === -1)) {
      const saddle = newtonFrom(here, state, nearest);
      const left = saddle?.isIsolated ? norm(minus(saddle.w, state)) : Number.POSITIVE_INFINITY;
      if (saddle !== undefined && left <= Math.sqrt(unitRoundoff)) {
        return ended(saddle.w, saddle.error + left);
      }
      passesSaddle = true;
      continue;
    }
    const velocity = measuredVelocity(here, state);
    const speed = norm(velocity.value);
    noise = Math.max(noise, velocity.error);
    if (speed > digits * velocity.error) rate = rateOf(before, last) ?? rate;
    const error = Math.min(
      distanceToMinimum(here, state, acrossOrbit(here, state, spectrum)),
      rate !== undefined && rate > 0
        ? (2 * (speed + velocity.error)) / rate
        : Number.POSITIVE_INFINITY,
    );
    if (error <= nearest) return ended(state, error);
    if (speed <= velocity.error)
      return failure("unfinished", "at rest within its error, degenerate");
  }
  return failure("unfinished", "the speed falls too slowly");
}

/**
 * Twice the gradient over the least eigenvalue, which is infinite where that may be 0. Orbits do
 * not count: a flow that a rotation maps to a flow does not move along them.
 */
function distanceToMinimum(
  model: DefinedModel,
  y: Float64Array,
  spectrum: readonly Measured[],
): number {
  const least = Math.min(...spectrum.map(({ value, error }) => value - error));
  if (!(least > 0)) return Number.POSITIVE_INFINITY;
  const { value, error } = measuredGradient(model, y);
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
