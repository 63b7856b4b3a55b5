/**
 * Which pair of rules a model is integrated with.
 *
 * Every expectation is taken at two finenesses, and their difference is its error. The pair is
 * chosen once for a pair of links, by trying it at fixed correlations, so that what a state is
 * worth never depends on which states were asked for before.
 */
import type { Link } from "../link.ts";
import { unitRoundoff } from "../measured.ts";
import { type Fineness, pairSums } from "./two-point.ts";

export interface FinenessPair {
  readonly coarse: Fineness;
  readonly fine: Fineness;
}

/** Correlations at which a pair of rules is tried. */
const trials = [0, 0.3, -0.6, 0.9, 0.99];
/** Halvings after which the remaining difference is simply reported. */
const mostLevels = 4;
/** Differences below this many floors are rounding. */
const roundingFloors = 64;

/** The first level at which both rules agree to rounding at every trial, or the last level. */
export function chosenFineness(phi: Link, f: Link): FinenessPair {
  for (let level = 0; ; level++) {
    const pair = finenessAt(level);
    if (level === mostLevels || trials.every((rho) => isSettled(phi, f, rho, pair))) return pair;
  }
}

/** Two rules whose steps are not multiples of each other, so that they do not share nodes. */
export function finenessAt(level: number): FinenessPair {
  const scale = 2 ** -level;
  return {
    coarse: { extra: 0, step: scale * 0.36, mesh: { points: 18, longest: scale * 5, reach: 11.5 } },
    fine: { extra: 2, step: scale * 0.29, mesh: { points: 22, longest: scale * 5, reach: 12.5 } },
  };
}

function isSettled(phi: Link, f: Link, rho: number, { coarse, fine }: FinenessPair): boolean {
  const pair = { r: 1, rho, s: Math.sqrt(1 - rho * rho) };
  const a = pairSums(phi, f, pair, "hessian", coarse);
  const b = pairSums(phi, f, pair, "hessian", fine);
  return b.value.every((value, i) => {
    const floor = 2 * unitRoundoff * b.size[i]!;
    const gap = Math.abs(value - a.value[i]!);
    return gap <= roundingFloors * floor || !Number.isFinite(gap);
  });
}
