/**
 * Loss and gradient of the multi-index family at one frame W, by one tensor rule.
 */

import { secondMoment } from "../../gaussian/hermite-expansion.ts";
import type { MultiLink } from "../../link/multi-link.ts";
import { pointsPerAxis, tensorRule } from "../../quadrature/tensor.ts";
import { addScaled, dot, neuron, norm, orthonormalBasis } from "../../vectors.ts";
import type { Sized } from "../answers.ts";
import type { Rules } from "../ridge-sum/terms.ts";
import type { MultiIndex } from "./model.ts";

export interface SubspaceTerms {
  readonly loss: Sized<number>;
  readonly gradient: Sized<Float64Array>;
}

/** How the teacher's directions stand to W: V^T x = M z + T xi. */
export interface Split {
  /** q rows of length r. */
  readonly M: readonly Float64Array[];
  /** q rows of length q' <= q. */
  readonly T: readonly Float64Array[];
  /** q' orthonormal vectors across W. */
  readonly Q: readonly Float64Array[];
}

/** The split at W; v_i is the i-th axis. */
export function splitAt(
  { projections: q, rank: r, ambient: d }: MultiIndex,
  W: Float64Array,
): Split {
  const M = Array.from({ length: q }, (_, i) =>
    Float64Array.from({ length: r }, (_, j) => W[j * d + i]!),
  );
  const residuals = M.map((row, i) => {
    const v = new Float64Array(d);
    v[i] = 1;
    // Twice: one pass leaves eps |v| along W, as much as the residual itself near the target.
    row.forEach((entry, j) => addScaled(v, -entry, neuron(W, j, d)));
    for (let j = 0; j < r; j++) addScaled(v, -dot(v, neuron(W, j, d)), neuron(W, j, d));
    return v;
  });
  // Residuals of the size of rounding have no direction; each is compared with a unit vector.
  const Q = orthonormalBasis(residuals.filter((v) => norm(v) > 1e-14));
  const T = residuals.map((v) => Float64Array.from(Q, (e) => dot(v, e)));
  return { M, T, Q };
}

/** The planted link: phi is a given function of z. */
export function plantedTerms(model: MultiIndex, W: Float64Array, rules: Rules): SubspaceTerms {
  const { rank: r, ambient: d, factor, isSquared, student, teacher } = model;
  const phi = student!;
  const split = splitAt(model, W);
  const points = pointsOf(model, rules);
  const outer = tensorRule(r, points.outer);
  const inner = innerOf(model, split, points.inner);
  const value = new Float64Array(r * d);
  const slopes = new Float64Array(r);
  const weight = isSquared ? 2 * factor : factor;
  const typical = rootMeanSquare(teacher);
  let [loss, lossSize, size] = [0, 0, 0];
  for (let i = 0; i < outer.count; i++) {
    const z = outer.nodes.subarray(i * r, (i + 1) * r);
    const omega = outer.weights[i]!;
    inner.at(z);
    const own = phi.gradient(z, slopes);
    // dl/dphi averaged over xi: 2 factor (phi - S_0), or - factor S_0.
    const residual = (isSquared ? own : 0) - inner.mean;
    const absolute = (isSquared ? Math.abs(own) : 0) + Math.max(inner.absolute, typical);
    loss += omega * own * (isSquared ? factor * (own - 2 * inner.mean) : -factor * inner.mean);
    lossSize += omega * Math.abs(own) * weight * absolute;
    const reach = 1 + norm(z);
    for (let j = 0; j < r; j++) {
      const scale = weight * omega * slopes[j]!;
      const block = neuron(value, j, d);
      for (let l = 0; l < r; l++) addScaled(block, scale * residual * z[l]!, neuron(W, l, d));
      split.Q.forEach((e, l) => addScaled(block, -scale * inner.moments[l]!, e));
      size += Math.abs(scale) * (reach * absolute + inner.absoluteMoment);
    }
  }
  const constant = isSquared ? constantOf(model, teacher.degree, rules) : 0;
  return {
    loss: { value: loss + constant, size: lossSize + Math.abs(constant) },
    gradient: { value, size },
  };
}

/** The optimal link: phi = F(z) = E[f* | z], which depends on z through M z alone. */
export function optimalTerms(model: MultiIndex, W: Float64Array, rules: Rules): SubspaceTerms {
  const { rank: r, ambient: d, factor, teacher } = model;
  const split = splitAt(model, W);
  const points = pointsOf(model, rules);
  // M z = B zeta with zeta = O^T z standard Gaussian, O an orthonormal basis of the rows of M.
  const O = orthonormalBasis(split.M.filter((row) => norm(row) > 0));
  const B = split.M.map((row) => Float64Array.from(O, (o) => dot(row, o)));
  const outer = tensorRule(O.length, points.outer);
  const inner = innerOf(model, { ...split, M: B }, points.inner, true);
  const value = new Float64Array(r * d);
  let [squares, squaresSize, size] = [0, 0, 0];
  const slope = new Float64Array(r);
  const blocks = Array.from({ length: r }, (_, j) => neuron(value, j, d));
  for (let i = 0; i < outer.count; i++) {
    const omega = outer.weights[i]!;
    inner.at(outer.nodes.subarray(i * O.length, (i + 1) * O.length));
    squares += omega * inner.mean ** 2;
    squaresSize += omega * inner.absolute ** 2;
    // dF/dzeta_l = sum_i B_il E[d_i f*], dF/dz_j = sum_l O_l[j] dF/dzeta_l.
    slope.fill(0);
    O.forEach((o, l) => {
      let along = 0;
      B.forEach((row, t) => {
        along += row[l]! * inner.slopes[t]!;
      });
      addScaled(slope, along, o);
    });
    for (let j = 0; j < r; j++) {
      const scale = 2 * factor * omega * slope[j]!;
      split.Q.forEach((e, l) => addScaled(blocks[j]!, -scale * inner.moments[l]!, e));
      size += Math.abs(scale) * inner.absoluteMoment;
    }
  }
  const constant = constantOf(model, teacher.degree, rules);
  return {
    loss: { value: constant - factor * squares, size: Math.abs(constant) + factor * squaresSize },
    gradient: { value, size },
  };
}

