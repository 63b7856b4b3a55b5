/**
 * The families of models that can be simulated, tried in this order.
 */
import type { ModelInstance } from "../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { kernelLinkSimulation } from "./learned-link/kernel-link-simulation.ts";
import { learnedLinkSimulation } from "./learned-link/learned-link-simulation.ts";
import { learnedSubspaceSimulation } from "./learned-subspace/learned-subspace-simulation.ts";
import { multiIndexSimulation } from "./multi-index/multi-index-simulation.ts";
import { withOwnObservables } from "./own-observables.ts";
import { ridgeSumsSimulation } from "./ridge-sum/many-neurons-simulation.ts";
import { ridgeSumSimulation } from "./ridge-sum/one-neuron-simulation.ts";
import type { Simulation } from "./simulation.ts";

const families: readonly ((instance: ModelInstance) => Simulation | Failure)[] = [
  ridgeSumSimulation,
  ridgeSumsSimulation,
  learnedLinkSimulation,
  kernelLinkSimulation,
  multiIndexSimulation,
  learnedSubspaceSimulation,
];

/** The simulation of a model, by the first family that has it. */
export function simulationOf(instance: ModelInstance): Simulation | Failure {
  const failures: Failure[] = [];
  for (const family of families) {
    const simulation = family(instance);
    if (!isFailure(simulation)) {
      const { observables } = simulation;
      return { ...simulation, observables: (w, e) => withOwnObservables(w, observables(w, e)) };
    }
    failures.push(simulation);
  }
  // A family that covers the model and finds it wrong knows more than one that does not cover it.
  const told = failures.find(({ code }) => code !== "unsupported-model") ?? failures[0];
  return told ?? failure("unsupported-model", "no family");
}
