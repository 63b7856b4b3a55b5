/**
 * Starts of ridge sums: what the mapping `start:` says, and the rest uniform given it.
 *
 * With overlaps u = V^T w prescribed, w = V A^{-1} u + sqrt(1 - u^T A^{-1} u) q with q uniform on
 * the unit sphere orthogonal to the frame: the uniform law on S^{d-1} given u. Not prescribed at
 * all means uniform. Where states are kept in fewer dimensions than the model has (`reduced`), a uniform
 * state of R^d is drawn by its projections: the first coordinates of a Gaussian vector, and the
 * length of the others, whose square is chi-squared.
 */
import { Matrix, solve as solveLinear } from "ml-matrix";
import type { Expression } from "../../../model/expression/expression.ts";
import type { Start, StartEntry } from "../../../model/spec.ts";
import type { Environment } from "../../evaluate/environment.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { real, toMeasured } from "../../evaluate/value.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { withLetter } from "../../link/letters.ts";
import { exactly, unitRoundoff } from "../../measured.ts";
import { chiDeviate } from "../../random/gamma.ts";
import type { RandomStream } from "../../random/stream.ts";
import { addScaled, dot, norm, orthonormalBasis, unit } from "../../vectors.ts";
import { directionOf } from "./direction.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/**
 * A start of one neuron or several, on the product of spheres.
 *
 * @param start entries in which parameters have been replaced, but for members of families whose
 *   index is a letter: those are looked up in `names`.
 * @returns a failure for overlaps that no unit vector has, or an entry without a meaning here.
 */
export function startState(
  model: RidgeSum,
  start: Start,
  names: Environment,
  random: RandomStream,
): Float64Array | Failure {
  const state = new Float64Array(model.neurons * model.ambient);
  for (let i = 0; i < model.neurons; i++) {
    const w = startOfNeuron(model, { start, names }, i + 1, random);
    if (isFailure(w)) return w;
    state.set(w, i * model.ambient);
  }
  return state;
}

function startOfNeuron(
  model: RidgeSum,
  { start, names }: { readonly start: Start; readonly names: Environment },
  neuron: number,
  random: RandomStream,
): Float64Array | Failure {
  const overlaps: (number | undefined)[] = model.frame.map(() => undefined);
  for (const entry of start) {
    if (entry.name === "w") {
      if (!isFor(entry, neuron) || entry.value === undefined) continue;
      const direction = directionOf(model, atNeuron(entry, neuron));
      if (isFailure(direction)) return direction;
      return unit(direction);
    }
    if (entry.name !== "u" && entry.name !== "m") {
      return failure("no-such-start", `${entry.name} in a start of this model`);
    }
    if (entry.value === undefined) continue;
    for (const j of placesOf(entry, model, neuron)) {
      const value = drawn(atPlace(entry, neuron, j), names, random);
      if (isFailure(value)) return value;
      overlaps[j - 1] = value;
    }
  }
  const free = uniformState(model, neuron, random);
  return overlaps.every((u) => u === undefined) ? free : givenOverlaps(model, overlaps, free);
}

/** A number, or a draw from the law that the entry names. */
export function drawn(
  expression: Expression,
  names: Environment,
  random: RandomStream,
): number | Failure {
  const laws: Environment = {
    ...names,
    node: (node, evaluate) => {
      if (node.kind !== "call" || node.args.length !== 2) return undefined;
      if (node.name !== "uniform" && node.name !== "normal") return undefined;
      const [first, second] = node.args.map((arg) => toMeasured(evaluate(arg)));
      if (first === undefined || isFailure(first)) return first;
      if (second === undefined || isFailure(second)) return second;
      const [a, b] = [first.value, second.value];
      const isUniform = node.name === "uniform";
      return real(exactly(isUniform ? a + (b - a) * random.uniform() : a + b * random.normal()));
    },
  };
  const value = evaluateNumber(expression, laws);
  return isFailure(value) ? value : value.value;
}

