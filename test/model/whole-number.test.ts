import fc from "fast-check";
import { expect, test } from "vitest";
import * as Q from "../../src/model/rational.ts";
import { bitLength, integerGcd } from "../../src/model/whole-number.ts";

/** Euclid's algorithm as it stands in the Elements. */
function euclid(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

const long = fc.bigInt({ min: -(1n << 400n), max: 1n << 400n });
const short = fc.bigInt({ min: -(1n << 60n), max: 1n << 60n });
const powerOfTwo = fc.nat(300).map((n) => 1n << BigInt(n));
const whole = fc.oneof(long, short, powerOfTwo, fc.constant(0n));

test("the greatest common divisor is that of Euclid's algorithm, common factors and all", () => {
  fc.assert(
    fc.property(whole, whole, whole, (a, b, c) => {
      expect(integerGcd(a * c, b * c)).toBe(euclid(a * c, b * c));
      expect(integerGcd(a, b)).toBe(euclid(a, b));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("neighbours in the Fibonacci sequence, of which every quotient is 1, have none but 1", () => {
  let [a, b] = [1n, 1n];
  for (let n = 0; n < 2000; n++) {
    if (n % 97 === 0) expect([n, integerGcd(b, a)]).toEqual([n, 1n]);
    [a, b] = [b, a + b];
  }
  expect(integerGcd(a * 3n ** 1000n, b * 3n ** 900n * 2n)).toBe(
    euclid(a * 3n ** 1000n, b * 3n ** 900n * 2n),
  );
});

test("the length in binary digits is that of the number written out", () => {
  fc.assert(
    fc.property(whole, (n) => {
      expect(bitLength(n)).toBe((n < 0n ? -n : n).toString(2).length);
    }),
    { seed: 1 },
  );
});

const rational = fc.tuple(whole, whole).map(([n, d]) => Q.rational(n, d === 0n ? 1n : d));

test("sums, products and quotients are in lowest terms, and what cross multiplication says", () => {
  fc.assert(
    fc.property(rational, rational, (a, b) => {
      const isLowest = ({ num, den }: Q.Rational) => den > 0n && euclid(num, den) === 1n;
      const sum = Q.add(a, b);
      expect(isLowest(sum)).toBe(true);
      expect(sum.num * a.den * b.den).toBe((a.num * b.den + b.num * a.den) * sum.den);
      const product = Q.multiply(a, b);
      expect(isLowest(product)).toBe(true);
      expect(product.num * a.den * b.den).toBe(a.num * b.num * product.den);
      expect(Q.compare(a, b)).toBe(Q.sign(Q.subtract(a, b)));
      if (Q.isZero(b)) return;
      const quotient = Q.divide(a, b);
      expect(isLowest(quotient)).toBe(true);
      expect(quotient.num * a.den * b.num).toBe(a.num * b.den * quotient.den);
    }),
    { seed: 1, numRuns: 300 },
  );
});
