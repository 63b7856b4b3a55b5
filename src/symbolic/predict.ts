/**
 * The symbolic witness: a question about a setting in, a derivation or a reason out.
 */
import type { Question, Setting } from "../model/claim.ts";
import { predictLearnedLink } from "./families/learned-link/predict.ts";
import { predictLinkCoefficients } from "./families/link-average/coefficients.ts";
import { predictLinkAverage } from "./families/link-average/predict.ts";
import { predictMultiIndex } from "./families/multi-index/predict.ts";
import { predictRidgeSum } from "./families/ridge-sum/predict.ts";
import { predictSpiked } from "./families/spiked/predict.ts";
import type { DerivedPrediction, Prediction } from "./prediction.ts";
import { NotDerivable } from "./term/not-derivable.ts";

/** A model family; nothing where the question is none of its business. */
type Family = (setting: Setting, question: Question) => DerivedPrediction | undefined;

/** Tried in this order. */
const families: readonly Family[] = [
  predictMultiIndex,
  predictLearnedLink,
  predictSpiked,
  predictRidgeSum,
  predictLinkAverage,
  predictLinkCoefficients,
];

/** What can be derived for a question; never sees an answer. */
export function predict(setting: Setting, question: Question): Prediction {
  const reasons: string[] = [];
  for (const family of families) {
    try {
      const prediction = family(setting, question);
      if (prediction !== undefined) return prediction;
    } catch (error) {
      if (!(error instanceof NotDerivable)) throw error;
      reasons.push(error.message);
    }
  }
  return { status: "none", reason: reasons.join("; ") };
}
