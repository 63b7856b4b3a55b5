/**
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
import { populationLoss } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/**
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
    },
  };
}

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
}
