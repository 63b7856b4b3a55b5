/**
 * The keys of every mapping in a spec but the fields of kinds, which `kinds.ts` has.
 *
 * A key that is not here is an error, never ignored.
 */

export interface MapShape {
  /** What the mapping is, as in `a key of a spec`. */
  readonly name: string;
  /** Who needs a missing key, if not the name with a capital. */
  readonly needs?: string;
  /** An unknown key is taken for the missing one, so that one mistake is one issue. */
  readonly forgiving?: true;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export const specShape: MapShape = {
  name: "a spec",
  required: ["title"],
  optional: [
    "lemmata",
    "says",
    "source",
    "use",
    "parameters",
    "let",
    "assumptions",
    "model",
    "start",
    "claims",
    "remarks",
    "experiments",
  ],
};

export const sourceShape: MapShape = {
  name: "a source",
  required: [],
  optional: ["paper", "result", "status"],
};

export const domainShape: MapShape = {
  name: "a domain",
  forgiving: true,
  required: ["in"],
  optional: ["sampled", "index"],
};

export const modelShape: MapShape = {
  name: "a model",
  required: ["input", "teacher", "student", "loss"],
  optional: ["dynamics"],
};

export const inputShape: MapShape = {
  name: "an input",
  required: ["dimension"],
  optional: ["gaussian", "student-t", "uniform", "law"],
};

export const spikeShape: MapShape = {
  name: "a spiked covariance",
  required: ["spike", "overlap"],
  optional: [],
};

export const teacherShape: MapShape = {
  name: "a teacher",
  required: ["link"],
  optional: ["sum-of", "projections", "frame", "weights", "noise"],
};

export const frameShape: MapShape = {
  name: "a frame",
  required: [],
  optional: ["equiangular", "gram"],
};

export const studentShape: MapShape = {
  name: "a student",
  required: ["link"],
  optional: ["neurons", "subspace", "on", "scale"],
};

export const studentLinkShape: MapShape = {
  name: "a student's link",
  required: [],
  optional: ["optimal", "learned"],
};

export const optimalShape: MapShape = {
  name: "an optimal link",
  required: [],
  optional: ["weights", "ridge"],
};

export const learnedShape: MapShape = {
  name: "a learned link",
  required: ["degree"],
  optional: ["weights", "ridge", "samples", "features", "speed"],
};

export const lossShape: MapShape = {
  name: "a loss",
  required: [],
  optional: ["squared", "correlation"],
};

export const lossOptionsShape: MapShape = {
  name: "the options of a loss",
  required: [],
  optional: ["factor"],
};

export const dynamicsShape: MapShape = {
  name: "the dynamics",
  required: [],
  optional: ["gradient-flow", "gradient-descent", "sgd"],
};

export const dynamicsOptionsShape: MapShape = {
  name: "the options of the dynamics",
  required: [],
  optional: ["step", "batch", "samples", "unlabelled", "alternate", "metric"],
};

/** Keys of every claim, beside the fields of its kind. */
export const claimKeys: readonly string[] = [
  "kind",
  "says",
  "source",
  "for",
  "when",
  "assume",
  "model",
  "start",
  "expect",
  "at-least",
  "corrected-by",
  "narrowed",
];

export const remarkShape: MapShape = {
  name: "a remark",
  required: ["text", "reason"],
  optional: ["source"],
};

export const experimentShape: MapShape = {
  name: "an experiment",
  required: ["x", "y"],
  optional: [
    "title",
    "source",
    "for",
    "when",
    "model",
    "start",
    "by",
    "panels",
    "runs",
    "effort",
    "mark",
    "overlay",
    "rules",
    "scale",
  ],
};

export const scaleShape: MapShape = {
  name: "a scale",
  required: [],
  optional: ["x", "y"],
};

/** Words of the slots of a model. */
export const words = {
  on: ["sphere", "stiefel", "grassmann"],
  loss: ["squared", "correlation"],
  dynamics: ["gradient-flow", "gradient-descent", "sgd"],
  metric: ["round", "normalised", "preconditioned"],
} as const;

/** Every word that a parameter may have as a value. */
export const slotWords: ReadonlySet<string> = new Set(Object.values(words).flat());

export const statuses = ["quoted", "reconstructed", "ours"] as const;
export const expectations = ["holds", "refuted", "undecided", "inapplicable"] as const;
export const grades = ["supported", "certified", "proved"] as const;
/** Least efforts at which an experiment is drawn. */
export const efforts = ["quick", "standard", "thorough"] as const;

export const marks = ["line", "points", "curve", "field"] as const;
