/**
 * Streams of random numbers named by (seed, claim, case).
 *
 * The seed is the key of Philox and the name of the case is the upper half of its counter, so two
 * streams never share a block unless their 64-bit names collide.
 */
import { type Words2, writePhilox } from "./philox.ts";

/** A source of random numbers; each call moves it on. */
export interface RandomStream {
  /** Uniform on [0, 1), a multiple of 2^-53. */
  readonly uniform: () => number;
  /** N(0, 1), by Box and Muller's transform. */
  readonly normal: () => number;
  /** Uniform on the unit sphere of R^d: a normalised Gaussian vector. */
  readonly onSphere: (d: number) => Float64Array;
  /** Uniform on 0, ..., n - 1. */
  readonly below: (n: number) => number;
  /** The stream that a dynamics draws its step n from, where steps have streams of their own. */
  readonly ofStep?: (n: number) => RandomStream;
}

/**
 * The stream of one case.
 *
 * @param seed of the whole run. @param claim id of the claim. @param label of the case.
 */
export function randomStream(seed: number | string, claim: string, label: string): RandomStream {
  const key = hash64(String(seed));
  const [high0, high1] = hash64(`${claim}\u0000${label}`);
  let block = 0;
  const words = new Uint32Array(4);
  let used = 4;
  let spare: number | undefined;

  const word = (): number => {
    if (used === 4) {
      writePhilox(block >>> 0, Math.floor(block / 2 ** 32), high0, high1, key, words);
      block += 1;
      used = 0;
    }
    const next = words[used]!;
    used += 1;
    return next;
  };
  const uniform = (): number => {
    const high = word() >>> 5;
    const low = word() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  };
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    // 1 - U is in (0, 1], so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  const onSphere = (d: number): Float64Array => {
    const x = new Float64Array(d).map(normal);
    const length = Math.hypot(...x);
    return x.map((a) => a / length);
  };
  return { uniform, normal, onSphere, below: (n) => Math.floor(uniform() * n) };
}

/** 64 bits of a text: FNV-1a over UTF-16 units with two offsets, each finished by a mixer. */
export function hash64(text: string): Words2 {
  return [hash32(text, 0x811c9dc5), hash32(text, 0x050c5d1f)];
}

function hash32(text: string, offset: number): number {
  let state = offset;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  // The finaliser of MurmurHash3: every bit of the state reaches every bit of the hash.
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
