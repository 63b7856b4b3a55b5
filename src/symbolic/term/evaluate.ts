/**
 * The value of a term at given parameters, enclosed.
 *
 * Exponents become rational numbers, sums are written out, and what is left is interval
 * arithmetic on rationals: the answer is certain to contain the value.
 */
import * as Q from "../../model/rational.ts";
import * as E from "../exact/enclosure.ts";
import { evaluate as evaluatePolynomial } from "../exact/in-one-variable.ts";
import type { Polynomial } from "../exact/polynomial.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { type Atom, type Bound, type Factor, type IndexRange, isIndex } from "./atom.ts";
import type { Term } from "./term.ts";

/** Values of parameters and index letters, and of the state's symbols. */
export interface TermPoint {
  readonly parameters: ReadonlyMap<string, Q.Rational>;
  /** A symbol such as `u` at integer places, or `undefined` if it has no value here. */
  readonly symbol?: (name: string, places: readonly number[]) => E.Enclosure | undefined;
  /** The last index at which a symbol is not 0; `undefined` if there is none. */
  readonly lastIndex?: (name: string) => number | undefined;
}

/**
 * The enclosure of a term at a point; `undefined` where it has no value there (a pole, a negative
 * number under a fractional power, a symbol without a value).
 *
 * @throws RangeError if a parameter of the term has no value.
 */
export function evaluateTerm(term: Term, point: TermPoint): E.Enclosure | undefined {
  let total = E.exactly(Q.zero);
  for (const { coefficient, factors } of term.monomials) {
    const c = R.evaluate(coefficient, point.parameters);
    if (c === undefined) return undefined;
    let value = E.exactly(c);
    for (const { atom, exponent } of factors) {
      const base = evaluateAtom(atom, point);
      const power =
        base === undefined
          ? undefined
          : E.power(base, evaluatePolynomial(exponent, point.parameters));
      if (power === undefined) return undefined;
      value = E.multiply(value, power);
    }
    total = E.add(total, value);
  }
  return total;
}

function evaluateAtom(atom: Atom, point: TermPoint): E.Enclosure | undefined {
  switch (atom.kind) {
    case "base":
      return E.exactly(evaluatePolynomial(atom.polynomial, point.parameters));
    case "delta": {
      const [i, j] = atom.indices.map((place) => placeValue(place, point));
      return i === undefined || j === undefined ? undefined : E.exactly(Q.integer(i === j ? 1 : 0));
    }
    case "inverse": {
      const places = atom.indices.map((place) => placeValue(place, point));
      if (places.some((place) => place === undefined)) return undefined;
      return point.symbol?.("inverse", places as readonly number[]);
    }
    case "symbol": {
      if (isIndex(atom.name)) {
        const letter = point.parameters.get(atom.name);
        return letter === undefined ? undefined : E.exactly(letter);
      }
      const places = atom.indices.map((place) => placeValue(place, point));
      if (places.some((place) => place === undefined)) return undefined;
      return point.symbol?.(atom.name, places as readonly number[]);
    }
    case "sum":
      return evaluateSum(atom, 0, point);
  }
}

/** The sum over the letters from number `depth` on; the product once all have a value. */
function evaluateSum(
  atom: Atom & { kind: "sum" },
  depth: number,
  point: TermPoint,
): E.Enclosure | undefined {
  const bound = atom.bound[depth];
  if (bound === undefined) {
    const product: Term = { monomials: [{ coefficient: R.one, factors: atom.body, key: "" }] };
    return evaluateTerm(product, point);
  }
  const ends = boundEnds(bound, atom.body, point);
  if (ends === undefined) return undefined;
  let total: E.Enclosure | undefined = E.exactly(Q.zero);
  for (let i = ends.from; i <= ends.to && total !== undefined; i++) {
    const parameters = new Map(point.parameters).set(bound.name, Q.integer(i));
    const value = evaluateSum(atom, depth + 1, { ...point, parameters });
    total = value === undefined ? undefined : E.add(total, value);
  }
  return total;
}

/** The ends of a bound letter: a range without an end stops where a factor is 0 from there on. */
export function boundEnds(
  { name, range }: Bound,
  body: readonly Factor[],
  point: Pick<TermPoint, "parameters" | "lastIndex">,
): { readonly from: number; readonly to: number } | undefined {
  if (!P.equal(range.to, P.variable("oo"))) return rangeEnds(range, point);
  const from = wholeNumber(range.from, point);
  const lasts = body.flatMap(({ atom }) => {
    const isHere = atom.kind === "symbol" && atom.indices.length === 1 && atom.indices[0] === name;
    return isHere ? (point.lastIndex?.(atom.name) ?? []) : [];
  });
  return from === undefined || lasts.length === 0 ? undefined : { from, to: Math.min(...lasts) };
}

const mostTerms = 10_000;

/** The ends of a range at a point, unless they are no integers or too far apart to write out. */
export function rangeEnds(
  range: IndexRange,
  point: Pick<TermPoint, "parameters">,
): { readonly from: number; readonly to: number } | undefined {
  const from = wholeNumber(range.from, point);
  const to = wholeNumber(range.to, point);
  if (from === undefined || to === undefined || to - from > mostTerms) return undefined;
  return { from, to };
}

function wholeNumber(
  polynomial: Polynomial,
  point: Pick<TermPoint, "parameters">,
): number | undefined {
  const value = evaluatePolynomial(polynomial, point.parameters);
  return Q.isInteger(value) ? Number(value.num) : undefined;
}

function placeValue(place: string, point: TermPoint): number | undefined {
  if (/^-?[0-9]+$/.test(place)) return Number(place);
  const value = point.parameters.get(place);
  return value !== undefined && Q.isInteger(value) ? Number(value.num) : undefined;
}
