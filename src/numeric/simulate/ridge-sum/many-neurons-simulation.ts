/**
 * Ridge sums of any number of neurons, under any input, in any metric and dynamics, for judges.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Start } from "../../../model/spec.ts";
import type { Environment } from "../../evaluate/environment.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import type { RandomStream } from "../../random/stream.ts";
import { neuron, unit } from "../../vectors.ts";
import { simulationOfPieces } from "../any-model/model-simulation.ts";
import { samplerOf } from "../sampling/samplers.ts";
import type { Simulation } from "../simulation.ts";
import type { CorrelatedRidgeSum } from "./correlated-ridge-sum.ts";
import { definedRidgeSum, withEstimate } from "./defined-ridge-sum.ts";
import { directionOf } from "./direction.ts";
import { linkNames } from "./link-coefficients.ts";
import { covarianceOf, empiricalCovariance } from "./metric-covariance.ts";
import { isSpectral, spectralStart } from "./spectral-start.ts";
import { startState } from "./start-state.ts";

/** States of more numbers are kept in the span of frame and neurons. */
const mostNumbers = 64;

export function ridgeSumsSimulation(instance: ModelInstance): Simulation | Failure {
  const { dynamics } = instance;
  // Samples need all coordinates.
  const usesSamples =
    dynamics.kind === "sgd" || dynamics.samples !== undefined || dynamics.unlabelled !== undefined;
  const { shape } = instance.student;
  const neurons = shape.kind === "neurons" ? shape.count : 1;
  // Curvature by differences costs the square of a state; the flow is the same in fewer dimensions.
  const reduced = !usesSamples && instance.dimension * neurons > mostNumbers;
  const built = definedRidgeSum(instance, { reduced });
  if (isFailure(built)) return built;
  const { correlated, model } = built;
  const { whitened, directions } = correlated;
  const sampler = samplerOf(instance.input, correlated.root);
  if (isFailure(sampler)) return sampler;
  // Starts and named vectors speak of v_j, not of what the covariance makes of them.
  const { theta } = correlated;
  const named = theta && { named: new Map([["theta", theta]]) };
  const plain = { ...whitened, frame: directions, ...named };
  return simulationOfPieces({
    instance,
    model,
    sampler,
    stateNamed: (point) => {
      const direction = directionOf(plain, point);
      if (isFailure(direction)) return direction;
      const state = new Float64Array(model.size);
      for (let i = 0; i < plain.neurons; i++) state.set(direction, i * plain.ambient);
      model.restore(state);
      return state;
    },
    startState: (start, names, random) => {
      if (start.some(({ value }) => isSpectral(value))) {
        return spectralStart(instance, sampler, start, random);
      }
      return start.some(({ name }) => name === "rho")
        ? whitenedStart(correlated, start, names, random)
        : startState(plain, start, names, random);
    },
    names: linkNames(whitened),
    estimated: (count, random) => {
      const rows = empiricalCovariance(sampler, instance.dimension, count, random);
      const estimate = covarianceOf(rows, instance.dimension);
      return isFailure(estimate) ? estimate : withEstimate(instance, correlated, estimate);
    },
    hidden: plain.neurons * (plain.dimension - plain.ambient),
  });
}

/**
 * A start with <wbar, vbar> = rho: wbar uniform given that, w = S^(-1) wbar up to its length.
 *
 * @returns a failure where a start says more than rho
 */
function whitenedStart(
  { whitened, root }: CorrelatedRidgeSum,
  start: Start,
  names: Environment,
  random: RandomStream,
): Float64Array | Failure {
  const entries = start.map((entry) => (entry.name === "rho" ? { ...entry, name: "m" } : entry));
  const isAlone = start.every(({ name, value }) => name === "rho" || value === undefined);
  if (!isAlone || whitened.frame.length !== 1) {
    return failure("no-such-start", "rho beside other overlaps");
  }
  const state = startState(whitened, entries, names, random);
  if (isFailure(state)) return state;
  for (let i = 0; i < whitened.neurons; i++) {
    const w = neuron(state, i, whitened.ambient);
    root?.solve(w, w);
    w.set(unit(w));
  }
  return state;
}
