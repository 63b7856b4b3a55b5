/**
 * Piecewise sums of polynomial times kernel: the functions whose Hermite coefficients are found
 * in closed form.
 *
 * A kernel is exp(a z^2 + b z) times at most one cos(w z) or sin(w z) times at most one
 * erf(s z + t). Polynomials have closed forms as coefficients, constant term first; breaks are
 * scalars. The kernels of a piece are distinct, so a piece is zero when it has no terms.
 * Values at the breaks themselves are left out: they do not change an integral.
 */
import { rational } from "../../model/rational.ts";
import {
  addForms,
  atomForm,
  type ClosedForm,
  multiplyForms,
  negateForm,
  oneForm,
  scaleForm,
} from "./closed-form.ts";
import {
  addScalars,
  compareScalars,
  isZeroScalar,
  keyOfScalar,
  negateScalar,
  type Scalar,
  scalarOfRational,
  signOfScalar,
  subtractScalars,
  zeroScalar,
} from "./scalar.ts";

/** cos(w z) or sin(w z), w > 0. */
export interface Wave {
  readonly name: "cos" | "sin";
  readonly w: Scalar;
}

/** erf(s z + t), s > 0. */
export interface Sigmoid {
  readonly s: Scalar;
  readonly t: Scalar;
}

export interface Kernel {
  /** Coefficient of z^2 in the exponent. */
  readonly a: Scalar;
  /** Coefficient of z in the exponent. */
  readonly b: Scalar;
  readonly wave?: Wave;
  readonly erf?: Sigmoid;
}

/** Coefficients from the constant term up; the last is not zero. */
export type FormPolynomial = readonly ClosedForm[];

export interface Term {
  readonly polynomial: FormPolynomial;
  readonly kernel: Kernel;
}

/** A sum of terms with distinct kernels. */
export type Piece = readonly Term[];

/** `pieces[i]` holds between `breaks[i - 1]` and `breaks[i]`. */
export interface Piecewise {
  readonly breaks: readonly Scalar[];
  readonly pieces: readonly Piece[];
}

/** Thrown inside the exact route where a link leaves the families; caught where it began. */
export class NotExact extends Error {}

export const trivialKernel: Kernel = { a: zeroScalar, b: zeroScalar };

const limits = { terms: 120, degree: 2400, products: 20_000, pieces: 60 } as const;

export const smooth = (piece: Piece): Piecewise => ({ breaks: [], pieces: [piece] });

/** A polynomial as a piece. */
export function polynomialPiece(coefficients: FormPolynomial): Piece {
  const polynomial = trimmed(coefficients);
  return polynomial.length === 0 ? [] : [{ polynomial, kernel: trivialKernel }];
}

export const constantPiece = (c: ClosedForm): Piece => polynomialPiece([c]);

/** The polynomial that a piece is, or `undefined` if a kernel stands in it. */
export function polynomialOfPiece(piece: Piece): FormPolynomial | undefined {
  if (piece.length === 0) return [];
  const [only] = piece;
  return piece.length === 1 && isTrivial(only!.kernel) ? only!.polynomial : undefined;
}

export const isTrivial = (k: Kernel): boolean =>
  k.a.length === 0 && k.b.length === 0 && k.wave === undefined && k.erf === undefined;

export const keyOfKernel = (k: Kernel): string =>
  `${keyOfScalar(k.a)};${keyOfScalar(k.b)};${k.wave ? k.wave.name + keyOfScalar(k.wave.w) : ""};${
    k.erf ? `${keyOfScalar(k.erf.s)},${keyOfScalar(k.erf.t)}` : ""
  }`;

export function addPieces(f: Piece, g: Piece): Piece {
  if (f.length === 0) return g;
  if (g.length === 0) return f;
  const byKey = new Map<string, Term>();
  for (const term of [...f, ...g]) {
    const key = keyOfKernel(term.kernel);
    const known = byKey.get(key);
    const polynomial = known ? addPolynomials(known.polynomial, term.polynomial) : term.polynomial;
    byKey.set(key, { polynomial, kernel: term.kernel });
  }
  if (byKey.size > limits.terms) throw new NotExact("too many terms");
  return [...byKey.values()].filter((term) => term.polynomial.length > 0);
}

