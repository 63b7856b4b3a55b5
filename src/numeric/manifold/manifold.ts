/**
 * What a flow needs of the manifold it lives on.
 *
 * Points and vectors are flat arrays of the ambient space, with its Euclidean metric. Off the
 * manifold a point stands for its image under `onto`; how far off it is, is measured and reported.
 */
import type { VectorField } from "../integrate/tableau.ts";
import type { RandomStream } from "../random/stream.ts";

export interface Manifold {
  readonly name: string;
  /** The numbers that a point is stored in. */
  readonly size: number;
  /** Of the tangent spaces; of a quotient, its own. */
  readonly dimension: number;
  /** The orthogonal projection of v onto the tangent (of a quotient: horizontal) space at x. */
  readonly tangent: (x: Float64Array, v: Float64Array) => Float64Array;
  /** The nearest point of the manifold. */
  readonly onto: (x: Float64Array) => Float64Array;
  /** The uniform law: invariant under rotations of R^d. */
  readonly random: (random: RandomStream) => Float64Array;
  /** By how much x fails the equations of the manifold: 0 on it. */
  readonly drift: (x: Float64Array) => number;
}

/**
 * A second-order retraction along a tangent vector: the nearest point to x + v.
 *
 * Source: [Absil2008, Example 4.1.1 and Eq. 4.7]; that projections are of second order,
 * [Boumal2023, §5.12].
 */
export const retract = (manifold: Manifold, x: Float64Array, v: Float64Array): Float64Array =>
  manifold.onto(x.map((a, i) => a + v[i]!));

/**
 * Gradient descent x' = -(tangent part of grad) from a Euclidean gradient, both taken at `onto(x)`:
 * a drift off the manifold neither grows nor feeds back.
 */
export function descentField(
  manifold: Manifold,
  gradient: (x: Float64Array) => Float64Array,
): VectorField {
  return (_, y, dy) => {
    const x = manifold.onto(y);
    const along = manifold.tangent(x, gradient(x));
    for (let i = 0; i < dy.length; i++) dy[i] = -along[i]!;
  };
}
