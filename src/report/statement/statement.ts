/**
 * What a claim says, as sentences with mathematics between dollars.
 *
 * A sentence is made of the question and the answer as they were read, with every definition
 * substituted; a claim that only asks is worded as a question.
 */
import type { Answer, Claim, Question } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import type { Model, Point, StartEntry } from "../../model/spec.ts";
import { literally } from "../document-blocks.ts";
import { latexOfExpression } from "./expression-latex.ts";
import { modelTexts } from "./model-texts.ts";

/** The claim in one or more sentences. */
export function statementOf({ question, answer, setting }: Claim): readonly string[] {
  const { when } = setting;
  const under = when === undefined ? [] : [`This is said where ${math(when)}.`];
  return [...sentences(question, answer), ...under];
}

type Answered<K extends Answer["kind"]> = Extract<Answer, { readonly kind: K }>;

/** @throws never: a question and an answer of one claim have the same kind */
function sentences(question: Question, answer: Answer): readonly string[] {
  const answered = answer as Answered<never>;
  switch (question.kind) {
    case "identity": {
      const { equals } = answered as Answered<"identity">;
      return [`${atPoint(question.at)}${equation(question.of, equals)}.`];
    }
    case "reduction": {
      const { flow } = answered as Answered<"reduction">;
      const within = question.domain === undefined ? "" : `, on ${math(question.domain)}`;
      return question.of.map(({ name, index, indices, definition }, i) => {
        const letters = indices ?? (index === undefined ? [] : [index]);
        const of =
          definition === undefined ? quantity(name, letters) : latexOfExpression(definition);
        const right = flow[i];
        return right === undefined
          ? `The flow of $${of}$${within}.`
          : `$\\frac{d}{dt} ${of} = ${latexOfExpression(right)}$${within}.`;
      });
    }
    case "stationary":
      return [`${capital(pointText(question.at))} is a stationary point.`];
    case "fixed-points":
      return fixedPoints(question, answered as Answered<"fixed-points">);
    case "morse-index": {
      const { equals } = answered as Answered<"morse-index">;
      return [`The Morse index at ${pointText(question.at)} is ${orAsked(equals)}.`];
    }
    case "threshold": {
      const { equals } = answered as Answered<"threshold">;
      const letter = math(name(question.in));
      const point = question.at === undefined ? "" : `${capital(pointText(question.at))}: `;
      const value = equals === undefined ? "a value that is asked for" : math(equals);
      return [
        `${point}${phrase(question.below)} for ${letter} below, and ${phrase(question.above)} for ${letter} above ${value}.`,
      ];
    }
    case "bifurcation": {
      const { equals, type } = answered as Answered<"bifurcation">;
      const what = type === undefined ? "changes its stability" : `has a ${type.replace("-", " ")}`;
      const where =
        equals === undefined
          ? ""
          : ` at $${letterLatex(question.in)} = ${latexOfExpression(equals)}$`;
      return [`As ${math(name(question.in))} moves, ${pointText(question.at)} ${what}${where}.`];
    }
    case "limit": {
      const { equals } = answered as Answered<"limit">;
      const end = question.as === undefined ? "t \\to \\infty" : approach(question.as);
      if (equals === undefined) return [`The limit of ${math(question.of)} as $${end}$.`];
      const to =
        equals.kind === "coordinates" || equals.kind === "expression"
          ? `${math(question.of)} tends to ${pointText(equals as Point)}`
          : `$${latexOfExpression(question.of)} \\to ${latexOfExpression(equals as Expression)}$`;
      return [`${to} as $${end}$.`];
    }
    case "invariant": {
      const { holds } = answered as Answered<"invariant">;
      return [`${math(holds)} holds at all times if it holds at the start.`];
    }
    case "bound": {
      const { holds } = answered as Answered<"bound">;
      return [`${atPoint(question.at)}${math(holds)}.`];
    }
    case "scaling":
      return [scaling(question, answered as Answered<"scaling">)];
    case "rate": {
      const { equals } = answered as Answered<"rate">;
      return [
        `$-\\frac{1}{t} \\log ${braced(question.of)} \\to ${equals === undefined ? "\\,?" : latexOfExpression(equals)}$ as $t \\to \\infty$.`,
      ];
    }
    case "probability": {
      const { equals } = answered as Answered<"probability">;
      return [
        `$\\mathbb{P}${braced(question.of)} = ${equals === undefined ? "\\,?" : latexOfExpression(equals)}$.`,
      ];
    }
    case "trajectory":
      return trajectory(question, answered as Answered<"trajectory">);
    case "own": {
      const { fields } = answered as Answered<"own">;
      const all = [...Object.entries(question.fields), ...Object.entries(fields)];
      return [`${question.name}: ${all.map(([key, e]) => `${key} ${math(e)}`).join(", ")}.`];
    }
  }
}

function fixedPoints(
  { where, upTo, over }: Extract<Question, { readonly kind: "fixed-points" }>,
  { count, are }: Answered<"fixed-points">,
): readonly string[] {
  const region = where === undefined ? "" : ` where ${math(where)}`;
  const symmetry = upTo.length === 0 ? "" : `, up to ${upTo.join(" and ")}`;
  const letters = over.length === 0 ? "" : ` (for all $${over.map(letterLatex).join(", ")}$)`;
  return [
    ...(count === undefined
      ? []
      : [`The number of fixed points${region}${symmetry} is ${math(count)}.`]),
    ...(are === undefined
      ? []
      : [`The fixed points${region}${symmetry} are ${are.map(pointText).join("; ")}${letters}.`]),
    ...(count === undefined && are === undefined ? [`The fixed points${region}${symmetry}.`] : []),
  ];
}

