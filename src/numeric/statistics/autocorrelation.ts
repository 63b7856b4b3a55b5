/**
 * Correlation of neighbours in a series; 0 for a constant one.
 *
 * @example autocorrelation([1, -1, 1, -1]) // -0.75
 */
export function autocorrelation(x: readonly number[]): number {
  const mean = x.reduce((total, a) => total + a, 0) / x.length;
  let [both, own] = [0, 0];
  x.forEach((a, i) => {
    own += (a - mean) ** 2;
    if (i > 0) both += (a - mean) * (x[i - 1]! - mean);
  });
  return own === 0 ? 0 : both / own;
}
