/**
 * The names of the model: what they are, how they are indexed, and on which models they exist.
 *
 * One name, one meaning: these mean the same in every spec and cannot be declared again.
 */
import { blocks, functions, keywords, overOperators } from "./functions.ts";

/** What decides which names a model has. */
export interface ModelFeatures {
  readonly teacher: "sum" | "projections";
  /** The teacher is one ridge function and the student one neuron. */
  readonly single: boolean;
  /** Teacher and student have links in one variable. */
  readonly univariate: boolean;
  readonly spiked: boolean;
}

export type Existence = "always" | "sum" | "single" | "univariate" | "projections" | "spiked";

export interface ModelName {
  /** Allowed numbers of indices; 0 stands for the bare name, the vector or the matrix. */
  readonly indices: readonly number[];
  readonly exists: Existence;
  /**
   * `state`: has a value at a state, so may be taken at a time; `model`: a constant of the model;
   * `predicate`: of a state; `point`, `set`: a state, a set of states; `time`: `t` and `steps`;
   * `link`: a function; `constant`: `oo`, `pi`; `argument`: `z`.
   */
  readonly role:
    | "state"
    | "model"
    | "predicate"
    | "point"
    | "set"
    | "time"
    | "link"
    | "constant"
    | "argument";
}

const entry = (
  exists: Existence,
  role: ModelName["role"],
  ...indices: readonly number[]
): ModelName => ({ indices: indices.length === 0 ? [0] : indices, exists, role });

const declared = new Map<string, ModelName>([
  ["t", entry("always", "time")],
  ["steps", entry("always", "time")],
  ["z", entry("always", "argument", 0, 1)],
  ["v", entry("always", "model", 0, 1)],
  ["w", entry("always", "state", 0, 1)],
  ["u", entry("sum", "state", 0, 1, 2)],
  ["A", entry("sum", "model", 0, 2)],
  ["m", entry("single", "state")],
  ["a", entry("univariate", "state", 0, 1)],
  ["b", entry("univariate", "model", 0, 1)],
  ["c", entry("univariate", "state", 0, 1)],
  ["s", entry("always", "model")],
  ["leap", entry("projections", "model", 1)],
  ["f", entry("always", "link")],
  ["phi", entry("always", "link")],
  ["W", entry("projections", "state")],
  ["M", entry("projections", "state", 0, 2)],
  ["G", entry("projections", "state", 0, 2)],
  ["g", entry("projections", "state", 0, 1)],
  ["lambda", entry("projections", "state", 0, 1)],
  ["Sigma", entry("always", "model", 0, 2)],
  ["theta", entry("spiked", "model")],
  ["wbar", entry("always", "state")],
  ["vbar", entry("always", "model")],
  ["rho", entry("always", "state")],
  ["loss", entry("always", "state")],
  ["index", entry("always", "state")],
  ["nullity", entry("always", "state")],
  ["curvature", entry("always", "state")],
  ["growth", entry("always", "state")],
  ["stationary", entry("always", "predicate")],
  ["saddle", entry("always", "predicate")],
  ["minimum", entry("always", "predicate")],
  ["maximum", entry("always", "predicate")],
  ["stable", entry("always", "predicate")],
  ["unstable", entry("always", "predicate")],
  ["average", entry("sum", "point")],
  ["origin", entry("sum", "point")],
  ["target", entry("always", "point")],
  ["spectral", entry("sum", "point")],
  ["fixed_points", entry("always", "set")],
  ["attractors", entry("always", "set")],
  ["oo", entry("always", "constant")],
  ["pi", entry("always", "constant")],
]);

/** Names of the model. */
export const modelNames: ReadonlyMap<string, ModelName> = declared;

/**
 * Adds a name of a state, a number without an index, that a program knows how to observe.
 *
 * @throws RangeError if it is no name, or means something already.
 */
export function declareName(name: string): void {
  if (!/^[a-z][a-z_]*[a-z]$/.test(name) || isReserved(name)) {
    throw new RangeError(`declareName: expected a new name of two letters or more, got ${name}.`);
  }
  declared.set(name, entry("always", "state"));
}

/** Points that take an argument, and need a sum of ridge functions. */
export const pointFunctions: ReadonlySet<string> = new Set(["pure", "mixed"]);

/** True if a name of the kind exists on a model with these features. */
export function existsOn(exists: Existence, features: ModelFeatures): boolean {
  switch (exists) {
    case "always":
      return true;
    case "single":
      return features.single;
    case "univariate":
      return features.univariate;
    case "spiked":
      return features.spiked;
    case "sum":
    case "projections":
      return features.teacher === exists;
  }
}

/** Where a name of the kind exists, as the end of the sentence `G exists where ...`. */
export const existenceRule: Readonly<Record<Existence, string>> = {
  always: "a model is given",
  sum: "the teacher is a sum of ridge functions",
  single: "there is one ridge function and one neuron",
  univariate: "the links are in one variable",
  projections: "teacher.projections is given",
  spiked: "input.gaussian has a spike",
};

/** Words that stand for something of the language already, and cannot be declared. */
export function isReserved(name: string): boolean {
  return (
    modelNames.has(name) ||
    functions.has(name) ||
    overOperators.has(name) ||
    keywords.has(name) ||
    blocks.has(name)
  );
}
