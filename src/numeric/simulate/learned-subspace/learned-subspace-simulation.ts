/**
 * A subspace and its learned link behind the interface that judges use.
 *
 * A state is W and the coefficients of the link, which begin at 0. With random features each run
 * draws its own; with samples the coefficients along a path are those of the fit at W on that run's
 * samples, and what is read off a state (the loss, G) is the population's.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Start } from "../../../model/spec.ts";
import type { Environment } from "../../evaluate/environment.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { functionOfLink } from "../../gaussian/function.ts";
import { withLetter } from "../../link/letters.ts";
import { type RandomStream, randomStream } from "../../random/stream.ts";
import { addScaled, minus, norm } from "../../vectors.ts";
import type { FittedFlow } from "../any-model/family-pieces.ts";
import { simulationOfPieces } from "../any-model/model-simulation.ts";
import { sampledMultiIndex } from "../multi-index/sampled-loss.ts";
import { startOf } from "../multi-index/start-state.ts";
import { drawn } from "../ridge-sum/start-state.ts";
import { drawSamples } from "../sampling/sampled-loss.ts";
import { samplerOf } from "../sampling/samplers.ts";
import type { Simulation } from "../simulation.ts";
import { fittedLink } from "./fitted-link.ts";
import { type LearnedSubspaceParts, learnedSubspace, modelOf } from "./learned-subspace.ts";
import { randomFeatures } from "./link-space.ts";

export function learnedSubspaceSimulation(instance: ModelInstance): Simulation | Failure {
  const { student, input } = instance;
  const { link } = student;
  if (link.kind !== "learned") return failure("unsupported-model", `${link.kind} link`);
  const counts = [link.samples, link.features].map((e) => (e ? evaluateNumber(e) : undefined));
  for (const count of counts) {
    if (count === undefined) continue;
    if (isFailure(count)) return count;
    if (!(Number.isInteger(count.value) && count.value >= 1)) {
      return failure("wrong-arguments", `samples, features: expected >= 1, got ${count.value}`);
    }
  }
  const [samples, features] = counts.map((count) =>
    count === undefined || isFailure(count) ? undefined : count.value,
  );
  const built = learnedSubspace(instance, samples === undefined ? {} : { reduced: false });
  if (isFailure(built)) return built;
  const { learned, model, frame } = built;
  const { multi, space } = learned;
  if (samples !== undefined && !multi.isSquared) {
    return failure("unsupported-model", "regression needs the squared loss");
  }
  const sampler = samplerOf(input, undefined);
  if (isFailure(sampler)) return sampler;
  const { rank: r, ambient: d, dimension } = multi;
  const inSpace = (random: RandomStream): LearnedSubspaceParts["learned"] =>
    features === undefined
      ? learned
      : { ...learned, features: randomFeatures(space, features, random) };
  const fitted = (random: RandomStream): FittedFlow => {
    const own = inSpace(random);
    if (samples === undefined) {
      const same = (state: Float64Array): Float64Array => state.slice();
      return { model: modelOf(own, frame), lower: same, lift: same, stretch: () => 1 };
    }
    const data = drawSamples(sampledMultiIndex(multi), sampler, samples, random);
    return fittedFlow(built, fittedLink(own, frame, data));
  };
  return simulationOfPieces({
    instance,
    model,
    sampler,
    stateNamed: (point) => {
      if (point.kind !== "name" || point.name !== "target" || r !== multi.projections) {
        return failure("unknown-name", "a named state of a subspace other than target");
      }
      const state = new Float64Array(model.size);
      for (let j = 0; j < r; j++) state[j * d + j] = 1;
      // The teacher's own coefficients, as far as the space has them.
      const { series } = functionOfLink(multi.teacher);
      space.beta.forEach((powers, t) => {
        const value = series.get(powers.join(" "))?.value.value ?? 0;
        state[r * d + t] = value * Math.sqrt(powers.reduce((all, n) => all * factorial(n), 1));
      });
      return state;
    },
    startState: (start, names, random) => startOfBoth(built, { start, names }, random),
    hidden: r * (dimension - d),
    first: [0, r * d],
    ...((samples !== undefined || features !== undefined) && { fitted }),
  });
}

/** W as for any subspace; `a[p]` is the start of every coefficient of total degree p. */
function startOfBoth(
  { learned: { multi, space }, model, frame }: LearnedSubspaceParts,
  { start, names }: { readonly start: Start; readonly names: Environment },
  random: RandomStream,
): Float64Array | Failure {
  const inFrame = start.filter(({ name }) => name !== "a");
  const W = startOf(multi, frame, { start: inFrame, names }, random);
  if (isFailure(W)) return W;
  const state = new Float64Array(model.size);
  state.set(W);
  for (const { name, index = "", value } of start) {
    if (name !== "a" || value === undefined) continue;
    for (const [t, powers] of space.beta.entries()) {
      const degree = powers.reduce((sum, power) => sum + power, 0);
      if (/^[0-9]/.test(index) && Number(index) !== degree) continue;
      const entry = drawn(withLetter(value, index, degree), names, random);
      if (isFailure(entry)) return entry;
      state[W.length + t] = entry;
    }
  }
  return state;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Directions along which the fit is tried for how fast it moves. */
const tried = 4;
const distance = 1e-6;

function fittedFlow(
  { model, frame }: LearnedSubspaceParts,
  { linkAt, model: direction }: ReturnType<typeof fittedLink>,
): FittedFlow {
  const lift = (W: Float64Array): Float64Array => {
    const state = new Float64Array(model.size).fill(Number.NaN);
    state.set(W);
    const a = linkAt(W);
    if (a !== undefined) state.set(a, W.length);
    return state;
  };
  return {
    model: direction,
    lift,
    lower: (state) => state.slice(0, frame.size),
    // E |J g|^2 = |J|_F^2 for a Gaussian g, and |J|_F is at least the norm: twice the mean of four.
    stretch: (W) => {
      const stream = randomStream(0, "fitted link", "stretch");
      const at = lift(W);
      let sum = 0;
      for (let i = 0; i < tried; i++) {
        const g = new Float64Array(W.length).map(() => stream.normal());
        const moved = W.slice();
        addScaled(moved, distance, g);
        sum += (norm(minus(lift(moved), at)) / distance) ** 2 / tried;
      }
      return 2 * Math.sqrt(sum);
    },
  };
}
