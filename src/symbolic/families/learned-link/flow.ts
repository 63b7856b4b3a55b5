/**
 * The loss of a learned link and its gradient flow, in the coefficients and the overlap.
 *
 * Squared loss: E[(phi(w.x) - omega f*(v.x))^2] is a sum over degrees, since by Mehler's identity
 * E[h_p(w.x) h_q(v.x)] = delta_pq m^p [ODonnell2021, Prop. 11.31]:
 *   L = factor (sum_q (a_q^2 - 2 omega a_q b_q m^q) + omega^2 sum_q b_q^2);
 * the correlation loss is L = -factor omega sum_q a_q b_q m^q.
 *
 * The flow is the gradient in the space of links with the norm sum_q a_q^2 / c_q, of L plus
 * lambda/2 times that norm, and on the sphere [Absil2008, Sec. 3.6.1]:
 *   a_q' = -speed (c_q dL/da_q + lambda a_q),
 *   m'   = <v, w'> = -(1 - m^2) dL/dm,   as grad L = dL/dm v and w' = -(grad L - <w, grad L> w).
 */

import * as P from "../../exact/polynomial.ts";
import { symbol } from "../../term/atom.ts";
import { derivative } from "../../term/calculus.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import type { LearnedLink } from "./model.ts";
import { sumOnSupport, teacherCoefficient } from "./support.ts";

const two = T.constant(2);

/** m. */
export const overlap: T.Term = T.ofAtom(symbol("m"));

/** a[place]. */
export const coefficient = (place: string): T.Term => T.ofAtom(symbol("a", [place]));

/** What degree q adds to the loss, of what moves; over all degrees of the student. */
function density({ weight, factor, isSquared }: LearnedLink, place: string): T.Term {
  const power = powerOf(overlap, P.variable(place));
  const common = T.product([weight, coefficient(place), teacherCoefficient(place), power]);
  if (!isSquared) return T.negate(T.multiply(factor, common));
  const own = T.power(coefficient(place), 2);
  return T.multiply(factor, T.subtract(own, T.multiply(two, common)));
}

/** L as a function of a[0..K] and m. */
export function populationLoss(model: LearnedLink): T.Term {
  const moving = onSupport(model, density(model, "#q"));
  if (!model.isSquared) return moving;
  const squares = T.product([model.factor, model.weight, model.weight]);
  return T.sum([moving, ...model.teacher.map((term) => T.multiply(squares, squareOf(term)))]);
}

/** dL/da[place]. */
export function coefficientSlope(model: LearnedLink, place: string): T.Term {
  // Before the support is put in: off it b[place] is 0, and the delta would not know.
  return derivative(sumOver("#q", model.range, density(model, "#q")), "a", place);
}

/** dL/dm, termwise. */
export const overlapSlope = (model: LearnedLink): T.Term =>
  onSupport(model, derivative(density(model, "#q"), "m"));

/** a[place]'. */
export function coefficientRate(model: LearnedLink, place: string): T.Term {
  const pull = T.multiply(model.weights(place), coefficientSlope(model, place));
  const shrinkage = T.multiply(model.ridge, coefficient(place));
  return T.negate(T.multiply(model.speed, T.add(pull, shrinkage)));
}

/** m'. */
export const overlapRate = (model: LearnedLink): T.Term =>
  T.multiply(T.subtract(T.power(overlap, 2), T.one), overlapSlope(model));

const onSupport = ({ range, teacher, order }: LearnedLink, body: T.Term): T.Term =>
  sumOnSupport("#q", range, body, teacher, order);

/** b_q^2, summed where the term of the teacher's series is a sum. */
function squareOf({ coefficient: b, over }: LearnedLink["teacher"][number]): T.Term {
  const square = T.power(b, 2);
  return over === undefined ? square : sumOver(over.letter, over.range, square);
}
