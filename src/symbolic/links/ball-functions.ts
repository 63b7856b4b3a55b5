/**
 * Elementary functions on balls: sqrt, exp, log, sin, cos, atan, and what is made of them.
 *
 * Each reduces its argument, sums a Taylor series with guard bits, and adds to the radius the
 * rounding of the middle (at most a few units of the last place) and the spread of the argument
 * by the mean value inequality.
 *
 * Sources: [Brent2010, ch. 4] (reduction, guard bits); constants by the arctangent series of
 * Machin and its like for log 2.
 */
import { bitLength } from "../../model/whole-number.ts";
import {
  addBalls,
  type Ball,
  ballOfInteger,
  divideBalls,
  magnitude,
  middle,
  multiplyBalls,
  negateBall,
  rescaleBall,
  subtractBalls,
  ulp,
  unknownBall,
} from "./ball.ts";

/** Guard bits of the series: 64 terms, 8 squarings and reduction lose less than 2^20 units. */
const guard = 28;

const piCache = new Map<number, bigint>();
const logTwoCache = new Map<number, bigint>();

/** pi, to one unit of the last place. Machin: 16 atan(1/5) - 4 atan(1/239). */
export function piBall(bits: number): Ball {
  return {
    mid: cached(
      piCache,
      bits,
      (w) => 16n * atanhSeries(5n, w, -1n) - 4n * atanhSeries(239n, w, -1n),
    ),
    rad: ulp(bits),
  };
}

/** log 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749), to one unit. */
export function logTwoBall(bits: number): Ball {
  const mid = cached(
    logTwoCache,
    bits,
    (w) =>
      18n * atanhSeries(26n, w, 1n) -
      2n * atanhSeries(4801n, w, 1n) +
      8n * atanhSeries(8749n, w, 1n),
  );
  return { mid, rad: ulp(bits) };
}

/** The square root of x >= 0; members below 0 are taken to be 0 only where the ball holds 0. */
export function sqrtBall(x: Ball, bits: number): Ball {
  if (x.mid < 0n) {
    if (magnitude(x.mid, bits) > x.rad * (1 + 1e-9)) return unknownBall;
    return { mid: 0n, rad: Math.sqrt(x.rad * 2) };
  }
  const mid = integerSqrt(x.mid << BigInt(bits));
  const root = magnitude(mid, bits);
  // |sqrt x - sqrt x0| = |x - x0| / (sqrt x + sqrt x0) <= min(sqrt rad, rad / sqrt x0).
  const spread = x.rad === 0 ? 0 : Math.min(Math.sqrt(x.rad), root > 0 ? x.rad / root : Infinity);
  return { mid, rad: spread * (1 + 1e-9) + ulp(bits) };
}

/** e^x; says nothing beyond e^1400. */
export function expBall(x: Ball, bits: number): Ball {
  const at = middle(x, bits);
  if (!(x.rad < 1e3) || at > 1400) return unknownBall;
  if (at < -0.7 * bits - 2) return { mid: 0n, rad: Math.exp(Math.max(at + x.rad, -700)) * 2 };
  const w = bits + guard;
  const scaled = x.mid << BigInt(guard);
  const logTwo = logTwoBall(w).mid;
  const k = Math.round(at / Math.LN2);
  const halvings = 8n;
  const reduced = (scaled - BigInt(k) * logTwo) >> halvings;
  const unit = 1n << BigInt(w);
  let term = unit;
  let sum = unit;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * reduced) >> BigInt(w)) / n;
    sum += term;
  }
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) >> BigInt(w);
  const shift = BigInt(guard - k);
  const mid = shift >= 0n ? sum >> shift : sum << -shift;
  const size = magnitude(mid, bits) + ulp(bits);
  // e^x <= e^x0 e^r, so the spread is at most e^x0 (e^r - 1); the middle is good to 2^-bits.
  return { mid, rad: (size * (Math.expm1(x.rad) + ulp(bits)) + ulp(bits)) * (1 + 1e-9) };
}

