/**
 * The unit sphere S^(d-1) and the product of n of them, point after point.
 *
 * Tangent part v - <x, v> x, nearest point x/|x|. Source: [Absil2008, Examples 3.5.1 and 4.1.1].
 */
import { addScaled, dot, neuron, norm, scaled, unit } from "../vectors.ts";
import type { Manifold } from "./manifold.ts";

/** S^(d-1) in R^d. */
export const sphere = (d: number): Manifold => ({ ...spheres(d, 1), name: `sphere of R^${d}` });

/** n unit vectors of R^d, as n blocks of length d; the drift is the largest | |x_i| - 1 |. */
export function spheres(d: number, n: number): Manifold {
  const blocks = Array.from({ length: n }, (_, i) => i);
  const blockwise = (
    x: Float64Array,
    f: (xi: Float64Array, i: number) => Float64Array,
  ): Float64Array => {
    const result = new Float64Array(x.length);
    for (const i of blocks) result.set(f(neuron(x, i, d), i), i * d);
    return result;
  };
  return {
    name: `${n} spheres of R^${d}`,
    size: n * d,
    dimension: n * (d - 1),
    tangent: (x, v) =>
      blockwise(x, (xi, i) => {
        const along = neuron(v, i, d).slice();
        addScaled(along, -dot(xi, along), xi);
        return along;
      }),
    onto: (x) => blockwise(x, (xi) => (norm(xi) === 1 ? scaled(1, xi) : unit(xi))),
    random: (random) => blockwise(new Float64Array(n * d), () => random.onSphere(d)),
    drift: (x) => Math.max(...blocks.map((i) => Math.abs(norm(neuron(x, i, d)) - 1))),
  };
}
