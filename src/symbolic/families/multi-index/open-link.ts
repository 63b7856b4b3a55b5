/**
 * Links of several variables that are polynomials in z with coefficients that are terms, so that
 * parameters may stay open, as functions of Gaussian variables.
 *
 * A function is kept by (S f)(u) = E f(z + u). For f = sum alpha_beta h_beta it is
 * sum alpha_beta u^beta / sqrt(beta!), hence with coefficients s and t of two transforms
 *   <f, g> = sum_beta beta! s_beta t_beta,
 *   S(E f(X^T z + (1 - X^T X)^(1/2) z'))(u) = (S f)(X^T u)     ([Janson1997, Ch. 16]).
 */
import { evaluateInteger } from "../../../model/bind/evaluate.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { formatExpression } from "../../../model/expression/format.ts";
import { freeNames } from "../../../model/expression/traverse.ts";
import { rational } from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";
import { hermite } from "../../links/hermite.ts";
import { pairings } from "../../links/many-variables.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import * as T from "../../term/term.ts";

/** A polynomial in n variables; monomials by `powers.join(" ")`. */
export interface OpenPolynomial {
  readonly variables: number;
  readonly terms: ReadonlyMap<
    string,
    { readonly powers: readonly number[]; readonly value: T.Term }
  >;
}

/** A higher degree is not multiplied out. */
const highestDegree = 12;

type Part = { readonly powers: readonly number[]; readonly value: T.Term };

/**
 * The transform S of the link that an expression in z[1], ..., z[q] is.
 *
 * @param scalarOf what a part without z is worth
 * @throws NotDerivable naming the part that is no polynomial
 */
export function transformOf(
  link: Expression,
  q: number,
  scalarOf: (e: Expression) => T.Term,
): OpenPolynomial {
  const written = polynomialOf(link, q, scalarOf);
  return collected(
    q,
    [...written.terms.values()].flatMap(({ powers, value }) =>
      powers.reduce<Part[]>(
        (parts, p, i) =>
          parts.flatMap((part) =>
            Array.from({ length: Math.floor(p / 2) + 1 }, (_, j) => ({
              powers: part.powers.with(i, p - 2 * j),
              value: T.multiply(part.value, T.constant(pairings(p, j))),
            })),
          ),
        [{ powers, value }],
      ),
    ),
  );
}

function polynomialOf(
  link: Expression,
  q: number,
  scalarOf: (e: Expression) => T.Term,
): OpenPolynomial {
  const of = (e: Expression): OpenPolynomial => polynomialOf(e, q, scalarOf);
  const refused = (): never => {
    throw new NotDerivable(`a link with ${formatExpression(link)}, which is no polynomial`);
  };
  if (!freeNames(link).has("z")) return constantIn(q, scalarOf(link));
  switch (link.kind) {
    case "name":
      return q === 1 ? variableIn(q, 0) : refused();
    case "indexed": {
      const i = link.indices[0] && evaluateInteger(link.indices[0]);
      if (link.name !== "z" || i === undefined || i < 1 || i > q) return refused();
      return variableIn(q, Number(i) - 1);
    }
    case "unary":
      return link.operator === "-" ? scaled(of(link.operand), T.constant(-1)) : refused();
    case "binary": {
      const { operator, left, right } = link;
      if (operator === "+") return plus(of(left), of(right));
      if (operator === "-") return plus(of(left), scaled(of(right), T.constant(-1)));
      if (operator === "*") return times(of(left), of(right));
      if (freeNames(right).has("z")) return refused();
      if (operator === "/") return scaled(of(left), powerOf(scalarOf(right), P.constant(-1)));
      const n = operator === "^" ? evaluateInteger(right) : undefined;
      return n === undefined || n < 0 || n > highestDegree
        ? refused()
        : raised(of(left), Number(n));
    }
    case "call": {
      const degree = link.args[0] && evaluateInteger(link.args[0]);
      const isHermite = (link.name === "h" || link.name === "He") && link.args[1] !== undefined;
      if (!isHermite || degree === undefined || degree < 0 || degree > highestDegree) {
        return refused();
      }
      const z = of(link.args[1]!);
      const monic = hermite(Number(degree)).reduceRight(
        (all, c) => plus(times(all, z), constantIn(q, T.constant(c))),
        constantIn(q, T.zero),
      );
      return link.name === "He" ? monic : scaled(monic, inverseRootFactorial(Number(degree)));
    }
    default:
      return refused();
  }
}

