/**
 * Questions about one neuron under a spiked covariance, answered by derivation.
 */

import type { Binding } from "../../../model/bind/instance.ts";
import type { Quantity, Question, Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { formatExpression } from "../../../model/expression/format.ts";
import { toNumber } from "../../../model/rational.ts";
import { statePredicate } from "../../decide/stability.ts";
import { type Derivation, type Step, step } from "../../derivation.ts";
import * as P from "../../exact/polynomial.ts";
import type { Derived, DerivedPrediction } from "../../prediction.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable, orReason } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { alignedThreshold } from "./aligned-stability.ts";
import { closedNumber } from "./closed-number.ts";
import { initialOverlapExponent, isSizeOfOverlap } from "./initial-overlap.ts";
import { spikedMeaning } from "./meaning.ts";
import { type SpikedModel, spikedModel } from "./model.ts";
import { correlationSlope, type NormalisedFlow, rateOfProduct } from "./normalised-flow.ts";
import { gram } from "./vectors.ts";

/**
 * The derivation that answers a question; nothing where the input has no spike.
 *
 * @throws NotDerivable naming what has no rule.
 */
export function predictSpiked(setting: Setting, question: Question): DerivedPrediction | undefined {
  const model = spikedModel(setting);
  if (model === undefined) return undefined;
  const meaning = spikedMeaning(setting, model.spike);
  const prediction = (derived: Derived, derivation: Derivation): DerivedPrediction => ({
    status: "derived",
    derived,
    derivation,
    meaning,
    positive: [],
  });
  switch (question.kind) {
    case "identity": {
      if (question.at !== undefined) throw new NotDerivable("a spiked covariance at a point");
      const { student, teacher } = model;
      const derived = orReason(() => closedNumber(question.of, { student, teacher }));
      if (typeof derived !== "string") {
        return prediction(derived, [line("the number", derived.text, coefficientRule, parseval)]);
      }
      const of = termOf(question.of, meaning);
      return prediction({ kind: "identity", of }, [step("the quantity", "\\cdot", of, canonical)]);
    }
    case "threshold": {
      const { at, in: parameter, below, above } = question;
      if (at?.kind !== "expression" || !isName(at.expression, "target")) {
        throw new NotDerivable(
          "a threshold under a spiked covariance elsewhere than at the target",
        );
      }
      if (model.metric !== "round") {
        throw new NotDerivable(`the stability of the target in the ${model.metric} metric`);
      }
      if (!isName(model.spike, parameter)) {
        throw new NotDerivable(`${parameter} is not the strength of the spike`);
      }
      const [first, second] = [statePredicate(below), statePredicate(above)];
      const derived: Derived = {
        kind: "located-threshold",
        parameter,
        text: "where kappa E[z phi' (phi - f)] = E[phi' f'], enclosed at each case",
        locate: (binding, domain) =>
          orReason(() => alignedThreshold(model, first, second, binding, domain)),
      };
      return prediction(derived, alignedSteps);
    }
    case "reduction":
      return reduction(model, meaning, question.of, prediction);
    case "scaling": {
      const { of, as } = question;
      const order = (binding: Binding) => {
        const exact = initialOverlapExponent(setting, model, as, binding);
        return { power: toNumber(exact), log: 0, exact };
      };
      if (!isSizeOfOverlap(of)) throw new NotDerivable(`the growth of ${formatExpression(of)}`);
      const text = "orders of numerator and norms of rho(0), at each case";
      const notInGeneral = "orders are compared case by case, not in general";
      return prediction(
        {
          kind: "scaling",
          text,
          notInGeneral,
          orderAt: (binding) => orReason(() => order(binding)),
        },
        [
          line(
            "rho(0)",
            "a quotient of powers of d",
            "\\rho(0) : \\text{a quotient of powers of } d",
            overlapRule,
          ),
        ],
      );
    }
    default:
      throw new NotDerivable(`no prediction for ${question.kind} under a spiked covariance`);
  }
}

function reduction(
  model: SpikedModel,
  meaning: Meaning,
  quantities: readonly Quantity[],
  prediction: (derived: Derived, derivation: Derivation) => DerivedPrediction,
): DerivedPrediction {
  if (model.metric === "round") throw new NotDerivable("no closed flow in the round metric");
  const factor = termOf(model.factor, meaning);
  const flow: NormalisedFlow = {
    weight: model.isSquared ? T.scale(factor, two) : factor,
    kappa: termOf(model.spike, meaning),
    isPreconditioned: model.metric === "preconditioned",
  };
  const rates = quantities.map(({ name, definition }): T.Term => {
    const product = termOf(definition ?? { kind: "name", name }, meaning);
    for (const x of ["vbar", "theta"] as const) {
      if (T.equal(product, gram("wbar", x))) return rateOfProduct(flow, x);
    }
    throw new NotDerivable(`the rate of ${name}`);
  });
  const steps = [
    step("zeta", "\\zeta", correlationSlope(), "Mehler's identity, termwise", "rule", parseval),
    line(
      "wbar'",
      flow.isPreconditioned
        ? "k zeta (vbar - rho wbar)"
        : "k zeta times the part of Sigma (vbar - rho wbar) across wbar",
      flow.isPreconditioned
        ? "\\bar w' = k\\, \\zeta\\, (\\bar v - \\rho \\bar w)"
        : "\\bar w' = k\\, \\zeta\\, P_{\\bar w}^\\perp \\Sigma\\, (\\bar v - \\rho \\bar w)",
      "grad rho = Sigma^(1/2) (vbar - rho wbar)/|Sigma^(1/2) w|; the length of w cancels",
    ),
    ...rates.map((rate, i) => step(`${quantities[i]?.name}'`, "\\cdot", rate, "<wbar', .>")),
  ];
  return prediction({ kind: "reduction", rates, letters: quantities.map(() => undefined) }, steps);
}

const overlapRule = "<w, v> and <w, theta> are d^(-1/2) times variables with densities";
const parseval = "ODonnell2021, Prop. 11.31";
const canonical = "its definition, in canonical form";
const coefficientRule = "Hermite coefficients of both links in closed form, term by term";

const line = (of: string, equals: string, latex: string, rule: string, source?: string): Step => ({
  of,
  equals,
  latex,
  rule,
  check: "rule",
  ...(source === undefined ? {} : { source }),
});

const alignedSteps: Derivation = [
  line(
    "R(m)",
    "factor (E phi(sqrt(v) a)^2 - 2 E phi(sqrt(v) a) f(b)), v = (1 + kappa m^2)/(1 + kappa)",
    "R(m) = \\text{factor}\\, (E\\, \\phi(\\sqrt{v}\\, a)^2 - 2 E\\, \\phi(\\sqrt{v}\\, a) f(b)), \\quad " +
      "v = \\frac{1 + \\kappa m^2}{1 + \\kappa}",
    "theta = v[1]: <w, x> has variance v and correlation m/sqrt(v) with <v[1], x>",
  ),
  line(
    "R'(1)",
    "2 factor (kappa E[z phi' (phi - f)] - E[phi' f'])/(1 + kappa)",
    "R'(1) = \\frac{2\\, \\text{factor}\\, (\\kappa E[z \\phi' (\\phi - f)] - E[\\phi' f'])}{1 + \\kappa}",
    "chain rule; d/d(corr) E phi f = E phi' f'",
    parseval,
  ),
  line(
    "stability",
    "R'(1) < 0",
    "R'(1) < 0",
    "every tangent direction at the target has the curvature -R'(1)",
  ),
];

const isName = (e: Expression, name: string): boolean => e.kind === "name" && e.name === name;
const two = { numerator: P.constant(2n), denominator: P.one };
