/**
 * Questions about one neuron and a sum of ridge functions, answered by derivation.
 */
import type { Question, Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import type { Point } from "../../../model/spec.ts";
import { type Derivation, rewriting, step } from "../../derivation.ts";
import type { Derived, DerivedPrediction, EigenBlock, StatePredicate } from "../../prediction.ts";
import { signFunction } from "../../sign.ts";
import { solveLinear } from "../../solve-linear.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerBases } from "../../term/power.ts";
import * as T from "../../term/term.ts";
import { predictAttractorThreshold } from "./attractors/predict-threshold.ts";
import {
  type AveragePoint,
  atAverage,
  averagePoint,
  tangentCoefficientAtAverage,
} from "./average.ts";
import { predictFixedPoints } from "./fixed-points.ts";
import { gradientCoefficient, overlapRate, radialDerivative, squaredSpeed } from "./flow.ts";
import { hessianAtAverage } from "./hessian.ts";
import { populationLoss, productSeries } from "./loss.ts";
import { ridgeSumMeaning } from "./meaning.ts";
import { parameterMeaning, type RidgeSum, ridgeSum } from "./model.ts";
import { normalForm } from "./normal-form.ts";
import { type OrthonormalPoint, orthonormalPoint } from "./orthonormal-point.ts";

/** Everything derived once for a setting. */
interface Context {
  readonly model: RidgeSum;
  readonly meaning: Meaning;
  readonly loss: T.Term;
  readonly derivation: Derivation;
}

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
  const context = { model, meaning: ridgeSumMeaning(setting, model), loss, derivation };
  switch (question.kind) {
    case "identity":
      return identity(context, question.of, question.at);
    case "reduction":
      return reduction(context, question.of);
    case "stationary":
      return stationary(context, question.at);
    case "bound":
      return bound(context, question.at);
    case "fixed-points": {
      const { derived, steps, positive } = predictFixedPoints(setting, model, loss, question);
      const found = prediction(context, derived, steps);
      return { ...found, positive: [...found.positive, ...positive] };
    }
    case "bifurcation":
      return spectrum(context, question.at, (blocks) =>
        bifurcation(setting, model, question.in, blocks),
      );
    case "morse-index":
      return spectrum(context, question.at, (blocks) => ({ kind: "morse-index", blocks }));
    case "threshold": {
      if (question.at === undefined) throw new NotDerivable("a threshold of no named point");
      const below = statePredicate(question.below);
      const above = statePredicate(question.above);
      return spectrum(context, question.at, (blocks) => ({
        kind: "threshold",
        parameter: question.in,
        below,
        above,
        blocks,
      }));
    }
    default:
      throw new NotDerivable(`no rule for a ${question.kind}`);
  }
}

function identity(context: Context, of: Expression, at?: Point): DerivedPrediction {
  const free = termOf(of, context.meaning);
  if (at === undefined) return prediction(context, { kind: "identity", of: free }, []);
  if (!isAverage(at)) return identityOrthonormal(context, of, at);
  const point = requireAverage(context.model, at);
  const value = atAverage(point, free);
  return prediction(
    context,
    { kind: "identity", of: value },
    [step("the quantity at the average", "\\cdot|_{\\bar w}", value, "every overlap is m there")],
    point,
  );
}

/** The eigenvalue within the span, its root, and the normal form for a pure link. */
function bifurcation(
  setting: Setting,
  model: RidgeSum,
  parameter: string,
  blocks: readonly EigenBlock[],
): Derived {
  const { teacher } = setting.model;
  const [only, ...others] = productSeries(model);
  if (only === undefined || others.length > 0 || only.over !== undefined) {
    throw new NotDerivable("the normal form of a link of more than one degree");
  }
  const beta =
    teacher.kind === "sum" && teacher.frame.kind === "equiangular"
      ? T.asRationalFunction(termOf(teacher.frame.beta, parameterMeaning(setting)))
      : undefined;
  const within = blocks.find(({ block }) => block === "within");
  if (beta === undefined || within === undefined) {
    throw new NotDerivable("a bifurcation over a frame that is not equiangular");
  }
  const root = solveLinear(signFunction(within.eigenvalue).function.numerator, parameter);
  if (root === undefined) throw new NotDerivable("a threshold that is not solved for");
  const { third, fourth } = normalForm(only.degree, model.terms, beta);
  return { kind: "bifurcation", parameter, within, root, third, fourth };
}

/** What an inequality about states is decided from; the inequality itself is not known yet. */
function bound(context: Context, at?: Point): DerivedPrediction {
  const { model, loss } = context;
  const point = at === undefined ? undefined : requireAverage(model, at);
  const descent = squaredSpeed(model);
  const steps = [
    ...(point === undefined ? [] : pointSteps(point)),
    step(
      "|w'|^2",
      "|\\dot w|^2",
      descent,
      "w' = -(grad L - <w, grad L> w), grad L = sum g[i] v[i]",
    ),
  ];
  const derived = {
    kind: "bound",
    loss: point === undefined ? loss : atAverage(point, loss),
    descent,
    isOrthonormal: model.frame === "orthonormal",
    range: model.range,
  } as const;
  return prediction(context, derived, steps, point);
}

