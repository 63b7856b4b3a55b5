/**
 * Irreducible factors modulo a prime, of a monic square-free polynomial in one variable.
 *
 * Distinct degrees first, then factors of equal degree split by powers of trial polynomials. The
 * trials come from a fixed sequence; the factors do not depend on it.
 *
 * Source: [Cantor1981]; [Geddes1992, §8.5].
 */
import {
  derivativeModulo,
  divideModulo,
  gcdModulo,
  monicModulo,
  multiplyModulo,
  type Residues,
  subtractModulo,
  trim,
} from "./modular.ts";

/** A product of irreducible factors of one degree. */
export interface EqualDegreeProduct {
  readonly degree: number;
  readonly product: Residues;
}

/** Whether a has no repeated factor modulo p. */
export const isSquareFreeModulo = (a: Residues, p: number): boolean =>
  gcdModulo(a, derivativeModulo(a, p), p).length === 1;

/** The factors of a grouped by degree, degrees ascending. @param a monic and square-free. */
export function distinctDegreeProducts(a: Residues, p: number): readonly EqualDegreeProduct[] {
  const found: EqualDegreeProduct[] = [];
  let rest = a;
  let power: Residues = [0, 1];
  for (let degree = 1; 2 * degree <= rest.length - 1; degree++) {
    // x^(p^degree) - x is the product of all monic irreducibles whose degree divides `degree`.
    power = powerOf(divideModulo(power, rest, p).remainder, p, rest, p);
    const product = gcdModulo(subtractModulo(power, [0, 1], p), rest, p);
    if (product.length === 1) continue;
    found.push({ degree, product });
    rest = divideModulo(rest, product, p).quotient;
  }
  if (rest.length > 1) found.push({ degree: rest.length - 1, product: rest });
  return found;
}

/** The monic irreducible factors of a. @param p an odd prime. @param a monic and square-free. */
export const irreducibleFactorsModulo = (a: Residues, p: number): readonly Residues[] =>
  distinctDegreeProducts(a, p).flatMap((group) => split(group, p, { seed: 1 }));

function split(
  { degree, product }: EqualDegreeProduct,
  p: number,
  sequence: { seed: number },
): readonly Residues[] {
  if (product.length - 1 === degree) return [product];
  for (;;) {
    const trial = trim(
      Array.from({ length: product.length - 1 }, () => {
        sequence.seed = (sequence.seed * 48_271) % 2_147_483_647;
        return sequence.seed % p;
      }),
    );
    if (trial.length < 2) continue;
    const shared = gcdModulo(trial, product, p);
    const factor =
      shared.length > 1 ? shared : gcdModulo(half(trial, degree, product, p), product, p);
    if (factor.length === 1 || factor.length === product.length) continue;
    const cofactor = monicModulo(divideModulo(product, factor, p).quotient, p);
    return [
      ...split({ degree, product: factor }, p, sequence),
      ...split({ degree, product: cofactor }, p, sequence),
    ];
  }
}

/** t^((p^degree - 1)/2) - 1: modulo each factor it is 0 for half of the trials t. */
function half(trial: Residues, degree: number, modulus: Residues, p: number): Residues {
  // (p^d - 1)/2 = (1 + p + ... + p^(d-1)) (p - 1)/2.
  let frobenius = trial;
  let norm = trial;
  for (let i = 1; i < degree; i++) {
    frobenius = powerOf(frobenius, p, modulus, p);
    norm = divideModulo(multiplyModulo(norm, frobenius, p), modulus, p).remainder;
  }
  return subtractModulo(powerOf(norm, (p - 1) / 2, modulus, p), [1], p);
}

/** base^n modulo `modulus`. */
function powerOf(base: Residues, n: number, modulus: Residues, p: number): Residues {
  const reduced = (a: Residues): Residues => divideModulo(a, modulus, p).remainder;
  let result: Residues = reduced([1]);
  let square = reduced(base);
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = reduced(multiplyModulo(result, square, p));
    if (rest > 1) square = reduced(multiplyModulo(square, square, p));
  }
  return result;
}
