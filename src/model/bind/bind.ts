/**
 * A model at one value of each of its parameters, in exact arithmetic.
 */

import type { Expression } from "../expression/expression.ts";
import { formatExpression } from "../expression/format.ts";
import { modelNames } from "../expression/names.ts";
import { freeNames } from "../expression/traverse.ts";
import { integer, isInteger, one, toNumber, zero } from "../rational.ts";
import type { Dynamics, Frame, Input, Model, StudentLink, Teacher, Word } from "../spec.ts";
import { bindExpression, literal } from "./bind-expression.ts";
import { evaluateInteger, evaluateRational } from "./evaluate.ts";
import type { Binding, ModelInstance } from "./instance.ts";

/** What a model leaves open: `frame: any`, `link: any`. */
export interface Choices {
  /** Rows of the Gram matrix of the frame, one for each ridge function. */
  readonly gram?: readonly (readonly Expression[])[];
  /** The teacher's link, in `z` or in `z[1]`, `z[2]`, ... */
  readonly link?: Expression;
}

/**
 * The model with every parameter replaced by its value.
 *
 * @throws RangeError if a parameter has no value, a count is no integer >= 1, or a choice that the
 *   model leaves open is not made.
 */
export function instantiate(model: Model, binding: Binding, choices: Choices = {}): ModelInstance {
  const { student, loss } = model;
  const close = (expression: Expression, allowed?: ReadonlySet<string>): Expression =>
    closed(expression, binding, allowed);
  return {
    input: instantiateInput(model.input, close),
    dimension: dimensionOf(model.input.dimension, binding),
    teacher: instantiateTeacher(model.teacher, binding, choices),
    student: {
      shape:
        student.shape.kind === "neurons"
          ? { kind: "neurons", count: countOf("neurons", student.shape.count, binding) }
          : { kind: "subspace", rank: countOf("subspace", student.shape.rank, binding) },
      link: instantiateStudentLink(student.link, binding, close),
      on: wordOf(student.on, binding),
      scale: close(student.scale),
    },
    loss: { kind: wordOf(loss.kind, binding), factor: close(lossFactor(model, binding)) },
    dynamics: instantiateDynamics(model.dynamics, binding, close),
  };
}

/** The word in a slot. @throws RangeError if the slot's parameter has no word as its value. */
export function wordOf<W extends string>(slot: Word<W>, binding: Binding): W {
  if (slot.kind === "word") return slot.word;
  const value = binding.get(slot.name);
  if (value?.kind === "word") return value.word as W;
  throw new RangeError(`instantiate: expected a word as the value of ${slot.name}, got none.`);
}

/** Where a parameter says which loss it is, the usual factor depends on its value. */
function lossFactor({ loss }: Model, binding: Binding): Expression {
  const chosen = loss.kind.kind === "parameter" && wordOf(loss.kind, binding) === "squared";
  return chosen ? literal({ num: 1n, den: 2n }) : loss.factor;
}

function instantiateInput(
  input: Input,
  close: (expression: Expression) => Expression,
): ModelInstance["input"] {
  switch (input.law) {
    case "gaussian":
      if (input.covariance.kind === "isotropic")
        return { law: "gaussian", covariance: "isotropic" };
      return {
        law: "gaussian",
        covariance: "spiked",
        spike: close(input.covariance.spike),
        overlap: close(input.covariance.overlap),
      };
    case "student-t":
      return { law: "student-t", degrees: close(input.degrees) };
    case "uniform-sphere":
      return { law: "uniform-sphere" };
    case "own":
      return { law: "own", name: input.name };
  }
}

function instantiateTeacher(
  teacher: Teacher,
  binding: Binding,
  choices: Choices,
): ModelInstance["teacher"] {
  const chosen = teacher.link.kind === "any" ? choices.link : teacher.link.expression;
  if (chosen === undefined) {
    throw new RangeError("instantiate: expected a link for a teacher with any link, got none.");
  }
  const link = closed(chosen, binding, linkNames);
  const noise = closed(teacher.noise, binding);
  if (teacher.kind === "projections") {
    return {
      kind: "projections",
      count: countOf("projections", teacher.count, binding),
      link,
      noise,
    };
  }
  const terms = countOf("sum-of", teacher.terms, binding);
  const letters = Array.from({ length: terms }, (_, j) => j + 1);
  const { weights } = teacher;
  const closedWeights =
    weights.kind === "list"
      ? weights.values.map((value) => closed(value, binding))
      : letters.map((j) => closed(weights.expression, withIndex(binding, "j", j)));
  if (closedWeights.length !== terms) {
    throw new RangeError(`instantiate: expected ${terms} weights, got ${closedWeights.length}.`);
  }
  const gram = gramOf(teacher.frame, letters, binding, choices);
  return { kind: "sum", terms, link, weights: closedWeights, ...(gram && { gram }), noise };
}

/** The Gram matrix of a frame; none for a random one, which each run draws. */
function gramOf(
  frame: Frame,
  letters: readonly number[],
  binding: Binding,
  choices: Choices,
): readonly (readonly Expression[])[] | undefined {
  const entries = (entry: (i: number, j: number) => Expression) =>
    letters.map((i) => letters.map((j) => entry(i, j)));
  switch (frame.kind) {
    case "random":
      return undefined;
    case "orthonormal":
      return entries((i, j) => (i === j ? literal(one) : literal(zero)));
    case "equiangular": {
      const beta = closed(frame.beta, binding);
      return entries((i, j) => (i === j ? literal(one) : beta));
    }
    case "gram":
      return entries((i, j) => closed(frame.entry, withIndex(withIndex(binding, "i", i), "j", j)));
    case "gram-rows":
      return squared(
        frame.rows.map((row) => row.map((entry) => closed(entry, binding))),
        letters.length,
      );
    case "any":
      return squared(choices.gram, letters.length);
  }
}

