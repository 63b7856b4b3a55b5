/**
 * Whole numbers of any length: the greatest common divisor and the length in binary digits.
 *
 * The divisor is found by Lehmer's variant of Euclid's algorithm [Knuth1998, §4.5.2]: the
 * quotients of many steps follow from the leading digits alone, which are doubles here, and the
 * long numbers are touched once for all of these steps.
 */

/** The greatest whole number that divides both, >= 0; 0 for 0 and 0. */
export function integerGcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  if (x < y) [x, y] = [y, x];
  if (y > mostExact && (y & (y - 1n)) === 0n) return gcdWithPowerOfTwo(x, y);
  while (y > mostExact) {
    const [A, B, C, D] = cofactors(x, y);
    [x, y] = B === 0 ? [y, x % y] : [wide(A, x, B, y), wide(C, x, D, y)];
  }
  if (y === 0n) return x;
  if (x > mostExact) [x, y] = [y, x % y];
  return BigInt(gcdOfDoubles(Number(x), Number(y)));
}

/** Binary digits of |n|; 0 has one. */
export function bitLength(n: bigint): number {
  const digits = (n < 0n ? -n : n).toString(16);
  return Math.max(1, 4 * digits.length + 28 - Math.clz32(Number.parseInt(digits[0]!, 16)));
}

/** 2^53 - 1: whole numbers up to it are doubles. */
const mostExact = BigInt(Number.MAX_SAFE_INTEGER);

/** Of x >= 0 and y = 2^k: the lowest bit of x that is set, if it is below y. */
function gcdWithPowerOfTwo(x: bigint, y: bigint): bigint {
  const lowest = x & -x;
  return lowest === 0n || lowest > y ? y : lowest;
}

/**
 * The steps of Euclid's algorithm on x >= y that their leading 50 digits decide, as a matrix.
 *
 * With xh = floor(x/2^s) and yh = floor(y/2^s) the true quotient of a step is between that of
 * xh + A over yh + C and that of xh + B over yh + D: where these agree it is theirs. No cofactor
 * exceeds xh / (what is left of xh), below 2^50, and every number formed is a whole double.
 *
 * @returns [1, 0, 0, 1] where not even the first quotient is certain.
 */
function cofactors(x: bigint, y: bigint): readonly [number, number, number, number] {
  const size = Number(x);
  const digits = Number.isFinite(size) ? Math.log2(size) : bitLength(x);
  const shift = BigInt(Math.max(0, Math.floor(digits) - 49));
  let [xh, yh] = [Number(x >> shift), Number(y >> shift)];
  let [A, B, C, D] = [1, 0, 0, 1];
  while (yh + C !== 0 && yh + D !== 0) {
    const q = Math.floor((xh + A) / (yh + C));
    if (q !== Math.floor((xh + B) / (yh + D))) break;
    [A, C] = [C, A - q * C];
    [B, D] = [D, B - q * D];
    [xh, yh] = [yh, xh - q * yh];
  }
  return [A, B, C, D];
}

const wide = (a: number, x: bigint, b: number, y: bigint): bigint => BigInt(a) * x + BigInt(b) * y;

function gcdOfDoubles(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
