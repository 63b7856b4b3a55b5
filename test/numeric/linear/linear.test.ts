import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { factored } from "../../../src/numeric/linear/lu.ts";
import { symmetricEigen } from "../../../src/numeric/linear/symmetric-eigen.ts";
import { unitRoundoff } from "../../../src/numeric/measured.ts";

// No numbers near underflow, which the other method cannot take.
const entry = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((x) => x / 2 ** 20);
const matrixOf = (n: number) => fc.array(entry, { minLength: n * n, maxLength: n * n });

describe("symmetricEigen", () => {
  test.each([1, 2, 3, 5])("A V = V D, and the values of another method, n = %i", (n) => {
    fc.assert(
      fc.property(matrixOf(n), (entries) => {
        const A = new Float64Array(n * n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++)
            A[i * n + j] = (entries[i * n + j]! + entries[j * n + i]!) / 2;
        }
        const { values, vectors } = symmetricEigen(A, n);
        const few = 100 * n * unitRoundoff;
        vectors.forEach((v, k) => {
          for (let i = 0; i < n; i++) {
            const row = v.reduce((sum, x, j) => sum + A[i * n + j]! * x, 0);
            expect(Math.abs(row - values[k]! * v[i]!)).toBeLessThanOrEqual(n * few);
          }
        });
        const other = new EigenvalueDecomposition(Matrix.from1DArray(n, n, A), {
          assumeSymmetric: true,
        }).realEigenvalues.sort((a, b) => b - a);
        other.forEach((x, i) => expect(Math.abs(x - values[i]!)).toBeLessThanOrEqual(n * few));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test("small eigenvalues of graded matrices keep their digits", () => {
    // [[1, e], [e, 2 e^2]]: the product of the eigenvalues is e^2, their sum 1 + 2 e^2.
    const e = 1e-7;
    const { values } = symmetricEigen(Float64Array.of(1, e, e, 2 * e * e), 2);
    expect(values[1]! / (e * e)).toBeCloseTo(1, 12);
  });

  test("what is not finite has no eigenvalues", () => {
    expect([...symmetricEigen(Float64Array.of(1, Number.NaN, 0, 1), 2).values]).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("factored", () => {
  test.each([1, 2, 6, 20])("the residual is of the size of rounding, n = %i", (n) => {
    fc.assert(
      fc.property(matrixOf(n), fc.array(entry, { minLength: n, maxLength: n }), (A, b) => {
        const solve = factored(Float64Array.from(A), n);
        fc.pre(solve !== undefined);
        const x = Float64Array.from(b);
        solve!(x);
        const size = Math.max(1, ...x.map(Math.abs));
        for (let i = 0; i < n; i++) {
          const row = x.reduce((sum, xj, j) => sum + A[i * n + j]! * xj, 0);
          expect(Math.abs(row - b[i]!)).toBeLessThanOrEqual(100 * n * n * unitRoundoff * size);
        }
      }),
      { seed: 8, numRuns: 60 },
    );
  });

  test("rows are exchanged where a pivot vanishes, and a singular matrix has no solver", () => {
    const b = Float64Array.of(3, 5);
    factored(Float64Array.of(0, 1, 1, 0), 2)!(b);
    expect([...b]).toEqual([5, 3]);
    expect(factored(Float64Array.of(1, 2, 0, 0), 2)).toBeUndefined();
  });
});
