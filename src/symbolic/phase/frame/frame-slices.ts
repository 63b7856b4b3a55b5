/**
 * The stationary points with two values of the overlaps, one value on each cell of an equitable
 * partition: all of them, of either sign, for a polynomial link.
 *
 * In the direction (z, 1); (1, 0), z = oo, is a point where the cells do not act on each other. Of
 * links with degrees of one parity (-z t, -t) is one with (z t, t); else A + sqrt(N) B = 0 belongs
 * to t > 0 and A - sqrt(N) B = 0 to t < 0.
 */
import * as Q from "../../../model/rational.ts";
import type { AlgebraicNumber } from "../../exact/algebraic-number.ts";
import { rationalOf, refined, signAtAlgebraic } from "../../exact/algebraic-number.ts";
import { exactQuotient } from "../../exact/division.ts";
import * as I from "../../exact/fixed-interval.ts";
import { gcd } from "../../exact/gcd.ts";
import { degree, derivative, substitute } from "../../exact/in-one-variable.ts";
import * as P from "../../exact/polynomial.ts";
import { realLine } from "../../exact/real-roots.ts";
import { linkJet } from "../link-jet.ts";
import type { LinkWeights } from "../link-weights.ts";
import {
  rootsAt,
  type SliceCounts,
  type SliceEquation,
  sliceCounts,
  sliceEquation,
} from "../slice-equation.ts";
import { indexAt, inverseOf, type PointIndex } from "./frame-index.ts";
import type { PartitionClass } from "./partitions.ts";
import { gramAt, type TeacherFrame } from "./teacher-frame.ts";
import { twoBlocks } from "./two-blocks.ts";

/** A point up to its place in a class of partitions. */
export interface SlicePoint {
  /** Absent for (1, 0). */
  readonly z?: AlgebraicNumber;
  /** Whether u = (z t, t) with t < 0, for degrees of both parities. */
  readonly isTurned: boolean;
  readonly index: PointIndex;
}

/** The points at one value of the letter. */
export interface SlicePortrait {
  readonly at: Q.Rational;
  readonly points: readonly SlicePoint[];
}

export interface FrameSlice extends PartitionClass {
  /** Whether the two overlaps may be equal, which is the average and is left out. */
  readonly holdsAverage: boolean;
  /** Whether (1, 0) is stationary for every value of the letter. */
  readonly holdsOneCell: boolean;
  readonly equation: SliceEquation;
  /** D_p of a link of one degree, with the average in it. */
  readonly drift?: P.Polynomial;
  /** Where the letter moves: roots z, so without (1, 0). */
  readonly counts?: SliceCounts;
  /** One for each interval between changes. */
  readonly portraits: readonly SlicePortrait[];
}

/** The slice of a class of partitions. @param ratios c_q by degree */
export function frameSlice(
  frame: TeacherFrame,
  partition: PartitionClass,
  weights: LinkWeights,
  ratios: ReadonlyMap<number, Q.Rational>,
): FrameSlice {
  const slice = twoBlocks(frame, partition.cells);
  const equation = squareFree(sliceEquation(slice, ratios));
  const [only, ...others] = ratios.keys();
  const shown = {
    ...partition,
    holdsAverage: slice.holdsAverage,
    holdsOneCell: slice.isDecoupled && Math.min(...ratios.keys()) > 1,
    equation,
    ...(others.length === 0 ? { drift: slice.drift(only!) } : {}),
  };
  const portrait = (at: Q.Rational): SlicePortrait => ({
    at,
    points: pointsAt(frame, shown, weights, at),
  });
  if (frame.letter === undefined) return { ...shown, portraits: [portrait(Q.zero)] };
  const counts = sliceCounts({ equation: equation.equation }, frame.letter, realLine);
  return { ...shown, counts, portraits: counts.samples.map(portrait) };
}

/** An equation of several factors once each: a double root for every beta is one point. */
function squareFree(found: SliceEquation): SliceEquation {
  const { equation } = found;
  const common = gcd(equation, derivative(equation, "z"));
  if (degree(common, "z") <= 0) return found;
  return { ...found, equation: exactQuotient(equation, common)! };
}

function pointsAt(
  frame: TeacherFrame,
  slice: Pick<FrameSlice, "equation" | "cells" | "holdsOneCell">,
  weights: LinkWeights,
  at: Q.Rational,
): readonly SlicePoint[] {
  const inverse = inverseOf(gramAt(frame, at));
  const jet = linkJet(weights);
  const [first] = slice.cells;
  const indexIn = (z: I.Interval, t: I.Interval): PointIndex =>
    indexAt(
      inverse,
      frame.weights,
      jet,
      frame.gram.map((_, j) => (first!.includes(j) ? z : t)),
    );
  const roots = rootsAt({ equation: slice.equation.equation }, at, realLine).flatMap((root) => {
    const fine = refined(root, Q.rational(1n, 10n ** 45n));
    const exact = rationalOf(root);
    const z = exact === undefined ? I.between(fine.lower, fine.upper) : I.ofRational(exact);
    return sidesOf(slice.equation, at, root).map((isTurned): SlicePoint => {
      const index = isTurned ? indexIn(I.negate(z), I.negate(I.one)) : indexIn(z, I.one);
      return { z: root, isTurned, index };
    });
  });
  if (!slice.holdsOneCell) return roots;
  const sides = slice.equation.opposite === undefined ? [false] : [false, true];
  const alone = sides.map((isTurned) => ({
    isTurned,
    index: indexIn(isTurned ? I.negate(I.one) : I.one, I.zero),
  }));
  return [...roots, ...alone];
}

/** Whether a root belongs to t > 0 (false), to t < 0 (true), or to both. */
function sidesOf(
  { opposite }: SliceEquation,
  at: Q.Rational,
  root: AlgebraicNumber,
): readonly boolean[] {
  if (opposite === undefined) return [false];
  const [a, b] = opposite.map((part) =>
    signAtAlgebraic(substitute(part, "beta", P.constant(at)), root),
  ) as [number, number];
  if (a * b === 0) return [false, true];
  return [a * b > 0];
}
