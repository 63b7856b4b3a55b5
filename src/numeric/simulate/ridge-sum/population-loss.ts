/**
 * The population loss and its gradient at a state, with error and floor.
 *
 * The error is the difference of two quadratures plus a multiple of the floor, and the floor is
 * eps times the sum of |weight phi g| over all nodes: what rounding alone can do. Where overlaps m
 * are small a gradient of size m^(p-1) drowns in it, and the error says so.
 */

import { measured, unitRoundoff } from "../../measured.ts";
import { pairSums } from "../../quadrature/two-point.ts";
import { addScaled, dot, minus, neuron, norm } from "../../vectors.ts";
import type { Floored, MeasuredVector, Sized } from "../answers.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { eachTerm, type Rules, type TermDepth } from "./terms.ts";

/**
 * Floors allowed for rounding. Measured on h_1, ..., h_12 at 4800 overlaps, near 0 and near +-1
 * among them, no true error exceeded 0.9 floors; links with transcendental parts lose a few units
 * more in each evaluation.
 */
export function roundingFactor(model: RidgeSum): number {
  return model.student.degree === undefined || model.teacher.degree === undefined ? 8 : 4;
}

/** The loss at the state w; n neurons of length `ambient`, of any lengths > 0. */
export function populationLoss(model: RidgeSum, w: Float64Array): Floored {
  const [coarse, fine] = [lossBy(model, w, "coarse"), lossBy(model, w, "fine")];
  const floor = 2 * unitRoundoff * fine.size;
  const error = Math.abs(fine.value - coarse.value) + roundingFactor(model) * floor;
  return { ...measured(fine.value, error, "estimate"), floor };
}

/** The Euclidean gradient of the loss in R^(n ambient). */
export function populationGradient(model: RidgeSum, w: Float64Array): MeasuredVector {
  return compared(model, gradientBy(model, w, "coarse"), gradientBy(model, w, "fine"));
}

/** The gradient on the product of spheres: each neuron's block projected across its neuron. */
export function sphericalGradient(model: RidgeSum, w: Float64Array): MeasuredVector {
  const [coarse, fine] = [gradientBy(model, w, "coarse"), gradientBy(model, w, "fine")];
  projectAcross(model, w, coarse.value);
  projectAcross(model, w, fine.value);
  return compared(model, coarse, fine);
}

/** The spherical gradient by the fine rule alone, for integration. Writes into `out`. */
export function sphericalGradientInto(
  model: RidgeSum,
  w: Float64Array,
  out: Float64Array,
  rules: Rules = "fine",
): void {
  out.set(gradientBy(model, w, rules, "flow").value);
  projectAcross(model, w, out);
}

function compared(
  model: RidgeSum,
  coarse: Sized<Float64Array>,
  fine: Sized<Float64Array>,
): MeasuredVector {
  const floor = 2 * unitRoundoff * fine.size;
  const error = norm(minus(fine.value, coarse.value)) + roundingFactor(model) * floor;
  const isKnown = Number.isFinite(error);
  return {
    value: fine.value,
    error: isKnown ? error : Number.POSITIVE_INFINITY,
    floor,
    basis: "estimate",
  };
}

/** The loss by one of the rules. */
export function lossBy(model: RidgeSum, w: Float64Array, rules: Rules): Sized<number> {
  const constant = constantBy(model, rules);
  let value = constant.value;
  let size = constant.size;
  eachTerm(model, w, "gradient", rules, ({ coefficient, sums }) => {
    value += coefficient * sums.value[0]!;
    size += Math.abs(coefficient) * sums.size[0]!;
  });
  return { value, size };
}

/** The part of the squared loss that does not depend on the student. */
function constantBy(model: RidgeSum, rules: Rules): Sized<number> {
  let value = model.noise;
  let size = Math.abs(model.noise);
  model.constantCoefficients.forEach((row, i) => {
    row.forEach((coefficient, j) => {
      if (coefficient === 0) return;
      const rho = i === j ? 1 : model.gram[i]![j]!;
      const pair = { r: 1, rho, s: Math.sqrt(Math.max(0, 1 - rho * rho)) };
      const { teacher } = model;
      const sums = pairSums(teacher, teacher, pair, "gradient", model.teacherRules[rules]);
      value += coefficient * sums.value[0]!;
      size += Math.abs(coefficient) * sums.size[0]!;
    });
  });
  return { value, size };
}

/** The Euclidean gradient by one of the rules; for a flow without its size, which is then NaN. */
export function gradientBy(
  model: RidgeSum,
  w: Float64Array,
  rules: Rules,
  depth: TermDepth & ("gradient" | "flow") = "gradient",
): Sized<Float64Array> {
  const value = new Float64Array(w.length);
  let size = 0;
  eachTerm(model, w, depth, rules, ({ i, l, coefficient, e, q, sums }) => {
    // Ordered pairs (i, l) and (l, i) both move neuron i, by symmetry equally; so does (i, i).
    const weight = l === undefined ? coefficient : 2 * coefficient;
    const block = neuron(value, i, model.ambient);
    addScaled(block, weight * sums.value[1]!, e);
    if (q !== undefined) addScaled(block, weight * sums.value[2]!, q);
    size += Math.abs(weight) * (sums.size[1]! + sums.size[2]!);
  });
  return { value, size: depth === "flow" ? Number.NaN : size };
}

/** Removes from each neuron's block of `vector` its component along the neuron. */
export function projectAcross(model: RidgeSum, w: Float64Array, vector: Float64Array): void {
  for (let i = 0; i < model.neurons; i++) {
    const state = neuron(w, i, model.ambient);
    const block = neuron(vector, i, model.ambient);
    addScaled(block, -dot(block, state) / dot(state, state), state);
  }
}
