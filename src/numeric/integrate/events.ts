/**
 * Zeros of a function along one step, searched on the dense output.
 *
 * The signs at the ends of a step say nothing of two crossings between them. So g(s) = event(t + s
 * h) is sampled, and an interval [a, b] of width w without a change of sign is left only where a
 * zero is excluded: g differs from the straight line through its ends by at most w^2 max |g''| / 8
 * (Rolle's theorem, twice), with |g''| taken from second differences nearby and their change, times
 * a margin of 4. Likewise an interval with a change of sign is left only where g is monotone.
 * Elsewhere it is halved. Near a touching point two intervals survive each halving, so the search
 * costs the logarithm of the resolution.
 *
 * What varies within a sixteenth of a step, as an event with an oscillation of its own may, can
 * still hide. The steps themselves resolve the state, not the event.
 */
import { unitRoundoff } from "../measured.ts";
import type { Crossing, EventFunction } from "./problem.ts";

/** The state in a step by the part s of it that is done: a step may be shorter than t is spaced. */
export type Within = (s: number) => Float64Array;

/** A zero on the unit interval of a step. */
export interface Zero {
  readonly s: number;
  readonly direction: Crossing["direction"];
}

const samples = 16;
/** On the second differences, which are estimates of w^2 g'' and no bounds. */
const margin = 4;
const deepest = 26;
/** Evaluations on one step; a g that is all rounding would be halved everywhere. */
const mostEvaluations = 1000;

/**
 * The zeros of g on (0, 1], ascending, or `undefined` if g is not a number somewhere.
 *
 * A zero at 0 belongs to the step before. @param before the sign of g before the step, for a g that
 * is 0 at its start.
 */
export function zerosOf(g: (s: number) => number, before: number): readonly Zero[] | undefined {
  const s = Array.from({ length: samples + 1 }, (_, i) => i / samples);
  const values = s.map(g);
  if (values.some(Number.isNaN)) return undefined;
  const scale = Math.max(...values.map(Math.abs));
  const bends = values.slice(1, -1).map((value, i) => values[i]! - 2 * value + values[i + 2]!);
  const zeros: Zero[] = [];
  let evaluations = values.length;
  let sign = Math.sign(values[0]!) || before;
  const crossed = (a: number, ga: number, b: number, gb: number): void => {
    zeros.push({ s: zeroBetween(g, a, ga, b, gb), direction: gb > ga ? "rising" : "falling" });
    sign = -sign;
  };
  /** Where g was last not 0. */
  let [lastS, lastG] = [0, values[0]!];
  let pending: number | undefined;

  const search = (a: number, ga: number, b: number, gb: number, bend: number, depth: number) => {
    const isChange = Math.sign(gb) === -sign && sign !== 0;
    const least = Math.min(Math.abs(ga), Math.abs(gb));
    // The line stays beyond `least`; g differs from it by at most bend / 8.
    const isExcluded = isChange ? Math.abs(gb - ga) > margin * bend : least > (margin * bend) / 8;
    if (isExcluded || depth === deepest || evaluations >= mostEvaluations) {
      if (gb === 0) {
        // A sample on the zero: what follows tells a crossing from a touch.
        pending ??= b;
        return;
      }
      if (isChange) crossed(lastS, lastG, b, gb);
      else if (pending !== undefined && sign !== 0) {
        if (isTouching(0, scale, zeros, pending)) zeros.push({ s: pending, direction: "touching" });
      } else if (!isExcluded && sign !== 0 && ga !== 0 && isTouching(least, scale, zeros, a)) {
        zeros.push({ s: Math.abs(ga) < Math.abs(gb) ? a : b, direction: "touching" });
      }
      pending = undefined;
      [lastS, lastG] = [b, gb];
      sign = Math.sign(gb);
      return;
    }
    const middle = (a + b) / 2;
    const gm = g(middle);
    evaluations += 1;
    const bendHere = Math.max(Math.abs(ga - 2 * gm + gb), bend / 4);
    search(a, ga, middle, gm, bendHere, depth + 1);
    search(middle, gm, b, gb, bendHere, depth + 1);
  };
  for (let i = 0; i < samples; i++) {
    search(s[i]!, values[i]!, s[i + 1]!, values[i + 1]!, bendNear(bends, i), 0);
  }
  return zeros;
}

/** The largest second difference about interval i, and how much it changes from one to the next. */
function bendNear(bends: readonly number[], i: number): number {
  const near = bends.slice(Math.max(0, i - 2), i + 2);
  const changes = near.slice(1).map((bend, j) => Math.abs(bend - near[j]!));
  return Math.max(...near.map(Math.abs)) + 2 * Math.max(...changes);
}

/** Whether |g| is 0 within the rounding of a difference of terms of size `scale`, once a place. */
function isTouching(least: number, scale: number, zeros: readonly Zero[], a: number): boolean {
  const last = zeros[zeros.length - 1];
  const isNew = last === undefined || a - last.s > 2 ** (2 - deepest / 2) / samples;
  return isNew && least <= 64 * unitRoundoff * scale;
}

/** The first double found at which g no longer has the sign of ga: false position and bisection. */
export function zeroBetween(
  g: (s: number) => number,
  a: number,
  ga: number,
  b: number,
  gb: number,
): number {
  let [low, glow, high, ghigh] = [a, ga, b, gb];
  for (let i = 0; i < 200; i++) {
    const half = low + (high - low) / 2;
    if (half === low || half === high) break;
    const width = high - low;
    // Two steps of false position, then a halving, so that the bracket shrinks whatever g does.
    const line = low - (glow / (ghigh - glow)) * width;
    // Just across the zero rather than on it, so that both ends move.
    const nudge = 4 * unitRoundoff * Math.max(Math.abs(low), Math.abs(high));
    const aim = line + (i % 2 === 0 ? nudge : -nudge);
    const s = i % 3 < 2 && aim > low && aim < high ? aim : half;
    const value = g(s);
    if (Math.sign(value) === Math.sign(ga)) [low, glow] = [s, value];
    else [high, ghigh] = [s, value];
    if (value === 0) break;
  }
  return high;
}

/** The event along a step of size h from t, as a function of s in [0, 1]. */
export const alongStep =
  (event: EventFunction, t: number, h: number, within: Within) =>
  (s: number): number =>
    event.of(t + s * h, within(s));
