/**
 * Any family behind the interface that judges use: what a model gives, put together once.
 *
 * Curvature by differences of the gradient, rest by residual and stability, and the path of the
 * dynamics that the instance names: gradient flow of the population or of n samples, descent with a
 * step on either, SGD with fresh samples.
 */

import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { mentionsState } from "../../../model/expression/mentions.ts";
import { descentPath } from "../../along/descent-path.ts";
import { flowPath } from "../../along/flow-path.ts";
import { liftedPath } from "../../along/lifted-path.ts";
import type { Path } from "../../along/path.ts";
import type { Environment } from "../../evaluate/environment.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { type RandomStream, randomStream } from "../../random/stream.ts";
import { addScaled, norm, unit } from "../../vectors.ts";
import type { MeasuredVector } from "../answers.ts";
import { isGaussian } from "../own-inputs.ts";
import { drawSamples } from "../sampling/sampled-loss.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { Simulation } from "../simulation.ts";
import { closedPath, isSettling } from "./closed-path.ts";
import {
  type DefinedModel,
  environmentAt,
  fieldOf,
  isBelowFloor,
  measuredGradient,
  measuredVelocity,
  ratesOf,
  valuesOf,
} from "./defined-model.ts";
import {
  fullBatchSource,
  type GradientSource,
  minibatchSource,
  populationSource,
  type StepSize,
} from "./descent.ts";
import { differenceInertia, tangentBasis } from "./difference-inertia.ts";
import { modelAttractors } from "./model-attractors.ts";
import { modelRest } from "./model-rest.ts";
import { modelNearestStationary, modelStationary } from "./model-stationary.ts";
import { overlapsAt } from "./overlaps.ts";

/** What is peculiar to a family. */
export interface FamilyPieces {
  readonly instance: ModelInstance;
  readonly model: DefinedModel;
  readonly sampler: Sampler;
  readonly stateNamed: (point: Expression) => Float64Array | Failure;
  readonly startState: Simulation["startState"];
  /** Dimensions of the model's manifold that its states have no room for. */
  readonly hidden: number;
  /** For a flow on samples in coordinates of its own, where part of the state is fitted to them. */
  readonly fitted?: (random: RandomStream) => FittedFlow;
  /** Names of the model that do not move with its state. */
  readonly names?: Pick<Environment, "name" | "indexed" | "lastIndex">;
  /** [from, to) of the part that moves first where the dynamics alternates. */
  readonly first?: readonly [number, number];
}

/** A model on the samples of one run, in coordinates y from which a whole state is had. */
export interface FittedFlow {
  readonly model: DefinedModel;
  readonly lower: (state: Float64Array) => Float64Array;
  readonly lift: (y: Float64Array) => Float64Array;
  /** How many times faster than y the state may move. */
  readonly stretch: (y: Float64Array) => number;
}

/** The simulation of a family. */
export function simulationOfPieces(pieces: FamilyPieces): Simulation | Failure {
  const { model, hidden } = pieces;
  const dynamics = dynamicsOf(pieces);
  if (isFailure(dynamics)) return dynamics;
  const target = pieces.stateNamed({ kind: "name", name: "target" });
  const structured = isFailure(target) ? [] : [target];
  return {
    stateNamed: pieces.stateNamed,
    randomState: model.randomState,
    structuredStates: () => structured,
    tangents: (w) => tangentBasis(model, w),
    movedAlong: (w, direction, distance) => movedAlong(model, w, direction, distance),
    describe: (w) =>
      overlapsAt(model, w, 0)
        .flatMap((row) => row.map(({ value }) => Number(value.toPrecision(4))))
        .join(", "),
    movedState: (w, distance, random) => {
      const direction = random.onSphere(model.size);
      model.project(w, direction);
      return movedAlong(model, w, unit(direction), distance);
    },
    stationaryPoints: (options) => modelStationary(model, structured, options),
    nearestStationary: (w) => modelNearestStationary(model, w),
    gradient: (w) => measuredGradient(model, w),
    velocity: (w) => measuredVelocity(model, w),
    inertia: (w) => differenceInertia(model, w, hidden),
    observables: (w, error) => withNames(environmentAt(model, w, error), pieces.names),
    rates: (w, quantity) => ratesOf(model, w, quantity),
    values: (w, quantity) => valuesOf(model, w, quantity),
    firstIndex: (quantity) => model.quantities.get(quantity)?.from ?? 1,
    attractors: (near, search) => modelAttractors(model, near, search === "wide" ? 8 : 0),
    startState: pieces.startState,
    path: (start, random, maxSteps) =>
      dynamics(start, () => random ?? defaultRandom(start), maxSteps),
  };
}

