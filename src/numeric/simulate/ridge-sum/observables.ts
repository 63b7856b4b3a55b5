/**
 * What the names of the spec language are worth at a state of a ridge sum.
 *
 * Everything is measured on the defined model: overlaps by inner products in R^d, the loss and its
 * curvature by quadrature. Names that speak of time, of sets of states or of randomness are not
 * known here.
 */
import type { Environment } from "../../evaluate/environment.ts";
import { exactly, type Measured, measured, unitRoundoff } from "../../measured.ts";
import { once } from "../../once.ts";
import { norm } from "../../vectors.ts";
import { overlapsOf } from "./attractors.ts";
import { inertia, smallestCurvature } from "./inertia.ts";
import { linkNames } from "./link-coefficients.ts";
import { populationLoss, sphericalGradient } from "./population-loss.ts";
import { scaleOf } from "./rest.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/**
 * The names `u`, `m`, `w`, `A`, `a`, `b`, `c`, `s`, `loss`, `curvature` and `index` at the state w.
 *
 * The Gram matrix is exact: it is what the model says, and the frame was made from it. `u[i,j]` is
 * of neuron i; `u`, `u[j]`, `w` and `m` are there for one neuron.
 *
 * @param error how far w may be from the state that is meant, in length. It moves overlaps by as
 *   much, and the loss by the gradient on the way.
 */
export function observablesAt(model: RidgeSum, w: Float64Array, error = 0): Environment {
  const overlaps = once(() => overlapsOf(model, w, error));
  const only = () => (model.neurons === 1 ? overlaps()[0] : undefined);
  const entries = once(() => Array.from(w, (x) => measured(x, error + unitRoundoff, "estimate")));
  const links = linkNames(model);
  return {
    lastIndex: links.lastIndex,
    name: (name) => {
      switch (name) {
        case "u":
          return only();
        case "A":
          return model.gram.map((row) => row.map(exactly));
        case "m":
          return only()?.length === 1 ? only()?.[0] : undefined;
        case "w":
          return model.neurons === 1 ? entries() : undefined;
        case "loss":
          return lossNear(model, w, error);
        case "curvature":
          return smallestCurvature(model, w);
        case "index":
          return indexAt(model, w);
        default:
          return links.name(name);
      }
    },
    indexed: (name, [i, j]) => {
      if (i === undefined) return undefined;
      if (name === "u") return j === undefined ? only()?.[i - 1] : overlaps()[i - 1]?.[j - 1];
      if (name === "w") return model.neurons === 1 ? entries()[i - 1] : undefined;
      if (name === "A") return j === undefined ? undefined : gramEntry(model, i, j);
      return links.indexed(name, j === undefined ? [i] : [i, j]);
    },
  };
}

/**
 * The loss where w is known up to `error`: |grad| error, and half the curvature times error^2, for
 * which the largest curvature at the frame stands.
 */
function lossNear(model: RidgeSum, w: Float64Array, error: number): Measured {
  const loss = populationLoss(model, w);
  if (!(error > 0)) return loss;
  const gradient = sphericalGradient(model, w);
  const slope = norm(gradient.value) + gradient.error + (scaleOf(model) * error) / 2;
  return measured(loss.value, loss.error + error * slope, "estimate");
}

/** The number of negative eigenvalues; unresolved ones make it an interval. */
function indexAt(model: RidgeSum, w: Float64Array): Measured {
  const { negative, unresolved } = inertia(model, w);
  if (unresolved === 0) return exactly(negative);
  return measured(negative + unresolved / 2, unresolved / 2, "estimate");
}

function gramEntry(model: RidgeSum, i: number, j: number): Measured | undefined {
  const entry = model.gram[i - 1]?.[j - 1];
  return entry === undefined ? undefined : exactly(entry);
}
