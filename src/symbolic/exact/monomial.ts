/**
 * Monomials: products of named variables to positive integer powers.
 *
 * Order: graded lexicographic, variables in the order of their names' UTF-16 code units. It is
 * an admissible order (1 is least, and m < n implies m q < n q), which exact division needs.
 *
 * Source: [Cox2015, §2.2].
 */

/** A variable and its exponent, an integer >= 1. */
export type VariablePower = readonly [name: string, exponent: number];

/** A product of powers, names strictly ascending. `key` determines the monomial. */
export interface Monomial {
  readonly degree: number;
  readonly powers: readonly VariablePower[];
  readonly key: string;
}

/** The empty product. */
export const unit: Monomial = { degree: 0, powers: [], key: "" };

/** The monomial of powers whose names are strictly ascending and exponents positive. */
export function monomial(powers: readonly VariablePower[]): Monomial {
  let degree = 0;
  let key = "";
  for (const [name, exponent] of powers) {
    degree += exponent;
    key += `${key === "" ? "" : "*"}${name}${exponent === 1 ? "" : `^${exponent}`}`;
  }
  return { degree, powers, key };
}

/** m n. */
export function multiply(m: Monomial, n: Monomial): Monomial {
  if (m.degree === 0) return n;
  if (n.degree === 0) return m;
  const powers: VariablePower[] = [];
  let i = 0;
  let j = 0;
  while (i < m.powers.length && j < n.powers.length) {
    const [left, a] = m.powers[i]!;
    const [right, b] = n.powers[j]!;
    if (left === right) powers.push([left, a + b]);
    else powers.push(left < right ? m.powers[i]! : n.powers[j]!);
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  while (i < m.powers.length) powers.push(m.powers[i++]!);
  while (j < n.powers.length) powers.push(n.powers[j++]!);
  return monomial(powers);
}

/** m / n, or `undefined` if n does not divide m. */
export function quotient(m: Monomial, n: Monomial): Monomial | undefined {
  if (n.degree === 0) return m;
  if (n.degree > m.degree) return undefined;
  const powers: VariablePower[] = [];
  let j = 0;
  for (const [name, a] of m.powers) {
    const divisor = n.powers[j];
    if (divisor === undefined || divisor[0] !== name) {
      powers.push([name, a]);
      continue;
    }
    if (divisor[1] > a) return undefined;
    if (divisor[1] < a) powers.push([name, a - divisor[1]]);
    j += 1;
  }
  return j === n.powers.length ? monomial(powers) : undefined;
}

/** The exponent of `name` in m; 0 if it does not occur. */
export function exponentOf(m: Monomial, name: string): number {
  for (const [variable, exponent] of m.powers) if (variable === name) return exponent;
  return 0;
}

/** m with `name` struck out. */
export function without(m: Monomial, name: string): Monomial {
  const powers = m.powers.filter(([variable]) => variable !== name);
  return powers.length === m.powers.length ? m : monomial(powers);
}

/** The greatest common divisor: each variable to the lesser exponent. */
export function common(m: Monomial, n: Monomial): Monomial {
  const powers: VariablePower[] = [];
  for (const [name, exponent] of m.powers) {
    const least = Math.min(exponent, exponentOf(n, name));
    if (least > 0) powers.push([name, least]);
  }
  return monomial(powers);
}

/** Positive if m is the greater in the graded lexicographic order, negative if n is. */
export function compare(m: Monomial, n: Monomial): number {
  if (m.degree !== n.degree) return m.degree - n.degree;
  if (m.key === n.key) return 0;
  for (let i = 0; i < m.powers.length && i < n.powers.length; i++) {
    const [left, a] = m.powers[i]!;
    const [right, b] = n.powers[i]!;
    // The earlier name has a positive exponent here and exponent 0 in the other monomial.
    if (left !== right) return left < right ? 1 : -1;
    if (a !== b) return a - b;
  }
  return m.powers.length - n.powers.length;
}
