/**
 * Terms in overlaps and power sums of overlaps as rational functions of finitely many real
 * variables, with what is known of these variables.
 *
 * Let u_1, ..., u_k be the coordinates of a unit vector in an orthonormal frame, so that the sum of
 * their squares is at most 1, and S_n = sum_i u_i^n. In the place of
 *   u_c            a variable x_c in [-1, 1];
 *   u_c^(q + r)    x_c^r X_c with X_c = u_c^q, where q is symbolic, >= 0, and r a natural number;
 *   S_n            a variable of its own.
 * Always |S_n| <= S_2 for n >= 2. If all u_i >= 0: 0 <= X_c <= 1; x_c <= x_e implies X_c <= X_e;
 * S_n >= u_c^n; S_n <= S_m for n >= m; and if u_a is the largest, u_i^n <= u_a^(n-m) u_i^m gives
 * S_n <= u_a^(n-m) S_m. A proof about all values of the variables is a proof about all overlaps,
 * for every number k of them.
 */
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { formatPolynomial } from "../exact/text.ts";
import { allOf, comparison, type Formula, implies, type Relation } from "../prove/formula.ts";
import { type Atom, type IndexRange, isIndex } from "../term/atom.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import type { Term } from "../term/term.ts";

/** What is known of the overlaps. */
export interface OverlapFacts {
  readonly range: IndexRange;
  readonly isOrthonormal: boolean;
  readonly isNonNegative: boolean;
  /** Places c with u[i] <= u[c] for all i. */
  readonly largest: readonly string[];
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
}

/**
 * The terms over real variables.
 *
 * @throws NotDerivable for atoms that are neither overlaps nor power sums, and for exponents whose
 *   symbolic parts have no common power below them.
 */
export async function abstracted(
  terms: readonly Term[],
  known: OverlapFacts,
): Promise<Abstraction> {
  const exponents = terms.flatMap((term) => exponentsOf(term, known.isNonNegative));
  const powers = await symbolicPowers(exponents, known);
  const places = [...new Set([...terms.flatMap(placesOf), ...known.largest])].sort();
  if (powers.length > 0 && !known.isNonNegative) {
    throw new NotDerivable("symbolic powers of overlaps that may be negative");
  }
  const sums = new Map<string, P.Polynomial>();
  const sumVariable = (exponent: P.Polynomial): R.RationalFunction => {
    const known = [...sums].find(([, other]) => P.equal(other, exponent));
    const name = known?.[0] ?? `S.${sums.size + 1}`;
    sums.set(name, exponent);
    return R.variable(name);
  };
  const power = (place: string, exponent: P.Polynomial): R.RationalFunction =>
    powerOfOverlap(place, exponent, powers);
  const functions = terms.map((term) =>
    R.sum(
      term.monomials.map(({ coefficient, factors }) =>
        R.product([
          coefficient,
          ...factors.map(({ atom, exponent }) => {
            if (atom.kind === "symbol" && atom.name === "u")
              return power(atom.indices[0]!, exponent);
            return R.power(sumVariable(exponentOfSum(atom, known.range)), naturalNumber(exponent));
          }),
        ]),
      ),
    ),
  );
  // The bound of every power sum goes through the sum of squares.
  if (sums.size > 0) sumVariable(P.constant(2n));
  const facts = [
    ...overlapFacts(places, powers, known),
    ...(await sumFacts([...sums], places, powers, known)),
  ];
  const variables = [
    ...places.map(overlapName),
    ...places.flatMap((place) => powers.map((_, i) => powerName(place, i))),
    ...sums.keys(),
  ];
  const legend = [
    ...[...sums].map(([name, n]) => `${name} = sum(i, u[i]^(${formatPolynomial(n)}))`),
    ...powers.map((q, i) => `u[c].${i + 1} = u[c]^(${formatPolynomial(q)})`),
  ].join(", ");
  return { functions, variables, facts, legend };
}

const overlapName = (place: string): string => `u[${place}]`;
const powerName = (place: string, index: number): string => `u[${place}].${index + 1}`;

function overlapFacts(
  places: readonly string[],
  powers: readonly P.Polynomial[],
  { isNonNegative, largest }: OverlapFacts,
): readonly Formula[] {
  const x = (place: string): R.RationalFunction => R.variable(overlapName(place));
  const facts: Formula[] = places.flatMap((place) => [
    relation(x(place), "<=", R.one),
    relation(x(place), ">=", isNonNegative ? R.zero : R.constant(-1)),
    ...largest.map((top) => relation(x(place), "<=", x(top))),
  ]);
  for (const i of powers.keys()) {
    for (const place of places) {
      const X = R.variable(powerName(place, i));
      facts.push(relation(X, ">=", R.zero), relation(X, "<=", R.one));
      for (const other of places) {
        if (other === place) continue;
        const Y = R.variable(powerName(other, i));
        facts.push(implies(relation(x(place), "<=", x(other)), relation(X, "<=", Y)));
      }
    }
  }
  return facts;
}