export const scalePiece = (f: Piece, c: ClosedForm): Piece =>
  f
    .map((t) => ({ ...t, polynomial: trimmed(t.polynomial.map((a) => multiplyForms(a, c))) }))
    .filter((t) => t.polynomial.length > 0);

/** @throws NotExact for a product of two error functions, or one that grows too long. */
export function multiplyPieces(f: Piece, g: Piece): Piece {
  let product: Piece = [];
  for (const x of f) {
    for (const y of g) {
      const polynomial = multiplyPolynomials(x.polynomial, y.polynomial);
      for (const [c, kernel] of multiplyKernels(x.kernel, y.kernel)) {
        const scaled = c === oneForm ? polynomial : polynomial.map((a) => multiplyForms(a, c));
        product = addPieces(product, [{ polynomial: scaled, kernel }]);
      }
    }
  }
  return product;
}

/** f and g on the common refinement of their breaks, combined piece by piece. */
export function combine(
  f: Piecewise,
  g: Piecewise,
  with_: (f: Piece, g: Piece) => Piece,
): Piecewise {
  if (f.breaks.length === 0 && g.breaks.length === 0) {
    return smooth(with_(f.pieces[0]!, g.pieces[0]!));
  }
  const breaks = mergeBreaks(f.breaks, g.breaks);
  const [fs, gs] = [refine(f, breaks), refine(g, breaks)];
  return simplified({ breaks, pieces: fs.map((piece, i) => with_(piece, gs[i]!)) });
}

export const addPiecewise = (f: Piecewise, g: Piecewise): Piecewise => combine(f, g, addPieces);
export const multiplyPiecewise = (f: Piecewise, g: Piecewise): Piecewise =>
  combine(f, g, multiplyPieces);
export const mapPieces = (f: Piecewise, map: (piece: Piece) => Piece): Piecewise =>
  simplified({ breaks: f.breaks, pieces: f.pieces.map(map) });

