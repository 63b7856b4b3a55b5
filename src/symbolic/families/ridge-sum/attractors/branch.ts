/**
 * Branches of candidate attractors: one index at t, all others at the lower root of its level.
 *
 * An attractor has at most one index that is not at a lower root. For two such indices the Hessian
 * form sum_j d_j eta_j^2 - gamma (sum_j eta_j)^2, d_j = h'(y_j), is negative on a plane, and every
 * plane meets the tangent hyperplane. So a branch is named by the block of that one index, and its
 * points by t: c = h(t) is explicit, and so is kappa(t) = (sum_j y_j) / c. The balanced branch, all
 * indices at lower roots, is followed by the value t of the heaviest block. For odd p a level
 * c <= 0 is impossible, since negative roots exceed c and positive ones raise the sum, against
 * sum y = kappa c with kappa > k; for even p the special index can also be negative, and every
 * point comes with its opposite.
 *
 * kappa is monotone wherever G = S' c - S c' has no zero, S = sum_j y_j. With y_s' = c'/d_s,
 *   G prod_s d_s = (prod_s d_s + c' sum_s n_s prod_{r != s} d_r) c - S c' prod_s d_s,
 * the sums over the slots at lower roots, d_s > 0: no division, and finite up to the ends.
 */
import * as Q from "../../../../model/rational.ts";
import * as E from "../../../exact/enclosure.ts";
import { landmarks, levelOf, lowerRoot, type ScalarEquation, slopeOf } from "./scaled-roots.ts";

/** Indices of equal weight. */
export interface WeightBlock extends ScalarEquation {
  readonly size: number;
}

export interface Branch {
  /** The block of the index at t. */
  readonly special: number;
  readonly isBalanced: boolean;
  readonly from: Q.Rational;
  readonly to: Q.Rational;
}

/** Values on a branch at t in an interval: the special index, and each block's lower root. */
export interface BranchPoint {
  readonly t: E.Enclosure;
  readonly level: E.Enclosure;
  /** One for each block; what the other indices of the block are worth. */
  readonly lower: readonly E.Enclosure[];
}

const fine = Q.rational(1n, 1n << 64n);

/** All branches of positive points, cut off 2^-40 from ends that are no rationals. */
export function branchesOf(blocks: readonly WeightBlock[]): readonly Branch[] {
  const margin = Q.rational(1n, 1n << 40n);
  const marks = blocks.map((block) => landmarks(block, fine));
  const heaviest = blocks.reduce(
    (best, block, i) => (Q.compare(block.weight, blocks[best]!.weight) > 0 ? i : best),
    0,
  );
  const upper = blocks.map((_, special): Branch => {
    const { top, zero } = marks[special]!;
    return {
      special,
      isBalanced: false,
      from: Q.add(top.upper, margin),
      to: Q.subtract(zero.lower, margin),
    };
  });
  const balanced: Branch = {
    special: heaviest,
    isBalanced: true,
    from: margin,
    to: Q.subtract(marks[heaviest]!.top.lower, margin),
  };
  const isEven = blocks.every(({ degree }) => degree % 2 === 0);
  const negative = blocks.map((_, special): Branch => {
    const to = Q.negate(Q.add(marks[special]!.zero.upper, margin));
    return { special, isBalanced: false, from: Q.multiply(Q.integer(64), to), to };
  });
  const all = [...upper, ...(isEven ? negative : [])].map((branch) => clipped(branch, blocks));
  return [balanced, ...all].filter(({ from, to }) => Q.compare(from, to) < 0);
}

/**
 * A branch ends where its level passes the top of some block: at 64 times the zero of its own
 * block at the latest for a negative t. The level falls with t, so the cut is at the lower end.
 */
function clipped(branch: Branch, blocks: readonly WeightBlock[]): Branch {
  const exists = (t: Q.Rational): boolean => pointAt(branch, blocks, t) !== undefined;
  if (exists(branch.from)) return branch;
  let [low, high] = [branch.from, branch.to];
  if (!exists(high)) return { ...branch, from: branch.to };
  while (Q.compare(Q.subtract(high, low), Q.rational(1n, 1n << 48n)) > 0) {
    const middle = Q.divide(Q.add(low, high), Q.integer(2));
    if (exists(middle)) high = middle;
    else low = middle;
  }
  return { ...branch, from: high };
}

/** The point at t; `undefined` if a lower root does not exist there. */
export function pointAt(
  { special }: Branch,
  blocks: readonly WeightBlock[],
  t: Q.Rational,
): BranchPoint | undefined {
  const level = levelOf(blocks[special]!, t);
  if (Q.sign(level) <= 0) return undefined;
  const lower = blocks.map((block) => lowerRoot(block, level, fine));
  const known = lower.filter((root) => root !== undefined);
  if (known.length < lower.length) return undefined;
  return { t: E.exactly(t), level: E.exactly(level), lower: known };
}

/** All points for t in an interval: level and lower roots are monotone, so the ends suffice. */
export function pointsBetween(
  branch: Branch,
  blocks: readonly WeightBlock[],
  a: Q.Rational,
  b: Q.Rational,
): BranchPoint | undefined {
  const [first, last] = [pointAt(branch, blocks, a), pointAt(branch, blocks, b)];
  if (first === undefined || last === undefined) return undefined;
  return {
    t: { lower: a, upper: b },
    level: E.hull(first.level, last.level),
    lower: first.lower.map((root, i) => E.hull(root, last.lower[i]!)),
  };
}

