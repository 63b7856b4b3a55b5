/**
 * Thresholds of the average for links that have no closed Hermite series in the parameters: any
 * activation, and polynomials whose coefficients are parameters of mixed degrees.
 *
 * The loss of a link f with E[f h_q] = a_q is the sum over q of a_q^2 times that of h_q, whatever
 * the degrees, so the curvature at the average is a sum of the curvatures of docs/phase.md. What it
 * is at a case, and where it vanishes, is found there: see `locate.ts`.
 */
import type { Question, Setting } from "../../../model/claim.ts";
import { statePredicate } from "../../decide/stability.ts";
import type { Step } from "../../derivation.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { isOne, plantedSum } from "../../planted-sum.ts";
import type { DerivedPrediction } from "../../prediction.ts";
import { symbol } from "../../term/atom.ts";
import type { Meaning } from "../../term/interpret.ts";
import { NotDerivable, orReason } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { type LinkModel, linkThreshold } from "./locate.ts";

/**
 * The prediction for a threshold of the average; nothing for other questions.
 *
 * @throws NotDerivable outside of one neuron and equal ridge functions over an equiangular frame.
 */
export function predictLinkAverage(
  setting: Setting,
  question: Question,
): DerivedPrediction | undefined {
  if (question.kind !== "threshold" || question.at === undefined) return undefined;
  const { at, in: parameter, below, above } = question;
  if (
    at.kind !== "expression" ||
    at.expression.kind !== "name" ||
    at.expression.name !== "average"
  ) {
    throw new NotDerivable("any link: a threshold of another point than the average");
  }
  const model = linkModel(setting, parameter);
  const [first, second] = [statePredicate(below), statePredicate(above)];
  return {
    status: "derived",
    derived: {
      kind: "located-threshold",
      parameter,
      text: "where the curvature of the average vanishes, isolated at each case",
      locate: (binding, domain) =>
        orReason(() => linkThreshold(model, first, second, binding, domain)),
    },
    derivation: steps,
    meaning: withCoefficients(parameterMeaning(setting)),
    positive: [],
  };
}

/** The coefficients of the links are symbols here: they have values at a case. */
const withCoefficients = (meaning: Meaning): Meaning => ({
  ...meaning,
  indexed: (name, places) =>
    ["a", "b", "c"].includes(name) && places.length === 1
      ? T.ofAtom(symbol(name, places))
      : meaning.indexed(name, places),
});

function linkModel({ model }: Setting, parameter: string): LinkModel {
  const { link, terms, dimension, weights, frame } = plantedSum(model);
  const isAngle =
    frame.kind === "equiangular" && frame.beta.kind === "name" && frame.beta.name === parameter;
  if (!isAngle) throw new NotDerivable(`any link: ${parameter} is not the angle of the frame`);
  if (weights.kind === "list" || !isOne(weights.expression))
    throw new NotDerivable("any link: terms of other weights than 1");
  return { link, terms, dimension };
}

const step = (of: string, latex: string, rule: string, source?: string): Step => ({
  of,
  equals: latex,
  latex,
  rule,
  check: "rule",
  ...(source === undefined ? {} : { source }),
});

const steps: readonly Step[] = [
  step(
    "loss",
    "L = -\\sum_{j=1}^{k} \\sum_{q \\ge 0} a_q^2\\, u_j^q, \\quad a_q = \\mathbb{E}\\, f h_q",
    "Mehler's identity, degree by degree",
    "ODonnell2021, Prop. 11.31",
  ),
  step(
    "curvature within the span",
    "\\lambda_{\\mathrm{within}} = \\sum_{q \\ge 1} a_q^2\\, \\lambda_{\\mathrm{within}}(h_q)",
    "Hessians add up; that of each degree is derived for symbolic p",
  ),
  step(
    "threshold",
    "\\lambda_{\\mathrm{within}}(\\beta) = 0",
    "where it changes its sign: roots isolated exactly for rational ratios of weights, else enclosed with a bound on all higher degrees",
    "Basu2006, Sec. 10.4",
  ),
];