/** Whether an entry `w[i]` speaks of this neuron; `w` speaks of each. */
const isFor = ({ index }: StartEntry, neuron: number): boolean =>
  index === undefined || !/^[0-9]/.test(index) || Number(index) === neuron;

function atNeuron({ value, index }: StartEntry, neuron: number): Expression {
  if (value === undefined) throw new RangeError("startState: expected a value, got none.");
  return index === undefined ? value : withLetter(value, index, neuron);
}

/** The ridge functions that an entry `u[j]`, `u[2]`, `u[i, j]` or `m` speaks of. */
function placesOf(
  { name, index, indices }: StartEntry,
  model: RidgeSum,
  neuron: number,
): readonly number[] {
  const all = model.frame.map((_, j) => j + 1);
  if (name === "m" || index === undefined) return [1];
  const [i, j] = indices === undefined ? [undefined, index] : [indices[0], indices[1] ?? ""];
  if (i !== undefined && /^[0-9]/.test(i) && Number(i) !== neuron) return [];
  return /^[0-9]/.test(j) ? all.filter((place) => place === Number(j)) : all;
}

function atPlace({ value, index, indices }: StartEntry, neuron: number, j: number): Expression {
  if (value === undefined) throw new RangeError("startState: expected a value, got none.");
  if (index === undefined) return value;
  if (indices === undefined) return withLetter(value, index, j);
  const [first = "", second = ""] = indices;
  return withLetter(withLetter(value, first, neuron), second, j);
}

/**
 * Uniform on S^{d-1}, or what is left of it in the dimensions that are kept.
 *
 * The frame lies in the first k coordinates. Across it the i-th of several independent states needs
 * i - 1 coordinates for its inner products with those before, and a length for the rest (Bartlett's
 * decomposition of a Wishart matrix).
 */
export function uniformState(model: RidgeSum, neuron: number, random: RandomStream): Float64Array {
  const { ambient, dimension, others } = model;
  if (ambient === dimension) return random.onSphere(dimension);
  const seen = model.frame.length + others + neuron - 1;
  const x = new Float64Array(ambient);
  for (let i = 0; i < seen; i++) x[i] = random.normal();
  x[seen] = chiDeviate(random, dimension - seen);
  return unit(x);
}

/** Uniform on the unit vectors with the prescribed overlaps. */
function givenOverlaps(
  model: RidgeSum,
  prescribed: readonly (number | undefined)[],
  free: Float64Array,
): Float64Array | Failure {
  const frame = model.frame.filter((_, j) => prescribed[j] !== undefined);
  const overlaps = prescribed.filter((u) => u !== undefined);
  const within = combination(frame, overlaps);
  const square = dot(within, within);
  const what = `the overlaps ${overlaps.join(", ")}`;
  if (square > 1 + model.ambient * 8 * unitRoundoff) {
    return failure("no-such-start", `no unit vector has ${what}`);
  }
  const across = free.slice();
  for (const e of orthonormalBasis(frame)) addScaled(across, -dot(e, across), e);
  const rest = Math.sqrt(Math.max(0, 1 - square));
  const length = norm(across);
  if (frame.length < model.ambient) addScaled(within, rest / length, across);
  else if (rest > Math.sqrt(model.ambient * 8 * unitRoundoff)) {
    return failure("no-such-start", `no unit vector of the span has ${what}`);
  }
  return unit(within);
}

/** The vector of the span with the given inner products: V A^{-1} u. */
function combination(frame: readonly Float64Array[], u: readonly number[]): Float64Array {
  const total = new Float64Array(frame[0]?.length ?? 0);
  const gram = new Matrix(frame.map((a) => frame.map((b) => dot(a, b))));
  const coefficients = solveLinear(gram, Matrix.columnVector([...u])).to1DArray();
  frame.forEach((v, j) => addScaled(total, coefficients[j]!, v));
  return total;
}
