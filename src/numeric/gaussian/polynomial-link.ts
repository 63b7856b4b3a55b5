/**
 * Polynomial links evaluated by their Hermite coefficients,
 *   sum_beta alpha_beta prod_i h_(beta_i)(z_i).
 *
 * Quadrature gives the coefficients of a polynomial up to rounding; those within their rounding of
 * 0 are left out. A value then costs one recurrence for each variable and one product for each
 * coefficient, whatever the expression of the link looked like; h_n' = sqrt(n) h_(n-1).
 */
import type { MultiLink } from "../link/multi-link.ts";
import { hermiteValues } from "../special/hermite.ts";
import { hermiteCoefficients } from "./hermite-expansion.ts";

/** The coefficients of a higher degree would have lost digits. */
const highestDegree = 16;

/** The same link, faster to evaluate; the link itself where it is no polynomial. */
export function fastLink(f: MultiLink): MultiLink {
  const { variables: q, degree } = f;
  if (degree === undefined || degree > highestDegree) return f;
  const terms = hermiteCoefficients(f, degree).filter(
    ({ value }) => Math.abs(value.value) > value.error,
  );
  return hermiteMultiLink(
    q,
    terms.map((term) => term.powers),
    Float64Array.from(terms, ({ value }) => value.value),
  );
}

/**
 * The link sum_t alpha_t prod_i h_(beta_t,i)(z_i); coefficients are read at every call.
 *
 * @param beta the degrees of each term, one for each of the q variables
 */
export function hermiteMultiLink(
  q: number,
  beta: readonly (readonly number[])[],
  alpha: Float64Array,
): MultiLink {
  const degree = Math.max(0, ...beta.map((powers) => powers.reduce((a, b) => a + b, 0)));
  const powers = Int32Array.from(beta.flat());
  const h = Array.from({ length: q }, () => new Float64Array(degree + 1));
  const roots = Float64Array.from({ length: degree + 1 }, (_, n) => Math.sqrt(n));
  const tabulate = (z: Float64Array): void => {
    for (let i = 0; i < q; i++) hermiteValues(z[i]!, h[i]!);
  };
  return {
    variables: q,
    degree,
    value: (z) => {
      tabulate(z);
      let total = 0;
      for (let t = 0; t < alpha.length; t++) {
        let term = alpha[t]!;
        for (let i = 0; i < q; i++) term *= h[i]![powers[t * q + i]!]!;
        total += term;
      }
      return total;
    },
    gradient: (z, out) => {
      tabulate(z);
      out.fill(0);
      let total = 0;
      for (let t = 0; t < alpha.length; t++) {
        let term = alpha[t]!;
        for (let i = 0; i < q; i++) term *= h[i]![powers[t * q + i]!]!;
        total += term;
        for (let along = 0; along < q; along++) {
          const n = powers[t * q + along]!;
          if (n === 0) continue;
          let slope = alpha[t]! * roots[n]! * h[along]![n - 1]!;
          for (let i = 0; i < q; i++) if (i !== along) slope *= h[i]![powers[t * q + i]!]!;
          out[along]! += slope;
        }
      }
      return total;
    },
  };
}
