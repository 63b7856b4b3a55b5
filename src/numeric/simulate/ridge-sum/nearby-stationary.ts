/**
 * The stationary point nearest to a given one, other than itself.
 *
 * Starts lie along tangent directions at distances that fall by halves, on both sides; Newton's
 * method takes short steps from each. Near a bifurcation the Hessian is nearly singular and a start
 * farther out than the point sought is led to it, so that every scale is tried.
 */

import { addScaled, dot, minus, norm, scaled, unit } from "../../vectors.ts";
import type { NearbyPoint } from "../answers.ts";
import { inertia } from "./inertia.ts";
import { newton } from "./newton.ts";
import { scaleOf } from "./rest.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/** Distances of the starts, in radians. */
const farthest = 0.7;
const scales = 9;

/** The nearest other stationary point that the starts lead to, if there is one. */
export function nearestStationary(model: RidgeSum, w: Float64Array): NearbyPoint | undefined {
  let nearest: NearbyPoint | undefined;
  for (const direction of directionsAt(model, w)) {
    for (let i = 0; i < scales; i++) {
      const angle = farthest / 2 ** i;
      const start = w.map((x) => Math.cos(angle) * x);
      addScaled(start, Math.sin(angle), direction);
      const end = newton(model, start, angle / 4);
      if (!end.converged) continue;
      const { eigenvalues } = inertia(model, end.w);
      const least = Math.min(...eigenvalues.map(({ eigenvalue }) => Math.abs(eigenvalue.value)));
      const error = (2 * (end.residual + end.gradientError)) / least;
      const distance = norm(minus(end.w, w));
      // The same point again, or one whose place is not known: it must be isolated to count.
      if (!(least > 100 * scaleOf(model) * error) || distance <= 10 * error) continue;
      if (distance < sameDistance || (nearest && nearest.distance <= distance)) continue;
      nearest = { w: end.w, distance, error };
    }
  }
  return nearest;
}

/** Distance below which two stationary points are one. */
const sameDistance = 1e-6;

/** Along the slice of the first frame vector and along the difference of the first two. */
function directionsAt(model: RidgeSum, w: Float64Array): readonly Float64Array[] {
  const [first, second] = model.frame;
  const candidates = [
    ...(first === undefined ? [] : [first]),
    ...(first === undefined || second === undefined ? [] : [minus(first, second)]),
  ];
  return candidates.flatMap((v) => {
    const tangent = v.slice();
    addScaled(tangent, -dot(v, w), w);
    if (!(norm(tangent) > 1e-8)) return [];
    const direction = unit(tangent);
    return [direction, scaled(-1, direction)];
  });
}
