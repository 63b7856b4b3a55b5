/**
 * The family of ridge sums behind the interface that judges use.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { type Measured, measured, unitRoundoff } from "../../measured.ts";
import { addScaled, dot, norm, orthonormalBasis, scaled, unit } from "../../vectors.ts";
import type { Simulation } from "../simulation.ts";
import { attractors, overlapsOf } from "./attractors.ts";
import { directionOf } from "./direction.ts";
import { gradientFlowPath } from "./gradient-flow-path.ts";
import { inertia } from "./inertia.ts";
import { nearestStationary } from "./nearby-stationary.ts";
import { observablesAt } from "./observables.ts";
import { sphericalGradient } from "./population-loss.ts";
import { type RidgeSum, ridgeSum } from "./ridge-sum.ts";
import { normalised } from "./spherical-flow.ts";
import { startState } from "./start-state.ts";
import { stationaryPoints } from "./stationary-points.ts";
import { structuredStates } from "./structured-states.ts";

/** The simulation of one neuron against a sum of ridge functions. */
export function ridgeSumSimulation(instance: ModelInstance): Simulation | Failure {
  const model = ridgeSum(instance);
  if (isFailure(model)) return model;
  if (model.neurons !== 1) return failure("unsupported-model", "more than one neuron");
  const { kind, metric } = instance.dynamics;
  if (kind !== "gradient-flow" || metric !== "round") {
    return failure("unsupported-model", `${kind} in the ${metric} metric`);
  }
  return {
    stateNamed: (point) => directionOf(model, point),
    randomState: (random) => random.onSphere(model.ambient),
    structuredStates: () => structuredStates(model),
    tangents: (w) => orthonormalBasis([w, ...model.frame]).slice(1),
    movedAlong: (w, direction, distance) => movedAlong(model, w, direction, distance),
    restored: unit,
    describe: (w) =>
      (overlapsOf(model, w)[0] ?? []).map(({ value }) => Number(value.toPrecision(4))).join(", "),
    movedState: (w, distance, random) => {
      const direction = random.onSphere(model.ambient);
      addScaled(direction, -dot(direction, w), w);
      return movedAlong(model, w, unit(direction), distance);
    },
    gradient: (w) => sphericalGradient(model, w),
    velocity: (w) => {
      const gradient = sphericalGradient(model, w);
      return { ...gradient, value: scaled(-1, gradient.value) };
    },
    inertia: (w) => inertia(model, w),
    observables: (w, error) => observablesAt(model, w, error),
    rates: (w, quantity) => ofOverlaps(model, quantity, () => overlapRates(model, w)),
    values: (w, quantity) => ofOverlaps(model, quantity, () => overlapsOf(model, w)[0] ?? []),
    firstIndex: () => 1,
    attractors: (near, search) =>
      attractors(model, {
        near,
        landmarks: search === "wide",
        randomStarts: search === "wide" ? 4 : 0,
        maxSteps: mostSearchSteps,
      }),
    stationaryPoints: (options) => stationaryPoints(model, options),
    nearestStationary: (w) => nearestStationary(model, w),
    startState: (start, names, random) => startState(model, start, names, random),
    path: (start, _, maxSteps) => gradientFlowPath(model, start, maxSteps),
  };
}

/**
 * cos(distance) w + sin(distance) e, normalised again, with e the direction across w: a slow
 * velocity is tangent only to within its rounding.
 */
function movedAlong(
  model: RidgeSum,
  w: Float64Array,
  direction: Float64Array,
  distance: number,
): Float64Array {
  const across = direction.slice();
  addScaled(across, -dot(direction, w), w);
  const moved = w.map((x) => Math.cos(distance) * x);
  addScaled(moved, Math.sin(distance), across);
  return normalised(model, moved);
}

function ofOverlaps(
  model: RidgeSum,
  quantity: string,
  entries: () => readonly Measured[],
): readonly Measured[] | Failure {
  const known = quantity === "u" || (quantity === "m" && model.frame.length === 1);
  return known ? entries() : failure("unknown-name", quantity);
}

/** <v_j, w'> with w' the negative spherical gradient; the v_j are unit vectors. */
function overlapRates(model: RidgeSum, w: Float64Array): readonly Measured[] {
  const { value, error, basis } = sphericalGradient(model, w);
  const rounding = 4 * model.ambient * unitRoundoff * norm(value);
  return model.frame.map((v) => measured(-dot(v, value), error + rounding, basis));
}

/** Steps of one start of a search; starts that leave the span for good never come to rest. */
const mostSearchSteps = 800;
