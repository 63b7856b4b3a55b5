/**
 * Stationary points on a slice with two values of the overlaps, z t and t, for a link of several
 * degrees: one equation in the ratio z and a parameter of the frame, and how many roots it has.
 *
 * The rate of z of h_q is t^(q-2) D_q(z, beta), a polynomial in z; |w| = 1 says t^2 N(z, beta) = 1
 * with N = u^T A^-1 u / t^2. So the points are the roots z of
 *     F(z, beta) = sum_q c_q N^((P - q)/2) D_q,     P the highest degree,
 * times a power of the denominator of N. With degrees of both parities F = A + sqrt(N) B for t > 0,
 * A of the parity of P; then its roots are those of the norm A^2 - N B^2 at which A and B do not
 * have the same sign. As beta moves the number of roots can change only where the norm (or F) has
 * a double root (the discriminant vanishes; where A = B = 0 it has one), a root at an end, or loses
 * one to infinity (the leading coefficient): between these values Sturm chains count.
 */
import * as Q from "../../model/rational.ts";
import { type Cells, cellsOf } from "../decide/cells.ts";
import { type AlgebraicNumber, realRoots, signAtAlgebraic } from "../exact/algebraic-number.ts";
import { exactQuotient } from "../exact/division.ts";
import { coefficientsIn, degree, derivative, substitute } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import type { Domain } from "../exact/real-roots.ts";
import { resultant } from "../exact/resultant.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { positiveMultiple } from "./positive-multiple.ts";

/** What a slice says of each degree, in the letters z and beta. */
export interface Slice {
  /** D_q. */
  readonly drift: (q: number) => P.Polynomial;
  /** N as a quotient; both parts are positive inside the domain of beta. */
  readonly norm: { readonly top: P.Polynomial; readonly bottom: P.Polynomial };
  /** Whether z = 1 is a point for every beta, the average, which is then taken out. */
  readonly holdsAverage: boolean;
}

export interface SliceEquation {
  /** F, or the norm A^2 - N B^2 of degrees of both parities. */
  readonly equation: P.Polynomial;
  /** A and B: a root counts where they have not the same sign. */
  readonly opposite?: readonly [P.Polynomial, P.Polynomial];
}

/** The equation of a slice. @param weights c_q by degree, up to a common factor */
export function sliceEquation(
  slice: Slice,
  weights: ReadonlyMap<number, Q.Rational>,
): SliceEquation {
  const highest = Math.max(...weights.keys());
  const own = partOf(slice, weights, highest);
  const other = partOf(slice, weights, highest - 1);
  if (P.isZero(other.value)) return { equation: positiveMultiple(own.value) };
  // A = own/b^i, B = other/b^j, N = top/b: the norm times b^n, n = max(2 i, 2 j + 1).
  const { top, bottom } = slice.norm;
  const n = Math.max(2 * own.power, 2 * other.power + 1);
  const raised = (value: P.Polynomial, by: number): P.Polynomial =>
    P.multiply(P.power(value, 2), P.power(bottom, by));
  const norm = P.subtract(
    raised(own.value, n - 2 * own.power),
    P.multiply(top, raised(other.value, n - 2 * other.power - 1)),
  );
  return { equation: positiveMultiple(norm), opposite: [own.value, other.value] };
}

/** A polynomial over a power of the denominator of N. */
interface Part {
  readonly value: P.Polynomial;
  readonly power: number;
}

/** sum c_q N^((P - q)/2) D_q over the degrees q <= P of the parity of P. */
function partOf(
  { drift, norm: { top, bottom }, holdsAverage }: Slice,
  weights: ReadonlyMap<number, Q.Rational>,
  highest: number,
): Part {
  const degrees = [...weights.keys()].filter(
    (q) => q > 0 && q <= highest && sameParity(q, highest),
  );
  const power = degrees.length === 0 ? 0 : (highest - Math.min(...degrees)) / 2;
  const terms = degrees.map((q) => {
    const n = (highest - q) / 2;
    const factor = P.product([P.power(top, n), P.power(bottom, power - n), drift(q)]);
    return P.scale(factor, weights.get(q)!);
  });
  const whole = P.sum(terms);
  if (!holdsAverage) return { value: whole, power };
  const value = exactQuotient(whole, P.subtract(P.variable("z"), P.one));
  if (value === undefined) throw new NotDerivable("a slice without the average");
  return { value, power };
}

const sameParity = (a: number, b: number): boolean => (a - b) % 2 === 0;

/** A polynomial without factors that vanish at ends of the domain alone. */
export function withoutFactors(
  equation: P.Polynomial,
  factors: readonly P.Polynomial[],
): P.Polynomial {
  let rest = equation;
  for (const factor of factors.filter((f) => !P.isConstant(f))) {
    for (let next = exactQuotient(rest, factor); next !== undefined; ) {
      rest = next;
      next = exactQuotient(rest, factor);
    }
  }
  return rest;
}

/** How many points there are between the values of beta where their number changes. */
export interface SliceCounts {
  /** Ascending. */
  readonly changes: readonly AlgebraicNumber[];
  /** The numbers between them: one more than changes. */
  readonly counts: readonly number[];
  /** A rational beta for each of these numbers. */
  readonly samples: readonly Q.Rational[];
}

/**
 * The numbers of roots as beta moves.
 *
 * @param ratios where z is looked for, open at its ends
 * @throws NotDerivable if the equation has a square factor.
 */
export function sliceCounts(
  { equation, opposite }: SliceEquation,
  domain: Domain,
  ratios: Domain,
): SliceCounts {
  const cells = sliceCells(equation, domain, ratios);
  const counts = cells.samples.map(
    (beta) => rootsAt({ equation, ...(opposite && { opposite }) }, beta, ratios).length,
  );
  const isChange = cells.cuts.map((_, i) => counts[i] !== counts[i + 1]);
  const isFirst = (_: unknown, i: number): boolean => i === 0 || isChange[i - 1]!;
  return {
    changes: cells.cuts.filter((_, i) => isChange[i]),
    counts: counts.filter(isFirst),
    samples: cells.samples.filter(isFirst),
  };
}

function sliceCells(equation: P.Polynomial, domain: Domain, ratios: Domain): Cells {
  const double = resultant(equation, derivative(equation, "z"), "z");
  if (P.isZero(double)) throw new NotDerivable("a slice whose equation has a square factor");
  const ends = [ratios.lower, ratios.upper].filter((end) => typeof end !== "string");
  const cuts = [
    double,
    // Also where a point meets the average: there it is no point off the average.
    ...[Q.one, ...ends].map((z) => substitute(equation, "z", P.constant(z))),
    coefficientsIn(equation, "z").at(-1) ?? P.zero,
  ];
  return cellsOf(
    cuts.filter((cut) => degree(cut, "beta") > 0),
    domain,
  );
}

/** The ratios z of the points at one beta. */
export function rootsAt(
  { equation, opposite }: SliceEquation,
  beta: Q.Rational,
  ratios: Domain,
): readonly AlgebraicNumber[] {
  const at = (p: P.Polynomial): P.Polynomial => substitute(p, "beta", P.constant(beta));
  const here = at(equation);
  if (P.isZero(here)) throw new NotDerivable("a slice all of whose points are stationary");
  if (P.isConstant(here)) return [];
  const roots = realRoots(here, ratios).map(({ root }) => root);
  if (opposite === undefined) return roots;
  const [a, b] = [at(opposite[0]), at(opposite[1])];
  return roots.filter((root) => signAtAlgebraic(a, root) * signAtAlgebraic(b, root) <= 0);
}
