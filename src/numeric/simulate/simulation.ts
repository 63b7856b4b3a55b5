/**
 * What every model family offers to a judge: states, gradients, curvature, observables, paths.
 *
 * A family is one folder that implements it and one entry of `families.ts`; nobody else asks which
 * family a model belongs to.
 */

import type { Expression } from "../../model/expression/expression.ts";
import type { Start } from "../../model/spec.ts";
import type { Path } from "../along/path.ts";
import type { Environment } from "../evaluate/environment.ts";
import type { Failure } from "../failure.ts";
import type { Measured } from "../measured.ts";
import type { RandomStream } from "../random/stream.ts";
import type {
  AttractorSearch,
  Inertia,
  MeasuredVector,
  NearbyPoint,
  StationaryOptions,
  StationarySearch,
} from "./answers.ts";
import type { Fit } from "./sampling/fitted-error.ts";

export interface Simulation {
  /** The state that a closed expression names, such as `average`. */
  readonly stateNamed: (point: Expression) => Float64Array | Failure;
  readonly randomState: (random: RandomStream) => Float64Array;
  /** States where symmetry or the edge of the domain makes things happen, simplest first. */
  readonly structuredStates: () => readonly Float64Array[];
  /** Orthonormal tangent directions along which quantities of the model change. */
  readonly tangents: (w: Float64Array) => readonly Float64Array[];
  /** The state at a distance along a unit tangent direction, on a geodesic. */
  readonly movedAlong: (w: Float64Array, direction: Float64Array, distance: number) => Float64Array;
  /** The state of the manifold that a point beside it is taken for; the point is left alone. */
  readonly restored: (point: Float64Array) => Float64Array;
  /** The quantities that tell a state from another, in short: `0.6, 0.8`. */
  readonly describe: (w: Float64Array) => string;
  /** A state at the given distance along a uniform tangent direction. */
  readonly movedState: (w: Float64Array, distance: number, random: RandomStream) => Float64Array;
  /** The gradient on the manifold. */
  readonly gradient: (w: Float64Array) => MeasuredVector;
  /** The time derivative of the state: minus the gradient, unless the metric says otherwise. */
  readonly velocity: (w: Float64Array) => MeasuredVector;
  /** Signs of the Hessian's eigenvalues on the manifold. */
  readonly inertia: (w: Float64Array) => Inertia;
  /** What the names of the language are worth at a state. */
  readonly observables: (w: Float64Array, error?: number) => Environment;
  /** The time derivatives of a quantity (`u`, `m`) along the defined flow, all its entries. */
  readonly rates: (w: Float64Array, quantity: string) => readonly Measured[] | Failure;
  /** The entries of a quantity at a state. */
  readonly values: (w: Float64Array, quantity: string) => readonly Measured[] | Failure;
  /** The index of the first entry of a quantity: 1, and 0 for Hermite coefficients. */
  readonly firstIndex: (quantity: string) => number;
  /** Strict local minima found from many starts, or from the given ones alone. */
  readonly attractors: (near: readonly Float64Array[], search: "wide" | "near") => AttractorSearch;
  /** Stationary points, saddles too, that Newton's method leads to from random starts and others. */
  readonly stationaryPoints: (options: StationaryOptions) => StationarySearch | Failure;
  /** The nearest stationary point that is another one. */
  readonly nearestStationary: (w: Float64Array) => NearbyPoint | undefined;
  /** A start: what the entries say, families being looked up in `names`; the rest is uniform. */
  readonly startState: (
    start: Start,
    names: Environment,
    random: RandomStream,
  ) => Float64Array | Failure;
  /** The path of the model's dynamics from a start; samples come from the stream. */
  readonly path: (start: Float64Array, random?: RandomStream, maxSteps?: number) => Path;
  /** The error of what is fitted to samples at a state, where states have room for samples. */
  readonly fittedError?: (w: Float64Array, fit: Fit, random: RandomStream) => number | Failure;
}
