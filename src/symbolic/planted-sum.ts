/**
 * One neuron against a weighted sum of ridge functions with its own link, as a part of a model.
 */
import type { Expression } from "../model/expression/expression.ts";
import type { Frame, Model } from "../model/spec.ts";
import { NotDerivable } from "./term/not-derivable.ts";

export interface PlantedSum {
  /** In `z`, with parameters. */
  readonly link: Expression;
  /** k. */
  readonly terms: Expression;
  /** d. */
  readonly dimension: Expression;
  /** An expression in `j`, or one for each term. */
  readonly weights: (Model["teacher"] & { readonly kind: "sum" })["weights"];
  readonly frame: Frame;
}

/** @throws NotDerivable naming the axis that is another one. */
export function plantedSum({ teacher, student, input, loss, dynamics }: Model): PlantedSum {
  if (teacher.kind !== "sum" || teacher.link.kind !== "expression") {
    throw new NotDerivable("a teacher that is no sum of ridge functions with a given link");
  }
  if (input.law !== "gaussian" || input.covariance.kind !== "isotropic") {
    throw new NotDerivable("an input that is not isotropic Gaussian");
  }
  if (student.shape.kind !== "neurons" || !isOne(student.shape.count) || !isOne(student.scale)) {
    throw new NotDerivable("a student of more than one neuron, or with a scale");
  }
  if (student.link.kind !== "same") throw new NotDerivable("a student with a link of its own");
  const words = [
    [loss.kind, "correlation"],
    [student.on, "sphere"],
    [dynamics.metric, "round"],
  ] as const;
  for (const [word, wanted] of words) {
    if (word.kind !== "word" || word.word !== wanted)
      throw new NotDerivable(`a model not ${wanted}`);
  }
  if (!isOne(loss.factor)) throw new NotDerivable("a loss with another factor");
  return {
    link: teacher.link.expression,
    terms: teacher.terms,
    dimension: input.dimension,
    weights: teacher.weights,
    frame: teacher.frame,
  };
}

export const isOne = (e: Expression): boolean =>
  e.kind === "number" && e.value.num === 1n && e.value.den === 1n;
