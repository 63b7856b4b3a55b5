/**
 * Whether a series of differences has a mean, with a noise that is measured from the series itself.
 *
 * The differences e_1, ..., e_n are what rows of a run show beyond their prediction: independent
 * and of mean zero, whatever their variance, if the prediction is right. Rows are summed to blocks
 * of 1, 2, 4, ... rows, E_j. In a window of L blocks the sum of E is held against s sqrt(L), where
 *   s^2 = sum_j (E_{j+1} - 2 E_j + E_{j-1})^2 / (6 (L - 2)),
 * the noise by second differences [vonNeumann1941]. A misfit that is smooth on the scale of a block
 * cancels in s and stays in the sum. Of independent differences s^2 is the variance, with
 * (18/35)(L - 2) effective degrees of freedom, and the sum over its standard error is held against
 * Student's law. Where neighbours are negatively correlated s is too large, and the test cautious.
 *
 * What is known to be wrong by at most some amount (integration, stated errors) is taken off the
 * sum before it is judged.
 */
import { incompleteBeta } from "../special/incomplete-beta.ts";

/** A window of rows [from, to) that was tested. */
export interface DriftWindow {
  readonly from: number;
  readonly to: number;
  /** Sum of the differences in the window. */
  readonly drift: number;
  /** Its standard error. */
  readonly standardError: number;
  /** What is known to be uncertain beside the noise, as a bound on the sum. */
  readonly allowance: number;
  /** How many standard errors the drift is beyond the allowance; 0 within it. */
  readonly deviations: number;
  /** The probability of as much or more under the prediction, of this window alone. */
  readonly chance: number;
}

/** Blocks of the smallest window. */
const leastBlocks = 6;
/** Effective degrees of freedom of a variance by second differences, for each difference. */
const efficiency = 18 / 35;

/**
 * All windows of all scales: blocks of 2^i rows, windows of 6, 12, 24, ... blocks that overlap by
 * half, and the whole series.
 *
 * @param e differences in their order
 * @param allowance a bound on the error of the sum over rows [from, to)
 * @param isOneSided whether only a negative mean speaks against the prediction
 */
export function driftWindows(
  e: readonly number[],
  allowance: (from: number, to: number) => number,
  isOneSided = false,
): readonly DriftWindow[] {
  const windows: DriftWindow[] = [];
  for (let rows = 1; Math.floor(e.length / rows) >= leastBlocks; rows *= 2) {
    const blocks = sums(e, rows);
    for (const [from, to] of spans(blocks.length)) {
      const within = blocks.slice(from, to);
      windows.push(tested(within, from * rows, to * rows, allowance, isOneSided));
    }
  }
  return windows;
}

function tested(
  blocks: readonly number[],
  from: number,
  to: number,
  allowance: (from: number, to: number) => number,
  isOneSided: boolean,
): DriftWindow {
  const drift = blocks.reduce((total, x) => total + x, 0);
  const differences = blocks.length - 2;
  const standardError = successiveDeviation(blocks) * Math.sqrt(blocks.length);
  const allowed = allowance(from, to);
  const size = isOneSided ? -drift : Math.abs(drift);
  const beyond = Math.max(0, size - allowed);
  const deviations = beyond === 0 ? 0 : beyond / standardError;
  const chance = studentTail(deviations, efficiency * differences);
  return { from, to, drift, standardError, allowance: allowed, deviations, chance };
}

/** s, the standard deviation of independent values by second differences; 0 for fewer than three. */
export function successiveDeviation(x: readonly number[]): number {
  let squares = 0;
  for (let j = 1; j + 1 < x.length; j++) {
    squares += (x[j + 1]! - 2 * x[j]! + x[j - 1]!) ** 2;
  }
  return x.length < 3 ? 0 : Math.sqrt(squares / (6 * (x.length - 2)));
}

/** P(|T| >= t) for Student's law. */
export function studentTail(t: number, degrees: number): number {
  if (t === Number.POSITIVE_INFINITY) return 0;
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** Sums over consecutive groups; what is left at the end belongs to no group. */
function sums(e: readonly number[], size: number): readonly number[] {
  return Array.from({ length: Math.floor(e.length / size) }, (_, j) => {
    let total = 0;
    for (let i = j * size; i < (j + 1) * size; i++) total += e[i]!;
    return total;
  });
}

/** Windows [from, to) of n blocks. */
function spans(n: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (let length = leastBlocks; length < n; length *= 2) {
    for (let from = 0; from + length <= n; from += length / 2) found.push([from, from + length]);
  }
  found.push([0, n]);
  return found;
}
