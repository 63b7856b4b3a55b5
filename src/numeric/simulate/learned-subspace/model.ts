/**
 * A subspace with a link that is learned, its axes read, and the metric that the link moves in.
 */
import { addScaled, dot } from "../../vectors.ts";
import type { MultiIndex } from "../multi-index/model.ts";
import type { LinkSpace } from "./link-space.ts";

export interface LearnedSubspace {
  /** The subspace's side, with the link of each state put in as the student's. */
  readonly multi: MultiIndex;
  readonly space: LinkSpace;
  readonly ridge: number;
  readonly speed: number;
  /** F, row by row, where the space is spanned by features. */
  readonly features?: Float64Array;
}

/** K times a vector. */
export function paceOf({ space, features }: LearnedSubspace) {
  const { weights } = space;
  if (features === undefined) {
    return (slope: Float64Array, out: Float64Array): void => {
      for (let t = 0; t < slope.length; t++) out[t] = weights[t]! * slope[t]!;
    };
  }
  const count = features.length / weights.length;
  const row = (t: number): Float64Array => features.subarray(t * count, (t + 1) * count);
  const b = new Float64Array(count);
  return (slope: Float64Array, out: Float64Array): void => {
    b.fill(0);
    for (let t = 0; t < slope.length; t++) addScaled(b, slope[t]!, row(t));
    for (let t = 0; t < slope.length; t++) out[t] = dot(b, row(t));
  };
}
