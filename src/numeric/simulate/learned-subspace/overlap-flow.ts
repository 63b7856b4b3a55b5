/**
 * The flow of a subspace and its link in the q x r overlaps M = V^T W and the coefficients alone,
 * for polynomial teachers.
 *
 * With p_beta(M) = E[f(V^T x) h_beta(W^T x)], a polynomial (`gaussian/averaged-product.ts`), the
 * parts of the loss that move are factor (|a|^2 - 2 sum_beta a_beta p_beta(M)), or - factor
 * sum_beta a_beta p_beta(M) of the correlation. M moves as in `multi-index/overlap-flow.ts`, for N
 * = dL/dM.
 */
import { averagedProduct } from "../../gaussian/averaged-product.ts";
import { functionOfLink } from "../../gaussian/function.ts";
import { hermiteMultiLink } from "../../gaussian/polynomial-link.ts";
import type { VectorField } from "../../integrate/tableau.ts";
import type { ClosedFlow } from "../any-model/defined-model.ts";
import { hasGrowth } from "../multi-index/growth.ts";
import { liftFrom, overlapRate, overlapsOf, sightOf } from "../multi-index/overlap-flow.ts";
import { type LearnedSubspace, paceOf } from "./model.ts";

/** The closed flow from a start (W, a); `undefined` where the teacher's link is no polynomial. */
export function learnedOverlapFlow(
  learned: LearnedSubspace,
): ((state: Float64Array) => ClosedFlow) | undefined {
  const { multi, space, ridge, speed } = learned;
  const { projections: q, rank: r, ambient: d, factor, isSquared } = multi;
  const f = functionOfLink(multi.teacher);
  const n = space.beta.length;
  const products = space.beta.map((powers) =>
    averagedProduct(f, functionOfLink(hermiteMultiLink(r, [powers], Float64Array.of(1)))),
  );
  if (products.some((product) => product === undefined)) return undefined;
  const pace = paceOf(learned);
  const rate = overlapRate(multi);
  const weight = isSquared ? 2 * factor : factor;
  const [X, slope, N] = [r * q, r * q, q * r].map((length) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const inLink = new Float64Array(n);
  let size = 0;
  for (const product of products) size += weight * product!.slopeSize;
  /** dL/dM into N and dL/da into inLink. */
  const slopesAt = (M: Float64Array, a: Float64Array): void => {
    for (let i = 0; i < q; i++) for (let j = 0; j < r; j++) X[j * q + i] = M[i * r + j]!;
    N.fill(0);
    for (let t = 0; t < n; t++) {
      const p = products[t]!.gradient(X, slope);
      inLink[t] = (isSquared ? weight * a[t]! : 0) - weight * p;
      for (let i = 0; i < q; i++) {
        for (let j = 0; j < r; j++) N[i * r + j]! -= weight * a[t]! * slope[j * q + i]!;
      }
    }
  };
  const field: VectorField = (_, y, dy) => {
    const [M, a] = [y.subarray(0, q * r), y.subarray(q * r)];
    slopesAt(M, a);
    rate(M, N, dy.subarray(0, q * r));
    const moved = dy.subarray(q * r);
    pace(inLink, moved);
    for (let t = 0; t < n; t++) moved[t] = -speed * (moved[t]! + ridge * a[t]!);
  };
  const gradient: ClosedFlow["gradient"] = (state) => {
    slopesAt(overlapsOf(multi, state), state.subarray(r * d));
    const value = new Float64Array(r * d + n);
    for (let j = 0; j < r; j++) for (let i = 0; i < q; i++) value[j * d + i] = N[i * r + j]!;
    value.set(inLink, r * d);
    const length = Math.sqrt(state.subarray(r * d).reduce((sum, x) => sum + x * x, 0));
    return { value, size: size * Math.max(1, length) };
  };
  const seen = sightOf(multi);
  return (state) => {
    const start = new Float64Array(q * r + n);
    start.set(overlapsOf(multi, state));
    start.set(state.subarray(r * d), q * r);
    const lift = liftFrom(multi, state.subarray(0, r * d));
    return {
      start,
      field,
      gradient,
      lift: (y) => {
        const whole = new Float64Array(r * d + n);
        whole.set(lift(y.subarray(0, q * r)));
        whole.set(y.subarray(q * r), r * d);
        return whole;
      },
      isEscaping: (y) => {
        const [at, out] = [y.slice(), new Float64Array(y.length)];
        return hasGrowth(
          multi,
          (t, M, dM) => {
            at.set(M);
            field(t, at, out);
            dM.set(out.subarray(0, q * r));
          },
          y.slice(0, q * r),
          seen,
        );
      },
    };
  };
}
