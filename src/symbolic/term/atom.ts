/**
 * Atoms of the exact core: what a monomial is a product of powers of.
 *
 * Index letters carry a `#`: `#i` is free, `#0`, `#1`, ... are bound by the sum they stand in, and
 * every other text in an index place is a constant (`1`, or a parameter such as `j`). A sum atom
 * holds one connected product: what does not depend on a bound letter was pulled out when the sum
 * was formed, and letters are numbered so that the key is least over all their orders. Two equal
 * sums therefore have the same key, up to the symmetry of a Gram matrix.
 */
import { substitute } from "../exact/in-one-variable.ts";
import type { Polynomial } from "../exact/polynomial.ts";
import * as P from "../exact/polynomial.ts";
import { formatPolynomial } from "../exact/text.ts";

/** base ^ exponent; the exponent is a polynomial in parameters and index letters. */
export interface Factor {
  readonly atom: Atom;
  readonly exponent: Polynomial;
}

/** The integers from..to; `key` tells ranges apart. */
export interface IndexRange {
  readonly from: Polynomial;
  readonly to: Polynomial;
  readonly key: string;
}

export interface Bound {
  readonly name: string;
  readonly range: IndexRange;
}

export type Atom =
  /** `u[#j]`, `A[#i,#j]`, a scalar `m`, or an index letter itself, `#q`. */
  | {
      readonly kind: "symbol";
      readonly name: string;
      readonly indices: readonly string[];
      readonly key: string;
    }
  | { readonly kind: "delta"; readonly indices: readonly [string, string]; readonly key: string }
  /** An entry of the inverse of the matrix A, whose places run over the range. */
  | {
      readonly kind: "inverse";
      readonly indices: readonly [string, string];
      readonly range: IndexRange;
      readonly key: string;
    }
  | {
      readonly kind: "sum";
      readonly bound: readonly Bound[];
      readonly body: readonly Factor[];
      readonly key: string;
    }
  /** A polynomial in parameters that is positive on the domain, under a power. */
  | { readonly kind: "base"; readonly polynomial: Polynomial; readonly key: string };

/** Names whose two indices may be exchanged. */
const symmetric: ReadonlySet<string> = new Set(["A"]);

/** The atom `name` or `name[indices]`. */
export function symbol(name: string, indices: readonly string[] = []): Atom {
  const ordered = symmetric.has(name) ? [...indices].sort() : indices;
  const key = ordered.length === 0 ? name : `${name}[${ordered.join(",")}]`;
  return { kind: "symbol", name, indices: ordered, key };
}

/** The Kronecker delta of two index places. */
export function delta(i: string, j: string): Atom {
  const indices: [string, string] = i < j ? [i, j] : [j, i];
  return { kind: "delta", indices, key: `delta[${indices.join(",")}]` };
}

/** The entry of A^-1 at two index places, both in `range`. */
export function inverseEntry(i: string, j: string, range: IndexRange): Atom {
  const indices: [string, string] = i < j ? [i, j] : [j, i];
  return { kind: "inverse", indices, range, key: `inverse(${range.key})[${indices.join(",")}]` };
}

/** A power base. @param polynomial positive wherever the term is used */
export function base(polynomial: Polynomial): Atom {
  return { kind: "base", polynomial, key: `{${formatPolynomial(polynomial)}}` };
}

/** The range from..to. */
export function indexRange(from: Polynomial, to: Polynomial): IndexRange {
  return { from, to, key: `${formatPolynomial(from)}..${formatPolynomial(to)}` };
}

/** The sum of one product over all its bound letters, with those letters numbered canonically. */
export function sumAtom(bound: readonly Bound[], body: readonly Factor[]): Atom {
  const candidates = permutations(bound).map((order) => labelled(order, body));
  return candidates.reduce((least, next) => (next.key < least.key ? next : least));
}

export const isIndex = (name: string): boolean => name.startsWith("#");

/** Text of a factor; equal factors have equal keys. */
export function factorKey({ atom, exponent }: Factor): string {
  return P.equal(exponent, P.one) ? atom.key : `${atom.key}^(${formatPolynomial(exponent)})`;
}

/** Whether the index letter occurs free in the factor. */
export function dependsOn({ atom, exponent }: Factor, letter: string): boolean {
  return P.variables(exponent).includes(letter) || atomDependsOn(atom, letter);
}

function atomDependsOn(atom: Atom, letter: string): boolean {
  switch (atom.kind) {
    case "symbol":
      return atom.name === letter || atom.indices.includes(letter);
    case "delta":
    case "inverse":
      return atom.indices.includes(letter);
    case "sum":
      return atom.body.some((factor) => dependsOn(factor, letter));
    case "base":
      return false;
  }
}

/**
 * The factor with index letter `from` replaced by the index place `to`.
 *
 * A letter that stands as a number (`#q` as a factor or in an exponent) needs `asPolynomial`.
 */
export function renameIndex(factor: Factor, from: string, to: string): Factor {
  if (!dependsOn(factor, from)) return factor;
  const exponent = P.variables(factor.exponent).includes(from)
    ? substitute(factor.exponent, from, indexPolynomial(to))
    : factor.exponent;
  return { atom: renameInAtom(factor.atom, from, to), exponent };
}

/** The index place as a number: a letter, a parameter, or an integer. */
export const indexPolynomial = (place: string): Polynomial =>
  /^-?[0-9]+$/.test(place) ? P.constant(BigInt(place)) : P.variable(place);

function renameInAtom(atom: Atom, from: string, to: string): Atom {
  const place = (index: string): string => (index === from ? to : index);
  switch (atom.kind) {
    case "symbol":
      return symbol(place(atom.name), atom.indices.map(place));
    case "delta":
      return delta(place(atom.indices[0]), place(atom.indices[1]));
    case "inverse":
      return inverseEntry(place(atom.indices[0]), place(atom.indices[1]), atom.range);
    case "sum":
      return sumAtom(
        atom.bound,
        atom.body.map((factor) => renameIndex(factor, from, to)),
      );
    case "base":
      return atom;
  }
}

/** The letters of `order` numbered #0, #1, ... in the body. */
function labelled(order: readonly Bound[], body: readonly Factor[]): Atom & { kind: "sum" } {
  // Two steps, since a new number may be another letter's old one.
  const apart = order.reduce(
    (factors, { name }, i) => factors.map((f) => renameIndex(f, name, `#~${i}`)),
    body,
  );
  const first = Math.max(0, ...body.map(({ atom }) => firstFreeNumber(atom)));
  const numbered = order.reduce(
    (factors, _, i) => factors.map((f) => renameIndex(f, `#~${i}`, `#${first + i}`)),
    apart,
  );
  const sorted = [...numbered].sort((f, g) => (factorKey(f) < factorKey(g) ? -1 : 1));
  const bound = order.map(({ range }, i) => ({ name: `#${first + i}`, range }));
  const heads = bound.map(({ name, range }) => `${name}:${range.key}`).join(",");
  return {
    kind: "sum",
    bound,
    body: sorted,
    key: `sum(${heads}){${sorted.map(factorKey).join("*")}}`,
  };
}

/** One more than the largest number among the letters that sums inside the atom bind. */
function firstFreeNumber(atom: Atom): number {
  if (atom.kind !== "sum") return 0;
  return Math.max(
    ...atom.bound.map(({ name }) => Number(name.slice(1)) + 1),
    ...atom.body.map((factor) => firstFreeNumber(factor.atom)),
  );
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  );
}
