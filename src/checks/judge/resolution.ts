/**
 * How near a wrong answer an observation refutes.
 */
import { unitRoundoff } from "../../numeric/measured.ts";
import type { Case } from "../cases/case.ts";
import { type Reading, uncertaintyOf } from "./budget.ts";
import type { Resolution } from "./verdict.ts";

/**
 * With c claimed, o observed and u both errors: c + delta is refuted if |c + delta - o| > u, that
 * is for delta > o - c + u, and c - delta for delta > c - o + u. Rounded up, so that a value as far
 * off as the resolution is refuted.
 */
export function resolutionOf(
  { key }: Case,
  reading: Reading,
  said: Reading | undefined,
): Resolution {
  const error = uncertaintyOf(reading) + (said === undefined ? 0 : uncertaintyOf(said));
  const gap = said === undefined ? 0 : reading.value - said.value;
  const rounding = error === 0 ? 0 : 4 * unitRoundoff * Math.abs(reading.value);
  const up = (x: number): number => Math.max(0, x) + rounding;
  return { below: up(error - gap), above: up(error + gap), at: key };
}
