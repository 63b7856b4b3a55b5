/**
 * The diagram of a weighted sum over a frame that is written out, as data, and the schema of it.
 */
import * as Q from "../../model/rational.ts";
import type { AlgebraicNumber } from "../../symbolic/exact/algebraic-number.ts";
import type { Interval } from "../../symbolic/exact/fixed-interval.ts";
import * as I from "../../symbolic/exact/fixed-interval.ts";
import { substitute } from "../../symbolic/exact/in-one-variable.ts";
import * as P from "../../symbolic/exact/polynomial.ts";
import { closedForm } from "../../symbolic/exact/radical.ts";
import { formatPolynomial } from "../../symbolic/exact/text.ts";
import type { Derived } from "../../symbolic/phase/derived-part.ts";
import type { FrameAverage } from "../../symbolic/phase/frame/frame-average.ts";
import type { FrameDiagram } from "../../symbolic/phase/frame/frame-diagram.ts";
import { escapeDivisor, type FrameEscape } from "../../symbolic/phase/frame/frame-escape.ts";
import type { PointIndex } from "../../symbolic/phase/frame/frame-index.ts";
import type { FrameSlice } from "../../symbolic/phase/frame/frame-slices.ts";
import { algebraicPoint, outwardDecimals } from "../../symbolic/phase/phase-point.ts";
import { listOf, object } from "./schema-words.ts";

const words = { type: "string" } as const;
const whole = { type: "integer" } as const;
const pair = { type: "array", items: words, minItems: 2, maxItems: 2 } as const;
const notDerived = object({ notDerived: words });
const root = object(
  {
    exact: words,
    value: words,
    enclosure: pair,
    coefficients: listOf(words),
    irreducible: { type: "boolean" },
  },
  ["exact"],
);
const index = object(
  { within: whole, across: { enum: [-1, 0, 1] }, loss: pair, overlaps: listOf(pair) },
  ["within", "across"],
);
const cell = object({ at: words, index });
const partition = { cells: listOf(listOf(whole)), size: whole } as const;

export const frameSchema = {
  properties: {
    frame: object(
      {
        link: words,
        gram: listOf(listOf(words)),
        weights: listOf(words),
        letter: object({ name: words, lower: words, upper: words }),
        coarsest: listOf(listOf(whole)),
        average: {
          anyOf: [
            notDerived,
            object(
              {
                rowSum: words,
                others: words,
                eigenvalues: listOf(object({ multiplicity: whole, point: root })),
                critical: words,
                thresholds: listOf(root),
                cells: listOf(cell),
              },
              ["eigenvalues", "critical"],
            ),
          ],
        },
        slices: listOf({
          anyOf: [
            object({ ...partition, notDerived: words }),
            object(
              {
                ...partition,
                equation: words,
                changes: listOf(root),
                counts: listOf(whole),
                portraits: listOf(
                  object({
                    at: words,
                    points: listOf(object({ z: root, turned: { type: "boolean" }, index }, ["z"])),
                  }),
                ),
              },
              ["changes", "counts"],
            ),
          ],
        }),
        types: {
          anyOf: [
            notDerived,
            listOf(
              object({
                support: listOf(object({ weight: words, count: whole })),
                points: words,
                index,
              }),
            ),
          ],
        },
        all: {
          anyOf: [notDerived, object({ upToSign: { type: "boolean" }, points: listOf(index) })],
        },
        escape: {
          anyOf: [
            notDerived,
            object({ kind: words, degree: whole, rate: root, pull: words, divisor: words }, [
              "degree",
              "rate",
              "pull",
              "divisor",
            ]),
          ],
        },
      },
      ["letter", "types", "all"],
    ),
  },
} as const;

