/**
 * What is derived for a learned link in words: the coupled flow, the stops of the planted flow, the
 * time.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import * as Q from "../../model/rational.ts";
import { formatRational } from "../../model/rational.ts";
import { polynomialIn } from "../../symbolic/exact/integer-polynomial.ts";
import type { PlantedStop } from "../../symbolic/phase/enclosed-stops.ts";
import type { JointLearning, JointTime } from "../../symbolic/phase/joint-learning.ts";
import { outwardDecimals } from "../../symbolic/phase/phase-point.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";
import { stepJson } from "./phase-json.ts";
import { enclosureText, valueText } from "./phase-points.ts";

/** The sections of a joint model. */
export function jointSections(link: Expression, joint: JointLearning): readonly Block[] {
  return [
    heading("Joint learning"),
    text(
      `Target $f(\\langle v, x \\rangle)$ with $f$: \`${formatExpression(link)}\`; student $\\sum_{q \\le ${joint.degree}} a_q h_q(\\langle w, x \\rangle)$ with $|w| = 1$, both learned by the gradient flow; $m = \\langle w, v \\rangle$.`,
    ),
    ...flowBlocks(joint),
    ...coefficientBlocks(joint),
    ...plantedBlocks(joint),
    ...timeBlocks(joint),
  ];
}

function flowBlocks({ flow, isUpToDegree, degree }: JointLearning): readonly Block[] {
  const head = heading("The coupled flow");
  if (flow.status === "none") return [head, text(`Not derived with letters: ${flow.reason}.`)];
  const part = text(
    `The target is no finite combination: below is its part up to degree ${degree}, with its coefficients as letters. What is beyond is orthogonal to the student's links; it adds a constant to the squared loss and moves nothing.`,
  );
  const steps = { kind: "steps", steps: flow.derivation, from: 1 } as const;
  return isUpToDegree ? [head, part, steps] : [head, steps];
}

function coefficientBlocks({ weights, degree }: JointLearning): readonly Block[] {
  const shown = weights.weights.filter(({ sign, degree: q }) => sign !== "zero" && q <= degree);
  return [
    heading("Coefficients of the target"),
    {
      kind: "table",
      head: ["$q$", "$b_q$", "value"],
      rows: shown.map(({ degree, coefficient: { latex, value } }) => [
        `${degree}`,
        latex === undefined ? "" : `$${latex}$`,
        value.slice(0, 20),
      ]),
    },
  ];
}

function plantedBlocks({ planted }: JointLearning): readonly Block[] {
  const head = heading("The direction alone: stops of the planted flow");
  if (planted.kind === "not-derived") return [head, text(`Not derived: ${planted.reason}.`)];
  const { polynomial, stops, open } = planted.value;
  const flow =
    polynomial === undefined
      ? "$P(m) = \\sum_q q\\, b_q^2\\, m^{q-1}$. It is positive on $(0, 1)$; its zeros on $(-1, 0]$, each enclosed by certain signs with one of its derivative between, and the ends"
      : `$P(m) = ${latexOfPolynomial(polynomialIn(polynomial, "m"))}$. Its zeros in $(-1, 1)$, isolated by Sturm sequences, and the ends`;
  return [
    head,
    text(
      `With the link of the target $\\dot m = (1 - m^2) P(m)$, up to a positive factor ${flow}:`,
    ),
    {
      kind: "table",
      head: ["overlap", "enclosure", "reached from"],
      rows: stops.map((stop) => [
        valueText(stop.point),
        enclosureText(stop.point),
        reachedFrom(stop),
      ]),
    },
    ...open.map(({ from, to }) =>
      text(
        `Between ${outwardDecimals(from, from, 6)[0]} and ${outwardDecimals(to, to, 6)[1]} nothing is decided: $P$ is too near 0 for what is known of the coefficients beyond the last one.`,
      ),
    ),
  ];
}

const reachedFrom = ({ fromBelow, fromAbove }: PlantedStop): string => {
  if (fromBelow === undefined || fromAbove === undefined) {
    const known = fromBelow === true ? "below; " : fromAbove === true ? "above; " : "";
    return `${known}${fromBelow === undefined ? "from below" : "from above"} not decided`;
  }
  if (fromBelow && fromAbove) return "both sides";
  if (fromBelow) return "below";
  return fromAbove ? "above" : "neither";
};

