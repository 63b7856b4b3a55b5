/**
 * Tensor products of Gauss-Hermite rules: E[g(z)] for z ~ N(0, I_q).
 */
import { gaussHermite } from "./gauss-hermite.ts";

export interface TensorRule {
  readonly dimension: number;
  readonly count: number;
  /** Points one after another, `dimension` numbers each. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const cache = new Map<string, TensorRule>();

/** n points along each of q axes; n^q points. For q = 0 the single point of weight 1. */
export function tensorRule(q: number, n: number): TensorRule {
  const key = `${q} ${n}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const one = gaussHermite(n);
  const count = n ** q;
  const [nodes, weights] = [new Float64Array(count * q), new Float64Array(count).fill(1)];
  for (let i = 0; i < count; i++) {
    for (let axis = 0, rest = i; axis < q; axis++, rest = Math.floor(rest / n)) {
      nodes[i * q + axis] = one.nodes[rest % n]!;
      weights[i]! *= one.weights[rest % n]!;
    }
  }
  const rule = { dimension: q, count, nodes, weights };
  cache.set(key, rule);
  return rule;
}

/** Points along an axis: exact for a polynomial of this total degree in two factors, or what can be
 * afforded in 2 q dimensions. */
export function pointsPerAxis(
  degree: number | undefined,
  q: number,
  rules: "coarse" | "fine",
): number {
  const isFine = rules === "fine";
  // f and f* and one more factor of z: degree 2 D + 1 along an axis at most, D + 1 points.
  if (degree !== undefined) return Math.min(degree + (isFine ? 3 : 2), 40);
  const affordable = { coarse: [60, 18, 8], fine: [72, 22, 10] } as const;
  return affordable[rules][Math.min(q, 3) - 1] ?? 8;
}
