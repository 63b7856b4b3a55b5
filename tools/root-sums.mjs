/**
 * Exact numbers of the checker: a number is a list of [n, d, r], the sum of (n/d) sqrt(r), the r
 * square-free and distinct.
 */
export function fail(why) {
  throw new Error(why);
}
export const abs = (n) => (n < 0n ? -n : n);
export const gcd = (a, b) => (b === 0n ? abs(a) : gcd(b, a % b));
export const integer = (n) => (n === 0n ? [] : [[n, 1n, 1n]]);
export const [one, minusOne] = [integer(1n), integer(-1n)];
export function sum(terms) {
  const parts = new Map();
  for (const [n, d, r] of terms) {
    const [a, b] = parts.get(r) ?? [0n, 1n];
    const g = gcd(a * d + n * b, b * d) * (b * d < 0n ? -1n : 1n);
    parts.set(r, [(a * d + n * b) / g, (b * d) / g]);
  }
  return [...parts].flatMap(([r, [n, d]]) => (n === 0n ? [] : [[n, d, r]]));
}
const termProduct = ([n, d, r], [m, e, s], g) => [n * m * g, d * e, (r / g) * (s / g)];
export const times = (a, b) =>
  sum(a.flatMap((x) => b.map((y) => termProduct(x, y, gcd(x[2], y[2])))));
export const plus = (a, b) => sum([...a, ...b]);
export const minus = (a, b) => plus(a, times(b, minusOne));
export function inverse(a) {
  const [n, d, r] = a.length === 1 ? a[0] : fail("a division by 0 or by a sum of roots");
  return sum([[d, n * r, r]]);
}
export function rational(a) {
  const [n, d, r] = a[0] ?? [0n, 1n, 1n];
  return a.length < 2 && r === 1n ? [n, d] : fail("a root where a rational must stand");
}
export function squareRoot(a) {
  const [n, d] = rational(a);
  let [root, rest] = [1n, n < 0n ? fail("a root of a negative number") : n * d];
  for (let i = 2n; i * i <= rest && i < 5000n; ) {
    if (rest % (i * i) === 0n) [root, rest] = [root * i, rest / (i * i)];
    else i += 1n;
  }
  return n === 0n ? [] : [[root, d, rest]];
}
export function power(base, exponent) {
  const [n, d] = rational(exponent);
  if (d > 2n || abs(n) > 400n) fail("an exponent that is no half of a small integer");
  const positive = d === 2n ? squareRoot(base) : base;
  const factor = n < 0n ? inverse(positive) : positive;
  return Array.from({ length: Number(abs(n)) }).reduce((value) => times(value, factor), one);
}
