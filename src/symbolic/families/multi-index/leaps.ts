/**
 * The saddles that a subspace passes, from the exact coefficients of a polynomial link.
 *
 * Let V be the directions learned so far and U what is left. With u = a + b, a in V and b in U, the
 * Hermite coefficients of a degree j in the directions of U are the part of degree j in b of
 * (S f)(u) = E f(z + u), since S takes the Hermite polynomial of beta to u^beta / sqrt(beta!). The
 * least degree s >= 1 that occurs is the next (relative) information exponent. Directions of U on
 * which that part does not depend stay in U; the others, orthogonal to them, are learned. Nothing
 * depends on the basis in which z is written. [bietti2023, Eq. 58 and §3.4]
 *
 * While an eigenvalue g of a direction v of U is small, g' = 4 c s A g^s with
 * A = sum alpha_(beta,s)^2 over the coefficients of degree s in v alone and any degree in V, from
 * G' = 2 c ((1 - G) S G + G S (1 - G)): from g = xi/d it takes
 *   s = 1   log(d) / (4 c A)          s >= 2   d^(s-1) / (4 c s (s - 1) A xi^(s-1)).
 * With r - dim V columns free, xi is the squared length of the part of v's overlaps across what is
 * learned, times d: chi-squared with that many degrees of freedom as d grows.
 */
import { isZero, multiply, type Rational, rational } from "../../../model/rational.ts";
import {
  inCoordinates,
  type LinkPolynomial,
  type LinkTerm,
  smoothedByGaussian,
} from "../../links/many-variables.ts";
import { addScalars, multiplyScalars, type Scalar, scaleScalar } from "../../links/scalar.ts";
import {
  combined,
  type ExactVector,
  inner,
  inverse,
  nullSpace,
  orthogonalised,
} from "./null-space.ts";

/** Directions that are learned together. */
export interface Saddle {
  /** s: the relative information exponent. */
  readonly exponent: number;
  /** How many directions are learned when it is left. */
  readonly directions: number;
  /** How many were before. */
  readonly learned: number;
  /** A, for a single direction. */
  readonly weight?: Scalar;
}

/** The saddles in their order; a direction on which f does not depend is in none. */
export function saddlesOf(f: LinkPolynomial, share: DegreeShare = whole): readonly Saddle[] {
  const q = f.variables;
  const transformed = withShares(smoothedByGaussian(f), share);
  const saddles: Saddle[] = [];
  let rest = nullSpace([], q);
  while (rest.length > 0) {
    const known = nullSpace(rest, q);
    const terms = inCoordinates(transformed, [...known, ...rest]).terms.filter(
      (term) => degreeInRest(term, known.length) > 0,
    );
    if (terms.length === 0) break;
    const exponent = Math.min(...terms.map((term) => degreeInRest(term, known.length)));
    const lowest = terms.filter((term) => degreeInRest(term, known.length) === exponent);
    const left = nullSpace(slopes(lowest, known.length, rest.length), rest.length);
    const next = left.map((x) => combined(rest, x));
    const directions = rest.length - next.length;
    const weight =
      directions === 1 ? weightOf(transformed, known, rest, next, exponent, share) : undefined;
    saddles.push({ exponent, directions, learned: known.length, ...(weight && { weight }) });
    rest = next;
  }
  return saddles;
}

/**
 * The share s_j of a squared coefficient of degree j that a link with a penalty explains, 1 without
 * one: l(G) = <f_s, A_G f>, so A is the sum of s_|beta| alpha_beta^2 then.
 */
export type DegreeShare = (degree: number) => Rational;

const whole: DegreeShare = () => rational(1n);

/** Without the degrees that the space of links does not have. */
const withShares = (f: LinkPolynomial, share: DegreeShare): LinkPolynomial => ({
  ...f,
  terms: f.terms.filter(({ powers }) => !isZero(share(sumOf(powers)))),
});

const sumOf = (powers: readonly number[]): number => powers.reduce((sum, p) => sum + p, 0);

/** One exponent for each direction that f depends on. */
export const leapExponentsOf = (f: LinkPolynomial): readonly number[] =>
  saddlesOf(f).flatMap(({ exponent, directions }) =>
    Array.from({ length: directions }, () => exponent),
  );

const degreeInRest = ({ powers }: LinkTerm, known: number): number => sumOf(powers.slice(known));

/** The coefficients of the gradient in b, one row for each monomial of it. */
function slopes(terms: readonly LinkTerm[], known: number, n: number): readonly ExactVector[] {
  const rows = new Map<string, Scalar[]>();
  for (const { powers, value } of terms) {
    for (let i = 0; i < n; i++) {
      const power = powers[known + i]!;
      if (power === 0) continue;
      const key = powers.with(known + i, power - 1).join(" ");
      const row = rows.get(key) ?? Array.from({ length: n }, (): Scalar => []);
      rows.set(key, row);
      row[i] = addScalars(row[i]!, scaleScalar(value, rational(BigInt(power))));
    }
  }
  return [...rows.values()];
}

/** A: alpha_beta^2 = beta! c_beta^2 / prod_i |e_i|^(2 beta_i) in an orthogonal basis e_i. */
function weightOf(
  transformed: LinkPolynomial,
  known: readonly ExactVector[],
  rest: readonly ExactVector[],
  next: readonly ExactVector[],
  exponent: number,
  share: DegreeShare,
): Scalar | undefined {
  // The direction of U across those that stay: what is orthogonal to V and to them.
  const [direction] = nullSpace([...known, ...next], transformed.variables);
  if (direction === undefined || rest.length === 0) return undefined;
  const basis = [...orthogonalised(known), direction];
  const lengths = basis.map((e) => inverse(inner(e, e)));
  return inCoordinates(transformed, basis)
    .terms.filter(({ powers }) => powers[known.length] === exponent)
    .reduce<Scalar>((sum, { powers, value }) => {
      const part = multiply(factorials(powers), share(sumOf(powers)));
      let square = scaleScalar(multiplyScalars(value, value), part);
      powers.forEach((power, i) => {
        for (let k = 0; k < power; k++) square = multiplyScalars(square, lengths[i]!);
      });
      return addScalars(sum, square);
    }, []);
}

function factorials(powers: readonly number[]): Rational {
  let result = 1n;
  for (const power of powers) for (let n = 2n; n <= power; n++) result *= n;
  return rational(result);
}
