/**
 * The family: n neurons on the sphere of R^d learn a weighted sum of ridge functions.
 *
 *   f*(x) = sum_j lambda_j f(<v_j, x>),   predictor  g(x) = c sum_i phi(<w_i, x>),   x ~ N(0, I_d)
 *   correlation loss  - factor E[g f*],   squared loss  factor E[(g - f*)^2].
 *
 * Both are sums of expectations of two links at two directions, so the model is kept as its terms:
 * E[phi(<w_i, x>) f(<v_j, x>)] and, for the squared loss, E[phi(<w_i, x>) phi(<w_l, x>)].
 */

import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { type Link, link } from "../../link.ts";
import { chosenFineness, type FinenessPair } from "../../quadrature/fineness.ts";
import { embeddedFrame } from "./embedding.ts";

export interface RidgeSum {
  /** n, the number of neurons. */
  readonly neurons: number;
  /** d, the dimension of the model. */
  readonly dimension: number;
  /** Dimension that states are kept in: d, or less where `reduced`; see {@link ridgeSum}. */
  readonly ambient: number;
  /** Coordinates after the frame's that mean something, such as a spike's; 0 if none. */
  readonly others: number;
  /** k unit vectors of R^ambient. */
  readonly frame: readonly Float64Array[];
  /** Their Gram matrix as given. */
  readonly gram: readonly (readonly number[])[];
  /** Other unit vectors of R^ambient that have a name, such as a spike's `theta`. */
  readonly named?: ReadonlyMap<string, Float64Array>;
  readonly student: Link;
  readonly teacher: Link;
  /** Of E[phi(<w_i, x>) f(<v_j, x>)] in the loss, for each j. */
  readonly teacherCoefficients: readonly number[];
  /** Of E[phi(<w_i, x>) phi(<w_l, x>)], summed over all i and l; 0 for the correlation loss. */
  readonly studentCoefficient: number;
  /** Of E[f(<v_i, x>) f(<v_j, x>)], for all i and j; the part that does not move. */
  readonly constantCoefficients: readonly (readonly number[])[];
  readonly noise: number;
  readonly teacherRules: FinenessPair;
  readonly studentRules: FinenessPair;
}

export interface RidgeSumOptions {
  /**
   * Keep states in min(d, k + n) dimensions. The loss depends on the inner products of the w_i
   * and v_j alone, and these fit there: a rotation of R^d that fixes the frame. Default: d > 256.
   */
  readonly reduced?: boolean;
  /** Directions besides the frame that states must have room for, such as a spike; 0 by default. */
  readonly others?: number;
  /** The Gram matrix where the model leaves it open (a Haar frame). */
  readonly gram?: readonly (readonly number[])[];
}

/**
 * The simulation of a model, from its definition.
 *
 * @returns a failure for models outside the family and for Gram matrices that no frame has.
 */
export function ridgeSum(
  instance: ModelInstance,
  options: RidgeSumOptions = {},
): RidgeSum | Failure {
  const { input, teacher, student, loss, dimension } = instance;
  if (input.law !== "gaussian" || input.covariance !== "isotropic") {
    return failure("unsupported-model", "input other than isotropic Gaussian");
  }
  if (teacher.kind !== "sum") return failure("unsupported-model", "teacher of projections");
  if (student.shape.kind !== "neurons" || student.on !== "sphere") {
    return failure("unsupported-model", "student other than neurons on spheres");
  }
  const studentExpression =
    student.link.kind === "same"
      ? teacher.link
      : student.link.kind === "expression"
        ? student.link.expression
        : undefined;
  if (studentExpression === undefined) return failure("unsupported-model", student.link.kind);

  const given = options.gram ?? numbersOfRows(teacher.gram);
  if (given === undefined) return failure("unsupported-model", "a Gram matrix is wanted");
  const phi = link(studentExpression);
  const f = student.link.kind === "same" ? phi : link(teacher.link);
  const scalars = numbersOf([...teacher.weights, student.scale, loss.factor, teacher.noise]);
  const neurons = student.shape.count;
  const reduced = options.reduced ?? dimension > 256;
  if (isFailure(phi)) return phi;
  if (isFailure(f)) return f;
  if (isFailure(given)) return given;
  if (isFailure(scalars)) return scalars;
  const k = given.length;
  if (k > dimension) return failure("no-such-frame", `k = ${k} > d = ${dimension}`);
  const others = options.others ?? 0;
  const ambient = reduced ? Math.min(dimension, k + others + neurons) : dimension;
  const frame = embeddedFrame(given, ambient);
  if (isFailure(frame)) return frame;

  const weights = scalars.slice(0, k);
  const [scale, factor, noise] = [scalars[k]!, scalars[k + 1]!, scalars[k + 2]!];
  const isSquared = loss.kind === "squared";
  const teacherRules = chosenFineness(phi, f);
  return {
    neurons,
    dimension,
    ambient,
    others,
    frame,
    gram: given,
    student: phi,
    teacher: f,
    teacherCoefficients: weights.map((x) => (isSquared ? -2 : -1) * factor * scale * x),
    studentCoefficient: isSquared ? factor * scale * scale : 0,
    constantCoefficients: weights.map((x) => weights.map((y) => (isSquared ? factor * x * y : 0))),
    noise: isSquared ? factor * noise * noise : 0,
    teacherRules,
    studentRules: phi === f ? teacherRules : chosenFineness(phi, phi),
  };
}

/** The values of closed expressions. */
export function numbersOf(expressions: readonly Expression[]): number[] | Failure {
  const values: number[] = [];
  for (const expression of expressions) {
    const value = evaluateNumber(expression);
    if (isFailure(value)) return value;
    values.push(value.value);
  }
  return values;
}

function numbersOfRows(
  rows: readonly (readonly Expression[])[] | undefined,
): number[][] | Failure | undefined {
  if (rows === undefined) return undefined;
  const values: number[][] = [];
  for (const row of rows) {
    const numbers = numbersOf(row);
    if (isFailure(numbers)) return numbers;
    values.push(numbers);
  }
  return values;
}
