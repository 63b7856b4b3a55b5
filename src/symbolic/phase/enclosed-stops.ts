/**
 * The stops of the planted flow for any link: signs and zeros of P(m) = sum_q q c_q m^(q-1), c_q =
 * b_q^2, on (-1, 1), up to a positive factor.
 *
 * P > 0 on (0, 1). With s the least degree, P(-x) = (-x)^(s-1) R(x), R = E - O, where E sums q c_q
 * x^(q-s) over the degrees of the parity of s and O over the others: both grow on (0, 1), so their
 * values at two ends bound R between, and those of their derivatives R'. A certain R' between ends
 * of certain, opposite signs shows exactly one zero. Degrees beyond the last one are bounded as in
 * `cone/series-tail.ts`.
 */
import * as Q from "../../model/rational.ts";
import * as I from "../exact/fixed-interval.ts";
import type { IntegerPolynomial } from "../exact/integer-polynomial.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { knownDegrees } from "./cone/positive-series.ts";
import { type Rest, tailBound } from "./cone/series-tail.ts";
import type { LinkWeights } from "./link-weights.ts";
import { enclosedPoint, type PhasePoint } from "./phase-point.ts";

/** A zero of P in (-1, 1), or an end: where the planted overlap can stop. */
export interface PlantedStop {
  readonly point: PhasePoint;
  /** Whether overlaps a little smaller, and a little larger, move to it; absent if not decided. */
  readonly fromBelow?: boolean;
  readonly fromAbove?: boolean;
}

export interface PlantedStops {
  /** P up to a positive factor, for a polynomial link with rational ratios of weights. */
  readonly polynomial?: IntegerPolynomial;
  readonly stops: readonly PlantedStop[];
  /** Overlaps in which it is not decided whether there are more. */
  readonly open: readonly { readonly from: Q.Rational; readonly to: Q.Rational }[];
}

type Sign = -1 | 1;

/** An interval of x = -m: R has a sign there, one zero, or it is not decided. */
interface Piece {
  readonly low: bigint;
  readonly high: bigint;
  readonly is: Sign | "zero" | "open";
}

/** Cells looked at; how narrow a cell is given up, and how narrow a zero is enclosed. */
const most = 800;
const narrowest = 1n << 160n;
const finest = 1n << 116n;

/** The stops of a link. @param slopeNorm at least sum q c_q, where it is known */
export function enclosedStops(
  weights: LinkWeights,
  basis: "bound" | "estimate",
  slopeNorm?: Q.Rational,
): PlantedStops {
  const first = weights.weights.find(({ sign }) => sign !== "zero");
  if (first === undefined || first.sign === "undecided") {
    throw new NotDerivable("zeros of P for a link whose least degree is not decided");
  }
  const s = first.degree;
  const on = remainder(weights, s, slopeNorm);
  const pieces = piecesOf(on);
  const turned = s % 2 === 0 ? -1 : 1;
  const moves = (
    sign: Sign | undefined,
    towards: Sign,
  ): Pick<PlantedStop, "fromBelow" | "fromAbove"> =>
    sign === undefined
      ? {}
      : { [towards > 0 ? "fromBelow" : "fromAbove"]: sign * turned === towards };
  const signOf = (piece: Piece | undefined): Sign | undefined =>
    piece === undefined || typeof piece.is === "string" ? undefined : piece.is;
  const stops: PlantedStop[] = [
    { point: exactly(Q.integer(-1)), fromBelow: false, ...moves(signOf(pieces.at(-1)), -1) },
  ];
  for (const { low, high, is } of [...pieces].reverse()) {
    if (is !== "zero") continue;
    const [from, to] = [Q.negate(I.upperEnd({ low, high })), Q.negate(I.lowerEnd({ low, high }))];
    const [far, near] = [pointSign(on, high), pointSign(on, low)];
    stops.push({ point: enclosedPoint(from, to, basis), ...moves(far, 1), ...moves(near, -1) });
  }
  if (s >= 2) {
    stops.push({ point: exactly(Q.zero), ...moves(signOf(pieces[0]), 1), fromAbove: false });
  }
  stops.push({ point: exactly(Q.one), fromBelow: true, fromAbove: false });
  const open = pieces
    .filter(({ is }) => is === "open")
    .map((piece) => ({ from: Q.negate(I.upperEnd(piece)), to: Q.negate(I.lowerEnd(piece)) }));
  return { stops, open: open.reverse() };
}

