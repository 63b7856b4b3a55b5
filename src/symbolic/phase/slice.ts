/**
 * Symmetric slices: l of the k overlaps are z t, the other k - l are t.
 *
 * On a slice every sum over overlaps is l times a power of z t plus k - l times a power of t, so a
 * rate of a numeric degree becomes a polynomial in z, t, k, l and beta.
 */
import { substitute } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { type Atom, type Factor, sumAtom } from "../term/atom.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";

/** Which overlap a free index letter stands for: one of the l, or one of the k - l. */
export type Group = "first" | "second";

/** z t and t. */
export const sliceOverlap: Readonly<Record<Group, R.RationalFunction>> = {
  first: R.multiply(R.variable("z"), R.variable("t")),
  second: R.variable("t"),
};

/** l and k - l. */
export const groupSize: Readonly<Record<Group, R.RationalFunction>> = {
  first: R.variable("l"),
  second: R.subtract(R.variable("k"), R.variable("l")),
};

/** A term with the letter p given a value, in coefficients and exponents. */
export function atDegree(term: T.Term, degree: number): T.Term {
  const value = P.constant(degree);
  const factorAt = ({ atom, exponent }: Factor): Factor => ({
    atom: atomAt(atom),
    exponent: substitute(exponent, "p", value),
  });
  const atomAt = (atom: Atom): Atom =>
    atom.kind === "sum" ? sumAtom(atom.bound, atom.body.map(factorAt)) : atom;
  return T.collect(
    term.monomials.map(({ coefficient, factors }) => ({
      coefficient: R.substitute(coefficient, "p", R.ofPolynomial(value)),
      factors: factors.map(factorAt),
    })),
  );
}

/**
 * The value of a term in the overlaps on the slice, where its free letters lie in one group.
 *
 * @throws NotDerivable for atoms other than overlaps and sums of their natural powers.
 */
export function onSlice(term: T.Term, group: Group): R.RationalFunction {
  return R.sum(
    term.monomials.map(({ coefficient, factors }) =>
      R.product([coefficient, ...factors.map((factor) => factorOn(factor, () => group))]),
    ),
  );
}

function factorOn(
  { atom, exponent }: Factor,
  groupOf: (place: string) => Group,
): R.RationalFunction {
  const n = P.constantTerm(exponent);
  if (!P.isConstant(exponent) || n.den !== 1n) throw new NotDerivable("a power on a slice");
  return R.power(atomOn(atom, groupOf), Number(n.num));
}

function atomOn(atom: Atom, groupOf: (place: string) => Group): R.RationalFunction {
  switch (atom.kind) {
    case "symbol":
      if (atom.name !== "u") throw new NotDerivable(`${atom.name} on a slice`);
      return sliceOverlap[groupOf(atom.indices[0] ?? "")];
    case "sum":
      return sumOn(atom, 0, groupOf);
    case "delta":
    case "inverse":
    case "base":
      throw new NotDerivable(`a ${atom.kind} on a slice`);
  }
}

/** The sum over the letters from number `depth` on, each running through both groups. */
function sumOn(
  atom: Atom & { kind: "sum" },
  depth: number,
  groupOf: (place: string) => Group,
): R.RationalFunction {
  const bound = atom.bound[depth];
  if (bound === undefined) return R.product(atom.body.map((factor) => factorOn(factor, groupOf)));
  return R.sum(
    (["first", "second"] as const).map((group) =>
      R.multiply(
        groupSize[group],
        sumOn(atom, depth + 1, (place) => (place === bound.name ? group : groupOf(place))),
      ),
    ),
  );
}
