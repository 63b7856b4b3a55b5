/**
 * All zeros of a system of n equations in n unknowns in a box, by subdivision and Krawczyk's
 * operator: for a box X with middle m and a preconditioner Y near J(m)^-1,
 *     K(X) = m - Y f(m) + (1 - Y J(X)) (X - m)
 * holds every zero in X, and if K(X) lies inside X there is exactly one [Moore2009, Ch. 8]. It is
 * asked of a box a little wider than the one at hand, so that a zero on an edge is found too.
 */
import * as I from "./fixed-interval.ts";

export type Box = readonly I.Interval[];

export interface System {
  /** Whether a box holds no zero that is looked for, seen without the values. */
  readonly excludes?: (box: Box) => boolean;
  /**
   * Intervals that hold the values of f on the box; `undefined` where f may have none. Errors far
   * below the width given, or that of the box, do no harm.
   */
  readonly values: (box: Box, width?: bigint) => readonly I.Interval[] | undefined;
  /** The same for the derivatives, row i of f_i. */
  readonly jacobian: (box: Box, width?: bigint) => readonly (readonly I.Interval[])[] | undefined;
}

export interface BoxZeros {
  /** Narrow boxes with one zero each. */
  readonly zeros: readonly Box[];
  /** Boxes that may hold zeros: none if every zero is found. */
  readonly open: readonly Box[];
}

/** Boxes looked at, and how narrow one is given up. */
export interface Limits {
  readonly boxes: number;
  /** In fixed point. */
  readonly narrowest: bigint;
}

const usual: Limits = { boxes: 40_000, narrowest: 1n << 150n };
/** Steps that narrow a box with one zero: each squares its width. */
const polishing = 12;

/** The zeros of a system in the box. */
export function zerosInBox(system: System, whole: Box, limits: Limits = usual): BoxZeros {
  const zeros: Box[] = [];
  const open: Box[] = [];
  // First in, first out: if boxes run out, those that are left are all small.
  const waiting: Box[] = [whole];
  for (let seen = 0; seen < waiting.length; seen++) {
    const box = waiting[seen]!;
    if (system.excludes?.(box) === true) continue;
    const isNarrow = box.every(({ low, high }) => high - low < limits.narrowest);
    if (seen > limits.boxes || isNarrow) {
      open.push(box);
      continue;
    }
    const values = system.values(box);
    if (values?.some((value) => I.signOf(value) !== undefined && I.signOf(value) !== 0)) continue;
    const around = widened(box);
    const image = values && krawczyk(system, around);
    if (image === undefined) {
      waiting.push(...halves(box));
      continue;
    }
    if (image.every((x, i) => x.low > around[i]!.low && x.high < around[i]!.high)) {
      const zero = polished(system, image);
      if (!zeros.some((other) => shared(other, zero) !== undefined)) zeros.push(zero);
      continue;
    }
    const next = shared(box, image);
    if (next !== undefined) waiting.push(...(isMuchSmaller(next, box) ? [next] : halves(next)));
  }
  return { zeros, open };
}

function krawczyk(system: System, box: Box): Box | undefined {
  const centre = box.map(I.middle);
  const slopes = system.jacobian(box);
  const width = widthOf(box);
  const atCentre = system.values(centre, width);
  const precondition = nearInverse(system.jacobian(centre, width));
  if (slopes === undefined || atCentre === undefined || precondition === undefined)
    return undefined;
  const offset = box.map((x, i) => I.subtract(x, centre[i]!));
  return box.map((_, i) => {
    let sum = centre[i]!;
    for (const [j, value] of atCentre.entries()) {
      sum = I.subtract(sum, I.multiply(precondition[i]![j]!, value));
    }
    for (const [l, gap] of offset.entries()) {
      let rest = i === l ? I.one : I.zero;
      for (const [j, row] of slopes.entries()) {
        rest = I.subtract(rest, I.multiply(precondition[i]![j]!, row[l]!));
      }
      sum = I.add(sum, I.multiply(rest, gap));
    }
    return sum;
  });
}

function polished(system: System, start: Box): Box {
  let box = start;
  for (let i = 0; i < polishing; i++) {
    const image = krawczyk(system, box);
    if (image === undefined) return box;
    const next = shared(box, image);
    if (next === undefined) return box;
    if (!isMuchSmaller(next, box)) return next;
    box = next;
  }
  return box;
}

/** An inverse of the middles, by elimination; any matrix will do, a near inverse works. */
function nearInverse(
  matrix: readonly (readonly I.Interval[])[] | undefined,
): readonly (readonly I.Interval[])[] | undefined {
  if (matrix === undefined) return undefined;
  const n = matrix.length;
  const point = (x: bigint): I.Interval => ({ low: x, high: x });
  const rows = matrix.map((row, i) => [
    ...row.map((a) => I.middle(a).low),
    ...row.map((_, j) => (i === j ? I.one.low : 0n)),
  ]);
  const size = (x: bigint): bigint => (x < 0n ? -x : x);
  for (let c = 0; c < n; c++) {
    let best = c;
    for (let i = c + 1; i < n; i++) if (size(rows[i]![c]!) > size(rows[best]![c]!)) best = i;
    const pivot = rows[best]!;
    [rows[c], rows[best]] = [pivot, rows[c]!];
    const lead = pivot[c]!;
    if (lead === 0n) return undefined;
    rows[c] = pivot.map((a) => (a * I.one.low) / lead);
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![c]!;
      if (i === c || factor === 0n) continue;
      rows[i] = rows[i]!.map((a, j) => a - (factor * rows[c]![j]!) / I.one.low);
    }
  }
  return rows.map((row) => row.slice(n).map(point));
}

/** The box and a little more on every side: a zero on its edge lies inside. */
const widened = (box: Box): Box =>
  box.map(({ low, high }) => ({ low: low - (high - low) / 8n, high: high + (high - low) / 8n }));

/** What two boxes share, if anything. */
function shared(a: Box, b: Box): Box | undefined {
  const both = a.map((x, i) => I.intersection(x, b[i]!));
  return both.some((x) => x === undefined) ? undefined : (both as Box);
}

/** The box cut through its widest side. */
function halves(box: Box): readonly Box[] {
  const widths = box.map(({ low, high }) => high - low);
  let widest = 0;
  for (const [i, width] of widths.entries()) if (width > widths[widest]!) widest = i;
  const { low, high } = box[widest]!;
  const cut = (low + high) >> 1n;
  const withSide = (side: I.Interval): Box => box.map((x, i) => (i === widest ? side : x));
  return [withSide({ low, high: cut }), withSide({ low: cut, high })];
}

/** Whether the widest side shrank by a fifth or more. */
const isMuchSmaller = (next: Box, box: Box): boolean => widthOf(next) * 5n < widthOf(box) * 4n;

function widthOf(box: Box): bigint {
  let widest = 0n;
  for (const { low, high } of box) if (high - low > widest) widest = high - low;
  return widest;
}
