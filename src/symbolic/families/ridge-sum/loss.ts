/**
 * The population loss of one neuron against a sum of ridge functions.
 *
 * Correlation loss: L(w) = -E[f(w.x) sum_j omega_j f*(v_j.x)], f = sum a_q h_q, f* = sum b_q h_q.
 * Mehler: E[h_p(w.x) h_q(v.x)] = delta_pq <w, v>^p for unit w, v   [ODonnell2021, Prop. 11.31].
 * Hence L(w) = -sum_j omega_j sum_q c_q u_j^q with c_q = a_q b_q and u_j = <w, v_j>.
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
export function productSeries(model: RidgeSum): HermiteSeries {
  return model.student.flatMap((a) => model.teacher.flatMap((b) => commonDegree(a, b)));
}

/** E[f(w.x) f*(v.x)] as a function of the overlap u = <w, v>. */
export function twoPoint(series: HermiteSeries, u: T.Term): T.Term {
  return T.sum(
    series.map(({ degree, coefficient, over }) => {
      const term = T.multiply(coefficient, powerOf(u, degree));
      return over === undefined ? term : sumOver(over.letter, over.range, term);
    }),
  );
}

/** L as a function of the overlaps u[j]. */
export function populationLoss(model: RidgeSum): T.Term {
  const term = T.multiply(model.weight("#j"), twoPoint(productSeries(model), overlap("#j")));
  return T.negate(T.multiply(model.factor, sumOver("#j", model.range, term)));
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
