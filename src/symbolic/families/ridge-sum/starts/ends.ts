/**
 * Where the flow of one neuron over an orthonormal frame ends, by what it starts with.
 *
 * With phi(u) = sum_q c_q u^q, c_q > 0, and g(u) = phi'(u)/u = sum_q q c_q u^(q-2) the rates
 * are those of a replicator [Hofbauer1998, Sec. 7.1], and the part of w orthogonal to the frame, of
 * length r, is one more kind, with g = 0:
 *   u_i' = u_i (g(u_i) - G),   r' = -r G,   G = sum_l u_l^2 g(u_l).
 * Signs are kept, and (log |u_i|/|u_j|)' = g(u_i) - g(u_j).
 *
 * Every q >= 2 and one of them q >= 3: g is positive and grows on u > 0. If all overlaps are
 * positive and u_j is the greatest, G <= g(u_j) sum u_l^2 <= g(u_j), so u_j never falls,
 * g(u_j) - g(u_i) stays above a positive number for all others and for r, and all ratios to u_j
 * fall to 0: u_j -> 1.
 *
 * All q odd: g is odd and grows everywhere. If u_j > 0 is the greatest overlap, the same holds,
 * also against those with u_i <= 0. If all overlaps are negative, every g is, and r > 0 wins:
 * u -> 0, w ends orthogonal to the frame, where there is room beside its span.
 *
 * All q even: g is even and grows with |u|: the overlap that is largest in size wins, |u_j| -> 1
 * with its sign.
 *
 * Ties, and r = 0 where there is room, have probability 0.
 */
import type { Setting } from "../../../../model/claim.ts";
import * as P from "../../../exact/polynomial.ts";
import { formatTerm } from "../../../term/format.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import { powerOf } from "../../../term/power.ts";
import { sumOver } from "../../../term/sum.ts";
import * as T from "../../../term/term.ts";
import { type Parity, parityOf } from "../degree-parity.ts";
import type { SeriesTerm } from "../hermite-series.ts";
import { overlap, productSeries } from "../loss.ts";
import type { RidgeSum } from "../model.ts";
import { isPositiveTerm } from "../positive-term.ts";

export interface Ends {
  /** Of all degrees; `any` where they are of both, or where nothing says it. */
  readonly parity: Parity | "any";
  /** What must be positive for it: symbolic degrees less 2. */
  readonly positive: readonly P.Polynomial[];
  /** What must be positive for an end beside the span. */
  readonly room: P.Polynomial;
  /** The rates of the replicator, equal to those that were derived; and as they are written. */
  readonly shape: T.Term;
  readonly written: string;
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
  const shape = replicator(setting, model, series);
  if (!T.equal(rate, shape)) throw notOne;
  const parities = new Set(series.map(({ degree }) => parityOf(degree, setting)));
  const [parity = "any"] = parities.size === 1 ? parities : [];
  return {
    parity,
    positive: growing(series),
    room: P.subtract(model.dimension, model.terms),
    shape,
    written: written(model, series) ?? formatTerm(shape),
  };
}

const notOne = new NotDerivable("the end of a flow whose rates are not those of a replicator");

/** The rate of u[#i] in the replicator of a series with positive coefficients. */
function replicator(setting: Setting, model: RidgeSum, series: readonly SeriesTerm[]): T.Term {
  const shape = T.sum(
    series.map(({ degree, coefficient, over }) => {
      if (!isPositiveTerm(coefficient, setting)) {
        throw new NotDerivable("the end of a flow whose coefficients need not be positive");
      }
      const total = sumOver("#t", model.range, powerOf(overlap("#t"), degree));
      const lowered = powerOf(overlap("#i"), P.subtract(degree, P.one));
      const difference = T.subtract(lowered, T.multiply(overlap("#i"), total));
      const one = T.product([T.ofPolynomial(degree), coefficient, difference]);
      return over === undefined ? one : sumOver(over.letter, over.range, one);
    }),
  );
  const weight = T.multiply(model.factor, model.weight("#j"));
  if (!isPositiveTerm(weight, setting)) throw notOne;
  return T.multiply(weight, shape);
}

/** The replicator's rate, degree by degree; nothing where a sum over degrees has no letter. */
function written(model: RidgeSum, series: readonly SeriesTerm[]): string | undefined {
  if (series.some(({ over }) => over !== undefined)) return undefined;
  const rates = series.map(({ degree, coefficient }) => {
    const [factor, lowered, own, total] = [
      T.multiply(T.ofPolynomial(degree), coefficient),
      powerOf(overlap("#i"), P.subtract(degree, P.one)),
      overlap("#i"),
      sumOver("#t", model.range, powerOf(overlap("#t"), degree)),
    ].map((term) => `(${formatTerm(term)})`);
    return `${factor}*(${lowered} - ${own}*${total})`;
  });
  const weight = formatTerm(T.multiply(model.factor, model.weight("#j")));
  return `(${weight})*(${rates.join(" + ")})`;
}

/** That g grows on u > 0: what must be positive of symbolic degrees, and of sums over degrees. */
function growing(series: readonly SeriesTerm[]): readonly P.Polynomial[] {
  const above = (degree: P.Polynomial): P.Polynomial => P.subtract(degree, P.constant(2n));
  const single = series.flatMap(({ degree, over }) => (over === undefined ? [above(degree)] : []));
  const numbers = single.filter(P.isConstant).map((a) => Number(P.constantTerm(a).num));
  const needed = [
    ...single.filter((a) => !P.isConstant(a)),
    ...series.flatMap(({ over }) => {
      if (over === undefined) return [];
      const { from, to } = over.range;
      return [above(from), P.add(P.subtract(to, from), P.one)];
    }),
  ];
  const isSteep = numbers.some((a) => a > 0) || needed.length > 0;
  if (!isSteep || numbers.some((a) => a < 0)) {
    throw new NotDerivable("the end of a flow of a link of degree below three");
  }
  return needed;
}