function scaling(
  { of, as, side }: Extract<Question, { readonly kind: "scaling" }>,
  { exponent, log, constant }: Answered<"scaling">,
): string {
  const x = letterLatex(as.parameter);
  const isInfinite = as.to.kind === "name" && as.to.name === "oo";
  const base = isInfinite ? x : `|${x} - ${latexOfExpression(as.to)}|`;
  const logBase = isInfinite ? base : `\\tfrac{1}{${base}}`;
  const factors = [
    constant === undefined ? "" : factorOf(constant),
    powerOf(base, exponent),
    powerOf(`\\left(\\log ${logBase}\\right)`, log),
  ].filter((factor) => factor !== "");
  const growth = factors.length === 0 ? "1" : factors.join("\\,");
  const sign = {
    both: constant === undefined ? "\\asymp" : "\\sim",
    upper: "\\lesssim",
    lower: "\\gtrsim",
  }[side];
  const nothing = exponent === undefined && log === undefined && constant === undefined;
  return nothing
    ? `How ${math(of)} grows as $${approach(as)}$.`
    : `$${latexOfExpression(of)} ${sign} ${growth}$ as $${approach(as)}$.`;
}

function trajectory(
  { of, until }: Extract<Question, { readonly kind: "trajectory" }>,
  { equals, follows }: Answered<"trajectory">,
): readonly string[] {
  const end = until === undefined ? "" : ` until ${math(until)}`;
  if (follows !== undefined) {
    const axes = modelTexts(follows as Partial<Model>).map(({ text }) => text);
    return [`${of.map(math).join(", ")}: as in the same model with ${axes.join("; ")}${end}.`];
  }
  return of.map((quantityOf, i) => `${equation(quantityOf, equals?.[i])} at all times${end}.`);
}

/** A point of the state space, in words or as a vector. */
export function pointText(point: Point): string {
  if (point.kind === "expression") {
    const { expression } = point;
    const known = expression.kind === "name" ? namedPoints[expression.name] : undefined;
    return known ?? math(expression);
  }
  return point.entries.map(entryText).join(", ");
}

/** A part of a start or of a point: `$u_{j} = 1/2$`. */
export function entryText({ name: of, index, indices, value }: StartEntry): string {
  const letters = indices ?? (index === undefined ? [] : [index]);
  const left = quantity(of, letters);
  return value === undefined ? `$${left}$ uniform` : `$${left} = ${latexOfExpression(value)}$`;
}

const namedPoints: Readonly<Record<string, string>> = {
  average: "the average of the index vectors",
  origin: "the origin",
  target: "the target",
};

/** A predicate: a word such as saddle as a word, else as mathematics. */
function phrase(e: Expression): string {
  return e.kind === "name" ? `**${literally(formatExpression(e))}**` : math(e);
}

const atPoint = (point: Point | undefined): string =>
  point === undefined ? "" : `At ${pointText(point)}, `;

const equation = (of: Expression, equals: Expression | undefined): string =>
  `$${latexOfExpression(of)} = ${equals === undefined ? "\\,?" : latexOfExpression(equals)}$`;

const orAsked = (e: Expression | undefined): string => (e === undefined ? "asked for" : math(e));

const math = (e: Expression): string => `$${latexOfExpression(e)}$`;
const braced = (e: Expression): string => `\\left(${latexOfExpression(e)}\\right)`;
const name = (letter: string): Expression => ({ kind: "name", name: letter });
const letterLatex = (letter: string): string => latexOfExpression(name(letter));

/** A constant before other factors, between brackets where it is a sum. */
const factorOf = (e: Expression): string =>
  e.kind === "binary" && (e.operator === "+" || e.operator === "-")
    ? braced(e)
    : latexOfExpression(e);

/** A power without what need not be written: the exponents 0 and 1. */
function powerOf(base: string, exponent: Expression | undefined): string {
  const isNumber = (value: bigint): boolean =>
    exponent?.kind === "number" && exponent.value.den === 1n && exponent.value.num === value;
  if (exponent === undefined || isNumber(0n)) return "";
  return isNumber(1n) ? base : `{${base}}^{${latexOfExpression(exponent)}}`;
}

const quantity = (of: string, letters: readonly string[]): string =>
  letters.length === 0
    ? letterLatex(of)
    : latexOfExpression({ kind: "indexed", name: of, indices: letters.map(name) });

const approach = ({ parameter, to, from }: { parameter: string; to: Expression; from: string }) => {
  const isInfinite = to.kind === "name" && to.name === "oo";
  const side = isInfinite || from === "both" ? "" : from === "below" ? "^{-}" : "^{+}";
  return `${letterLatex(parameter)} \\to ${latexOfExpression(to)}${side}`;
};

const capital = (text: string): string =>
  text.startsWith("$") ? text : text.charAt(0).toUpperCase() + text.slice(1);
