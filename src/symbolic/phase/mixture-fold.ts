/**
 * Folds of links of several degrees on the symmetric slices.
 *
 * On the slice of l overlaps z t and k - l overlaps t the rate of z of h_q is t^(q-2) D_q(z, beta),
 * a polynomial; |w| = 1 says t^2 N(z, beta) = 1 with N = u^T A^-1 u / t^2. So stationary points off
 * the average are the roots z > 1 of
 *     F(z, beta) = sum_q c_q N^((P - q)/2) D_q / (z - 1),     P the highest degree,
 * times a power of (1 - beta)(1 + (k - 1) beta). With degrees of both parities F = A + sqrt(N) B,
 * A of the parity of P; then its roots are those of the norm A^2 - N B^2 at which A and B do not
 * have the same sign. As beta grows the number of roots can change only where the norm (or F) has
 * a double root (the discriminant vanishes; where A = B = 0 it has one), a root at z = 1 (the
 * average), or loses one to infinity (the leading coefficient): the number is counted between
 * these values by Sturm chains.
 *
 * With weights c_q >= 0 and a degree of 3 or more, (1 - beta) sum q c_q u^(q-1) - mu u + const is
 * strictly convex on u > 0: a stationary point of the open positive cone has at most two values.
 */
import * as Q from "../../model/rational.ts";
import { cellsOf } from "../decide/cells.ts";
import type { AlgebraicNumber } from "../exact/algebraic-number.ts";
import { realRoots, signAtAlgebraic } from "../exact/algebraic-number.ts";
import { exactQuotient } from "../exact/division.ts";
import { coefficientsIn, degree, derivative, substitute } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { resultant } from "../exact/resultant.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { positiveMultiple } from "./positive-multiple.ts";
import type { PureLinkRules } from "./pure-link-rules.ts";
import { atDegree, onSlice } from "./slice.ts";
import { withoutPowersOfScale } from "./slice-branch.ts";

/** The stationary points of one slice, z > 1. */
export interface MixtureSlice {
  readonly l: bigint;
  /** F, or the norm A^2 - N B^2 of degrees of both parities, in z and beta. */
  readonly equation: P.Polynomial;
  /** Values of beta in (0, 1), ascending, where the number of points changes. */
  readonly changes: readonly AlgebraicNumber[];
  /** The numbers between them. */
  readonly counts: readonly number[];
}

/** Highest degrees, and number of slices, that elimination takes a second or two for. */
const most = { degree: 7, mixedDegree: 5, slices: 4n };

/**
 * The slices of a link for a numeric k.
 *
 * @param weights c_q > 0 by degree; their ratios are all that counts
 * @throws NotDerivable for degrees below 3 alone, or too large ones.
 */
export function mixtureSlices(
  rules: PureLinkRules,
  weights: ReadonlyMap<number, Q.Rational>,
  k: bigint,
): readonly MixtureSlice[] {
  const degrees = [...weights.keys()].filter((q) => q > 0);
  const highest = Math.max(...degrees);
  if (highest < 3) throw new NotDerivable("folds of a link of degree below 3: there are none");
  const isMixed = degrees.some((q) => (highest - q) % 2 === 1);
  const limit = isMixed ? most.mixedDegree : most.degree;
  if (highest > limit) {
    const kind = isMixed ? "odd and even degrees" : "one parity";
    throw new NotDerivable(
      `folds of a mixture of ${kind} above degree ${limit}: the elimination of z would take minutes`,
    );
  }
  const count = k - 1n < most.slices ? k - 1n : most.slices;
  const slices = Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1));
  return slices.map((l) => sliceOf(rules, weights, highest, k, l));
}

function sliceOf(
  rules: PureLinkRules,
  weights: ReadonlyMap<number, Q.Rational>,
  highest: number,
  k: bigint,
  l: bigint,
): MixtureSlice {
  const norm = normOn(k, l);
  const part = (top: number): Part => partOf(rules, weights, top, norm, k, l);
  const own = part(highest);
  const other = part(highest - 1);
  if (P.isZero(other.value)) {
    const equation = withoutEnds(positiveMultiple(own.value), k);
    return { l, equation, ...countsOf(equation) };
  }
  // A = own/b^i, B = other/b^j, N = top/b: the norm times b^n, n = max(2 i, 2 j + 1).
  const n = Math.max(2 * own.power, 2 * other.power + 1);
  const raised = (value: P.Polynomial, by: number): P.Polynomial =>
    P.multiply(P.power(value, 2), P.power(norm.bottom, by));
  const equation = withoutEnds(
    positiveMultiple(
      P.subtract(
        raised(own.value, n - 2 * own.power),
        P.multiply(norm.top, raised(other.value, n - 2 * other.power - 1)),
      ),
    ),
    k,
  );
  return { l, equation, ...countsOf(equation, [own.value, other.value]) };
}

