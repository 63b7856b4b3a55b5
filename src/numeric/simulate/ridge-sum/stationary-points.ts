/**
 * The isolated stationary points of the loss on the sphere, saddles too, by Newton's method from
 * many starts on the defined gradient.
 *
 * Starts: structured states, then random ones of the sphere and of the span of the frame. A point
 * found is a start again after its overlaps were exchanged or changed their sign: whether the image
 * is stationary as well is for Newton's method to say. A point counts if its Hessian is certain to
 * have no eigenvalue 0 near it; others lie on a continuum or are degenerate.
 *
 * The search finds no point that is not there, but it may miss some. Points are put into classes
 * of equal sizes of their overlaps. Classes that random starts met less than three times are few
 * where the search is complete: their number stands for what was missed, after the estimate of
 * unseen species from those seen once or twice [Good1953].
 */

import { type RandomStream, randomStream } from "../../random/stream.ts";
import { addScaled, dot, minus, norm, scaled, unit } from "../../vectors.ts";
import type { StationaryOptions, StationaryPoint, StationarySearch } from "../answers.ts";
import { overlapsOf } from "./attractors.ts";
import { inertia } from "./inertia.ts";
import { newton } from "./newton.ts";
import { scaleOf } from "./rest.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { structuredStates } from "./structured-states.ts";

/** Random starts that must have met a class of points for it not to be rare. */
const enough = 3;
/** Distance below which two points are one, if their errors do not say otherwise. */
const samePoint = 1e-6;
/** Degenerate points that are kept. */
const mostDegenerate = 64;
/** Points in all. */
const mostPoints = 4096;

/** The stationary points that the starts lead to. */
export function stationaryPoints(model: RidgeSum, options: StationaryOptions): StationarySearch {
  const random = randomStream(options.seed ?? 0, "stationary points", "starts");
  const found: StationaryPoint[] = [];
  const classes: { readonly sizes: readonly number[]; hits: number }[] = [];
  const degenerate: { readonly w: Float64Array; readonly error: number }[] = [];
  const open: Float64Array[] = [];
  const follow = (start: Float64Array, isRandom: boolean): void => {
    const end = pointFrom(model, start);
    if (end === undefined) return;
    if (end.kind === "degenerate") {
      if (degenerate.length < mostDegenerate) degenerate.push(end);
      return;
    }
    const sizes = sizesOf(model, end.w);
    const known = classes.find((one) => isNear(one.sizes, sizes, end.error));
    const own = known ?? { sizes, hits: 0 };
    if (known === undefined) classes.push(own);
    if (isRandom) own.hits += 1;
    const isKnown = found.some((point) => isSamePoint(point, end));
    if (isKnown || found.length >= mostPoints) return;
    found.push(end);
    open.push(...imagesOf(model, end.w));
  };
  const exhaust = (): void => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!found.some(({ w }) => norm(minus(w, next!)) <= samePoint)) follow(next, false);
    }
  };
  const structured = structuredStates(model);
  for (const start of structured) follow(start, false);
  exhaust();
  const rare = (): number => classes.filter(({ hits }) => hits < enough).length;
  const { least, most } = options.randomStarts;
  let made = 0;
  for (; made < least || (made < most && rare() > 0); made++) {
    follow(made % 2 === 0 ? inSpan(model, random) : random.onSphere(model.ambient), true);
    exhaust();
  }
  return {
    isolated: found,
    degenerate,
    classes: classes.length,
    rare: rare(),
    randomStarts: made,
  };
}

/** Steps of Newton's method are no longer than this, in radians. */
const longestStep = 0.5;

function pointFrom(
  model: RidgeSum,
  start: Float64Array,
):
  | ({ readonly kind: "isolated" } & StationaryPoint)
  | { readonly kind: "degenerate"; readonly w: Float64Array; readonly error: number }
  | undefined {
  const { w, residual, gradientError, converged } = newton(model, start, longestStep);
  if (!converged) return undefined;
  const { eigenvalues, negative, unresolved } = inertia(model, w);
  const least = Math.min(...eigenvalues.map(({ eigenvalue }) => Math.abs(eigenvalue.value)));
  const greatest = Math.max(...eigenvalues.map(({ eigenvalue }) => Math.abs(eigenvalue.value)));
  // |w - w*| <= |grad| / curvature to first order; twice that for the second.
  const error = (2 * (residual + gradientError)) / least;
  // Along the error the Hessian may change by its Lipschitz constant, for which ten times a scale
  // of the curvature stands; the second ten is a margin [Kantorovich1982, Sec. XVIII.1].
  const isIsolated = unresolved === 0 && least > 100 * Math.max(greatest, scaleOf(model)) * error;
  if (isIsolated) return { kind: "isolated", w, error, index: negative };
  // Where the gradient vanishes to the order q, Newton's steps are 1/q of the distance.
  return { kind: "degenerate", w, error: (highestOrder * (residual + gradientError)) / greatest };
}

/** Orders of vanishing that the distance of a degenerate point allows for. */
const highestOrder = 16;

const isSamePoint = (a: StationaryPoint, b: StationaryPoint): boolean =>
  norm(minus(a.w, b.w)) <= samePoint + a.error + b.error;

/** The sizes of the overlaps, descending. */
const sizesOf = (model: RidgeSum, w: Float64Array): readonly number[] =>
  (overlapsOf(model, w)[0] ?? []).map(({ value }) => Math.abs(value)).sort((a, b) => b - a);

const isNear = (a: readonly number[], b: readonly number[], error: number): boolean =>
  a.every((x, i) => Math.abs(x - b[i]!) <= samePoint + 2 * error);

/** The opposite, and what exchanging two neighbouring frame vectors or one sign makes of a state. */
function imagesOf(model: RidgeSum, w: Float64Array): readonly Float64Array[] {
  const { frame } = model;
  const images = [scaled(-1, w)];
  frame.forEach((v, j) => {
    const next = frame[j + 1];
    if (next !== undefined) images.push(reflected(w, minus(v, next)));
    images.push(reflected(w, v));
  });
  return images;
}

/** w - 2 <n, w> n / |n|^2: for unit v_i, v_j the reflection along v_i - v_j exchanges the two. */
function reflected(w: Float64Array, normal: Float64Array): Float64Array {
  const n = unit(normal);
  const image = w.slice();
  addScaled(image, -2 * dot(n, w), n);
  return unit(image);
}

function inSpan(model: RidgeSum, random: RandomStream): Float64Array {
  const w = new Float64Array(model.ambient);
  for (const v of model.frame) addScaled(w, random.normal(), v);
  return unit(w);
}
