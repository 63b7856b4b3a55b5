/**
 * Hensel lifting: a factorisation modulo p becomes one modulo a power of p.
 *
 * Source: [vonzurGathen2013, Algorithms 15.10 and 15.17].
 */
import { type IntegerPolynomial, productOf } from "./integer-polynomial.ts";
import {
  divideModulo,
  inverseModulo,
  multiplyModulo,
  type Residues,
  subtractModulo,
} from "./modular.ts";

/**
 * Monic factors of a modulo `modulus`, one for each given factor modulo p.
 *
 * @param factors monic, pairwise coprime modulo p, with product a / lc(a) modulo p.
 * @param modulus p^(2^j) for some j >= 0.
 * @returns coefficients in [0, modulus).
 */
export function liftedFactors(
  a: IntegerPolynomial,
  factors: readonly Residues[],
  p: number,
  modulus: bigint,
): readonly IntegerPolynomial[] {
  if (factors.length === 1) {
    const inverse = inverseInteger(a.at(-1)!, modulus);
    return [
      reduce(
        a.map((c) => c * inverse),
        modulus,
      ),
    ];
  }
  const middle = factors.length >> 1;
  const product = (parts: readonly Residues[]): Residues =>
    parts.reduce((sofar, part) => multiplyModulo(sofar, part, p), [1]);
  const lead = Number(((a.at(-1)! % BigInt(p)) + BigInt(p)) % BigInt(p));
  const left = multiplyModulo(product(factors.slice(0, middle)), [lead], p);
  const right = product(factors.slice(middle));
  const [g, h] = liftedPair(a, left, right, p, modulus);
  return [
    ...liftedFactors(g, factors.slice(0, middle), p, modulus),
    ...liftedFactors(h, factors.slice(middle), p, modulus),
  ];
}

/** g and h modulo `modulus` with a = g h, h monic, from those modulo p. */
function liftedPair(
  a: IntegerPolynomial,
  left: Residues,
  right: Residues,
  p: number,
  modulus: bigint,
): readonly [IntegerPolynomial, IntegerPolynomial] {
  const [first, second] = bezout(left, right, p);
  const wide = (part: Residues): IntegerPolynomial => part.map(BigInt);
  let [g, h, s, t] = [wide(left), wide(right), wide(first), wide(second)];
  for (let m = BigInt(p); m < modulus; ) {
    m *= m;
    const times = (x: IntegerPolynomial, y: IntegerPolynomial): IntegerPolynomial =>
      reduce(productOf(x, y), m);
    const plus = (x: IntegerPolynomial, y: IntegerPolynomial): IntegerPolynomial =>
      reduce(add(x, y), m);
    const minus = (x: IntegerPolynomial, y: IntegerPolynomial): IntegerPolynomial =>
      plus(
        x,
        y.map((c) => -c),
      );
    const error = minus(a, productOf(g, h));
    const [q, r] = divideByMonic(times(s, error), h, m);
    g = plus(plus(g, times(t, error)), times(q, g));
    h = plus(h, r);
    const off = minus(plus(times(s, g), times(t, h)), [1n]);
    const [c, d] = divideByMonic(times(s, off), h, m);
    s = minus(s, d);
    t = minus(minus(t, times(t, off)), times(c, g));
  }
  return [g, h];
}

/** s and t with s a + t b = 1 modulo p, deg s < deg b and deg t < deg a, for coprime a, b. */
function bezout(a: Residues, b: Residues, p: number): readonly [Residues, Residues] {
  let [r, s, t]: readonly Residues[] = [a, [1], []];
  let [nextR, nextS, nextT]: readonly Residues[] = [b, [], [1]];
  while (nextR!.length > 0) {
    const { quotient, remainder } = divideModulo(r!, nextR!, p);
    const step = (x: Residues, y: Residues): Residues =>
      subtractModulo(x, multiplyModulo(quotient, y, p), p);
    [r, s, t, nextR, nextS, nextT] = [
      nextR,
      nextS,
      nextT,
      remainder,
      step(s!, nextS!),
      step(t!, nextT!),
    ];
  }
  const inverse = inverseModulo(r!.at(-1)!, p);
  const scaled = (x: Residues): Residues => x.map((c) => (c * inverse) % p);
  return [scaled(s!), scaled(t!)];
}

/** The coefficients in [0, m), zeros at the top struck out. */
function reduce(a: IntegerPolynomial, m: bigint): IntegerPolynomial {
  const reduced = a.map((c) => ((c % m) + m) % m);
  while (reduced.at(-1) === 0n) reduced.pop();
  return reduced;
}

function add(a: IntegerPolynomial, b: IntegerPolynomial): IntegerPolynomial {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, i) => (a[i] ?? 0n) + (b[i] ?? 0n));
}

/** Quotient and remainder of a by a monic b, modulo m. */
function divideByMonic(
  a: IntegerPolynomial,
  b: IntegerPolynomial,
  m: bigint,
): readonly [IntegerPolynomial, IntegerPolynomial] {
  const rest = [...a];
  const quotient = new Array<bigint>(Math.max(a.length - b.length + 1, 0)).fill(0n);
  for (let shift = quotient.length - 1; shift >= 0; shift--) {
    const factor = rest[shift + b.length - 1]! % m;
    quotient[shift] = factor;
    for (const [i, c] of b.entries()) rest[shift + i] = rest[shift + i]! - factor * c;
  }
  return [reduce(quotient, m), reduce(rest.slice(0, b.length - 1), m)];
}

function inverseInteger(a: bigint, m: bigint): bigint {
  let [r, next] = [m, ((a % m) + m) % m];
  let [t, nextT] = [0n, 1n];
  while (next !== 0n) {
    const q = r / next;
    [r, next] = [next, r - q * next];
    [t, nextT] = [nextT, t - q * nextT];
  }
  return ((t % m) + m) % m;
}
