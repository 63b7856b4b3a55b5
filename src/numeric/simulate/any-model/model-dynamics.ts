/**
 * The dynamics that an instance names, as paths: gradient flow of the population or of n samples,
 * descent with a step on either, SGD with fresh samples; under a metric with the true covariance,
 * or with one that every run estimates from unlabelled inputs of its own.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import { mentionsState } from "../../../model/expression/mentions.ts";
import { descentPath } from "../../along/descent-path.ts";
import { flowPath } from "../../along/flow-path.ts";
import { liftedPath } from "../../along/lifted-path.ts";
import { failedPath, type Path } from "../../along/path.ts";
import { polygonPath } from "../../along/polygon-path.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import type { RandomStream } from "../../random/stream.ts";
import { norm } from "../../vectors.ts";
import type { MeasuredVector } from "../answers.ts";
import { isGaussian } from "../own-inputs.ts";
import {
  costOf,
  mostNumbers,
  numbersOfRun,
  operations,
  wholeNumber,
} from "../sampling/numbers-of-run.ts";
import { drawSamples } from "../sampling/sampled-loss.ts";
import { closedPath, isSettling } from "./closed-path.ts";
import {
  type DefinedModel,
  environmentAt,
  fieldOf,
  isBelowFloor,
  measuredVelocity,
  restored,
} from "./defined-model.ts";
import {
  fullBatchSource,
  type GradientSource,
  minibatchSource,
  populationSource,
  type StepSize,
} from "./descent.ts";
import type { FamilyPieces } from "./family-pieces.ts";
import { modelRest } from "./model-rest.ts";

export /** The stream is made where samples are drawn, and not for a flow of the population. */
type Dynamics = (start: Float64Array, random: () => RandomStream, maxSteps?: number) => Path;

/** The paths of a family. */
export function dynamicsOf(pieces: FamilyPieces): Dynamics | Failure {
  const { instance, model, estimated, fitted } = pieces;
  const { kind, step, batch, samples, unlabelled, metric } = instance.dynamics;
  const count = samples && wholeNumber("samples", samples);
  const inputs = unlabelled && wholeNumber("unlabelled", unlabelled);
  const size = batch && wholeNumber("batch", batch);
  const pace = step === undefined ? undefined : stepSize(model, step);
  for (const x of [count, inputs, size, pace]) if (isFailure(x)) return x;
  if (fitted !== undefined) {
    if (kind !== "gradient-flow" || count !== undefined || inputs !== undefined) {
      return failure("unsupported-model", "a fitted link under other dynamics than gradient flow");
    }
    return (start, random, maxSteps) => {
      const flow = fitted(random());
      const path = populationFlow(flow.model, flow.lower(start), maxSteps);
      return liftedPath(path, flow.lift, flow.stretch);
    };
  }
  const needsSamples = kind === "sgd" || count !== undefined;
  if (needsSamples && model.sampled === undefined) {
    return failure("unsupported-model", "samples in fewer dimensions than the model has");
  }
  if (!needsSamples && !isGaussian(instance.input)) {
    return failure("unsupported-model", `the population under ${instance.input.law} inputs`);
  }
  if (kind !== "gradient-flow" && (pace === undefined || isFailure(pace))) {
    return failure("wrong-arguments", `${kind}: expected a step > 0`);
  }
  const numbers = numbersOfRun(instance);
  if (isFailure(numbers)) return numbers;
  if (numbers > mostNumbers) {
    const rows = `${numbers / instance.dimension} samples in R^${instance.dimension}`;
    const got = `${rows}: ${costOf(numbers)}, of ${operations(mostNumbers)}`;
    return (start) => failedPath(start, failure("too-large", got));
  }
  const pathOf = pathUnder(pieces, { count, size, pace, needsSamples });
  if (typeof inputs !== "number" || metric === "round") {
    return (start, random, maxSteps) => pathOf(model, start, random, maxSteps);
  }
  if (estimated === undefined) return failure("unsupported-model", "an estimated covariance");
  return (start, random, maxSteps) => {
    const stream = random();
    const own = estimated(inputs, stream);
    return isFailure(own) ? failedPath(start, own) : pathOf(own, start, () => stream, maxSteps);
  };
}

interface Pace {
  readonly count: number | Failure | undefined;
  readonly size: number | Failure | undefined;
  readonly pace: StepSize | Failure | undefined;
  readonly needsSamples: boolean;
}

type PathUnder = (
  model: DefinedModel,
  start: Float64Array,
  random: () => RandomStream,
  maxSteps?: number,
) => Path;

