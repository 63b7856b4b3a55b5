/**
 * Derived rates as a vector field: what the derived flow is integrated from.
 *
 * Parameters become numbers, sums are written out, symbols of the state become inputs. Constants
 * are rounded to doubles here and nowhere before.
 */
import type { FieldBuilder, Node } from "../field/build-field.ts";
import * as Q from "../model/rational.ts";
import { evaluate as evaluatePolynomial } from "./exact/in-one-variable.ts";
import * as R from "./exact/rational-function.ts";
import { type Atom, isIndex } from "./term/atom.ts";
import { boundEnds } from "./term/evaluate.ts";
import type { Term } from "./term/term.ts";

/** Where the names of a term get their values. */
export interface CompilePoint {
  readonly parameters: ReadonlyMap<string, Q.Rational>;
  /** A symbol at integer places: an input, a constant, or `undefined` if it has no value. */
  readonly symbol: (name: string, places: readonly number[]) => Node | undefined;
  /** The last index at which a symbol is not 0; `undefined` if there is none. */
  readonly lastIndex?: (name: string) => number | undefined;
}

/** The term as a node of a field; `undefined` if some part of it has no value. */
export function compileTerm(b: FieldBuilder, term: Term, point: CompilePoint): Node | undefined {
  const nodes = term.monomials.map(({ coefficient, factors }) => {
    const c = R.evaluate(coefficient, point.parameters);
    if (c === undefined) return undefined;
    return compileProduct(b, b.constant(Q.toNumber(c)), factors, point);
  });
  return whole(nodes, (all) => b.sum(all));
}

function compileProduct(
  b: FieldBuilder,
  start: Node,
  factors: Term["monomials"][number]["factors"],
  point: CompilePoint,
): Node | undefined {
  let product: Node | undefined = start;
  for (const { atom, exponent } of factors) {
    const base = compileAtom(b, atom, point);
    if (base === undefined || product === undefined) return undefined;
    const e = evaluatePolynomial(exponent, point.parameters);
    const raised =
      Q.isInteger(e) && e.num < 4096n && e.num > -4096n
        ? b.powInteger(base, Number(e.num))
        : b.pow(base, b.constant(Q.toNumber(e)));
    product = b.mul(product, raised);
  }
  return product;
}

function compileAtom(b: FieldBuilder, atom: Atom, point: CompilePoint): Node | undefined {
  const placeOf = (place: string): number | undefined => {
    if (/^-?[0-9]+$/.test(place)) return Number(place);
    const value = point.parameters.get(place);
    return value === undefined || !Q.isInteger(value) ? undefined : Number(value.num);
  };
  switch (atom.kind) {
    case "base":
      return b.constant(Q.toNumber(evaluatePolynomial(atom.polynomial, point.parameters)));
    case "delta": {
      const [i, j] = atom.indices.map(placeOf);
      return i === undefined || j === undefined ? undefined : b.constant(i === j ? 1 : 0);
    }
    case "symbol": {
      if (isIndex(atom.name)) {
        const letter = point.parameters.get(atom.name);
        return letter === undefined ? undefined : b.constant(Q.toNumber(letter));
      }
      const places = atom.indices.map(placeOf);
      const known = places.filter((place) => place !== undefined);
      return known.length < places.length ? undefined : point.symbol(atom.name, known);
    }
    case "inverse":
      return undefined;
    case "sum":
      return compileSum(b, atom, 0, point);
  }
}

function compileSum(
  b: FieldBuilder,
  atom: Atom & { kind: "sum" },
  depth: number,
  point: CompilePoint,
): Node | undefined {
  const bound = atom.bound[depth];
  if (bound === undefined) return compileProduct(b, b.constant(1), atom.body, point);
  const ends = boundEnds(bound, atom.body, point);
  if (ends === undefined) return undefined;
  const terms = Array.from({ length: Math.max(0, ends.to - ends.from + 1) }, (_, i) => {
    const parameters = new Map(point.parameters).set(bound.name, Q.integer(ends.from + i));
    return compileSum(b, atom, depth + 1, { ...point, parameters });
  });
  return whole(terms, (all) => b.sum(all));
}

function whole(
  nodes: readonly (Node | undefined)[],
  combine: (all: readonly Node[]) => Node,
): Node | undefined {
  const known = nodes.filter((node) => node !== undefined);
  return known.length < nodes.length ? undefined : combine(known);
}
