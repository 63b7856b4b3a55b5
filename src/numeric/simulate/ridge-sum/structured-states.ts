/**
 * States of one neuron where symmetry or the edge of the domain makes things happen: the frame's
 * vectors and their opposites, averages of the first l of them, differences, slices on which all
 * overlaps but one agree, each also leaning out of the span of the frame.
 *
 * The list depends on the frame alone. The simplest states come first.
 */

import { addScaled, dot, norm, orthonormalBasis, unit } from "../../vectors.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/** How far the leaning states are out of the span, in radians. */
const leaning = [Math.PI / 3, Math.PI / 2];

/** Unit vectors of R^ambient. */
export function structuredStates(model: RidgeSum): readonly Float64Array[] {
  const k = model.frame.length;
  const patterns = distinct(k === 0 ? [] : coefficientPatterns(k));
  const inSpan = patterns.flatMap((coefficients) => {
    const w = new Float64Array(model.ambient);
    coefficients.forEach((c, j) => {
      addScaled(w, c, model.frame[j]!);
    });
    return norm(w) > 0 ? [unit(w)] : [];
  });
  const across = acrossFrame(model);
  if (across === undefined) return inSpan;
  const leant = leaning.flatMap((angle) =>
    inSpan.slice(0, angle < Math.PI / 2 ? inSpan.length : 1).map((w) => {
      const state = w.map((x) => Math.cos(angle) * x);
      addScaled(state, Math.sin(angle), across);
      return unit(state);
    }),
  );
  return [...inSpan, ...leant];
}

/** A unit vector orthogonal to every v_j, if there is one. */
export function acrossFrame(model: RidgeSum): Float64Array | undefined {
  const unused = axisOutside(model);
  if (unused !== undefined) return unused;
  const basis = orthonormalBasis(model.frame);
  for (let i = 0; i < model.ambient; i++) {
    const e = axis(model, i);
    for (const b of basis) addScaled(e, -dot(b, e), b);
    // The rest of some e_i has a square of at least (d - k)/d.
    if (norm(e) ** 2 >= 0.5 / model.ambient) return unit(e);
  }
  return undefined;
}

/** The last axis, where no v_j has an entry there: a frame of k vectors may use k axes alone. */
function axisOutside(model: RidgeSum): Float64Array | undefined {
  const last = model.ambient - 1;
  return model.frame.some((v) => v[last] !== 0) ? undefined : axis(model, last);
}

function axis({ ambient }: RidgeSum, i: number): Float64Array {
  const e = new Float64Array(ambient);
  e[i] = 1;
  return e;
}

/** Coefficients of the v_j, a multiple of the state each. */
function coefficientPatterns(k: number): readonly (readonly number[])[] {
  const filled = (f: (j: number) => number): readonly number[] =>
    Array.from({ length: k }, (_, j) => f(j));
  const ramps = Math.min(k, 4);
  return [
    filled((j) => (j === 0 ? 1 : 0)),
    filled(() => 1),
    ...Array.from({ length: ramps }, (_, i) => filled((j) => (j === i ? 1 : 0))),
    ...Array.from({ length: ramps }, (_, i) => filled((j) => (j <= i ? 1 : 0))),
    filled((j) => (j === 0 ? -1 : 0)),
    filled(() => -1),
    filled((j) => (j === 0 ? 1 : j === 1 ? -1 : 0)),
    filled((j) => (j === 0 ? 2 : 1)),
    filled((j) => (j === 0 ? 1 : 2)),
    filled((j) => (j === 0 ? 3 : j === 1 ? 1 : 0)),
    filled((j) => (j === 0 ? -1 : 1)),
    filled((j) => k - j),
    filled((j) => j - k),
  ];
}

function distinct(patterns: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return [...new Map(patterns.map((pattern) => [pattern.join(","), pattern])).values()];
}
