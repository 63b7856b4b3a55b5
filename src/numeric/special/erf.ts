/**
 * The error function and the standard normal distribution.
 *
 * Two classical expansions meet at |x| = 2.5. Below: the series with positive terms
 * erf x = (2/sqrt pi) exp(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!!, which cannot cancel
 * ([DLMF, Eq. 7.6.2]). Above: the continued fraction of erfc ([DLMF, Eq. 7.9.1]) by backward
 * recurrence. Both are good to a few units in the last place; erfc keeps its relative accuracy in
 * the right tail.
 */

const meetingPoint = 2.5;
/** Levels of the continued fraction: at x = 2.5 the tail after 60 is below 1e-17 relatively. */
const levels = 60;

/** 2/sqrt(pi) times the integral of exp(-s^2) over [0, x]. @example erf(1) // 0.8427007929497149 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < meetingPoint)) return Math.sign(x) * (1 - complementOfLarge(size));
  return erfOfSmall(x);
}

/** 1 - erf(x), without cancellation for large x. */
export function erfc(x: number): number {
  return x < meetingPoint ? 1 - erf(x) : complementOfLarge(x);
}

/** The density of N(0, 1). */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) * 0.3989422804014327;

/** P(Z <= z) for Z ~ N(0, 1). @example normalDistribution(0) // 0.5 */
export function normalDistribution(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

function erfOfSmall(x: number): number {
  const square = 2 * x * x;
  let term = x;
  let series = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(series); n++) {
    term *= square / (2 * n + 1);
    series += term;
  }
  return 1.1283791670955126 * Math.exp(-x * x) * series;
}

/** erfc(x) = exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))). */
function complementOfLarge(x: number): number {
  if (x > 27.5) return Number.isNaN(x) ? Number.NaN : 0;
  let tail = x;
  for (let n = levels; n >= 1; n--) tail = x + (0.5 * n) / tail;
  return (Math.exp(-x * x) * 0.5641895835477563) / tail;
}
