/**
 * Where the average changes between saddle and minimum for a link that is no polynomial.
 *
 * [1/sqrt(k), 1] is cut into intervals of m until the sign of the curvature is certain on each, or
 * until what is not known of the coefficients is all that is in the way. Between two certain
 * opposite signs lies a threshold; a derivative of certain sign shows that it is the only one.
 */
import * as Q from "../../model/rational.ts";
import { signOf } from "../exact/enclosure.ts";
import { curvatureOn, type EnclosedCurvature, slopeOn } from "./enclosed-curvature.ts";
import type { Phase } from "./exact-thresholds.ts";
import { enclosedPoint, type PhasePoint } from "./phase-point.ts";

/** An interval of beta on which the average is one thing. */
export interface PhaseCell {
  readonly from: Q.Rational;
  readonly to: Q.Rational;
  readonly phase: Phase | "not decided";
}

/** A change of sign between two certain cells. */
export interface EnclosedThreshold {
  readonly point: PhasePoint;
  readonly below: Phase;
  readonly above: Phase;
  /** Whether there is exactly one change in the enclosure; else there is an odd number. */
  readonly only: boolean;
}

export interface EnclosedThresholds {
  readonly k: bigint;
  readonly cells: readonly PhaseCell[];
  readonly thresholds: readonly EnclosedThreshold[];
  /** Intervals of beta on which nothing is decided and that are no enclosure of a threshold. */
  readonly open: readonly PhaseCell[];
}

/** Width in m below which an interval is not cut again: 2^-70. */
const finest = Q.rational(1n, 1n << 70n);
/** Evaluations; each costs about a millisecond. */
const mostCells = 1_500;

interface OverlapCell {
  readonly lower: Q.Rational;
  readonly upper: Q.Rational;
  readonly sign: -1 | 1 | undefined;
}

/** The certain signs of the curvature over all beta in [0, 1), and the thresholds between. */
export function enclosedThresholds(
  curvature: EnclosedCurvature,
  k: bigint,
  basis: "bound" | "estimate",
): EnclosedThresholds {
  const cells = merged(cellsOf(curvature, k));
  const thresholds: EnclosedThreshold[] = [];
  const open: PhaseCell[] = [];
  for (const [i, cell] of cells.entries()) {
    if (cell.sign !== undefined) continue;
    const [before, after] = [cells[i - 1]?.sign, cells[i + 1]?.sign];
    if (before === undefined || after === undefined || before === after) {
      open.push(phaseCell(cell, k));
      continue;
    }
    const slope = slopeOn(curvature, cell.lower, cell.upper);
    const { from, to } = phaseCell(cell, k);
    thresholds.push({
      point: enclosedPoint(from, to, basis),
      below: phaseOf(before),
      above: phaseOf(after),
      only: slope !== undefined && Math.abs(signOf(slope) ?? 0) === 1,
    });
  }
  return { k, cells: cells.map((cell) => phaseCell(cell, k)), thresholds, open };
}

function cellsOf(curvature: EnclosedCurvature, k: bigint): readonly OverlapCell[] {
  const done: OverlapCell[] = [];
  const pending: { lower: Q.Rational; upper: Q.Rational }[] = [
    { lower: inverseRootBelow(k), upper: Q.one },
  ];
  let evaluated = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { lower, upper } = next;
    evaluated += 1;
    const sign = signOf(curvatureOn(curvature, lower, upper));
    const monotone = sign === undefined ? monotoneCells(curvature, lower, upper) : undefined;
    if (monotone !== undefined) {
      evaluated += monotone.evaluated;
      done.push(...monotone.cells);
      continue;
    }
    const middle = middleOf(lower, upper);
    const narrow = Q.compare(Q.subtract(upper, lower), finest) <= 0;
    const isDone = sign === 1 || sign === -1 || narrow || evaluated + pending.length > mostCells;
    if (isDone || !canImprove(curvature, lower, middle, upper)) {
      done.push({ lower, upper, sign: sign === 0 ? undefined : sign });
      continue;
    }
    // Last in, first out: cells come out in ascending order.
    pending.push({ lower: middle, upper }, { lower, upper: middle });
  }
  return done;
}

/**
 * The cells of an interval on which the derivative, and the curvature at both ends, have certain
 * signs: one of a sign, or two of opposite signs and a narrow one between, by halving.
 */
function monotoneCells(
  curvature: EnclosedCurvature,
  lower: Q.Rational,
  upper: Q.Rational,
): { readonly cells: readonly OverlapCell[]; readonly evaluated: number } | undefined {
  const slope = slopeOn(curvature, lower, upper);
  if (slope === undefined || Math.abs(signOf(slope) ?? 0) !== 1) return undefined;
  const [first, last] = [certainSign(curvature, lower), certainSign(curvature, upper)];
  if (first === undefined || last === undefined) return undefined;
  if (first === last) return { cells: [{ lower, upper, sign: first }], evaluated: 2 };
  let [low, high] = [lower, upper];
  let evaluated = 2;
  while (Q.compare(Q.subtract(high, low), finest) > 0) {
    const middle = middleOf(low, high);
    const sign = certainSign(curvature, middle);
    evaluated += 1;
    if (sign === undefined) break;
    if (sign === first) low = middle;
    else high = middle;
  }
  const cells = [
    { lower, upper: low, sign: first },
    { lower: low, upper: high, sign: undefined },
    { lower: high, upper, sign: last },
  ];
  return {
    cells: cells.filter((cell) => Q.compare(cell.lower, cell.upper) < 0),
    evaluated,
  };
}

function certainSign(curvature: EnclosedCurvature, m: Q.Rational): -1 | 1 | undefined {
  const sign = signOf(curvatureOn(curvature, m, m));
  return sign === 0 ? undefined : sign;
}

const middleOf = (lower: Q.Rational, upper: Q.Rational): Q.Rational =>
  Q.divide(Q.add(lower, upper), Q.integer(2));

/** Whether some point of the interval has a certain sign: if none has, cutting will not help. */
const canImprove = (curvature: EnclosedCurvature, ...points: readonly Q.Rational[]): boolean =>
  points.some((m) => certainSign(curvature, m) !== undefined);

function merged(cells: readonly OverlapCell[]): readonly OverlapCell[] {
  const list: OverlapCell[] = [];
  for (const cell of cells) {
    const last = list.at(-1);
    if (last !== undefined && last.sign === cell.sign) {
      list[list.length - 1] = { ...last, upper: cell.upper };
    } else list.push(cell);
  }
  return list;
}

function phaseCell({ lower, upper, sign }: OverlapCell, k: bigint): PhaseCell {
  const from = betaAt(lower, k);
  return {
    from: Q.sign(from) < 0 ? Q.zero : from,
    to: betaAt(upper, k),
    phase: sign === undefined ? "not decided" : phaseOf(sign),
  };
}

const phaseOf = (sign: -1 | 1): Phase => (sign < 0 ? "saddle" : "minimum");

/** (k m^2 - 1)/(k - 1). */
const betaAt = (m: Q.Rational, k: bigint): Q.Rational =>
  Q.divide(Q.subtract(Q.multiply(Q.integer(k), Q.multiply(m, m)), Q.one), Q.integer(k - 1n));

/** A rational just below 1/sqrt(k). */
function inverseRootBelow(k: bigint): Q.Rational {
  const scale = 1n << 80n;
  let x = scale;
  // Newton from above for floor(sqrt(scale^2 / k)).
  const target = (scale * scale) / k;
  for (;;) {
    const next = (x + target / x) >> 1n;
    if (next >= x) return Q.rational(x, scale);
    x = next;
  }
}
