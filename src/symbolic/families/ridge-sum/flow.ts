/**
 * Gradient and flow on the sphere, in terms of the overlaps.
 *
 * L is a function of u_j = <w, v_j>, so grad L = sum_j g_j v_j with g_j = dL/du_j (chain rule).
 * On the sphere the gradient is the tangent part, grad L - <w, grad L> w, with
 * <w, grad L> = sum_j g_j u_j, and w' is minus it [Absil2008, Eq. 3.37]. Hence
 *   u_i' = <v_i, w'> = -sum_j A_ij g_j + u_i sum_j g_j u_j.
 */
import { derivative } from "../../term/calculus.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { overlap, populationLoss } from "./loss.ts";
import type { RidgeSum } from "./model.ts";

/** g at an index place: the coefficient of v[place] in the Euclidean gradient. */
export const gradientCoefficient = (loss: T.Term, place: string): T.Term =>
  derivative(loss, "u", place);

/** <w, grad L> = sum_j g_j u_j. */
export const radialDerivative = (model: RidgeSum, loss: T.Term): T.Term =>
  sumOver("#r", model.range, T.multiply(gradientCoefficient(loss, "#r"), overlap("#r")));

/** u[place]' along the spherical gradient flow. */
export function overlapRate(model: RidgeSum, loss: T.Term, place: string): T.Term {
  const pull = sumOver(
    "#s",
    model.range,
    T.multiply(model.gram(place, "#s"), gradientCoefficient(loss, "#s")),
  );
  return T.subtract(T.multiply(overlap(place), radialDerivative(model, loss)), pull);
}

/** |w'|, kept as a symbol: the root of a sum has no canonical form. */
export const speedName = "speed";

/** |w'|^2 = |grad L|^2 - <w, grad L>^2 = sum_ij g_i A_ij g_j - (sum_j g_j u_j)^2. */
export function squaredSpeed(model: RidgeSum): T.Term {
  const loss = populationLoss(model);
  const pair = T.product([
    gradientCoefficient(loss, "#i"),
    model.gram("#i", "#j"),
    gradientCoefficient(loss, "#j"),
  ]);
  const whole = sumOver("#i", model.range, sumOver("#j", model.range, pair));
  return T.subtract(whole, T.power(radialDerivative(model, loss), 2));
}
