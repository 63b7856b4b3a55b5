/**
 * The successive leap exponents of a polynomial link of several variables ([bietti2023, §3]).
 *
 * Let V be the directions learned so far (none at first). Among the Hermite coefficients of f in an
 * orthonormal basis of V and of its complement U, those of a degree >= 1 in U are what is still to
 * be learned; the least such degree is the next exponent, and the directions of U on which the
 * terms of that degree depend are learned with it. Each direction has its exponent, so directions
 * learned together repeat it. Coefficients come from quadratures that are exact up to rounding;
 * what is within its rounding of 0 counts as 0.
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import {
  axesOf,
  type HermiteCoefficient,
  hermiteCoefficients,
} from "../../gaussian/hermite-expansion.ts";
import type { MultiLink } from "../../link/multi-link.ts";
import { addScaled, orthonormalBasis } from "../../vectors.ts";

/** Highest degree that is looked at. */
const highestDegree = 16;

/** One exponent for each direction that f depends on; `undefined` if f is no polynomial. */
export function leapExponents(f: MultiLink): readonly number[] | undefined {
  const { variables: q, degree } = f;
  if (degree === undefined || degree > highestDegree) return undefined;
  let learned: Float64Array[] = [];
  const leaps: number[] = [];
  while (learned.length < q) {
    const rest = complementOf(learned, q);
    const terms = hermiteCoefficients(f, degree, [...learned, ...rest]).filter(
      (term) => isThere(term) && degreeIn(term.powers, learned.length) > 0,
    );
    if (terms.length === 0) break;
    const least = Math.min(...terms.map(({ powers }) => degreeIn(powers, learned.length)));
    const lowest = terms.filter(({ powers }) => degreeIn(powers, learned.length) === least);
    const found = directionsOf(lowest, learned.length, rest);
    leaps.push(...found.map(() => least));
    learned = [...learned, ...found];
  }
  return leaps;
}

/** Whether a coefficient is known not to vanish. */
const isThere = ({ value }: HermiteCoefficient): boolean => Math.abs(value.value) > value.error;

const degreeIn = (powers: readonly number[], from: number): number =>
  powers.slice(from).reduce((sum, power) => sum + power, 0);

/**
 * The directions of U on which terms of degree s in U depend: the range of the sum of
 * t_gamma t_gamma^T over gamma of degree s - 1, t_gamma[i] = alpha_(gamma + e_i) sqrt(gamma_i + 1).
 */
function directionsOf(
  terms: readonly HermiteCoefficient[],
  known: number,
  rest: readonly Float64Array[],
): Float64Array[] {
  const n = rest.length;
  const rows = new Map<string, Float64Array>();
  for (const { powers, value } of terms) {
    for (let i = 0; i < n; i++) {
      const power = powers[known + i]!;
      if (power === 0) continue;
      const gamma = powers.map((p, at) => (at === known + i ? p - 1 : p)).join(" ");
      const row = rows.get(gamma) ?? new Float64Array(n);
      rows.set(gamma, row);
      row[i]! += value.value * Math.sqrt(power);
    }
  }
  const gram = Matrix.zeros(n, n);
  for (const row of rows.values()) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) gram.set(i, j, gram.get(i, j) + row[i]! * row[j]!);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, {
    assumeSymmetric: true,
  });
  const largest = Math.max(...realEigenvalues);
  const found: Float64Array[] = [];
  realEigenvalues.forEach((eigenvalue, i) => {
    // Squares of coefficients: rounding of 1e-13 in them is 1e-26 here; 1e-10 is far above.
    if (!(eigenvalue > 1e-10 * largest)) return;
    const direction = new Float64Array(rest[0]!.length);
    rest.forEach((e, j) => addScaled(direction, eigenvectorMatrix.get(j, i), e));
    found.push(direction);
  });
  return found;
}

function complementOf(learned: readonly Float64Array[], q: number): Float64Array[] {
  return orthonormalBasis([...learned, ...axesOf(q)], 1e-6).slice(learned.length);
}
