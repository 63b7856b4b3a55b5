/**
 * Neurons uniform on the sphere of R^d, seen in fewer coordinates.
 *
 * Let K coordinates be kept as they are (the span of the frame, and a spike), and let n neurons be
 * standard Gaussian vectors of R^d. In the d - K coordinates left only their inner products
 * matter, a Wishart matrix with d - K degrees of freedom. By Bartlett's decomposition
 * ([Bartlett1933]) it is T T^T with a lower triangular T: T_ii^2 ~ chi^2 with d - K - i degrees
 * (i from 0), T_il ~ N(0, 1) below the diagonal, all independent. So n more coordinates hold n
 * neurons, whatever d is.
 */
import type { RandomStream } from "../random/stream.ts";
import { gamma } from "./sampling/samplers.ts";
import { unit } from "./vectors.ts";

/**
 * n unit vectors of R^ambient, one after another, with the law of n uniform points of the sphere
 * of R^d up to a rotation that fixes the first ambient - n coordinates.
 *
 * @param ambient d, or at most d - 1 and at least n
 */
export function uniformNeurons(
  n: number,
  dimension: number,
  ambient: number,
  random: RandomStream,
): Float64Array {
  const state = new Float64Array(n * ambient);
  const kept = ambient === dimension ? ambient : ambient - n;
  for (let i = 0; i < n; i++) {
    const w = state.subarray(i * ambient, (i + 1) * ambient);
    for (let j = 0; j < kept; j++) w[j] = random.normal();
    if (kept < ambient) {
      for (let l = 0; l < i; l++) w[kept + l] = random.normal();
      w[kept + i] = Math.sqrt(2 * gamma((dimension - kept - i) / 2, random));
    }
    w.set(unit(w));
  }
  return state;
}
