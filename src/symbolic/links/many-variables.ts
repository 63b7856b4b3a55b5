/**
 * Links of several variables that are polynomials, exactly: sums of c z_1^(p_1) ... z_q^(p_q) with
 * coefficients of `scalar.ts`, and what Gaussian smoothing makes of them.
 */
import { evaluateExact, evaluateInteger } from "../../model/bind/evaluate.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { integer, type Rational, rational } from "../../model/rational.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { hermite, inverseRootFactorial } from "./hermite.ts";
import {
  addScalars,
  invertScalar,
  isZeroScalar,
  multiplyScalars,
  oneScalar,
  piScalar,
  type Scalar,
  scalarOfInteger,
  scalarOfRational,
  scaleScalar,
  sqrtOfScalar,
} from "./scalar.ts";

/** One term; `powers` has a place for each variable. */
export interface LinkTerm {
  readonly powers: readonly number[];
  readonly value: Scalar;
}

/** A polynomial in q variables: terms of different powers, none with the coefficient 0. */
export interface LinkPolynomial {
  readonly variables: number;
  readonly terms: readonly LinkTerm[];
}

/** A polynomial of a higher degree is not multiplied out. */
const highestDegree = 24;

/**
 * A closed expression in z[1], ..., z[q].
 *
 * @throws NotDerivable naming the part that is no polynomial.
 */
export function polynomialLink(link: Expression, q: number): LinkPolynomial {
  const of = (e: Expression): LinkPolynomial => polynomialLink(e, q);
  const refused = (): never => {
    throw new NotDerivable(`a link with ${formatExpression(link)}, which is no polynomial`);
  };
  switch (link.kind) {
    case "number":
      return constantLink(q, scalarOfRational(link.value));
    case "name":
      if (link.name === "pi") return constantLink(q, piScalar);
      return link.name === "z" && q === 1 ? variableLink(q, 0) : refused();
    case "indexed": {
      const [place] = link.indices;
      const i = place && evaluateInteger(place);
      if (link.name !== "z" || i === undefined || i < 1 || i > q) return refused();
      return variableLink(q, Number(i) - 1);
    }
    case "unary":
      return link.operator === "-" ? scaledLink(of(link.operand), scalarOfInteger(-1)) : refused();
    case "binary":
      switch (link.operator) {
        case "+":
          return addLinks(of(link.left), of(link.right));
        case "-":
          return addLinks(of(link.left), scaledLink(of(link.right), scalarOfInteger(-1)));
        case "*":
          return multiplyLinks(of(link.left), of(link.right));
        case "/": {
          const inverse = invertScalar(constantOf(of(link.right)) ?? refused());
          return scaledLink(of(link.left), inverse ?? refused());
        }
        case "^":
          return powerOfLink(of(link.left), link.right) ?? refused();
        default:
          return refused();
      }
    case "call":
      return calledLink(link.name, link.args, q, of) ?? refused();
    case "over": {
      if (link.operator !== "sum" || link.domain.kind !== "integers") return refused();
      const [from, to] = [link.domain.from, link.domain.to].map((e) => evaluateInteger(e));
      if (from === undefined || to === undefined) return refused();
      let total = constantLink(q, []);
      for (let i = from; i <= to; i++) {
        const number: Expression = { kind: "number", value: integer(i) };
        total = addLinks(total, of(substitute(link.body, new Map([[link.variable, number]]))));
      }
      return total;
    }
    default:
      return refused();
  }
}

function calledLink(
  name: string,
  args: readonly Expression[],
  q: number,
  of: (e: Expression) => LinkPolynomial,
): LinkPolynomial | undefined {
  const [first, second, third] = args;
  if (first === undefined) return undefined;
  if (name === "sqrt") {
    const inner = constantOf(of(first));
    const root = inner && sqrtOfScalar(inner);
    return root && constantLink(q, root);
  }
  if (name === "if" && second !== undefined && third !== undefined) {
    const truth = evaluateExact(first);
    return typeof truth === "boolean" ? of(truth ? second : third) : undefined;
  }
  if ((name === "h" || name === "He") && second !== undefined) {
    const degree = evaluateInteger(first);
    if (degree === undefined || degree < 0 || degree > highestDegree) return undefined;
    const p = Number(degree);
    const z = of(second);
    const values = hermite(p).reduceRight<LinkPolynomial>(
      (all, c) => addLinks(multiplyLinks(all, z), constantLink(q, scalarOfInteger(c))),
      constantLink(q, []),
    );
    return name === "He" ? values : scaledLink(values, inverseRootFactorial(p));
  }
  return undefined;
}

