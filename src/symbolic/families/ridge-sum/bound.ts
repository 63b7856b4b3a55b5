/**
 * What inequalities about states of a ridge sum are decided from: the loss, and |w'|^2.
 */
import type { Setting } from "../../../model/claim.ts";
import type { Point } from "../../../model/spec.ts";
import { step } from "../../derivation.ts";
import * as P from "../../exact/polynomial.ts";
import type { DerivedPrediction } from "../../prediction.ts";
import type { Meaning } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { atAverage, originPoint } from "./average.ts";
import { squaredSpeed } from "./flow.ts";
import { lossValue } from "./loss.ts";
import { ridgeSumMeaning } from "./meaning.ts";
import { ridgeSum } from "./model.ts";
import { type Context, pointSteps, prediction, requireAverage } from "./prediction-context.ts";
import { projection } from "./projection.ts";

/** What sets that the gradient flow does not leave are decided from. */
export function predictInvariant(context: Context): DerivedPrediction {
  const { kind } = context.setting.model.dynamics;
  if (kind.kind !== "word" || kind.word !== "gradient-flow") {
    throw new NotDerivable("a set that steps, and no flow, may leave");
  }
  const bound = predictBound(context);
  if (bound.derived.kind !== "bound") throw new NotDerivable("no inequality");
  const meaningOf = (setting: Setting): Meaning => ridgeSumMeaning(setting, ridgeSum(setting));
  return { ...bound, derived: { kind: "invariant", bound: bound.derived, meaningOf } };
}

/** What an inequality about states is decided from; the inequality itself is not known yet. */
export function predictBound(context: Context, at?: Point): DerivedPrediction {
  const { model } = context;
  const loss = lossValue(model);
  const point =
    at === undefined ? undefined : (originPoint(model, at) ?? requireAverage(model, at));
  const descent = squaredSpeed(model);
  const steps = [
    ...(point === undefined || T.isZero(point.overlap) ? [] : pointSteps(context, point)),
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
    projection: projection(model).term,
    isSpanning: P.equal(model.dimension, model.terms),
    range: model.range,
  } as const;
  return prediction(context, derived, steps, point);
}