/** The natural logarithm; says nothing unless every member is positive. */
export function logBall(x: Ball, bits: number): Ball {
  const size = magnitude(x.mid, bits);
  if (x.mid <= 0n || !(size * (1 - 1e-9) > x.rad)) return unknownBall;
  const w = bits + guard;
  const length = bitLength(x.mid);
  const e = length - bits;
  // x = m 2^e with m in [1/2, 1); log m = y + log(m e^-y), y a double.
  const m = x.mid << BigInt(guard);
  const normalised = e >= 0 ? m >> BigInt(e) : m << BigInt(-e);
  const y = BigInt(Math.round(Math.log(Number(normalised >> BigInt(w - 60)) / 2 ** 60) * 2 ** 52));
  const yBall: Ball = { mid: -(y << BigInt(w - 52)), rad: 0 };
  const quotient = (normalised * expBall(yBall, w).mid) >> BigInt(w);
  const delta = quotient - (1n << BigInt(w));
  let power = delta;
  let sum = delta;
  for (let n = 2n; power !== 0n && power !== -1n && n < 400n; n++) {
    power = -((power * delta) >> BigInt(w));
    sum += power / n;
  }
  const total = sum - yBall.mid + BigInt(e) * logTwoBall(w).mid;
  const spread = x.rad / (size - x.rad);
  return { mid: total >> BigInt(guard), rad: spread * (1 + 1e-9) + 2 * ulp(bits) };
}

/** sin x and cos x together. */
export function sinCosBall(x: Ball, bits: number): { readonly sin: Ball; readonly cos: Ball } {
  const at = middle(x, bits);
  if (!(Math.abs(at) < 1e9)) return { sin: unknownBall, cos: unknownBall };
  const w = bits + guard + 8;
  const quarter = piBall(w).mid >> 1n;
  const scaled = x.mid << BigInt(guard + 8);
  const k = BigInt(Math.round(at / (Math.PI / 2)));
  const r = scaled - k * quarter;
  const square = (r * r) >> BigInt(w);
  let sin = r;
  let cos = 1n << BigInt(w);
  for (let [n, s, c] = [1n, r, cos]; c !== 0n && c !== -1n; n += 2n) {
    c = -((c * square) >> BigInt(w)) / (n * (n + 1n));
    s = -((s * square) >> BigInt(w)) / ((n + 1n) * (n + 2n));
    cos += c;
    sin += s;
  }
  const turned = [
    [sin, cos],
    [cos, -sin],
    [-sin, -cos],
    [-cos, sin],
  ] as const;
  const [s, c] = turned[Number(((k % 4n) + 4n) % 4n)]!;
  const rad = Math.min(x.rad, 2) * (1 + 1e-9) + 2 * ulp(bits);
  return { sin: { mid: s >> BigInt(guard + 8), rad }, cos: { mid: c >> BigInt(guard + 8), rad } };
}

/** The arctangent, by atan x = y + atan((x - tan y) / (1 + x tan y)) with a double y. */
export function atanBall(x: Ball, bits: number): Ball {
  const w = bits + guard;
  const wide: Ball = { mid: x.mid << BigInt(guard), rad: 0 };
  const at = middle(x, bits);
  if (!Number.isFinite(at) || !Number.isFinite(x.rad)) return unknownBall;
  const y: Ball = { mid: BigInt(Math.round(Math.atan(at) * 2 ** 50)) << BigInt(w - 50), rad: 0 };
  const { sin, cos } = sinCosBall(y, w);
  const top = subtractBalls(multiplyBalls(wide, cos, w), sin);
  const bottom = addBalls(cos, multiplyBalls(wide, sin, w));
  const delta = divideBalls(top, bottom, w);
  const square = multiplyBalls(delta, delta, w);
  let power = delta;
  let sum = addBalls(y, delta);
  for (let n = 3; magnitude(power.mid, w) > 2 ** -w && n < 400; n += 2) {
    power = negateBall(multiplyBalls(power, square, w));
    sum = addBalls(sum, divideBalls(power, ballOfInteger(n, w), w));
  }
  const rounded = rescaleBall(sum, w, bits);
  return { mid: rounded.mid, rad: rounded.rad + x.rad + ulp(bits) };
}

