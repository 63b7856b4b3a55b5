/**
 * The average of a frame with equal row sums and equal weights: stationary for every link, since
 * the overlaps of sum_j v_j are equal and the flow keeps them so.
 *
 * With rho the row sum all overlaps are m, m^2 = rho/k. An eigenvector of A with eigenvalue mu,
 * other than (1, ..., 1), gives a direction of the Hessian with the sign of
 *     rho S_1 - mu S_2,    S_1 = sum_q q c_q m^q,  S_2 = sum_q q (q-1) c_q m^q
 * (lambda = omega k m g'(m), D = omega g''(m), k m^2 = rho). So the index is the number of mu above
 * rho S_1/S_2, and as the letter of the frame moves it changes only at roots of
 *     E = prod_mu (rho S_1 - mu S_2) = S_2^(k-1) chi(rho S_1/S_2),   chi = det(x - A)/(x - rho),
 * E = E_0 + m E_1 with polynomials in the letter: roots of E_0^2 - m^2 E_1^2 at which E_0 and E_1
 * have not the same sign.
 */
import * as Q from "../../../model/rational.ts";
import { cellsOf } from "../../decide/cells.ts";
import { type AlgebraicNumber, realRoots, signAtAlgebraic } from "../../exact/algebraic-number.ts";
import { exactQuotient } from "../../exact/division.ts";
import * as I from "../../exact/fixed-interval.ts";
import { coefficientsIn, evaluate, substitute } from "../../exact/in-one-variable.ts";
import * as P from "../../exact/polynomial.ts";
import { determinant } from "../../exact/resultant.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { linkJet } from "../link-jet.ts";
import type { LinkWeights } from "../link-weights.ts";
import { positiveMultiple } from "../positive-multiple.ts";
import { indexAt, inverseOf, type PointIndex } from "./frame-index.ts";
import { gramAt, type TeacherFrame } from "./teacher-frame.ts";

/** An eigenvalue of A across (1, ..., 1) and how often it occurs. */
export interface FrameEigenvalue {
  readonly value: AlgebraicNumber;
  readonly multiplicity: number;
}

export interface FrameAverage {
  readonly rowSum: P.Polynomial;
  /** chi, in x and the letter. */
  readonly others: P.Polynomial;
  /** Where nothing moves. */
  readonly eigenvalues?: readonly FrameEigenvalue[];
  /** mu above which a direction is one of descent, for one degree p: rho/(p - 1). */
  readonly critical?: P.Polynomial;
  /** E, or its norm, where the letter moves. */
  readonly equation?: P.Polynomial;
  /** Where the index changes as the letter grows, and the indices between. */
  readonly thresholds: readonly AlgebraicNumber[];
  readonly cells: readonly { readonly at: Q.Rational; readonly index: PointIndex }[];
}

/** The average, for a frame whose coarsest partition has one cell. */
export function frameAverage(frame: TeacherFrame, weights: LinkWeights): FrameAverage {
  const { gram, letter } = frame;
  const rowSum = P.sum(gram[0]!);
  const others = otherEigenvalues(frame, rowSum);
  const degrees = [...(weights.ratios?.keys() ?? [])];
  const [only] = degrees;
  const critical =
    degrees.length === 1 && only! > 1
      ? P.scale(rowSum, Q.rational(1n, BigInt(only! - 1)))
      : undefined;
  const shown = { rowSum, others, ...(critical && { critical }) };
  const jet = linkJet(weights);
  const ones = gram.map(() => I.one);
  const at = (beta: Q.Rational): PointIndex =>
    indexAt(inverseOf(gramAt(frame, beta)), frame.weights, jet, ones);
  if (letter === undefined) {
    const eigenvalues = realRoots(others).map(({ root, multiplicity }) => ({
      value: root,
      multiplicity,
    }));
    return { ...shown, eigenvalues, thresholds: [], cells: [{ at: Q.zero, index: at(Q.zero) }] };
  }
  if (weights.ratios === undefined) {
    throw new NotDerivable(
      "thresholds over this frame of a link that is no polynomial with rational ratios of weights",
    );
  }
  const { equation, opposite } = indexEquation(others, rowSum, weights.ratios, gram.length);
  const { cuts, samples } = cellsOf([equation], letter);
  const real = cuts.filter(
    (cut) =>
      opposite === undefined ||
      signAtAlgebraic(opposite[0], cut) * signAtAlgebraic(opposite[1], cut) <= 0,
  );
  const cells = samples.map((beta) => ({ at: beta, index: at(beta) }));
  return { ...shown, equation, ...merged(real, cuts, cells) };
}

