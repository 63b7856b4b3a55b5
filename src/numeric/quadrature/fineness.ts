/**
 * Which pair of rules a model is integrated with.
 *
 * Every expectation is taken at two finenesses, and their difference is its error. The pair is
 * chosen once for a pair of links, by trying it at fixed correlations, so that what a state is
 * worth never depends on which states were asked for before.
 */
import type { Link } from "../link.ts";
import { unitRoundoff } from "../measured.ts";
import type { Fineness } from "./pair.ts";
import { pairSums } from "./two-point.ts";

export interface FinenessPair {
  readonly coarse: Fineness;
  readonly fine: Fineness;
}

/** Correlations at which a pair of rules is tried. */
const trials = [0, 0.3, -0.6, 0.9, 0.99];
/** Halvings after which the remaining difference is simply reported. */
const mostLevels = 6;
/** Differences below this many floors are rounding. */
const roundingFloors = 64;

/** Truncations of the line for the coarse and the fine rule: mass 1e-20 and less, or 1e-30. */
const reaches = [
  [9.3, 10],
  [11.5, 12.5],
] as const;

const chosen = new WeakMap<Link, WeakMap<Link, FinenessPair>>();

/** The first pair whose rules agree to rounding at every trial, or the last pair. */
export function chosenFineness(phi: Link, f: Link): FinenessPair {
  const ofPhi = chosen.get(phi) ?? new WeakMap<Link, FinenessPair>();
  chosen.set(phi, ofPhi);
  const pair = ofPhi.get(f) ?? firstSettled(phi, f);
  ofPhi.set(f, pair);
  return pair;
}

function firstSettled(phi: Link, f: Link): FinenessPair {
  let pair = finenessAt(0, 0);
  for (let level = 0; level <= mostLevels; level++) {
    for (const reach of [0, 1] as const) {
      pair = finenessAt(level, reach);
      const tried = pair;
      if (trials.every((rho) => isSettled(phi, f, rho, tried))) return pair;
    }
  }
  return pair;
}

/**
 * Two rules whose steps are not multiples of each other, so that they do not share nodes.
 *
 * @param level halves the steps every second time. @param reach 0: a line cut near 10; 1: near 12.
 */
export function finenessAt(level: number, reach: 0 | 1 = 1): FinenessPair {
  const step = 0.5 * 2 ** (-level / 2);
  const longest = 5 * 2 ** -Math.max(0, level - 1);
  const [near, far] = reaches[reach];
  const points = level === 0 ? 13 : 17;
  return {
    coarse: { extra: 0, step: 1.2 * step, mesh: { points, longest, reach: near } },
    fine: { extra: 2, step, mesh: { points: points + 4, longest, reach: far } },
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
