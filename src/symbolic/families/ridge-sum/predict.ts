/**
 * Questions about one neuron and a sum of ridge functions, answered by derivation.
 */
import type { Question, Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import type { Point } from "../../../model/spec.ts";
import { blockSigns, statePredicate } from "../../decide/stability.ts";
import { checkable, rewriting, step } from "../../derivation.ts";
import type { Derived, DerivedPrediction, EigenBlock } from "../../prediction.ts";
import { termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { predictAttractorThreshold } from "./attractors/predict-threshold.ts";
import { atAverage, tangentCoefficientAtAverage } from "./average.ts";
import { derivedBifurcation } from "./bifurcation.ts";
import { predictBound, predictInvariant } from "./bound.ts";
import { atAverageEquation, rateEquation } from "./equations.ts";
import { predictFixedPoints } from "./fixed-points.ts";
import { gradientCoefficient, overlapRate, radialDerivative } from "./flow.ts";
import { hessianAtAverage } from "./hessian.ts";
import { populationLoss } from "./loss.ts";
import { ridgeSumMeaning } from "./meaning.ts";
import { identityAtMixture, spectrumAtMixture, stationaryMixture } from "./mixtures.ts";
import { ridgeSum } from "./model.ts";
import {
  type Context,
  isAverage,
  pointSteps,
  prediction,
  requireAverage,
} from "./prediction-context.ts";
import { predictLimit } from "./starts/predict-limit.ts";
import { predictProbability } from "./starts/predict-probability.ts";

/**
 * The derivation that answers a question, before any answer is known.
 *
 * @throws NotDerivable naming what has no rule.
 */
export function predictRidgeSum(setting: Setting, question: Question): DerivedPrediction {
  const model = ridgeSum(setting);
  if (question.kind === "threshold" && question.at === undefined) {
    return predictAttractorThreshold(setting, model, question);
  }
  const loss = populationLoss(model);
  const derivation = [
    step(
      "loss",
      "L(w)",
      loss,
      "Mehler's identity: E[h_p(w.x) h_q(v.x)] = delta_pq <w,v>^p for unit w and v",
      "rule",
      "ODonnell2021, Prop. 11.31",
    ),
  ];
  const context = { setting, model, meaning: ridgeSumMeaning(setting, model), loss, derivation };
  switch (question.kind) {
    case "identity":
      return identity(context, question.of, question.at);
    case "reduction":
      return reduction(context, question.of);
    case "stationary":
      return stationary(context, question.at);
    case "bound":
      return predictBound(context, question.at);
    case "invariant":
      return predictInvariant(context);
    case "limit":
      if (question.as !== undefined && question.as.parameter !== "t") break;
      return predictLimit(context, question.of);
    case "probability":
      return predictProbability(context, question.of);
    case "fixed-points":
      return predictFixedPoints(context, question);
    case "bifurcation":
      return spectrum(context, question.at, (blocks) =>
        derivedBifurcation(context, question.in, blocks),
      );
    case "morse-index":
      return spectrum(context, question.at, (blocks) => ({ kind: "morse-index", blocks }));
    case "threshold": {
      if (question.at === undefined) throw new NotDerivable("a threshold of no named point");
      const below = statePredicate(question.below);
      const above = statePredicate(question.above);
      return spectrum(context, question.at, (blocks) => {
        // Degrees of both parities leave powers of m that no rational function has the sign of.
        blockSigns(blocks);
        return { kind: "threshold", parameter: question.in, below, above, blocks };
      });
    }
  }
  throw new NotDerivable(`no rule for a ${question.kind}`);
}

function identity(context: Context, of: Expression, at?: Point): DerivedPrediction {
  if (at === undefined) {
    return prediction(context, { kind: "identity", of: termOf(of, context.meaning) }, []);
  }
  if (!isAverage(at)) return identityAtMixture(context, of, at);
  const point = requireAverage(context.model, at);
  const free = termOf(of, ridgeSumMeaning(context.setting, context.model, point));
  const value = atAverage(point, free);
  return prediction(
    context,
    { kind: "identity", of: value },
    [
      ...pointSteps(context, point),
      checkable(
        step("the quantity at the average", "\\cdot|_{\\bar w}", value, "every overlap is m there"),
        atAverageEquation(context.setting, point, free, value),
      ),
    ],
    point,
  );
}

function reduction(
  context: Context,
  quantities: readonly { readonly name: string; readonly index?: string }[],
): DerivedPrediction {
  const { model, loss } = context;
  const rates = quantities.map(({ name, index }) => {
    if (name === "m" && index === undefined) return overlapRate(model, loss, "1");
    if (name !== "u" || index === undefined) throw new NotDerivable(`the rate of ${name}`);
    return overlapRate(model, loss, "#i");
  });
  const steps = [
    step("g[i]", "g_i", gradientCoefficient(loss, "#i"), "grad L = sum over i of g[i] v[i]"),
    ...rates.map((rate, i) =>
      checkable(
        step(
          "u[i]'",
          "\\dot u_i",
          rate,
          "u[i]' = <v[i], w'>, w' = -(grad L - <w, grad L> w)",
          "rule",
          "Absil2008, Sec. 3.6.1",
        ),
        rateEquation(context.setting, model, loss, rate, quantities[i]?.name === "m" ? "1" : "i"),
      ),
    ),
  ];
  const letters = quantities.map(({ index }) => index);
  return prediction(context, { kind: "reduction", rates, letters }, steps);
}

function stationary(context: Context, at: Point): DerivedPrediction {
  const { model, loss } = context;
  if (!isAverage(at)) return stationaryMixture(context, at);
  const point = requireAverage(model, at);
  const gradient = tangentCoefficientAtAverage(model, loss, point, "#i");
  const steps = [
    ...pointSteps(context, point),
    step("g[i] at the average", "g_i", atAverage(point, gradientCoefficient(loss, "#i")), "u = m"),
    step(
      "<w, grad L> at the average",
      "\\langle w, \\nabla L \\rangle",
      atAverage(point, radialDerivative(model, loss)),
      "u = m",
    ),
    step(
      "coefficient of v[i] in the spherical gradient",
      "g_i - \\langle w, \\nabla L \\rangle / N",
      gradient,
      "the v[i] are linearly independent, so the gradient vanishes iff this does",
    ),
  ];
  return prediction(context, { kind: "stationary", gradient }, steps, point);
}

function spectrum(
  context: Context,
  at: Point,
  derived: (blocks: readonly EigenBlock[]) => Derived,
): DerivedPrediction {
  const { model, loss } = context;
  if (!isAverage(at)) return spectrumAtMixture(context, at, derived);
  const point = requireAverage(model, at);
  if (!T.isZero(tangentCoefficientAtAverage(model, loss, point, "#i"))) {
    throw new NotDerivable("the Hessian at a point that is not stationary");
  }
  const blocks = hessianAtAverage(model, loss, point);
  const total = T.ofPolynomial(model.dimension);
  const counted = T.sum([T.one, ...blocks.map(({ multiplicity }) => T.ofPolynomial(multiplicity))]);
  const steps = [
    ...pointSteps(context, point),
    ...blocks.map(({ block, eigenvalue }) =>
      step(
        `eigenvalue ${block} the span`,
        `\\lambda_{\\mathrm{${block}}}`,
        eigenvalue,
        block === "within"
          ? "Hess acts as a number on sum eps[j] v[j] with sum eps[j] = 0"
          : "directions orthogonal to every v[j]",
        "rule",
        "Absil2008, Sec. 5.4.1",
      ),
    ),
    rewriting("d", "d", total, counted, "the blocks and the radial direction fill R^d"),
  ];
  return prediction(context, derived(blocks), steps, point);
}
