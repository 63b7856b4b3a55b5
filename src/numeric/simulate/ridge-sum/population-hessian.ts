/**
 * The Hessian of the population loss on the product of spheres, in two blocks.
 *
 * The Euclidean Hessian of a term is E[phi''(<w,x>) g(<u,x>) x x^T], a multiple of the identity
 * plus a matrix on span(e, q). On the sphere the covariant Hessian is the projected Euclidean one
 * minus <w, grad> times the identity of the tangent space ([Absil2008, Eq. 5.15]).
 *
 * `within` lives on the tangent vectors inside the span of the frame and the neurons; on the
 * directions orthogonal to that span every term is a multiple of the identity, so `across` is one
 * n x n matrix that occurs once for each such direction. That is linear algebra, and exact.
 */
import { unitRoundoff } from "../../measured.ts";
import { addScaled, dot, neuron, orthonormalBasis, unit } from "../../vectors.ts";
import { roundingFactor } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import { eachTerm, type Rules, type Term } from "./terms.ts";

export interface TangentHessian {
  /** Symmetric, of size n (R - 1) for a span of dimension R; neuron by neuron. */
  readonly within: readonly Float64Array[];
  /** For each neuron R - 1 orthonormal tangent vectors: the coordinates of `within`. */
  readonly tangents: readonly (readonly Float64Array[])[];
  /** Symmetric, n x n. */
  readonly across: readonly Float64Array[];
  /** d - R: how often `across` occurs. */
  readonly multiplicity: number;
  /** Of either block in the spectral norm: how far an eigenvalue may be off (Weyl). */
  readonly error: number;
  readonly floor: number;
}

/** The spherical Hessian at w; neurons are normalised first. */
export function sphericalHessian(model: RidgeSum, w: Float64Array): TangentHessian {
  const { neurons, ambient, frame } = model;
  const state = new Float64Array(w.length);
  for (let i = 0; i < neurons; i++) state.set(unit(neuron(w, i, ambient)), i * ambient);
  const units = Array.from({ length: neurons }, (_, i) => neuron(state, i, ambient));
  const span = orthonormalBasis([...frame, ...units], nearlyInSpan);
  const tangents = units.map((e) => tangentBasis(e, span));

  const [coarse, fine] = [
    blocksBy(model, state, tangents, "coarse"),
    blocksBy(model, state, tangents, "fine"),
  ];
  const floor = 2 * unitRoundoff * fine.size;
  const error =
    distance(coarse.within, fine.within) +
    distance(coarse.across, fine.across) +
    roundingFactor(model) * floor +
    nearlyInSpan * fine.size;
  return {
    within: fine.within,
    tangents,
    across: fine.across,
    multiplicity: model.dimension - span.length,
    error: Number.isFinite(error) ? error : Number.POSITIVE_INFINITY,
    floor,
  };
}

/** A neuron closer than this to the span of the frame is taken to lie in it. */
const nearlyInSpan = 1e-14;

function tangentBasis(e: Float64Array, span: readonly Float64Array[]): Float64Array[] {
  // Of the R vectors of the span one depends on the others and e: the one that adds least.
  const parts = span.map((s) => {
    const rest = s.slice();
    addScaled(rest, -dot(e, rest), e);
    return rest;
  });
  const order = parts
    .map((_, i) => i)
    .sort((a, b) => dot(parts[b]!, parts[b]!) - dot(parts[a]!, parts[a]!));
  return orthonormalBasis([e, ...order.slice(0, -1).map((i) => span[i]!)], 1e-14).slice(1);
}

interface Blocks {
  readonly within: Float64Array[];
  readonly across: Float64Array[];
  readonly size: number;
}

function blocksBy(
  model: RidgeSum,
  w: Float64Array,
  tangents: readonly (readonly Float64Array[])[],
  rules: Rules,
): Blocks {
  const { neurons } = model;
  const width = tangents[0]!.length;
  const within = squareMatrix(neurons * width);
  const across = squareMatrix(neurons);
  let size = 0;
  const depth = model.studentCoefficient === 0 ? "hessian" : "cross";
  eachTerm(model, w, depth, rules, (term) => {
    const { i, l, coefficient, sums } = term;
    const weight = l === undefined ? coefficient : 2 * coefficient;
    for (let j = 1; j < sums.size.length; j++) size += Math.abs(weight) * sums.size[j]!;
    // -<w, grad> on the tangent space; then E[phi'' g x x^T].
    const radial = weight * sums.value[1]!;
    addBlock(within, across, term, tangents, i, weight, 3, radial);
    if (l !== undefined) addBlock(within, across, term, tangents, l, weight, 7, 0);
  });
  symmetrise(within);
  symmetrise(across);
  return { within, across, size };
}

/** Adds weight T_i^T (c0 I + ... ) T_l - radial for the moments starting at `at`. */
function addBlock(
  within: Float64Array[],
  across: Float64Array[],
  { i, e, q, sums }: Term,
  tangents: readonly (readonly Float64Array[])[],
  l: number,
  weight: number,
  at: number,
  radial: number,
): void {
  const [c0, , mixed, acrossPart] = [0, 1, 2, 3].map((j) => weight * sums.value[at + j]!);
  const identity = c0! - radial;
  across[i]![l]! += identity;
  const [left, right] = [tangents[i]!, tangents[l]!];
  // T_i^T e = 0, so of the block on span(e, q) only the columns along q are left.
  const column = q === undefined ? undefined : right.map((t) => dot(q, t));
  const along = l === i ? undefined : right.map((t) => dot(e, t));
  for (let a = 0; a < left.length; a++) {
    const row = within[i * left.length + a]!;
    const qa = q === undefined ? 0 : dot(q, left[a]!);
    for (let b = 0; b < right.length; b++) {
      const overlap = l === i ? (a === b ? 1 : 0) : dot(left[a]!, right[b]!);
      let entry = identity * overlap;
      if (column !== undefined) {
        entry += (acrossPart! - c0!) * qa * column[b]!;
        if (along !== undefined) entry += mixed! * qa * along[b]!;
      }
      row[l * left.length + b]! += entry;
    }
  }
}

const squareMatrix = (n: number): Float64Array[] =>
  Array.from({ length: n }, () => new Float64Array(n));

function symmetrise(matrix: Float64Array[]): void {
  for (let a = 0; a < matrix.length; a++) {
    for (let b = 0; b < a; b++) {
      const mean = (matrix[a]![b]! + matrix[b]![a]!) / 2;
      matrix[a]![b] = mean;
      matrix[b]![a] = mean;
    }
  }
}

/** The Frobenius norm of a difference, at least its spectral norm. */
function distance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let total = 0;
  a.forEach((row, i) => {
    row.forEach((entry, j) => {
      total += (entry - b[i]![j]!) ** 2;
    });
  });
  return Math.sqrt(total);
}
