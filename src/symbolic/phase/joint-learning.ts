/**
 * One neuron whose link is learned with its direction, against one ridge function: the coupled
 * flow, where the direction alone would be trapped, and how long the overlap stays small
 * ([pillaud2025]).
 *
 * For the link b h_q alone the derived flow is, exactly,
 *   a' = -decay a + pull b m^q,      m' = (1 - m^2) coupling a b m^(q-1),
 * with three numbers that are read off the derivation of each degree. Hence
 *   planted (a = b in every degree):  m' = (1 - m^2) P(m),  P = sum_q coupling_q b_q^2 m^(q-1);
 *   slow manifold (a' = 0):           a = (pull/decay) b m^q,
 *                                     m' ~ coupling (pull/decay) b_s^2 m^(2s-1)  near m = 0,
 * s the least degree with b_s not 0, and from a = 0, m(0) = gamma d^(-1/2) the time to a fixed m is
 *   s >= 2: d^(s-1) / ((2s-2) coupling (pull/decay) b_s^2 gamma^(2s-2)),
 *   s = 1:  log(d)/(2 lambda), lambda > 0 with lambda^2 + decay lambda = pull coupling b_1^2.
 */

import { bindExpression } from "../../model/bind/bind-expression.ts";
import { evaluateInteger } from "../../model/bind/evaluate.ts";
import type { Binding } from "../../model/bind/instance.ts";
import type { Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import * as Q from "../../model/rational.ts";
import type { Model } from "../../model/spec.ts";
import * as E from "../exact/enclosure.ts";
import { coefficientRate, overlapRate } from "../families/learned-link/flow.ts";
import { learnedLink } from "../families/learned-link/model.ts";
import { evaluateTerm } from "../term/evaluate.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { deepExpansion } from "./average-diagram.ts";
import { type CoupledFlow, coupledFlow } from "./coupled-flow.ts";
import type { Derived } from "./derived-part.ts";
import type { PlantedStops } from "./enclosed-stops.ts";
import { type LinkWeights, linkWeights, type Weight } from "./link-weights.ts";
import { plantedStops } from "./planted-stops.ts";

/** The time from an overlap gamma d^(-1/2) and a link that is 0 to a fixed overlap. */
export interface JointTime {
  /** s. */
  readonly degree: number;
  readonly weight: Weight;
  readonly decay: Q.Rational;
  readonly pull: Q.Rational;
  readonly coupling: Q.Rational;
}

export interface JointLearning extends CoupledFlow {
  /** K. */
  readonly degree: number;
  readonly weights: LinkWeights;
  /** Where P lets the overlap stop. */
  readonly planted: Derived<PlantedStops>;
  readonly time: Derived<JointTime>;
}

export interface JointDiagram {
  readonly kind: "joint";
  readonly link: Expression;
  readonly joint: JointLearning;
}

/** The diagram of a model whose student's link is learned; nothing for other models. */
export const jointDiagram = (setting: Setting, binding: Binding): JointDiagram | undefined =>
  isJoint(setting.model) ? { kind: "joint", ...jointLearning(setting, binding) } : undefined;

const isJoint = ({ student }: Model): boolean => student.link.kind === "learned";

/**
 * What is derived for a joint model.
 *
 * @throws NotDerivable naming an axis that lies outside.
 */
export function jointLearning(
  setting: Setting,
  binding: Binding,
): { readonly link: Expression; readonly joint: JointLearning } {
  const { teacher, student } = setting.model;
  if (teacher.kind !== "sum" || teacher.link.kind !== "expression") {
    throw new NotDerivable("a teacher without a link of its own");
  }
  if (student.link.kind !== "learned") throw new NotDerivable("a link that is not learned");
  const link = bindExpression(teacher.link.expression, binding);
  const degree = evaluateInteger(student.link.degree, binding);
  if (degree === undefined) throw new NotDerivable("a degree that is no integer");
  const expansion = deepExpansion(link, "z", degree);
  if (expansion.kind === "issue") throw new NotDerivable(`the link: ${expansion.reason}`);
  const weights = linkWeights(expansion);
  const of = (q: number): Numbers => numbersOf(setting.model, binding, q);
  const couplings = (q: number): Q.Rational => of(q).coupling;
  return {
    link,
    joint: {
      degree,
      weights,
      ...coupledFlow(setting, degree),
      planted: attempt(() => plantedStops({ expression: link, variable: "z" }, weights, couplings)),
      time: attempt(() => jointTime(weights, degree, of)),
    },
  };
}

function attempt<T>(make: () => T): Derived<T> {
  try {
    return { kind: "derived", value: make() };
  } catch (error) {
    if (error instanceof NotDerivable) return { kind: "not-derived", reason: error.message };
    throw error;
  }
}

type Numbers = Pick<JointTime, "decay" | "pull" | "coupling">;

/** The three numbers of the flow for the link h_q, from its derivation, with the form checked. */
function numbersOf(model: Model, binding: Binding, q: number): Numbers {
  const family = learnedLink(pureSetting(model, binding, q));
  if (family === undefined) throw new NotDerivable("a link that is not learned");
  const [link, direction] = [coefficientRate(family, `${q}`), overlapRate(family)];
  const at = (term: typeof link, a: number, b: number, m: Q.Rational): Q.Rational => {
    const values: Readonly<Record<string, Q.Rational>> = {
      a: Q.integer(a),
      b: Q.integer(b),
      m,
    };
    const value = evaluateTerm(term, {
      parameters: new Map(),
      symbol: (name) => values[name] && E.exactly(values[name]),
    });
    if (value === undefined || !E.isExact(value)) throw new NotDerivable("a rate without a value");
    return value.lower;
  };
  const powers = (m: Q.Rational, n: number): Q.Rational => Q.power(m, BigInt(n));
  const decay = Q.negate(at(link, 1, 0, Q.one));
  const pull = at(link, 0, 1, Q.one);
  const couplingAt = (m: Q.Rational): Q.Rational => {
    const shape = Q.multiply(Q.subtract(Q.one, powers(m, 2)), powers(m, q - 1));
    return Q.divide(at(direction, 1, 1, m), shape);
  };
  const [half, third] = [Q.rational(1n, 2n), Q.rational(1n, 3n)];
  const coupling = couplingAt(half);
  const holds = [
    [coupling, couplingAt(third)],
    [at(link, 0, 1, half), Q.multiply(pull, powers(half, q))],
    [at(link, 1, 1, half), Q.subtract(at(link, 0, 1, half), decay)],
    [at(direction, 2, 1, half), Q.multiply(Q.integer(2), at(direction, 1, 1, half))],
  ] as const;
  if (!holds.every(([a, b]) => Q.equals(a, b))) throw new NotDerivable("a flow of another form");
  return { decay, pull, coupling };
}

/** The model with numbers in every place and the link h_q, of a degree that holds it. */
function pureSetting(model: Model, binding: Binding, q: number): Setting {
  const bound = (e: Expression): Expression => bindExpression(e, binding);
  // Of the weights of the norm only that of the degree q counts.
  const here: Binding = new Map([...binding, ["j", { kind: "exact", value: Q.integer(q) }]]);
  const number = (n: number): Expression => ({ kind: "number", value: Q.integer(n) });
  const { teacher, student, loss, input } = model;
  if (teacher.kind !== "sum" || student.link.kind !== "learned") {
    throw new NotDerivable("a link that is not learned");
  }
  const { weights, ridge, speed } = student.link;
  return {
    parameters: new Map(),
    assumptions: new Map(),
    start: [],
    model: {
      ...model,
      input: { ...input, dimension: bound(input.dimension) },
      teacher: {
        ...teacher,
        terms: bound(teacher.terms),
        link: {
          kind: "expression",
          expression: { kind: "call", name: "h", args: [number(q), { kind: "name", name: "z" }] },
        },
        weights:
          teacher.weights.kind === "list"
            ? { kind: "list", values: teacher.weights.values.map(bound) }
            : { kind: "expression", expression: bound(teacher.weights.expression) },
        noise: bound(teacher.noise),
      },
      student: {
        ...student,
        scale: bound(student.scale),
        link: {
          kind: "learned",
          degree: number(q),
          weights: bindExpression(weights, here),
          ridge: bound(ridge),
          speed: bound(speed),
        },
      },
      loss: { ...loss, factor: bound(loss.factor) },
    },
  };
}

function jointTime(
  { weights }: LinkWeights,
  degree: number,
  of: (q: number) => Numbers,
): JointTime {
  const weight = weights.find(({ sign }) => sign !== "zero");
  if (weight === undefined || weight.sign === "undecided") {
    throw new NotDerivable("the least degree of the link is not decided");
  }
  if (weight.degree > degree) {
    throw new NotDerivable(`a learned link of degree ${degree} has no part of the target`);
  }
  const numbers = of(weight.degree);
  if (Q.sign(numbers.decay) <= 0 || Q.sign(numbers.pull) <= 0) {
    throw new NotDerivable("a link whose coefficients do not settle");
  }
  return { degree: weight.degree, weight, ...numbers };
}
