/**
 * Stationary points with l overlaps a and k - l overlaps b, a > b >= 0, for any link with weights
 * c_q >= 0: their curve in (a, b), the folds on it, and the points on it at one angle.
 *
 * With phi = g' a point is stationary iff (1 - beta) phi(u_j) + beta S = mu u_j, S the sum of all
 * phi. Eliminating mu and dividing by a - b leaves (1 - beta) Q = beta S with
 *     Q = (b phi(a) - a phi(b))/(a - b) = a b phi[0, a, b] - phi(0),
 * so the angle follows from the overlaps: r = beta/(1 - beta) = Q/S. That w is a unit vector is
 *     F = (k m^2 - 1) - k r (1 - m^2) + (l (k - l)/k) (a - b)^2 (1 + r)(1 + k r) = 0,
 * m the mean overlap, as A^-1 is 1/(1 + (k-1) beta) on (1, ..., 1) and 1/(1 - beta) across it.
 * Splitting off the mean of the first group instead gives, with b - l r (a - b) = k m phi(b)/S,
 *     ((1 + l r)/(1 + r) - l a^2)(1 + k r) = (k - l) (k m phi(b)/S)^2,
 * for l = 1 near a = 1 a difference of two numbers of one size. At a fixed r the derivatives of F
 * are 2 (1 + r) k m/S times l phi(a) and (k - l) phi(b), as A^-1 u is a multiple of phi. Folds are
 * the critical points of r on F = 0:
 *     (k - l) phi(b) (Q_a - r S_a) = l phi(a) (Q_b - r S_b).
 *
 * Boxes are in (s, b) with a = 1 - s^2: near a = 1, b = 0, where the curve starts, it is then no
 * more narrow than the boxes.
 */
import * as I from "../../exact/fixed-interval.ts";
import type { Box, System } from "../../exact/zeros-in-box.ts";
import type { PositiveSeries } from "./positive-series.ts";
import type { First } from "./series-tail.ts";

export interface ConeSlice {
  readonly series: PositiveSeries;
  readonly k: bigint;
  readonly l: bigint;
}

/** What is known of a point of a box. */
export interface OnBox {
  readonly s: I.Interval;
  readonly a: I.Interval;
  readonly b: I.Interval;
  /** How wide the box at hand is, where this one is narrower. */
  readonly width: bigint;
  readonly phiA: I.Interval;
  readonly phiB: I.Interval;
  /** S, Q and their quotient r. */
  readonly sum: I.Interval;
  readonly pull: I.Interval;
  readonly r: I.Interval;
}

/** a, S, Q and r on a box; `undefined` where one of them has no bound. */
export function onBox({ series, k, l }: ConeSlice, box: Box, width = 0n): OnBox | undefined {
  const [s, b] = box as [I.Interval, I.Interval];
  const a = I.subtract(I.one, I.square(s));
  if (a.low < 0n || b.low < 0n || b.high > I.one.low) return undefined;
  const { a: phiA, b: phiB, oab } = series.values(a, b, width);
  if (phiA === undefined || phiB === undefined || oab === undefined) return undefined;
  const sum = I.add(I.times(phiA, l), I.times(phiB, k - l));
  const inverse = I.inverse(sum);
  if (inverse === undefined) return undefined;
  const pull = I.subtract(I.multiply(I.multiply(a, b), oab), series.constant);
  return { s, a, b, width, phiA, phiB, sum, pull, r: I.multiply(pull, inverse) };
}

/** The zeros are the folds. */
export const foldSystem = (slice: ConeSlice): System => ({
  excludes: (box) => holdsNoPoint(slice, box),
  values: (box, width) => {
    const at = onBox(slice, box, width);
    const first = at && pullSlopes(slice, at);
    return first && [sphere(slice, at!), turning(slice, at!, first.slopes)];
  },
  jacobian: (box, width) => {
    const at = onBox(slice, box, width);
    const first = at && pullSlopes(slice, at);
    const inverse = at && I.inverse(at.sum);
    if (first === undefined || inverse === undefined) return undefined;
    const [inA, inB] = first.slopes;
    const rates: Pair = [I.multiply(inA, inverse), I.multiply(inB, inverse)];
    const slopes = turningSlopes(slice, at!, first, rates);
    return slopes && [sphereSlopes(slice, at!, rates), slopes].map((row) => inBox(at!, row));
  },
});

/** The zeros are the points at one angle, r = beta/(1 - beta). */
export const pointSystem = (slice: ConeSlice, r: I.Interval): System => ({
  excludes: (box) => holdsNoPoint(slice, box),
  values: (box, width) => {
    const at = onBox(slice, box, width);
    return at && [sphere(slice, { ...at, r }), I.subtract(at.pull, I.multiply(r, at.sum))];
  },
  jacobian: (box, width) => {
    const at = onBox(slice, box, width);
    const first = at && pullSlopes(slice, { ...at, r });
    if (at === undefined || first === undefined) return undefined;
    return [sphereSlopes(slice, { ...at, r }, [I.zero, I.zero]), first.slopes].map((row) =>
      inBox(at, row),
    );
  },
});

