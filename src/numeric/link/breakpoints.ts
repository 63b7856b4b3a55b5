/**
 * Where a link fails to be smooth, and by how much.
 *
 * The seams of a link (`compile-link.ts`) are constant between its breakpoints. They are sampled
 * on a grid and every change is bisected to the last bit, so two breakpoints closer than the grid
 * that undo each other may be missed: then the two orders of the quadrature differ, and say so.
 */
import type { Seam } from "./compile-link.ts";
import type { Jet } from "./jet.ts";

/** A point where the link or its slope jumps; the jumps are right minus left. */
export interface Breakpoint {
  readonly at: number;
  readonly jump: number;
  readonly slopeJump: number;
}

/** Standard normal mass beyond: 2e-42. */
export const reach = 13.5;

/** Grid points a unit; 0, the integers and simple fractions lie on it. */
const perUnit = 24;

/** The breakpoints of a link in [-reach, reach], ascending. */
export function breakpoints(seams: readonly Seam[], jet: (z: number) => Jet): Breakpoint[] {
  const places = seams.flatMap(changes).sort((a, b) => a - b);
  const distinct = places.filter((z, i) => i === 0 || z - places[i - 1]! > 1e-12);
  return distinct.map((at) => {
    const distance = 1e-9;
    const [left, right] = [sideOf(jet, at, -distance), sideOf(jet, at, distance)];
    return { at, jump: right[0] - left[0], slopeJump: right[1] - left[1] };
  });
}

function changes(seam: Seam): number[] {
  const found: number[] = [];
  const last = Math.round(reach * perUnit);
  for (let i = -last; i < last; i++) {
    const [low, high] = [i / perUnit, (i + 1) / perUnit];
    const [below, above] = [seam(low), seam(high)];
    if (below === above) continue;
    // A seam that is exactly on a grid point has a value of its own there, such as sign(0) = 0.
    const inside = bisected(seam, low, high);
    found.push(inside);
  }
  return found;
}

function bisected(seam: Seam, from: number, to: number): number {
  let [low, high] = [from, to];
  const below = seam(low);
  if (seam(low + 1e-13) !== below) return low;
  for (let i = 0; i < 80; i++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (seam(middle) === below) low = middle;
    else high = middle;
  }
  return high;
}

/** Value and slope at the breakpoint, continued from one side by Taylor's formula. */
function sideOf(jet: (z: number) => Jet, at: number, distance: number): readonly [number, number] {
  const [value, slope, bend] = jet(at + distance);
  return [value - distance * slope + (distance * distance * bend) / 2, slope - distance * bend];
}