/** The loss at a point that the orthonormal frame has rules for, and what is made of it. */
function identityOrthonormal(context: Context, of: Expression, at: Point): DerivedPrediction {
  const point = orthonormalPointOf(context, at);
  const { meaning } = context;
  const state = (name: string): never => {
    throw new NotDerivable(`${name} at a point other than the average`);
  };
  const there: Meaning = {
    name: (name) => {
      if (name === "loss") return point.loss;
      return name === "m" ? state(name) : meaning.name(name);
    },
    indexed: (name, places) => (name === "u" ? state(name) : meaning.indexed(name, places)),
    call: (name) => state(name),
  };
  const value = termOf(of, there);
  const steps = [step("the quantity there", "\\cdot|_w", value, "l overlaps are l^(-1/2)")];
  const found = prediction({ ...context, meaning: there }, { kind: "identity", of: value }, steps);
  return withPositive(found, point);
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
    ...rates.map((rate) =>
      step(
        "u[i]'",
        "\\dot u_i",
        rate,
        "u[i]' = <v[i], w'>, w' = -(grad L - <w, grad L> w)",
        "rule",
        "Absil2008, Sec. 3.6.1",
      ),
    ),
  ];
  const letters = quantities.map(({ index }) => index);
  return prediction(context, { kind: "reduction", rates, letters }, steps);
}

function stationary(context: Context, at: Point): DerivedPrediction {
  const { model, loss } = context;
  if (!isAverage(at)) return stationaryOrthonormal(context, at);
  const point = requireAverage(model, at);
  const gradient = tangentCoefficientAtAverage(model, loss, point, "#i");
  const steps = [
    ...pointSteps(point),
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
  if (!isAverage(at)) return spectrumOrthonormal(context, at, derived);
  const point = requireAverage(model, at);
  if (!T.isZero(tangentCoefficientAtAverage(model, loss, point, "#i"))) {
    throw new NotDerivable("the Hessian at a point that is not stationary");
  }
  const blocks = hessianAtAverage(model, loss, point);
  const total = T.ofPolynomial(model.dimension);
  const counted = T.sum([T.one, ...blocks.map(({ multiplicity }) => T.ofPolynomial(multiplicity))]);
  const steps = [
    ...pointSteps(point),
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

/** Stationarity at a point that the orthonormal frame has rules for. */
function stationaryOrthonormal(context: Context, at: Point): DerivedPrediction {
  const point = orthonormalPointOf(context, at);
  const { own, other } = point.gradient;
  const gradient = T.isZero(own) ? other : own;
  const steps = [
    step("coefficients of the l vectors", "f'(t) - R t", own, "u[i] = t = l^(-1/2) for l of them"),
    step("coefficients of the others", "f'(0)", other, "u[i] = 0"),
  ];
  return withPositive(prediction(context, { kind: "stationary", gradient }, steps), point);
}

/** The spectrum at such a point. */
function spectrumOrthonormal(
  context: Context,
  at: Point,
  derived: (blocks: readonly EigenBlock[]) => Derived,
): DerivedPrediction {
  const point = orthonormalPointOf(context, at);
  if (!T.isZero(point.gradient.own) || !T.isZero(point.gradient.other)) {
    throw new NotDerivable("the Hessian at a point that is not stationary");
  }
  const steps = point.blocks.map(({ block, eigenvalue }) =>
    step(
      `eigenvalue ${block}`,
      `\\lambda_{\\mathrm{${block}}}`,
      eigenvalue,
      "L is a sum of functions of one overlap each",
      "rule",
      "Absil2008, Sec. 5.4.1",
    ),
  );
  return withPositive(prediction(context, derived(point.blocks), steps), point);
}

function orthonormalPointOf({ model, meaning }: Context, at: Point): OrthonormalPoint {
  if (at.kind !== "expression") throw new NotDerivable("a point given quantity by quantity");
  return orthonormalPoint(model, at.expression, meaning);
}

const withPositive = (found: DerivedPrediction, point: OrthonormalPoint): DerivedPrediction => ({
  ...found,
  positive: [...found.positive, ...point.positive],
});

const pointSteps = (point: AveragePoint): Derivation => [
  step("m, the overlaps of the average", "m", point.overlap, "row sum of A over the norm"),
];

function prediction(
  context: Context,
  derived: Derived,
  steps: Derivation,
  point?: AveragePoint,
): DerivedPrediction {
  return {
    status: "derived",
    derived,
    derivation: [...context.derivation, ...steps],
    meaning: point === undefined ? context.meaning : meaningAt(context.meaning, point),
    positive: [
      ...(point?.positive ?? []),
      ...(derived.kind === "identity" ? powerBases(derived.of) : []),
    ],
  };
}

/** Names at the average: state names mean the state's values there. */
function meaningAt(meaning: Meaning, point: AveragePoint): Meaning {
  const there = (term: T.Term | undefined): T.Term | undefined =>
    term === undefined ? undefined : atAverage(point, term);
  return {
    name: (name) => there(meaning.name(name)),
    indexed: (name, places) => there(meaning.indexed(name, places)),
    call: (name, args, letters) => there(meaning.call(name, args, letters)),
  };
}

const isAverage = (at: Point): boolean =>
  at.kind === "expression" && at.expression.kind === "name" && at.expression.name === "average";

function requireAverage(model: RidgeSum, at: Point): AveragePoint {
  if (!isAverage(at)) {
    throw new NotDerivable("no rule for this point: the average is the one that has rules");
  }
  return averagePoint(model);
}

function statePredicate(predicate: Expression): StatePredicate {
  if (predicate.kind === "name") {
    if (predicate.name === "saddle" || predicate.name === "unstable") return "saddle";
    if (predicate.name === "minimum" || predicate.name === "stable") return "minimum";
    if (predicate.name === "maximum") return "maximum";
  }
  throw new NotDerivable("a threshold between predicates that the Hessian does not decide");
}
