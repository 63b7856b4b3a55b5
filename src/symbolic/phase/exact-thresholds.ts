/**
 * All values of beta at which the average of a polynomial link changes between saddle and
 * minimum, as algebraic numbers.
 *
 * The curvature within the span is a polynomial in m, and m runs over [1/sqrt(k), 1). If only
 * even (or only odd) degrees occur it is, up to powers of m, a polynomial in m^2 and so in beta.
 * Else its roots in m are isolated and carried over by beta = (k m^2 - 1)/(k - 1): the minimal
 * polynomial of beta is the factor of a resultant whose root lies at the image.
 */
import * as Q from "../../model/rational.ts";
import {
  type AlgebraicNumber,
  rationalOf,
  realRoots,
  refined,
  signAtAlgebraic,
} from "../exact/algebraic-number.ts";
import * as E from "../exact/enclosure.ts";
import { coefficientsIn, fromCoefficients, substitute } from "../exact/in-one-variable.ts";
import { integerPolynomial, signAtRational } from "../exact/integer-polynomial.ts";
import * as P from "../exact/polynomial.ts";
import { resultant } from "../exact/resultant.ts";
import { imageOf, polynomialOf } from "./algebraic-image.ts";
import { overlapEquation } from "./average-curvature.ts";
import { positiveMultiple } from "./positive-multiple.ts";

/** What the average is on an interval of beta. */
export type Phase = "saddle" | "minimum";

/** A value of beta where the curvature vanishes, and what the average is on both sides. */
export interface CurvatureRoot {
  readonly beta: AlgebraicNumber;
  /** The overlap m there. */
  readonly overlap: AlgebraicNumber;
  readonly multiplicity: number;
  readonly below: Phase;
  readonly above: Phase;
}

export interface ExactThresholds {
  /** Without powers of m; in `beta` or in `m`. */
  readonly polynomial: P.Polynomial;
  /** The same with coprime integer coefficients, times a positive number. */
  readonly primitive: P.Polynomial;
  readonly variable: "beta" | "m";
  /** What the average is for small beta > 0. */
  readonly start: Phase;
  /** What it is at beta = 0 itself; `degenerate` where the curvature vanishes there. */
  readonly atZero: Phase | "degenerate";
  /** Roots in (0, 1), ascending; the phase changes at those of odd multiplicity. */
  readonly roots: readonly CurvatureRoot[];
}

/**
 * The sign changes of the curvature within the span.
 *
 * @param curvature a polynomial in m, positive where the average is a minimum
 * @param k at least 2
 * @returns `undefined` if the curvature is zero everywhere.
 */
export function exactThresholds(curvature: P.Polynomial, k: bigint): ExactThresholds | undefined {
  if (P.isZero(curvature)) return undefined;
  const inM = withoutPowersOf(curvature, "m");
  const isEven = coefficientsIn(inM, "m").every((c, i) => i % 2 === 0 || P.isZero(c));
  const polynomial = isEven ? evenInBeta(inM, k) : inM;
  const found = isEven ? rootsInBeta(polynomial, k) : rootsInOverlap(polynomial, k);
  // The sign on the right of beta = 0: the first one that is not 0 at points that approach it.
  const first = found[0]?.beta;
  const start = phaseAt(inM, pointBelow(first), k);
  let phase = start;
  const roots = found.map((root): CurvatureRoot => {
    const below = phase;
    if (root.multiplicity % 2 === 1) phase = opposite(phase);
    return { ...root, below, above: phase };
  });
  return {
    polynomial,
    primitive: positiveMultiple(polynomial),
    variable: isEven ? "beta" : "m",
    start,
    atZero: phaseAtZero(inM, k),
    roots,
  };
}

type Found = Pick<CurvatureRoot, "beta" | "overlap" | "multiplicity">;

/** m^2 replaced by (1 + (k - 1) beta)/k, up to a positive factor. */
function evenInBeta(inM: P.Polynomial, k: bigint): P.Polynomial {
  const inSquare = fromCoefficients(
    coefficientsIn(inM, "m").filter((_, i) => i % 2 === 0),
    "s",
  );
  return substitute(inSquare, "s", overlapSquared(k));
}

