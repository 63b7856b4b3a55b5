/**
 * Vectors of R^d as flat arrays: what the simulations need, without allocation where it counts.
 */

export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

/** The Euclidean norm. */
export const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

/** y += c x. */
export function addScaled(y: Float64Array, c: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! += c * x[i]!;
}

/** c x, a new array. */
export function scaled(c: number, x: Float64Array): Float64Array {
  const y = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) y[i] = c * x[i]!;
  return y;
}

/** x / |x|, a new array; NaN entries for x = 0. */
export const unit = (x: Float64Array): Float64Array => scaled(1 / norm(x), x);

/** x - y, a new array. */
export function minus(x: Float64Array, y: Float64Array): Float64Array {
  const z = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) z[i] = x[i]! - y[i]!;
  return z;
}

/** Neuron i of a state of several neurons in R^d, a view; of a single neuron the state itself. */
export const neuron = (w: Float64Array, i: number, d: number): Float64Array =>
  d === w.length ? w : w.subarray(i * d, (i + 1) * d);

/**
 * An orthonormal basis of the span, by Gram-Schmidt done twice.
 *
 * Vectors that add less than `threshold` of their length to the span are taken to lie in it.
 */
export function orthonormalBasis(
  vectors: readonly Float64Array[],
  threshold = 1e-12,
): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const size = norm(vector);
    const rest = vector.slice();
    for (let pass = 0; pass < 2; pass++) {
      for (const e of basis) addScaled(rest, -dot(e, rest), e);
    }
    if (norm(rest) > threshold * size) basis.push(unit(rest));
  }
  return basis;
}
