/**
 * Derivative and substitution of atoms, through sums.
 *
 * Both open a sum atom, act on the product inside under a letter of its own, and form the sum
 * again, so that deltas that appear inside are used up and what became constant is counted.
 */
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { type Atom, delta, type Factor, renameIndex } from "./atom.ts";
import { isUnwrittenOfState } from "./atom-sign.ts";
import { NotDerivable } from "./not-derivable.ts";
import { sumOver } from "./sum.ts";
import {
  collect,
  constant,
  multiply,
  ofAtom,
  ofPolynomial,
  product,
  sum,
  type Term,
  zero,
} from "./term.ts";

/**
 * The partial derivative with respect to the symbol `name[place]`.
 *
 * d(u[j]^e)/du[i] = e u[j]^(e-1) delta[i,j]; the product rule; termwise through sums.
 *
 * @throws NotDerivable for what depends on the symbol and is not written out
 */
export function derivative(a: Term, name: string, place?: string): Term {
  return sum(
    a.monomials.map(({ coefficient, factors }) =>
      sum(
        factors.map((factor, i) => {
          const others = factors.filter((_, j) => j !== i);
          const inner = derivativeOfFactor(factor, name, place);
          return multiply(collect([{ coefficient, factors: others }]), inner);
        }),
      ),
    ),
  );
}

function derivativeOfFactor({ atom, exponent }: Factor, name: string, place?: string): Term {
  const inner = derivativeOfAtom(atom, name, place);
  if (inner.monomials.length === 0) return zero;
  const lowered = ofAtom(atom, P.subtract(exponent, P.one));
  return product([ofPolynomial(exponent), lowered, inner]);
}

function derivativeOfAtom(atom: Atom, name: string, place?: string): Term {
  switch (atom.kind) {
    case "symbol": {
      if (isUnwrittenOfState(atom.name)) {
        throw new NotDerivable(`the derivative of ${atom.key} by ${name}`);
      }
      if (atom.name !== name) return zero;
      if (place === undefined) return atom.indices.length === 0 ? constant(1) : zero;
      return ofAtom(delta(atom.indices[0] ?? "", place));
    }
    case "sum":
      return throughSum(atom, (body) => derivative(body, name, place));
    case "delta":
    case "inverse":
    case "base":
      return zero;
  }
}

/**
 * Every atom replaced by what `value` gives for it; atoms for which it gives nothing stay.
 *
 * A replaced atom under an exponent that is not a natural number must be replaced by a single
 * monomial that is positive; `powerOf` says how it is raised.
 */
export function replaceAtoms(
  a: Term,
  value: (atom: Atom) => Term | undefined,
  powerOf: (value: Term, exponent: P.Polynomial) => Term,
): Term {
  const ofFactor = ({ atom, exponent }: Factor): Term => {
    const direct = value(atom);
    if (direct !== undefined) return powerOf(direct, exponent);
    if (atom.kind !== "sum") return ofAtom(atom, exponent);
    return powerOf(
      throughSum(atom, (body) => replaceAtoms(body, value, powerOf)),
      exponent,
    );
  };
  return sum(
    a.monomials.map(({ coefficient, factors }) =>
      product([collect([{ coefficient, factors: [] }]), ...factors.map(ofFactor)]),
    ),
  );
}

let opened = 0;

/** The sum formed again after a change of the product inside. */
function throughSum(atom: Atom & { kind: "sum" }, change: (body: Term) => Term): Term {
  let body = atom.body;
  const letters = atom.bound.map(({ name, range }) => {
    // Letters of nested sums must differ; the number never reaches a canonical form.
    opened += 1;
    const fresh = `#s${opened}`;
    body = body.map((f) => renameIndex(f, name, fresh));
    return { fresh, range };
  });
  const changed = change(collect([{ coefficient: R.one, factors: body }]));
  return letters.reduce((inner, { fresh, range }) => sumOver(fresh, range, inner), changed);
}