/** A slot: indices that share a value, with d = h' there. */
export interface Slot {
  readonly block: number;
  readonly count: number;
  readonly value: E.Enclosure;
  readonly slope: E.Enclosure;
}

/** The slots of a point: the special index by itself, and the rest of every block. */
export function slotsOf(
  { special, isBalanced }: Branch,
  blocks: readonly WeightBlock[],
  { t, lower }: BranchPoint,
): { readonly special: Slot; readonly rest: readonly Slot[] } {
  // h' is monotone on either side of 0, and no value encloses 0.
  const slopeAt = (block: WeightBlock, value: E.Enclosure): E.Enclosure =>
    E.hull(E.exactly(slopeOf(block, value.lower)), E.exactly(slopeOf(block, value.upper)));
  const slot = (i: number, count: number, value: E.Enclosure): Slot => ({
    block: i,
    count,
    value,
    slope: slopeAt(blocks[i]!, value),
  });
  // On the balanced branch the whole block of t sits at t.
  const own = isBalanced ? blocks[special]!.size : 1;
  const rest = blocks.flatMap((block, i) => {
    const count = i === special ? block.size - own : block.size;
    return count === 0 ? [] : [slot(i, count, lower[i]!)];
  });
  return { special: slot(special, own, t), rest };
}

/** kappa = (sum of all values) / c. */
export function kappaOf(
  branch: Branch,
  blocks: readonly WeightBlock[],
  point: BranchPoint,
): E.Enclosure | undefined {
  return E.divide(totalOf(branch, blocks, point), point.level);
}

/** A positive multiple of d kappa / d t, G prod d_s; see the header. */
export function slopeOfKappa(
  branch: Branch,
  blocks: readonly WeightBlock[],
  point: BranchPoint,
): E.Enclosure {
  const { special, rest } = slotsOf(branch, blocks, point);
  const levelSlope = special.slope;
  const own = rest.find(({ block }) => block === special.block);
  const others = rest.filter((slot) => slot !== own);
  const otherSlopes = productOf(others.map(({ slope }) => slope));
  const otherSums = E.sum(
    others.map((slot) =>
      E.multiply(
        whole(slot.count),
        productOf(others.filter((other) => other !== slot).map(({ slope }) => slope)),
      ),
    ),
  );
  const ownSlope = own?.slope ?? E.exactly(Q.one);
  // prod d + c' sum n prod d', with the own slot taken out: D (d_own + n_own c') + c' d_own sum'.
  const ownPart =
    own === undefined
      ? whole(special.count)
      : E.add(
          sumOfSlopes(blocks[special.block]!, special.value, own.value),
          E.multiply(whole(own.count - 1), levelSlope),
        );
  const totalSlope = E.add(
    E.multiply(otherSlopes, ownPart),
    E.multiply(levelSlope, E.multiply(ownSlope, otherSums)),
  );
  const all = E.multiply(ownSlope, otherSlopes);
  const total = totalOf(branch, blocks, point);
  return E.subtract(
    E.multiply(totalSlope, point.level),
    E.multiply(total, E.multiply(levelSlope, all)),
  );
}

/**
 * h'(t) + h'(y) for two roots t, y of one level, without cancellation where they meet:
 * omega (t^m + ... + y^m) = 1 with m = p - 2, hence
 *   h'(t) + h'(y) = -omega (t - y)^2 sum_{i=1}^{m-1} H_{i-1} H_{m-i-1},
 * H_n = t^n + t^(n-1) y + ... + y^n.
 */
function sumOfSlopes({ weight, degree }: WeightBlock, t: E.Enclosure, y: E.Enclosure): E.Enclosure {
  const m = degree - 2;
  const powers = (x: E.Enclosure): readonly E.Enclosure[] =>
    Array.from({ length: m + 1 }, (_, n) => E.power(x, Q.integer(n)) ?? E.exactly(Q.one));
  const [ts, ys] = [powers(t), powers(y)];
  const H = (n: number): E.Enclosure =>
    E.sum(Array.from({ length: n + 1 }, (_, i) => E.multiply(ts[i]!, ys[n - i]!)));
  const products = Array.from({ length: Math.max(0, m - 1) }, (_, i) =>
    E.multiply(H(i), H(m - 2 - i)),
  );
  const gap = E.subtract(t, y);
  const scale = E.multiply(E.exactly(Q.negate(weight)), E.multiply(gap, gap));
  return E.multiply(scale, E.sum(products));
}

const whole = (n: number): E.Enclosure => E.exactly(Q.integer(n));

const productOf = (factors: readonly E.Enclosure[]): E.Enclosure =>
  factors.reduce(E.multiply, E.exactly(Q.one));

function totalOf(branch: Branch, blocks: readonly WeightBlock[], point: BranchPoint): E.Enclosure {
  const { special, rest } = slotsOf(branch, blocks, point);
  return E.sum([special, ...rest].map(({ count, value }) => E.multiply(whole(count), value)));
}
