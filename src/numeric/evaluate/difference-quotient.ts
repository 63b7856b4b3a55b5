/**
 * The derivative at 0 of a function of one variable that is known with errors.
 *
 * Central differences D(h), D(h/2), D(h/4) lose their h^2 term by Richardson's extrapolation; how
 * far the last two extrapolations are apart stands for what is left [Press2007, Sec. 5.7]. Errors
 * of the values are divided by the step. At a kink central differences agree with each other on a
 * wrong value, so the jump of the slope, extrapolated to h = 0, is added to the error.
 */
import { type Failure, isFailure } from "../failure.ts";
import { type Measured, measured, unitRoundoff } from "../measured.ts";

/**
 * f'(0).
 *
 * @param f at points of [-step, step]; asked at 0 and at three pairs
 * @param step so small that f is smooth on that scale
 */
export function differenceQuotient(
  f: (x: number) => Measured | Failure,
  step: number,
): Measured | Failure {
  const center = f(0);
  if (isFailure(center)) return center;
  const quotients: { central: number; jump: number; noise: number }[] = [];
  for (const h of [step, step / 2, step / 4]) {
    const [right, left] = [f(h), f(-h)];
    if (isFailure(right)) return right;
    if (isFailure(left)) return left;
    const rounding = unitRoundoff * (Math.abs(right.value) + Math.abs(left.value));
    quotients.push({
      central: (right.value - left.value) / (2 * h),
      jump: (right.value + left.value - 2 * center.value) / h,
      noise: (right.error + left.error + rounding) / (2 * h),
    });
  }
  const [first, second, third] = quotients;
  if (first === undefined || second === undefined || third === undefined) return center;
  const coarse = (4 * second.central - first.central) / 3;
  const fine = (4 * third.central - second.central) / 3;
  // f(h) + f(-h) - 2 f(0) = jump h + f'' h^2 + ...: the part linear in h is the kink.
  const kink = Math.abs(2 * third.jump - second.jump) / 2;
  const noise = (5 / 3) * (second.noise + third.noise);
  const error = Math.abs(fine - coarse) + (kink > 4 * noise ? kink : 0) + noise;
  return measured(fine, error, "estimate");
}
