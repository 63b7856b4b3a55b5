/**
 * The least value of a function of the state that is found by descent from many starts.
 *
 * Functions may have kinks and may be undefined outside a set, so the descent trusts no derivative:
 * it tries the direction that finite differences suggest, then every coordinate direction, and
 * shortens the step where nothing is lower (a compass search [Kolda2003, Sec. 3]). What it returns
 * is a value of the function at a state; that there is no lower one is not claimed.
 */
import { addScaled, norm, scaled } from "../vectors.ts";

export interface Landscape {
  /** The value at a state; `undefined` where the state does not count. */
  readonly value: (w: Float64Array) => number | undefined;
  /** Orthonormal tangent directions along which the value can change. */
  readonly tangents: (w: Float64Array) => readonly Float64Array[];
  /** The state at a distance along a unit tangent direction. */
  readonly moved: (w: Float64Array, direction: Float64Array, distance: number) => Float64Array;
}

export interface Lowest {
  readonly w: Float64Array;
  readonly value: number;
}

/** First step of a descent and the one at which it ends, in radians. */
const [firstStep, lastStep] = [0.25, 1e-7];

/**
 * A state with a low value.
 *
 * @param starts states to begin at: the value is looked at in each, and a descent is made from the
 *   lowest of them
 * @param evaluations of the function in all descents together, counted
 */
export function leastValue(
  { value, tangents, moved }: Landscape,
  starts: readonly Float64Array[],
  evaluations: number,
): Lowest | undefined {
  const known = starts.flatMap((w): Lowest[] => {
    const at = value(w);
    return at === undefined || Number.isNaN(at) ? [] : [{ w, value: at }];
  });
  known.sort((a, b) => a.value - b.value);
  const begun = known.slice(0, descents);
  let left = evaluations;
  let best = begun[0];
  begun.forEach((start, i) => {
    const share = Math.floor(left / (begun.length - i));
    const { end, used } = descend(start, share);
    left -= used;
    if (best === undefined || end.value < best.value) best = end;
  });
  return best;

  function descend(start: Lowest, most: number): { readonly end: Lowest; readonly used: number } {
    let [here, step, used] = [start, firstStep, 0];
    const look = (direction: Float64Array, distance: number): Lowest | undefined => {
      used += 1;
      const w = moved(here.w, direction, distance);
      const at = value(w);
      return at === undefined || !(at < here.value) ? undefined : { w, value: at };
    };
    while (step > lastStep && used < most) {
      const basis = tangents(here.w);
      const slopes = basis.map((direction) => {
        const there = value(moved(here.w, direction, step / 8));
        used += 1;
        return there === undefined ? 0 : (there - here.value) / (step / 8);
      });
      const next = steepest(basis, slopes, step, look) ?? compass(basis, step, look);
      if (next === undefined) step /= 4;
      else {
        here = next;
        step = Math.min(firstStep, step * 2);
      }
    }
    return { end: here, used };
  }
}

/** Starts from which a descent is made. */
const descents = 3;

type Look = (direction: Float64Array, distance: number) => Lowest | undefined;

function steepest(
  basis: readonly Float64Array[],
  slopes: readonly number[],
  step: number,
  look: Look,
): Lowest | undefined {
  const [first] = basis;
  if (first === undefined) return undefined;
  const direction = new Float64Array(first.length);
  basis.forEach((e, i) => {
    addScaled(direction, -slopes[i]!, e);
  });
  const size = norm(direction);
  return size > 0 && Number.isFinite(size) ? look(scaled(1 / size, direction), step) : undefined;
}

function compass(basis: readonly Float64Array[], step: number, look: Look): Lowest | undefined {
  for (const e of basis) {
    for (const signed of [step, -step]) {
      const lower = look(e, signed);
      if (lower !== undefined) return lower;
    }
  }
  return undefined;
}