/** Cells between cuts at which the index does not change are one. */
function merged(
  real: readonly AlgebraicNumber[],
  cuts: readonly AlgebraicNumber[],
  cells: FrameAverage["cells"],
): Pick<FrameAverage, "thresholds" | "cells"> {
  const isChange = cuts.map(
    (cut, i) => real.includes(cut) && cells[i]!.index.within !== cells[i + 1]!.index.within,
  );
  return {
    thresholds: cuts.filter((_, i) => isChange[i]),
    cells: cells.filter((_, i) => i === 0 || isChange[i - 1]),
  };
}

/** det(x - A)/(x - rho). */
function otherEigenvalues({ gram }: TeacherFrame, rowSum: P.Polynomial): P.Polynomial {
  const x = P.variable("x");
  const whole = determinant(
    gram.map((row, i) => row.map((entry, j) => (i === j ? P.subtract(x, entry) : P.negate(entry)))),
  );
  const others = exactQuotient(whole, P.subtract(x, rowSum));
  if (others === undefined) throw new NotDerivable("a frame whose row sum is no eigenvalue");
  return others;
}

/** a + m b with m^2 = rho/k, both polynomials in the letter. */
type WithRoot = readonly [P.Polynomial, P.Polynomial];

function indexEquation(
  others: P.Polynomial,
  rowSum: P.Polynomial,
  weights: ReadonlyMap<number, Q.Rational>,
  k: number,
): { readonly equation: P.Polynomial; readonly opposite?: WithRoot } {
  const square = P.scale(rowSum, Q.rational(1n, BigInt(k)));
  const times = ([a, b]: WithRoot, [c, d]: WithRoot): WithRoot => [
    P.add(P.multiply(a, c), P.product([square, b, d])),
    P.add(P.multiply(a, d), P.multiply(b, c)),
  ];
  const sumOf = (factorOf: (q: number) => number): WithRoot => {
    const part = (parity: number): P.Polynomial =>
      P.sum(
        [...weights]
          .filter(([q]) => q % 2 === parity)
          .map(([q, c]) =>
            P.scale(P.power(square, Math.floor(q / 2)), Q.multiply(c, Q.integer(factorOf(q)))),
          ),
      );
    return [part(0), part(1)];
  };
  const first = times(
    sumOf((q) => q),
    [rowSum, P.zero],
  );
  const second = sumOf((q) => q * (q - 1));
  const rows = coefficientsIn(others, "x");
  const n = rows.length - 1;
  const power = (base: WithRoot, e: number): WithRoot =>
    e === 0 ? [P.one, P.zero] : times(power(base, e - 1), base);
  let sum: WithRoot = [P.zero, P.zero];
  for (const [i, row] of rows.entries()) {
    const term = times(times(power(first, i), power(second, n - i)), [row, P.zero]);
    sum = [P.add(sum[0], term[0]), P.add(sum[1], term[1])];
  }
  const [even, odd] = sum;
  if (P.isZero(odd)) return { equation: positiveMultiple(even) };
  if (P.isZero(even)) return { equation: positiveMultiple(odd) };
  const norm = P.subtract(P.power(even, 2), P.multiply(square, P.power(odd, 2)));
  return { equation: positiveMultiple(norm), opposite: sum };
}

/** A polynomial in x and the letter at one value of the letter. */
export const atLetter = (a: P.Polynomial, beta: Q.Rational): P.Polynomial =>
  substitute(a, "beta", P.constant(beta));

export const valueAtLetter = (a: P.Polynomial, beta: Q.Rational): Q.Rational =>
  evaluate(a, new Map([["beta", beta]]));