type Pair = readonly [I.Interval, I.Interval];

/** Whether a box has no point with a > b and 0 < beta < 1 in it, seen without derivatives. */
function holdsNoPoint(slice: ConeSlice, box: Box): boolean {
  const [s, b] = box as [I.Interval, I.Interval];
  const a = I.subtract(I.one, I.square(s));
  if (a.high < b.low) return true;
  const at = onBox(slice, box);
  if (at !== undefined) {
    if (at.pull.high <= 0n || sphere(slice, at).low > 0n) return true;
    const split = at.r.low > -I.one.low / slice.k ? splitSphere(slice, at) : undefined;
    return split !== undefined && Math.abs(I.signOf(split) ?? 0) === 1;
  }
  return isAboveSphere(slice, { a: I.intersection(a, unitRange) ?? a, b });
}

/**
 * Whether F > 0 near a = b = 1, where Q may have no bound: for r >= 0 the last part of F is not
 * negative, and what degrees q > N add to Q (1 - m^2) is at most 2 sum q c_q, since
 * a b (a^(q-2) - b^(q-2))/(a - b) <= 1/(1 - b) and 1 - m^2 <= 2 (1 - b).
 */
function isAboveSphere({ series, k, l }: ConeSlice, { a, b }: { a: I.Interval; b: I.Interval }) {
  const { slopeTail } = series;
  if (slopeTail === undefined || a.low < 0n || b.low < 0n || b.high > I.one.low) return false;
  const known = series.known(a, b);
  const inverse = I.inverse(I.add(I.times(known.a, l), I.times(known.b, k - l)));
  if (inverse === undefined) return false;
  const mean = I.over(I.add(I.times(a, l), I.times(b, k - l)), k);
  const square = I.square(mean);
  const pull = I.subtract(I.multiply(I.multiply(a, b), known.oab), series.constant);
  const rest: I.Interval = { low: 0n, high: 2n * slopeTail };
  const drawn = I.add(I.multiply(pull, I.subtract(I.one, square)), rest);
  const lower = I.subtract(
    I.subtract(I.times(square, k), I.one),
    I.times(I.multiply(drawn, inverse), k),
  );
  return lower.low > 0n;
}

const unitRange: I.Interval = { low: 0n, high: I.one.low };

/** F. */
function sphere({ k, l }: ConeSlice, { a, b, r }: Pick<OnBox, "a" | "b" | "r">): I.Interval {
  const square = I.square(I.over(I.add(I.times(a, l), I.times(b, k - l)), k));
  const spread = I.over(I.times(I.square(I.subtract(a, b)), l * (k - l)), k);
  const both = I.multiply(I.add(I.one, r), I.add(I.one, I.times(r, k)));
  return I.add(
    I.subtract(
      I.subtract(I.times(square, k), I.one),
      I.times(I.multiply(r, I.subtract(I.one, square)), k),
    ),
    I.multiply(spread, both),
  );
}

/** The two sides of the second form of |w| = 1, subtracted; r > -1/k. */
function splitSphere(
  { k, l }: ConeSlice,
  { s, a, b, phiB, sum, r }: OnBox,
): I.Interval | undefined {
  const [more, all] = [I.inverse(I.add(I.one, r)), I.inverse(sum)];
  if (more === undefined || all === undefined) return undefined;
  // (1 + l r)/(1 + r) - l a^2 = l (1 - a^2) - (l - 1)/(1 + r), 1 - a^2 = s^2 (1 + a).
  const rest = I.subtract(
    I.times(I.multiply(I.square(s), I.add(I.one, a)), l),
    I.times(more, l - 1n),
  );
  const total = I.add(I.times(a, l), I.times(b, k - l));
  const pulled = I.square(I.multiply(I.multiply(total, phiB), all));
  return I.subtract(I.multiply(rest, I.add(I.one, I.times(r, k))), I.times(pulled, k - l));
}

interface PullSlopes {
  /** Q_a - r S_a and Q_b - r S_b. */
  readonly slopes: Pair;
  readonly phi: Readonly<Record<First, I.Interval>>;
}

function pullSlopes(
  { series, k, l }: ConeSlice,
  { a, b, r, width }: OnBox,
): PullSlopes | undefined {
  const { slopeA, slopeB, aab, abb } = series.first(a, b, width);
  if (slopeA === undefined || slopeB === undefined) return undefined;
  if (aab === undefined || abb === undefined) return undefined;
  const slopes: Pair = [
    I.subtract(I.multiply(b, aab), I.times(I.multiply(r, slopeA), l)),
    I.subtract(I.multiply(a, abb), I.times(I.multiply(r, slopeB), k - l)),
  ];
  return { slopes, phi: { slopeA, slopeB, aab, abb } };
}

