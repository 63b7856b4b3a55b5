/**
 * A derived object as one line of text, in the spec language.
 */
import { type CasCounts, noCounts } from "./cas/propose.ts";
import { thresholdForm } from "./decide/threshold-form.ts";
import { formatPolynomial, formatRationalFunction } from "./exact/text.ts";
import type { Derived, EigenBlock } from "./prediction.ts";
import { formatTerm } from "./term/format.ts";

export interface Description {
  readonly text: string;
  /** What the computer algebra system was asked for it, and what was believed. */
  readonly cas: CasCounts;
}

/** The derived object of a prediction. */
export async function describe(derived: Derived): Promise<Description> {
  if (derived.kind === "threshold") {
    const { parameter, blocks } = derived;
    const { roots, equations, cas } = await thresholdForm(blocks, parameter);
    const texts = [
      ...roots.map(
        ({ block, root }) => `${parameter} = ${formatRationalFunction(root)} (${block} the span)`,
      ),
      ...equations.map(
        ({ block, numerator }) => `${formatPolynomial(numerator)} = 0 (${block} the span)`,
      ),
    ];
    return { text: (texts.length > 0 ? texts : blocks.map(blockText)).join("; "), cas };
  }
  return { text: plainText(derived), cas: noCounts };
}

function plainText(derived: Exclude<Derived, { readonly kind: "threshold" }>): string {
  switch (derived.kind) {
    case "identity":
      return formatTerm(derived.of);
    case "probability":
      return formatTerm(derived.chance);
    case "closed-number":
      return derived.text;
    case "reduction":
      return derived.rates.map((rate) => formatTerm(rate)).join("; ");
    case "bound":
      return `loss ${formatTerm(derived.loss)}`;
    case "invariant":
      return plainText(derived.bound);
    case "fixed-points": {
      const { text, count } = derived;
      return count === undefined ? text : `${text}: ${formatTerm(count)}`;
    }
    case "bifurcation": {
      const [third, fourth] = [derived.third, derived.fourth].map(formatRationalFunction);
      const place = `${derived.parameter} = ${formatRationalFunction(derived.root)}`;
      return `${place}; along a slice third coefficient ${third}, fourth ${fourth}`;
    }
    case "limit":
    case "scaling":
      return derived.text;
    case "stationary":
      return `gradient coefficient ${formatTerm(derived.gradient)}`;
    case "morse-index":
      return derived.blocks.map(blockText).join("; ");
    case "located-threshold":
      return `${derived.parameter} ${derived.text}`;
  }
}

const blockText = ({ block, eigenvalue, multiplicity }: EigenBlock): string =>
  `${block}: eigenvalue ${formatTerm(eigenvalue)}, multiplicity ${formatPolynomial(multiplicity)}`;
