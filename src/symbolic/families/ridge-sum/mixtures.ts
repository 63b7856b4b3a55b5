/**
 * Questions about points of an orthonormal frame other than the average of all of it.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import type { Point } from "../../../model/spec.ts";
import { step } from "../../derivation.ts";
import type { Derived, DerivedPrediction, EigenBlock } from "../../prediction.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { type OrthonormalPoint, orthonormalPoint } from "./orthonormal-point.ts";
import { type Context, prediction } from "./prediction-context.ts";

/** The loss at a point that the orthonormal frame has rules for, and what is made of it. */
export function identityAtMixture(context: Context, of: Expression, at: Point): DerivedPrediction {
  const point = orthonormalPointOf(context, at);
  if (context.model.still !== undefined) throw new NotDerivable("the squared loss at a mixture");
  const { meaning } = context;
  const state = (name: string): never => {
    throw new NotDerivable(`${name} at a point other than the average`);
  };
  const there: Meaning = {
    ...meaning,
    name: (name) => {
      if (name === "loss") return point.loss;
      return name === "m" ? state(name) : meaning.name(name);
    },
    indexed: (name, places) => (name === "u" ? state(name) : meaning.indexed(name, places)),
    call: (name) => state(name),
    whole: () => undefined,
  };
  const value = termOf(of, there);
  const steps = [step("the quantity there", "\\cdot|_w", value, "l overlaps are l^(-1/2)")];
  const found = prediction({ ...context, meaning: there }, { kind: "identity", of: value }, steps);
  return withPositive(found, point);
}

/** Stationarity at a point that the orthonormal frame has rules for. */
export function stationaryMixture(context: Context, at: Point): DerivedPrediction {
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
export function spectrumAtMixture(
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
