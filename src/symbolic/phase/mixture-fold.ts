/**
 * Folds of links of several degrees, all odd or all even, on the symmetric slices.
 *
 * On the slice of l overlaps z t and k - l overlaps t the rate of z of h_q is t^(q-2) D_q(z, beta),
 * a polynomial; |w| = 1 says t^2 N(z, beta) = 1 with N = u^T A^-1 u / t^2. So stationary points off
 * the average are the roots z > 1 of
 *     F(z, beta) = sum_q c_q N^((P - q)/2) D_q / (z - 1),     P the highest degree,
 * times a power of (1 - beta)(1 + (k - 1) beta). As beta grows their number can change only where
 * F has a double root (the discriminant vanishes), a root at z = 1 (the average), or loses one to
 * infinity (the leading coefficient): the number is counted between these values by Sturm chains.
 *
 * With weights c_q >= 0 and a degree of 3 or more, (1 - beta) sum q c_q u^(q-1) - mu u + const is
 * strictly convex on u > 0: a stationary point of the open positive cone has at most two values.
 */
import * as Q from "../../model/rational.ts";
import { cellsOf } from "../cells.ts";
import type { AlgebraicNumber } from "../exact/algebraic-number.ts";
import { realRoots } from "../exact/algebraic-number.ts";
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
  /** F, in z and beta. */
  readonly equation: P.Polynomial;
  /** Values of beta in (0, 1), ascending, where the number of points changes. */
  readonly changes: readonly AlgebraicNumber[];
  /** The numbers between them. */
  readonly counts: readonly number[];
}

/** Highest degree, and number of slices, that elimination takes a second or two for. */
const most = { degree: 7, slices: 4n };

/**
 * The slices of a link for a numeric k.
 *
 * @param weights c_q > 0 by degree; their ratios are all that counts
 * @throws NotDerivable for degrees of both parities, below 3 alone, or too large ones.
 */
export function mixtureSlices(
  rules: PureLinkRules,
  weights: ReadonlyMap<number, Q.Rational>,
  k: bigint,
): readonly MixtureSlice[] {
  const degrees = [...weights.keys()].filter((q) => q > 0);
  const highest = Math.max(...degrees);
  if (highest < 3) throw new NotDerivable("folds of a link of degree below 3: there are none");
  if (highest > most.degree) {
    throw new NotDerivable(`folds of a mixture of a degree above ${most.degree}`);
  }
  if (degrees.some((q) => (highest - q) % 2 === 1)) {
    throw new NotDerivable(
      "folds of a link of odd and even degrees: the scale of the overlaps enters with its root",
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
  const { top, bottom } = normOn(k, l);
  const terms = [...weights].map(([q, weight]) => {
    const n = (highest - q) / 2;
    const drift = driftOf(rules, q, k, l);
    const power = P.power(bottom, (highest - Math.min(...weights.keys())) / 2 - n);
    return P.scale(P.product([P.power(top, n), power, drift]), weight);
  });
  const offAverage = exactQuotient(P.sum(terms), P.subtract(P.variable("z"), P.one));
  if (offAverage === undefined) throw new NotDerivable("a slice without the average");
  const equation = withoutEnds(positiveMultiple(offAverage), k);
  return { l, equation, ...countsOf(equation) };
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

/**
 * N as a quotient: A^-1 = (I - beta/(1 + (k - 1) beta) 1 1^T)/(1 - beta).
 */
function normOn(
  k: bigint,
  l: bigint,
): { readonly top: P.Polynomial; readonly bottom: P.Polynomial } {
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

function countsOf(equation: P.Polynomial): Pick<MixtureSlice, "changes" | "counts"> {
  const rows = coefficientsIn(equation, "z");
  const double = resultant(equation, derivative(equation, "z"), "z");
  if (P.isZero(double)) throw new NotDerivable("a slice whose equation has a square factor");
  const cuts = [double, substitute(equation, "z", P.one), rows.at(-1) ?? P.zero].filter(
    (cut) => degree(cut, "beta") > 0,
  );
  const cells = cellsOf(cuts, { lower: Q.zero, upper: Q.one });
  const counts = cells.samples.map(
    (beta) =>
      realRoots(substitute(equation, "beta", P.constant(beta)), { lower: Q.one, upper: "oo" })
        .length,
  );
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