/** tanh x, by e^-2|x|, so that nothing overflows. */
export function tanhBall(x: Ball, bits: number): Ball {
  const one = ballOfInteger(1, bits);
  const away: Ball = { mid: x.mid < 0n ? x.mid * 2n : x.mid * -2n, rad: x.rad * 2 };
  const e = expBall({ mid: away.mid, rad: 0 }, bits);
  const size = divideBalls(subtractBalls(one, e), addBalls(one, e), bits);
  const signed = x.mid < 0n ? negateBall(size) : size;
  // |tanh'| <= 1.
  return { mid: signed.mid, rad: signed.rad + Math.min(x.rad, 2) * (1 + 1e-9) };
}

/** sinh x and cosh x together. */
export function sinhCoshBall(x: Ball, bits: number): { readonly sinh: Ball; readonly cosh: Ball } {
  const up = expBall(x, bits);
  const down = expBall(negateBall(x), bits);
  const half = (a: Ball): Ball => ({ mid: a.mid >> 1n, rad: a.rad / 2 + ulp(bits) });
  return { sinh: half(subtractBalls(up, down)), cosh: half(addBalls(up, down)) };
}

/** The arcsine, for members inside (-1, 1). */
export function asinBall(x: Ball, bits: number): Ball {
  const one = ballOfInteger(1, bits);
  if (x.rad === 0 && (x.mid === one.mid || x.mid === -one.mid)) {
    const half: Ball = { mid: piBall(bits + 1).mid >> 2n, rad: 2 * ulp(bits) };
    return x.mid > 0n ? half : negateBall(half);
  }
  if (x.mid < 0n) return negateBall(asinBall(negateBall(x), bits));
  if (2n * x.mid > one.mid) {
    // asin x = pi/2 - 2 asin(sqrt((1 - x)/2)) keeps its digits near 1.
    const gap = subtractBalls(one, x);
    const root = sqrtBall({ mid: gap.mid >> 1n, rad: gap.rad / 2 + ulp(bits) }, bits);
    const inner = asinBall(root, bits);
    const pi = piBall(bits);
    return subtractBalls({ mid: pi.mid >> 1n, rad: ulp(bits) }, addBalls(inner, inner));
  }
  const rest = sqrtBall(subtractBalls(one, multiplyBalls(x, x, bits)), bits);
  return atanBall(divideBalls(x, rest, bits), bits);
}

/** floor(sqrt(n)) for n >= 0, by Newton from above. */
export function integerSqrt(n: bigint): bigint {
  if (n < 2n) return n;
  const length = n.toString(16).length * 4;
  if (length <= 52) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const drop = BigInt((length - 50) & ~1);
  let x = (BigInt(Math.ceil(Math.sqrt(Number(n >> drop)))) + 1n) << (drop / 2n);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

function cached(cache: Map<number, bigint>, bits: number, value: (bits: number) => bigint): bigint {
  const known = cache.get(bits);
  if (known !== undefined) return known;
  const made = value(bits + 32) >> 32n;
  cache.set(bits, made);
  return made;
}

/** sum of s^k q^-(2k+1) / (2k+1): artanh(1/q) for s = 1, atan(1/q) for s = -1. */
function atanhSeries(q: bigint, bits: number, s: 1n | -1n): bigint {
  let power = (1n << BigInt(bits)) / q;
  let sum = power;
  for (let n = 3n; power !== 0n; n += 2n) {
    power = (s * power) / (q * q);
    sum += power / n;
  }
  return sum;
}
