/**
 * The defined flow: w' = -(spherical gradient of the population loss), in the ambient dimension.
 *
 * The field at a state off the sphere is the field at the state normalised, so that a drift off the
 * sphere neither grows nor feeds back; it is measured and reported.
 */
import type { Status } from "../../integrate/solve.ts";
import type { VectorField } from "../../integrate/tableau.ts";
import { trajectory } from "../../integrate/two-tolerances.ts";
import { neuron, norm, unit } from "../../vectors.ts";
import { sphericalGradientInto } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import type { Rules } from "./terms.ts";

export interface FlowOptions {
  /** Ascending times after 0. */
  readonly outputAt: readonly number[];
  readonly rtol?: number;
  readonly maxSteps?: number;
  readonly isInterrupted?: () => boolean;
}

export interface FlowState {
  readonly t: number;
  /** n neurons of length `ambient`. */
  readonly w: Float64Array;
  /** Of the length of the difference from the true state: an estimate. */
  readonly error: number;
  /** The largest | |w_i| - 1 |. */
  readonly drift: number;
}

export interface Flow {
  readonly status: Status;
  /** Where the run ended. */
  readonly t: number;
  readonly states: readonly FlowState[];
  readonly rhs: number;
}

/** The flow from a start on the sphere (neurons are normalised), at the given times. */
export function sphericalFlow(model: RidgeSum, start: Float64Array, options: FlowOptions): Flow {
  const { outputAt, ...rest } = options;
  const { status, t, points, rhs } = trajectory({
    field: gradientFlow(model, "fine"),
    rival: gradientFlow(model, "coarse"),
    y0: normalised(model, start),
    t0: 0,
    outputAt,
    ...rest,
  });
  const states = points.map(({ t: time, y, error }) => ({
    t: time,
    w: y,
    error,
    drift: driftOf(model, y),
  }));
  return { status, t, states, rhs };
}

/** The field -grad on the product of spheres, by one of the two rules. */
export function gradientFlow(model: RidgeSum, rules: Rules): VectorField {
  return (_, y, dy) => {
    sphericalGradientInto(model, normalised(model, y), dy, rules);
    for (let i = 0; i < dy.length; i++) dy[i] = -dy[i]!;
  };
}

/** Every neuron divided by its length, a new array. */
export function normalised(model: RidgeSum, w: Float64Array): Float64Array {
  const result = new Float64Array(w.length);
  for (let i = 0; i < model.neurons; i++) {
    result.set(unit(neuron(w, i, model.ambient)), i * model.ambient);
  }
  return result;
}

function driftOf(model: RidgeSum, w: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < model.neurons; i++) {
    largest = Math.max(largest, Math.abs(norm(neuron(w, i, model.ambient)) - 1));
  }
  return largest;
}
