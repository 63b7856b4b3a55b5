/**
 * The stationary points of a pure link h_p, p >= 3, over an orthonormal frame, by type.
 *
 * The gradient coefficient g_i must be a multiple of u_i with one factor for all i: u_i = 0, or
 * u_i^(p-2) is the same number S for all others. So l of the |u_i| are 1/sqrt(l) and the rest is
 * 0; for odd p the signs agree, for even p they are free. Such a point is the average of the
 * frame of its l vectors (up to signs): the Hessian has the derived eigenvalues with k replaced
 * by l at beta = 0, and as h_p''(0) = 0 for p >= 3 in L, every direction orthogonal to these l
 * vectors is `across` them.
 */
import * as Q from "../../model/rational.ts";
import * as R from "../exact/rational-function.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import type { AverageCurvature } from "./average-curvature.ts";

/** The points with l overlaps that are not 0. */
export interface OrthonormalType {
  readonly l: number;
  /** The number of them, and up to w -> -w, for a numeric k. */
  readonly count: bigint;
  readonly upToSign: bigint;
  /** Index where the overlaps are positive (or p is even). */
  readonly index: number;
  /** For odd p, the index at the opposite point in terms of d: d - l; absent for even p. */
  readonly oppositeIndex?: string;
  readonly isMinimum: boolean;
}

export interface OrthonormalPoints {
  readonly degree: number;
  readonly k: bigint;
  readonly types: readonly OrthonormalType[];
  readonly total: bigint;
  readonly totalUpToSign: bigint;
}

/** Types that are listed one by one. */
const mostTypes = 64n;

/**
 * The types for a numeric k.
 *
 * @throws NotDerivable for p < 3, where other points are stationary too, or if k is too large.
 */
export function orthonormalPoints(
  curvature: AverageCurvature,
  degree: number,
  k: bigint,
): OrthonormalPoints {
  if (degree < 3) throw new NotDerivable("isolated stationary points of a link of degree below 3");
  if (k > mostTypes) throw new NotDerivable(`a list of ${k} types`);
  const isOdd = degree % 2 === 1;
  const types = Array.from({ length: Number(k) }, (_, i): OrthonormalType => {
    const l = i + 1;
    const supports = binomial(k, BigInt(l));
    const signs = isOdd ? 2n : 2n ** BigInt(l);
    const index = withinIsNegative(curvature, degree, l) ? l - 1 : 0;
    return {
      l,
      count: supports * signs,
      upToSign: (supports * signs) / 2n,
      index,
      ...(isOdd ? { oppositeIndex: `d - ${l}` } : {}),
      isMinimum: index === 0,
    };
  });
  const total = types.reduce((sum, { count }) => sum + count, 0n);
  return { degree, k, types, total, totalUpToSign: total / 2n };
}

/** Whether the eigenvalue within the span of l orthonormal vectors is negative at their average. */
function withinIsNegative(
  { within, across }: AverageCurvature,
  degree: number,
  l: number,
): boolean {
  if (l === 1) return false;
  // Even in m: at beta = 0, l m^2 = 1.
  const at = (f: R.RationalFunction): Q.Rational => {
    const inSquare = R.substitute(f, "p", R.constant(degree));
    const atL = R.substitute(inSquare, "k", R.constant(l));
    return valueAtSquare(atL, Q.rational(1n, BigInt(l)));
  };
  if (Q.sign(at(across)) <= 0) throw new NotDerivable("an across eigenvalue of this sign");
  return Q.sign(at(within)) < 0;
}

/** The value of a rational function in m^2 at a value of m^2. */
function valueAtSquare(f: R.RationalFunction, square: Q.Rational): Q.Rational {
  const part = (terms: typeof f.numerator.terms): Q.Rational =>
    terms.reduce((sum, { coefficient, monomial }) => {
      if (monomial.degree % 2 === 1) throw new NotDerivable("an eigenvalue that is odd in m");
      return Q.add(sum, Q.multiply(coefficient, Q.power(square, BigInt(monomial.degree / 2))));
    }, Q.zero);
  return Q.divide(part(f.numerator.terms), part(f.denominator.terms));
}

function binomial(n: bigint, k: bigint): bigint {
  let value = 1n;
  for (let i = 1n; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
