/**
 * Questions to the computer algebra system, each answer checked before it is returned.
 *
 * Every result carries its counts: `asked` questions, and of their answers how many were `kept`
 * and how many `dropped`. A question without any answer counts as one dropped.
 */
import { degree } from "../exact/in-one-variable.ts";
import { isZero, type Polynomial } from "../exact/polynomial.ts";
import type { RationalFunction } from "../exact/rational-function.ts";
import * as fractions from "../exact/rational-function.ts";
import { squareFreePart } from "../exact/square-free.ts";
import { type CheckedFactor, keepIfEqual, keepIfFactorisation, keepIfRoot } from "./keep.ts";
import { guesses, patience } from "./nerdamer.ts";

export interface CasCounts {
  readonly asked: number;
  readonly kept: number;
  readonly dropped: number;
}

/** No question yet. */
export const noCounts: CasCounts = { asked: 0, kept: 0, dropped: 0 };

export const addCounts = (a: CasCounts, b: CasCounts): CasCounts => ({
  asked: a.asked + b.asked,
  kept: a.kept + b.kept,
  dropped: a.dropped + b.dropped,
});

/**
 * Roots of a polynomial in one unknown, as rational functions of its other variables.
 *
 * @returns `roots`: each one is a root, distinct; `complete`: whether there are no others, decided
 *   by the degree of the square-free part and not by the system that was asked.
 * @example proposeRoots(a x + b, "x") // roots: [-b/a], complete: true
 */
export async function proposeRoots(
  polynomial: Polynomial,
  unknown: string,
  milliseconds = patience,
): Promise<{
  readonly roots: readonly RationalFunction[];
  readonly complete: boolean;
  readonly counts: CasCounts;
}> {
  const question = fractions.ofPolynomial(polynomial);
  const answers = await guesses("solve", question, unknown, milliseconds);
  const roots: RationalFunction[] = [];
  let kept = 0;
  for (const answer of answers) {
    const root = keepIfRoot(polynomial, unknown, answer);
    if (root === undefined) continue;
    kept += 1;
    if (!roots.some((met) => fractions.equal(met, root))) roots.push(root);
  }
  const complete = roots.length === distinctRoots(polynomial, unknown);
  return { roots, complete, counts: counted(kept, answers.length) };
}

/** A factorisation of a polynomial: its product is the polynomial, exactly. */
export async function proposeFactorisation(
  polynomial: Polynomial,
  milliseconds = patience,
): Promise<{
  readonly constant?: Polynomial;
  readonly factors?: readonly CheckedFactor[];
  readonly counts: CasCounts;
}> {
  const question = fractions.ofPolynomial(polynomial);
  const answers = await guesses("factor", question, "", milliseconds);
  for (const answer of answers) {
    const found = keepIfFactorisation(polynomial, answer);
    if (found !== undefined) return { ...found, counts: counted(1, answers.length) };
  }
  return { counts: counted(0, answers.length) };
}

/** Another text of a rational function: it stands for the same function, exactly. */
export async function proposeSimplification(
  f: RationalFunction,
  milliseconds = patience,
): Promise<{ readonly text?: string; readonly counts: CasCounts }> {
  const answers = await guesses("simplify", f, "", milliseconds);
  for (const answer of answers) {
    const text = keepIfEqual(f, answer);
    if (text !== undefined) return { text, counts: counted(1, answers.length) };
  }
  return { counts: counted(0, answers.length) };
}

/** The number of distinct roots in an algebraic closure of Q(other variables). */
const distinctRoots = (polynomial: Polynomial, unknown: string): number =>
  isZero(polynomial) ? Number.POSITIVE_INFINITY : degree(squareFreePart(polynomial), unknown);

const counted = (kept: number, answers: number): CasCounts => ({
  asked: 1,
  kept,
  dropped: Math.max(answers, 1) - kept,
});
