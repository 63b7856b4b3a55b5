/**
 * Any family behind the interface that judges use: what a model gives, put together once.
 *
 * Curvature by differences of the gradient, rest by residual and stability, and the paths of the
 * dynamics that the instance names (`model-dynamics.ts`).
 */
import type { Environment } from "../../evaluate/environment.ts";
import { type Failure, isFailure } from "../../failure.ts";
import { type RandomStream, randomStream } from "../../random/stream.ts";
import { addScaled, unit } from "../../vectors.ts";
import { fittedError } from "../sampling/fitted-error.ts";
import type { Simulation } from "../simulation.ts";
import {
  type DefinedModel,
  environmentAt,
  measuredGradient,
  measuredVelocity,
  ratesOf,
  restored,
  valuesOf,
} from "./defined-model.ts";
import { differenceInertia, tangentBasis } from "./difference-inertia.ts";
import type { FamilyPieces } from "./family-pieces.ts";
import { modelAttractors } from "./model-attractors.ts";
import { dynamicsOf } from "./model-dynamics.ts";
import { modelNearestStationary, modelStationary } from "./model-stationary.ts";
import { overlapsAt } from "./overlaps.ts";

/** The simulation of a family. */
export function simulationOfPieces(pieces: FamilyPieces): Simulation | Failure {
  const { model, hidden } = pieces;
  const { sampled } = model;
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
    restored: (point) => restored(model, point),
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
    ...(sampled && {
      fittedError: (w, fit, random) => fittedError(sampled, pieces.sampler, w, fit, random),
    }),
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
