/**
 * What a family is before anybody judges it: states, a loss, a gradient and a flow.
 *
 * A state is one array, its parts (neurons, links, frames) one after another. The flow is
 *   state' = project(- P grad L(state)),
 * with the Euclidean gradient of the loss as an expectation, the positive map P of the metric
 * (1 for the round one), and the projection onto the tangent space of the constraint. Gradient
 * descent and SGD use the same maps with a gradient from elsewhere.
 */

import type { Environment } from "../../evaluate/environment.ts";
import { toMeasured } from "../../evaluate/value.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import type { VectorField } from "../../integrate/tableau.ts";
import { type Measured, measured, unitRoundoff } from "../../measured.ts";
import type { RandomStream } from "../../random/stream.ts";
import { addScaled, minus, norm } from "../../vectors.ts";
import type { Floored, MeasuredVector, Sized } from "../answers.ts";
import type { Rules } from "../ridge-sum/terms.ts";
import type { SampledLoss } from "../sampling/sampled-loss.ts";

export interface DefinedModel {
  /** Numbers in a state. */
  readonly size: number;
  /** The loss by one of the rules, with the sum of the absolute values of its terms. */
  readonly loss: (state: Float64Array, rules: Rules) => Sized<number>;
  /**
   * The Euclidean gradient of the loss; its size bounds the sum over the terms, in length. Asked
   * for a flow, which needs no size, it may be NaN.
   */
  readonly gradient: (
    state: Float64Array,
    rules: Rules,
    depth?: "gradient" | "flow",
  ) => Sized<Float64Array>;
  /** The time derivative that belongs to a Euclidean gradient; writes into `out`. */
  readonly velocity: (state: Float64Array, gradient: Float64Array, out: Float64Array) => void;
  /** Removes from a vector what is not tangent to the constraint at the state. */
  readonly project: (state: Float64Array, vector: Float64Array) => void;
  /** Puts a state that has drifted or made a step back on the constraint, in place. */
  readonly restore: (state: Float64Array) => void;
  readonly randomState: (random: RandomStream) => Float64Array;
  /** Floors allowed for rounding; see `roundingFactor`. */
  readonly rounding: number;
  readonly quantities: ReadonlyMap<string, Quantity>;
  /** Whether its flow passes saddles slowly while other directions have settled. */
  readonly isStiff?: boolean;
  /** Fewer coordinates in which the flow from a state is closed, where there are such. */
  readonly closed?: (state: Float64Array) => ClosedFlow;
  /**
   * The dimension of the orbit of a state under rotations that the model does not notice: along it
   * the loss is constant, and so many eigenvalues at a stationary point are 0.
   */
  readonly orbitDimension?: (state: Float64Array) => number;
  /** Links as functions of Gaussian variables: a name, or an expression in them. */
  readonly link?: Environment["link"];
  /** Absent where states live in fewer dimensions than samples. */
  readonly sampled?: SampledLoss;
  /** The gradient of a fresh batch, written into `out`, where its law is had without its samples. */
  readonly batch?: (
    state: Float64Array,
    count: number,
    random: RandomStream,
    out: Float64Array,
  ) => void;
}

/** A flow in coordinates y of its own: y' = field(y), and a state with those coordinates. */
export interface ClosedFlow {
  readonly start: Float64Array;
  /** Exact but for rounding, which is small against every term: it has no floor. */
  readonly field: VectorField;
  /** The Euclidean gradient of the loss at a state, as precise as the field. */
  readonly gradient: DefinedModel["gradient"];
  /** A state on the constraint; quantities have the slopes in y that they have in the state. */
  readonly lift: (y: Float64Array) => Float64Array;
  /**
   * Whether it leaves a degenerate saddle, however slowly, where no curvature shows it; `undefined`
   * where rounding would hide that it does.
   */
  readonly isEscaping: (y: Float64Array) => boolean | undefined;
}

