/**
 * Random terms, each made together with its value in plain doubles: the two are built side by side
 * from the same choices and share no code.
 */
import fc from "fast-check";
import type { Rational } from "../../../src/model/rational.ts";
import { integer, rational, toNumber } from "../../../src/model/rational.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import * as R from "../../../src/symbolic/exact/rational-function.ts";
import { delta, indexRange, symbol } from "../../../src/symbolic/term/atom.ts";
import type { TermPoint } from "../../../src/symbolic/term/evaluate.ts";
import { powerOf } from "../../../src/symbolic/term/power.ts";
import { sumOver } from "../../../src/symbolic/term/sum.ts";
import * as T from "../../../src/symbolic/term/term.ts";

/** Values of everything that occurs: k, p, the overlaps, and the letters that are bound. */
export interface Place {
  readonly k: number;
  readonly p: number;
  readonly u: readonly Rational[];
  readonly gram: readonly (readonly Rational[])[];
  readonly letters: Readonly<Record<string, number>>;
}

export interface Made {
  readonly term: T.Term;
  readonly value: (at: Place) => number;
}

const entry = (at: Place, place: string): number => at.letters[place] ?? Number(place);
const overlapAt = (at: Place, place: string): number => toNumber(at.u[entry(at, place) - 1]!);

const leaves = (letters: readonly string[]): fc.Arbitrary<Made> => {
  const place = fc.constantFrom("1", "2", ...letters);
  const overlap = place.map(
    (i): Made => ({ term: T.ofAtom(symbol("u", [i])), value: (at) => overlapAt(at, i) }),
  );
  const symbolicPower = place.map(
    (i): Made => ({
      term: T.ofAtom(symbol("u", [i]), P.variable("p")),
      value: (at) => overlapAt(at, i) ** at.p,
    }),
  );
  const gram = fc.tuple(place, place).map(
    ([i, j]): Made => ({
      term: T.ofAtom(symbol("A", [i, j])),
      value: (at) => toNumber(at.gram[entry(at, i) - 1]![entry(at, j) - 1]!),
    }),
  );
  const kronecker = fc.tuple(place, place).map(
    ([i, j]): Made => ({
      term: T.ofAtom(delta(i, j)),
      value: (at) => (entry(at, i) === entry(at, j) ? 1 : 0),
    }),
  );
  const number = fc
    .integer({ min: -3, max: 3 })
    .map((n): Made => ({ term: T.constant(n), value: () => n }));
  const parameter = fc.constant<Made>({
    term: T.ofRationalFunction(R.variable("k")),
    value: (at) => at.k,
  });
  const root = fc.constant<Made>({
    term: powerOf(
      T.ofPolynomial(P.add(P.variable("k"), P.one)),
      P.scale(P.variable("p"), rational(1n, 2n)),
    ),
    value: (at) => (at.k + 1) ** (at.p / 2),
  });
  return fc.oneof(overlap, symbolicPower, gram, kronecker, number, parameter, root);
};

/** A random term in which the letters may occur free. */
export function arbitraryTerm(depth: number, letters: readonly string[] = []): fc.Arbitrary<Made> {
  if (depth === 0) return leaves(letters);
  const inner = arbitraryTerm(depth - 1, letters);
  const pair = fc.tuple(inner, inner);
  const fresh = `#b${letters.length}`;
  const range = indexRange(P.one, P.variable("k"));
  return fc.oneof(
    leaves(letters),
    pair.map(
      ([a, b]): Made => ({ term: T.add(a.term, b.term), value: (at) => a.value(at) + b.value(at) }),
    ),
    pair.map(
      ([a, b]): Made => ({
        term: T.multiply(a.term, b.term),
        value: (at) => a.value(at) * b.value(at),
      }),
    ),
    inner.map((a): Made => ({ term: T.negate(a.term), value: (at) => -a.value(at) })),
    arbitraryTerm(depth - 1, [...letters, fresh]).map(
      (body): Made => ({
        term: sumOver(fresh, range, body.term),
        value: (at) => {
          let total = 0;
          for (let i = 1; i <= at.k; i++) {
            total += body.value({ ...at, letters: { ...at.letters, [fresh]: i } });
          }
          return total;
        },
      }),
    ),
  );
}

const arbitraryOverlap = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 3, max: 9 }))
  .map(([num, den]) => rational(BigInt(num), BigInt(den)));

/** Small k and p, positive overlaps, a symmetric matrix with ones on its diagonal. */
export const arbitraryPlace: fc.Arbitrary<Place> = fc
  .record({
    k: fc.integer({ min: 2, max: 4 }),
    p: fc.integer({ min: 2, max: 5 }),
    u: fc.array(arbitraryOverlap, { minLength: 4, maxLength: 4 }),
    off: fc.array(arbitraryOverlap, { minLength: 16, maxLength: 16 }),
  })
  .map(({ k, p, u, off }) => ({
    k,
    p,
    u,
    gram: u.map((_, i) =>
      u.map((_, j) => (i === j ? integer(1) : off[4 * Math.min(i, j) + Math.max(i, j)]!)),
    ),
    letters: {},
  }));

/** The same values for the exact core. */
export const pointOf = ({ k, p, u, gram }: Place): TermPoint => ({
  parameters: new Map([
    ["k", integer(k)],
    ["p", integer(p)],
  ]),
  symbol: (name, [i = 0, j]) => {
    const value = name === "u" ? u[i - 1] : j === undefined ? undefined : gram[i - 1]?.[j - 1];
    return value && { lower: value, upper: value };
  },
});
