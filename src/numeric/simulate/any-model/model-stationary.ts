/**
 * The stationary points of any model that Newton's method leads to from given and random starts.
 *
 * Steps are taken in an orthonormal basis of the tangent space with the Hessian by differences, and
 * brought back to the constraint. A point counts as isolated if every eigenvalue of its Hessian is
 * certain to be other than 0; the others lie on a continuum or are degenerate. Classes are points
 * with the same overlaps; those that random starts met less than three times are few where the
 * search is complete.
 */

import { Matrix, solve as solveLinear } from "ml-matrix";
import { randomStream } from "../../random/stream.ts";
import { addScaled, dot, minus, norm } from "../../vectors.ts";
import type {
  NearbyPoint,
  StationaryOptions,
  StationaryPoint,
  StationarySearch,
} from "../answers.ts";
import { type DefinedModel, measuredGradient } from "./defined-model.ts";
import { differenceHessian, differenceSpectrum } from "./difference-inertia.ts";
import { isSameOverlaps, overlapsAt } from "./overlaps.ts";

/** Steps are no longer than this. */
const longestStep = 0.5;
const mostSteps = 40;
/** Random starts that must have met a class of points for it not to be rare. */
const enough = 3;
const mostDegenerate = 64;

/** What the starts lead to. @param near further starts, such as named states. */
export function modelStationary(
  model: DefinedModel,
  near: readonly Float64Array[],
  { seed = 0, randomStarts }: StationaryOptions,
): StationarySearch {
  const random = randomStream(seed, "stationary points", "starts");
  const found: (StationaryPoint & { hits: number })[] = [];
  const degenerate: { readonly w: Float64Array; readonly error: number }[] = [];
  const follow = (start: Float64Array, hit: 0 | 1): void => {
    const end = newtonFrom(model, start, longestStep);
    if (end === undefined) return;
    if (!end.isIsolated) {
      if (degenerate.length < mostDegenerate) degenerate.push(end);
      return;
    }
    const overlaps = overlapsAt(model, end.w, end.error);
    const known = found.find((p) => isSameOverlaps(overlapsAt(model, p.w, p.error), overlaps));
    if (known === undefined) found.push({ ...end, hits: hit });
    else known.hits += hit;
  };
  for (const start of near) follow(start, 0);
  const rare = (): number => found.filter(({ hits }) => hits < enough).length;
  let made = 0;
  for (; made < randomStarts.least || (made < randomStarts.most && rare() > 0); made++) {
    follow(model.randomState(random), 1);
  }
  return {
    isolated: found.map(({ w, error, index }) => ({ w, error, index })),
    degenerate,
    classes: found.length,
    rare: rare(),
    randomStarts: made,
  };
}

/** The nearest other stationary point along the directions of the Hessian's basis. */
export function modelNearestStationary(
  model: DefinedModel,
  w: Float64Array,
): NearbyPoint | undefined {
  let nearest: NearbyPoint | undefined;
  for (const t of differenceHessian(model, w).basis) {
    for (const distance of [0.5, 0.1, 0.02, -0.02, -0.1, -0.5]) {
      const start = w.slice();
      addScaled(start, distance, t);
      model.restore(start);
      const end = newtonFrom(model, start, Math.abs(distance) / 4);
      if (end === undefined || !end.isIsolated) continue;
      const moved = norm(minus(end.w, w));
      if (moved <= Math.max(1e-6, 10 * end.error)) continue;
      if (nearest === undefined || moved < nearest.distance) {
        nearest = { w: end.w, distance: moved, error: end.error };
      }
    }
  }
  return nearest;
}

/** Where Newton's method ends, if it does; the error is twice |grad| over the least curvature. */
export function newtonFrom(
  model: DefinedModel,
  start: Float64Array,
  longest: number,
): (StationaryPoint & { readonly isIsolated: boolean }) | undefined {
  const w = start.slice();
  model.restore(w);
  for (let i = 0; i < mostSteps; i++) {
    const gradient = measuredGradient(model, w);
    if (!Number.isFinite(gradient.error)) return undefined;
    const residual = norm(gradient.value);
    if (residual <= 10 * gradient.error) {
      const values = differenceSpectrum(model, w);
      const sizes = values.map(({ value }) => Math.abs(value));
      const isIsolated = values.every(({ value, error }) => Math.abs(value) > 10 * error);
      const error = (2 * (residual + gradient.error)) / Math.min(...sizes);
      return { w, error, index: values.filter(({ value }) => value < 0).length, isIsolated };
    }
    const { basis, entries } = differenceHessian(model, w);
    if (basis.length === 0 || !entries.every((row) => row.every(Number.isFinite))) return undefined;
    const right = Matrix.columnVector(basis.map((t) => -dot(t, gradient.value)));
    const step = solveLinear(new Matrix(entries.map((row) => [...row])), right, true).to1DArray();
    const length = Math.hypot(...step);
    if (!Number.isFinite(length)) return undefined;
    const scale = Math.min(1, longest / length);
    basis.forEach((t, j) => addScaled(w, scale * step[j]!, t));
    model.restore(w);
  }
  return undefined;
}