/** A polynomial over a power of the denominator of N. */
interface Part {
  readonly value: P.Polynomial;
  readonly power: number;
}

/** sum c_q N^((P - q)/2) D_q / (z - 1) over the degrees q <= P of the parity of P. */
function partOf(
  rules: PureLinkRules,
  weights: ReadonlyMap<number, Q.Rational>,
  highest: number,
  { top, bottom }: NormOnSlice,
  k: bigint,
  l: bigint,
): Part {
  const degrees = [...weights.keys()].filter((q) => q > 0 && (highest - q) % 2 === 0);
  const power = degrees.length === 0 ? 0 : (highest - Math.min(...degrees)) / 2;
  const terms = degrees.map((q) => {
    const n = (highest - q) / 2;
    const drift = driftOf(rules, q, k, l);
    const factor = P.product([P.power(top, n), P.power(bottom, power - n), drift]);
    return P.scale(factor, weights.get(q)!);
  });
  const value = exactQuotient(P.sum(terms), P.subtract(P.variable("z"), P.one));
  if (value === undefined) throw new NotDerivable("a slice without the average");
  return { value, power };
}

/** D_q: the rate of z over t^(q-2). */
function driftOf(rules: PureLinkRules, q: number, k: bigint, l: bigint): P.Polynomial {
  const rate = atDegree(rules.rate, q);
  const drift = R.subtract(
    onSlice(rate, "first"),
    R.multiply(R.variable("z"), onSlice(rate, "second")),
  );
  const inLetters = withoutPowersOfScale(drift, q - 1);
  return substitute(substitute(inLetters, "k", P.constant(k)), "l", P.constant(l));
}

interface NormOnSlice {
  readonly top: P.Polynomial;
  readonly bottom: P.Polynomial;
}

/**
 * N as a quotient: A^-1 = (I - beta/(1 + (k - 1) beta) 1 1^T)/(1 - beta).
 */
function normOn(k: bigint, l: bigint): NormOnSlice {
  const [z, beta] = [P.variable("z"), P.variable("beta")];
  const others = P.constant(k - l);
  const squares = P.add(P.scale(P.power(z, 2), Q.integer(l)), others);
  const sum = P.add(P.scale(z, Q.integer(l)), others);
  const row = P.add(P.one, P.scale(beta, Q.integer(k - 1n)));
  return {
    top: P.subtract(P.multiply(squares, row), P.multiply(beta, P.power(sum, 2))),
    bottom: P.multiply(P.subtract(P.one, beta), row),
  };
}

/** Without factors that vanish at the ends of the domain of beta alone. */
function withoutEnds(equation: P.Polynomial, k: bigint): P.Polynomial {
  const [beta, one] = [P.variable("beta"), P.one];
  const factors = [P.subtract(one, beta), P.add(one, P.scale(beta, Q.integer(k - 1n)))];
  let rest = equation;
  for (const factor of factors) {
    for (let next = exactQuotient(rest, factor); next !== undefined; ) {
      rest = next;
      next = exactQuotient(rest, factor);
    }
  }
  return rest;
}

/** @param opposite two polynomials of which a root counts only where they have not the same sign */
function countsOf(
  equation: P.Polynomial,
  opposite?: readonly [P.Polynomial, P.Polynomial],
): Pick<MixtureSlice, "changes" | "counts"> {
  const rows = coefficientsIn(equation, "z");
  const double = resultant(equation, derivative(equation, "z"), "z");
  if (P.isZero(double)) throw new NotDerivable("a slice whose equation has a square factor");
  const cuts = [double, substitute(equation, "z", P.one), rows.at(-1) ?? P.zero].filter(
    (cut) => degree(cut, "beta") > 0,
  );
  const cells = cellsOf(cuts, { lower: Q.zero, upper: Q.one });
  const counts = cells.samples.map((beta) => {
    const at = (p: P.Polynomial): P.Polynomial => substitute(p, "beta", P.constant(beta));
    const roots = realRoots(at(equation), { lower: Q.one, upper: "oo" });
    if (opposite === undefined) return roots.length;
    const [a, b] = [at(opposite[0]), at(opposite[1])];
    return roots.filter(({ root }) => signAtAlgebraic(a, root) * signAtAlgebraic(b, root) <= 0)
      .length;
  });
  const isChange = cells.cuts.map((_, i) => counts[i] !== counts[i + 1]);
  return {
    changes: cells.cuts.filter((_, i) => isChange[i]),
    counts: counts.filter((_, i) => i === 0 || isChange[i - 1]),
  };
}

/** The greatest beta up to which the slice has stationary points, where it is below 1. */
export function lastOf({ changes, counts }: MixtureSlice): AlgebraicNumber | undefined {
  return counts.at(-1) === 0 ? changes.at(-1) : undefined;
}
