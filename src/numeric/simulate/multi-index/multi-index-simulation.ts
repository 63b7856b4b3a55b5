/**
 * The multi-index family behind the interface that judges use.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { ModelInstance } from "../../../model/instance.ts";
import type { Start } from "../../../model/spec.ts";
import type { Environment } from "../../evaluate/environment.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { withLetter } from "../../link/letters.ts";
import type { RandomStream } from "../../random/stream.ts";
import { addScaled, dot, neuron, orthonormalBasis } from "../../vectors.ts";
import type { DefinedModel } from "../any-model/defined-model.ts";
import { simulationOfPieces } from "../any-model/model-simulation.ts";
import { drawn } from "../ridge-sum/start-state.ts";
import { samplerOf } from "../sampling/samplers.ts";
import type { Simulation } from "../simulation.ts";
import { definedMultiIndex, type MultiIndex } from "./multi-index.ts";

export function multiIndexSimulation(instance: ModelInstance): Simulation | Failure {
  const { dynamics, input } = instance;
  const usesSamples = dynamics.kind === "sgd" || dynamics.samples !== undefined;
  const built = definedMultiIndex(instance, usesSamples ? { reduced: false } : {});
  if (isFailure(built)) return built;
  const { multi, model } = built;
  const sampler = samplerOf(input, undefined);
  if (isFailure(sampler)) return sampler;
  const { rank: r, ambient: d, dimension } = multi;
  return simulationOfPieces({
    instance,
    model,
    sampler,
    stateNamed: (point) => {
      if (point.kind !== "name" || point.name !== "target") {
        return failure("unknown-name", "a named state of a subspace other than target");
      }
      // V itself; where r > q, any further columns do.
      const state = new Float64Array(r * d);
      for (let j = 0; j < r; j++) state[j * d + j] = 1;
      return state;
    },
    startState: (start, names, random) => startOf(multi, model, { start, names }, random),
    hidden: r * (dimension - d),
  });
}

/** Uniform, or uniform given every entry of M: W = V M + U (I - M^T M)^(1/2) with U across V. */
function startOf(
  { projections: q, rank: r, ambient: d }: MultiIndex,
  model: DefinedModel,
  { start, names }: { readonly start: Start; readonly names: Environment },
  random: RandomStream,
): Float64Array | Failure {
  const M: (number | undefined)[] = Array.from({ length: q * r });
  for (const { name, indices, value } of start) {
    if (value === undefined) continue;
    if (name !== "M" || indices === undefined) {
      return failure("no-such-start", `${name} in a start of a subspace`);
    }
    const [row = "", column = ""] = indices;
    const speaksOf = (letter: string, place: number): boolean =>
      !/^[0-9]/.test(letter) || Number(letter) === place;
    for (let i = 1; i <= q; i++) {
      for (let j = 1; j <= r; j++) {
        if (!speaksOf(row, i) || !speaksOf(column, j)) continue;
        const entry = drawn(withLetter(withLetter(value, row, i), column, j), names, random);
        if (isFailure(entry)) return entry;
        M[(i - 1) * r + j - 1] = entry;
      }
    }
  }
  const free = model.randomState(random);
  const given = M.filter((entry) => entry !== undefined);
  if (given.length === 0) return free;
  if (given.length < M.length) return failure("no-such-start", "some entries of M, not all");
  const overlaps = Matrix.from1DArray(q, r, given);
  const rest = Matrix.eye(r, r).sub(overlaps.transpose().mmul(overlaps));
  const cholesky = new CholeskyDecomposition(rest);
  if (!cholesky.isPositiveDefinite()) {
    return failure("no-such-start", "M with a singular value of 1 or more");
  }
  const across = Array.from({ length: r }, (_, j) => {
    const column = neuron(free, j, d).slice();
    column.fill(0, 0, q);
    return column;
  });
  const U = orthonormalBasis(across);
  if (U.length < r) return failure("no-such-start", `no room for ${r} columns across the teacher`);
  const L = cholesky.lowerTriangularMatrix;
  const state = new Float64Array(r * d);
  for (let j = 0; j < r; j++) {
    const column = neuron(state, j, d);
    for (let i = 0; i < q; i++) column[i] = overlaps.get(i, j);
    // (U L^T)_j: columns with the inner products L L^T = I - M^T M.
    for (let l = 0; l < r; l++) addScaled(column, L.get(j, l), U[l]!);
  }
  const length = dot(neuron(state, 0, d), neuron(state, 0, d));
  return Number.isFinite(length) ? state : failure("no-such-start", "entries of M not finite");
}
