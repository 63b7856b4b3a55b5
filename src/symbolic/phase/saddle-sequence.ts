/**
 * The saddles of a model with several projections, at one value of its parameters, with the times
 * after which the flow of a subspace with its link at the optimum leaves them.
 */
import { bindExpression } from "../../model/bind/bind-expression.ts";
import { evaluateInteger, evaluateRational } from "../../model/bind/evaluate.ts";
import type { Binding } from "../../model/bind/instance.ts";
import type { Setting } from "../../model/claim.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { integer, multiply, type Rational } from "../../model/rational.ts";
import type { Model } from "../../model/spec.ts";
import { degreeShare } from "../families/multi-index/degree-share.ts";
import { explainedVariance } from "../families/multi-index/explicit-model.ts";
import { type Saddle, saddlesOf } from "../families/multi-index/leaps.ts";
import { polynomialLink } from "../links/many-variables.ts";
import { invertScalar, type Scalar, scaleScalar } from "../links/scalar.ts";
import type { Meaning } from "../term/interpret.ts";
import { NotDerivable, orReason } from "../term/not-derivable.ts";
import type { Term } from "../term/term.ts";

export interface SaddleSequence {
  /** As it stands at the values of the parameters. */
  readonly link: string;
  /** l(G) = <A_G f, f> in the entries of G, where it is not too long to multiply out. */
  readonly explained?: Term;
  readonly saddles: readonly SaddleTime[];
  /** Directions on which the link does not depend: they are never learned. */
  readonly blind: number;
}

/** T ~ factor d^(s-1) / xi^(s-1), or factor log d where s = 1. */
export interface SaddleTime extends Saddle {
  /** Absent where several directions are learned at once. */
  readonly factor?: Scalar;
  /** Degrees of freedom of xi, which is chi-squared as d grows, where the rank is a number. */
  readonly freedom?: number;
}

export interface SaddleDiagram {
  readonly kind: "saddles";
  readonly sequence: SaddleSequence;
}

/** The diagram of a model of several projections; nothing for other models. */
export const saddleDiagram = ({ model }: Setting, binding: Binding): SaddleDiagram | undefined =>
  model.teacher.kind === "projections"
    ? { kind: "saddles", sequence: saddleSequence(model, binding) }
    : undefined;

/** Every parameter has its value already. */
const noParameters: Meaning = {
  name: () => undefined,
  indexed: () => undefined,
  call: () => undefined,
};

/** @throws NotDerivable where the link is no polynomial or the student's is not optimal. */
export function saddleSequence(model: Model, binding: Binding): SaddleSequence {
  const { teacher, student, loss } = model;
  if (teacher.kind !== "projections" || teacher.link.kind !== "expression") {
    throw new NotDerivable("saddles of a link that is any");
  }
  if (student.link.kind !== "optimal" || student.shape.kind !== "subspace") {
    throw new NotDerivable("saddles of a link that is not learned at once");
  }
  const q = evaluateInteger(teacher.count, binding);
  const rank = evaluateInteger(student.shape.rank, binding);
  const c = evaluateRational(loss.factor, binding);
  if (q === undefined || c === undefined) throw new NotDerivable("a number that is open");
  const link = bindExpression(teacher.link.expression, binding);
  const saddles = saddlesOf(polynomialLink(link, Number(q)), degreeShare(student.link, c, binding));
  const learned = saddles.reduce((sum, { directions }) => sum + directions, 0);
  const explained = orReason(() => explainedVariance(link, Number(q), noParameters));
  return {
    link: formatExpression(link),
    ...(typeof explained === "object" && { explained }),
    saddles: saddles.map((saddle) => {
      const factor = factorOf(saddle, c);
      const freedom = rank === undefined ? undefined : Number(rank) - saddle.learned;
      return {
        ...saddle,
        ...(factor !== undefined && { factor }),
        ...(freedom !== undefined && { freedom }),
      };
    }),
    blind: Number(q) - learned,
  };
}

/** 1/(4 c A), and over s (s - 1) where s >= 2. */
function factorOf({ exponent: s, weight }: Saddle, c: Rational): Scalar | undefined {
  if (weight === undefined) return undefined;
  const steps = s === 1 ? 1 : s * (s - 1);
  return invertScalar(scaleScalar(weight, multiply(integer(4 * steps), c)));
}
