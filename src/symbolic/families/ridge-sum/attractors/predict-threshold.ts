/**
 * Thresholds between predicates of the attractors: pure link, weighted sum, equiangular frame.
 */

import { evaluateRational } from "../../../../model/bind/evaluate.ts";
import { type Binding, exactScalars } from "../../../../model/bind/instance.ts";
import type { Question, Setting } from "../../../../model/claim.ts";
import * as Q from "../../../../model/rational.ts";
import type { Teacher } from "../../../../model/spec.ts";
import type { Derivation, Step } from "../../../derivation.ts";
import { signOf } from "../../../exact/enclosure.ts";
import { evaluate as evaluatePolynomial } from "../../../exact/in-one-variable.ts";
import type { Polynomial } from "../../../exact/polynomial.ts";
import type { DerivedPrediction } from "../../../prediction.ts";
import { evaluateTerm } from "../../../term/evaluate.ts";
import { NotDerivable, orReason } from "../../../term/not-derivable.ts";
import * as T from "../../../term/term.ts";
import { productSeries } from "../loss.ts";
import { ridgeSumMeaning } from "../meaning.ts";
import type { RidgeSum } from "../model.ts";
import { attractorThreshold, type WeightedFrame } from "./attractor-threshold.ts";

/** A pure link of symbolic degree under weights that are read at a case. */
interface PureWeightedModel {
  readonly degree: Polynomial;
  readonly terms: Polynomial;
  /** The factor C > 0 of the loss -C sum_j omega_j u_j^p. */
  readonly coefficient: T.Term;
  readonly weights: Extract<Teacher, { readonly kind: "sum" }>["weights"];
}

/** @throws NotDerivable outside of pure links over an equiangular frame in the parameter asked. */
export function predictAttractorThreshold(
  setting: Setting,
  model: RidgeSum,
  question: Question & { kind: "threshold" },
): DerivedPrediction {
  const { teacher } = setting.model;
  if (teacher.kind !== "sum" || teacher.frame.kind !== "equiangular") {
    throw new NotDerivable("attractors of a frame that is not equiangular");
  }
  const { beta } = teacher.frame;
  if (beta.kind !== "name" || beta.name !== question.in) {
    throw new NotDerivable(`attractors as ${question.in} varies, which is not the angle`);
  }
  const [only, ...others] = productSeries(model);
  if (only === undefined || others.length > 0 || only.over !== undefined) {
    throw new NotDerivable("attractors of a link of more than one degree");
  }
  const pure: PureWeightedModel = {
    degree: only.degree,
    terms: model.terms,
    coefficient: T.multiply(model.factor, only.coefficient),
    weights: teacher.weights,
  };
  return {
    status: "derived",
    derived: {
      kind: "located-threshold",
      parameter: question.in,
      text: "at a fold or an end of a branch, enclosed at each case",
      locate: (binding, { lower, upper, lowerClosed }) =>
        orReason(() => {
          if (lower === "-oo" || upper === "oo") {
            throw new NotDerivable("a domain of the angle that is not bounded");
          }
          const frame = weightedFrameAt(pure, binding);
          const { below, above } = question;
          return attractorThreshold(frame, below, above, binding, lower, upper, lowerClosed);
        }),
    },
    derivation: steps,
    meaning: ridgeSumMeaning(setting, model),
    positive: [],
  };
}

/**
 * The blocks of equal weight at a case.
 *
 * @throws NotDerivable where the case lies outside of the rule.
 */
export function weightedFrameAt(
  { degree, terms, coefficient, weights }: PureWeightedModel,
  binding: Binding,
): WeightedFrame {
  const parameters = exactScalars(binding);
  const [p, k] = [integerAt(degree, parameters), integerAt(terms, parameters)];
  if (p < 3) throw new NotDerivable("attractors of a link of degree below 3");
  const scale = evaluateTerm(coefficient, { parameters });
  if (scale === undefined || signOf(scale) !== 1) {
    throw new NotDerivable("a link whose coefficient is not positive");
  }
  const values = Array.from({ length: k }, (_, i) => {
    const value =
      weights.kind === "list"
        ? weights.values[i] && evaluateRational(weights.values[i], binding)
        : evaluateRational(
            weights.expression,
            new Map(binding).set("j", { kind: "exact", value: Q.integer(i + 1) }),
          );
    if (value === undefined || Q.sign(value) <= 0) {
      throw new NotDerivable("a weight that is no positive rational number");
    }
    return value;
  });
  const distinct = values.filter((value, i) => values.findIndex((v) => Q.equals(v, value)) === i);
  return {
    blocks: distinct.map((weight) => ({
      weight,
      degree: p,
      size: values.filter((value) => Q.equals(value, weight)).length,
    })),
    blockOf: values.map((value) => distinct.findIndex((weight) => Q.equals(weight, value))),
  };
}

function integerAt(polynomial: Polynomial, parameters: ReadonlyMap<string, Q.Rational>): number {
  const value = evaluatePolynomial(polynomial, parameters);
  if (!Q.isInteger(value)) throw new NotDerivable("a count that is no integer");
  return Number(value.num);
}

const step = (of: string, latex: string, rule: string): Step => ({
  of,
  equals: latex,
  latex,
  rule,
  check: "rule",
});

/** The steps are those of `scaled-roots.ts`, `branch.ts` and `attractors-at.ts`. */
const steps: Derivation = [
  step(
    "fixed points",
    "\\mu u_i = (1-\\beta)\\, \\omega_i u_i^{p-1} + \\beta s, \\quad s = \\sum_{j} \\omega_j u_j^{p-1}",
    "the spherical gradient vanishes, and A = (1 - beta) I + beta 1 1^T",
  ),
  step(
    "in units with mu = 1 - beta",
    "\\omega_i y_i^{p-1} - y_i + c = 0, \\quad \\sum_{i} y_i = (k - 1 + 1/\\beta)\\, c",
    "c = beta s / mu, and the sum over i of the first equation",
  ),
  step(
    "attractors",
    "h_i'(y_i) = 1 - (p-1)\\, \\omega_i y_i^{p-2} > 0 \\text{ for all } i \\text{ but at most one}",
    "two negative directions of the diagonal leave one on the tangent space",
  ),
  step(
    "critical values",
    "\\frac{d}{dt} \\frac{\\sum_{i} y_i}{c} = 0",
    "branches are followed by the value t of the one index; roots are enclosed",
  ),
];
