/**
 * Terms in overlaps and power sums of overlaps as rational functions of finitely many real
 * variables, with what is known of these variables.
 *
 * Let u_1, ..., u_k be the overlaps of a unit vector with unit vectors, and S_n = sum_i u_i^n. In
 * the place of
 *   u_c            a variable x_c in [-1, 1];
 *   u_c^(q + r)    x_c^r X_c with X_c = u_c^q, where q is symbolic, >= 0, and r a natural number;
 *   S_n            a variable of its own.
 * Always |S_n| <= S_2 for n >= 2, and (S_n)^2 <= S_a S_b for even a and b with a + b = 2 n (Cauchy
 * and Schwarz). If all u_i >= 0: 0 <= X_c <= 1; x_c <= x_e implies X_c <= X_e; S_n >= u_c^n;
 * S_n <= S_m for n >= m; and if u_a is the largest, u_i^n <= u_a^(n-m) u_i^m gives
 * S_n <= u_a^(n-m) S_m, for even n and m also if u_a is the largest in size. A proof about all
 * values of the variables is a proof about all overlaps, for every number k of them.
 */
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { formatPolynomial } from "../exact/text.ts";
import { comparison, type Formula, implies } from "../prove/formula.ts";
import type { Factor } from "../term/atom.ts";
import { isEvenExponent, isNeverNegativeFactor } from "../term/atom-sign.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { powerBases } from "../term/power.ts";
import * as T from "../term/term.ts";
import { type FrameFacts, frameFacts } from "./frame-facts.ts";
import {
  legendOf,
  type Named,
  overlapName,
  placeOfOverlap,
  powerName,
  type Quantities,
  quantities,
} from "./quantities.ts";
import { raisedFacts } from "./raised-facts.ts";

/** What is known of the overlaps. */
export interface OverlapFacts extends FrameFacts {
  readonly isNonNegative: boolean;
  /** Whether no entry of the Gram matrix is negative. */
  readonly isAcute: boolean;
  /** Places c with u[i] <= u[c] for all i. */
  readonly largest: readonly string[];
  /** Places c with |u[i]| <= |u[c]| for all i. */
  readonly largestInSize: readonly string[];
  /** Whether a polynomial in the parameters is certain not to be negative. */
  readonly isNonNegativePolynomial: (p: P.Polynomial) => Promise<boolean>;
}

/** Terms as functions of variables. */
export interface Abstraction {
  readonly functions: readonly R.RationalFunction[];
  readonly variables: readonly string[];
  readonly facts: readonly Formula[];
  /** What the new variables stand for: `S.1 = sum of u^p`. */
  readonly legend: string;
  /** Polynomials under powers, which must be positive. */
  readonly positive: readonly P.Polynomial[];
  /** The variables that are neither overlaps, their powers nor power sums, and what they name. */
  readonly others: readonly Named[];
}

/**
 * The terms over real variables.
 *
 * @throws NotDerivable for exponents whose symbolic parts have no common power below them.
 */
export async function abstracted(
  terms: readonly T.Term[],
  known: OverlapFacts,
): Promise<Abstraction> {
  const exponents = terms.flatMap((term) => exponentsOf(term, known.isNonNegative));
  const powers = await symbolicPowers(exponents, known);
  const places = [
    ...new Set([...terms.flatMap(placesOf), ...known.largest, ...known.largestInSize]),
  ].sort();
  if (powers.length > 0 && !known.isNonNegative) {
    throw new NotDerivable("symbolic powers of overlaps that may be negative");
  }
  const names = quantities(known.range, powers);
  const functions = terms.map(names.functionOf);
  const ordered = frameFacts(names, known);
  const frame = ordered.map(({ left, right }) =>
    comparison(names.functionOf(left), "<=", names.functionOf(right)),
  );
  const raised = await raisedFacts(names, ordered, known);
  // The bound of every power sum goes through the sum of squares.
  if (names.sums().length > 0) names.sum(P.constant(2n));
  const facts = [
    ...overlapFacts(places, powers, known),
    ...(await sumFacts(names, places, known)),
    ...frame,
    ...raised,
    ...signsOfOthers(names, known),
  ];
  const variables = [
    ...places.map(overlapName),
    ...places.flatMap((place) => powers.map((_, i) => powerName(place, i))),
    ...names.sums().map(([name]) => name),
    ...names.others().map(({ name }) => name),
  ];
  const others = names.others();
  const bases = others.flatMap(({ atom, exponent }) => powerBases(T.ofAtom(atom, exponent)));
  return { functions, variables, facts, legend: legendOf(names, powers), positive: bases, others };
}

/** Sums of products, and entries of the Gram matrix, whose parts have known signs. */
function signsOfOthers(names: Quantities, { isNonNegative, isAcute }: OverlapFacts): Formula[] {
  const isKnown = (factor: Factor): boolean => {
    const { atom } = factor;
    if (isNeverNegativeFactor(factor)) return true;
    if (atom.kind === "sum") return atom.body.every(isKnown);
    if (atom.kind !== "symbol") return false;
    return (atom.name === "u" && isNonNegative) || (atom.name === "A" && isAcute);
  };
  return names.others().flatMap(({ name, atom, exponent }) => {
    const x = R.variable(name);
    const isEntry = atom.kind === "symbol" && atom.name === "A" && P.equal(exponent, P.one);
    return [
      ...(isKnown({ atom, exponent }) ? [comparison(x, ">=", R.zero)] : []),
      ...(isEntry ? [comparison(x, "<=", R.one), comparison(x, ">=", R.constant(-1))] : []),
    ];
  });
}

