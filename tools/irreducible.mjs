/**
 * Irreducibility over Q by degrees of factors modulo primes, for recheck.mjs; nothing of Lemmata.
 * Modulo a prime that keeps its degree and leaves it square-free, a polynomial factors into as many
 * parts or more, so the degree of a factor over Q is a sum of degrees of factors modulo the prime.
 * Polynomials are lists of numbers below the prime, the constant term first.
 */
import { checkPrimeValue } from "./prime-value.mjs";

const trimmed = (a) => a.slice(0, a.findLastIndex((c) => c !== 0) + 1);
function powerOf(x, n, p) {
  let [result, base] = [1, x];
  for (let e = n; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result;
}
/** [quotient, remainder]. */
function divided(a, b, p) {
  const [rest, quotient] = [
    [...a],
    Array.from({ length: Math.max(0, a.length - b.length + 1) }, () => 0),
  ];
  const inverse = powerOf(b.at(-1), p - 2, p);
  for (let shift = a.length - b.length; shift >= 0; shift--) {
    const factor = (rest[shift + b.length - 1] * inverse) % p;
    quotient[shift] = factor;
    b.forEach((c, i) => (rest[shift + i] = (rest[shift + i] + (p - factor) * c) % p));
  }
  return [trimmed(quotient), trimmed(rest)];
}
const gcd = (a, b, p) => (b.length === 0 ? a : gcd(b, divided(a, b, p)[1], p));
function product(a, b, p) {
  const result = Array.from({ length: a.length + b.length }, () => 0);
  a.forEach((x, i) => b.forEach((y, j) => (result[i + j] = (result[i + j] + x * y) % p)));
  return trimmed(result);
}
function powerModulo(a, n, f, p) {
  let [result, base] = [[1], divided(a, f, p)[1]];
  for (let e = n; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = divided(product(result, base, p), f, p)[1];
    base = divided(product(base, base, p), f, p)[1];
  }
  return result;
}
/** The degrees of the irreducible factors modulo p: gcds with x^(p^i) - x. */
function factorDegrees(polynomial, p) {
  const bigP = BigInt(p);
  let rest = trimmed(polynomial.map((c) => Number(((c % bigP) + bigP) % bigP)));
  if (rest.length !== polynomial.length) throw new Error(`modulo ${p} the degree is another`);
  const slope = trimmed(rest.slice(1).map((c, i) => (c * (i + 1)) % p));
  if (gcd(rest, slope, p).length !== 1) throw new Error(`modulo ${p} it is not square-free`);
  const degrees = [];
  let power = [0, 1];
  for (let i = 1; 2 * i < rest.length; i++) {
    power = powerModulo(power, p, rest, p);
    const minusX = [...power, 0, 0];
    minusX[1] = (minusX[1] + p - 1) % p;
    const common = gcd(rest, trimmed(minusX), p);
    for (let n = i; n < common.length; n += i) degrees.push(i);
    rest = divided(rest, common, p)[0];
  }
  return rest.length > 1 ? [...degrees, rest.length - 1] : degrees;
}
const isPrime = (p) =>
  p > 1 && !Array.from({ length: p - 2 }, (_, i) => i + 2).some((n) => p % n === 0);

/** Throws unless what is given, if anything, shows that the polynomial (BigInts) is irreducible. */
export function checkIrreducible(polynomial, { primes, primeValue }) {
  if (primeValue !== undefined) checkPrimeValue(polynomial, primeValue);
  if (primes === undefined) return;
  let possible = -1n;
  for (const p of primes) {
    if (!Number.isInteger(p) || p > 10_000 || !isPrime(p))
      throw new Error(`${p} is no small prime`);
    possible &= factorDegrees(polynomial, p).reduce((sums, n) => sums | (sums << BigInt(n)), 1n);
  }
  if (possible !== (1n | (1n << BigInt(polynomial.length - 1)))) {
    throw new Error("the primes leave degrees of factors");
  }
}
