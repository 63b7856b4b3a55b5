/**
 * The error function on balls.
 *
 * erf x = (2 / sqrt pi) e^-xx sum_n 2^n x^(2n+1) / (2n+1)!!, whose terms are all of one sign, so
 * that nothing cancels [DLMF, 7.6.2]. Beyond the last place erfc x <= e^-xx [DLMF, 7.8.3].
 */
import {
  type Ball,
  ballOfInteger,
  divideBalls,
  magnitude,
  middle,
  multiplyBalls,
  rescaleBall,
  ulp,
  unknownBall,
} from "./ball.ts";
import { expBall, piBall, sqrtBall } from "./ball-functions.ts";

/** erf x. @example erfBall(1) // 0.84270079294971486934122063508260925929... */
export function erfBall(x: Ball, bits: number): Ball {
  if (!Number.isFinite(x.rad)) return unknownBall;
  const at = Math.abs(middle(x, bits));
  const spread = 1.13 * Math.min(x.rad, 2);
  if (at * at > (bits + 8) * Math.LN2) {
    const one = ballOfInteger(x.mid < 0n ? -1 : 1, bits);
    return { mid: one.mid, rad: ulp(bits) + spread };
  }
  // The series is of size e^(x x): it is divided by e^(x x), known to the same relative accuracy.
  const w = bits + 32;
  const exact: Ball = { mid: x.mid << 32n, rad: 0 };
  const square = (exact.mid * exact.mid) >> BigInt(w);
  let term = exact.mid;
  let sum = term;
  let terms = 1;
  for (let n = 3n; term !== 0n && term !== -1n; n += 2n) {
    term = ((term * square) >> BigInt(w - 1)) / n;
    sum += term;
    terms++;
  }
  // Each term is rounded twice; the relative error of term n is at most 2 n units of its first.
  const series: Ball = { mid: sum, rad: (magnitude(sum, w) + 1) * terms * 4 * ulp(w) };
  const growth = expBall({ mid: square, rad: 2 * ulp(w) }, w);
  const scale = divideBalls(ballOfInteger(2, w), sqrtBall(piBall(w), w), w);
  const value = multiplyBalls(divideBalls(series, growth, w), scale, w);
  const rounded = rescaleBall(value, w, bits);
  return { mid: rounded.mid, rad: rounded.rad + spread };
}