/** The pieces of f over a finer list of breaks. */
export function refine(f: Piecewise, breaks: readonly Scalar[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let i = 0;
  for (let j = 0; j <= breaks.length; j++) {
    pieces.push(f.pieces[i]!);
    const at = breaks[j];
    if (at !== undefined && f.breaks[i] && compareScalars(f.breaks[i]!, at) === 0) i++;
  }
  return pieces;
}

export function mergeBreaks(a: readonly Scalar[], b: readonly Scalar[]): readonly Scalar[] {
  const all = [...a, ...b].sort(compareScalars);
  const merged = all.filter((x, i) => i === 0 || compareScalars(all[i - 1]!, x) !== 0);
  if (merged.length > limits.pieces) throw new NotExact("too many pieces");
  return merged;
}

/** Breaks between equal pieces removed. */
export function simplified(f: Piecewise): Piecewise {
  const breaks: Scalar[] = [];
  const pieces: Piece[] = [f.pieces[0]!];
  f.breaks.forEach((at, i) => {
    const next = f.pieces[i + 1]!;
    if (isZeroPiece(addPieces(next, negatePiece(pieces.at(-1)!)))) return;
    breaks.push(at);
    pieces.push(next);
  });
  return { breaks, pieces };
}

export const isZeroPiece = (f: Piece): boolean => f.length === 0;

export const negatePiece = (f: Piece): Piece =>
  f.map((t) => ({ ...t, polynomial: t.polynomial.map(negateForm) }));

/** f(-z). */
export function reflected(f: Piecewise): Piecewise {
  return {
    breaks: f.breaks.map(negateScalar).reverse(),
    pieces: f.pieces.map(reflectedPiece).reverse(),
  };
}

function reflectedPiece(piece: Piece): Piece {
  return piece.reduce<Piece>((sum, { polynomial, kernel }) => {
    const odd = kernel.wave?.name === "sin";
    const flipped = kernel.erf !== undefined;
    const sign = odd !== flipped ? negateForm : (c: ClosedForm): ClosedForm => c;
    const mirrored: Term = {
      polynomial: polynomial.map((c, i) => sign(i % 2 === 1 ? negateForm(c) : c)),
      kernel: {
        ...kernel,
        b: negateScalar(kernel.b),
        ...(kernel.erf ? { erf: { s: kernel.erf.s, t: negateScalar(kernel.erf.t) } } : {}),
      },
    };
    return addPieces(sum, [mirrored]);
  }, []);
}

export function addPolynomials(p: FormPolynomial, q: FormPolynomial): FormPolynomial {
  const [long, short] = p.length >= q.length ? [p, q] : [q, p];
  return trimmed(long.map((c, i) => (i < short.length ? addForms(c, short[i]!) : c)));
}

export function multiplyPolynomials(p: FormPolynomial, q: FormPolynomial): FormPolynomial {
  if (p.length === 0 || q.length === 0) return [];
  const work = p.filter(isPresent).length * q.filter(isPresent).length;
  if (p.length + q.length > limits.degree + 2 || work > limits.products) {
    throw new NotExact("degree too high");
  }
  const product: ClosedForm[] = Array.from({ length: p.length + q.length - 1 }, () => []);
  p.forEach((a, i) => {
    if (a.length === 0) return;
    q.forEach((b, j) => {
      if (b.length > 0) product[i + j] = addForms(product[i + j]!, multiplyForms(a, b));
    });
  });
  return trimmed(product);
}

const halfForm: ClosedForm = scaleForm(oneForm, scalarOfRational(rational(1n, 2n)));

function multiplyKernels(x: Kernel, y: Kernel): readonly (readonly [ClosedForm, Kernel])[] {
  if (isTrivial(x)) return [[oneForm, y]];
  if (isTrivial(y)) return [[oneForm, x]];
  if (x.erf && y.erf) throw new NotExact("a product of error functions");
  const erf = x.erf ?? y.erf;
  const gauss = {
    a: addScalars(x.a, y.a),
    b: addScalars(x.b, y.b),
    ...(erf ? { erf } : {}),
  };
  if (!x.wave || !y.wave) {
    const wave = x.wave ?? y.wave;
    return [[oneForm, wave ? { ...gauss, wave } : gauss]];
  }
  // The product of two waves as a sum of two, at the sum and the difference of the frequencies.
  const [u, v] = x.wave.name === "sin" ? [x.wave, y.wave] : [y.wave, x.wave];
  const name = u.name === v.name ? "cos" : "sin";
  const plus = waveKernel(name, addScalars(u.w, v.w));
  const minus = waveKernel(name, subtractScalars(u.w, v.w));
  const flip = u.name === "sin" && v.name === "sin";
  return [minus, [flip ? negateForm(plus[0]) : plus[0], plus[1]] as const].flatMap(([c, wave]) =>
    c.length === 0
      ? []
      : [[multiplyForms(c, halfForm), wave ? { ...gauss, wave } : gauss] as const],
  );
}

/** cos(w z) or sin(w z) for any w, as a constant and a wave with w > 0. */
export function waveKernel(
  name: "cos" | "sin",
  w: Scalar,
): readonly [ClosedForm, Wave | undefined] {
  if (isZeroScalar(w)) return [name === "cos" ? oneForm : [], undefined];
  if (signOfScalar(w) > 0) return [oneForm, { name, w }];
  return [name === "sin" ? negateForm(oneForm) : oneForm, { name, w: negateScalar(w) }];
}

/** erf(s z + t) as a piece, for any s. */
export function erfPiece(s: Scalar, t: Scalar): Piece {
  const sign = signOfScalar(s);
  if (sign === 0) return constantPiece(atomForm("erf", t));
  const kernel: Kernel =
    sign > 0
      ? { ...trivialKernel, erf: { s, t } }
      : { ...trivialKernel, erf: { s: negateScalar(s), t: negateScalar(t) } };
  return [{ polynomial: [sign > 0 ? oneForm : negateForm(oneForm)], kernel }];
}

const isPresent = (c: ClosedForm): boolean => c.length > 0;

function trimmed(p: FormPolynomial): FormPolynomial {
  let length = p.length;
  while (length > 0 && p[length - 1]!.length === 0) length--;
  return length === p.length ? p : p.slice(0, length);
}
