/**
 * The strict local minima of the loss on the sphere, found by following the flow from many starts.
 *
 * A search can miss a small basin; it cannot invent a minimum. Starts: uniform on the sphere,
 * beside every v_j and -v_j, beside the average of the frame and its opposite. Two minima are one
 * if their overlaps with the frame (and of neurons with each other) agree: what is left is a
 * rotation that the loss does not see.
 */

import { type Measured, measured, unitRoundoff } from "../../measured.ts";
import { type RandomStream, randomStream } from "../../random/stream.ts";
import { addScaled, dot, neuron, scaled, unit } from "../../vectors.ts";
import type { Attractor, AttractorSearch } from "../answers.ts";
import { type Rest, type RestOptions, rest } from "./rest.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { normalised } from "./spherical-flow.ts";

export interface AttractorOptions extends RestOptions {
  readonly seed?: number | string;
  /** Starts uniform on the sphere; 16 by default. */
  readonly randomStarts?: number;
  /** Further starts, such as attractors of a model nearby. */
  readonly near?: readonly Float64Array[];
  /** Whether to start beside the frame as well; true by default. */
  readonly landmarks?: boolean;
}

/** Distance of overlaps below which two minima are one, if their errors do not say otherwise. */
const sameOverlaps = 1e-6;

/** All strict minima that the starts lead to, in the order of discovery. */
export function attractors(model: RidgeSum, options: AttractorOptions = {}): AttractorSearch {
  const random = randomStream(options.seed ?? 0, "attractors", "starts");
  const { near = [], landmarks = true, randomStarts = 16 } = options;
  const starts = [
    ...near.map((w) => normalised(model, w)),
    ...(landmarks ? besideLandmarks(model, random) : []),
    ...uniformStarts(model, random, randomStarts),
  ];
  const found: Attractor[] = [];
  let undecided = 0;
  for (const start of starts) {
    const end = rest(model, start, options);
    const attractor = attractorOf(model, end);
    if (attractor === undefined) {
      undecided += 1;
      continue;
    }
    const index = found.findIndex((known) => isSame(model, known, attractor));
    if (index < 0) found.push(attractor);
    else found[index] = { ...found[index]!, hits: found[index]!.hits + 1 };
  }
  return { attractors: found, starts: starts.length, undecided };
}

/**
 * The minimum of a model near a minimum of a model with nearby parameters: one step along a branch.
 *
 * Flows before it polishes, so a minimum that is gone is left, not held on to.
 */
export function refineAttractor(
  model: RidgeSum,
  w: Float64Array,
  options: RestOptions = {},
): Attractor | undefined {
  return attractorOf(model, rest(model, w, options));
}

/** u[i][j] = <w_i, v_j> with an error for w of length `error`. */
export function overlapsOf(
  model: RidgeSum,
  w: Float64Array,
  error = 0,
): readonly (readonly Measured[])[] {
  const rounding = 4 * model.ambient * unitRoundoff;
  return Array.from({ length: model.neurons }, (_, i) =>
    model.frame.map((v) => measured(dot(neuron(w, i, model.ambient), v), error + rounding)),
  );
}

/** The unit vector of the sum of the frame. */
export function averageDirection(model: RidgeSum): Float64Array {
  const total = new Float64Array(model.ambient);
  for (const v of model.frame) addScaled(total, 1, v);
  return unit(total);
}

function attractorOf(model: RidgeSum, end: Rest): Attractor | undefined {
  if (end.kind !== "minimum") return undefined;
  const { w, error, curvature } = end;
  return { w, overlaps: overlapsOf(model, w, error), curvature, hits: 1 };
}

/** Starts beside the frame, its average, and their opposites. */
function besideLandmarks(model: RidgeSum, random: RandomStream): Float64Array[] {
  const { ambient, neurons, frame } = model;
  const average = averageDirection(model);
  const landmarks = [...frame, average].flatMap((v) => [v, scaled(-1, v)]);
  // Exactly on a landmark symmetry may hold the flow on a stable manifold.
  return landmarks.map((v) => {
    const start = new Float64Array(neurons * ambient);
    for (let i = 0; i < neurons; i++) {
      const near = v.slice();
      addScaled(near, 0.02, random.onSphere(ambient));
      start.set(near, i * ambient);
    }
    return normalised(model, start);
  });
}

function uniformStarts(model: RidgeSum, random: RandomStream, count: number): Float64Array[] {
  const { ambient, neurons } = model;
  return Array.from({ length: count }, () => {
    const start = new Float64Array(neurons * ambient);
    for (let i = 0; i < neurons; i++) start.set(random.onSphere(ambient), i * ambient);
    return start;
  });
}

function isSame(model: RidgeSum, a: Attractor, b: Attractor): boolean {
  const near = (x: Measured, y: Measured): boolean =>
    Math.abs(x.value - y.value) <= sameOverlaps + x.error + y.error;
  const sameFrame = a.overlaps.every((row, i) => row.every((x, j) => near(x, b.overlaps[i]![j]!)));
  if (!sameFrame) return false;
  const { neurons, ambient } = model;
  for (let i = 0; i < neurons; i++) {
    for (let l = 0; l < i; l++) {
      const inner = (w: Float64Array): number => dot(neuron(w, i, ambient), neuron(w, l, ambient));
      if (Math.abs(inner(a.w) - inner(b.w)) > 1e-5) return false;
    }
  }
  return true;
}
