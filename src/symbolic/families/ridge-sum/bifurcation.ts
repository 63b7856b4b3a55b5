/**
 * The bifurcation of the average: where its eigenvalue within the span changes its sign, with the
 * normal form there.
 */

import { signFunction } from "../../decide/sign.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import type { Derived, EigenBlock } from "../../prediction.ts";
import { solveLinear } from "../../solve-linear.ts";
import { termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { productSeries } from "./loss.ts";
import { normalForm } from "./normal-form.ts";
import type { Context } from "./prediction-context.ts";

/** The eigenvalue within the span, its root, and the normal form for a pure link. */
export function derivedBifurcation(
  { setting, model }: Context,
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