/** Expectations over xi at the z last given. */
export interface Inner {
  readonly at: (z: Float64Array) => void;
  /** E[f*], E|f*|, E[f* xi_l] and the sum of E|f* xi_l|. */
  readonly mean: number;
  readonly absolute: number;
  readonly moments: Float64Array;
  readonly absoluteMoment: number;
  /** E[d_i f*], if wanted. */
  readonly slopes: Float64Array;
}

/** @param withSlopes whether the gradient of the teacher's link is averaged too. */
export function innerOf(
  { projections: q, teacher }: MultiIndex,
  { M, T, Q }: Split,
  points: number,
  withSlopes = false,
): Inner {
  const { count, nodes, weights } = tensorRule(Q.length, points);
  // T xi at every node, once.
  const shifts = new Float64Array(count * q);
  for (let i = 0; i < count; i++) {
    const xi = nodes.subarray(i * Q.length, (i + 1) * Q.length);
    for (let t = 0; t < q; t++) shifts[i * q + t] = dot(T[t]!, xi);
  }
  const [centre, point, slope] = [new Float64Array(q), new Float64Array(q), new Float64Array(q)];
  const state = {
    mean: 0,
    absolute: 0,
    moments: new Float64Array(Q.length),
    absoluteMoment: 0,
    slopes: new Float64Array(q),
  };
  const at = (z: Float64Array): void => {
    for (let t = 0; t < q; t++) centre[t] = dot(M[t]!, z);
    state.mean = 0;
    state.absolute = 0;
    state.absoluteMoment = 0;
    state.moments.fill(0);
    state.slopes.fill(0);
    for (let i = 0; i < count; i++) {
      for (let t = 0; t < q; t++) point[t] = centre[t]! + shifts[i * q + t]!;
      const value = withSlopes ? teacher.gradient(point, slope) : teacher.value(point);
      const term = weights[i]! * value;
      state.mean += term;
      state.absolute += Math.abs(term);
      for (let l = 0; l < Q.length; l++) {
        const moment = term * nodes[i * Q.length + l]!;
        state.moments[l]! += moment;
        state.absoluteMoment += Math.abs(moment);
      }
      if (withSlopes) addScaled(state.slopes, weights[i]!, slope);
    }
  };
  return Object.assign(state, { at });
}

/**
 * Points along an axis of z and of xi. For polynomials of degree D at most, n points being exact to
 * degree 2 n - 1: products of two links, and of a slope, a link and z, have degree 2 D in z; f*
 * xi_l has degree D + 1 in xi. The fine rule has one point more than it needs.
 */
export function pointsOf(
  { teacher, student, projections }: MultiIndex,
  rules: Rules,
): { readonly outer: number; readonly inner: number } {
  const degrees = [teacher.degree, (student ?? teacher).degree];
  if (degrees.some((degree) => degree === undefined)) {
    const points = pointsPerAxis(undefined, projections, rules);
    return { outer: points, inner: points };
  }
  const most = Math.max(...degrees.map((degree) => degree ?? 0));
  const more = rules === "fine" ? 1 : 0;
  return {
    outer: Math.min(most + 1 + more, 40),
    inner: Math.min(Math.ceil((most + 2) / 2) + more, 40),
  };
}

const typicalSizes = new WeakMap<MultiLink, number>();

/**
 * The size of the terms that a value of a link is made of: at zeros of the link, which nodes of a
 * rule may be, the values are small and their rounding is not.
 */
function rootMeanSquare(link: MultiLink): number {
  const known = typicalSizes.get(link) ?? Math.sqrt(secondMoment(link).value);
  typicalSizes.set(link, known);
  return known;
}

/** factor (E f*^2 + noise^2): the part that no W moves. */
export function constantOf(
  { teacher, projections: q, factor, noise }: MultiIndex,
  degree: number | undefined,
  rules: Rules,
): number {
  const { count, nodes, weights } = tensorRule(q, pointsPerAxis(degree, q, rules));
  let total = noise * noise;
  for (let i = 0; i < count; i++) {
    total += weights[i]! * teacher.value(nodes.subarray(i * q, (i + 1) * q)) ** 2;
  }
  return factor * total;
}
