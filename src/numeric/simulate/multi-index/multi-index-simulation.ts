/**
 * The multi-index family behind the interface that judges use.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { simulationOfPieces } from "../any-model/model-simulation.ts";
import { samplerOf } from "../sampling/samplers.ts";
import type { Simulation } from "../simulation.ts";
import { definedMultiIndex } from "./multi-index.ts";
import { startOf } from "./start-state.ts";

export function multiIndexSimulation(instance: ModelInstance): Simulation | Failure {
  const { dynamics, input } = instance;
  const usesSamples = dynamics.kind === "sgd" || dynamics.samples !== undefined;
  const built = definedMultiIndex(instance, usesSamples ? { reduced: false } : {});
  if (isFailure(built)) return built;
  const { multi, model } = built;
  const sampler = samplerOf(input, undefined);
  if (isFailure(sampler)) return sampler;
  const { rank: r, ambient: d, dimension } = multi;
  return simulationOfPieces({
    instance,
    model,
    sampler,
    stateNamed: (point) => {
      if (point.kind !== "name" || point.name !== "target") {
        return failure("unknown-name", "a named state of a subspace other than target");
      }
      // V itself; where r > q, any further columns do.
      const state = new Float64Array(r * d);
      for (let j = 0; j < r; j++) state[j * d + j] = 1;
      return state;
    },
    startState: (start, names, random) => startOf(multi, model, { start, names }, random),
    hidden: r * (dimension - d),
  });
}
