/**
 * Irreducibility over Q by one value, for recheck.mjs; nothing of Lemmata.
 * Let |a(b)| = c p, p prime, with every root nearer to 0 than |b| - c. A factor g over Z has
 * |g(b)| > c, as its roots are further than c from b; but of two factors one divides c.
 * Polynomials are lists of BigInts, the constant term first.
 */
const size = (n) => (n < 0n ? -n : n);
const valueAt = (polynomial, x) => polynomial.reduceRight((value, c) => value * x + c, 0n);
function powerModulo(base, exponent, n) {
  let [result, square] = [1n, base % n];
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e % 2n === 1n) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result;
}
/** By powers of the first thirteen primes, which decide below this bound. */
function isPrime(n) {
  if (n < 2n || n >= 3_317_044_064_679_887_385_961_981n) return false;
  const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];
  if (bases.some((p) => n % p === 0n)) return bases.includes(n);
  let [odd, twos] = [n - 1n, 0];
  for (; odd % 2n === 0n; odd /= 2n) twos += 1;
  return bases.every((base) => {
    let x = powerModulo(base, odd, n);
    if (x === 1n) return true;
    for (let i = 1; i < twos && x !== n - 1n; i++) x = (x * x) % n;
    return x === n - 1n;
  });
}

/** Throws unless the value at the point shows that the polynomial is irreducible. */
export function checkPrimeValue(polynomial, { point, cofactor }) {
  const [b, c] = [BigInt(point), BigInt(cofactor)];
  const radius = size(b) - c;
  const sizes = polynomial.map(size);
  const top = sizes.at(-1) * radius ** BigInt(sizes.length - 1);
  // Cauchy: where the leading term outweighs all others, no root is as far out.
  if (c < 1n || radius < 1n || top <= valueAt(sizes.slice(0, -1), radius)) {
    throw new Error("roots may lie beyond the point");
  }
  const value = size(valueAt(polynomial, b));
  if (value % c !== 0n || !isPrime(value / c)) throw new Error("no prime value there");
}
