/**
 * Matrices as values: sums, products, inverses and spectra, with their errors.
 *
 * Entries carry their own errors, so sums and products are entry by entry. For a symmetric A + E
 * the eigenvalues move by at most |E| (Weyl's inequality), the spectral norm bounded by that of
 * Frobenius; the inverse moves by |A^{-1}|^2 |E| / (1 - |A^{-1}| |E|). The factorisations of
 * ml-matrix are backward stable, which adds n u |A| to |E| ([Higham2002, Chapters 9 and 14]); ten
 * times that stands for their constants. Beside a matrix a number is that multiple of the identity.
 */
import { EigenvalueDecomposition, inverse as inverseOf, Matrix, SVD } from "ml-matrix";
import { integer } from "../../model/rational.ts";
import { failure, isFailure } from "../failure.ts";
import {
  difference,
  exactly,
  type Measured,
  measured,
  product,
  quotient,
  sum,
  total,
  unitRoundoff,
} from "../measured.ts";
import { exact, type MatrixValue, type Result, real, toMeasured, type Value } from "./value.ts";

type Rows = MatrixValue["rows"];

const ofRows = (rows: Rows): MatrixValue => ({ kind: "matrix", rows });
const wrong = (what: string): Result => failure("wrong-arguments", what);
const columns = (rows: Rows): number => rows[0]?.length ?? 0;

/** A number as a multiple of the identity of size n. */
const scalarMatrix = (x: Measured, n: number): Rows =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? x : exactly(0))),
  );

const transposed = (rows: Rows): Rows =>
  Array.from({ length: columns(rows) }, (_, j) => rows.map((row) => row[j]!));

/** `operator` between values of which one at least is a matrix. */
export function matrixArithmetic(operator: string, left: Value, right: Value): Result {
  if (operator === "*") return matrixProduct(left, right);
  if (operator === "/" && left.kind === "matrix") {
    const divisor = toMeasured(right);
    if (isFailure(divisor)) return divisor;
    return ofRows(left.rows.map((row) => row.map((x) => quotient(x, divisor))));
  }
  if (operator !== "+" && operator !== "-") return wrong(`${operator} of matrices`);
  const size = left.kind === "matrix" ? left.rows.length : 0;
  const a = left.kind === "matrix" ? left.rows : identityMultiple(left, right);
  const b = right.kind === "matrix" ? right.rows : identityMultiple(right, left);
  if (a === undefined || b === undefined) {
    return wrong("a number or a matrix is wanted beside a matrix");
  }
  if (a.length !== b.length || columns(a) !== columns(b)) {
    return wrong(`${operator} of a matrix with ${size} rows and another shape`);
  }
  const operation = operator === "+" ? sum : difference;
  return ofRows(a.map((row, i) => row.map((x, j) => operation(x, b[i]![j]!))));
}

function identityMultiple(value: Value, beside: Value): Rows | undefined {
  const number = toMeasured(value);
  if (isFailure(number) || beside.kind !== "matrix") return undefined;
  return scalarMatrix(number, beside.rows.length);
}

function matrixProduct(left: Value, right: Value): Result {
  if (left.kind === "matrix" && right.kind === "matrix") {
    if (columns(left.rows) !== right.rows.length) return wrong("a product of other shapes");
    const across = transposed(right.rows);
    return ofRows(left.rows.map((row) => across.map((column) => inner(row, column))));
  }
  if (left.kind === "matrix" && right.kind === "vector") {
    if (columns(left.rows) !== right.entries.length) return wrong("a product of other shapes");
    return { kind: "vector", entries: left.rows.map((row) => inner(row, right.entries)) };
  }
  if (left.kind === "vector" && right.kind === "matrix") {
    return matrixProduct(ofRows(transposed(right.rows)), left);
  }
  const [matrix, other] = left.kind === "matrix" ? [left, right] : [right, left];
  const number = toMeasured(other);
  if (isFailure(number)) return number;
  if (matrix.kind !== "matrix") return wrong("a product without a matrix");
  return ofRows(matrix.rows.map((row) => row.map((x) => product(number, x))));
}

