/**
 * Ridge sums of any number of neurons, under any input, in any metric and dynamics, for judges.
 */
import type { ModelInstance } from "../../../model/instance.ts";
import { type Failure, isFailure } from "../../failure.ts";
import { simulationOfPieces } from "../any-model/model-simulation.ts";
import { samplerOf } from "../sampling/samplers.ts";
import type { Simulation } from "../simulation.ts";
import { definedRidgeSum } from "./defined-ridge-sum.ts";
import { directionOf } from "./direction.ts";
import { linkNames } from "./link-coefficients.ts";
import { startState } from "./start-state.ts";

/** States of more numbers are kept in the span of frame and neurons. */
const mostNumbers = 64;

export function ridgeSumsSimulation(instance: ModelInstance): Simulation | Failure {
  const { dynamics } = instance;
  // Samples need all coordinates.
  const usesSamples = dynamics.kind === "sgd" || dynamics.samples !== undefined;
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
  const plain = { ...whitened, frame: directions };
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
    startState: (start, names, random) => startState(plain, start, names, random),
    names: linkNames(whitened),
    hidden: plain.neurons * (plain.dimension - plain.ambient),
  });
}