/** The path of the dynamics, whatever model it is followed in. */
function pathUnder({ instance, sampler, first }: FamilyPieces, rule: Pace): PathUnder {
  const { kind, alternate } = instance.dynamics;
  const { count, size, pace, needsSamples } = rule;
  const gradientOf = (model: DefinedModel, random: RandomStream): GradientSource => {
    const { sampled } = model;
    if (sampled === undefined || !needsSamples) return populationSource(model);
    if (typeof count === "number") {
      return fullBatchSource(sampled, drawSamples(sampled, sampler, count, random));
    }
    const each = typeof size === "number" ? size : 1;
    const { batch } = model;
    if (batch !== undefined) {
      return (state, out, step) => batch(state, each, random.ofStep?.(step) ?? random, out);
    }
    return minibatchSource(sampled, sampler, each, random);
  };
  if (kind === "gradient-flow") {
    if (!needsSamples) return (model, start, _, maxSteps) => populationFlow(model, start, maxSteps);
    return (model, start, random, maxSteps) =>
      sampleFlow(model, gradientOf(model, random()), start, maxSteps);
  }
  return (model, start, random, maxSteps) => {
    const gradient = gradientOf(model, random());
    const coarse: GradientSource = (state, out) =>
      out.set(model.gradient(state, "coarse", "flow").value);
    return descentPath({
      model,
      gradient,
      start,
      step: pace === undefined || isFailure(pace) ? Number.NaN : pace,
      ...(maxSteps !== undefined && { maxSteps }),
      isNoisy: kind === "sgd" && count === undefined,
      ...(!needsSamples && { rival: coarse, ...doubtOf(measuredVelocity(model, start)) }),
      ...(alternate && first && { alternate: first }),
    });
  };
}

/** The step of a descent, a number > 0 or a function of the state. */
function stepSize(model: DefinedModel, step: Expression): StepSize | Failure {
  if (mentionsState(step)) {
    return (state) => {
      const value = evaluateNumber(step, environmentAt(model, state));
      return !isFailure(value) && value.value > 0 ? value.value : Number.NaN;
    };
  }
  const value = evaluateNumber(step);
  if (isFailure(value)) return value;
  return value.value > 0 ? value.value : failure("wrong-arguments", "expected a step > 0");
}

function populationFlow(model: DefinedModel, start: Float64Array, maxSteps?: number): Path {
  const { closed } = model;
  if (closed !== undefined) return closedPath(model, start, closed(start), closed, maxSteps);
  const velocity = measuredVelocity(model, start);
  const noise = velocity.floor / norm(velocity.value);
  // The implicit method's error estimate has a low order: digits are dear.
  const least = model.isStiff ? 1e-8 : 1e-10;
  return flowPath({
    start,
    // Tighter than the field is known the steps would chase its noise.
    rtol: Math.max(least, Number.isFinite(noise) ? noise / 100 : 0),
    field: fieldOf(model, "fine"),
    rival: fieldOf(model, "coarse"),
    normalise: (w) => restored(model, w),
    isSettling: (w) => isSettling(model, w),
    rest: () => modelRest(model, start, maxSteps),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(model.isStiff && { isStiff: true }),
    ...doubtOf(velocity),
  });
}

function sampleFlow(
  model: DefinedModel,
  gradient: GradientSource,
  start: Float64Array,
  maxSteps?: number,
): Path {
  const slope = new Float64Array(model.size);
  if (model.sampled?.isKinked) {
    const here = start.slice();
    return polygonPath({
      start,
      field: (_, w, out) => {
        here.set(w);
        model.restore(here);
        gradient(here, slope, 0);
        model.velocity(here, slope, out);
      },
      restore: (w) => model.restore(w),
      ...(maxSteps !== undefined && { maxSides: maxSteps }),
    });
  }
  // The samples are the model now: their gradient has no other rule and no floor to speak of.
  const { orbitDimension: _, ...unrotated } = model;
  const empirical: DefinedModel = {
    ...unrotated,
    gradient: (state) => {
      gradient(state, slope, 0);
      return { value: slope.slice(), size: norm(slope) };
    },
  };
  return flowPath({
    start,
    rtol: 1e-8,
    field: fieldOf(empirical, "fine"),
    normalise: (w) => restored(model, w),
    isSettling: (w) => isSettling(empirical, w),
    rest: () => modelRest(empirical, start, maxSteps),
    ...(maxSteps !== undefined && { maxSteps }),
  });
}

/** The reason to distrust a flow whose first motion is below the floor; none at a fixed point. */
function doubtOf(velocity: MeasuredVector): { readonly doubt?: Failure } {
  if (!isBelowFloor(velocity) || norm(velocity.value) === 0) return {};
  return { doubt: failure("below-the-floor", `${norm(velocity.value)} at the start`) };
}
