/**
 * Sturm chains: how many real roots a polynomial has in an interval.
 *
 * With V(x) the number of sign changes in (a(x), a'(x), ...), zeros struck out, a square-free a
 * has V(u) - V(v) roots in (u, v].
 *
 * Source: [Basu2006, §2.2.2].
 */
import type { Rational } from "../../model/rational.ts";
import {
  derivativeOf,
  type IntegerPolynomial,
  signAtRational,
  withoutContent,
} from "./integer-polynomial.ts";

export type SturmChain = readonly IntegerPolynomial[];

/**
 * The signed remainder sequence of a and its derivative, each divided by a positive integer.
 *
 * @param a square-free, not 0.
 */
export function sturmChain(a: IntegerPolynomial): SturmChain {
  const chain: IntegerPolynomial[] = [withoutContent(a)];
  let next = withoutContent(derivativeOf(a));
  while (next.length > 0) {
    chain.push(next);
    next = negatedRemainder(chain.at(-2)!, next);
  }
  return chain;
}

/** V at a rational, or at -oo or +oo. */
export function signChanges(chain: SturmChain, at: Rational | "-oo" | "oo"): number {
  let changes = 0;
  let last = 0;
  for (const a of chain) {
    const sign = typeof at === "string" ? signAtInfinity(a, at) : signAtRational(a, at);
    if (sign === 0) continue;
    if (last !== 0 && sign !== last) changes += 1;
    last = sign;
  }
  return changes;
}

/** The number of roots in (lower, upper], for a chain of a square-free polynomial. */
export const rootsBetween = (
  chain: SturmChain,
  lower: Rational | "-oo",
  upper: Rational | "oo",
): number => signChanges(chain, lower) - signChanges(chain, upper);

function signAtInfinity(a: IntegerPolynomial, at: "-oo" | "oo"): -1 | 1 {
  const positive = a.at(-1)! > 0n;
  const turned = at === "-oo" && (a.length - 1) % 2 === 1;
  return positive === turned ? -1 : 1;
}

/** Minus the remainder of a by b, times a positive integer. */
function negatedRemainder(a: IntegerPolynomial, b: IntegerPolynomial): IntegerPolynomial {
  const lead = b.at(-1)!;
  const size = lead < 0n ? -lead : lead;
  const rest = [...a];
  while (rest.length >= b.length) {
    const top = rest.pop()!;
    const shift = rest.length + 1 - b.length;
    // rest |lead| - top sign(lead) b x^shift: the factor |lead| is positive, as Sturm needs.
    const factor = lead < 0n ? -top : top;
    for (let i = 0; i < rest.length; i++) {
      const taken = i < shift ? 0n : factor * b[i - shift]!;
      rest[i] = rest[i]! * size - taken;
    }
    while (rest.length > 0 && rest.at(-1) === 0n) rest.pop();
  }
  return withoutContent(rest.map((c) => -c));
}
