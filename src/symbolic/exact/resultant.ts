/**
 * Determinants of matrices of polynomials, resultants and discriminants.
 *
 * Conventions: Res(a, b) = lc(a)^deg(b) lc(b)^deg(a) prod (alpha_i - beta_j), and
 * Disc(a) = (-1)^(n(n-1)/2) Res(a, a') / lc(a), which for a quadratic is b^2 - 4 a c.
 *
 * Sources: [Bareiss1968] for the fraction-free elimination; [Cohen1993, Algorithm 3.3.7] for
 * resultants by subresultants; [Geddes1992, §7.3].
 */
import { exactQuotient, pseudoRemainder } from "./division.ts";
import { coefficientsIn, degree, derivative, leadingCoefficientIn } from "./in-one-variable.ts";
import {
  isZero,
  multiply,
  negate,
  one,
  type Polynomial,
  power,
  subtract,
  zero,
} from "./polynomial.ts";

/**
 * The determinant, by Bareiss' elimination: every division is exact, so entries stay minors of
 * the matrix and never become fractions.
 *
 * @param matrix rows of equal length, as many as columns; the empty matrix has determinant 1.
 * @throws RangeError if the matrix is not square.
 */
export function determinant(matrix: readonly (readonly Polynomial[])[]): Polynomial {
  const n = matrix.length;
  if (matrix.some((row) => row.length !== n)) {
    throw new RangeError(`determinant: expected a square matrix, got ${n} rows of other length.`);
  }
  const rows = matrix.map((row) => [...row]);
  let previous = one;
  let negative = false;
  for (let k = 0; k < n - 1; k++) {
    const pivot = sparsestPivot(rows, k);
    if (pivot === undefined) return zero;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      negative = !negative;
    }
    const top = rows[k]!;
    for (let i = k + 1; i < n; i++) {
      const row = rows[i]!;
      for (let j = k + 1; j < n; j++) {
        const minor = subtract(multiply(row[j]!, top[k]!), multiply(row[k]!, top[j]!));
        row[j] = exactQuotient(minor, previous)!;
      }
    }
    previous = top[k]!;
  }
  const last = rows[n - 1]?.[n - 1] ?? one;
  return negative ? negate(last) : last;
}

/**
 * The resultant of a and b with respect to `name`: a polynomial in the other variables that
 * vanishes exactly where a and b have a common root, or both leading coefficients vanish.
 *
 * Subresultant remainder sequence; the coefficients stay determinants of bounded size.
 *
 * @returns 0 if a or b is 0.
 * @example resultant(x^2 - y, x - 2, "x") // 4 - y
 */
export function resultant(a: Polynomial, b: Polynomial, name: string): Polynomial {
  if (isZero(a) || isZero(b)) return zero;
  let [left, right] = [a, b];
  let negative = false;
  if (degree(left, name) < degree(right, name)) {
    negative = isOdd(degree(left, name)) && isOdd(degree(right, name));
    [left, right] = [right, left];
  }
  let g = one;
  let h = one;
  while (degree(right, name) > 0) {
    const [m, n] = [degree(left, name), degree(right, name)];
    if (isOdd(m) && isOdd(n)) negative = !negative;
    const rest = pseudoRemainder(left, right, name);
    left = right;
    right = exactQuotient(rest, multiply(g, power(h, m - n)))!;
    if (isZero(right)) return zero;
    g = leadingCoefficientIn(left, name);
    h = scaledPower(g, h, m - n);
  }
  const last = scaledPower(right, h, degree(left, name));
  return negative ? negate(last) : last;
}

/**
 * The resultant as the determinant of Sylvester's matrix: a second route to {@link resultant}.
 *
 * @returns 0 if a or b is 0.
 */
export function sylvesterResultant(a: Polynomial, b: Polynomial, name: string): Polynomial {
  if (isZero(a) || isZero(b)) return zero;
  const [left, right] = [coefficientsIn(a, name), coefficientsIn(b, name)];
  const size = left.length + right.length - 2;
  const shifted = (row: readonly Polynomial[], copies: number): Polynomial[][] =>
    Array.from({ length: copies }, (_, shift) =>
      Array.from({ length: size }, (_, j) => row[row.length - 1 - (j - shift)] ?? zero),
    );
  return determinant([...shifted(left, right.length - 1), ...shifted(right, left.length - 1)]);
}

/**
 * The discriminant of a with respect to `name`: zero exactly where a has a repeated root (or
 * loses two degrees).
 *
 * @throws RangeError if the degree of a in `name` is less than 1.
 * @example discriminant(a x^2 + b x + c, "x") // b^2 - 4 a c
 */
export function discriminant(a: Polynomial, name: string): Polynomial {
  const n = degree(a, name);
  if (n < 1) {
    throw new RangeError(`discriminant: expected a degree of at least 1 in ${name}, got ${n}.`);
  }
  const slope = derivative(a, name);
  const value = exactQuotient(resultant(a, slope, name), leadingCoefficientIn(a, name))!;
  return isOdd((n * (n - 1)) / 2) ? negate(value) : value;
}

/** g^n / h^(n - 1), exact where the subresultant theorem says so; h for n = 0. */
function scaledPower(g: Polynomial, h: Polynomial, n: number): Polynomial {
  if (n === 0) return h;
  return n === 1 ? g : exactQuotient(power(g, n), power(h, n - 1))!;
}

/** The row at or below k whose entry in column k is the shortest that is not 0. */
function sparsestPivot(rows: readonly (readonly Polynomial[])[], k: number): number | undefined {
  let best: number | undefined;
  for (let i = k; i < rows.length; i++) {
    const size = rows[i]![k]!.terms.length;
    if (size === 0) continue;
    if (best === undefined || size < rows[best]![k]!.terms.length) best = i;
  }
  return best;
}

const isOdd = (n: number): boolean => n % 2 === 1;
