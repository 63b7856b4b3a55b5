/**
 * Every place in a domain where a measured function changes its sign, or a predicate its truth.
 *
 * The grid depends on the domain alone: no guess of the answer goes in. A change between two
 * decided neighbours is bisected until the sign is lost in the error of f; the enclosure is what
 * is left. Two changes between neighbouring grid points cannot be seen; `finest` says how close.
 */
import { type Measured, measured, signOf } from "../measured.ts";

/** An interval on the line; infinite ends are allowed. Open ends are not evaluated. */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly fromOpen?: boolean;
  readonly toOpen?: boolean;
}

export interface ScanOptions {
  /** Points of the grid; 64 by default. */
  readonly points?: number;
  /** Evaluations for one bisection; 120 by default. */
  readonly bisections?: number;
}

/** One change, from left to right. */
export interface Crossing {
  /** The middle and half-width of an interval whose ends have different, decided signs. */
  readonly at: Measured;
  readonly direction: "- to +" | "+ to -";
}

export interface SignScan {
  readonly crossings: readonly Crossing[];
  /** The least |f| / error among grid points: how clearly the sign is known elsewhere. */
  readonly margin: number;
  /** Grid points where the sign is within the error of f. */
  readonly undecided: readonly number[];
  /** The largest gap of the grid (in x): changes closer together may be missed. */
  readonly finest: number;
}

/** Sign changes of f; see the header. */
export function signChanges(
  f: (x: number) => Measured,
  domain: Interval,
  options: ScanOptions = {},
): SignScan {
  let margin = Number.POSITIVE_INFINITY;
  const sign = (x: number): -1 | 1 | undefined => {
    const s = signOf(f(x));
    return s === 0 ? undefined : s;
  };
  const xs = grid(domain, options.points ?? 64);
  const signs = xs.map((x) => {
    const value = f(x);
    if (value.error > 0) margin = Math.min(margin, Math.abs(value.value) / value.error);
    const s = signOf(value);
    return s === 0 ? undefined : s;
  });
  const crossings = changes(xs, signs, sign, options.bisections ?? 120).map(({ at, before }) => ({
    at,
    direction: before < 0 ? ("- to +" as const) : ("+ to -" as const),
  }));
  return { crossings, margin, undecided: undecidedAmong(xs, signs), finest: largestGap(xs) };
}

/** A change of truth, from left to right. */
export interface Flip {
  readonly at: Measured;
  /** Whether the predicate holds to the right of it. */
  readonly to: boolean;
}

export interface TruthScan {
  readonly flips: readonly Flip[];
  /** The decided truth at the first and last grid points. */
  readonly first: boolean | undefined;
  readonly last: boolean | undefined;
  readonly undecided: readonly number[];
  readonly finest: number;
}

/** Changes of a predicate that may be undecided. */
export function truthChanges(
  predicate: (x: number) => boolean | undefined,
  domain: Interval,
  options: ScanOptions = {},
): TruthScan {
  const sign = (x: number): -1 | 1 | undefined => {
    const truth = predicate(x);
    return truth === undefined ? undefined : truth ? 1 : -1;
  };
  const xs = grid(domain, options.points ?? 64);
  const signs = xs.map(sign);
  const decided = signs.filter((s) => s !== undefined);
  const truthOf = (s: number | undefined): boolean | undefined => (s === undefined ? s : s > 0);
  return {
    flips: changes(xs, signs, sign, options.bisections ?? 120).map(({ at, before }) => ({
      at,
      to: before < 0,
    })),
    first: truthOf(decided[0]),
    last: truthOf(decided[decided.length - 1]),
    undecided: undecidedAmong(xs, signs),
    finest: largestGap(xs),
  };
}

/**
 * A deterministic grid: equidistant where both ends are finite, else equidistant in
 * x / (1 + |x|), so that half of a half-line's points lie within 1 of its end.
 */
export function grid({ from, to, fromOpen, toOpen }: Interval, points: number): number[] {
  const isBounded = Number.isFinite(from) && Number.isFinite(to);
  const origin = Number.isFinite(from) ? from : Number.isFinite(to) ? to : 0;
  const into = (x: number): number => {
    if (isBounded) return x;
    const y = x - origin;
    return Number.isFinite(y) ? y / (1 + Math.abs(y)) : Math.sign(y);
  };
  const back = (s: number): number => (isBounded ? s : origin + s / (1 - Math.abs(s)));
  const skipsFrom = fromOpen === true || !Number.isFinite(from);
  const skipsTo = toOpen === true || !Number.isFinite(to);
  const [low, high] = [into(from), into(to)];
  const intervals = points - 1 + (skipsFrom ? 1 : 0) + (skipsTo ? 1 : 0);
  return Array.from({ length: points }, (_, i) => {
    const index = i + (skipsFrom ? 1 : 0);
    if (index === 0) return from;
    if (index === intervals) return to;
    return back(low + ((high - low) * index) / intervals);
  });
}

type Sign = -1 | 1 | undefined;

function changes(
  xs: readonly number[],
  signs: readonly Sign[],
  sign: (x: number) => Sign,
  bisections: number,
): { readonly at: Measured; readonly before: number }[] {
  const found: { at: Measured; before: number }[] = [];
  let left = -1;
  signs.forEach((s, i) => {
    if (s === undefined) return;
    if (left >= 0 && signs[left] !== s) {
      found.push({ at: enclosed(xs[left]!, xs[i]!, signs[left]!, sign, bisections), before: -s });
    }
    left = i;
  });
  return found;
}

/** Shrinks [a, b] from both sides while signs are decided. */
function enclosed(
  a: number,
  b: number,
  signOfA: number,
  sign: (x: number) => Sign,
  bisections: number,
): Measured {
  let [low, high] = [a, b];
  // Where the middle is undecided each side is approached on its own.
  let [deepLow, deepHigh] = [b, a];
  let met = false;
  for (let i = 0; i < bisections; i++) {
    const fromLeft = !met || i % 2 === 0;
    const middle = met
      ? fromLeft
        ? low + (deepLow - low) / 2
        : deepHigh + (high - deepHigh) / 2
      : low + (high - low) / 2;
    if (middle === low || middle === high) break;
    const s = sign(middle);
    if (s === undefined) {
      if (!met) [deepLow, deepHigh] = [middle, middle];
      else if (fromLeft) deepLow = middle;
      else deepHigh = middle;
      met = true;
    } else if (s === signOfA) {
      low = middle;
      if (deepHigh < low) deepHigh = low;
    } else {
      high = middle;
      if (deepLow > high) deepLow = high;
    }
  }
  return measured(low + (high - low) / 2, (high - low) / 2, "estimate");
}

const undecidedAmong = (xs: readonly number[], signs: readonly Sign[]): number[] =>
  xs.filter((_, i) => signs[i] === undefined);

const largestGap = (xs: readonly number[]): number =>
  xs.reduce((gap, x, i) => (i === 0 ? gap : Math.max(gap, x - xs[i - 1]!)), 0);
