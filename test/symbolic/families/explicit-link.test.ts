/**
 * <A_G f, f> as a polynomial in G against the defined loss of the other witness, on random links and
 * frames; and identities that are proved, or are not.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rationalOfNumber, toNumber } from "../../../src/model/rational.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { measuredLoss } from "../../../src/numeric/simulate/any-model/defined-model.ts";
import { exactly } from "../../../src/symbolic/exact/enclosure.ts";
import { explainedVariance } from "../../../src/symbolic/families/multi-index/explicit-model.ts";
import { evaluateTerm } from "../../../src/symbolic/term/evaluate.ts";
import type { Meaning } from "../../../src/symbolic/term/interpret.ts";
import type { Term as SymbolicTerm } from "../../../src/symbolic/term/term.ts";
import { builtOf, linkOf, randomTerms } from "../../numeric/simulate/multi-index/random-links.ts";

const nothing: Meaning = { name: () => undefined, indexed: () => undefined, call: () => undefined };

/** The middle of the enclosure at a matrix, whose entries are doubles. */
function valueAt(term: SymbolicTerm, G: ArrayLike<number>, q: number): number {
  const enclosure = evaluateTerm(term, {
    parameters: new Map(),
    symbol: (_, [i = 0, j = 0]) => exactly(rationalOfNumber(G[(i - 1) * q + j - 1]!)),
  });
  if (enclosure === undefined) throw new Error("no value");
  return (toNumber(enclosure.lower) + toNumber(enclosure.upper)) / 2;
}

describe("<A_G f, f> as a polynomial in G", () => {
  test.each([1, 2, 3])("is what the loss lacks of its constant, %i variables", (q) => {
    fc.assert(
      fc.property(randomTerms(q), fc.integer(), (terms, label) => {
        const link = linkOf(terms);
        const { model } = builtOf({ d: 7, q, r: q, link, optimal: true });
        const term = explainedVariance(link, q, nothing);
        const [here, there] = [0, 1].map((i) => {
          const W = model.randomState(randomStream(7, "frame", `${label} ${i}`));
          const G = model.quantities.get("G")!.values(W);
          return { loss: measuredLoss(model, W), explained: valueAt(term, G, q) };
        });
        // L = 1/2 (|f|^2 - l): differences of the loss are half those of l.
        const gap = here!.loss.value - there!.loss.value + (here!.explained - there!.explained) / 2;
        const rounding = 1e-12 * (1 + Math.abs(here!.explained) + Math.abs(there!.explained));
        expect(Math.abs(gap)).toBeLessThanOrEqual(here!.loss.error + there!.loss.error + rounding);
      }),
      { seed: 10, numRuns: q === 3 ? 5 : 12 },
    );
  });
});
