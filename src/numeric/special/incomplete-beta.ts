/**
 * The regularised incomplete beta function and its inverse: the law of order statistics, of
 * binomial tails and of Student's t.
 *
 * I_x(a, b) = x^a (1 - x)^b / (a B(a, b)) times a continued fraction that converges for
 * x < (a + 1)/(a + b + 2), in about sqrt(max(a, b)) terms [DLMF, §8.17(v)]; elsewhere by
 * I_x(a, b) = 1 - I_{1-x}(b, a). Relative accuracy is that of log B(a, b): 1e-14 times its size.
 */

/** log Gamma(x) for x > 0: Stirling's series above 16, by recurrence below [DLMF, §5.11(i)]. */
export function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  for (; shifted < 16; shifted++) product *= shifted;
  return stirling(shifted) - Math.log(product);
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

function stirling(x: number): number {
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingTail(x);
}

/** sum_k B_2k / (2k (2k - 1) x^(2k - 1)): what Stirling's formula lacks. */
function stirlingTail(x: number): number {
  const y = 1 / (x * x);
  return (
    (1 / 12 -
      y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) /
    x
  );
}

/** log B(a, b) for a, b > 0, without the cancellation of three large logarithms. */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < 16) return logGamma(small) + logGamma(large) - logGamma(small + large);
  // log Gamma(large) - log Gamma(large + small), term by term of Stirling's formula.
  const sum = small + large;
  const difference =
    small -
    (large - 0.5) * Math.log1p(small / large) -
    small * Math.log(sum) +
    stirlingTail(large) -
    stirlingTail(sum);
  return logGamma(small) + difference;
}

/** I_x(a, b) for a, b > 0 and x in [0, 1]: the distribution function of Beta(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const isLeft = x < (a + 1) / (a + b + 2);
  return isLeft ? leftTail(x, 1 - x, a, b) : 1 - leftTail(1 - x, x, b, a);
}

/** 1 - I_x(a, b), without cancellation where it is small. */
export const incompleteBetaComplement = (x: number, a: number, b: number): number =>
  incompleteBeta(1 - x, b, a);

function leftTail(x: number, rest: number, a: number, b: number): number {
  const front = Math.exp(a * Math.log(x) + b * Math.log(rest) - logBeta(a, b)) / a;
  return front * continuedFraction(x, a, b);
}

/** By Lentz's method, with the coefficients of [DLMF, Eq. 8.17.22]. */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= c * d;
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return fraction;
}

/** The x with I_x(a, b) = p: a quantile of Beta(a, b), by bisection in x or in log x. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p;
  let [low, high] = [0, 1];
  for (let i = 0; i < 1200; i++) {
    const middle =
      low === 0 && high < 1e-6 ? high / 1024 : low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
    const isTight = middle <= low || middle >= high;
    const x = isTight ? low + (high - low) / 2 : middle;
    if (x === low || x === high || x === 0) break;
    if (incompleteBeta(x, a, b) < p) low = x;
    else high = x;
    if (high - low <= 2 ** -53 * high) break;
  }
  return high;
}

/** The t with P(T <= t) = p for Student's law with `degrees` degrees of freedom. */
export function studentQuantile(p: number, degrees: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  if (p === 0.5) return 0;
  // P(|T| > t) = I_x(degrees/2, 1/2) with x = degrees/(degrees + t^2).
  const x = betaQuantile(2 * (1 - p), degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
