/**
 * Square-integrable functions of standard Gaussian variables as values.
 *
 * A function is kept by its S-transform, a power series in u in R^q,
 *   (S f)(u) = E f(z + u) = sum_beta alpha_beta u^beta / sqrt(beta!),
 * with the Hermite coefficients alpha_beta from quadrature ([Janson1997, Ch. 16]). Then
 *   <f, g> = sum_beta beta! s_beta t_beta,
 *   S(E f(X^T z + (1 - X^T X)^(1/2) z'))(u) = (S f)(X^T u),
 *   E[grad f grad f^T]_ij = <d_i S f, d_j S f>,
 * the second because z -> X^T z + ... is Gaussian again and E exp(<a, y> - |a|^2/2) given z is
 * exp(<X a, z> - |X a|^2/2). Of a function that is no polynomial the degrees above `degree` are
 * missing; `tail` bounds their norm.
 */
import { type Failure, failure } from "../failure.ts";
import type { MultiLink } from "../link/multi-link.ts";
import { exactly, type Measured, measured, product, sum, total } from "../measured.ts";
import { hermiteCoefficients, multiIndices, secondMoment } from "./hermite-expansion.ts";

export interface GaussianFunction {
  /** q. */
  readonly variables: number;
  /** The largest total degree that is kept. */
  readonly degree: number;
  /** s_beta by `beta.join(" ")`; what is absent is 0. */
  readonly series: ReadonlyMap<string, Term>;
  /** A bound of the norm of what is left out. */
  readonly tail: number;
}

interface Term {
  readonly powers: readonly number[];
  readonly value: Measured;
}

/** Degrees kept of a link that is no polynomial. */
const keptDegree = 12;
/** A polynomial of a higher degree is cut off there. */
const highestDegree = 16;

const known = new WeakMap<MultiLink, GaussianFunction>();

/** A link as a function of its variables; worked out once. */
export function functionOfLink(link: MultiLink): GaussianFunction {
  const before = known.get(link);
  if (before !== undefined) return before;
  const isShort = link.degree !== undefined && link.degree <= highestDegree;
  const degree = isShort ? link.degree! : keptDegree;
  const terms = hermiteCoefficients(link, degree).map(({ powers, value }) => ({
    powers,
    value: scaled(value, 1 / Math.sqrt(factorials(powers))),
  }));
  const kept = { variables: link.variables, degree, series: seriesOf(terms), tail: 0 };
  const made = isShort ? kept : { ...kept, tail: tailOf(link, kept) };
  known.set(link, made);
  return made;
}

/** |f - kept|, from |f|^2 - |kept|^2 and the errors of both. */
function tailOf(link: MultiLink, kept: GaussianFunction): number {
  const [all, part] = [secondMoment(link), innerProduct(kept, kept)];
  return Math.sqrt(Math.max(0, all.value - part.value) + all.error + part.error);
}

/** E f g.  */
export function innerProduct(f: GaussianFunction, g: GaussianFunction): Measured {
  const products = [...f.series.values()].flatMap(({ powers, value }) => {
    const other = g.series.get(powers.join(" "));
    return other === undefined ? [] : [scaled(product(value, other.value), factorials(powers))];
  });
  const kept = total(products);
  if (f.tail === 0 || g.tail === 0) return kept;
  return measured(kept.value, kept.error + f.tail * g.tail, "estimate");
}

/**
 * E f(X^T z + (1 - X^T X)^(1/2) z'), a function of as many variables as X has rows.
 *
 * @param rows as many columns as f has variables; the norm of the tail is that of a contraction
 */
