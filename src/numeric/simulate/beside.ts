/**
 * Whether rounding chose where a run ends.
 *
 * A start on the stable manifold of a saddle, such as one with tied overlaps, leaves the saddle by
 * what rounding adds. Starts moved by sqrt(u) to either side of it then end elsewhere, and the end
 * is as uncertain as they are apart.
 */
import { unitRoundoff } from "../measured.ts";
import { randomStream } from "../random/stream.ts";
import { addScaled, minus, norm } from "../vectors.ts";

/** A state and how far it may be from the true end. */
export interface EndState {
  readonly w: Float64Array;
  readonly error: number;
}

/**
 * How far the ends of starts beside this one lie, where that is more than their errors.
 *
 * @param endFrom where the moved start ends; it may be brought back to the constraint in place
 * @returns 0 if all agree within their errors; `undefined` if a moved start does not end
 */
export function spreadBeside(
  start: Float64Array,
  found: EndState,
  endFrom: (moved: Float64Array) => EndState | undefined,
): number | undefined {
  const random = randomStream(0, "rest", "beside the start");
  const aside = new Float64Array(start.length).map(() => random.normal());
  let farthest = 0;
  for (const side of [1, -1]) {
    const moved = start.slice();
    addScaled(moved, (side * Math.sqrt(unitRoundoff)) / norm(aside), aside);
    const end = endFrom(moved);
    if (end === undefined) return undefined;
    const distance = norm(minus(end.w, found.w));
    if (distance > end.error + found.error) farthest = Math.max(farthest, distance);
  }
  return farthest;
}