/** (k - l) phi(b) (Q_a - r S_a) - l phi(a) (Q_b - r S_b). */
const turning = ({ k, l }: ConeSlice, { phiA, phiB }: OnBox, [inA, inB]: Pair): I.Interval =>
  I.subtract(I.times(I.multiply(phiB, inA), k - l), I.times(I.multiply(phiA, inB), l));

/** The derivatives of F in a and b, r moving at the rates. */
function sphereSlopes({ k, l }: ConeSlice, { a, b, r }: OnBox, rates: Pair): Pair {
  const mean = I.over(I.add(I.times(a, l), I.times(b, k - l)), k);
  const gap = I.subtract(a, b);
  const [more, most] = [I.add(I.one, r), I.add(I.one, I.times(r, k))];
  const lean = I.over(I.times(I.multiply(most, gap), l * (k - l)), k);
  const own = (size: bigint, sign: bigint): I.Interval =>
    I.times(I.multiply(more, I.add(I.times(mean, size), I.times(lean, sign))), 2n);
  const spread = I.over(I.times(I.square(gap), l * (k - l)), k);
  // d F / d r = -k (1 - m^2) + (l (k - l)/k) (a - b)^2 (1 + k + 2 k r).
  const byAngle = I.subtract(
    I.multiply(spread, I.add(I.times(I.one, 1n + k), I.times(r, 2n * k))),
    I.times(I.subtract(I.one, I.square(mean)), k),
  );
  return [
    I.add(own(l, 1n), I.multiply(byAngle, rates[0])),
    I.add(own(k - l, -1n), I.multiply(byAngle, rates[1])),
  ];
}

/** The derivatives of the turning value in a and b. */
function turningSlopes(
  { series, k, l }: ConeSlice,
  { a, b, r, phiA, phiB, width }: OnBox,
  { slopes: [inA, inB], phi: { slopeA, slopeB, aab } }: PullSlopes,
  [rateA, rateB]: Pair,
): Pair | undefined {
  const { bendA, bendB, aaab, aabb, abbb } = series.second(a, b, width);
  if (bendA === undefined || bendB === undefined) return undefined;
  if (aaab === undefined || aabb === undefined || abbb === undefined) return undefined;
  const [sumA, sumB] = [I.times(slopeA, l), I.times(slopeB, k - l)];
  // Q_aa = 2 b phi[a,a,a,b], Q_ab = phi[a,a,b] + b phi[a,a,b,b], Q_bb = 2 a phi[a,b,b,b].
  const own = (pull: I.Interval, rate: I.Interval, slope: I.Interval, bend: I.Interval) =>
    I.subtract(I.times(pull, 2n), I.add(I.multiply(rate, slope), I.multiply(r, bend)));
  const inAA = own(I.multiply(b, aaab), rateA, sumA, I.times(bendA, l));
  const inBB = own(I.multiply(a, abbb), rateB, sumB, I.times(bendB, k - l));
  const cross = I.add(aab, I.multiply(b, aabb));
  const inAB = I.subtract(cross, I.multiply(rateB, sumA));
  const inBA = I.subtract(cross, I.multiply(rateA, sumB));
  return [
    I.subtract(
      I.times(I.multiply(phiB, inAA), k - l),
      I.times(I.add(I.multiply(slopeA, inB), I.multiply(phiA, inBA)), l),
    ),
    I.subtract(
      I.times(I.add(I.multiply(slopeB, inA), I.multiply(phiB, inAB)), k - l),
      I.times(I.multiply(phiA, inBB), l),
    ),
  ];
}

/** Derivatives in a and b as ones in s and b: da = -2 s ds. */
const inBox = ({ s }: OnBox, [inA, inB]: Pair): Pair => [
  I.negate(I.times(I.multiply(s, inA), 2n)),
  inB,
];

/**
 * A box that holds every point of a slice with a > b.
 *
 * r <= sum_q (q - 2) q c_q a^(q-1) / sum_q q c_q a^(q-1) = a phi'(a)/phi(a) - 1, which grows with
 * a, and k a^2 >= u^T u >= 1 - beta: there is no point where k a^3 phi'(a) < phi(a).
 */
export function coneBox({ series, k }: ConeSlice): Box {
  let [low, high] = [0n, I.one.low];
  for (let i = 0; i < 12; i++) {
    const at = I.middle({ low, high });
    const { a } = series.values(at, at);
    const { slopeA } = series.first(at, at);
    if (a === undefined || slopeA === undefined) high = at.low;
    else if (I.times(I.multiply(I.multiply(I.square(at), at), slopeA), k).high < a.low)
      low = at.low;
    else high = at.low;
  }
  const s = I.squareRoot({ low: I.one.low - low, high: I.one.low - low })!;
  return [{ low: 0n, high: s.high }, unitRange];
}