const inner = (a: readonly Measured[], b: readonly Measured[]): Measured =>
  total(a.map((x, i) => product(x, b[i]!)));

/** A function of matrices, or `undefined` if it is none. */
export function ofMatrix(name: string, [a, b]: readonly Result[]): Result | undefined {
  if (a?.kind !== "matrix") return undefined;
  const { rows } = a;
  if (name === "transpose") return ofRows(transposed(rows));
  if (name === "norm") {
    const squares = rows.flat().map((x) => product(x, x));
    const { value, error } = total(squares);
    return real(measured(Math.sqrt(value), error / (2 * Math.sqrt(value) || 1), "estimate"));
  }
  const isKnown = ["trace", "det", "inverse", "eigenvalue", "rank"].includes(name);
  if (!isKnown) return undefined;
  if (rows.length === 0 || !rows.flat().every(({ value }) => Number.isFinite(value))) {
    return wrong(`${name} of a matrix that is not finite`);
  }
  if (name === "rank") return rankOf(rows);
  if (rows.length !== columns(rows)) return wrong(`${name} of a matrix that is not square`);
  switch (name) {
    case "trace":
      return real(total(rows.map((row, i) => row[i]!)));
    case "det":
      if (rows.length > mostRows) return wrong(`det of more than ${mostRows} rows`);
      return real(determinant(rows));
    case "inverse":
      return inverse(rows);
    default: {
      const index = b === undefined ? undefined : toMeasured(b);
      if (index === undefined || isFailure(index)) return wrong("eigenvalue(A, i)");
      return eigenvalue(rows, index.value);
    }
  }
}

/** A determinant is expanded, at the cost of a factorial. */
const mostRows = 8;

const valuesOf = (rows: Rows): Matrix => new Matrix(rows.map((row) => row.map((x) => x.value)));

/** |E|: errors of the entries, and of a backward stable factorisation. */
function perturbation(rows: Rows): number {
  const entries = rows.flat();
  const [errors, values] = [entries.map((x) => x.error), entries.map((x) => x.value)];
  return Math.hypot(...errors) + 10 * rows.length * unitRoundoff * Math.hypot(...values);
}

function eigenvalue(rows: Rows, i: number): Result {
  const error = perturbation(rows);
  const isSymmetric = rows.every((row, r) =>
    row.every((x, c) => Math.abs(x.value - rows[c]![r]!.value) <= 2 * error),
  );
  if (!isSymmetric) return wrong("eigenvalue of a matrix that is not symmetric");
  const values = new EigenvalueDecomposition(valuesOf(rows), { assumeSymmetric: true });
  const descending = [...values.realEigenvalues].sort((x, y) => y - x);
  const found = descending[i - 1];
  if (found === undefined) return wrong(`eigenvalue ${i} of ${descending.length}`);
  return real(measured(found, error, "estimate"));
}

function inverse(rows: Rows): Result {
  const values = inverseOf(valuesOf(rows), true);
  const size = values.norm("frobenius");
  const relative = size * perturbation(rows);
  // Beyond, a matrix within the error is singular.
  if (!(relative < 1)) return wrong("inverse of a matrix that may be singular");
  const error = (size * relative) / (1 - relative);
  return ofRows(values.to2DArray().map((row) => row.map((x) => measured(x, error, "estimate"))));
}

/** By expansion along the first row: exact in its errors, and meant for a few rows. */
function determinant(rows: Rows): Measured {
  const [first, ...rest] = rows;
  if (first === undefined) return exactly(1);
  return total(
    first.map((x, j) => {
      const minor = determinant(rest.map((row) => row.filter((_, c) => c !== j)));
      const term = product(x, minor);
      return j % 2 === 0 ? term : { ...term, value: -term.value };
    }),
  );
}

function rankOf(rows: Rows): Result {
  const { diagonal } = new SVD(valuesOf(rows), { autoTranspose: true });
  const threshold = perturbation(rows);
  return exact(integer(diagonal.filter((s) => s > threshold).length));
}
