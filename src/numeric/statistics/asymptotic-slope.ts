/**
 * The exponent of a power law from sizes where it does not hold yet.
 *
 * With T(d) = C d^s (1 + c d^-w + ...) the slope of log T on log d drifts as d grows, and a
 * straight line states its average over the range with an error that has nothing to do with the
 * drift. Here
 *   log T = a + s log d + sum_i c_i g_i(d)
 * is fitted with one or two drifts g of the kinds below, and as a straight line through the upper
 * half. No data can tell which drift is right beyond the range; so the interval is the hull of the
 * intervals of all forms whose residuals are not larger than three times the least, each widened by
 * what it moves when its smallest sizes are left out. It is an honest one only if the drift is near
 * to one of these forms.
 */
import { type Measured, measured } from "../measured.ts";
import { type Regression, regression } from "./regression.ts";

export interface AsymptoticSlope {
  /** s as d -> infinity: the middle and half-width of the hull. */
  readonly slope: Measured;
  /** By drift, those that were used. */
  readonly fits: readonly { readonly drift: string; readonly slope: Measured }[];
  /** Of the straight line through all points, for comparison. */
  readonly plain: Measured;
}

type Drift = (x: number) => number;
const root: Drift = (x) => x ** -0.5;
const first: Drift = (x) => 1 / x;
const second: Drift = (x) => x ** -2;
const logarithmic: Drift = (x) => Math.log(x) / x;
const slow: Drift = (x) => 1 / Math.log(x);

const drifts: readonly (readonly [string, readonly Drift[]])[] = [
  ["d^(-1/2)", [root]],
  ["1/d", [first]],
  ["log(d)/d", [logarithmic]],
  ["1/log(d)", [slow]],
  ["d^(-1/2), 1/d", [root, first]],
  ["1/d, d^(-2)", [first, second]],
  ["1/d, log(d)/d", [first, logarithmic]],
];

/**
 * The slope of log y on log x as x -> infinity.
 *
 * @param x sizes above 1, ascending, six or more. @param y positive.
 * @returns `undefined` for too few points, or values that have no logarithm.
 */
export function asymptoticSlope(
  x: readonly number[],
  y: readonly number[],
  confidence: number,
): AsymptoticSlope | undefined {
  const isUsable = x.every((d) => d > 1) && y.every((t) => t > 0 && Number.isFinite(t));
  if (x.length < 6 || !isUsable) return undefined;
  const fit = (from: number, forms: readonly Drift[] = []): Regression | undefined => {
    const sizes = x.slice(from);
    const columns = [sizes.map(() => 1), sizes.map(Math.log), ...forms.map((g) => sizes.map(g))];
    return regression(columns, y.slice(from).map(Math.log), confidence);
  };
  const slopeOf = ({ coefficients }: Regression): Measured => {
    const { estimate, from, to } = coefficients[1]!;
    return measured(estimate, (to - from) / 2, "estimate");
  };
  const straight = fit(0);
  if (straight === undefined) return undefined;
  const all = drifts.flatMap(([drift, forms]) => {
    const [whole, rest] = [fit(0, forms), fit(2, forms) ?? fit(1, forms)];
    if (whole === undefined || rest === undefined) return [];
    const { value, error } = slopeOf(whole);
    const moved = Math.abs(slopeOf(rest).value - value);
    return [{ drift, slope: measured(value, error + moved), scatter: whole.scatter }];
  });
  const upper = fit(Math.min(Math.floor(x.length / 2), x.length - 3));
  if (upper !== undefined) {
    const { value, error } = slopeOf(upper);
    const moved = Math.abs(slopeOf(straight).value - value);
    const candidate = { drift: "none", slope: measured(value, error + moved) };
    all.push({ ...candidate, scatter: straight.scatter });
  }
  const least = Math.min(...all.map(({ scatter }) => scatter));
  const rounding = 1e-15 * Math.max(...y.map((t) => Math.abs(Math.log(t))));
  const used = all.filter(({ scatter }) => scatter <= 3 * least + rounding);
  const low = Math.min(...used.map(({ slope }) => slope.value - slope.error));
  const high = Math.max(...used.map(({ slope }) => slope.value + slope.error));
  return {
    slope: measured((low + high) / 2, (high - low) / 2, "estimate"),
    fits: used.map(({ drift, slope }) => ({ drift, slope })),
    plain: slopeOf(straight),
  };
}
