/**
 * The scalar equation behind the fixed points of a pure link over an equiangular frame.
 *
 * Loss -C sum_j omega_j u_j^p with C > 0, Gram matrix A = (1-beta) I + beta 1 1^T. A fixed point
 * w = sum_j c_j v_j with u != 0 has g_j = lambda c_j (flow.ts), hence u = A g / lambda:
 *   mu u_i = (1-beta) omega_i u_i^(p-1) + beta s,
 *   s = sum_j omega_j u_j^(p-1),   mu = sum_j omega_j u_j^p.
 * In units with mu = (1-beta) and with c = beta s / mu, all overlaps solve
 *   omega_i y^(p-1) - y + c = 0,    and summing over i:   sum_i y_i = kappa c,   kappa = k - 1 + 1/beta.
 * For c > 0 and y > 0, h(y) = y - omega y^(p-1) rises to its top at y_top = ((p-1) omega)^(-1/(p-2))
 * and falls to 0 at omega^(-1/(p-2)): a lower and an upper root, each monotone in c.
 */
import * as Q from "../../../../model/rational.ts";
import type { Enclosure } from "../../../exact/enclosure.ts";

/** omega > 0 and p >= 3 of one equation. */
export interface ScalarEquation {
  readonly weight: Q.Rational;
  readonly degree: number;
}

/** c = y - omega y^(p-1). */
export const levelOf = ({ weight, degree }: ScalarEquation, y: Q.Rational): Q.Rational =>
  Q.subtract(y, Q.multiply(weight, Q.power(y, BigInt(degree - 1))));

/** h'(y) = 1 - (p-1) omega y^(p-2): positive at lower roots, negative at upper ones. */
export const slopeOf = ({ weight, degree }: ScalarEquation, y: Q.Rational): Q.Rational =>
  Q.subtract(
    Q.one,
    Q.multiply(Q.multiply(Q.integer(degree - 1), weight), Q.power(y, BigInt(degree - 2))),
  );

/** Enclosures of y_top, where h' = 0, and of the positive zero of h. */
export function landmarks(equation: ScalarEquation, width: Q.Rational) {
  return {
    top: bisected((y) => Q.sign(slopeOf(equation, y)) <= 0, powerOfTwoAbove(equation), width),
    zero: bisected((y) => Q.sign(levelOf(equation, y)) <= 0, powerOfTwoAbove(equation), width),
  };
}

/**
 * The lower root for a level c >= 0, enclosed.
 *
 * @returns `undefined` if c is not certain to be below the top of h.
 */
export function lowerRoot(
  equation: ScalarEquation,
  c: Q.Rational,
  width: Q.Rational,
): Enclosure | undefined {
  const isAbove = (y: Q.Rational): boolean =>
    Q.sign(slopeOf(equation, y)) <= 0 || Q.compare(levelOf(equation, y), c) >= 0;
  const found = bisected(isAbove, powerOfTwoAbove(equation), width);
  const isRoot =
    Q.sign(slopeOf(equation, found.upper)) > 0 && Q.compare(levelOf(equation, found.upper), c) >= 0;
  return isRoot ? found : undefined;
}

/** The least y in [0, end] at which a condition that stays true begins, by bisection. */
export function bisected(
  holds: (y: Q.Rational) => boolean,
  end: Q.Rational,
  width: Q.Rational,
): Enclosure {
  let [low, high] = [Q.zero, end];
  while (Q.compare(Q.subtract(high, low), width) > 0) {
    const middle = Q.divide(Q.add(low, high), Q.integer(2));
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return { lower: low, upper: high };
}

/** A power of two at which h is negative and falling. */
function powerOfTwoAbove(equation: ScalarEquation): Q.Rational {
  let y = Q.one;
  while (Q.sign(levelOf(equation, y)) >= 0) y = Q.multiply(y, Q.integer(2));
  return y;
}
