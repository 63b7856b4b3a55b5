/**
 * E[f(V^T x) phi(W^T x)] of polynomials as a polynomial in the overlaps X = W^T V, and its slopes.
 *
 * By `function.ts` the S-transform of E[f(V^T x) | W^T x] is (S f)(X^T u), a polynomial in u whose
 * coefficients are polynomials in the entries of X; with t_beta those of S phi the expectation is
 *   P(X) = sum_beta beta! t_beta [u^beta] (S f)(X^T u).
 * Every monomial keeps its relative precision where X is small: no quadrature, no cancellation
 * between orders. Coefficients of f within their rounding of 0 are taken to be 0.
 */
import { factorials, type GaussianFunction } from "./function.ts";

/** A polynomial in n variables, monomial after monomial. */
export interface EntryPolynomial {
  readonly variables: number;
  /** For entries of at most 1, a bound of the sum of the absolute values of a slope's terms. */
  readonly slopeSize: number;
  /** Its value; the slopes are written into `out`. */
  readonly gradient: (x: Float64Array, out: Float64Array) => number;
}

/**
 * P as a polynomial in the entries of X, row by row.
 *
 * @param entry which variable the entry (row, column) of X is: symmetric matrices repeat theirs
 * @returns `undefined` where f or phi is no polynomial
 */
export function averagedProduct(
  f: GaussianFunction,
  phi: GaussianFunction,
  entry: (row: number, column: number) => number = (row, column) => row * f.variables + column,
): EntryPolynomial | undefined {
  if (f.tail !== 0 || phi.tail !== 0) return undefined;
  const rows = phi.variables;
  let variables = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < f.variables; j++) variables = Math.max(variables, entry(i, j) + 1);
  }
  const known = (g: GaussianFunction) =>
    [...g.series.values()].filter(({ value }) => Math.abs(value.value) > value.error);
  const wanted = new Map(
    known(phi).map(({ powers, value }) => [powers.join(" "), value.value * factorials(powers)]),
  );
  const monomials = new Map<string, Monomial>();
  for (const { powers, value } of known(f)) {
    // The product over the variables j of f of (sum_i X_ij u_i)^powers[j], factor by factor.
    let parts: Part[] = [{ u: zeros(rows), x: zeros(variables), value: value.value }];
    powers.forEach((power, j) => {
      for (let factor = 0; factor < power; factor++) {
        parts = merged(
          parts.flatMap(({ u, x, value: v }) =>
            u.map((_, i) => ({ u: raised(u, i), x: raised(x, entry(i, j)), value: v })),
          ),
        );
      }
    });
    for (const { u, x, value: v } of parts) {
      const weight = wanted.get(u.join(" "));
      if (weight === undefined) continue;
      const key = x.join(" ");
      const before = monomials.get(key)?.value ?? 0;
      monomials.set(key, { powers: x, value: before + weight * v });
    }
  }
  return compiled([...monomials.values()], variables);
}

interface Monomial {
  readonly powers: readonly number[];
  readonly value: number;
}

/** A monomial in u and in the entries of X. */
interface Part {
  readonly u: readonly number[];
  readonly x: readonly number[];
  readonly value: number;
}

function merged(parts: readonly Part[]): Part[] {
  const all = new Map<string, Part>();
  for (const part of parts) {
    const key = `${part.u.join(" ")} | ${part.x.join(" ")}`;
    const before = all.get(key)?.value ?? 0;
    all.set(key, { ...part, value: before + part.value });
  }
  return [...all.values()];
}

/** Monomials as lists of factors; a slope is the product of the others times the power. */
function compiled(monomials: readonly Monomial[], variables: number): EntryPolynomial {
  const most = Math.max(0, ...monomials.flatMap(({ powers }) => powers));
  const width = most + 1;
  const table = new Float64Array(variables * width);
  const coefficients = Float64Array.from(monomials, ({ value }) => value);
  const ends = new Int32Array(monomials.length);
  const places: number[] = [];
  const exponents: number[] = [];
  monomials.forEach(({ powers }, m) => {
    powers.forEach((power, at) => {
      if (power === 0) return;
      places.push(at);
      exponents.push(power);
    });
    ends[m] = places.length;
  });
  const [place, exponent] = [Int32Array.from(places), Int32Array.from(exponents)];
  const slopeSize = monomials.reduce(
    (all, { powers, value }) => all + Math.abs(value) * powers.reduce((a, b) => a + b, 0),
    0,
  );
  return {
    variables,
    slopeSize,
    gradient: (x, out) => {
      for (let at = 0; at < variables; at++) {
        table[at * width] = 1;
        for (let p = 1; p < width; p++) table[at * width + p] = table[at * width + p - 1]! * x[at]!;
      }
      out.fill(0);
      let total = 0;
      let from = 0;
      for (let m = 0; m < ends.length; m++) {
        const to = ends[m]!;
        let value = coefficients[m]!;
        for (let k = from; k < to; k++) value *= table[place[k]! * width + exponent[k]!]!;
        total += value;
        for (let k = from; k < to; k++) {
          let slope = coefficients[m]! * exponent[k]!;
          for (let l = from; l < to; l++) {
            slope *= table[place[l]! * width + exponent[l]! - (l === k ? 1 : 0)]!;
          }
          out[place[k]!]! += slope;
        }
        from = to;
      }
      return total;
    },
  };
}

const zeros = (n: number): readonly number[] => Array.from({ length: n }, () => 0);

const raised = (powers: readonly number[], at: number): readonly number[] =>
  powers.map((power, i) => (i === at ? power + 1 : power));