/** A named function of the state. */
export interface Quantity {
  /** [] for a number, [k] for a vector, [n, k] for a matrix, row by row. */
  readonly shape: readonly number[];
  /** The first index, 1 unless said otherwise. */
  readonly from?: number;
  readonly values: (state: Float64Array) => ArrayLike<number>;
  /** The derivative of the values along a vector; absent for what does not move smoothly. */
  readonly differential?: (state: Float64Array, along: Float64Array) => ArrayLike<number>;
  /** Most that the values move if the state moves by 1; 1 unless said otherwise. */
  readonly slope?: number;
}

/**
 * A model whose input has a law without a quadrature here: its loss and gradient are unknown, and
 * only samples can move it.
 */
export function withoutPopulation(model: DefinedModel): DefinedModel {
  const unknown = (): Sized<Float64Array> => ({
    value: new Float64Array(model.size).fill(Number.NaN),
    size: Number.NaN,
  });
  return { ...model, loss: () => ({ value: Number.NaN, size: Number.NaN }), gradient: unknown };
}

/** The loss with the difference of two rules and the rounding floor as its error. */
export function measuredLoss(model: DefinedModel, state: Float64Array): Floored {
  const [coarse, fine] = [model.loss(state, "coarse"), model.loss(state, "fine")];
  const floor = 2 * unitRoundoff * fine.size;
  const error = Math.abs(fine.value - coarse.value) + model.rounding * floor;
  return { ...measured(fine.value, error, "estimate"), floor };
}

/** The gradient projected onto the tangent space, with its error and floor. */
export function measuredGradient(model: DefinedModel, state: Float64Array): MeasuredVector {
  const [coarse, fine] = [model.gradient(state, "coarse"), model.gradient(state, "fine")];
  model.project(state, coarse.value);
  model.project(state, fine.value);
  return withError(model, coarse.value, fine);
}

/** The time derivative of the state, with its error and floor. */
export function measuredVelocity(model: DefinedModel, state: Float64Array): MeasuredVector {
  const [coarse, fine] = [model.gradient(state, "coarse"), model.gradient(state, "fine")];
  const [rough, good] = [new Float64Array(model.size), new Float64Array(model.size)];
  model.velocity(state, coarse.value, rough);
  model.velocity(state, fine.value, good);
  const stretch = norm(good) / norm(fine.value);
  const size = fine.size * (Number.isFinite(stretch) ? Math.max(1, stretch) : 1);
  return withError(model, rough, { value: good, size });
}

function withError(
  model: DefinedModel,
  coarse: Float64Array,
  fine: Sized<Float64Array>,
): MeasuredVector {
  const floor = 2 * unitRoundoff * fine.size;
  const error = norm(minus(fine.value, coarse)) + model.rounding * floor;
  const isKnown = Number.isFinite(error);
  return {
    value: fine.value,
    error: isKnown ? error : Number.POSITIVE_INFINITY,
    floor,
    basis: "estimate",
  };
}

/** Signals below this many floors are no evidence by themselves. */
const floorsOfEvidence = 1e3;

/**
 * Whether a gradient or velocity is drowned by rounding: what was derived may still be right, but
 * this simulation cannot say so.
 */
export function isBelowFloor({ value, floor }: MeasuredVector): boolean {
  return !(norm(value) >= floorsOfEvidence * floor);
}

/** The state of the manifold that a point beside it is restored to; the point is left alone. */
export function restored(model: DefinedModel, w: Float64Array): Float64Array {
  const copy = w.slice();
  model.restore(copy);
  return copy;
}

/** The flow as a field; the field of a state off the constraint is that of the restored state. */
export function fieldOf(model: DefinedModel, rules: Rules): VectorField {
  const at = new Float64Array(model.size);
  return (_, y, dy) => {
    at.set(y);
    model.restore(at);
    model.velocity(at, model.gradient(at, rules, "flow").value, dy);
  };
}

