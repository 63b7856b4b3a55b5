/**
 * The evidence of a frame's diagram: row sums, the characteristic polynomial, the equations of slices
 * against the flow written out, and every root and count.
 */
import * as Q from "../../model/rational.ts";
import { type Letter, positiveReal } from "../../symbolic/equation.ts";
import { type AlgebraicNumber, realRoots } from "../../symbolic/exact/algebraic-number.ts";
import { exactQuotient } from "../../symbolic/exact/division.ts";
import {
  heightOf,
  type IntegerPolynomial,
  integerPolynomial,
  squareFreePartOf,
} from "../../symbolic/exact/integer-polynomial.ts";
import * as P from "../../symbolic/exact/polynomial.ts";
import { formatPolynomial } from "../../symbolic/exact/text.ts";
import {
  atLetter,
  type FrameAverage,
  valueAtLetter,
} from "../../symbolic/phase/frame/frame-average.ts";
import type { FrameDiagram } from "../../symbolic/phase/frame/frame-diagram.ts";
import type { FrameSlice } from "../../symbolic/phase/frame/frame-slices.ts";
import type { TeacherFrame } from "../../symbolic/phase/frame/teacher-frame.ts";
import type { SupportType } from "../../symbolic/phase/frame/weighted-orthonormal.ts";
import { type EvidencePart, rootPart, type Support } from "../evidence.ts";

/** Determinants up to this size are written out. */
const largest = 5;

/** What a diagram rests on, one entry for the average and one for each class of partitions. */
export function frameSupports(diagram: FrameDiagram): readonly Support[] {
  const { frame, average, slices, types, weights } = diagram;
  const supports: Support[] = [];
  if (average.kind === "derived") {
    const items = averageParts(frame, average.value);
    supports.push({ id: "average", verdict: "certified", items });
  }
  for (const [i, { slice }] of slices.entries()) {
    if (slice.kind === "not-derived") continue;
    const [degree] = weights.ratios!.keys();
    const items = sliceParts(frame, slice.value, degree!);
    supports.push({ id: `slice-${i + 1}`, verdict: "certified", items });
  }
  if (types?.kind === "derived") {
    const [degree] = weights.ratios!.keys();
    supports.push({ id: "types", verdict: "certified", items: typeParts(types.value, degree!) });
  }
  return supports;
}

/** The ratio of the overlaps of two weights, a root of omega z^(p-2) - omega'. */
function typeParts(types: readonly SupportType[], degree: number): readonly EvidencePart[] {
  const weights = types[0]!.support.map(({ weight }) => weight);
  return weights.slice(1).map((weight, i) => {
    const ratio = Q.divide(weights[i]!, weight);
    const power = P.scale(P.power(P.variable("z"), degree - 2), Q.integer(ratio.den));
    const [root] = realRoots(P.subtract(power, P.constant(ratio.num)), {
      lower: Q.zero,
      upper: "oo",
    });
    const words = `${Q.formatRational(weight)} over that of weight ${Q.formatRational(weights[i]!)}`;
    return rootPart(`the overlap of weight ${words}`, root!.root);
  });
}

function averageParts(frame: TeacherFrame, average: FrameAverage): readonly EvidencePart[] {
  const { gram } = frame;
  const beta = lettersOf(frame);
  const rowSum = formatPolynomial(average.rowSum);
  const sums = gram.map((row, i) =>
    equal(`the sum of row ${i + 1}`, row.map(bracketed).join(" + "), rowSum, beta),
  );
  const characteristic =
    gram.length > largest
      ? []
      : [
          equal(
            "det(x - A) is x - rho times the polynomial of the other eigenvalues",
            determinantText(
              gram.map((row, i) =>
                row.map((a, j) => (i === j ? `(x - ${bracketed(a)})` : `(-${bracketed(a)})`)),
              ),
            ),
            `(x - (${rowSum}))*(${formatPolynomial(average.others)})`,
            [...beta, positiveReal("x")],
          ),
        ];
  return [
    ...sums,
    ...characteristic,
    ...(average.eigenvalues ?? []).map(({ value }) => rootPart("an eigenvalue of A", value)),
    ...average.cells.flatMap(({ at, index }) => aboveParts(average, at, index.within)),
    ...average.thresholds.map((root) => rootPart("where the index changes, in the letter", root)),
  ];
}

