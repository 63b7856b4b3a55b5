/**
 * One neuron against one ridge function under a spiked covariance ([mousavi2023]), as a part of a
 * model: Sigma = (I + kappa theta theta^T)/(1 + kappa), predictor phi(<w, x>) or
 * phi(<w, x>/|Sigma^(1/2) w|), teacher f(<v_1, x>/|Sigma^(1/2) v_1|).
 */
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

export interface SpikedModel {
  /** kappa. */
  readonly spike: Expression;
  /** <v_1, theta>. */
  readonly overlap: Expression;
  readonly dimension: Expression;
  /** phi and f, in `z`. */
  readonly student: Expression;
  readonly teacher: Expression;
  /** The factor of the loss. */
  readonly factor: Expression;
  readonly isSquared: boolean;
  readonly metric: "round" | "normalised" | "preconditioned";
}

/**
 * The model of a setting; nothing where the input has no spike.
 *
 * @throws NotDerivable naming the axis that has no rule.
 */
export function spikedModel({ model }: Pick<Setting, "model">): SpikedModel | undefined {
  const { input, teacher, student, loss, dynamics } = model;
  if (input.law !== "gaussian" || input.covariance.kind !== "spiked") return undefined;
  if (teacher.kind !== "sum" || !isNumber(teacher.terms, 1n)) {
    throw new NotDerivable("a spiked covariance and more than one ridge function");
  }
  if (teacher.link.kind === "any") throw new NotDerivable("a teacher with any link");
  if (!isNumber(teacher.noise, 0n)) throw new NotDerivable("a teacher with noise");
  const [first] = teacher.weights.kind === "list" ? teacher.weights.values : [];
  const weight = teacher.weights.kind === "list" ? first : teacher.weights.expression;
  if (weight === undefined || !isNumber(weight, 1n)) {
    throw new NotDerivable("a spiked covariance and a weight other than 1");
  }
  const { shape, link, on, scale } = student;
  if (shape.kind !== "neurons" || !isNumber(shape.count, 1n) || !isNumber(scale, 1n)) {
    throw new NotDerivable("a spiked covariance and more than one neuron, or a scale");
  }
  if (link.kind !== "same" && link.kind !== "expression") {
    throw new NotDerivable("a spiked covariance and a link that is not fixed");
  }
  const isFlow = dynamics.kind.kind === "word" && dynamics.kind.word === "gradient-flow";
  if (!isFlow || dynamics.samples !== undefined || dynamics.unlabelled !== undefined) {
    throw new NotDerivable("a flow that is not that of the population");
  }
  if (on.kind !== "word" || on.word !== "sphere") throw new NotDerivable("a constraint not sphere");
  if (loss.kind.kind !== "word" || dynamics.metric.kind !== "word") {
    throw new NotDerivable("a loss or a metric named by a parameter");
  }
  return {
    spike: input.covariance.spike,
    overlap: input.covariance.overlap,
    dimension: input.dimension,
    student: link.kind === "same" ? teacher.link.expression : link.expression,
    teacher: teacher.link.expression,
    factor: loss.factor,
    isSquared: loss.kind.word === "squared",
    metric: dynamics.metric.word,
  };
}

const isNumber = (e: Expression, value: bigint): boolean =>
  e.kind === "number" && e.value.num === value && e.value.den === 1n;
