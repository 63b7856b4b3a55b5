/**
 * Matrices of terms, and expressions that stand for them. Beside a matrix a number means that
 * multiple of the identity.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import { symbol } from "../../term/atom.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import * as T from "../../term/term.ts";

export type TermMatrix = readonly (readonly T.Term[])[];

export const matrixOf = (
  rows: number,
  columns: number,
  entry: (i: number, j: number) => T.Term,
): TermMatrix =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => entry(i, j)));

export const identityMatrix = (n: number, value: T.Term = T.one): TermMatrix =>
  matrixOf(n, n, (i, j) => (i === j ? value : T.zero));

export const transposed = (a: TermMatrix): TermMatrix =>
  matrixOf(a[0]?.length ?? 0, a.length, (i, j) => a[j]![i]!);

export const scaledMatrix = (a: TermMatrix, c: T.Term): TermMatrix =>
  a.map((row) => row.map((x) => T.multiply(x, c)));

export function sumOfMatrices(a: TermMatrix, b: TermMatrix): TermMatrix {
  if (a.length !== b.length || a[0]?.length !== b[0]?.length) {
    throw new NotDerivable("a sum of matrices of different shapes");
  }
  return a.map((row, i) => row.map((x, j) => T.add(x, b[i]![j]!)));
}

export function productOfMatrices(a: TermMatrix, b: TermMatrix): TermMatrix {
  if (a[0]?.length !== b.length) throw new NotDerivable("a product of matrices that do not fit");
  return matrixOf(a.length, b[0]?.length ?? 0, (i, j) =>
    T.sum(b.map((row, k) => T.multiply(a[i]![k]!, row[j]!))),
  );
}

export const traceOf = (a: TermMatrix): T.Term => T.sum(a.map((row, i) => row[i] ?? T.zero));

/** By expansion along the first row; for a few rows. */
export function determinantOf(a: TermMatrix): T.Term {
  if (a.length !== a[0]?.length) throw new NotDerivable("a determinant of a matrix not square");
  if (a.length === 1) return a[0]![0]!;
  return T.sum(
    a[0].map((x, j) => {
      const minor = a.slice(1).map((row) => row.filter((_, k) => k !== j));
      const part = T.multiply(x, determinantOf(minor));
      return j % 2 === 0 ? part : T.negate(part);
    }),
  );
}

/** One term that is zero only if every entry is: entry (i, j) times a symbol of its own. */
export const termOfMatrix = (a: TermMatrix): T.Term =>
  T.sum(
    a.flatMap((row, i) =>
      row.map((x, j) => T.multiply(x, T.ofAtom(symbol("entry", [`${i + 1}`, `${j + 1}`])))),
    ),
  );

/**
 * The matrix that an expression stands for; `undefined` where it is none.
 *
 * @param named the matrix that a part stands for by itself
 * @param scalarOf the value of a part that is no matrix
 */
export function matrixExpression(
  e: Expression,
  named: (part: Expression) => TermMatrix | undefined,
  scalarOf: (part: Expression) => T.Term,
): TermMatrix | undefined {
  const inner = (part: Expression) => matrixExpression(part, named, scalarOf);
  const direct = named(e);
  if (direct !== undefined) return direct;
  if (e.kind === "call" && e.name === "transpose" && e.args[0] !== undefined) {
    const of = inner(e.args[0]);
    return of && transposed(of);
  }
  if (e.kind === "unary" && e.operator === "-") {
    const of = inner(e.operand);
    return of && scaledMatrix(of, T.constant(-1));
  }
  if (e.kind !== "binary") return undefined;
  const [left, right] = [inner(e.left), inner(e.right)];
  if (left === undefined && right === undefined) return undefined;
  const widened = (m: TermMatrix | undefined, part: Expression, beside: TermMatrix): TermMatrix =>
    m ?? identityMatrix(beside.length, scalarOf(part));
  switch (e.operator) {
    case "+":
    case "-": {
      const [a, b] = [widened(left, e.left, right ?? []), widened(right, e.right, left ?? [])];
      return sumOfMatrices(a, e.operator === "+" ? b : scaledMatrix(b, T.constant(-1)));
    }
    case "*":
      if (left === undefined) return scaledMatrix(right!, scalarOf(e.left));
      if (right === undefined) return scaledMatrix(left, scalarOf(e.right));
      return productOfMatrices(left, right);
    default:
      throw new NotDerivable("an operation on matrices other than sums and products");
  }
}
