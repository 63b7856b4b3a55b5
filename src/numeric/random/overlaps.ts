/**
 * Random points and frames of R^d as seen from k fixed orthonormal directions, without their d
 * coordinates.
 *
 * For n independent standard Gaussian vectors of R^d all inner products, with the directions and
 * with each other, are those of n vectors of R^(k + m), m = min(n, d - k), whose first k
 * coordinates are standard normal and whose others are the triangular factor of a Wishart matrix
 * with d - k degrees of freedom: by Bartlett's decomposition, normal below the diagonal and chi of
 * d - k - j degrees on it [Muirhead1982, Theorem 3.2.14]. That is Gram-Schmidt of the rest of each
 * vector, one new axis a vector. The law is exact for every d; the cost is that of k + n numbers a
 * vector.
 */

import { orthonormalBasis, unit } from "../vectors.ts";
import { chiDeviate } from "./gamma.ts";
import type { RandomStream } from "./stream.ts";

/**
 * n standard Gaussian vectors of R^d, in R^(k + min(n, d - k)) with the fixed directions as the
 * first k axes.
 *
 * @param d >= k; may be as large as doubles count.
 */
export function reducedGaussians(
  random: RandomStream,
  d: number,
  k: number,
  n: number,
): readonly Float64Array[] {
  const across = Math.min(n, d - k);
  return Array.from({ length: n }, (_, j) => {
    const x = new Float64Array(k + across);
    for (let i = 0; i < k + Math.min(j, across); i++) x[i] = random.normal();
    if (j < across) x[k + j] = chiDeviate(random, d - k - j);
    return x;
  });
}

/** n independent uniform points of the sphere S^(d-1), in the coordinates of `reducedGaussians`. */
export function reducedSpherePoints(
  random: RandomStream,
  d: number,
  k: number,
  n: number,
): readonly Float64Array[] {
  return reducedGaussians(random, d, k, n).map(unit);
}

/**
 * A frame of r orthonormal vectors of R^d, uniform (Haar), in the coordinates of
 * `reducedGaussians`.
 *
 * Gram-Schmidt of Gaussian vectors, twice over for orthogonality to rounding: the factor R of
 * G = Q R has a positive diagonal, so the law of Q is invariant under rotations.
 *
 * @param r <= d.
 */
export function reducedHaarFrame(
  random: RandomStream,
  d: number,
  k: number,
  r: number,
): readonly Float64Array[] {
  return orthonormalBasis(reducedGaussians(random, d, k, r));
}

/** r orthonormal vectors of R^d with all their coordinates, uniform (Haar). */
export const haarFrame = (random: RandomStream, d: number, r: number): readonly Float64Array[] =>
  orthonormalBasis(Array.from({ length: r }, () => new Float64Array(d).map(random.normal)));
