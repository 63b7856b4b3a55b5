/**
 * Terms as text of the spec language and as LaTeX.
 *
 * Index letters get names of their own: a free `#i` is `i`; bound letters take the first of
 * j, i, l, q, r, s, ... that is not in use.
 */
import * as Q from "../../model/rational.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { formatPolynomial, formatRationalFunction } from "../exact/text.ts";
import { type Atom, type Factor, isIndex } from "./atom.ts";
import type { Term } from "./term.ts";

type Names = ReadonlyMap<string, string>;

/** How the parts are written in one notation. */
interface Notation {
  readonly rational: (r: R.RationalFunction, names: Names) => string;
  readonly times: string;
  readonly bracketed: (sum: string) => string;
  readonly power: (base: string, exponent: string) => string;
  readonly symbol: (name: string, places: readonly string[]) => string;
  readonly sum: (letter: string, from: string, to: string, body: string) => string;
  readonly polynomial: (p: P.Polynomial, names: Names) => string;
}

/** The term as an expression of the spec language. @example -sum(j in 1..k, u[j]^p) */
export const formatTerm = (term: Term): string => format(term, text, new Map());

/** The term as LaTeX, without delimiters. */
export const latexOfTerm = (term: Term): string => format(term, latex, new Map());

/** A rational function as LaTeX, without delimiters. */
export const latexOfRationalFunction = (r: R.RationalFunction): string =>
  latex.rational(r, new Map());

/** A polynomial as LaTeX, without delimiters. */
export const latexOfPolynomial = (p: P.Polynomial): string => latex.polynomial(p, new Map());

function format(term: Term, notation: Notation, names: Names): string {
  if (term.monomials.length === 0) return "0";
  return term.monomials
    .map(({ coefficient, factors }, i) => {
      // A sum that stands alone keeps its own signs: -(x - 1) is written -x + 1.
      const isSum =
        factors.length === 0 &&
        coefficient.numerator.terms.length > 1 &&
        R.isPolynomial(coefficient);
      const isNegative = !isSum && leadingSign(coefficient) < 0;
      const size = isNegative ? R.negate(coefficient) : coefficient;
      const product = formatProduct(size, factors, notation, names);
      const body = isSum && i > 0 ? `(${product})` : product;
      return i === 0 ? `${isNegative ? "-" : ""}${body}` : ` ${isNegative ? "-" : "+"} ${body}`;
    })
    .join("");
}

function formatProduct(
  coefficient: R.RationalFunction,
  factors: readonly Factor[],
  notation: Notation,
  names: Names,
): string {
  const written = factors.map((factor) => formatFactor(factor, notation, names));
  const isOne = R.equal(coefficient, R.one);
  if (written.length === 0) return notation.rational(coefficient, names);
  if (isOne) return written.join(notation.times);
  const scalar = notation.rational(coefficient, names);
  const isPlain = coefficient.numerator.terms.length === 1;
  return [isPlain ? scalar : notation.bracketed(scalar), ...written].join(notation.times);
}

function formatFactor({ atom, exponent }: Factor, notation: Notation, names: Names): string {
  const base = formatAtom(atom, notation, names);
  if (P.equal(exponent, P.one)) return base;
  return notation.power(
    atom.kind === "base" && !isAlone(atom.polynomial) ? `(${base})` : base,
    notation.polynomial(exponent, names),
  );
}

/** Whether a polynomial is one letter or one number, which a power needs no brackets for. */
function isAlone({ terms: [only, ...others] }: P.Polynomial): boolean {
  if (only === undefined || others.length > 0) return false;
  const { coefficient, monomial } = only;
  if (coefficient.den !== 1n || coefficient.num < 0n) return false;
  return monomial.degree === 0 || (monomial.degree === 1 && coefficient.num === 1n);
}

function formatAtom(atom: Atom, notation: Notation, names: Names): string {
  switch (atom.kind) {
    case "base":
      return notation.polynomial(atom.polynomial, names);
    case "symbol":
      return isIndex(atom.name)
        ? named(atom.name, names)
        : notation.symbol(
            atom.name,
            atom.indices.map((i) => named(i, names)),
          );
    case "delta":
    case "inverse":
      return notation.symbol(
        atom.kind,
        atom.indices.map((i) => named(i, names)),
      );
    case "sum": {
      const within = new Map(names);
      const taken = new Set([...names.values(), ...freeNames(atom.body)]);
      for (const { name } of atom.bound) {
        const letter = boundLetters.find((l) => !taken.has(l)) ?? name.slice(1);
        taken.add(letter);
        within.set(name, letter);
      }
      const body = formatProduct(R.one, atom.body, notation, within);
      return atom.bound.reduceRight(
        (inner, { name, range }) =>
          notation.sum(
            named(name, within),
            notation.polynomial(range.from, within),
            notation.polynomial(range.to, within),
            inner,
          ),
        body,
      );
    }
  }
}

