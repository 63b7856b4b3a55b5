/**
 * The mean of a few independent estimates, with the error that their spread shows.
 *
 * With n batches of mean m and standard deviation s, m is within t s / sqrt(n) of the expectation,
 * t the quantile of Student's law with n - 1 degrees of freedom. A deviation has a probability of
 * 10^-6. Errors that the batches share add to it.
 */
import { type Measured, measured } from "../measured.ts";

/** Two-sided quantiles of Student's t at 10^-6, by degrees of freedom; made with scipy. */
const quantiles: readonly (readonly [number, number])[] = [
  [1, 636619.8],
  [2, 999.9993],
  [3, 130.1546],
  [4, 49.45864],
  [5, 28.47848],
  [6, 20.04786],
  [7, 15.76701],
  [9, 11.63679],
  [11, 9.701425],
  [15, 7.903234],
  [31, 6.071976],
];

/** The mean of independent estimates of one number. */
export function meanOfBatches(values: readonly Measured[]): Measured {
  const n = values.length;
  const [only] = values;
  if (only === undefined) return measured(Number.NaN, Number.POSITIVE_INFINITY);
  if (n === 1) return only;
  const mean = values.reduce((total, { value }) => total + value, 0) / n;
  const square = values.reduce((total, { value }) => total + (value - mean) ** 2, 0) / (n - 1);
  const shared = values.reduce((total, { error }) => total + error, 0) / n;
  return measured(mean, quantile(n - 1) * Math.sqrt(square / n) + shared, "estimate");
}

/** That of the most degrees of freedom that are not more. */
function quantile(degrees: number): number {
  let found = Number.POSITIVE_INFINITY;
  for (const [n, t] of quantiles) if (n <= degrees) found = t;
  return found;
}