/** The ranges of R and R' on an interval of x. */
interface Remainder {
  readonly value: (x: I.Interval) => I.Interval | undefined;
  readonly slope: (x: I.Interval) => I.Interval | undefined;
}

function remainder(weights: LinkWeights, s: number, slopeNorm: Q.Rational | undefined): Remainder {
  const { lower, upper, rest } = knownDegrees(weights, slopeNorm);
  const { parity } = weights.expansion;
  // Where the link is odd or even, all of what is beyond the last degree has the parity of s.
  const hasBoth = parity !== "odd" && parity !== "even";
  const sumOn = (x: I.Interval, isOwn: boolean, order: 0 | 1): I.Interval | undefined => {
    let [low, high] = [0n, 0n];
    for (let q = s; q <= lower.length; q++) {
      if (((q - s) % 2 === 0) !== isOwn || q - s < order) continue;
      const factor = order === 0 ? 1n : BigInt(q - s);
      const power = I.power(x, q - s - order);
      low += factor * ((lower[q - 1]! * power.low) >> bits);
      high += factor * (((upper[q - 1]! * power.high) >> bits) + 1n);
    }
    if (rest.tail === 0n || (!isOwn && !hasBoth)) return { low, high };
    const beyond = tailOn(rest, x.high, s, order);
    return beyond === undefined ? undefined : { low, high: high + beyond };
  };
  const range = (order: 0 | 1) => (x: I.Interval) => {
    const [own, other] = [sumOn(x, true, order), sumOn(x, false, order)];
    return own && other && I.subtract(own, other);
  };
  return { value: range(0), slope: range(1) };
}

const bits = BigInt(I.one.low.toString(2).length - 1);

/** sum q c_q x^(q-s) beyond the last degree, or its derivative, whose factor q - s is at most q. */
const tailOn = (rest: Rest, x: bigint, s: number, order: 0 | 1): bigint | undefined =>
  tailBound(rest, x, 1 + order, s + order);

/** The pieces of (0, 1), ascending; neighbours of one kind are one piece. */
function piecesOf(on: Remainder): readonly Piece[] {
  const done: Piece[] = [];
  const waiting = [{ low: 0n, high: I.one.low }];
  for (let seen = 0; waiting.length > 0; seen++) {
    const x = waiting.pop()!;
    const is = kindOf(on, x);
    if (is === "zero") done.push(narrowed(on, x));
    else if (is !== undefined || seen > most || x.high - x.low < narrowest) {
      const last = done.at(-1);
      const kind = is ?? "open";
      if (last?.is === kind) done[done.length - 1] = { ...last, high: x.high };
      else done.push({ ...x, is: kind });
    } else {
      // Not halfway: a zero at a simple fraction would lie on an end.
      const middle = x.low + ((x.high - x.low) * 121n) / 256n;
      waiting.push({ low: middle, high: x.high }, { low: x.low, high: middle });
    }
  }
  return done;
}

function kindOf(on: Remainder, x: I.Interval): Sign | "zero" | undefined {
  const value = on.value(x);
  const sign = value && I.signOf(value);
  if (sign === 1 || sign === -1) return sign;
  const slope = on.slope(x);
  if (slope === undefined || Math.abs(I.signOf(slope) ?? 0) !== 1) return undefined;
  const [low, high] = [pointSign(on, x.low), pointSign(on, x.high)];
  return low !== undefined && high !== undefined && low !== high ? "zero" : undefined;
}

function pointSign(on: Remainder, x: bigint): Sign | undefined {
  const value = on.value({ low: x, high: x });
  const sign = value && I.signOf(value);
  return sign === 0 ? undefined : sign;
}

/** The zero between ends of opposite signs, by halving as long as signs are certain. */
function narrowed(on: Remainder, x: I.Interval): Piece {
  let { low, high } = x;
  const below = pointSign(on, low);
  while (high - low > finest) {
    const middle = (low + high) >> 1n;
    const sign = pointSign(on, middle);
    if (sign === undefined) break;
    if (sign === below) low = middle;
    else high = middle;
  }
  return { low, high, is: "zero" };
}

const exactly = (x: Q.Rational): PhasePoint => ({
  ...enclosedPoint(x, x, "bound"),
  exact: Q.formatRational(x),
  basis: "exact",
});
