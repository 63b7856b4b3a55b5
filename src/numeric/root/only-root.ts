/**
 * The only root of a measured function on an interval.
 */
import { type Failure, failure } from "../failure.ts";
import type { Measured } from "../measured.ts";
import { type Interval, signChanges } from "./sign-changes.ts";

/** Points of the grid: two roots closer than that are taken for none, so it is fine. */
const points = 512;

/**
 * Where f changes its sign, if there is one such place and no other is in doubt.
 *
 * @returns a failure that says how many there are; two changes between neighbouring points of the
 *   grid are not seen.
 */
export function onlyRoot(f: (x: number) => Measured, interval: Interval): Measured | Failure {
  const { crossings, undecided, finest } = signChanges(f, interval, { points });
  const [only, ...others] = crossings;
  if (only === undefined || others.length > 0) {
    return failure("wrong-arguments", `root: ${crossings.length} changes of sign`);
  }
  const { value, error } = only.at;
  const doubt = undecided.find((x) => Math.abs(x - value) > error + finest);
  return doubt === undefined
    ? only.at
    : failure("wrong-arguments", `root: the sign is open at ${doubt}`);
}
