/**
 * Values of Hermite polynomials by their three-term recurrences.
 *
 * He_p is the monic probabilists' polynomial, h_p = He_p / sqrt(p!) the orthonormal one:
 *   He_(p+1) = z He_p - p He_(p-1),   sqrt(p+1) h_(p+1) = z h_p - sqrt(p) h_(p-1).
 * Derivatives are He_p' = p He_(p-1) and h_p' = sqrt(p) h_(p-1). Source: [DLMF, Table 18.9.1].
 */

/** h_p(z) with its first two derivatives in z, for an integer p >= 0. */
export function orthonormalHermite(p: number, z: number): readonly [number, number, number] {
  let before = 0;
  let previous = 0;
  let current = 1;
  for (let n = 0; n < p; n++) {
    const next = (z * current - Math.sqrt(n) * previous) / Math.sqrt(n + 1);
    before = previous;
    previous = current;
    current = next;
  }
  return [current, Math.sqrt(p) * previous, Math.sqrt(p * Math.max(p - 1, 0)) * before];
}

/** He_p(z) with its first two derivatives in z, for an integer p >= 0. */
export function monicHermite(p: number, z: number): readonly [number, number, number] {
  let [before, previous, current] = [0, 0, 1];
  for (let n = 0; n < p; n++) {
    [before, previous, current] = [previous, current, z * current - n * previous];
  }
  return [current, p * previous, p * Math.max(p - 1, 0) * before];
}

/** The highest degree of the tables below. */
export const highestDegree = 1000;

/** sqrt(n) by n, to one more than the highest degree. */
export const roots = Float64Array.from({ length: highestDegree + 2 }, (_, n) => Math.sqrt(n));

/**
 * The factors of h_p = ahead[p] z h_(p-1) - back[p] h_(p-2): a flow asks for thousands of values,
 * and a division costs as much as the rest of a step.
 */
export const ahead = Float64Array.from(roots, (root) => 1 / root);
export const back = Float64Array.from(roots, (root, n) => (n === 0 ? 0 : roots[n - 1]! / root));

/** h_0(z), ..., h_P(z) by their recurrence, written into `out` (length P + 1, P <= 1000). */
export function hermiteValues(z: number, out: Float64Array): void {
  let previous = 0;
  let current = 1;
  out[0] = 1;
  for (let p = 1; p < out.length; p++) {
    const next = z * ahead[p]! * current - back[p]! * previous;
    previous = current;
    current = next;
    out[p] = next;
  }
}
