/**
 * A derived object as one line of text, in the spec language.
 */
import * as P from "./exact/polynomial.ts";
import { formatPolynomial, formatRationalFunction } from "./exact/text.ts";
import type { Derived, EigenBlock } from "./prediction.ts";
import { signFunction } from "./sign.ts";
import { solveLinear } from "./solve-linear.ts";
import { formatTerm } from "./term/format.ts";
import { NotDerivable } from "./term/not-derivable.ts";

/** The derived object of a prediction. */
export function describe(derived: Derived): string {
  switch (derived.kind) {
    case "identity":
      return formatTerm(derived.of);
    case "reduction":
      return derived.rates.map((rate) => formatTerm(rate)).join("; ");
    case "stationary":
      return `gradient coefficient ${formatTerm(derived.gradient)}`;
    case "morse-index":
      return derived.blocks.map(blockText).join("; ");
    case "attractor-threshold":
      return `${derived.parameter} at a fold or an end of a branch, enclosed at each case`;
    case "threshold": {
      const roots = derived.blocks.flatMap((block) => rootText(block, derived.parameter));
      return roots.length > 0 ? roots.join("; ") : derived.blocks.map(blockText).join("; ");
    }
  }
}

const blockText = ({ block, eigenvalue, multiplicity }: EigenBlock): string =>
  `${block}: eigenvalue ${formatTerm(eigenvalue)}, multiplicity ${formatPolynomial(multiplicity)}`;

/** Where the eigenvalue of a block changes its sign, if that is one linear equation. */
function rootText({ block, eigenvalue }: EigenBlock, parameter: string): readonly string[] {
  try {
    const { numerator } = signFunction(eigenvalue).function;
    if (!P.variables(numerator).includes(parameter)) return [];
    const root = solveLinear(numerator, parameter);
    return root === undefined
      ? []
      : [`${parameter} = ${formatRationalFunction(root)} (${block} the span)`];
  } catch (error) {
    if (error instanceof NotDerivable) return [];
    throw error;
  }
}
