/**
 * What is peculiar to a family of models, for the simulation that is put together of it.
 */

import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import type { Environment } from "../../evaluate/environment.ts";
import type { Failure } from "../../failure.ts";
import type { RandomStream } from "../../random/stream.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { Simulation } from "../simulation.ts";
import type { DefinedModel } from "./defined-model.ts";

export interface FamilyPieces {
  readonly instance: ModelInstance;
  readonly model: DefinedModel;
  readonly sampler: Sampler;
  readonly stateNamed: (point: Expression) => Float64Array | Failure;
  readonly startState: Simulation["startState"];
  /** Dimensions of the model's manifold that its states have no room for. */
  readonly hidden: number;
  /** For a flow on samples in coordinates of its own, where part of the state is fitted to them. */
  readonly fitted?: (random: RandomStream) => FittedFlow;
  /** The model under a metric with the covariance of so many fresh inputs. */
  readonly estimated?: (count: number, random: RandomStream) => DefinedModel | Failure;
  /** Names of the model that do not move with its state. */
  readonly names?: Pick<Environment, "name" | "indexed" | "lastIndex">;
  /** [from, to) of the part that moves first where the dynamics alternates. */
  readonly first?: readonly [number, number];
}

/** A model on the samples of one run, in coordinates y from which a whole state is had. */
export interface FittedFlow {
  readonly model: DefinedModel;
  readonly lower: (state: Float64Array) => Float64Array;
  readonly lift: (y: Float64Array) => Float64Array;
  /** How many times faster than y the state may move. */
  readonly stretch: (y: Float64Array) => number;
}
