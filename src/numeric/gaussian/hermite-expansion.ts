/**
 * Hermite coefficients of a function of several standard Gaussian variables, by quadrature:
 *   alpha_beta = E[f(sum_i y_i e_i) prod_i h_(beta_i)(y_i)],
 * in the standard basis or any other orthonormal one. Rules are exact for polynomials up to
 * rounding; for others the difference of two rules is part of the error.
 */
import type { MultiLink } from "../link/multi-link.ts";
import { type Measured, measured, unitRoundoff } from "../measured.ts";
import { pointsPerAxis, tensorRule } from "../quadrature/tensor.ts";
import { hermiteValues } from "../special/hermite.ts";
import { addScaled } from "../vectors.ts";

export interface HermiteCoefficient {
  /** beta, one degree for each vector of the basis. */
  readonly powers: readonly number[];
  readonly value: Measured;
}

/**
 * All coefficients of total degree at most `degree`, in the order of `multiIndices`.
 *
 * @param basis q orthonormal vectors of length q
 */
export function hermiteCoefficients(
  f: MultiLink,
  degree: number,
  basis: readonly Float64Array[] = axesOf(f.variables),
): readonly HermiteCoefficient[] {
  const isExact = f.degree !== undefined && f.degree <= degree;
  const points = isExact ? degree + 1 : pointsPerAxis(undefined, f.variables, "fine");
  const fine = sums(f, basis, degree, points);
  const coarse = isExact
    ? undefined
    : sums(f, basis, degree, pointsPerAxis(undefined, f.variables, "coarse"));
  const rounding = 64 * (degree + 1) * unitRoundoff;
  return multiIndices(f.variables, degree).map((powers, at) => {
    const value = fine.values[at]!;
    const gap = coarse === undefined ? 0 : Math.abs(value - coarse.values[at]!);
    const error = gap + rounding * Math.max(fine.sizes[at]!, 1e-300);
    return { powers, value: measured(value, error, "estimate") };
  });
}

/** E f^2, with its error. */
export function secondMoment(f: MultiLink): Measured {
  const q = f.variables;
  const by = (rules: "coarse" | "fine"): number => {
    const { count, nodes, weights } = tensorRule(q, pointsPerAxis(f.degree, q, rules));
    let total = 0;
    for (let i = 0; i < count; i++) {
      total += weights[i]! * f.value(nodes.subarray(i * q, (i + 1) * q)) ** 2;
    }
    return total;
  };
  const [coarse, fine] = [by("coarse"), by("fine")];
  return measured(fine, Math.abs(fine - coarse) + 64 * unitRoundoff * fine, "estimate");
}

function sums(f: MultiLink, basis: readonly Float64Array[], degree: number, points: number) {
  const q = f.variables;
  const { count, nodes, weights } = tensorRule(q, points);
  const all = multiIndices(q, degree);
  const [values, sizes] = [new Float64Array(all.length), new Float64Array(all.length)];
  const h = Array.from({ length: q }, () => new Float64Array(degree + 1));
  const z = new Float64Array(q);
  for (let i = 0; i < count; i++) {
    z.fill(0);
    basis.forEach((e, axis) => {
      const y = nodes[i * q + axis]!;
      addScaled(z, y, e);
      hermiteValues(y, h[axis]!);
    });
    const weighted = weights[i]! * f.value(z);
    all.forEach((powers, at) => {
      const term = powers.reduce((product, power, axis) => product * h[axis]![power]!, weighted);
      values[at]! += term;
      sizes[at]! += Math.abs(term);
    });
  }
  return { values, sizes };
}

/** The unit vectors along q axes. */
export const axesOf = (q: number): readonly Float64Array[] =>
  Array.from({ length: q }, (_, i) => {
    const e = new Float64Array(q);
    e[i] = 1;
    return e;
  });

/** All beta of q entries with a sum of at most `degree`. */
export function multiIndices(q: number, degree: number): readonly (readonly number[])[] {
  if (q === 0) return [[]];
  return multiIndices(q - 1, degree).flatMap((head) => {
    const used = head.reduce((sum, power) => sum + power, 0);
    return Array.from({ length: degree - used + 1 }, (_, power) => [...head, power]);
  });
}
