/**
 * Closed forms: finite sums of scalar * exp(scalar) * products of atoms such as erf(1/2), cos(3).
 *
 * The form is canonical in what it knows: exponents are collected, atoms are odd or even in their
 * argument, products of cosines and sines become sums. So an empty sum *is* zero. A sum that is
 * not empty is shown not to be zero by an enclosure (closed-form-enclosure.ts), never by a theorem;
 * why that ends: exponentials of distinct algebraic numbers are linearly independent over the
 * algebraic numbers (Lindemann-Weierstrass, [Baker1975, Theorem 1.4]).
 */

import { formatRational, rational } from "../../model/rational.ts";
import {
  addScalars,
  invertScalar,
  isZeroScalar,
  keyOfScalar,
  multiplyScalars,
  negateScalar,
  oneScalar,
  piScalar,
  rationalOfScalar,
  type Scalar,
  scaleScalar,
  signOfScalar,
  sqrtOfRational,
  subtractScalars,
  zeroScalar,
} from "./scalar.ts";

export type AtomName = "erf" | "cos" | "sin" | "log" | "atan" | "asin" | "tanh";

/** A function at a constant, with a value that is no scalar times an exponential. */
export interface Atom {
  readonly name: AtomName;
  readonly of: Scalar;
}

/** factor * exp(exponent) * product of the atoms. */
export interface ClosedTerm {
  readonly factor: Scalar;
  readonly exponent: Scalar;
  /** Ordered by key; at most one of them is a cosine or a sine. */
  readonly atoms: readonly Atom[];
}

/** Ordered by key, no two terms alike; the empty list is 0. */
export type ClosedForm = readonly ClosedTerm[];

export const zeroForm: ClosedForm = [];
export const oneForm: ClosedForm = [{ factor: oneScalar, exponent: zeroScalar, atoms: [] }];

export const formOfScalar = (factor: Scalar): ClosedForm =>
  isZeroScalar(factor) ? [] : [{ factor, exponent: zeroScalar, atoms: [] }];

/** e^exponent. */
export const expForm = (exponent: Scalar): ClosedForm => [
  { factor: oneScalar, exponent, atoms: [] },
];

/** The value of an atom at a scalar, simplified: erf(-a) = -erf(a), cos(0) = 1, asin(1) = pi/2. */
export function atomForm(name: AtomName, of: Scalar): ClosedForm {
  if (isZeroScalar(of)) return name === "cos" ? oneForm : zeroForm;
  if (name === "log") {
    return keyOfScalar(of) === keyOfScalar(oneScalar) ? zeroForm : single(name, of);
  }
  if (name === "cos" || name === "sin") {
    const known = cosineOfPiFraction(name === "cos" ? of : subtractScalars(halfPi, of));
    if (known !== undefined) return formOfScalar(known);
  }
  if (name === "asin" || name === "atan") {
    const square = rationalOfScalar(multiplyScalars(of, of));
    const angle = square && knownAngles[name].get(formatRational(square));
    if (angle !== undefined && signOfScalar(of) > 0) {
      return formOfScalar(scaleScalar(piScalar, rational(1n, angle)));
    }
  }
  if (signOfScalar(of) < 0) {
    const mirrored = atomForm(name, negateScalar(of));
    return name === "cos" ? mirrored : negateForm(mirrored);
  }
  return single(name, of);
}

export function addForms(a: ClosedForm, b: ClosedForm): ClosedForm {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return collected([...a, ...b]);
}

export const negateForm = (a: ClosedForm): ClosedForm =>
  a.map((t) => ({ ...t, factor: negateScalar(t.factor) }));

export const subtractForms = (a: ClosedForm, b: ClosedForm): ClosedForm =>
  addForms(a, negateForm(b));

export const scaleForm = (a: ClosedForm, s: Scalar): ClosedForm =>
  isZeroScalar(s) ? [] : collected(a.map((t) => ({ ...t, factor: multiplyScalars(t.factor, s) })));

export function multiplyForms(a: ClosedForm, b: ClosedForm): ClosedForm {
  if (a.length === 0 || b.length === 0) return [];
  const scalar = scalarOfForm(a);
  if (scalar !== undefined) return scaleForm(b, scalar);
  const other = scalarOfForm(b);
  if (other !== undefined) return scaleForm(a, other);
  return collected(a.flatMap((x) => b.flatMap((y) => multiplyTerms(x, y))));
}

/** 1 / a where a is one term without atoms, else `undefined`. */
export function invertForm(a: ClosedForm): ClosedForm | undefined {
  const [only] = a;
  if (a.length !== 1 || only!.atoms.length > 0) return undefined;
  const factor = invertScalar(only!.factor);
  if (factor === undefined) return undefined;
  return [{ factor, exponent: negateScalar(only!.exponent), atoms: [] }];
}

