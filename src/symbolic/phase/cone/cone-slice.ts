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
 * Folds are the critical points of r on F = 0: r_a F_b = r_b F_a.
 *
 * Boxes are in (s, b) with a = 1 - s^2: near a = 1, b = 0, where the curve starts, it is then no
 * more narrow than the boxes.
 */
import * as I from "../../exact/fixed-interval.ts";
import type { Box, System } from "../../exact/zeros-in-box.ts";
import type { First, PositiveSeries } from "./positive-series.ts";

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
    const turn = at && turning(slice, at);
    return turn && [sphere(slice, at!), turn.value];
  },
  jacobian: (box, width) => {
    const at = onBox(slice, box, width);
    const turn = at && turning(slice, at);
    const slopes = turn && turningSlopes(slice, at!, turn);
    if (slopes === undefined) return undefined;
    return [sphereSlopes(slice, at!, turn!.rates), slopes].map((row) => inBox(at!, row));
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
    return [sphereSlopes(slice, { ...at, r }, [I.zero, I.zero]), first.rates].map((row) =>
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
  if (at !== undefined) return at.pull.high <= 0n || sphere(slice, at).low > 0n;
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

interface Turning {
  /** r_a Y_b - r_b Y_a times S. */
  readonly value: I.Interval;
  readonly first: PullSlopes;
  /** r_a and r_b. */
  readonly rates: Pair;
  /** F_a and F_b at a fixed r, over 2 (1 + r). */
  readonly normal: Pair;
}

interface PullSlopes {
  /** Q_a - r S_a and Q_b - r S_b. */
  readonly rates: Pair;
  readonly phi: Readonly<Record<First, I.Interval>>;
}

function pullSlopes(
  { series, k, l }: ConeSlice,
  { a, b, r, width }: OnBox,
): PullSlopes | undefined {
  const { slopeA, slopeB, aab, abb } = series.first(a, b, width);
  if (slopeA === undefined || slopeB === undefined) return undefined;
  if (aab === undefined || abb === undefined) return undefined;
  const rates: Pair = [
    I.subtract(I.multiply(b, aab), I.times(I.multiply(r, slopeA), l)),
    I.subtract(I.multiply(a, abb), I.times(I.multiply(r, slopeB), k - l)),
  ];
  return { rates, phi: { slopeA, slopeB, aab, abb } };
}

function turning(slice: ConeSlice, at: OnBox): Turning | undefined {
  const { k, l } = slice;
  const first = pullSlopes(slice, at);
  const inverse = I.inverse(at.sum);
  if (first === undefined || inverse === undefined) return undefined;
  const gap = I.subtract(at.a, at.b);
  const mean = I.over(I.add(I.times(at.a, l), I.times(at.b, k - l)), k);
  const lean = I.multiply(I.add(I.one, I.times(at.r, k)), I.over(gap, k));
  const normal: Pair = [
    I.times(I.add(mean, I.times(lean, k - l)), l),
    I.times(I.subtract(mean, I.times(lean, l)), k - l),
  ];
  return {
    value: I.subtract(I.multiply(first.rates[0], normal[1]), I.multiply(first.rates[1], normal[0])),
    first,
    rates: [I.multiply(first.rates[0], inverse), I.multiply(first.rates[1], inverse)],
    normal,
  };
}

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
  { a, b, r, width }: OnBox,
  { first: { rates: first, phi }, rates, normal }: Turning,
): Pair | undefined {
  const { slopeA, slopeB, aab } = phi;
  const { bendA, bendB, aaab, aabb, abbb } = series.second(a, b, width);
  if (bendA === undefined || bendB === undefined) return undefined;
  if (aaab === undefined || aabb === undefined || abbb === undefined) return undefined;
  const [sumA, sumB] = [I.times(slopeA, l), I.times(slopeB, k - l)];
  // Q_aa = 2 b phi[a,a,a,b], Q_ab = phi[a,a,b] + b phi[a,a,b,b], Q_bb = 2 a phi[a,b,b,b].
  const own = (
    second: I.Interval,
    size: bigint,
    bend: I.Interval,
    rate: I.Interval,
    slope: I.Interval,
  ) =>
    I.subtract(
      I.times(second, 2n),
      I.add(I.multiply(rate, slope), I.times(I.multiply(r, bend), size)),
    );
  const firstA = own(I.multiply(b, aaab), l, bendA, rates[0], sumA);
  const firstB = own(I.multiply(a, abbb), k - l, bendB, rates[1], sumB);
  const cross = I.add(aab, I.multiply(b, aabb));
  const firstAinB = I.subtract(cross, I.multiply(rates[1], sumA));
  const firstBinA = I.subtract(cross, I.multiply(rates[0], sumB));
  const gap = I.subtract(a, b);
  const most = I.add(I.one, I.times(r, k));
  /** k times the derivative of the lean (1 + k r)(a - b)/k. */
  const leanA = I.add(most, I.times(I.multiply(rates[0], gap), k));
  const leanB = I.subtract(I.times(I.multiply(rates[1], gap), k), most);
  const normalA = (size: bigint, lean: I.Interval): I.Interval =>
    I.over(I.times(I.add(I.times(I.one, size), I.times(lean, k - l)), l), k);
  const normalB = (size: bigint, lean: I.Interval): I.Interval =>
    I.over(I.times(I.subtract(I.times(I.one, size), I.times(lean, l)), k - l), k);
  const slope = (inFirst: Pair, inNormal: Pair): I.Interval =>
    I.subtract(
      I.add(I.multiply(inFirst[0], normal[1]), I.multiply(first[0], inNormal[1])),
      I.add(I.multiply(inFirst[1], normal[0]), I.multiply(first[1], inNormal[0])),
    );
  return [
    slope([firstA, firstBinA], [normalA(l, leanA), normalB(l, leanA)]),
    slope([firstAinB, firstB], [normalA(k - l, leanB), normalB(k - l, leanB)]),
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
