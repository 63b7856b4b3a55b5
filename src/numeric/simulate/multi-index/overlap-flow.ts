/**
 * The flow of a subspace as one of its q x r overlaps M = V^T W alone, for polynomial links.
 *
 * The loss depends on W through M. With N = dL/dM the gradient is V N, and what the flow of W on
 * its manifold makes of M is closed:
 *   Grassmann   W' = -(1 - W W^T) V N             M' = -(N - M M^T N)
 *   Stiefel     W' = -(V N - W sym(W^T V N))      M' = -(N - M sym(M^T N))
 * The loss of the optimal link is factor (|f|^2 - P(M M^T)), under a penalty with the shares of
 * `penalty.ts` on one of the factors of P; that of a given link has the part
 * -2 factor P(M^T) of the squared loss or -factor P(M^T) of the correlation, with P of
 * `gaussian/averaged-product.ts`. Overlaps of size d^(-1/2) in powers far below the rounding of a
 * quadrature are followed without loss, for times that are powers of d [bietti2023, Theorem 3.25].
 */
import { averagedProduct } from "../../gaussian/averaged-product.ts";
import { functionOfLink, type GaussianFunction } from "../../gaussian/function.ts";
import type { VectorField } from "../../integrate/tableau.ts";
import { symmetricEigen } from "../../linear/symmetric-eigen.ts";
import { neuron, norm, orthonormalBasis } from "../../vectors.ts";
import type { ClosedFlow } from "../any-model/defined-model.ts";
import { hasGrowth, type Sight, sightAtTarget } from "./growth.ts";
import type { MultiIndex } from "./model.ts";
import { sharedFunction } from "./penalty.ts";

/** The closed flow from a start; `undefined` where a link is no polynomial. */
export function overlapFlow(model: MultiIndex): ((W: Float64Array) => ClosedFlow) | undefined {
  const slopes = lossSlopes(model);
  if (slopes === undefined) return undefined;
  const field = fieldOfSlopes(model, slopes);
  const gradient = gradientOfSlopes(model, slopes);
  const seen = sightOf(model);
  return (W) => ({
    start: overlapsOf(model, W),
    field,
    gradient,
    lift: liftFrom(model, W),
    isEscaping: (M) => (model.student === undefined ? hasGrowth(model, field, M, seen) : false),
  });
}

/** dL/dM: written into `out`, M row by row. */
interface Slopes {
  readonly at: (M: Float64Array, out: Float64Array) => void;
  /** A bound of the length of the sum of the absolute values of its terms. */
  readonly size: number;
}

function lossSlopes(model: MultiIndex): Slopes | undefined {
  const f = functionOfLink(model.teacher);
  return model.student === undefined
    ? optimalSlopes(model, averagedProduct(f, explained(model), symmetricEntry))
    : plantedSlopes(model, averagedProduct(f, functionOfLink(model.student)));
}

/** phi = A_M^T of this function explains |f|^2 less the least loss: f itself, or its shares. */
function explained({ teacher, penalty }: MultiIndex): GaussianFunction {
  const f = functionOfLink(teacher);
  return penalty === undefined ? f : sharedFunction(f, penalty.shares);
}

type Product = ReturnType<typeof averagedProduct>;

/** dP(M^T)/dM is the transpose of the gradient of P. */
function plantedSlopes(model: MultiIndex, product: Product): Slopes | undefined {
  if (product === undefined) return undefined;
  const { projections: q, rank: r, factor, isSquared } = model;
  const [X, slope] = [new Float64Array(r * q), new Float64Array(r * q)];
  const weight = isSquared ? -2 * factor : -factor;
  const at = (M: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < q; i++) for (let j = 0; j < r; j++) X[j * q + i] = M[i * r + j]!;
    product.gradient(X, slope);
    for (let i = 0; i < q; i++) {
      for (let j = 0; j < r; j++) out[i * r + j] = weight * slope[j * q + i]!;
    }
  };
  return { at, size: Math.abs(weight) * product.slopeSize };
}

/** Entries of a symmetric matrix: (i, j) and (j, i) are one variable. */
const symmetricEntry = (i: number, j: number): number => {
  const [low, high] = i < j ? [i, j] : [j, i];
  return (high * (high + 1)) / 2 + low;
};

/** d(P(G))/dM = 2 S M with G = M M^T, dP = <S, dG>: off the diagonal half the slope each. */
function optimalSlopes(model: MultiIndex, product: Product): Slopes | undefined {
  if (product === undefined) return undefined;
  const { projections: q, rank: r, factor } = model;
  const [G, slope] = [new Float64Array(product.variables), new Float64Array(product.variables)];
  const at = (M: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < q; i++) {
      for (let j = 0; j <= i; j++) {
        let total = 0;
        for (let l = 0; l < r; l++) total += M[i * r + l]! * M[j * r + l]!;
        G[symmetricEntry(i, j)] = total;
      }
    }
    product.gradient(G, slope);
    for (let i = 0; i < q; i++) {
      for (let l = 0; l < r; l++) {
        let total = 0;
        for (let j = 0; j < q; j++) {
          total += slope[symmetricEntry(i, j)]! * (i === j ? 1 : 0.5) * M[j * r + l]!;
        }
        out[i * r + l] = -2 * factor * total;
      }
    }
  };
  return { at, size: 2 * factor * q * product.slopeSize };
}

