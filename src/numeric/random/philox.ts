/**
 * Philox4x32-10, a counter-based generator: block number n is a function of (key, n) alone.
 *
 * Any block can be had without the ones before, so the numbers of a case are the same whatever
 * the order or the number of workers. Source: [Salmon2011, §3.3]; the test vectors are Random123's.
 */

export type Words4 = readonly [number, number, number, number];
export type Words2 = readonly [number, number];

const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
/** Weyl increments of the key: the golden ratio and sqrt(3) - 1. */
const increments = [0x9e3779b9, 0xbb67ae85] as const;
const rounds = 10;

/**
 * Ten rounds on a counter of 128 bits under a key of 64, as words of 32 bits, lowest first.
 *
 * @example philox([0, 0, 0, 0], [0, 0]) // [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
 */
export function philox(counter: Words4, key: Words2): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = highProduct(multipliers[0], c0);
    const low0 = Math.imul(multipliers[0], c0) >>> 0;
    const high1 = highProduct(multipliers[1], c2);
    const low1 = Math.imul(multipliers[1], c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + increments[0]) >>> 0;
    k1 = (k1 + increments[1]) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** The upper 32 bits of a 64-bit product of two 32-bit words, by halves of 16 bits. */
function highProduct(a: number, b: number): number {
  const [a0, a1] = [a & 0xffff, a >>> 16];
  const [b0, b1] = [b & 0xffff, b >>> 16];
  const low = a0 * b0;
  const middle = a1 * b0 + Math.floor(low / 65536);
  const other = a0 * b1 + (middle % 65536);
  return (a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536)) >>> 0;
}