export function smoothed(
  f: GaussianFunction,
  rows: readonly (readonly Measured[])[],
): GaussianFunction | Failure {
  const columns = rows[0]?.length ?? 0;
  if (columns !== f.variables || rows.length === 0) {
    return failure("wrong-arguments", `smooth: a matrix with ${f.variables} columns is wanted`);
  }
  const n = rows.length;
  // (X^T u)_i, a linear form for each variable of f, and its powers.
  const powersOf = Array.from({ length: columns }, (_, i) => {
    const form = seriesOf(rows.map((row, j) => ({ powers: unitPowers(n, j), value: row[i]! })));
    const powers = [one(n)];
    for (let p = 1; p <= f.degree; p++) powers.push(multiplied(powers[p - 1]!, form));
    return powers;
  });
  const parts = [...f.series.values()].flatMap(({ powers, value }) => {
    const factors = powers.flatMap((power, i) => (power === 0 ? [] : [powersOf[i]![power]!]));
    const monomial = factors.reduce(multiplied, one(n));
    return [...monomial.values()].map((term) => ({
      powers: term.powers,
      value: product(term.value, value),
    }));
  });
  const squares = rows.flat().reduce((all, x) => all + (Math.abs(x.value) + x.error) ** 2, 0);
  const growth = Math.min(1, Math.sqrt(squares)) ** (f.degree + 1);
  return { variables: n, degree: f.degree, series: seriesOf(parts), tail: f.tail * growth };
}

/** a f + g. */
export function combined(a: Measured, f: GaussianFunction, g: GaussianFunction): GaussianFunction {
  const parts = [...f.series.values()].map((term) => ({
    powers: term.powers,
    value: product(a, term.value),
  }));
  return {
    variables: Math.max(f.variables, g.variables),
    degree: Math.max(f.degree, g.degree),
    series: seriesOf([...parts, ...g.series.values()]),
    tail: (Math.abs(a.value) + a.error) * f.tail + g.tail,
  };
}

/** The function 0 of q variables. */
export const zeroFunction = (variables: number): GaussianFunction => ({
  variables,
  degree: 0,
  series: new Map(),
  tail: 0,
});

/** The Hermite coefficients alpha_beta of degree at most `degree`, all of them in a fixed order. */
export const coefficientsOf = (f: GaussianFunction): readonly Measured[] =>
  multiIndices(f.variables, f.degree).map((powers) =>
    scaled(f.series.get(powers.join(" "))?.value ?? exactly(0), Math.sqrt(factorials(powers))),
  );

/** E[grad f grad f^T]: its rank is the number of directions that f depends on. */
export function gradientMoments(f: GaussianFunction): readonly (readonly Measured[])[] {
  const slopes = Array.from({ length: f.variables }, (_, i) => ({
    ...f,
    series: seriesOf(
      [...f.series.values()].flatMap(({ powers, value }) => {
        const power = powers[i]!;
        if (power === 0) return [];
        return [{ powers: powers.with(i, power - 1), value: scaled(value, power) }];
      }),
    ),
  }));
  return slopes.map((a) => slopes.map((b) => innerProduct(a, b)));
}

type Series = ReadonlyMap<string, Term>;

const one = (q: number): Series =>
  seriesOf([{ powers: Array.from({ length: q }, () => 0), value: exactly(1) }]);

const unitPowers = (q: number, i: number): readonly number[] =>
  Array.from({ length: q }, (_, j) => (i === j ? 1 : 0));

function multiplied(a: Series, b: Series): Series {
  return seriesOf(
    [...a.values()].flatMap((x) =>
      [...b.values()].map((y) => ({
        powers: x.powers.map((power, i) => power + y.powers[i]!),
        value: product(x.value, y.value),
      })),
    ),
  );
}

/** Terms of the same powers added up. */
function seriesOf(terms: Iterable<Term>): Series {
  const series = new Map<string, Term>();
  for (const { powers, value } of terms) {
    const key = powers.join(" ");
    const before = series.get(key);
    series.set(key, { powers, value: before === undefined ? value : sum(before.value, value) });
  }
  return series;
}

/** The value times a positive double that is right to a few units. */
const scaled = (x: Measured, factor: number): Measured =>
  product(x, measured(factor, 4 * factor * 2 ** -53, "bound"));

/** The product of the factorials of powers. */
export const factorials = (powers: readonly number[]): number =>
  powers.reduce((all, power) => {
    let result = all;
    for (let n = 2; n <= power; n++) result *= n;
    return result;
  }, 1);
