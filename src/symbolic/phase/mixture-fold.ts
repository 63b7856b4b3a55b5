/**
 * Folds of links of several degrees on the symmetric slices of an equiangular frame: l overlaps z t
 * and k - l overlaps t, z > 1 (z < 1 is the slice k - l with 1/z).
 *
 * With weights c_q >= 0 and a degree of 3 or more, (1 - beta) sum q c_q u^(q-1) - mu u + const is
 * strictly convex on u > 0: a stationary point of the open positive cone has at most two values.
 */
import * as Q from "../../model/rational.ts";
import type { AlgebraicNumber } from "../exact/algebraic-number.ts";
import { substitute } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import type { PureLinkRules } from "./pure-link-rules.ts";
import { atDegree, onSlice } from "./slice.ts";
import { withoutPowersOfScale } from "./slice-branch.ts";
import {
  type Slice,
  type SliceCounts,
  sliceCounts,
  sliceEquation,
  withoutFactors,
} from "./slice-equation.ts";

/** The stationary points of one slice, z > 1. */
export interface MixtureSlice extends SliceCounts {
  readonly l: bigint;
  /** F, or the norm A^2 - N B^2 of degrees of both parities, in z and beta. */
  readonly equation: P.Polynomial;
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
  return slices.map((l) => sliceOf(rules, weights, k, l));
}

function sliceOf(
  rules: PureLinkRules,
  weights: ReadonlyMap<number, Q.Rational>,
  k: bigint,
  l: bigint,
): MixtureSlice {
  const row = P.add(P.one, P.scale(P.variable("beta"), Q.integer(k - 1n)));
  const found = sliceEquation(
    { drift: (q) => driftOf(rules, q, k, l), norm: normOn(row, k, l), holdsAverage: true },
    weights,
  );
  const ends = [P.subtract(P.one, P.variable("beta")), row];
  const equation = withoutFactors(found.equation, ends);
  const counts = sliceCounts({ ...found, equation }, between, { lower: Q.one, upper: "oo" });
  return { l, equation, ...counts };
}

const between = { lower: Q.zero, upper: Q.one };

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
 *
 * @param row 1 + (k - 1) beta
 */
function normOn(row: P.Polynomial, k: bigint, l: bigint): Slice["norm"] {
  const [z, beta] = [P.variable("z"), P.variable("beta")];
  const others = P.constant(k - l);
  const squares = P.add(P.scale(P.power(z, 2), Q.integer(l)), others);
  const sum = P.add(P.scale(z, Q.integer(l)), others);
  return {
    top: P.subtract(P.multiply(squares, row), P.multiply(beta, P.power(sum, 2))),
    bottom: P.multiply(P.subtract(P.one, beta), row),
  };
}

/** The greatest beta up to which the slice has stationary points, where it is below 1. */
export function lastOf({ changes, counts }: MixtureSlice): AlgebraicNumber | undefined {
  return counts.at(-1) === 0 ? changes.at(-1) : undefined;
}
