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
  const out = new Uint32Array(4);
  writePhilox(counter[0], counter[1], counter[2], counter[3], key, out);
  return [out[0]!, out[1]!, out[2]!, out[3]!];
}

/** The same block written into `out`: batches ask for millions. */
export function writePhilox(
  word0: number,
  word1: number,
  word2: number,
  word3: number,
  key: Words2,
  out: Uint32Array,
): void {
  let [c0, c1, c2, c3] = [word0 | 0, word1 | 0, word2 | 0, word3 | 0];
  let [k0, k1] = [key[0] | 0, key[1] | 0];
  for (let round = 0; round < rounds; round++) {
    const next = highProduct(multipliers[1], c2) ^ c1 ^ k0;
    const other = highProduct(multipliers[0], c0) ^ c3 ^ k1;
    c1 = Math.imul(multipliers[1], c2);
    c3 = Math.imul(multipliers[0], c0);
    c0 = next;
    c2 = other;
    k0 = (k0 + increments[0]) | 0;
    k1 = (k1 + increments[1]) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/**
 * The upper 32 bits of a 64-bit product of two 32-bit words, by halves of 16 bits: no sum below
 * exceeds 2^32 - 1, since (2^16 - 1)^2 + 2 (2^16 - 1) = 2^32 - 1.
 */
function highProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) | 0;
  const other = (Math.imul(a0, b1) + (middle & 0xffff)) | 0;
  return (Math.imul(a1, b1) + (middle >>> 16) + (other >>> 16)) | 0;
}
