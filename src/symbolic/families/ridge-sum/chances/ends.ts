/**
 * Where the flow of one neuron over an orthonormal frame ends, by what it starts with.
 *
 * With phi(u) = sum_q c_q u^q, c_q > 0, and g(u) = phi'(u)/u = sum_q q c_q u^(q-2) the rates
 * are those of a replicator [Hofbauer1998, Sec. 7.1], and the part of w orthogonal to the frame, of
 * length r, is one more kind, with g = 0:
 *   u_i' = u_i (g(u_i) - G),   r' = -r G,   G = sum_l u_l^2 g(u_l).
 * Signs are kept, and (log |u_i|/|u_j|)' = g(u_i) - g(u_j).
 *
 * All q odd, q >= 3: g is odd and grows. If u_j > 0 is the greatest overlap, G <= g(u_j) sum u_l^2
 * <= g(u_j), so u_j never falls, g(u_j) - g(u_i) stays above a positive number for all others, also
 * those with u_i <= 0 and r, and all ratios to u_j fall to 0: u_j -> 1. If all overlaps are
 * negative, every g is, and r > 0 wins: u -> 0, w ends orthogonal to the frame.
 *
 * All q even, one of them q >= 4: g is even and grows with |u|, and is positive where u != 0: the
 * overlap that is largest in size wins, |u_j| -> 1 with its sign.
 *
 * Ties, and r = 0, have probability 0 where the space is larger than the span.
 */
import type { Setting } from "../../../../model/claim.ts";
import * as P from "../../../exact/polynomial.ts";
import { evaluateTerm } from "../../../term/evaluate.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import { powerOf } from "../../../term/power.ts";
import { sumOver } from "../../../term/sum.ts";
import * as T from "../../../term/term.ts";
import { parityOf } from "../degree-parity.ts";
import type { SeriesTerm } from "../hermite-series.ts";
import { overlap, productSeries } from "../loss.ts";
import type { RidgeSum } from "../model.ts";

export interface Ends {
  /** Odd: the greatest overlap wins if it is positive. Even: the largest in size wins. */
  readonly parity: "odd" | "even";
  /** What must be positive for it: the degree less 2, the dimension less the number of terms. */
  readonly positive: readonly P.Polynomial[];
}

/**
 * Which overlap wins.
 *
 * @param rate u[#i]' as it was derived
 * @throws NotDerivable where the flow is of no such shape
 */
export function endsOf(setting: Setting, model: RidgeSum, rate: T.Term): Ends {
  const { kind, samples } = setting.model.dynamics;
  if (kind.kind !== "word" || kind.word !== "gradient-flow" || samples !== undefined) {
    throw new NotDerivable("the end of what is no gradient flow of the population");
  }
  if (model.frame !== "orthonormal") {
    throw new NotDerivable("the end of a flow over a frame that is not orthonormal");
  }
  const series = productSeries(model).filter(({ degree }) => !P.isZero(degree));
  requireReplicator(model, rate, series);
  const parities = new Set(series.map(({ degree }) => parityOf(degree, setting)));
  const [parity] = parities;
  if (parity === undefined || parities.size !== 1) {
    throw new NotDerivable(
      "the end of a flow of degrees whose parity is not known or not the same",
    );
  }
  return {
    parity,
    positive: [...growing(series, parity), P.subtract(model.dimension, model.terms)],
  };
}

/** Whether the rate is a positive multiple of the replicator's of this series. */
function requireReplicator(model: RidgeSum, rate: T.Term, series: readonly SeriesTerm[]): void {
  const shape = T.sum(
    series.map(({ degree, coefficient, over }) => {
      if (over !== undefined || !isPositive(coefficient)) {
        throw new NotDerivable("the end of a flow whose coefficients need not be positive");
      }
      const total = sumOver("#t", model.range, powerOf(overlap("#t"), degree));
      const lowered = powerOf(overlap("#i"), P.subtract(degree, P.one));
      const one = T.subtract(lowered, T.multiply(overlap("#i"), total));
      return T.product([T.ofPolynomial(degree), coefficient, one]);
    }),
  );
  const weight = T.multiply(model.factor, model.weight("#j"));
  if (!isPositive(weight) || !T.equal(rate, T.multiply(weight, shape))) {
    throw new NotDerivable("the end of a flow whose rates are not those of a replicator");
  }
}

/** Whether a number is positive for certain; of what has letters it is not known. */
function isPositive(a: T.Term): boolean {
  const value = evaluateTerm(a, { parameters: new Map() });
  return value !== undefined && value.lower.num > 0n;
}

/** That g grows: what must be positive of a symbolic degree. */
function growing(series: readonly SeriesTerm[], parity: "odd" | "even"): readonly P.Polynomial[] {
  const above = series.map(({ degree }) => P.subtract(degree, P.constant(2n)));
  const numbers = above.filter(P.isConstant).map((a) => Number(P.constantTerm(a).num));
  const symbolic = above.filter((a) => !P.isConstant(a));
  const isSteep = numbers.some((a) => a > 0) || symbolic.length > 0;
  if (!isSteep || (parity === "odd" && numbers.some((a) => a <= 0))) {
    throw new NotDerivable("the end of a flow of a link of degree below three");
  }
  return symbolic;
}
