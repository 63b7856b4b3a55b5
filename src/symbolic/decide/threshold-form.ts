/**
 * The closed form of a derived threshold, where the sign of an eigenvalue has one.
 *
 * The computer algebra system proposes roots; the core keeps those that it has checked, and solves
 * an equation that is linear in the unknown by itself where nothing was kept.
 */
import { addCounts, type CasCounts, noCounts, proposeRoots } from "../cas/propose.ts";
import * as P from "../exact/polynomial.ts";
import type { RationalFunction } from "../exact/rational-function.ts";
import type { EigenBlock } from "../prediction.ts";
import { solveLinear } from "../solve-linear.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { signFunction } from "./sign.ts";

/** A root of the sign of one eigenvalue. */
export interface ThresholdRoot {
  readonly block: string;
  readonly root: RationalFunction;
}

export interface ThresholdForm {
  readonly roots: readonly ThresholdRoot[];
  /** Equations that have no such roots, or not only: the threshold is a root of one of them. */
  readonly equations: readonly { readonly block: string; readonly numerator: P.Polynomial }[];
  readonly cas: CasCounts;
}

/** Where eigenvalues change their sign, as rational functions of the other parameters. */
export async function thresholdForm(
  blocks: readonly EigenBlock[],
  parameter: string,
): Promise<ThresholdForm> {
  const roots: ThresholdRoot[] = [];
  const equations: { block: string; numerator: P.Polynomial }[] = [];
  let cas = noCounts;
  for (const { block, eigenvalue } of blocks) {
    const numerator = numeratorOfSign(eigenvalue);
    if (numerator === undefined || !P.variables(numerator).includes(parameter)) continue;
    const proposed = await proposeRoots(numerator, parameter);
    cas = addCounts(cas, proposed.counts);
    const linear = solveLinear(numerator, parameter);
    const found = proposed.complete ? proposed.roots : linear === undefined ? [] : [linear];
    roots.push(...found.map((root) => ({ block, root })));
    if (found.length === 0) equations.push({ block, numerator });
  }
  return { roots, equations, cas };
}

function numeratorOfSign(eigenvalue: EigenBlock["eigenvalue"]): P.Polynomial | undefined {
  try {
    return signFunction(eigenvalue).function.numerator;
  } catch (error) {
    if (error instanceof NotDerivable) return undefined;
    throw error;
  }
}