/** <f, g> from the transforms of both. */
export function innerOf(f: OpenPolynomial, g: OpenPolynomial): T.Term {
  return T.sum(
    [...f.terms].flatMap(([key, { powers, value }]) => {
      const other = g.terms.get(key);
      return other === undefined
        ? []
        : [T.product([T.constant(factorials(powers)), value, other.value])];
    }),
  );
}

/** The transform of E f(X^T z + ...) for X with as many columns as f has variables. */
export function smoothedBy(f: OpenPolynomial, X: readonly (readonly T.Term[])[]): OpenPolynomial {
  const n = X.length;
  if (X.some((row) => row.length !== f.variables)) {
    throw new NotDerivable("a function smoothed by a matrix of another shape");
  }
  const forms = Array.from({ length: f.variables }, (_, i) =>
    collected(
      n,
      X.map((row, j) => ({ powers: unit(n, j), value: row[i]! })),
    ),
  );
  const parts = [...f.terms.values()].flatMap(({ powers, value }) => {
    const product = powers.reduce(
      (all, p, i) => times(all, raised(forms[i]!, p)),
      constantIn(n, value),
    );
    return [...product.terms.values()];
  });
  return collected(n, parts);
}

/** The part of each degree j times a share of it. */
export const sharedBy = (f: OpenPolynomial, share: (degree: number) => T.Term): OpenPolynomial =>
  collected(
    f.variables,
    [...f.terms.values()].map(({ powers, value }) => ({
      powers,
      value: T.multiply(share(powers.reduce((a, b) => a + b, 0)), value),
    })),
  );

export const plus = (a: OpenPolynomial, b: OpenPolynomial): OpenPolynomial =>
  collected(a.variables, [...a.terms.values(), ...b.terms.values()]);

export const scaled = (a: OpenPolynomial, c: T.Term): OpenPolynomial =>
  collected(
    a.variables,
    [...a.terms.values()].map(({ powers, value }) => ({ powers, value: T.multiply(value, c) })),
  );

function times(a: OpenPolynomial, b: OpenPolynomial): OpenPolynomial {
  if (degreeOf(a) + degreeOf(b) > highestDegree) throw new NotDerivable("a link of high degree");
  return collected(
    a.variables,
    [...a.terms.values()].flatMap((x) =>
      [...b.terms.values()].map((y) => ({
        powers: x.powers.map((p, i) => p + y.powers[i]!),
        value: T.multiply(x.value, y.value),
      })),
    ),
  );
}

const raised = (a: OpenPolynomial, n: number): OpenPolynomial =>
  Array.from({ length: n }, () => a).reduce(times, constantIn(a.variables, T.one));

const degreeOf = ({ terms }: OpenPolynomial): number =>
  Math.max(0, ...[...terms.values()].map(({ powers }) => powers.reduce((a, b) => a + b, 0)));

const unit = (n: number, i: number): readonly number[] =>
  Array.from({ length: n }, (_, j) => (i === j ? 1 : 0));

const variableIn = (n: number, i: number): OpenPolynomial =>
  collected(n, [{ powers: unit(n, i), value: T.one }]);

export const constantIn = (n: number, value: T.Term): OpenPolynomial =>
  collected(n, [{ powers: Array.from({ length: n }, () => 0), value }]);

function collected(variables: number, parts: Iterable<Part>): OpenPolynomial {
  const sums = new Map<string, Part>();
  for (const { powers, value } of parts) {
    const key = powers.join(" ");
    const before = sums.get(key);
    sums.set(key, { powers, value: before === undefined ? value : T.add(before.value, value) });
  }
  for (const [key, { value }] of sums) if (T.isZero(value)) sums.delete(key);
  return { variables, terms: sums };
}

function factorials(powers: readonly number[]) {
  let result = 1n;
  for (const power of powers) for (let n = 2n; n <= power; n++) result *= n;
  return rational(result);
}

const inverseRootFactorial = (p: number): T.Term =>
  powerOf(T.constant(factorials([p])), P.constant(rational(-1n, 2n)));