/** The scalar a form is, or `undefined` if exponentials or atoms stand in it. */
export function scalarOfForm(a: ClosedForm): Scalar | undefined {
  if (a.length === 0) return zeroScalar;
  const [only] = a;
  if (a.length > 1 || only!.atoms.length > 0 || !isZeroScalar(only!.exponent)) return undefined;
  return only!.factor;
}

/** True if a is 0 identically. False says nothing: ask the enclosure. */
export const isZeroForm = (a: ClosedForm): boolean => a.length === 0;

/** A text that is the same for equal forms. */
export const keyOfForm = (a: ClosedForm): string =>
  a.map((t) => `${keyOfScalar(t.factor)}*${keyOf(t)}`).join(" + ");

const half = rational(1n, 2n);
const halfPi: Scalar = [{ r: half, n: 1n, m: 2 }];

/** The square of the argument and pi / value: asin(1/2) = pi/6, atan(1) = pi/4. */
const knownAngles = {
  asin: new Map([
    ["1/4", 6n],
    ["1/2", 4n],
    ["3/4", 3n],
    ["1", 2n],
  ]),
  atan: new Map([
    ["1/3", 6n],
    ["1", 4n],
    ["3", 3n],
  ]),
} as const;

/** cos(r pi) for a rational r whose denominator divides 4 or 6, as a scalar. */
function cosineOfPiFraction(of: Scalar): Scalar | undefined {
  const [only] = of;
  if (only === undefined) return oneScalar;
  if (of.length !== 1 || only.n !== 1n || only.m !== 2 || 12n % only.r.den !== 0n) return undefined;
  // In twelfths of pi, folded to [0, 6] with the sign of the quadrant.
  const twelfths = (((only.r.num * (12n / only.r.den)) % 24n) + 24n) % 24n;
  const first = twelfths > 12n ? 24n - twelfths : twelfths;
  const [folded, sign] = first > 6n ? [12n - first, -1n] : [first, 1n];
  const root = new Map([
    [0n, 4n],
    [2n, 3n],
    [3n, 2n],
    [4n, 1n],
    [6n, 0n],
  ]).get(folded);
  // cos = sqrt(root) / 2.
  if (root === undefined) return undefined;
  return scaleScalar(sqrtOfRational(rational(root)), rational(sign, 2n));
}

function multiplyTerms(x: ClosedTerm, y: ClosedTerm): readonly ClosedTerm[] {
  const factor = multiplyScalars(x.factor, y.factor);
  const exponent = addScalars(x.exponent, y.exponent);
  const wave = [x, y].map((t) => t.atoms.find(isWave));
  const atoms = [...x.atoms, ...y.atoms].filter((atom) => !isWave(atom)).sort(orderOf);
  const [u, v] = wave;
  if (u === undefined || v === undefined) {
    const only = u ?? v;
    return [{ factor, exponent, atoms: only ? [...atoms, only].sort(orderOf) : atoms }];
  }
  // 2 cos u cos v = cos(u-v) + cos(u+v), 2 sin u sin v = cos(u-v) - cos(u+v),
  // 2 sin u cos v = sin(u+v) + sin(u-v).
  const [sine, cosine] = u.name === "sin" ? [u, v] : [v, u];
  const [plus, minus] = [addScalars(sine.of, cosine.of), subtractScalars(sine.of, cosine.of)];
  const name: AtomName = u.name === v.name ? "cos" : "sin";
  const flip = u.name === "sin" && v.name === "sin";
  const parts = addForms(
    atomForm(name, minus),
    flip ? negateForm(atomForm(name, plus)) : atomForm(name, plus),
  );
  return parts.map((t) => ({
    factor: scaleScalar(multiplyScalars(factor, t.factor), half),
    exponent,
    atoms: [...atoms, ...t.atoms].sort(orderOf),
  }));
}

function collected(terms: readonly ClosedTerm[]): ClosedForm {
  if (terms.length === 1) return isZeroScalar(terms[0]!.factor) ? [] : terms;
  const byKey = new Map<string, ClosedTerm>();
  for (const t of terms) {
    const key = keyOf(t);
    const known = byKey.get(key);
    byKey.set(key, known ? { ...t, factor: addScalars(known.factor, t.factor) } : t);
  }
  return [...byKey.entries()]
    .filter(([, t]) => !isZeroScalar(t.factor))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, t]) => t);
}

const single = (name: AtomName, of: Scalar): ClosedForm => [
  { factor: oneScalar, exponent: zeroScalar, atoms: [{ name, of }] },
];
const isWave = (atom: Atom): boolean => atom.name === "cos" || atom.name === "sin";
const keyOfAtom = (atom: Atom): string => `${atom.name}(${keyOfScalar(atom.of)})`;
const keyOf = (t: ClosedTerm): string =>
  t.exponent.length === 0 && t.atoms.length === 0
    ? ""
    : `${keyOfScalar(t.exponent)}|${t.atoms.map(keyOfAtom).join("*")}`;
const orderOf = (a: Atom, b: Atom): number => {
  const [x, y] = [keyOfAtom(a), keyOfAtom(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};
