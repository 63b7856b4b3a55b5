/**
 * A link by kernel regression behind the interface that judges use.
 *
 * A state is w and the coefficients a, as for a link that is learned by its own flow; along a path
 * the coefficients are those of the fit at w on the samples of that run. What is read off a state
 * (the loss, m, a) is the population's.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, isFailure } from "../../failure.ts";
import { type RandomStream, randomStream } from "../../random/stream.ts";
import { addScaled, minus, norm } from "../../vectors.ts";
import type { FittedFlow } from "../any-model/family-pieces.ts";
import type { Simulation } from "../simulation.ts";
import { type KernelProblem, kernelLink, kernelProblem } from "./kernel-link.ts";
import { simulationOfLink } from "./learned-link-simulation.ts";

export function kernelLinkSimulation(instance: ModelInstance): Simulation | Failure {
  const problem = kernelProblem(instance);
  if (isFailure(problem)) return problem;
  return simulationOfLink({
    instance,
    link: problem.model,
    model: problem.withCoefficients,
    fitted: (random) => fittedFlow(problem, random),
  });
}

/** Directions along which the fit is tried for how fast it moves. */
const tried = 4;
const distance = 1e-6;

function fittedFlow(problem: KernelProblem, random: RandomStream): FittedFlow {
  const { linkAt, model } = kernelLink(problem, random);
  const { degree, sum } = problem.model;
  const d = sum.ambient;
  const lift = (w: Float64Array): Float64Array => {
    const state = new Float64Array(d + degree + 1).fill(Number.NaN);
    state.set(w);
    const a = linkAt(w);
    if (a !== undefined) state.set(a, d);
    return state;
  };
  return {
    model,
    lift,
    lower: (state) => state.slice(0, d),
    // E |J g|^2 = |J|_F^2 for a Gaussian g, and |J|_F is at least the norm: twice the mean of four.
    stretch: (w) => {
      const stream = randomStream(0, "kernel link", "stretch");
      const at = lift(w);
      let sum = 0;
      for (let i = 0; i < tried; i++) {
        const g = new Float64Array(d).map(() => stream.normal());
        const moved = w.slice();
        addScaled(moved, distance, g);
        sum += (norm(minus(lift(moved), at)) / distance) ** 2 / tried;
      }
      return 2 * Math.sqrt(sum);
    },
  };
}
