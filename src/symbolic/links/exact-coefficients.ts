/**
 * Hermite coefficients a_p = E[f h_p] of a piecewise sum, exactly.
 *
 * Multiplication by z acts on c_p = E[g He_p] as z He_p = He_{p+1} + p He_{p-1}, so the
 * polynomial before a kernel is applied by Horner's rule to the kernel's sequence. A polynomial
 * on the whole line needs no kernel: E[z^n He_p] = n! / (2^k k!), k = (n - p)/2.
 */
import { integer, rational } from "../../model/rational.ts";
import { addForms, type ClosedForm, multiplyForms, scaleForm } from "./closed-form.ts";
import { inverseRootFactorial } from "./hermite.ts";
import { type Interval, kernelSequence } from "./kernel-sequence.ts";
import {
  type FormPolynomial,
  isTrivial,
  multiplyPiecewise,
  type Piecewise,
  type Term,
} from "./piecewise.ts";
import { scalarOfRational } from "./scalar.ts";

/** a_0, ..., a_order. @throws NotExact where an integral has no closed form of ours. */
export function exactCoefficients(f: Piecewise, order: number): readonly ClosedForm[] {
  return monicCoefficients(f, order).map((c, p) => scaleForm(c, inverseRootFactorial(p)));
}

/** E[f He_p], p = 0..order. */
export function monicCoefficients(f: Piecewise, order: number): readonly ClosedForm[] {
  let sum: readonly ClosedForm[] = Array.from({ length: order + 1 }, () => []);
  f.pieces.forEach((piece, i) => {
    const on: Interval = { from: f.breaks[i - 1], to: f.breaks[i] };
    for (const term of piece) {
      const sequence = termSequence(term, on, order);
      sum = sum.map((c, p) => addForms(c, sequence[p]!));
    }
  });
  return sum;
}

/** E f^2, exactly. @throws NotExact as above, or if f^2 leaves the families. */
export const exactSquaredNorm = (f: Piecewise): ClosedForm =>
  monicCoefficients(multiplyPiecewise(f, f), 0)[0]!;

function termSequence(
  { polynomial, kernel }: Term,
  on: Interval,
  n: number,
): readonly ClosedForm[] {
  if (isTrivial(kernel) && !on.from && !on.to) return polynomialSequence(polynomial, n);
  const degree = polynomial.length - 1;
  const base = kernelSequence(kernel, on, n + degree);
  const times = (c: ClosedForm, length: number): ClosedForm[] =>
    Array.from({ length }, (_, p) => multiplyForms(c, base[p]!));
  let sequence = times(polynomial[degree]!, n + degree + 1);
  for (let i = degree - 1; i >= 0; i--) {
    const shifted = timesVariable(sequence);
    const added = polynomial[i]!.length === 0 ? undefined : times(polynomial[i]!, shifted.length);
    sequence = added ? shifted.map((c, p) => addForms(c, added[p]!)) : shifted;
  }
  return sequence;
}

/** The sequence of z g from that of g; it is one shorter. */
function timesVariable(c: readonly ClosedForm[]): ClosedForm[] {
  return Array.from({ length: c.length - 1 }, (_, p) =>
    p === 0 ? c[1]! : addForms(c[p + 1]!, scaleForm(c[p - 1]!, scalarOfRational(integer(p)))),
  );
}

function polynomialSequence(polynomial: FormPolynomial, n: number): readonly ClosedForm[] {
  return Array.from({ length: n + 1 }, (_, p) => {
    let sum: ClosedForm = [];
    // E[z^j He_p] = j! / (2^k k!) with k = (j - p)/2, starting at j = p with p!.
    let moment = factorial(p);
    for (let j = p; j < polynomial.length; j += 2) {
      if (j > p) moment = (moment * BigInt(j) * BigInt(j - 1)) / BigInt(j - p);
      const c = polynomial[j]!;
      if (c.length > 0) sum = addForms(sum, scaleForm(c, scalarOfRational(rational(moment))));
    }
    return sum;
  });
}

const factorials: bigint[] = [1n];
function factorial(n: number): bigint {
  for (let k = factorials.length; k <= n; k++) factorials.push(factorials[k - 1]! * BigInt(k));
  return factorials[n]!;
}