function fieldOfSlopes(model: MultiIndex, slopes: Slopes): VectorField {
  const N = new Float64Array(model.projections * model.rank);
  const rate = overlapRate(model);
  return (_, M, dM) => {
    slopes.at(M, N);
    rate(M, N, dM);
  };
}

/** M' on the manifold of the model from N = dL/dM, written into `dM`. */
export function overlapRate({ projections: q, rank: r, on }: MultiIndex) {
  const inner = new Float64Array(r * r);
  return (M: Float64Array, N: Float64Array, dM: Float64Array): void => {
    for (let a = 0; a < r; a++) {
      for (let b = 0; b < r; b++) {
        let total = 0;
        for (let i = 0; i < q; i++) total += M[i * r + a]! * N[i * r + b]!;
        inner[a * r + b] = total;
      }
    }
    for (let i = 0; i < q; i++) {
      for (let b = 0; b < r; b++) {
        let total = N[i * r + b]!;
        for (let a = 0; a < r; a++) {
          const [ab, ba] = [inner[a * r + b]!, inner[b * r + a]!];
          total -= M[i * r + a]! * (on === "stiefel" ? (ab + ba) / 2 : ab);
        }
        dM[i * r + b] = -total;
      }
    }
  };
}

/** What a link that is learned sees of a direction: a^T S a at the target. */
export function sightOf(model: MultiIndex): Sight | undefined {
  const f = functionOfLink(model.teacher);
  const slopes = optimalSlopes(model, averagedProduct(f, explained(model), symmetricEntry));
  return slopes && sightAtTarget(model, slopes.at);
}

/** V N, in the coordinates of the states. */
function gradientOfSlopes(model: MultiIndex, { at, size }: Slopes): ClosedFlow["gradient"] {
  const { projections: q, rank: r, ambient: d } = model;
  const N = new Float64Array(q * r);
  return (W) => {
    at(overlapsOf(model, W), N);
    const value = new Float64Array(r * d);
    for (let j = 0; j < r; j++) for (let i = 0; i < q; i++) value[j * d + i] = N[i * r + j]!;
    return { value, size };
  };
}

export const overlapsOf = ({ projections: q, rank: r, ambient: d }: MultiIndex, W: Float64Array) =>
  Float64Array.from({ length: q * r }, (_, at) => W[(at % r) * d + Math.floor(at / r)]!);

/** W = V M + U (1 - M^T M)^(1/2), U spanned by what the start has across V. */
export function liftFrom(model: MultiIndex, W: Float64Array): (M: Float64Array) => Float64Array {
  const { projections: q, rank: r, ambient: d } = model;
  const across = Array.from({ length: r }, (_, j) => {
    const column = neuron(W, j, d).slice();
    column.fill(0, 0, q);
    return column;
  });
  const axes = Array.from({ length: d - q }, (_, i) => {
    const e = new Float64Array(d);
    e[q + i] = 1;
    return e;
  });
  const U = orthonormalBasis([...across.filter((column) => norm(column) > 0), ...axes]).slice(0, r);
  return (M) => {
    const state = new Float64Array(r * d);
    for (let j = 0; j < r; j++) {
      for (let i = 0; i < q; i++) state[j * d + i] = M[i * r + j]!;
    }
    const root = rootOfRest(M, q, r);
    for (let j = 0; j < r; j++) {
      for (let l = 0; l < U.length; l++) {
        const part = root[j * r + l]!;
        for (let i = q; i < d; i++) state[j * d + i]! += part * U[l]![i]!;
      }
    }
    return state;
  };
}

/** (1 - M^T M)^(1/2), r x r; integration may leave a singular value of M above 1 by its error. */
function rootOfRest(M: Float64Array, q: number, r: number): Float64Array {
  const rest = new Float64Array(r * r);
  for (let a = 0; a < r; a++) {
    for (let b = 0; b < r; b++) {
      let total = a === b ? 1 : 0;
      for (let i = 0; i < q; i++) total -= M[i * r + a]! * M[i * r + b]!;
      rest[a * r + b] = total;
    }
  }
  const { values, vectors } = symmetricEigen(rest, r);
  const root = new Float64Array(r * r);
  vectors.forEach((v, k) => {
    const length = Math.sqrt(Math.max(0, values[k]!));
    for (let a = 0; a < r; a++) {
      for (let b = 0; b < r; b++) root[a * r + b]! += length * v[a]! * v[b]!;
    }
  });
  return root;
}