function rootsInBeta(inBeta: P.Polynomial, k: bigint): readonly Found[] {
  if (P.isConstant(inBeta)) return [];
  const domain = { lower: Q.zero, upper: Q.one };
  return realRoots(inBeta, domain).map(({ root, multiplicity }) => ({
    beta: root,
    overlap: overlapOf(root, k),
    multiplicity,
  }));
}

/** m > 0 with k m^2 = 1 + (k - 1) beta. */
function overlapOf(beta: AlgebraicNumber, k: bigint): AlgebraicNumber {
  const inM = resultant(polynomialOf(beta, "beta"), atK(k), "beta");
  return imageOf(
    beta,
    inM,
    ({ lower, upper }) =>
      E.power(
        { lower: overlapSquaredAt(lower, k), upper: overlapSquaredAt(upper, k) },
        Q.rational(1n, 2n),
      )!,
  );
}

function rootsInOverlap(inM: P.Polynomial, k: bigint): readonly Found[] {
  const square = Q.rational(1n, k);
  const aboveStart = P.subtract(P.power(P.variable("m"), 2), P.constant(square));
  return realRoots(inM, { lower: Q.zero, upper: Q.one })
    .filter(({ root }) => signAtAlgebraic(aboveStart, root) > 0)
    .map(({ root, multiplicity }) => {
      const inBeta = resultant(polynomialOf(root, "m"), atK(k), "m");
      const beta = imageOf(root, inBeta, ({ lower, upper }) => ({
        lower: betaAt(lower, k),
        upper: betaAt(upper, k),
      }));
      return { beta, overlap: root, multiplicity };
    });
}

/** A rational beta in (0, 1) below the first root. */
function pointBelow(root: AlgebraicNumber | undefined): Q.Rational {
  if (root === undefined) return Q.rational(1n, 2n);
  let near = root;
  for (let width = Q.rational(1n, 16n); Q.sign(near.lower) <= 0; ) {
    near = refined(near, width);
    width = Q.divide(width, Q.integer(16));
  }
  return Q.divide(near.lower, Q.integer(2));
}

/** The phase at a rational beta that is no root: the sign at m = sqrt((1 + (k - 1) beta)/k). */
function phaseAt(inM: P.Polynomial, beta: Q.Rational, k: bigint): Phase {
  return signAtOverlap(inM, overlapSquaredAt(beta, k)) < 0 ? "saddle" : "minimum";
}

function phaseAtZero(inM: P.Polynomial, k: bigint): Phase | "degenerate" {
  const sign = signAtOverlap(inM, Q.rational(1n, k));
  return sign === 0 ? "degenerate" : sign < 0 ? "saddle" : "minimum";
}

function signAtOverlap(inM: P.Polynomial, square: Q.Rational): -1 | 0 | 1 {
  const polynomial = P.subtract(P.power(P.variable("m"), 2), P.constant(square));
  const [root] = realRoots(polynomial, { lower: Q.zero, upper: "oo" });
  const exact = rationalOf(root!.root);
  if (P.isConstant(inM)) return Q.sign(P.constantTerm(inM));
  if (exact === undefined) return signAtAlgebraic(inM, root!.root);
  const integers = integerPolynomial(inM);
  const lead = Q.sign(P.leadingCoefficient(inM));
  const sign = signAtRational(integers, exact);
  return (sign * lead) as -1 | 0 | 1;
}

function withoutPowersOf(a: P.Polynomial, name: string): P.Polynomial {
  const rows = coefficientsIn(a, name);
  return fromCoefficients(rows.slice(rows.findIndex((row) => !P.isZero(row))), name);
}

const atK = (k: bigint): P.Polynomial => substitute(overlapEquation, "k", P.constant(k));

/** (1 + (k - 1) beta)/k. */
const overlapSquared = (k: bigint): P.Polynomial =>
  P.add(P.constant(Q.rational(1n, k)), P.scale(P.variable("beta"), Q.rational(k - 1n, k)));

const overlapSquaredAt = (beta: Q.Rational, k: bigint): Q.Rational =>
  Q.add(Q.rational(1n, k), Q.multiply(Q.rational(k - 1n, k), beta));

/** (k m^2 - 1)/(k - 1). */
const betaAt = (m: Q.Rational, k: bigint): Q.Rational =>
  Q.divide(Q.subtract(Q.multiply(Q.integer(k), Q.multiply(m, m)), Q.one), Q.integer(k - 1n));

const opposite = (phase: Phase): Phase => (phase === "saddle" ? "minimum" : "saddle");