const boundLetters = ["j", "l", "q", "r", "s", "j1", "j2", "j3", "j4"];

/** Names of the free letters in a product, which bound ones must avoid. */
function freeNames(factors: readonly Factor[]): readonly string[] {
  return factors.flatMap(({ atom, exponent }) => {
    const letters = P.variables(exponent).map((name) => name.replace(/^#/, ""));
    switch (atom.kind) {
      case "symbol":
      case "delta":
      case "inverse":
        return [...letters, ...atom.indices.map((i) => i.replace(/^#/, ""))];
      case "sum":
        return [...letters, ...freeNames(atom.body)];
      case "base":
        return [...letters, ...P.variables(atom.polynomial)];
    }
  });
}

const named = (place: string, names: Names): string => names.get(place) ?? place.replace(/^#/, "");

const text: Notation = {
  rational: (r) => formatRationalFunction(r),
  times: "*",
  bracketed: (sum) => `(${sum})`,
  power: (base, exponent) =>
    /^[A-Za-z0-9]+$/.test(exponent) ? `${base}^${exponent}` : `${base}^(${exponent})`,
  symbol: (name, places) => (places.length === 0 ? name : `${name}[${places.join(",")}]`),
  sum: (letter, from, to, body) => `sum(${letter} in ${from}..${to}, ${body})`,
  polynomial: (p, names) => formatPolynomial(renamed(p, names)),
};

const greek = new Set(
  "alpha beta gamma delta eps epsilon zeta eta theta kappa lambda mu nu xi rho sigma tau phi omega".split(
    " ",
  ),
);

/** A letter of the spec language as LaTeX: `beta_c` is \\beta_{c}. */
export function latexName(name: string): string {
  if (name === "eps") return "\\varepsilon";
  const [head = name, ...rest] = name.split("_");
  const start = greek.has(head)
    ? `\\${head}`
    : head.length === 1 || /^[a-z][0-9]+$/i.test(head)
      ? head.replace(/^([a-z])([0-9]+)$/i, "$1_{$2}")
      : `\\mathrm{${head}}`;
  return rest.length === 0 ? start : `${start}_{${rest.join("\\_")}}`;
}

/** A name that has a subscript already, as one group: y_{0} may have no other, {y_{0}} may. */
const subscribable = (name: string): string => (name.includes("_") ? `{${name}}` : name);

const latex: Notation = {
  rational: (r, names) => {
    const top = latex.polynomial(r.numerator, names);
    return R.isPolynomial(r) && Q.equals(P.constantTerm(r.denominator), Q.one)
      ? top
      : `\\frac{${top}}{${latex.polynomial(r.denominator, names)}}`;
  },
  times: " ",
  // A fraction is taller than a line.
  bracketed: (sum) => (sum.includes("\\frac") ? `\\left(${sum}\\right)` : `(${sum})`),
  power: (base, exponent) => `{${base}}^{${exponent}}`,
  symbol: (name, places) =>
    places.length === 0
      ? latexName(name)
      : `${subscribable(latexName(name))}_{${places.map((place) => (/^[0-9]+$/.test(place) ? place : latexName(place))).join(",")}}`,
  sum: (letter, from, to, body) => `\\sum_{${letter}=${from}}^{${to}} ${body}`,
  polynomial: (p, names) => {
    if (p.terms.length === 0) return "0";
    return renamed(p, names)
      .terms.map(({ coefficient, monomial }, i) => {
        const size = {
          num: coefficient.num < 0n ? -coefficient.num : coefficient.num,
          den: coefficient.den,
        };
        const scalar = size.den === 1n ? `${size.num}` : `\\frac{${size.num}}{${size.den}}`;
        const letters = monomial.powers.map(([name, e]) =>
          e === 1 ? latexName(name) : `${latexName(name)}^{${e}}`,
        );
        const isOne = Q.equals(size, Q.one) && letters.length > 0;
        const body = [...(isOne ? [] : [scalar]), ...letters].join(" ");
        const sign = coefficient.num < 0n ? "-" : "+";
        return i === 0 ? `${sign === "-" ? "-" : ""}${body}` : ` ${sign} ${body}`;
      })
      .join("");
  },
};

/** The polynomial with its index letters named. */
function renamed(p: P.Polynomial, names: Names): P.Polynomial {
  if (!P.variables(p).some(isIndex)) return p;
  return P.sum(
    p.terms.map(({ coefficient, monomial }) =>
      P.product([
        P.constant(coefficient),
        ...monomial.powers.map(([name, e]) => P.power(P.variable(named(name, names)), e)),
      ]),
    ),
  );
}

const leadingSign = (r: R.RationalFunction): -1 | 0 | 1 =>
  Q.sign(P.leadingCoefficient(r.numerator));
