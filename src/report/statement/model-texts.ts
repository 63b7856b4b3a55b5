/**
 * The axes of a model in words, with mathematics between dollars.
 */
import type { Expression } from "../../model/expression/expression.ts";
import type { Dynamics, Frame, Input, Model, Student, Teacher, Word } from "../../model/spec.ts";
import { latexOfExpression } from "./expression-latex.ts";

/** One axis of the model. */
export interface AxisText {
  readonly axis: keyof Model;
  readonly text: string;
}

/** A text for every axis that is given. */
export function modelTexts({ input, teacher, student, loss, dynamics }: Partial<Model>) {
  return [
    ...(input === undefined ? [] : [{ axis: "input", text: inputText(input) }]),
    ...(teacher === undefined ? [] : [{ axis: "teacher", text: teacherText(teacher) }]),
    ...(student === undefined ? [] : [{ axis: "student", text: studentText(student) }]),
    ...(loss === undefined
      ? []
      : [
          {
            axis: "loss",
            text: `${wordText(loss.kind)} loss with the factor ${math(loss.factor)}`,
          },
        ]),
    ...(dynamics === undefined ? [] : [{ axis: "dynamics", text: dynamicsText(dynamics) }]),
  ] as readonly AxisText[];
}

function inputText(input: Input): string {
  const inSpace = `in $\\mathbb{R}^{${latexOfExpression(input.dimension)}}$`;
  switch (input.law) {
    case "gaussian": {
      const { covariance } = input;
      if (covariance.kind === "isotropic") return `isotropic Gaussian ${inSpace}`;
      const { spike, overlap } = covariance;
      return `Gaussian ${inSpace} with a spike of strength ${math(spike)} and overlap ${math(overlap)} with the teacher`;
    }
    case "student-t":
      return `Student t with ${math(input.degrees)} degrees of freedom ${inSpace}`;
    case "uniform-sphere":
      return `uniform on the sphere ${inSpace}`;
    case "own":
      return `${input.name} ${inSpace}`;
  }
}

function teacherText(teacher: Teacher): string {
  const link = teacher.link.kind === "any" ? "any link" : `link ${math(teacher.link.expression)}`;
  const noise = isNumber(teacher.noise, 0n) ? "" : `, label noise ${math(teacher.noise)}`;
  if (teacher.kind === "projections") {
    return `${math(teacher.count)} projections on an orthonormal frame, ${link}${noise}`;
  }
  const { terms, frame, weights } = teacher;
  const weight =
    weights.kind === "list"
      ? `, weights ${weights.values.map(math).join(", ")}`
      : isNumber(weights.expression, 1n)
        ? ""
        : `, weights ${math(weights.expression)}`;
  if (isNumber(terms, 1n)) return `one ridge function, ${link}${weight}${noise}`;
  return `a sum of ${math(terms)} ridge functions, ${link}, ${frameText(frame)}${weight}${noise}`;
}

function frameText(frame: Frame): string {
  switch (frame.kind) {
    case "orthonormal":
      return "orthonormal frame";
    case "equiangular":
      return `index vectors with inner products ${math(frame.beta)}`;
    case "gram":
      return `Gram matrix $A_{i,j} = ${latexOfExpression(frame.entry)}$`;
    case "gram-rows": {
      const rows = frame.rows.map((row) => row.map(latexOfExpression).join(" & ")).join(" \\\\ ");
      return `Gram matrix $\\begin{pmatrix} ${rows} \\end{pmatrix}$`;
    }
    case "any":
      return "any linearly independent unit frame";
    case "random":
      return "a random frame";
  }
}

function studentText({ shape, link, on, scale }: Student): string {
  const what =
    shape.kind === "subspace"
      ? `a subspace of dimension ${math(shape.rank)}`
      : isNumber(shape.count, 1n)
        ? "one neuron"
        : `${math(shape.count)} neurons`;
  const scaled = isNumber(scale, 1n) ? "" : `, scaled by ${math(scale)}`;
  return `${what} on the ${wordText(on)}, ${linkText(link)}${scaled}`;
}

function linkText(link: Student["link"]): string {
  switch (link.kind) {
    case "expression":
      return `link ${math(link.expression)}`;
    case "same":
      return "the teacher's link";
    case "optimal":
      return "the best link at every moment";
    case "learned":
      return `a link learned up to degree ${math(link.degree)}, with ridge ${math(link.ridge)} and speed ${math(link.speed)}`;
  }
}

function dynamicsText({ kind, metric, step, batch, samples, alternate }: Dynamics): string {
  return [
    wordText(kind).replaceAll("-", " "),
    ...(metric.kind === "word" && metric.word === "round" ? [] : [`${wordText(metric)} metric`]),
    ...(step === undefined ? [] : [`step ${math(step)}`]),
    ...(batch === undefined ? [] : [`batches of ${math(batch)}`]),
    ...(samples === undefined ? [] : [`${math(samples)} samples`]),
    ...(alternate ? ["in turns"] : []),
  ].join(", ");
}

const wordText = (word: Word<string>): string =>
  word.kind === "word" ? word.word : `$${latexOfExpression({ kind: "name", name: word.name })}$`;

const math = (e: Expression): string => `$${latexOfExpression(e)}$`;

const isNumber = (e: Expression, value: bigint): boolean =>
  e.kind === "number" && e.value.den === 1n && e.value.num === value;