async function sumFacts(
  sums: readonly (readonly [string, P.Polynomial])[],
  places: readonly string[],
  powers: readonly P.Polynomial[],
  { isOrthonormal, isNonNegative, largest, isNonNegativePolynomial }: OverlapFacts,
): Promise<readonly Formula[]> {
  const facts: Formula[] = [];
  for (const [name, exponent] of sums) {
    const S = R.variable(name);
    const isSquare = P.equal(exponent, P.constant(2n));
    if (isOrthonormal && isSquare) facts.push(relation(S, "<=", R.one));
    if (!isSquare && (await isNonNegativePolynomial(P.subtract(exponent, P.constant(2n))))) {
      const squares = R.variable(sums.find(([, n]) => P.equal(n, P.constant(2n)))?.[0] ?? name);
      facts.push(relation(S, "<=", squares), relation(S, ">=", R.negate(squares)));
    }
    if (!isNonNegative && !isEven(exponent)) continue;
    facts.push(relation(S, ">=", R.zero));
    for (const place of places) {
      const own = tryPower(place, exponent, powers);
      if (own !== undefined) facts.push(relation(S, ">=", own));
    }
    if (!isNonNegative) continue;
    for (const [lowerName, lower] of sums) {
      if (lowerName === name || !(await isNonNegativePolynomial(P.subtract(exponent, lower))))
        continue;
      const below = R.variable(lowerName);
      facts.push(relation(S, "<=", below));
      for (const top of largest) {
        const factor = tryPower(top, P.subtract(exponent, lower), powers);
        if (factor !== undefined) facts.push(relation(S, "<=", R.multiply(factor, below)));
      }
    }
  }
  return facts;
}

const relation = (a: R.RationalFunction, r: Relation, b: R.RationalFunction): Formula =>
  allOf(comparison(a, r, b));

function isEven(exponent: P.Polynomial): boolean {
  const n = P.constantTerm(exponent);
  return P.isConstant(exponent) && n.den === 1n && n.num % 2n === 0n;
}

/** u_c^exponent = x_c^r X_c; @throws NotDerivable if the exponent is below every known power. */
function powerOfOverlap(
  place: string,
  exponent: P.Polynomial,
  powers: readonly P.Polynomial[],
): R.RationalFunction {
  const x = R.variable(overlapName(place));
  if (P.isConstant(exponent)) return R.power(x, naturalNumber(exponent));
  for (const [i, q] of powers.entries()) {
    const rest = P.subtract(exponent, q);
    const n = P.constantTerm(rest);
    if (P.isConstant(rest) && n.den === 1n && n.num >= 0n) {
      return R.multiply(R.power(x, Number(n.num)), R.variable(powerName(place, i)));
    }
  }
  throw new NotDerivable(`the power ${formatPolynomial(exponent)} of an overlap`);
}

function tryPower(
  place: string,
  exponent: P.Polynomial,
  powers: readonly P.Polynomial[],
): R.RationalFunction | undefined {
  try {
    return powerOfOverlap(place, exponent, powers);
  } catch (error) {
    if (error instanceof NotDerivable) return undefined;
    throw error;
  }
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
function exponentsOf(term: Term, inSums: boolean): readonly P.Polynomial[] {
  return term.monomials.flatMap(({ factors }) =>
    factors.flatMap(({ atom, exponent }) => {
      if (atom.kind !== "sum") return atom.kind === "symbol" ? [exponent] : [];
      return inSums ? atom.body.map((inner) => inner.exponent) : [];
    }),
  );
}

/** The places of overlaps outside of sums. */
function placesOf(term: Term): readonly string[] {
  return term.monomials.flatMap(({ factors }) =>
    factors.flatMap(({ atom }) => {
      if (atom.kind === "sum") return [];
      const [place] = atom.kind === "symbol" && atom.name === "u" ? atom.indices : [];
      if (place === undefined || isIndex(place)) {
        throw new NotDerivable(`an inequality with ${atom.key}`);
      }
      return [place];
    }),
  );
}

/** n of a power sum S_n over all overlaps. */
function exponentOfSum(atom: Atom, range: IndexRange): P.Polynomial {
  const [only, ...others] = atom.kind === "sum" ? atom.body : [];
  const [letter, ...more] = atom.kind === "sum" ? atom.bound : [];
  const isPowerSum =
    only?.atom.kind === "symbol" &&
    only.atom.name === "u" &&
    only.atom.indices[0] === letter?.name &&
    others.length + more.length === 0 &&
    letter?.range.key === range.key;
  if (only === undefined || !isPowerSum) throw new NotDerivable(`an inequality with ${atom.key}`);
  return only.exponent;
}

function naturalNumber(exponent: P.Polynomial): number {
  const n = P.constantTerm(exponent);
  if (!P.isConstant(exponent) || n.den !== 1n || n.num < 0n) {
    throw new NotDerivable("a power that is no natural number");
  }
  return Number(n.num);
}
