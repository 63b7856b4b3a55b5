/**
 * Polynomials, numbers and indices of a frame's diagram in words.
 */
import * as Q from "../../model/rational.ts";
import type { Interval } from "../../symbolic/exact/fixed-interval.ts";
import * as I from "../../symbolic/exact/fixed-interval.ts";
import { substitute } from "../../symbolic/exact/in-one-variable.ts";
import * as P from "../../symbolic/exact/polynomial.ts";
import type { FrameDiagram } from "../../symbolic/phase/frame/frame-diagram.ts";
import type { PointIndex } from "../../symbolic/phase/frame/frame-index.ts";
import type { Partition } from "../../symbolic/phase/frame/partitions.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";

/** The name of the letter in LaTeX. */
export const letterOf = ({ frame: { letter } }: FrameDiagram): string =>
  letter === undefined ? "\\beta" : latexOfPolynomial(P.variable(letter.name));

/** A polynomial in LaTeX, with the letter by its name in the spec. */
export const inLetter = (a: P.Polynomial, { frame: { letter } }: FrameDiagram): string =>
  latexOfPolynomial(letter === undefined ? a : substitute(a, "beta", P.variable(letter.name)));

/** Twelve digits of a number, or of the middle of an enclosure. */
export function shortNumber(x: string | Q.Rational | Interval | Ends): string {
  if (typeof x === "string") return `${Number(Number(x).toPrecision(12))}`;
  if ("num" in x) return `${Number(Q.toNumber(x).toPrecision(12))}`;
  const [lower, upper] = "low" in x ? [I.lowerEnd(x), I.upperEnd(x)] : [x.lower, x.upper];
  return shortNumber(Q.divide(Q.add(lower, upper), Q.integer(2)));
}

interface Ends {
  readonly lower: Q.Rational;
  readonly upper: Q.Rational;
}

/** `2`, `1 + (d - 4)`, and a minimum named as one. */
export function indexText({ within, across }: PointIndex, k: number): string {
  if (within === undefined || across === undefined || across === 0) {
    return "not decided: an eigenvalue is 0 or too near to it";
  }
  if (across < 0) return `${within} + (d - ${k})`;
  return within === 0 ? "0, a minimum" : `${within}`;
}

/** `{1, 3}, {2}`: places count from 1. */
export const cellsText = (cells: Partition): string =>
  cells.map((cell) => `{${cell.map((j) => j + 1).join(", ")}}`).join(", ");
