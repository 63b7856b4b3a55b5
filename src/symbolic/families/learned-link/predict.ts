/**
 * Questions about a link that is learned with its direction, answered by derivation.
 */
import type { Question, Setting } from "../../../model/claim.ts";
import { type Derivation, step } from "../../derivation.ts";
import type * as P from "../../exact/polynomial.ts";
import type { Derived, DerivedPrediction } from "../../prediction.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerBases } from "../../term/power.ts";
import type * as T from "../../term/term.ts";
import {
  coefficientRate,
  coefficientSlope,
  overlapRate,
  overlapSlope,
  populationLoss,
} from "./flow.ts";
import { learnedLinkMeaning } from "./meaning.ts";
import { type LearnedLink, learnedLink } from "./model.ts";

/**
 * The derivation that answers a question; nothing where the link is not learned.
 *
 * @throws NotDerivable naming what has no rule.
 */
export function predictLearnedLink(
  setting: Setting,
  question: Question,
): DerivedPrediction | undefined {
  const model = learnedLink(setting);
  if (model === undefined) return undefined;
  const meaning = learnedLinkMeaning(setting, model);
  switch (question.kind) {
    case "identity": {
      if (question.at !== undefined) throw new NotDerivable("a learned link at a point");
      const of = termOf(question.of, meaning);
      const steps = [step("the quantity", "\\cdot", of, "its definition, in canonical form")];
      return prediction(model, meaning, { kind: "identity", of }, steps, powerBases(of));
    }
    case "reduction":
      return reduction(model, meaning, question.of);
    default:
      throw new NotDerivable(`no prediction for ${question.kind} with a learned link`);
  }
}

function reduction(
  model: LearnedLink,
  meaning: Meaning,
  quantities: readonly { readonly name: string; readonly index?: string }[],
): DerivedPrediction {
  const rates = quantities.map(({ name, index }): T.Term => {
    if (name === "m" && index === undefined) return overlapRate(model);
    if (name === "a" && index !== undefined) return coefficientRate(model, "#i");
    throw new NotDerivable(`the rate of ${name}`);
  });
  const letters = quantities.map(({ index }) => index);
  const steps = [
    step("dL/da[i]", "\\partial_{a_i} L", coefficientSlope(model, "#i"), "termwise"),
    step("dL/dm", "\\partial_m L", overlapSlope(model), "termwise"),
    ...rates.map((rate, i) =>
      letters[i] === undefined
        ? step(
            "m'",
            "\\dot m",
            rate,
            "m' = <v[1], w'>, w' = -(grad L - <w, grad L> w), grad L = dL/dm v[1]",
            "rule",
            "Absil2008, Sec. 3.6.1",
          )
        : step(
            "a[i]'",
            "\\dot a_i",
            rate,
            "a[i]' = -speed (c_i dL/da[i] + lambda a[i]), the gradient in the norm sum a^2/c",
          ),
    ),
  ];
  return prediction(model, meaning, { kind: "reduction", rates, letters }, steps, []);
}

function prediction(
  model: LearnedLink,
  meaning: Meaning,
  derived: Derived,
  steps: Derivation,
  positive: readonly P.Polynomial[],
): DerivedPrediction {
  const loss = step(
    "loss",
    "L(a, m)",
    populationLoss(model),
    "Mehler's identity: E[h_p(w.x) h_q(v.x)] = delta_pq <w,v>^p for unit w and v",
    "rule",
    "ODonnell2021, Prop. 11.31",
  );
  return {
    status: "derived",
    derived,
    derivation: [loss, ...steps],
    meaning,
    places: model.degree,
    positive,
  };
}
