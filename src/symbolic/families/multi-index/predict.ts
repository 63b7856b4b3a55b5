/**
 * A subspace with the link at its optimum, for any link of any number of variables.
 *
 * With M = V^T W, G = M M^T and the averaging operator A_X f(z) = E f(X^T z + (1 - X^T X)^(1/2)
 * z'),
 *   E[f(V^T x) | W^T x] = A_(M^T) f,   |A_(M^T) f|^2 = <A_G f, f> = l(G),
 *   L(W) = c (|f|^2 - l(G)),   dl = <S, dG>,   grad_W l = 2 V S M,
 *   W' = 2 c (1 - W W^T) V S M,   G' = 2 c ((1 - G) S G + G S (1 - G))
 * ([bietti2023, Eq. 31]). Inner products of f with smoothed versions of itself stay symbols; where
 * the link is a known polynomial, `explicit.ts` has them as polynomials in the entries of G.
 */

import { evaluateRational } from "../../../model/bind/evaluate.ts";
import type { Question, Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { formatExpression } from "../../../model/expression/format.ts";
import { substitute } from "../../../model/expression/substitute.ts";
import { integer, rational } from "../../../model/rational.ts";
import { step } from "../../derivation.ts";
import { degreeOf } from "../../links/many-variables.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import type { DerivedPrediction } from "../../prediction.ts";
import { symbol } from "../../term/atom.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable, orReason } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { closedLink } from "./closed-link.ts";
import { escapeOrder, requireGenericStart } from "./escape-order.ts";
import { explicitPrediction } from "./explicit.ts";
import { leapExponentsOf, saddlesOf } from "./leaps.ts";
import * as W from "./matrix-words.ts";
import { orderText, saddleSteps } from "./saddle-steps.ts";

/**
 * The derivation that answers a question; nothing where the teacher is a sum of ridge functions.
 *
 * @throws NotDerivable naming what has no rule.
 */
export function predictMultiIndex(
  setting: Setting,
  question: Question,
): DerivedPrediction | undefined {
  if (setting.model.teacher.kind !== "projections") return undefined;
  if (question.kind === "identity" && question.at === undefined && isLeap(question.of)) {
    return leapPrediction(setting, question.of);
  }
  const explicit = explicitly(setting, question);
  if (typeof explicit === "object") return explicit;
  const factor = optimalLossFactor(setting);
  if (question.kind === "scaling") return scalingPrediction(setting, question);
  requireNoPenalty(setting);
  const meaning = subspaceMeaning(setting, factor);
  const loss = lossTerm(factor);
  const derivation = [
    step(
      "loss",
      "L(W)",
      loss,
      "the conditional expectation E[f* | W^T x] is the averaging operator of M^T, and A_M A_M^T = A_G",
      "rule",
      "bietti2023, Eq. 31",
    ),
  ];
  const common = { status: "derived", meaning, positive: [] } as const;
  if (question.kind === "identity" && question.at === undefined) {
    const of = termOf(question.of, meaning);
    return { ...common, derived: { kind: "identity", of }, derivation };
  }
  if (question.kind === "reduction") {
    const rates = question.of.map(({ name, index }) => {
      if (name !== "G" || index !== undefined) throw new NotDerivable(`the rate of ${name}`);
      return W.termOfWords(gramRate(factor));
    });
    const lines = rates.map((rate) =>
      step("G'", "\\dot G", rate, "W' = 2 c (1 - W W^T) V S M, M' = V^T W', G' = M' M^T + M M'^T"),
    );
    const letters = rates.map(() => undefined);
    return {
      ...common,
      derived: { kind: "reduction", rates, letters },
      derivation: [...derivation, ...lines],
    };
  }
  throw new NotDerivable(`no rule for a ${question.kind} of a subspace`);
}

/** Entry by entry, where the link and its sizes are known; else the reason why not. */
const explicitly = (setting: Setting, question: Question): DerivedPrediction | string =>
  orReason(() => explicitPrediction(setting, question));

const isLeap = (e: Expression): boolean => e.kind === "indexed" && e.name === "leap";

/** `leap[i]` at a number, or at a letter as the polynomial through all of its values. */
function leapPrediction(setting: Setting, of: Expression): DerivedPrediction {
  const link = closedLink(setting);
  const leaps = leapExponentsOf(link);
  const parameters = parameterMeaning(setting);
  const meaning: Meaning = {
    ...parameters,
    indexed: (name, places) => {
      const [place = ""] = places;
      if (name !== "leap" || places.length !== 1) return parameters.indexed(name, places);
      const at = /^[0-9]+$/.test(place) ? T.constant(BigInt(place)) : parameters.name(place);
      if (at === undefined) throw new NotDerivable(`leap[${place}]`);
      return interpolated(leaps, at);
    },
  };
  return {
    status: "derived",
    derived: { kind: "identity", of: termOf(of, meaning) },
    derivation: saddleSteps(saddlesOf(link)),
    meaning,
    positive: [],
  };
}

/** The polynomial with the values y_1, y_2, ... at 1, 2, ..., at x (Lagrange). */
function interpolated(values: readonly number[], x: T.Term): T.Term {
  return T.sum(
    values.map((value, i) =>
      T.product([
        T.constant(value),
        ...values.flatMap((_, j) =>
          j === i
            ? []
            : [T.subtract(x, T.constant(j + 1)), T.constant(rational(1n, BigInt(i - j)))],
        ),
      ]),
    ),
  );
}

function scalingPrediction(
  setting: Setting,
  { of, as }: Question & { readonly kind: "scaling" },
): DerivedPrediction {
  requireGenericStart(setting, as);
  const closed = closedLink(setting);
  requireAllDegrees(setting, degreeOf(closed));
  const saddles = saddlesOf(closed);
  const orders = saddles.map(({ exponent }) => orderText(exponent));
  return {
    status: "derived",
    derived: {
      kind: "scaling",
      text: `saddles are left after times of order ${orders.join(", ")}`,
      notInGeneral: "growth is derived by the rule of a saddle, not proved",
      orderAt: (binding) => orReason(() => escapeOrder(of, saddles, binding)),
    },
    derivation: saddleSteps(saddles),
    meaning: parameterMeaning(setting),
    positive: [],
  };
}

function requireNoPenalty({ model: { student } }: Setting): void {
  const { link } = student;
  if (link.kind === "optimal" && (link.weights !== undefined || link.ridge !== undefined)) {
    throw new NotDerivable("a penalty on a link that is not known as a polynomial");
  }
}

/** A ridge leaves orders as they are, and so do weights that are positive. */
function requireAllDegrees({ model: { student } }: Setting, highest: number): void {
  const { link } = student;
  if (link.kind !== "optimal" || link.weights === undefined) return;
  for (let j = 1; j <= highest; j++) {
    const number: Expression = { kind: "number", value: integer(j) };
    const weight = evaluateRational(substitute(link.weights, new Map([["j", number]])));
    if (weight === undefined || weight.num <= 0n) {
      throw new NotDerivable(`a weight at degree ${j} that is not known to be positive`);
    }
  }
}

/** The factor c of the squared loss. @throws NotDerivable on another model than the header's. */
function optimalLossFactor({ model, ...setting }: Setting): T.Term {
  const { student, input, loss, dynamics } = model;
  const { link } = student;
  if (link.kind !== "optimal") {
    throw new NotDerivable("a subspace with a link that is not optimal");
  }
  if (input.law !== "gaussian" || input.covariance.kind !== "isotropic") {
    throw new NotDerivable("an input that is not isotropic Gaussian");
  }
  const words = [
    [loss.kind, "squared"],
    [dynamics.metric, "round"],
    [dynamics.kind, "gradient-flow"],
  ] as const;
  for (const [word, wanted] of words) {
    if (word.kind !== "word" || word.word !== wanted) {
      throw new NotDerivable(`a model not ${wanted}`);
    }
  }
  if (dynamics.samples !== undefined) throw new NotDerivable("a flow on samples");
  const meaning = parameterMeaning({ ...setting, model });
  const noise = termOf(model.teacher.noise, meaning);
  if (!T.isZero(noise)) throw new NotDerivable("a teacher with noise");
  return termOf(loss.factor, meaning);
}

/** <g, h> for functions by their keys: symmetric in the two. */
const innerTerm = (a: string, b: string): T.Term =>
  T.ofAtom(symbol(["inner", ...[a, b].sort()].join("_")));

const smoothedByG = "smooth_f_G";

const lossTerm = (factor: T.Term): T.Term =>
  T.multiply(factor, T.subtract(innerTerm("f", "f"), innerTerm("f", smoothedByG)));

/** 2 c ((1 - G) S G + G S (1 - G)). */
function gramRate(factor: T.Term): W.Words {
  const [G, S] = [W.letter("G"), W.letter("S")];
  const rest = W.add(W.scalar(T.one), W.negate(G));
  const half = W.multiply(W.multiply(rest, S), G);
  const other = W.multiply(W.multiply(G, S), rest);
  return W.multiply(W.scalar(T.multiply(T.constant(2), factor)), W.add(half, other));
}

function subspaceMeaning(setting: Setting, factor: T.Term): Meaning {
  const parameters = parameterMeaning(setting);
  const meaning: Meaning = {
    ...parameters,
    name: (name) => (name === "loss" ? lossTerm(factor) : parameters.name(name)),
    call: (name, args, letters) => {
      const [f, g] = args.map(functionKey);
      if (name === "inner" && f !== undefined && g !== undefined) return innerTerm(f, g);
      return parameters.call(name, args, letters);
    },
    whole: (e, letters) =>
      W.holdsMatrix(e, matrixLetter)
        ? W.termOfWords(W.wordsOf(e, matrixLetter, (part) => termOf(part, meaning, letters)))
        : undefined,
  };
  return meaning;
}

/** A name for f, and for what `smooth` makes of it; nothing for other functions. */
function functionKey(e: Expression): string | undefined {
  if (e.kind === "name" && e.name === "f") return "f";
  if (e.kind !== "call" || e.name !== "smooth") return undefined;
  const [of, by] = e.args;
  const key = of && functionKey(of);
  if (key === undefined || by?.kind !== "name") return undefined;
  return `smooth_${key}_${formatExpression(by)}`;
}

/** G, and S = grad(<A_G f, f>, G). */
function matrixLetter(e: Expression): string | undefined {
  if (e.kind === "name" && e.name === "G") return "G";
  if (e.kind !== "call" || e.name !== "grad") return undefined;
  const [of, by] = e.args;
  if (by?.kind !== "name" || by.name !== "G" || of?.kind !== "call" || of.name !== "inner") {
    return undefined;
  }
  const keys = of.args.map(functionKey);
  return keys.includes("f") && keys.includes(smoothedByG) ? "S" : undefined;
}
