/**
 * One neuron on the sphere against a weighted sum of ridge functions, as terms.
 *
 * Letters: d the dimension, k the number of ridge functions, A[i,j] = <v_i, v_j> the Gram matrix of
 * the frame, omega_j the weights, u[j] = <w, v_j> the overlaps.
 */
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import type { Frame, Loss } from "../../../model/spec.ts";
import * as P from "../../exact/polynomial.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { delta, type IndexRange, indexRange, symbol } from "../../term/atom.ts";
import { exponentOf, type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";
import { parityOf } from "./degree-parity.ts";
import { type Gram, writtenGram } from "./gram-rows.ts";
import { type HermiteSeries, hermiteSeries } from "./hermite-series.ts";

export interface RidgeSum extends Gram {
  /** d. */
  readonly dimension: P.Polynomial;
  /** k. */
  readonly terms: P.Polynomial;
  /** 1..k. */
  readonly range: IndexRange;
  readonly frame: "any" | "orthonormal" | "equiangular";
  /** The weight omega_j for an index place. */
  readonly weight: (j: string) => T.Term;
  readonly student: HermiteSeries;
  readonly teacher: HermiteSeries;
  /** Of -E[f f*] in the loss: twice its own factor where it is squared. */
  readonly factor: T.Term;
  /**
   * Where the loss is squared: `own` of E[f^2] and `target` of E[f*^2], neither of which moves,
   * since E[f^2] is the same for all w on the sphere.
   */
  readonly still?: { readonly own: T.Term; readonly target: T.Term };
}

/**
 * The model of a setting as terms.
 *
 * @throws NotDerivable where an axis lies outside this family or has no exact rule yet.
 */
export function ridgeSum(setting: Setting): RidgeSum {
  const { model } = setting;
  const { teacher, student, input } = model;
  const meaning = parameterMeaning(setting);
  if (teacher.kind !== "sum") throw new NotDerivable("a teacher that is no sum of ridge functions");
  if (input.law !== "gaussian" || input.covariance.kind !== "isotropic") {
    throw new NotDerivable("an input that is not isotropic Gaussian");
  }
  requireWord(student.on, "sphere", "constraint");
  requireWord(model.dynamics.metric, "round", "metric");
  if (student.shape.kind !== "neurons" || !isOne(student.shape.count)) {
    throw new NotDerivable("a student of more than one neuron");
  }
  if (teacher.link.kind === "any") throw new NotDerivable("a teacher with any link");
  const parity = (degree: P.Polynomial) => parityOf(degree, setting);
  const teacherSeries = hermiteSeries(teacher.link.expression, meaning, parity);
  const studentSeries = studentSeriesOf(setting, teacherSeries, meaning);
  const terms = exponentOf(termOf(teacher.terms, meaning));
  const weights = teacher.weights;
  const weightOf = (j: string): T.Term => {
    if (weights.kind === "list") throw new NotDerivable("weights given one by one");
    return termOf(weights.expression, meaning, new Map([["j", j]]));
  };
  const scale = termOf(student.scale, meaning);
  const factor = termOf(model.loss.factor, meaning);
  return {
    dimension: exponentOf(termOf(input.dimension, meaning)),
    terms,
    range: indexRange(P.one, terms),
    ...frameOf(teacher.frame, terms, meaning),
    weight: weightOf,
    student: studentSeries,
    teacher: teacherSeries,
    ...(isSquared(model.loss)
      ? {
          factor: T.product([T.constant(2), scale, factor]),
          still: { own: T.multiply(factor, T.power(scale, 2)), target: factor },
        }
      : { factor: T.multiply(scale, factor) }),
  };
}

function isSquared({ kind }: Loss): boolean {
  if (kind.kind !== "word") throw new NotDerivable("a loss named by a parameter");
  return kind.word === "squared";
}

function studentSeriesOf(
  setting: Setting,
  teacher: HermiteSeries,
  meaning: Meaning,
): HermiteSeries {
  const { student } = setting.model;
  switch (student.link.kind) {
    case "same":
      return teacher;
    case "expression":
      return hermiteSeries(student.link.expression, meaning, (degree) => parityOf(degree, setting));
    case "optimal":
    case "learned":
      throw new NotDerivable("a student whose link is learned");
  }
}

function frameOf(
  frame: Frame,
  terms: P.Polynomial,
  meaning: Meaning,
): Pick<RidgeSum, "frame" | "gram" | "rowSum" | "spectrum"> {
  const ofEntry = (e: Expression): T.Term => termOf(e, meaning);
  switch (frame.kind) {
    case "any":
      return { frame: "any", gram: (i, j) => T.ofAtom(symbol("A", [i, j])) };
    case "orthonormal":
      return { frame: "orthonormal", gram: (i, j) => T.ofAtom(delta(i, j)) };
    case "equiangular": {
      const beta = termOf(frame.beta, meaning);
      const off = T.subtract(T.one, beta);
      return {
        frame: "equiangular",
        gram: (i, j) => T.add(T.multiply(off, T.ofAtom(delta(i, j))), beta),
      };
    }
    case "gram-rows":
      if (!P.equal(terms, P.constant(BigInt(frame.rows.length)))) {
        throw new NotDerivable("a Gram matrix of another size than the number of terms");
      }
      return { frame: "any", ...writtenGram(frame.rows.map((row) => row.map(ofEntry))) };
    case "gram":
      throw new NotDerivable("a frame given by a formula for its Gram matrix");
    case "random":
      throw new NotDerivable("a random frame");
  }
}

function requireWord(
  word: { readonly kind: "word"; readonly word: string } | { readonly kind: "parameter" },
  wanted: string,
  axis: string,
): void {
  if (word.kind !== "word" || word.word !== wanted) {
    throw new NotDerivable(`a ${axis} other than ${wanted}`);
  }
}

const isOne = (e: Expression): boolean =>
  e.kind === "number" && e.value.num === 1n && e.value.den === 1n;
