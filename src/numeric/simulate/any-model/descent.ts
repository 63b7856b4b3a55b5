/**
 * Gradient descent with a step size: state <- restore(state + step * velocity). A step may depend
 * on the state: one of 1/(p sum_j u_j^p) is the power iteration of a symmetric tensor.
 *
 * On the sphere this is the update of [simsek2025, Figure 1]: a step along the spherical gradient,
 * then division by the length. The velocity comes from the population, from a fixed set of samples,
 * or from fresh samples at every step; a step is that of one batch, and time is `step` times steps.
 */
import type { RandomStream } from "../../random/stream.ts";
import {
  drawSamples,
  type SampledLoss,
  type Samples,
  sampleGradient,
} from "../sampling/sampled-loss.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { DefinedModel } from "./defined-model.ts";

/** Writes the Euclidean gradient at a state into `out`; `step` counts from 0. */
export type GradientSource = (state: Float64Array, out: Float64Array, step: number) => void;

/** A number, or a function of the state. */
export type StepSize = number | ((state: Float64Array) => number);

export interface DescentOptions {
  readonly model: DefinedModel;
  readonly gradient: GradientSource;
  readonly start: Float64Array;
  /** The step size, > 0; a failed evaluation is NaN and ends the run. */
  readonly step: StepSize;
  readonly maxSteps: number;
  /** Ascending counts of steps at which the state is kept; 0 is the start. */
  readonly outputAt?: readonly number[];
  /** Asked at the start and after every step; the run ends where it is true. */
  readonly stop?: (state: Float64Array, steps: number) => boolean;
  readonly isInterrupted?: () => boolean;
  /**
   * Moves one part of the state at a time: a step moves the first block, and then the rest from
   * where that is now, each by a gradient of its own. [from, to) of the first block.
   */
  readonly alternate?: readonly [number, number];
}

export interface Descent {
  readonly status: "reached-end" | "event" | "not-finite" | "interrupted";
  readonly steps: number;
  readonly state: Float64Array;
  readonly outputs: readonly { readonly steps: number; readonly state: Float64Array }[];
}

/** Steps until the last of them, until `stop`, or until something goes wrong. */
export function descend(options: DescentOptions): Descent {
  const { model, gradient, step, maxSteps, outputAt = [], stop, alternate } = options;
  const state = options.start.slice();
  model.restore(state);
  const [slope, velocity] = [new Float64Array(state.length), new Float64Array(state.length)];
  const outputs: { steps: number; state: Float64Array }[] = [];
  let next = 0;
  const ended = (status: Descent["status"], steps: number): Descent => ({
    status,
    steps,
    state,
    outputs,
  });
  for (let steps = 0; ; steps++) {
    if (!state.every(Number.isFinite)) return ended("not-finite", steps);
    while (next < outputAt.length && outputAt[next]! <= steps) {
      outputs.push({ steps, state: state.slice() });
      next += 1;
    }
    if (stop?.(state, steps)) return ended("event", steps);
    if (steps >= maxSteps) return ended("reached-end", steps);
    if (options.isInterrupted?.()) return ended("interrupted", steps);
    for (const part of alternate === undefined ? [undefined] : (["first", "rest"] as const)) {
      gradient(state, slope, steps);
      model.velocity(state, slope, velocity);
      if (alternate !== undefined) keepPart(velocity, alternate, part === "first");
      const pace = typeof step === "number" ? step : step(state);
      for (let i = 0; i < state.length; i++) state[i]! += pace * velocity[i]!;
      model.restore(state);
    }
  }
}

function keepPart(velocity: Float64Array, [from, to]: readonly [number, number], isFirst: boolean) {
  if (!isFirst) velocity.fill(0, from, to);
  else {
    velocity.fill(0, 0, from);
    velocity.fill(0, to);
  }
}

/** The gradient of the population loss. */
export const populationSource =
  (model: DefinedModel): GradientSource =>
  (state, out) =>
    out.set(model.gradient(state, "fine", "flow").value);

/** The gradient of the mean loss of a fixed set of samples. */
export const fullBatchSource =
  (loss: SampledLoss, samples: Samples): GradientSource =>
  (state, out) => {
    sampleGradient(loss, state, samples, out);
  };

/** The gradient of the mean loss of `batch` fresh samples, drawn anew at every step. */
export const minibatchSource =
  (loss: SampledLoss, sampler: Sampler, batch: number, random: RandomStream): GradientSource =>
  (state, out, step) => {
    const stream = random.ofStep?.(step) ?? random;
    sampleGradient(loss, state, drawSamples(loss, sampler, batch, stream), out);
  };