/** As many distinct eigenvalues above rho/(p - 1) as there are directions of descent, or fewer. */
function aboveParts(
  { others, critical }: FrameAverage,
  at: Q.Rational,
  within: number | undefined,
): readonly EvidencePart[] {
  if (critical === undefined || within === undefined) return [];
  const polynomial = squareFreePartOf(integerPolynomial(atLetter(others, at)));
  const lower = valueAtLetter(critical, at);
  const upper = boundOf(polynomial);
  const roots = realRoots(polynomial, { lower, upper });
  return [
    {
      kind: "roots",
      statement: `distinct eigenvalues of A above rho/(p - 1) where the letter is ${Q.formatRational(at)}; the index is ${within} with multiplicities`,
      polynomial: polynomial.map(String),
      lower: Q.formatRational(lower),
      upper: Q.formatRational(upper),
      count: roots.length,
    },
  ];
}

function sliceParts(
  frame: TeacherFrame,
  slice: FrameSlice,
  degree: number,
): readonly EvidencePart[] {
  const { equation } = slice.equation;
  return [
    ...driftParts(frame, slice, degree),
    ...(slice.counts?.changes ?? []).map((root) =>
      rootPart("where the number of points changes, in the letter", root),
    ),
    ...slice.portraits.flatMap(({ at, points }) => [
      ...countParts(equation, at),
      ...points.flatMap(({ z }) => (z === undefined ? [] : [zPart(z, at)])),
    ]),
  ];
}

const zPart = (z: AlgebraicNumber, at: Q.Rational): EvidencePart =>
  rootPart(`a ratio z where the letter is ${Q.formatRational(at)}`, z);

/** All roots z at one value of the letter. */
function countParts(equation: P.Polynomial, at: Q.Rational): readonly EvidencePart[] {
  const here = atLetter(equation, at);
  if (P.isConstant(here)) return [];
  const polynomial = integerPolynomial(here);
  const upper = boundOf(polynomial);
  return [
    {
      kind: "roots",
      statement: `all ratios z where the letter is ${Q.formatRational(at)}`,
      polynomial: polynomial.map(String),
      lower: Q.formatRational(Q.negate(upper)),
      upper: Q.formatRational(upper),
      count: realRoots(here).length,
    },
  ];
}

/** The flow on the cells, written out, is the equation times what was taken out of it. */
function driftParts(
  frame: TeacherFrame,
  { cells, drift, equation: { equation } }: FrameSlice,
  degree: number,
): readonly EvidencePart[] {
  const rest = drift && exactQuotient(drift, equation);
  if (rest === undefined) return [];
  const [first, second] = cells as readonly [readonly number[], readonly number[]];
  const pull = (i: number): string =>
    frame.gram[i]!.map((a, j) => {
      const power = first.includes(j) ? `*z^${degree - 1}` : "";
      return `${bracketed(a)}*(${Q.formatRational(frame.weights[j]!)})${power}`;
    }).join(" + ");
  return cells.flatMap((cell, side) =>
    cell.map((i) => {
      const own = side === 0 ? i : first[0]!;
      const other = side === 0 ? second[0]! : i;
      return equal(
        `the rate of z from vectors ${own + 1} and ${other + 1}, over t^(p-2)`,
        `${degree}*(${pull(own)} - z*(${pull(other)}))`,
        `(${formatPolynomial(rest)})*(${formatPolynomial(equation)})`,
        [...lettersOf(frame), positiveReal("z")],
      );
    }),
  );
}

const lettersOf = ({ letter }: TeacherFrame): readonly Letter[] =>
  letter === undefined ? [] : [positiveReal("beta")];

const bracketed = (a: P.Polynomial): string => `(${formatPolynomial(a)})`;

const equal = (
  statement: string,
  left: string,
  right: string,
  letters: readonly Letter[],
): EvidencePart => ({ kind: "equal", statement, left, right, letters, positive: [] });

/** The determinant by its first row. */
function determinantText(rows: readonly (readonly string[])[]): string {
  const [top, ...others] = rows;
  if (top === undefined) return "1";
  return `(${top
    .map((entry, j) => {
      const minor = others.map((row) => row.filter((_, l) => l !== j));
      return `${j % 2 === 0 ? "" : "-1*"}${entry}*${determinantText(minor)}`;
    })
    .join(" + ")})`;
}

/** More than the size of every root: 1 + the greatest ratio to the leading coefficient [Cauchy]. */
const boundOf = (polynomial: IntegerPolynomial): Q.Rational => {
  const lead = polynomial.at(-1)!;
  return Q.integer(2n + heightOf(polynomial) / (lead < 0n ? -lead : lead));
};
