/**
 * Probabilists' Hermite polynomials He_k, exactly.
 *
 * Convention: He_k is monic, and E[He_j(z) He_k(z)] = k! if j = k, else 0, for z ~ N(0, 1).
 * The orthonormal h_k = He_k / sqrt(k!). The physicists' H_k is not used in this project.
 *
 * Sources: [DLMF, §18.3 and Table 18.9.1].
 */
import { integer } from "../../model/rational.ts";
import {
  addScalars,
  multiplyScalars,
  oneScalar,
  type Scalar,
  scaleScalar,
  squareFree,
} from "./scalar.ts";

/**
 * Integer coefficients of He_n, by He_{n+1}(z) = z He_n(z) - n He_{n-1}(z).
 *
 * @param n Degree, an integer >= 0.
 * @returns `n + 1` integers, constant term first; the last is 1.
 * @throws RangeError if `n` is not an integer >= 0.
 * @example hermite(3) // [0n, -3n, 0n, 1n], that is z^3 - 3z
 */
export function hermite(n: number): readonly bigint[] {
  if (!Number.isInteger(n) || n < 0) {
    throw new RangeError(`hermite: expected a degree n, an integer >= 0, got ${n}.`);
  }
  let previous: readonly bigint[] = [];
  let current: readonly bigint[] = [1n];
  for (let k = 0; k < n; k++) {
    const shifted = [0n, ...current];
    const next = shifted.map((a, i) => a - BigInt(k) * (previous[i] ?? 0n));
    [previous, current] = [current, next];
  }
  return current;
}

/** He_0(x), ..., He_n(x) at a scalar x, by the same recurrence. */
export function hermiteValues(n: number, x: Scalar): readonly Scalar[] {
  const values: Scalar[] = [oneScalar];
  for (let k = 0; k < n; k++) {
    const previous = k === 0 ? [] : scaleScalar(values[k - 1]!, integer(-k));
    values.push(addScalars(multiplyScalars(x, values[k]!), previous));
  }
  return values;
}

const inverseRoots: Scalar[] = [oneScalar];

/**
 * 1 / sqrt(p!), the factor from He_p to h_p.
 *
 * @example inverseRootFactorial(4) // sqrt(6)/12
 */
export function inverseRootFactorial(p: number): Scalar {
  for (let k = inverseRoots.length; k <= p; k++) {
    const { square, free } = squareFree(BigInt(k));
    // 1/sqrt(k) = sqrt(free) / (square free).
    const root: Scalar = [{ r: { num: 1n, den: square * free }, n: free, m: 0 }];
    inverseRoots.push(multiplyScalars(inverseRoots[k - 1]!, root));
  }
  return inverseRoots[p]!;
}
