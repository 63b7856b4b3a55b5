/**
 * All stationary points in the span of a frame of few vectors, with proof that there are no others:
 * zeros of a system in the ratios of the overlaps, enclosed by interval arithmetic.
 *
 * w in the span is stationary iff the pulls p_i = sum_j A_ij omega_j g'(u_j) are a multiple of u.
 * In the chart of a place c, u = t e with e_c = 1 and |e_i| <= 1 for the others, this is p_i - e_i
 * p_c = 0, i not c, with t = +-(e^T A^-1 e)^(-1/2); for one degree t drops out. Charts overlap a
 * little, so that no point lies on the edge of all of its charts.
 */
import * as Q from "../../../model/rational.ts";
import * as I from "../../exact/fixed-interval.ts";
import { type Box, type Limits, type System, zerosInBox } from "../../exact/zeros-in-box.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { type LinkJet, linkJet } from "../link-jet.ts";
import { type LinkWeights, positiveDegrees } from "../link-weights.ts";
import { indexAt, inverseOf, type PointIndex } from "./frame-index.ts";
import { gramAt, type TeacherFrame } from "./teacher-frame.ts";

export interface AllPoints {
  readonly points: readonly PointIndex[];
  /** Whether the opposite of each point is one too, and is left out. */
  readonly upToSign: boolean;
}

/** Vectors of a frame whose points are all looked for, for one degree and for several. */
const most = { pure: 4, several: 3 };

/** Boxes of one chart: some seconds, whatever the number of degrees. */
const limitsFor = (degrees: number): Limits => ({
  boxes: Math.min(40_000, Math.max(3_000, Math.floor(200_000 / degrees))),
  narrowest: 1n << 150n,
});

/** How far charts reach beyond 1. */
const reach = Q.rational(17n, 16n);

/**
 * All points at one value of the letter.
 *
 * @throws NotDerivable if a point is degenerate, or boxes run out.
 */
export function allPoints(
  frame: TeacherFrame,
  weights: LinkWeights,
  at: Q.Rational,
  slopeNorm?: Q.Rational,
): AllPoints {
  const k = frame.gram.length;
  const degrees = positiveDegrees(weights);
  const jet = linkJet(weights, slopeNorm);
  const gram = gramAt(frame, at);
  const isHomogeneous = weights.ratios !== undefined && degrees.length === 1;
  const limit = isHomogeneous ? most.pure : most.several;
  if (k > limit) {
    throw new NotDerivable(
      `all points of this link over more than ${limit} vectors: boxes run out`,
    );
  }
  const parities = new Set(degrees.map((q) => q % 2));
  const upToSign = isHomogeneous || (weights.ratios !== undefined && parities.size === 1);
  const inverse = inverseOf(gram);
  const setting: Setting = {
    weighed: gram.map((row) => row.map((a, j) => I.ofRational(Q.multiply(a, frame.weights[j]!)))),
    inverse: inverse.map((row) => row.map(I.ofRational)),
    jet,
    isHomogeneous,
  };
  const side = I.between(Q.negate(reach), reach);
  const points: PointIndex[] = [];
  for (const sign of upToSign ? [1n] : [1n, -1n]) {
    for (let chart = 0; chart < k; chart++) {
      const system = systemOf(setting, chart, sign);
      const { zeros, open } = zerosInBox(
        system,
        Array.from({ length: k - 1 }, () => side),
        limitsFor(degrees.length),
      );
      if (open.length > 0) {
        throw new NotDerivable("all points: one of them is degenerate, or boxes ran out");
      }
      for (const zero of zeros) {
        const direction = fullDirection(zero, chart).map((e) => I.times(e, sign));
        const found = indexAt(inverse, frame.weights, jet, direction);
        const isKnown = points.some(
          (other) => overlap(other, found, 1n) || (upToSign && overlap(other, found, -1n)),
        );
        if (!isKnown) points.push(found);
      }
    }
  }
  return { points: points.sort(byLoss), upToSign };
}

