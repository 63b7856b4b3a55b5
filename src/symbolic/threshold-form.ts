/**
 * The closed form of a derived threshold, where the sign of an eigenvalue has one.
 *
 * The computer algebra system proposes roots; the core keeps those that it has checked, and solves
 * an equation that is linear in the unknown by itself where nothing was kept.
 */
import { addCounts, type CasCounts, noCounts, proposeRoots } from "./cas/propose.ts";
import * as P from "./exact/polynomial.ts";
import type { RationalFunction } from "./exact/rational-function.ts";
import type { EigenBlock } from "./prediction.ts";
import { signFunction } from "./sign.ts";
import { solveLinear } from "./solve-linear.ts";
import { NotDerivable } from "./term/not-derivable.ts";

/** A root of the sign of one eigenvalue. */
export interface ThresholdRoot {
  readonly block: string;
  readonly root: RationalFunction;
}

/** Where eigenvalues change their sign, as rational functions of the other parameters. */
export async function thresholdForm(
  blocks: readonly EigenBlock[],
  parameter: string,
): Promise<{ readonly roots: readonly ThresholdRoot[]; readonly cas: CasCounts }> {
  const roots: ThresholdRoot[] = [];
  let cas = noCounts;
  for (const { block, eigenvalue } of blocks) {
    const numerator = numeratorOfSign(eigenvalue);
    if (numerator === undefined || !P.variables(numerator).includes(parameter)) continue;
    const proposed = await proposeRoots(numerator, parameter);
    cas = addCounts(cas, proposed.counts);
    const solved = solveLinear(numerator, parameter);
    const found = proposed.complete
      ? proposed.roots
      : solved === undefined
        ? proposed.roots
        : [solved];
    roots.push(...found.map((root) => ({ block, root })));
  }
  return { roots, cas };
}

function numeratorOfSign(eigenvalue: EigenBlock["eigenvalue"]): P.Polynomial | undefined {
  try {
    return signFunction(eigenvalue).function.numerator;
  } catch (error) {
    if (error instanceof NotDerivable) return undefined;
    throw error;
  }
}