function timeBlocks({ time }: JointLearning): readonly Block[] {
  const head = heading("The time of joint learning");
  if (time.kind === "not-derived") return [head, text(`Not derived: ${time.reason}.`)];
  const law = time.value;
  const s = law.degree;
  return [
    head,
    text(
      s === 1
        ? "The least degree is $s = 1$: near $m = 0$, $a_1 = 0$ the flow is linear, and from $m(0) = \\gamma d^{-1/2}$ and a link that is 0 it grows at the rate of the positive eigenvalue, as $d \\to \\infty$,"
        : `The least degree is $s = ${s}$. On the slow manifold $a_s = ${ratioText(law)} b_s m^{s}$ the overlap moves as $m^{${2 * s - 1}}$ near 0; from $m(0) = \\gamma d^{-1/2}$ and a link that is 0 the time to a fixed overlap is, as $d \\to \\infty$,`,
    ),
    formula(timeLatex(law)),
  ];
}

/** pull/decay, left out where it is 1. */
function ratioText({ pull, decay }: JointTime): string {
  const ratio = Q.divide(pull, decay);
  return Q.equals(ratio, Q.one) ? "" : formatRational(ratio);
}

/** (2s - 2) coupling pull/decay; for s = 1, the numbers of the equation of the rate. */
const divisorOf = ({ degree: s, coupling, pull, decay }: JointTime): Q.Rational =>
  Q.multiply(Q.integer(2 * s - 2), Q.multiply(coupling, Q.divide(pull, decay)));

function timeLatex(law: JointTime): string {
  const { degree: s, weight, coupling, pull, decay } = law;
  const value = weight.latex === undefined ? "" : `, \\qquad b_{${s}}^2 = ${weight.latex}`;
  if (s === 1) {
    const product = formatRational(Q.multiply(coupling, pull));
    const alpha = formatRational(decay);
    return `T \\sim \\frac{\\log d}{2 \\lambda}, \\qquad \\lambda = \\tfrac12 \\bigl(\\sqrt{${alpha}^2 + 4 \\cdot ${product}\\, b_1^2} - ${alpha}\\bigr)${value}`;
  }
  return `T \\sim \\frac{${s === 2 ? "d" : `d^{${s - 1}}`}}{${formatRational(divisorOf(law))}\\, \\gamma^{${2 * s - 2}}\\, b_{${s}}^2}${value}`;
}

/** The law in the spec language. */
function timeText(law: JointTime): string {
  const { degree: s, coupling, pull, decay } = law;
  const alpha = formatRational(decay);
  if (s === 1) {
    const product = formatRational(Q.multiply(coupling, pull));
    return `log(d)/(sqrt((${alpha})^2 + 4*(${product})*b[1]^2) - (${alpha}))`;
  }
  return `d^${s - 1}/((${formatRational(divisorOf(law))})*gamma^${2 * s - 2}*b[${s}]^2)`;
}

/** The same as data. */
export const jointJson = (
  link: Expression,
  { degree, weights, flow, planted, time }: JointLearning,
) => ({
  link: formatExpression(link),
  degree,
  coefficients: weights.weights
    .filter(({ sign, degree: q }) => sign !== "zero" && q <= degree)
    .map(({ degree: q, coefficient: { text: exact, value, error } }) => ({
      degree: q,
      ...(exact === undefined ? {} : { exact }),
      value,
      error,
    })),
  flow:
    flow.status === "none" ? { notDerived: flow.reason } : { steps: flow.derivation.map(stepJson) },
  planted:
    planted.kind === "not-derived"
      ? { notDerived: planted.reason }
      : {
          ...(planted.value.polynomial === undefined
            ? {}
            : { polynomial: planted.value.polynomial.map(String) }),
          stops: planted.value.stops.map(({ point, fromBelow, fromAbove }) => ({
            ...(point.exact === undefined ? {} : { exact: point.exact }),
            value: point.value,
            enclosure: point.enclosure,
            ...(fromBelow === undefined ? {} : { fromBelow }),
            ...(fromAbove === undefined ? {} : { fromAbove }),
          })),
          notDecided: planted.value.open.map(({ from, to }) => [
            outwardDecimals(from, from, 12)[0],
            outwardDecimals(to, to, 12)[1],
          ]),
        },
  time:
    time.kind === "not-derived"
      ? { notDerived: time.reason }
      : {
          degree: time.value.degree,
          text: timeText(time.value),
          latex: timeLatex(time.value),
        },
});