function powerOfLink(base: LinkPolynomial, exponent: Expression): LinkPolynomial | undefined {
  const n = evaluateInteger(exponent);
  const value = constantOf(base);
  if (n === undefined) return undefined;
  if (n < 0) {
    const inverse = value && invertScalar(value);
    return inverse && powerOfLink(constantLink(base.variables, inverse), negated(exponent));
  }
  if (n > highestDegree) return undefined;
  let result = constantLink(base.variables, oneScalar);
  for (let i = 0; i < n; i++) result = multiplyLinks(result, base);
  return result;
}

const negated = (operand: Expression): Expression => ({ kind: "unary", operator: "-", operand });

export const constantLink = (variables: number, value: Scalar): LinkPolynomial =>
  collected(variables, [{ powers: Array.from({ length: variables }, () => 0), value }]);

const variableLink = (variables: number, i: number): LinkPolynomial =>
  collected(variables, [
    { powers: Array.from({ length: variables }, (_, j) => (i === j ? 1 : 0)), value: oneScalar },
  ]);

/** The value of a polynomial that is one. */
function constantOf({ terms }: LinkPolynomial): Scalar | undefined {
  const [only] = terms;
  if (only === undefined) return [];
  return terms.length === 1 && only.powers.every((p) => p === 0) ? only.value : undefined;
}

export const addLinks = (a: LinkPolynomial, b: LinkPolynomial): LinkPolynomial =>
  collected(a.variables, [...a.terms, ...b.terms]);

export const scaledLink = (a: LinkPolynomial, c: Scalar): LinkPolynomial =>
  collected(
    a.variables,
    a.terms.map(({ powers, value }) => ({ powers, value: multiplyScalars(value, c) })),
  );

/** @throws NotDerivable where the degree is too high to multiply out. */
export function multiplyLinks(a: LinkPolynomial, b: LinkPolynomial): LinkPolynomial {
  if (degreeOf(a) + degreeOf(b) > highestDegree) throw new NotDerivable("a link of high degree");
  return collected(
    a.variables,
    a.terms.flatMap((x) =>
      b.terms.map((y) => ({
        powers: x.powers.map((p, i) => p + y.powers[i]!),
        value: multiplyScalars(x.value, y.value),
      })),
    ),
  );
}

const total = (powers: readonly number[]): number => powers.reduce((sum, p) => sum + p, 0);

export const degreeOf = ({ terms }: LinkPolynomial): number =>
  Math.max(0, ...terms.map(({ powers }) => total(powers)));

/**
 * (S f)(u) = E f(z + u), the solution of the heat equation: monomial by monomial
 * E (z + u)^p = sum_j binomial(p, 2j) (2j - 1)!! u^(p - 2j) ([Janson1997, Ch. 16]).
 */
export function smoothedByGaussian({ variables, terms }: LinkPolynomial): LinkPolynomial {
  return collected(
    variables,
    terms.flatMap(({ powers, value }) =>
      powers.reduce<LinkTerm[]>(
        (parts, p, i) =>
          parts.flatMap((part) =>
            Array.from({ length: Math.floor(p / 2) + 1 }, (_, j) => ({
              powers: part.powers.with(i, p - 2 * j),
              value: scaleScalar(part.value, pairings(p, j)),
            })),
          ),
        [{ powers, value }],
      ),
    ),
  );
}

/** Ways to choose j disjoint pairs of p things: p! / ((p - 2j)! j! 2^j). */
export function pairings(p: number, j: number): Rational {
  let ways = 1n;
  for (let k = p; k > p - 2 * j; k--) ways *= BigInt(k);
  for (let k = 1; k <= j; k++) ways /= 2n * BigInt(k);
  return rational(ways);
}

/** f(sum_j x_j c_j) as a polynomial in the x_j, for vectors c_j of length q. */
export function inCoordinates(
  f: LinkPolynomial,
  columns: readonly (readonly Scalar[])[],
): LinkPolynomial {
  const n = columns.length;
  const forms = Array.from({ length: f.variables }, (_, i) =>
    collected(
      n,
      columns.map((column, j) => ({
        powers: Array.from({ length: n }, (__, k) => (k === j ? 1 : 0)),
        value: column[i]!,
      })),
    ),
  );
  const parts = f.terms.flatMap(({ powers, value }) => {
    let product = constantLink(n, value);
    powers.forEach((p, i) => {
      for (let k = 0; k < p; k++) product = multiplyLinks(product, forms[i]!);
    });
    return product.terms;
  });
  return collected(n, parts);
}

/** Terms of the same powers added up, those that vanish left out. */
function collected(variables: number, parts: readonly LinkTerm[]): LinkPolynomial {
  const sums = new Map<string, LinkTerm>();
  for (const { powers, value } of parts) {
    const key = powers.join(" ");
    sums.set(key, { powers, value: addScalars(sums.get(key)?.value ?? [], value) });
  }
  return { variables, terms: [...sums.values()].filter(({ value }) => !isZeroScalar(value)) };
}
