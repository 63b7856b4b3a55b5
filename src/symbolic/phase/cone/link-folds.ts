/**
 * The slices of a link of any kind over an equiangular frame of k vectors, with their folds: what
 * the elimination of `mixture-fold.ts` and `fold.ts` has no rule for.
 */
import * as Q from "../../../model/rational.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { type AverageDiagram, type Link, slopeNorm } from "../average-diagram.ts";
import { enclosureOf, type LinkWeights, positiveDegrees, rationalOfText } from "../link-weights.ts";
import { algebraicPoint, type PhasePoint } from "../phase-point.ts";
import { type ConeEvent, type ConeFolds, coneFolds } from "./cone-folds.ts";
import { positiveSeries } from "./positive-series.ts";

export interface LinkFolds {
  /** l = 1, 2, ...: all k - 1 of them, or the first few. */
  readonly slices: readonly ConeFolds[];
  readonly isWhole: boolean;
  readonly basis: "bound" | "estimate";
  /** The greatest fold, where no point is left beyond it on any slice. */
  readonly last?: ConeEvent;
}

const mostSlices = 4n;

/**
 * The folds of a link.
 *
 * @throws NotDerivable for links without a degree of 3 or more
 */
export function linkFolds(
  link: Link,
  weights: LinkWeights,
  average: AverageDiagram,
  k: bigint,
): LinkFolds {
  if (Math.max(0, ...positiveDegrees(weights)) < 3) {
    throw new NotDerivable("folds of a link of degree below 3: there are none");
  }
  const slope = slopeNorm(link, weights.expansion);
  const series = positiveSeries(weights, slope && enclosureOf(slope).upper);
  if (series.slopeTail === undefined) {
    throw new NotDerivable(
      "folds of a link with a jump, or whose derivative has no rule: nothing bounds sum q c_q",
    );
  }
  const isEstimate = weights.basis === "estimate" || slope?.basis === "estimate";
  const count = k - 1n < mostSlices ? k - 1n : mostSlices;
  const meetings = meetingsOf(average);
  const slices = Array.from({ length: Number(count) }, (_, i) =>
    coneFolds({ series, k, l: BigInt(i + 1) }, meetings),
  );
  const isWhole = count === k - 1n;
  const last = isWhole ? lastFold(slices) : undefined;
  return {
    slices,
    isWhole,
    basis: isEstimate ? "estimate" : "bound",
    ...(last === undefined ? {} : { last }),
  };
}

/** Where a branch may meet the average: its curvature vanishes there, or may. */
function meetingsOf(average: AverageDiagram): readonly ConeEvent[] {
  switch (average.kind) {
    case "exact":
      return average.thresholds.roots.map(({ beta }) => meeting(algebraicPoint(beta)));
    case "enclosed":
      return [
        ...average.thresholds.thresholds.map(({ point }) => meeting(point)),
        ...average.thresholds.open.map(
          ({ from, to }): ConeEvent => ({ kind: "not decided", from, to }),
        ),
      ];
    case "symbolic":
    case "not-derived":
      throw new NotDerivable("folds of a link whose average is not derived for a number k");
  }
}

const meeting = ({ enclosure: [from, to] }: PhasePoint): ConeEvent => ({
  kind: "average",
  from: rationalOfText(from),
  to: rationalOfText(to),
});

/** Whether a slice has no point from its last event up to 1. */
const isEmptyAtTheEnd = ({ cells }: ConeFolds): boolean => {
  const end = cells.at(-1);
  return end !== undefined && Q.equals(end.to, Q.one) && end.points?.length === 0;
};

/** The angle beyond which the slices shown have no point; `undefined` where that is open. */
export function emptyBeyond(slices: readonly ConeFolds[]): Q.Rational | undefined {
  if (!slices.every(isEmptyAtTheEnd)) return undefined;
  const ends = slices.map(({ cells }) => cells.at(-1)!.from);
  return ends.reduce((best, end) => (Q.compare(end, best) > 0 ? end : best), Q.zero);
}

/** The greatest event at which points end, if every slice has none beyond its last one. */
function lastFold(slices: readonly ConeFolds[]): ConeEvent | undefined {
  if (!slices.every(isEmptyAtTheEnd)) return undefined;
  const lasts = slices.map(lastChange);
  if (lasts.includes("not decided")) return undefined;
  return lasts
    .filter((event) => typeof event === "object")
    .reduce<ConeEvent | undefined>(
      (best, event) => (best && Q.compare(event.from, best.from) <= 0 ? best : event),
      undefined,
    );
}

/** The last event of a slice at which the number of points changes. */
function lastChange({ events, cells }: ConeFolds): ConeEvent | "not decided" | undefined {
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!;
    // Beside a fold there are two points, on one of its sides; there are none above.
    if (event.kind === "fold") return event;
    const before = cells.find(({ to }) => Q.equals(to, event.from));
    if (event.kind === "not decided" || before?.points === undefined) return "not decided";
    if (before.points.length > 0) return event;
  }
  return undefined;
}