function squared(
  rows: readonly (readonly Expression[])[] | undefined,
  size: number,
): readonly (readonly Expression[])[] {
  if (rows?.length === size && rows.every((row) => row.length === size)) return rows;
  const got = rows === undefined ? "none" : `${rows.length} rows`;
  throw new RangeError(`instantiate: expected a Gram matrix of ${size} rows, got ${got}.`);
}

function instantiateStudentLink(
  link: StudentLink,
  binding: Binding,
  close: (expression: Expression, allowed?: ReadonlySet<string>) => Expression,
): StudentLink {
  switch (link.kind) {
    case "same":
      return link;
    case "expression":
      return { kind: "expression", expression: close(link.expression, linkNames) };
    case "optimal":
      return {
        kind: "optimal",
        ...(link.weights && { weights: weightsByDegree(link.weights, undefined, binding) }),
        ...(link.ridge && { ridge: close(link.ridge) }),
      };
    case "learned":
      return {
        kind: "learned",
        degree: close(link.degree),
        weights: weightsByDegree(link.weights, evaluateInteger(link.degree, binding), binding),
        ridge: close(link.ridge),
        speed: close(link.speed),
        ...(link.samples && { samples: close(link.samples) }),
        ...(link.features && { features: close(link.features) }),
      };
  }
}

function instantiateDynamics(
  dynamics: Dynamics,
  binding: Binding,
  close: (expression: Expression, allowed?: ReadonlySet<string>) => Expression,
): ModelInstance["dynamics"] {
  const { step, batch, samples, unlabelled, alternate } = dynamics;
  return {
    kind: wordOf(dynamics.kind, binding),
    metric: wordOf(dynamics.metric, binding),
    ...(step && { step: close(step, namesAtStates) }),
    ...(batch && { batch: close(batch) }),
    ...(samples && { samples: close(samples) }),
    ...(unlabelled && { unlabelled: close(unlabelled) }),
    alternate,
  };
}

/**
 * Weights as a function of the degree j: a family `c0[j]`, which is gone once bound, is written
 * out as `if(j = 1, ..., if(j = 2, ...))`. A degree that the family does not have weighs 1.
 */
function weightsByDegree(
  weights: Expression,
  degree: number | undefined,
  binding: Binding,
): Expression {
  const open = new Map(binding);
  open.delete("j");
  const bound = bindExpression(weights, open);
  const families = [...freeNames(bound)].some((name) => binding.get(name)?.kind === "family");
  if (!families || degree === undefined) return closed(weights, open, degreeNames);
  let whole: Expression = literal(one);
  for (let j = degree; j >= 0; j--) {
    const value = bindExpression(weights, withIndex(binding, "j", j));
    if (freeNames(value).size > 0) continue;
    const letter: Expression = { kind: "name", name: "j" };
    const operands = [letter, literal(integer(j))];
    const condition: Expression = { kind: "comparison", operators: ["="], operands };
    whole = { kind: "call", name: "if", args: [condition, value, whole] };
  }
  return whole;
}

const noNames: ReadonlySet<string> = new Set();
const linkNames: ReadonlySet<string> = new Set(["z", "f"]);
/** A step may depend on the present state. */
const namesAtStates: ReadonlySet<string> = new Set(
  [...modelNames].flatMap(([name, { role }]) => (role === "state" || role === "model" ? name : [])),
);
/** `weights: c0[j]` is a function of the degree j. */
const degreeNames: ReadonlySet<string> = new Set(["j"]);

/** The expression at the binding. @throws RangeError if a name in it has no value. */
function closed(
  expression: Expression,
  binding: Binding,
  allowed: ReadonlySet<string> = noNames,
): Expression {
  const bound = bindExpression(expression, binding);
  for (const name of freeNames(bound)) {
    if (name === "pi" || name === "oo" || allowed.has(name)) continue;
    const text = formatExpression(expression);
    throw new RangeError(`instantiate: expected a value of ${name} in ${text}, got none.`);
  }
  return bound;
}

function countOf(what: string, expression: Expression, binding: Binding): number {
  const value = evaluateInteger(expression, binding);
  if (value !== undefined && value >= 1) return value;
  const got = formatExpression(bindExpression(expression, binding));
  throw new RangeError(`instantiate: expected an integer >= 1 as ${what}, got ${got}.`);
}

/** A dimension. Beyond 2^53 it is the nearest double: nothing is counted up to it. */
function dimensionOf(expression: Expression, binding: Binding): number {
  const value = evaluateRational(expression, binding);
  const isWhole = value !== undefined && isInteger(value) && value.num >= 1n;
  const near = isWhole ? toNumber(value) : 0;
  return near > Number.MAX_SAFE_INTEGER && Number.isFinite(near)
    ? near
    : countOf("input.dimension", expression, binding);
}

const withIndex = (binding: Binding, name: string, index: number): Binding =>
  new Map(binding).set(name, { kind: "exact", value: integer(index) });
