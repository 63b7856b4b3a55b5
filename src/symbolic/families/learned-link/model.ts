/**
 * One neuron whose link is learned together with its direction, against one ridge function
 * ([pillaud2025]), as terms.
 *
 * Letters: a[0..K] the coefficients of the student's link phi = sum_q a_q h_q, b[q] those of the
 * teacher's, omega the teacher's weight, m = <w, v_1>, and for the link's own flow c_q the weights
 * of the norm sum_q a_q^2 / c_q, lambda the ridge and the speed.
 */
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import type { Model, StudentLink } from "../../../model/spec.ts";
import * as P from "../../exact/polynomial.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { type IndexRange, indexRange } from "../../term/atom.ts";
import { exponentOf, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import type * as T from "../../term/term.ts";
import { type HermiteSeries, hermiteSeries } from "../ridge-sum/hermite-series.ts";
import { type Order, orderOf } from "./support.ts";

export interface LearnedLink {
  /** K. */
  readonly degree: P.Polynomial;
  /** 0..K, where the coefficients a are. */
  readonly range: IndexRange;
  readonly teacher: HermiteSeries;
  /** omega. */
  readonly weight: T.Term;
  /** The factor of the loss. */
  readonly factor: T.Term;
  readonly isSquared: boolean;
  /** c_q for an index place. */
  readonly weights: (place: string) => T.Term;
  /** lambda. */
  readonly ridge: T.Term;
  readonly speed: T.Term;
  readonly order: Order;
}

/**
 * The model of a setting as terms; nothing where the student's link is not learned.
 *
 * @throws NotDerivable where another axis has no exact rule.
 */
export function learnedLink(setting: Setting): LearnedLink | undefined {
  const { model } = setting;
  const { link } = model.student;
  if (link.kind !== "learned") return undefined;
  const teacher = oneRidgeFunction(model);
  requirePopulationFlow(model, link);
  const meaning = parameterMeaning(setting);
  const degree = exponentOf(termOf(link.degree, meaning));
  return {
    degree,
    range: indexRange(P.zero, degree),
    teacher: hermiteSeries(teacher.link, meaning),
    weight: termOf(teacher.weight, meaning, new Map([["j", "1"]])),
    factor: termOf(model.loss.factor, meaning),
    isSquared: isWord(model.loss.kind, "squared"),
    weights: (place) => termOf(link.weights, meaning, new Map([["j", place]])),
    ridge: termOf(link.ridge, meaning),
    speed: termOf(link.speed, meaning),
    order: orderOf(setting, meaning),
  };
}

function oneRidgeFunction({ teacher }: Model): {
  readonly link: Expression;
  readonly weight: Expression;
} {
  if (teacher.kind !== "sum" || !isNumber(teacher.terms, 1n)) {
    throw new NotDerivable("a learned link against more than one ridge function");
  }
  if (teacher.link.kind === "any") throw new NotDerivable("a teacher with any link");
  if (!isNumber(teacher.noise, 0n)) throw new NotDerivable("a teacher with noise");
  const [only] = teacher.weights.kind === "list" ? teacher.weights.values : [];
  const weight = teacher.weights.kind === "list" ? only : teacher.weights.expression;
  if (weight === undefined) throw new NotDerivable("a teacher without a weight");
  return { link: teacher.link.expression, weight };
}

function requirePopulationFlow(
  { input, student, loss, dynamics }: Model,
  link: Extract<StudentLink, { readonly kind: "learned" }>,
): void {
  if (input.law !== "gaussian" || input.covariance.kind !== "isotropic") {
    throw new NotDerivable("an input that is not isotropic Gaussian");
  }
  if (student.shape.kind !== "neurons" || !isNumber(student.shape.count, 1n)) {
    throw new NotDerivable("a learned link of more than one neuron");
  }
  if (!isNumber(student.scale, 1n)) throw new NotDerivable("a scale beside a learned link");
  if (!isWord(student.on, "sphere")) throw new NotDerivable("a constraint other than sphere");
  if (!isWord(dynamics.metric, "round")) throw new NotDerivable("a metric other than round");
  if (loss.kind.kind !== "word") throw new NotDerivable("a loss named by a parameter");
  const isFlow = isWord(dynamics.kind, "gradient-flow") && dynamics.samples === undefined;
  if (!isFlow || link.samples !== undefined || link.features !== undefined) {
    throw new NotDerivable("a learned link whose flow is not that of the population");
  }
}

const isWord = (
  word: { readonly kind: "word"; readonly word: string } | { readonly kind: "parameter" },
  wanted: string,
): boolean => word.kind === "word" && word.word === wanted;

const isNumber = (e: Expression, value: bigint): boolean =>
  e.kind === "number" && e.value.num === value && e.value.den === 1n;
