/**
 * A learned link behind the interface that judges use.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Start } from "../../../model/spec.ts";
import type { Environment } from "../../evaluate/environment.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { hermiteCoefficient } from "../../link/hermite-coefficient.ts";
import { withLetter } from "../../link/letters.ts";
import type { RandomStream } from "../../random/stream.ts";
import type { DefinedModel } from "../any-model/defined-model.ts";
import type { FittedFlow } from "../any-model/family-pieces.ts";
import { simulationOfPieces } from "../any-model/model-simulation.ts";
import { directionOf } from "../ridge-sum/direction.ts";
import { drawn, startState } from "../ridge-sum/start-state.ts";
import { samplerOf } from "../sampling/samplers.ts";
import type { Simulation } from "../simulation.ts";
import { definedLearnedLink, type LearnedLink } from "./learned-link.ts";

export function learnedLinkSimulation(instance: ModelInstance): Simulation | Failure {
  const { dynamics } = instance;
  const usesSamples = dynamics.kind === "sgd" || dynamics.samples !== undefined;
  const built = definedLearnedLink(instance, usesSamples ? { reduced: false } : {});
  if (isFailure(built)) return built;
  return simulationOfLink({ instance, ...built });
}

/** What makes up a model with a learned link, and how its link is fitted where it is. */
export interface LinkPieces {
  readonly instance: ModelInstance;
  readonly link: LearnedLink;
  readonly model: DefinedModel;
  readonly fitted?: (random: RandomStream) => FittedFlow;
}

/** Any model whose states are w, then a_0, ..., a_P. */
export function simulationOfLink(pieces: LinkPieces): Simulation | Failure {
  const { instance, link, model, fitted } = pieces;
  const { input } = instance;
  const { sum } = link;
  const sampler = samplerOf(input, undefined);
  if (isFailure(sampler)) return sampler;
  return simulationOfPieces({
    instance,
    model,
    sampler,
    stateNamed: (point) => {
      const w = directionOf(sum, point);
      if (isFailure(w)) return w;
      const state = new Float64Array(model.size);
      state.set(w);
      // The target has the teacher's link; every other named direction begins without a link.
      if (point.kind === "name" && point.name === "target") {
        for (let p = 0; p <= link.degree; p++) {
          state[sum.ambient + p] = hermiteCoefficient(sum.teacher, p).value;
        }
      }
      model.restore(state);
      return state;
    },
    startState: (start, names, random) => startOf(link, model.size, { start, names }, random),
    hidden: sum.dimension - sum.ambient,
    first: [0, sum.ambient],
    ...(fitted && { fitted }),
  });
}

/** A direction as for ridge sums; coefficients that no entry names are 0. */
function startOf(
  { sum, degree }: LearnedLink,
  size: number,
  { start, names }: { readonly start: Start; readonly names: Environment },
  random: RandomStream,
): Float64Array | Failure {
  const w = startState(
    sum,
    start.filter(({ name }) => name !== "a"),
    names,
    random,
  );
  if (isFailure(w)) return w;
  const state = new Float64Array(size);
  state.set(w);
  for (const { name, index, value } of start) {
    if (name !== "a" || value === undefined) continue;
    const isNumber = index !== undefined && /^[0-9]/.test(index);
    if (isNumber && Number(index) > degree) {
      return failure("no-such-start", `a[${index}] of a link of degree ${degree}`);
    }
    for (let p = 0; p <= degree; p++) {
      if (isNumber && Number(index) !== p) continue;
      const entry = drawn(index === undefined ? value : withLetter(value, index, p), names, random);
      if (isFailure(entry)) return entry;
      state[sum.ambient + p] = entry;
    }
  }
  return state;
}
