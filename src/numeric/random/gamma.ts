/**
 * Gamma and chi-square deviates, by rejection and so exact in law.
 *
 * For shape a >= 1: d = a - 1/3, c = 1/sqrt(9 d); v = (1 + c z)^3 with z ~ N(0, 1) is accepted with
 * probability exp(z^2/2 + d - d v + d log v), about 0.95 or more; d v is Gamma(a). Smaller shapes
 * by Gamma(a) = Gamma(a + 1) U^(1/a). Source: [Marsaglia2000].
 *
 * For large d the exponent is -z^4/(108 d) + O(d^(-3/2)), but its four terms of size d cancel: above
 * 2^40 the test is drawn and passed, which changes the law by less than 10^-11.
 */
import type { RandomStream } from "./stream.ts";

/** Shapes above which every proposal is accepted. */
const largest = 2 ** 40;

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
    const test = Math.log(1 - random.uniform());
    if (d > largest || test < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** The length of a standard Gaussian vector of R^n: 0 for n = 0. */
export const chiDeviate = (random: RandomStream, n: number): number =>
  n === 0 ? 0 : Math.sqrt(2 * gammaDeviate(random, n / 2));