/** The values of a quantity at a state that is known up to `error` in length. */
export function valuesOf(
  model: DefinedModel,
  state: Float64Array,
  name: string,
  error = 0,
): readonly Measured[] | Failure {
  if (name === "loss") return [lossNear(model, state, error)];
  const quantity = model.quantities.get(name);
  if (quantity === undefined) return failure("unknown-name", name);
  const { values, slope = 1 } = quantity;
  const rounding = 4 * model.size * unitRoundoff;
  const all: Measured[] = [];
  const numbers = values(state);
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    all.push(measured(value, slope * error + rounding * Math.max(1, Math.abs(value))));
  }
  return all;
}

/**
 * The loss at a state that is known up to `error` in length: by the mean value theorem it is off by
 * that times the gradient on the way, which is read at both ends of the steepest one.
 */
function lossNear(model: DefinedModel, state: Float64Array, error: number): Measured {
  const loss = measuredLoss(model, state);
  if (!(error > 0)) return loss;
  const here = measuredGradient(model, state);
  const length = norm(here.value);
  const there = state.slice();
  if (length > 0) addScaled(there, error / length, here.value);
  model.restore(there);
  const beyond = measuredGradient(model, there);
  const steepest = Math.max(length + here.error, norm(beyond.value) + beyond.error);
  return measured(loss.value, loss.error + error * steepest);
}

/** The time derivatives of a quantity along the flow. */
export function ratesOf(
  model: DefinedModel,
  state: Float64Array,
  name: string,
): readonly Measured[] | Failure {
  const quantity = model.quantities.get(name);
  if (quantity?.differential === undefined) return failure("unknown-name", name);
  const { value, error } = measuredVelocity(model, state);
  const slope = quantity.slope ?? 1;
  const rounding = 4 * model.size * unitRoundoff * norm(value);
  return Array.from(quantity.differential(state, value), (rate) =>
    measured(rate, slope * (error + rounding)),
  );
}

/** What the names of the language are worth at a state. */
export function environmentAt(model: DefinedModel, state: Float64Array, error = 0): Environment {
  const known = new Map<string, readonly Measured[] | Failure>();
  const entries = (name: string): readonly Measured[] | undefined => {
    const found = known.get(name) ?? valuesOf(model, state, name, error);
    known.set(name, found);
    return "kind" in found ? undefined : found;
  };
  return {
    ...(model.link && { link: model.link }),
    name: (name) => {
      const shape = name === "loss" ? [] : model.quantities.get(name)?.shape;
      const all = shape && entries(name);
      if (all === undefined || shape === undefined) return undefined;
      const [first, columns] = shape;
      if (first === undefined) return all[0];
      if (columns === undefined) return all;
      return Array.from({ length: first }, (_, i) => all.slice(i * columns, (i + 1) * columns));
    },
    indexed: (name, indices) => {
      const place = placeOf(model.quantities.get(name), indices);
      return place === undefined ? undefined : entries(name)?.[place];
    },
    // The direction of one of several neurons.
    node: (node, inner) => {
      if (node.kind !== "indexed" || node.name !== "w" || node.indices.length !== 1) {
        return undefined;
      }
      const [neurons, size] = model.quantities.get("w")?.shape ?? [];
      if (neurons === undefined || size === undefined) return undefined;
      const place = toMeasured(inner(node.indices[0]!));
      if (isFailure(place)) return place;
      const i = place.value;
      if (!(Number.isInteger(i) && 1 <= i && i <= neurons)) return undefined;
      const own = entries("w")?.slice((i - 1) * size, i * size);
      return own && { kind: "vector", entries: own };
    },
  };
}

/** Where an entry stands among the values of a quantity; `undefined` if there is none. */
function placeOf(quantity: Quantity | undefined, indices: readonly number[]): number | undefined {
  if (quantity === undefined || quantity.shape.length !== indices.length) return undefined;
  let place = 0;
  for (const [axis, length] of quantity.shape.entries()) {
    const index = indices[axis]! - (quantity.from ?? 1);
    if (!(index >= 0 && index < length)) return undefined;
    place = place * length + index;
  }
  return place;
}
