/**
 * A weighted sum of ridge functions over a frame whose Gram matrix is written out: entries are
 * polynomials over Q in at most one letter, which the diagram moves.
 *
 * Letters: A[i,j] = <v_i, v_j>, omega_j > 0 the weights, u_j = <w, v_j>; the letter is called
 * `beta` here whatever its name in the spec.
 */
import { bindExpression } from "../../../model/bind/bind-expression.ts";
import { evaluateInteger, evaluateRational } from "../../../model/bind/evaluate.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { freeNames } from "../../../model/expression/traverse.ts";
import * as Q from "../../../model/rational.ts";
import type { Model, Parameter } from "../../../model/spec.ts";
import { cellsOf } from "../../decide/cells.ts";
import { type AlgebraicNumber, refined } from "../../exact/algebraic-number.ts";
import { evaluate, substitute } from "../../exact/in-one-variable.ts";
import * as P from "../../exact/polynomial.ts";
import { determinant } from "../../exact/resultant.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { exponentOf, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

export type Gram = readonly (readonly P.Polynomial[])[];

export interface TeacherFrame {
  readonly gram: Gram;
  readonly weights: readonly Q.Rational[];
  /** The parameter that is moved, and the open interval on which the frame is one. */
  readonly letter?: FrameLetter;
}

interface Interval {
  readonly lower: Q.Rational;
  readonly upper: Q.Rational;
}

export interface FrameLetter extends Interval {
  readonly name: string;
  /** Where vectors become dependent inside the declared domain: the frame ends there. */
  readonly ends: readonly AlgebraicNumber[];
}

/** More vectors are not worked out by partitions and determinants. */
const most = 10;

/**
 * The real parameter that is moved: the first one that the frame mentions and that is not pinned.
 */
export function frameLetter(
  teacher: Model["teacher"],
  parameters: Setting["parameters"],
  pinned: ReadonlySet<string>,
): string | undefined {
  if (teacher.kind !== "sum") return undefined;
  return entriesOf(teacher.frame)
    .flatMap((entry) => [...freeNames(entry)])
    .find((name) => !pinned.has(name) && intervalOf(parameters.get(name)) !== undefined);
}

function entriesOf(frame: (Model["teacher"] & { kind: "sum" })["frame"]): readonly Expression[] {
  switch (frame.kind) {
    case "equiangular":
      return [frame.beta];
    case "gram-rows":
      return frame.rows.flat();
    case "gram":
      return [frame.entry];
    case "any":
    case "orthonormal":
    case "random":
      return [];
  }
}

/** The teacher of a setting. @throws NotDerivable where a part of it has no number. */
export function teacherFrame(setting: Setting, binding: Binding): TeacherFrame {
  const { teacher } = setting.model;
  if (teacher.kind !== "sum") throw new NotDerivable("a teacher that is no sum of ridge functions");
  const k = Number(evaluateInteger(teacher.terms, binding) ?? Number.NaN);
  if (!(k >= 2)) throw new NotDerivable("a sum of fewer than two ridge functions");
  if (k > most) throw new NotDerivable(`a frame of ${k} vectors: more than ${most}`);
  const places = Array.from({ length: k }, (_, i) => i);
  const weights = places.map((j) => weightOf(teacher.weights, j, binding));
  const name = frameLetter(teacher, setting.parameters, new Set(binding.keys()));
  const gram = places.map((i) =>
    places.map((j) => (i === j ? P.one : entryOf(setting, binding, i, j, name))),
  );
  for (const [i, j] of places.flatMap((a) => places.map((b) => [a, b] as const))) {
    if (!P.equal(gram[i]![j]!, gram[j]![i]!)) {
      throw new NotDerivable("a Gram matrix that is not symmetric");
    }
  }
  if (name === undefined) {
    if (!isPositive(gram, undefined)) throw new NotDerivable("vectors that are no frame");
    return { gram, weights };
  }
  const interval = intervalOf(setting.parameters.get(name))!;
  return { gram, weights, letter: { name, ...whereFrame(gram, interval) } };
}