/** The names of a state, and those that do not move with it. */
function withNames(environment: Environment, names: FamilyPieces["names"]): Environment {
  if (names === undefined) return environment;
  const { name: nameOf, indexed } = environment;
  return {
    ...environment,
    ...(names.lastIndex && { lastIndex: names.lastIndex }),
    name: (name) => nameOf?.(name) ?? names.name?.(name),
    indexed: (name, places) => indexed?.(name, places) ?? names.indexed?.(name, places),
  };
}

/** The state moved along a tangent and put back on the constraint; up to 1.5 radians. */
function movedAlong(
  model: DefinedModel,
  w: Float64Array,
  direction: Float64Array,
  distance: number,
): Float64Array {
  const moved = w.slice();
  const longest = 1.5;
  const angle = Math.max(-longest, Math.min(distance, longest));
  // A slow velocity is tangent only to within its rounding.
  const tangent = direction.slice();
  model.project(w, tangent);
  addScaled(moved, Math.tan(angle), tangent);
  model.restore(moved);
  return moved;
}

/** The same samples for the same start, where nobody gives a stream. */
const defaultRandom = (start: Float64Array): RandomStream =>
  randomStream(0, "path", Array.from(start).join(" "));

/** The stream is made where samples are drawn, and not for a flow of the population. */
type Dynamics = (start: Float64Array, random: () => RandomStream, maxSteps?: number) => Path;

function dynamicsOf(pieces: FamilyPieces): Dynamics | Failure {
  const { instance, model, sampler } = pieces;
  const { kind, step, samples, unlabelled, alternate } = instance.dynamics;
  if (unlabelled !== undefined) return failure("unsupported-model", "an estimated covariance");
  const count = samples && wholeNumber("samples", samples);
  const { batch: counted } = instance.dynamics;
  const size = counted && wholeNumber("batch", counted);
  const pace = step === undefined ? undefined : stepSize(model, step);
  for (const x of [count, size, pace]) if (isFailure(x)) return x;
  const { fitted } = pieces;
  if (fitted !== undefined) {
    if (kind !== "gradient-flow" || count !== undefined) {
      return failure("unsupported-model", "a fitted link under other dynamics than gradient flow");
    }
    return (start, random, maxSteps) => {
      const flow = fitted(random());
      const path = populationFlow(flow.model, flow.lower(start), maxSteps);
      return liftedPath(path, flow.lift, flow.stretch);
    };
  }
  const { sampled } = model;
  const needsSamples = kind === "sgd" || count !== undefined;
  if (needsSamples && sampled === undefined) {
    return failure("unsupported-model", "samples in fewer dimensions than the model has");
  }
  if (!needsSamples && !isGaussian(instance.input)) {
    return failure("unsupported-model", `the population under ${instance.input.law} inputs`);
  }
  const gradientOf = (random: RandomStream): GradientSource => {
    if (sampled === undefined || !needsSamples) return populationSource(model);
    if (typeof count === "number") {
      return fullBatchSource(sampled, drawSamples(sampled, sampler, count, random));
    }
    const each = typeof size === "number" ? size : 1;
    const { batch } = model;
    if (batch !== undefined) return (state, out) => batch(state, each, random, out);
    return minibatchSource(sampled, sampler, each, random);
  };
  if (kind === "gradient-flow") {
    if (!needsSamples) return (start, _, maxSteps) => populationFlow(model, start, maxSteps);
    return (start, random, maxSteps) => sampleFlow(model, gradientOf(random()), start, maxSteps);
  }
  if (pace === undefined || isFailure(pace)) {
    return failure("wrong-arguments", `${kind}: expected a step > 0`);
  }
  return (start, random, maxSteps) => {
    const gradient = gradientOf(random());
    const coarse: GradientSource = (state, out) => out.set(model.gradient(state, "coarse").value);
    return descentPath({
      model,
      gradient,
      start,
      step: pace,
      ...(maxSteps !== undefined && { maxSteps }),
      isNoisy: kind === "sgd" && count === undefined,
      ...(!needsSamples && { rival: coarse, ...doubtOf(measuredVelocity(model, start)) }),
      ...(alternate && pieces.first && { alternate: pieces.first }),
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
  // The samples are the model now: their gradient has no other rule and no floor to speak of.
  const empirical: DefinedModel = {
    ...model,
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

function restored(model: DefinedModel, w: Float64Array): Float64Array {
  const copy = w.slice();
  model.restore(copy);
  return copy;
}

function wholeNumber(what: string, expression: Expression): number | Failure {
  const value = evaluateNumber(expression);
  if (isFailure(value)) return value;
  if (Number.isInteger(value.value) && value.value >= 1) return value.value;
  return failure("wrong-arguments", `${what}: expected an integer >= 1, got ${value.value}`);
}
