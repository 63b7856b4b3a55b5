/**
 * The defined flow: w' = -(spherical gradient of the population loss), in the ambient dimension.
 *
 * The field at a state off the sphere is the field at the state normalised, so that a drift off the
 * sphere neither grows nor feeds back; whoever reads a state normalises it.
 */
import type { VectorField } from "../../integrate/tableau.ts";
import { neuron, unit } from "../../vectors.ts";
import { sphericalGradientInto } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import type { Rules } from "./terms.ts";

/** The field -grad on the product of spheres, by one of the two rules. */
export function gradientFlow(model: RidgeSum, rules: Rules): VectorField {
  return (_, y, dy) => {
    sphericalGradientInto(model, normalised(model, y), dy, rules);
    for (let i = 0; i < dy.length; i++) dy[i] = -dy[i]!;
  };
}

/** Every neuron divided by its length, a new array. */
export function normalised(model: RidgeSum, w: Float64Array): Float64Array {
  const result = new Float64Array(w.length);
  for (let i = 0; i < model.neurons; i++) {
    result.set(unit(neuron(w, i, model.ambient)), i * model.ambient);
  }
  return result;
}
