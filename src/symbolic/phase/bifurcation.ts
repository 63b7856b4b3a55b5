/**
 * What kind of bifurcation a threshold of the average is.
 *
 * On the slice of l overlaps the sphere leaves one circle through the average, with u = m cos
 * theta + a sin theta for the l and u = m cos theta + b sin theta for the others; l a + (k - l) b
 * = 0, and unit speed means l a^2 + (k - l) b^2 = 1 - beta. The loss along it is expanded to
 * fourth order. Twice the second coefficient is the Hessian eigenvalue: a second route to it.
 *
 * At a threshold: third coefficient not 0: transcritical (the average is no minimum there); 0 and
 * the fourth positive: a supercritical pitchfork; negative: subcritical [Strogatz2015, Ch. 3].
 */
import * as Q from "../../model/rational.ts";
import { type AlgebraicNumber, signAtAlgebraic } from "../exact/algebraic-number.ts";
import { coefficientsIn, fromCoefficients } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import { NotDerivable } from "../term/not-derivable.ts";

export type Bifurcation =
  | "transcritical"
  | "supercritical pitchfork"
  | "subcritical pitchfork"
  | "degenerate";

/** Coefficients of theta^2, theta^3 / alpha and theta^4 of the loss: polynomials in m. */
export interface SliceExpansion {
  readonly second: P.Polynomial;
  readonly third: P.Polynomial;
  readonly fourth: P.Polynomial;
}

/**
 * The loss along the circle of the slice l, for numeric k and weights c_q.
 *
 * alpha is the common factor of a = (k - l) alpha and b = -l alpha; alpha^2 is written in m.
 */
export function sliceExpansion(
  weights: ReadonlyMap<number, Q.Rational>,
  k: bigint,
  l: bigint,
): SliceExpansion {
  const others = k - l;
  const alpha = P.variable("alpha");
  const loss = [...weights].map(([degree, weight]) => {
    const groups = [
      seriesPower(overlapSeries(P.scale(alpha, Q.integer(others))), degree).map((c) =>
        P.scale(c, Q.integer(l)),
      ),
      seriesPower(overlapSeries(P.scale(alpha, Q.integer(-l))), degree).map((c) =>
        P.scale(c, Q.integer(others)),
      ),
    ];
    return Array.from({ length: 5 }, (_, i) =>
      P.scale(P.add(groups[0]![i]!, groups[1]![i]!), Q.negate(weight)),
    );
  });
  const coefficient = (i: number): P.Polynomial => P.sum(loss.map((series) => series[i]!));
  const square = alphaSquared(k, l);
  return {
    second: evenIn(coefficient(2), square),
    third: evenIn(overAlpha(coefficient(3)), square),
    fourth: evenIn(coefficient(4), square),
  };
}

/** The type at a threshold with overlap m, of the average of k vectors. */
export function bifurcationAt(
  weights: ReadonlyMap<number, Q.Rational>,
  k: bigint,
  overlap: AlgebraicNumber,
): Bifurcation {
  const expansion = sliceExpansion(weights, k, 1n);
  if (signAtAlgebraic(expansion.second, overlap) !== 0) {
    throw new NotDerivable("a bifurcation at a point that is no threshold");
  }
  if (signAtAlgebraic(expansion.third, overlap) !== 0) return "transcritical";
  switch (signAtAlgebraic(expansion.fourth, overlap)) {
    case 1:
      return "supercritical pitchfork";
    case -1:
      return "subcritical pitchfork";
    case 0:
      return "degenerate";
  }
}

/** m cos theta + a sin theta to fourth order. */
function overlapSeries(a: P.Polynomial): readonly P.Polynomial[] {
  const m = P.variable("m");
  return [
    m,
    a,
    P.scale(m, Q.rational(-1n, 2n)),
    P.scale(a, Q.rational(-1n, 6n)),
    P.scale(m, Q.rational(1n, 24n)),
  ];
}

/** A truncated series to a natural power, by squaring. */
function seriesPower(series: readonly P.Polynomial[], n: number): readonly P.Polynomial[] {
  let result: readonly P.Polynomial[] = [P.one, P.zero, P.zero, P.zero, P.zero];
  let square = series;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = seriesProduct(result, square);
    if (rest > 1) square = seriesProduct(square, square);
  }
  return result;
}

const seriesProduct = (
  a: readonly P.Polynomial[],
  b: readonly P.Polynomial[],
): readonly P.Polynomial[] =>
  a.map((_, n) => P.sum(Array.from({ length: n + 1 }, (_, i) => P.multiply(a[i]!, b[n - i]!))));

/** (1 - beta)/(k l (k - l)) with 1 - beta = k (1 - m^2)/(k - 1). */
function alphaSquared(k: bigint, l: bigint): P.Polynomial {
  const gap = P.subtract(P.one, P.power(P.variable("m"), 2));
  return P.scale(gap, Q.rational(1n, (k - 1n) * l * (k - l)));
}

/** A polynomial even in alpha, with alpha^2 replaced. */
function evenIn(a: P.Polynomial, square: P.Polynomial): P.Polynomial {
  const rows = coefficientsIn(a, "alpha");
  if (rows.some((row, i) => i % 2 === 1 && !P.isZero(row))) {
    throw new NotDerivable("a loss with an odd term in an even coefficient");
  }
  return P.sum(
    rows.flatMap((row, i) => (i % 2 === 0 ? [P.multiply(row, P.power(square, i / 2))] : [])),
  );
}

const overAlpha = (a: P.Polynomial): P.Polynomial =>
  fromCoefficients(coefficientsIn(a, "alpha").slice(1), "alpha");
