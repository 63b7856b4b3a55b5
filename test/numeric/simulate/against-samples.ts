/**
 * A claimed gradient against the mean gradient of raw samples, direction by direction.
 *
 * Samples come in independent groups. Those of one group lie on a shifted lattice: every one of
 * them has the law of the input, but together they fill space evenly, so that the mean of a group
 * scatters less than that of independent samples; groups are independent, and their scatter gives the
 * standard error. A claimed gradient is rejected where it is off by more than five of them.
 * `resolution` is five standard errors along the gradient, in units of its length.
 */
import { type RandomStream, randomStream } from "../../../src/numeric/random/stream.ts";
import type { DefinedModel } from "../../../src/numeric/simulate/any-model/defined-model.ts";
import { measuredLoss } from "../../../src/numeric/simulate/any-model/defined-model.ts";
import { oneSample } from "../../../src/numeric/simulate/sampling/sampled-loss.ts";
import type { Sampler } from "../../../src/numeric/simulate/sampling/sampler.ts";
import { addScaled, dot, norm, scaled, unit } from "../../../src/numeric/vectors.ts";

/** An error of this size must be rejected. */
export const rejected = 0.01;

export interface Comparison {
  /** How far each candidate is off, the most over the directions, in standard errors. */
  readonly deviations: readonly number[];
  readonly resolution: number;
}

/** @param candidates tangent gradients; the first gives the main direction */
export function againstSamples(
  model: DefinedModel,
  sampler: Sampler,
  state: Float64Array,
  candidates: readonly Float64Array[],
  perGroup = 2 ** 17,
): Comparison {
  const { sampled } = model;
  if (sampled === undefined) throw new Error("no samples in a reduced space");
  const random = randomStream(11, "against samples", String(perGroup));
  const directions = [
    unit(candidates[0]!),
    ...Array.from({ length: 3 }, () => random.onSphere(model.size)),
  ];
  // <P g, t> = <g, P t>: directions are projected once.
  const projected = directions.map((t) => {
    const copy = t.slice();
    model.project(state, copy);
    return copy;
  });
  const totals = Array.from({ length: groups }, () => directions.map(() => 0));
  const x = new Float64Array(sampled.dimension);
  const one = new Float64Array(model.size);
  const lattice = latticeOf(2 * Math.ceil((sampled.dimension + 1) / 2), random);
  for (const total of totals) {
    lattice.shift();
    for (let i = 0; i < perGroup; i++) {
      lattice.next();
      sampler(lattice.stream, x);
      one.fill(0);
      sampled.gradientAt(state)(oneSample(x, sampled.teacher(x)), 1 / perGroup, one);
      for (const [j, t] of projected.entries()) total[j]! += dot(one, t);
    }
  }
  const means = directions.map((_, j) => totals.reduce((sum, t) => sum + t[j]!, 0) / groups);
  const errors = means.map((mean, j) =>
    Math.sqrt(totals.reduce((sum, t) => sum + (t[j]! - mean) ** 2, 0) / groups / (groups - 1)),
  );
  const deviations = candidates.map((g) =>
    Math.max(
      ...directions.map((t, j) => Math.abs(dot(g, t) - means[j]!) / Math.max(errors[j]!, 1e-14)),
    ),
  );
  return { deviations, resolution: (5 * errors[0]!) / norm(candidates[0]!) };
}

const groups = 24;

/** Normal numbers whose sources lie on the lattice i alpha + shift modulo 1, alpha_j = phi^(-j). */
function latticeOf(dimensions: number, random: RandomStream) {
  // phi^(s + 1) = phi + 1.
  let phi = 2;
  for (let i = 0; i < 60; i++) phi = (1 + phi) ** (1 / (dimensions + 1));
  const alpha = Array.from({ length: dimensions }, (_, j) => phi ** -(j + 1));
  const shift = alpha.map(() => 0);
  let [index, used] = [0, 0];
  const uniform = (): number => {
    const j = used++;
    if (j >= dimensions) throw new Error("the sampler wants more numbers than the lattice has");
    return (shift[j]! + index * alpha[j]!) % 1;
  };
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - uniform())), 2 * Math.PI * uniform()];
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    stream: { ...random, uniform, normal },
    shift: () => {
      for (let j = 0; j < dimensions; j++) shift[j] = random.uniform();
      index = 0;
    },
    next: () => {
      index += 1;
      used = 0;
      spare = undefined;
    },
  };
}

/**
 * The slope of the loss along a tangent direction by differences at two distances, extrapolated,
 * with the difference of the two as its error.
 */
export function slopeByDifferences(
  model: DefinedModel,
  state: Float64Array,
  tangent: Float64Array,
): { readonly value: number; readonly error: number } {
  const at = (distance: number): number => {
    const moved = state.slice();
    addScaled(moved, distance, tangent);
    model.restore(moved);
    return measuredLoss(model, moved).value;
  };
  const central = (distance: number): number => (at(distance) - at(-distance)) / (2 * distance);
  const [wide, narrow] = [central(4e-3), central(2e-3)];
  return { value: (4 * narrow - wide) / 3, error: Math.abs(narrow - wide) / 4 + 1e-11 };
}

/** A random tangent vector of length 1. */
export function randomTangent(model: DefinedModel, state: Float64Array, label: string) {
  const t = randomStream(4, "tangent", label).onSphere(model.size);
  model.project(state, t);
  return scaled(1 / norm(t), t);
}
