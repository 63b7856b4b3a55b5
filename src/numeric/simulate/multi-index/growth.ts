/**
 * Whether directions are still being learned where rounding is larger than what moves them.
 *
 * On the way to a saddle of exponent s an overlap of size l moves by l^(2s - 1), which for l of
 * d^(-1/2) soon is less than the rounding of what is learned already. Then only what the link can
 * see of the direction tells a saddle from an end.
 */
import type { VectorField } from "../../integrate/tableau.ts";
import { symmetricEigen } from "../../linear/symmetric-eigen.ts";
import { unitRoundoff } from "../../measured.ts";
import { addScaled, dot, neuron } from "../../vectors.ts";
import type { MultiIndex } from "./model.ts";

/** a^T S a for a unit vector a, S the gradient of what the link explains, as a share of tr S. */
export type Sight = (a: Float64Array) => number;

/**
 * Whether a singular value below 1 grows: lambda_i' = a_i^T M' b_i, which the rounding of M' in
 * directions that are learned, of a few units, disturbs by as much. What grows more slowly than
 * that is not known to, unless the link is blind to its direction: a^T S a is a sum of squares
 * times powers of overlaps, and where it is 0 at the target it is 0 everywhere.
 *
 * @param sight a^T S a at the target, for any direction; by default the link sees every one
 */
export function hasGrowth(
  { projections: q, rank: r }: MultiIndex,
  field: VectorField,
  M: Float64Array,
  sight: Sight = () => 1,
): boolean | undefined {
  if (!M.every(Number.isFinite)) return false;
  const velocity = new Float64Array(q * r);
  field(0, M, velocity);
  const gram = new Float64Array(q * q);
  for (let i = 0; i < q; i++) {
    for (let j = 0; j < q; j++) gram[i * q + j] = dot(neuron(M, i, r), neuron(M, j, r));
  }
  const { values, vectors } = symmetricEigen(gram, q);
  let isHidden = false;
  for (const [k, a] of vectors.entries()) {
    const lambda = Math.sqrt(Math.max(0, values[k]!));
    if (lambda >= learned) continue;
    const [along, moved] = [new Float64Array(r), new Float64Array(r)];
    a.forEach((x, i) => {
      addScaled(along, x, neuron(M, i, r));
      addScaled(moved, x, neuron(velocity, i, r));
    });
    // a^T M' M^T a = lambda lambda'.
    if (dot(along, moved) > 8 * q * r * unitRoundoff * lambda) return true;
    isHidden ||= lambda > 0 && sight(a) > blind;
  }
  return isHidden ? undefined : false;
}

/** A share of what the link sees at the target that counts as nothing. */
const blind = 1e-12;

/** a^T S a at M = 1, as a share of the trace of S there. */
export function sightAtTarget(
  { projections: q, rank: r }: MultiIndex,
  slopesAt: (M: Float64Array, out: Float64Array) => void,
): Sight {
  const [target, N] = [new Float64Array(q * r), new Float64Array(q * r)];
  for (let i = 0; i < Math.min(q, r); i++) target[i * r + i] = 1;
  slopesAt(target, N);
  const S = (i: number, j: number): number => (j < r ? N[i * r + j]! : 0);
  let trace = 0;
  for (let i = 0; i < q; i++) trace += S(i, i);
  return (a) => {
    let total = 0;
    for (let i = 0; i < q; i++) for (let j = 0; j < q; j++) total += a[i]! * S(i, j) * a[j]!;
    return trace === 0 ? 0 : total / trace;
  };
}

/** A singular value above this only comes nearer to 1. */
const learned = 0.99;
