/**
 * The derivative of a term by a parameter.
 *
 * Coefficients are rational functions; a power base^e of a positive base depends on the parameter
 * through the base: (base^e)' = e base' / base * base^e. A parameter in an exponent would bring a
 * logarithm, and one in the range of a sum has no derivative.
 */
import * as I from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { Factor } from "./atom.ts";
import { isUnwritten } from "./atom-sign.ts";
import { NotDerivable } from "./not-derivable.ts";
import { collect, multiply, ofPolynomial, ofRationalFunction, sum, type Term } from "./term.ts";

/** d/d(name) of a term. @throws NotDerivable if the name stands in an exponent or a range. */
export function parameterDerivative(a: Term, name: string): Term {
  return sum(
    a.monomials.flatMap(({ coefficient, factors }) => [
      collect([{ coefficient: R.derivative(coefficient, name), factors }]),
      ...factors.map((factor) =>
        multiply(collect([{ coefficient, factors }]), logarithmicDerivative(factor, name)),
      ),
    ]),
  );
}

/** factor' / factor. */
function logarithmicDerivative({ atom, exponent }: Factor, name: string): Term {
  if (P.variables(exponent).includes(name)) {
    throw new NotDerivable(`the derivative by ${name} of a power with ${name} in its exponent`);
  }
  switch (atom.kind) {
    case "base": {
      const slope = R.quotient(I.derivative(atom.polynomial, name), atom.polynomial);
      return multiply(ofPolynomial(exponent), ofRationalFunction(slope));
    }
    case "inverse":
      throw new NotDerivable(`the derivative by ${name} of an inverse matrix`);
    case "symbol":
      // An entry of A may be written in the parameters, and its eigenvalues with it.
      if (atom.name === "A" || isUnwritten(atom.name)) {
        throw new NotDerivable(`the derivative of ${atom.key} by ${name}`);
      }
      return withoutIndex(atom.indices, name);
    case "delta":
      return withoutIndex(atom.indices, name);
    case "sum": {
      const inRange = atom.bound.some(({ range }) =>
        [range.from, range.to].some((end) => P.variables(end).includes(name)),
      );
      if (inRange) throw new NotDerivable(`the derivative of a sum by its number of terms`);
      for (const inner of atom.body) logarithmicDerivative(inner, name);
      if (atom.body.some((inner) => dependsOnBase(inner, name))) {
        throw new NotDerivable(`the derivative by ${name} inside a sum`);
      }
      return sum([]);
    }
  }
}

/** 0, for what depends on the name in no other way than as an index. */
function withoutIndex(indices: readonly string[], name: string): Term {
  if (indices.includes(name)) throw new NotDerivable(`the derivative by the index ${name}`);
  return sum([]);
}

const dependsOnBase = ({ atom }: Factor, name: string): boolean =>
  atom.kind === "base" && P.variables(atom.polynomial).includes(name);
