/**
 * The population loss of one neuron against a sum of ridge functions.
 *
 * Correlation loss: L(w) = -E[f(w.x) sum_j omega_j f*(v_j.x)], f = sum a_q h_q, f* = sum b_q h_q.
 * Mehler: E[h_p(w.x) h_q(v.x)] = delta_pq <w, v>^p for unit w, v   [ODonnell2021, Prop. 11.31].
 * Hence L(w) = -sum_j omega_j sum_q c_q u_j^q with c_q = a_q b_q and u_j = <w, v_j>.
 *
 * Squared loss: E[(f(w.x) - sum_j omega_j f*(v_j.x))^2] is twice that, beside what does not move:
 * E[f(w.x)^2] = sum_q a_q^2 and, for one ridge function, omega^2 sum_q b_q^2.
 */
import * as P from "../../exact/polynomial.ts";
import { symbol } from "../../term/atom.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import type { HermiteSeries, SeriesTerm } from "./hermite-series.ts";
import type { RidgeSum } from "./model.ts";

/** The overlap u[place]. */
export const overlap = (place: string): T.Term => T.ofAtom(symbol("u", [place]));

/** The series of c_q = a_q b_q: one term for each degree that both links have. */
export const productSeries = ({ student, teacher }: RidgeSum): HermiteSeries =>
  product(student, teacher);

const product = (one: HermiteSeries, other: HermiteSeries): HermiteSeries =>
  one.flatMap((a) => other.flatMap((b) => commonDegree(a, b)));

/** E[f(w.x) f*(v.x)] as a function of the overlap u = <w, v>. */
export function twoPoint(series: HermiteSeries, u: T.Term): T.Term {
  return T.sum(
    series.map(({ degree, coefficient, over }) => {
      const term = T.multiply(coefficient, powerOf(u, degree));
      return over === undefined ? term : sumOver(over.letter, over.range, term);
    }),
  );
}

/** What of L moves, as a function of the overlaps u[j]. */
export function populationLoss(model: RidgeSum): T.Term {
  const term = T.multiply(model.weight("#j"), twoPoint(productSeries(model), overlap("#j")));
  return T.negate(T.multiply(model.factor, sumOver("#j", model.range, term)));
}

/**
 * L with what does not move.
 *
 * @throws NotDerivable for the squared loss of more than one ridge function.
 */
export function lossValue(model: RidgeSum): T.Term {
  const { still, student, teacher, weight, terms } = model;
  const moving = populationLoss(model);
  if (still === undefined) return moving;
  if (!P.equal(terms, P.one)) {
    throw new NotDerivable("the squared loss of more than one ridge function");
  }
  const size = (series: HermiteSeries): T.Term => twoPoint(product(series, series), T.one);
  const own = T.multiply(still.own, size(student));
  const target = T.product([still.target, T.power(weight("1"), 2), size(teacher)]);
  return T.sum([moving, own, target]);
}

/** What the orthogonality of Hermite polynomials leaves of a_p h_p against b_q h_q. */
function commonDegree(a: SeriesTerm, b: SeriesTerm): HermiteSeries {
  const coefficient = T.multiply(a.coefficient, b.coefficient);
  if (a.over === undefined && b.over === undefined) {
    const gap = P.subtract(a.degree, b.degree);
    if (P.isZero(gap)) return [{ degree: a.degree, coefficient }];
    if (P.isConstant(gap)) return [];
    throw new NotDerivable("two symbolic degrees that may or may not be equal");
  }
  if (a.over !== undefined && b.over !== undefined && a.over.range.key === b.over.range.key) {
    if (a.over.letter === b.over.letter) return [{ degree: a.degree, coefficient, over: a.over }];
    throw new NotDerivable("two sums over degrees with different letters");
  }
  throw new NotDerivable("two sums over different ranges of degrees");
}