function weightOf(
  weights: (Model["teacher"] & { kind: "sum" })["weights"],
  j: number,
  binding: Binding,
): Q.Rational {
  const place: Binding = new Map(binding).set("j", { kind: "exact", value: Q.integer(j + 1) });
  const value =
    weights.kind === "list"
      ? weights.values[j] && evaluateRational(weights.values[j], binding)
      : evaluateRational(weights.expression, place);
  if (value === undefined) throw new NotDerivable("a weight that is no rational number");
  if (Q.sign(value) <= 0) throw new NotDerivable("a weight that is not positive");
  return value;
}

function entryOf(
  setting: Setting,
  binding: Binding,
  i: number,
  j: number,
  letter: string | undefined,
): P.Polynomial {
  const { frame } = setting.model.teacher as Model["teacher"] & { kind: "sum" };
  const inNumbers = (entry: Expression, at: Binding): P.Polynomial => {
    const polynomial = exponentOf(termOf(bindExpression(entry, at), parameterMeaning(setting)));
    if (P.variables(polynomial).some((name) => name !== letter)) {
      throw new NotDerivable("a Gram matrix with more than one open letter");
    }
    return letter === undefined ? polynomial : substitute(polynomial, letter, P.variable("beta"));
  };
  switch (frame.kind) {
    case "orthonormal":
      return P.zero;
    case "equiangular":
      return inNumbers(frame.beta, binding);
    case "gram-rows": {
      const entry = frame.rows[i]?.[j];
      if (entry === undefined) throw new NotDerivable("a Gram matrix of another size than k");
      return inNumbers(entry, binding);
    }
    case "gram": {
      const at = (n: number) => ({ kind: "exact", value: Q.integer(n + 1) }) as const;
      return inNumbers(frame.entry, new Map(binding).set("i", at(i)).set("j", at(j)));
    }
    case "any":
    case "random":
      throw new NotDerivable(`a frame of the kind ${frame.kind}, which has no Gram matrix to read`);
  }
}

/** The ends of a real parameter, where both are numbers. */
function intervalOf(parameter: Parameter | undefined): Interval | undefined {
  if (parameter?.domain.kind !== "reals") return undefined;
  const [lower, upper] = [parameter.domain.lower, parameter.domain.upper].map(
    (end) => end && evaluateRational(end.value),
  );
  return lower === undefined || upper === undefined ? undefined : { lower, upper };
}

/** The first cell of the interval on which all leading minors are positive. */
function whereFrame(gram: Gram, interval: Interval): Omit<FrameLetter, "name"> {
  const { cuts, samples } = cellsOf(leadingMinors(gram), interval);
  const first = samples.findIndex((beta) => isPositive(gram, beta));
  if (first < 0) throw new NotDerivable("vectors that are no frame for any value of the letter");
  const ends = [cuts[first - 1], cuts[first]];
  const near = (end: AlgebraicNumber | undefined, side: "lower" | "upper"): Q.Rational => {
    if (end === undefined) return interval[side];
    const fine = refined(end, Q.rational(1n, 10n ** 30n));
    return side === "lower" ? fine.upper : fine.lower;
  };
  return {
    lower: near(ends[0], "lower"),
    upper: near(ends[1], "upper"),
    ends: ends.filter((end) => end !== undefined),
  };
}

const leadingMinors = (gram: Gram): readonly P.Polynomial[] =>
  gram.map((_, n) => determinant(gram.slice(0, n + 1).map((row) => row.slice(0, n + 1))));

/** Whether all leading minors are positive there [Sylvester]. */
const isPositive = (gram: Gram, beta: Q.Rational | undefined): boolean =>
  leadingMinors(gram).every(
    (minor) => Q.sign(evaluate(minor, new Map(beta ? [["beta", beta]] : []))) > 0,
  );

/** The Gram matrix at one value of the letter, as rationals. */
export const gramAt = (
  { gram }: TeacherFrame,
  beta: Q.Rational,
): readonly (readonly Q.Rational[])[] =>
  gram.map((row) => row.map((entry) => evaluate(entry, new Map([["beta", beta]]))));
