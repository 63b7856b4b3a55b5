/**
<<<<<<< HEAD
 * The names of the spec language at one state of a simulation.
 *
 * Everything is measured on the defined model: overlaps by inner products in R^d, the loss and its
 * curvature by quadrature. Names that speak of time, of sets of states or of randomness are not
 * known here.
 */
import type { Environment } from "../evaluate/environment.ts";
import { exactly, type Measured, measured, unitRoundoff } from "../measured.ts";
import { overlapsOf } from "./attractors.ts";
import { inertia, smallestCurvature } from "./inertia.ts";
=======
 * What the names of the spec language are worth at a state of a ridge sum with one neuron.
 */
import type { Environment } from "../evaluate/environment.ts";
import { exactly, type Measured, product } from "../measured.ts";
import { overlapsOf } from "./attractors.ts";
import { hermiteCoefficient } from "./hermite-coefficient.ts";
>>>>>>> main
import { populationLoss } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/**
<<<<<<< HEAD
 * `u`, `u[j]`, `u[i,j]`, `m`, `A[i,j]`, `w`, `w[i]`, `loss`, `curvature` and `index` at w.
 *
 * @param error how far w may be from the state that is meant, in length; it moves overlaps by as
 *   much and the loss by |grad| error, which is not added: at a stationary state it is of second
 *   order.
 */
export function observables(model: RidgeSum, w: Float64Array, error = 0): Environment {
  const overlaps = overlapsOf(model, w, error);
  const isOne = model.neurons === 1;
  const entry = (i: number): Measured => measured(w[i]!, error + unitRoundoff, "estimate");
  return {
    name: (name) => {
      switch (name) {
        case "u":
          return isOne ? overlaps[0] : undefined;
        case "m":
          return isOne && model.frame.length === 1 ? overlaps[0]![0] : undefined;
        case "w":
          return isOne ? Array.from(w, (_, i) => entry(i)) : undefined;
        case "loss":
          return populationLoss(model, w);
        case "curvature":
          return smallestCurvature(model, w);
        case "index":
          return indexOf(model, w);
        default:
          return undefined;
      }
    },
    indexed: (name, indices) => {
      const [i, j] = indices;
      if (i === undefined || i < 1) return undefined;
      switch (name) {
        case "u":
          return j === undefined
            ? isOne
              ? overlaps[0]![i - 1]
              : undefined
            : overlaps[i - 1]?.[j - 1];
        case "A":
          return j === undefined ? undefined : gramEntry(model, i, j);
        case "w":
          return isOne && i <= w.length ? entry(i - 1) : undefined;
        default:
          return undefined;
      }
=======
 * The names `loss`, `u`, `m`, `A`, `a`, `b`, `c` at the state w.
 *
 * The Gram matrix is exact: it is what the model says, and the frame was made from it.
 */
export function observablesAt(model: RidgeSum, w: Float64Array): Environment {
  const overlaps = overlapsOf(model, w)[0] ?? [];
  const coefficient = (name: string, degree: number): Measured | undefined => {
    const a = (): Measured => hermiteCoefficient(model.student, degree);
    const b = (): Measured => hermiteCoefficient(model.teacher, degree);
    if (name === "a") return a();
    if (name === "b") return b();
    return name === "c" ? product(a(), b()) : undefined;
  };
  return {
    name: (name) => {
      if (name === "loss") return populationLoss(model, w);
      if (name === "u") return overlaps;
      return name === "m" && overlaps.length === 1 ? overlaps[0] : undefined;
    },
    indexed: (name, [i, j]) => {
      if (i === undefined) return undefined;
      if (name === "u") return overlaps[i - 1];
      if (name === "A" && j !== undefined) return gramEntry(model, i, j);
      return coefficient(name, i);
>>>>>>> main
    },
  };
}

<<<<<<< HEAD
/** The number of negative eigenvalues; unresolved ones make it an interval. */
function indexOf(model: RidgeSum, w: Float64Array): Measured {
  const { negative, unresolved } = inertia(model, w);
  if (unresolved === 0) return exactly(negative);
  return measured(negative + unresolved / 2, unresolved / 2, "estimate");
}

function gramEntry(model: RidgeSum, i: number, j: number): Measured | undefined {
  const value = model.gram[i - 1]?.[j - 1];
  if (value === undefined) return undefined;
  return i === j ? exactly(1) : measured(value, 4 * unitRoundoff * Math.abs(value), "estimate");
=======
function gramEntry(model: RidgeSum, i: number, j: number): Measured | undefined {
  const entry = model.gram[i - 1]?.[j - 1];
  return entry === undefined ? undefined : exactly(entry);
>>>>>>> main
}
