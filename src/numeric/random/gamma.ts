/**
 * Gamma and chi-square deviates, by rejection and so exact in law.
 *
 * For shape a >= 1: d = a - 1/3, c = 1/sqrt(9 d); v = (1 + c z)^3 with z ~ N(0, 1) is accepted with
 * probability exp(z^2/2 + d - d v + d log v), about 0.95 or more; d v is Gamma(a). Smaller shapes
 * by Gamma(a) = Gamma(a + 1) U^(1/a). Source: [Marsaglia2000].
 */
import type { RandomStream } from "./stream.ts";

/** Gamma(shape), scale 1; shape > 0. */
export function gammaDeviate(random: RandomStream, shape: number): number {
  if (shape < 1) {
    // 1 - U is in (0, 1].
    return gammaDeviate(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const root = 1 + c * z;
    if (root <= 0) continue;
    const v = root ** 3;
    if (Math.log(1 - random.uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** The length of a standard Gaussian vector of R^n: 0 for n = 0. */
export const chiDeviate = (random: RandomStream, n: number): number =>
  n === 0 ? 0 : Math.sqrt(2 * gammaDeviate(random, n / 2));