function overlapFacts(
  places: readonly string[],
  powers: readonly P.Polynomial[],
  { isNonNegative, largest, largestInSize }: OverlapFacts,
): readonly Formula[] {
  const x = (place: string): R.RationalFunction => R.variable(overlapName(place));
  const facts: Formula[] = places.flatMap((place) => [
    comparison(x(place), "<=", R.one),
    comparison(x(place), ">=", isNonNegative ? R.zero : R.constant(-1)),
    ...largest.map((top) => comparison(x(place), "<=", x(top))),
    ...largestInSize.map((top) => comparison(R.power(x(place), 2), "<=", R.power(x(top), 2))),
  ]);
  for (const i of powers.keys()) {
    for (const place of places) {
      const X = R.variable(powerName(place, i));
      facts.push(comparison(X, ">=", R.zero), comparison(X, "<=", R.one));
      for (const other of places) {
        if (other === place) continue;
        const Y = R.variable(powerName(other, i));
        facts.push(implies(comparison(x(place), "<=", x(other)), comparison(X, "<=", Y)));
      }
    }
  }
  return facts;
}

async function sumFacts(
  names: Quantities,
  places: readonly string[],
  { isNonNegative, largest, largestInSize, isNonNegativePolynomial }: OverlapFacts,
): Promise<readonly Formula[]> {
  const facts: Formula[] = [];
  const sums = names.sums();
  for (const [name, exponent] of sums) {
    const S = R.variable(name);
    const isSquare = P.equal(exponent, P.constant(2n));
    if (!isSquare && (await isNonNegativePolynomial(P.subtract(exponent, P.constant(2n))))) {
      const squares = names.sum(P.constant(2n));
      facts.push(comparison(S, "<=", squares), comparison(S, ">=", R.negate(squares)));
    }
    facts.push(...productFacts(name, exponent, sums, isNonNegative));
    if (!isNonNegative && !isEvenExponent(exponent)) continue;
    facts.push(comparison(S, ">=", R.zero));
    for (const place of places) {
      const own = names.overlapPower(place, exponent);
      if (own !== undefined) facts.push(comparison(S, ">=", own));
    }
    for (const [lowerName, lower] of sums) {
      if (lowerName === name || (!isNonNegative && !isEvenExponent(lower))) continue;
      if (!(await isNonNegativePolynomial(P.subtract(exponent, lower)))) continue;
      const below = R.variable(lowerName);
      facts.push(comparison(S, "<=", below));
      for (const top of [...(isNonNegative ? largest : []), ...largestInSize]) {
        const factor = names.overlapPower(top, P.subtract(exponent, lower));
        if (factor !== undefined) facts.push(comparison(S, "<=", R.multiply(factor, below)));
      }
    }
  }
  return facts;
}

/** (S_n)^2 <= S_a S_b for a + b = 2 n, where a and b are even or no overlap is negative. */
function productFacts(
  name: string,
  exponent: P.Polynomial,
  sums: readonly (readonly [string, P.Polynomial])[],
  isNonNegative: boolean,
): readonly Formula[] {
  const twice = P.add(exponent, exponent);
  return sums.flatMap(([first, a], i) =>
    sums.slice(i + 1).flatMap(([second, b]) => {
      if (name === first || name === second || !P.equal(P.add(a, b), twice)) return [];
      if (!isNonNegative && !(isEvenExponent(a) && isEvenExponent(b))) return [];
      const product = R.multiply(R.variable(first), R.variable(second));
      return [comparison(R.power(R.variable(name), 2), "<=", product)];
    }),
  );
}

/** How far below the least exponent the common power is looked for. */
const deepest = 4;

/** The least q = s - r >= 0 for every symbolic part s of the exponents, r natural. */
async function symbolicPowers(
  exponents: readonly P.Polynomial[],
  { isNonNegativePolynomial }: OverlapFacts,
): Promise<readonly P.Polynomial[]> {
  const least = new Map<string, { readonly part: P.Polynomial; readonly shift: bigint }>();
  for (const exponent of exponents) {
    if (P.isConstant(exponent)) continue;
    const constant = P.constantTerm(exponent);
    if (constant.den !== 1n) throw new NotDerivable("a fractional power of an overlap");
    const part = P.subtract(exponent, P.constant(constant));
    const key = formatPolynomial(part);
    const known = least.get(key);
    if (known === undefined || constant.num < known.shift) {
      least.set(key, { part, shift: constant.num });
    }
  }
  const found: P.Polynomial[] = [];
  for (const { part, shift } of least.values()) {
    let q: P.Polynomial | undefined;
    for (let r = BigInt(deepest); r >= 0n && q === undefined; r--) {
      const candidate = P.add(part, P.constant(shift - r));
      if (await isNonNegativePolynomial(candidate)) q = candidate;
    }
    if (q === undefined) throw new NotDerivable("a power of an overlap that may be negative");
    found.push(q);
  }
  return found;
}

/** The exponents of overlaps, those inside sums where sums are held against them. */
function exponentsOf(term: T.Term, inSums: boolean): readonly P.Polynomial[] {
  return term.monomials.flatMap(({ factors }) =>
    factors.flatMap(({ atom, exponent }) => {
      if (placeOfOverlap(atom) !== undefined) return [exponent];
      const [only, ...others] = atom.kind === "sum" && inSums ? atom.body : [];
      return only === undefined || others.length > 0 ? [] : [only.exponent];
    }),
  );
}

/** The places of overlaps outside of sums. */
const placesOf = (term: T.Term): readonly string[] =>
  term.monomials.flatMap(({ factors }) =>
    factors.flatMap(({ atom }) => placeOfOverlap(atom) ?? []),
  );
