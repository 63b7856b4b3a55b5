/**
 * The square-free decomposition: a = c f_1 f_2^2 f_3^3 ... with f_i square-free and pairwise
 * coprime.
 *
 * Source: [Yun1976]; [Geddes1992, Algorithm 8.2].
 */

import type { Rational } from "../../model/rational.ts";
import * as Q from "../../model/rational.ts";
import { exactQuotient, primitivePart } from "./division.ts";
import { contentIn, gcd } from "./gcd.ts";
import { derivative } from "./in-one-variable.ts";
import {
  constant,
  isConstant,
  leadingCoefficient,
  multiply,
  one,
  type Polynomial,
  power,
  product,
  subtract,
  variables,
} from "./polynomial.ts";

/** A factor, primitive with positive leading coefficient, and how often it divides. */
export interface RepeatedFactor {
  readonly factor: Polynomial;
  readonly multiplicity: number;
}

/** constant times the product of factor^multiplicity. */
export interface Factorisation {
  readonly constant: Rational;
  readonly factors: readonly RepeatedFactor[];
}

/**
 * The square-free decomposition of a: at most one factor a multiplicity, multiplicities ascending.
 *
 * @throws RangeError if a is 0.
 * @example squareFree(2 x^3 - 2 x^2) // 2 (x - 1)^1 (x)^2
 */
export function squareFree(a: Polynomial): Factorisation {
  if (a.terms.length === 0) {
    throw new RangeError("squareFree: expected a polynomial that is not 0, got 0.");
  }
  const byMultiplicity = new Map<number, Polynomial>();
  collect(primitivePart(a), byMultiplicity);
  const factors = [...byMultiplicity]
    .sort(([m], [n]) => m - n)
    .map(([multiplicity, factor]) => ({ factor: primitivePart(factor), multiplicity }));
  const monicProduct = expanded({ constant: Q.one, factors });
  return {
    constant: Q.divide(leadingCoefficient(a), leadingCoefficient(monicProduct)),
    factors,
  };
}

/** The square-free part: the product of the distinct irreducible factors. @throws RangeError if 0. */
export const squareFreePart = (a: Polynomial): Polynomial =>
  primitivePart(product(squareFree(a).factors.map(({ factor }) => factor)));

/** The polynomial that a factorisation stands for. */
export const expanded = ({ constant: c, factors }: Factorisation): Polynomial =>
  product([constant(c), ...factors.map(({ factor, multiplicity }) => power(factor, multiplicity))]);

function collect(a: Polynomial, into: Map<number, Polynomial>): void {
  const name = variables(a)[0];
  if (name === undefined) return;
  const content = contentIn(a, name);
  // Factors of the content are free of `name`, the others are not: the two are coprime.
  collect(content, into);
  const primitive = exactQuotient(a, content)!;
  const slope = derivative(primitive, name);
  const repeated = gcd(primitive, slope);
  let rest = exactQuotient(primitive, repeated)!;
  let correction = subtract(exactQuotient(slope, repeated)!, derivative(rest, name));
  for (let multiplicity = 1; !isConstant(rest); multiplicity++) {
    const factor = gcd(rest, correction);
    if (!isConstant(factor)) {
      into.set(multiplicity, multiply(into.get(multiplicity) ?? one, factor));
    }
    rest = exactQuotient(rest, factor)!;
    correction = subtract(exactQuotient(correction, factor)!, derivative(rest, name));
  }
}