/** The diagram as data. Places of vectors count from 1. */
export function frameJson(diagram: FrameDiagram) {
  const { frame, average, slices, types, all, escapeLaw } = diagram;
  const text = (a: P.Polynomial): string => polynomialText(a, diagram);
  return {
    frame: {
      link: diagram.link,
      gram: frame.gram.map((row) => row.map(text)),
      weights: frame.weights.map(Q.formatRational),
      ...(frame.letter === undefined
        ? {}
        : {
            letter: {
              name: frame.letter.name,
              lower: Q.formatRational(frame.letter.lower),
              upper: Q.formatRational(frame.letter.upper),
            },
          }),
      coarsest: placesOf(diagram.coarsest),
      average: orReason(average, (found) => averageJson(found, text)),
      slices: slices.map(({ partition: { cells, size }, slice }) => ({
        cells: placesOf(cells),
        size,
        ...orReason(slice, (found) => sliceJson(found, text)),
      })),
      ...(types === undefined
        ? {}
        : {
            types: orReason(types, (found) =>
              found.map(({ support, points, index: at }) => ({
                support: support.map(({ weight, count }) => ({
                  weight: Q.formatRational(weight),
                  count,
                })),
                points: `${points}`,
                index: indexJson(at),
              })),
            ),
          }),
      ...(all === undefined
        ? {}
        : {
            all: orReason(all, ({ points, upToSign }) => ({
              upToSign,
              points: points.map(indexJson),
            })),
          }),
      escape: orReason(escapeLaw, (found) => escapeJson(found, text)),
    },
  };
}

/** With the letter by its name in the spec. */
export const polynomialText = (a: P.Polynomial, { frame: { letter } }: FrameDiagram): string =>
  formatPolynomial(letter === undefined ? a : substitute(a, "beta", P.variable(letter.name)));

const placesOf = (cells: FrameDiagram["coarsest"]) => cells.map((c) => c.map((j) => j + 1));

function orReason<T, J>(part: Derived<T>, json: (value: T) => J): J | { notDerived: string } {
  return part.kind === "derived" ? json(part.value) : { notDerived: part.reason };
}

const averageJson = (average: FrameAverage, text: (a: P.Polynomial) => string) => ({
  rowSum: text(average.rowSum),
  others: text(average.others),
  ...(average.eigenvalues && {
    eigenvalues: average.eigenvalues.map(({ value, multiplicity }) => ({
      multiplicity,
      point: rootJson(value),
    })),
  }),
  ...(average.critical && { critical: text(average.critical) }),
  thresholds: average.thresholds.map(rootJson),
  cells: average.cells.map(({ at, index: found }) => ({
    at: Q.formatRational(at),
    index: indexJson(found),
  })),
});

const sliceJson = (slice: FrameSlice, text: (a: P.Polynomial) => string) => ({
  equation: text(slice.equation.equation),
  ...(slice.counts && {
    changes: slice.counts.changes.map(rootJson),
    counts: slice.counts.counts,
  }),
  portraits: slice.portraits.map(({ at, points }) => ({
    at: Q.formatRational(at),
    points: points.map(({ z, isTurned, index: found }) => ({
      ...(z && { z: rootJson(z) }),
      turned: isTurned,
      index: indexJson(found),
    })),
  })),
});

function escapeJson(law: FrameEscape, text: (a: P.Polynomial) => string) {
  switch (law.kind) {
    case "bounded":
      return { kind: law.kind };
    case "logarithm":
      return { kind: law.kind, ...(law.rate && { rate: rootJson(law.rate) }) };
    case "power":
      return {
        kind: law.kind,
        degree: law.degree,
        divisor: Q.formatRational(escapeDivisor(law.degree)),
        ...(law.pull && { pull: text(law.pull) }),
      };
  }
}

function rootJson(value: AlgebraicNumber) {
  const point = algebraicPoint(value);
  const exact = closedForm(value);
  return {
    ...(exact === undefined ? {} : { exact }),
    value: point.value,
    enclosure: point.enclosure,
    coefficients: value.minimalPolynomial.map(String),
    irreducible: value.irreducible === "shown",
  };
}

const indexJson = ({ within, across, loss, overlaps }: PointIndex) => ({
  ...(within === undefined ? {} : { within }),
  ...(across === undefined ? {} : { across }),
  loss: ends(loss),
  overlaps: overlaps.map(ends),
});

const ends = (a: Interval) => outwardDecimals(I.lowerEnd(a), I.upperEnd(a), 21);