type IntervalMatrix = readonly (readonly I.Interval[])[];

interface Setting {
  /** A_ij omega_j. */
  readonly weighed: IntervalMatrix;
  readonly inverse: IntervalMatrix;
  readonly jet: LinkJet;
  readonly isHomogeneous: boolean;
}

/** The equations of a chart, one for each place but its own. */
function systemOf(setting: Setting, chart: number, sign: bigint): System {
  const { weighed, jet } = setting;
  const places = weighed.map((_, i) => i).filter((i) => i !== chart);
  const total = (terms: readonly I.Interval[]): I.Interval => terms.reduce(I.add, I.zero);
  return {
    values: (box) => {
      const e = fullDirection(box, chart);
      const scale = scaleOf(setting, e, sign);
      if (scale === undefined) return undefined;
      const slopes = e.map((x) => jet(I.multiply(scale.t, x), 1));
      const pulls = weighed.map((row) => total(row.map((a, j) => I.multiply(a, slopes[j]!))));
      return places.map((i) => I.subtract(pulls[i]!, I.multiply(e[i]!, pulls[chart]!)));
    },
    jacobian: (box) => {
      const e = fullDirection(box, chart);
      const scale = scaleOf(setting, e, sign);
      if (scale === undefined) return undefined;
      const { t, derivatives } = scale;
      const u = e.map((x) => I.multiply(t, x));
      const [first, second] = [u.map((x) => jet(x, 1)), u.map((x) => jet(x, 2))];
      const pull = total(weighed[chart]!.map((a, j) => I.multiply(a, first[j]!)));
      /** d p_i / d e_b = A_ib omega_b g''(u_b) t + sum_j A_ij omega_j g''(u_j) e_j dt/de_b. */
      const slope = (i: number, b: number): I.Interval => {
        const own = I.multiply(I.multiply(weighed[i]![b]!, second[b]!), t);
        const byScale = total(
          weighed[i]!.map((a, j) => I.multiply(I.multiply(a, second[j]!), e[j]!)),
        );
        return I.add(own, I.multiply(byScale, derivatives[b]!));
      };
      return places.map((i) =>
        places.map((b) => {
          const change = I.subtract(slope(i, b), I.multiply(e[i]!, slope(chart, b)));
          return i === b ? I.subtract(change, pull) : change;
        }),
      );
    },
  };
}

/** t and its derivatives in e: 1 and 0 where the scale drops out. */
function scaleOf(
  { inverse, isHomogeneous }: Setting,
  e: readonly I.Interval[],
  sign: bigint,
): { readonly t: I.Interval; readonly derivatives: readonly I.Interval[] } | undefined {
  if (isHomogeneous) return { t: I.one, derivatives: e.map(() => I.zero) };
  const dual = inverse.map((row) =>
    row.reduce((sum, a, j) => I.add(sum, I.multiply(a, e[j]!)), I.zero),
  );
  const norm = e.reduce((sum, x, j) => I.add(sum, I.multiply(x, dual[j]!)), I.zero);
  const root = I.squareRoot(norm);
  const size = root && I.inverse(root);
  if (size === undefined) return undefined;
  const t = I.times(size, sign);
  // N^(-1/2) has the derivative -N^(-3/2) (A^-1 e)_b.
  const cube = I.negate(I.multiply(I.square(size), t));
  return { t, derivatives: dual.map((x) => I.multiply(cube, x)) };
}

const fullDirection = (box: Box, chart: number): readonly I.Interval[] => [
  ...box.slice(0, chart),
  I.one,
  ...box.slice(chart),
];

/** Whether two enclosures, the second times a sign, may be of one point: zeros lie far apart. */
const overlap = (a: PointIndex, b: PointIndex, sign: bigint): boolean =>
  a.overlaps.every((x, j) => I.intersection(x, I.times(b.overlaps[j]!, sign)) !== undefined);

const byLoss = (a: PointIndex, b: PointIndex): number => Number(a.loss.low - b.loss.low);
