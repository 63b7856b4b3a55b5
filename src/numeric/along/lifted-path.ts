/**
 * A path in coordinates of its own, seen as one of states.
 */
import { isFailure } from "../failure.ts";
import type { Moment, Path } from "./path.ts";

/**
 * @param lift the state with given coordinates
 * @param stretch how many times faster than the coordinates the state may move there; 1 by default
 */
export function liftedPath(
  path: Path,
  lift: (y: Float64Array) => Float64Array,
  stretch: (y: Float64Array) => number = () => 1,
): Path {
  const lifted = ({ t, w, error }: Moment): Moment => ({
    t,
    w: lift(w),
    error: error === 0 ? 0 : error * stretch(w),
  });
  const { rough } = path;
  return {
    start: lifted(path.start),
    ...(path.step !== undefined && { step: path.step }),
    at: (times) => {
      const moments = path.at(times);
      return isFailure(moments) ? moments : moments.map(lifted);
    },
    first: (event) => path.first((y) => event(lift(y))),
    rest: () => {
      const moment = path.rest();
      return isFailure(moment) ? moment : lifted(moment);
    },
    times: path.times,
    outline: (count) => path.outline(count).map(lifted),
    ...(rough && { rough: () => liftedPath(rough(), lift, stretch) }),
  };
}
