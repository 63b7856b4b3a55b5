/**
 * Dual functions g(u) = E[f(x) f(y)], x and y standard normal with correlation u, in closed form
 * where the link is of a family that has one. Always g(u) = sum a_p^2 u^p (Mehler), g(1) = E f^2.
 *
 * Sources: arc-cosine kernels [ChoSaul2009, §2]; arcsine kernel [Williams1998, eq. 11]; the rest
 * from Gaussian integration by parts, derived in docs/links.md.
 */
import { integer, rational } from "../../model/rational.ts";
import {
  addForms,
  atomForm,
  type ClosedForm,
  expForm,
  formOfScalar,
  multiplyForms,
  scaleForm,
  subtractForms,
} from "./closed-form.ts";
import {
  type Beside,
  formatProduct,
  formatScalar,
  latexOfProduct,
  latexOfScalar,
} from "./closed-form-text.ts";
import { exactCoefficients } from "./exact-coefficients.ts";
import type { DualFunction } from "./expansion.ts";
import {
  isTrivial,
  type Piece,
  type Piecewise,
  polynomialOfPiece,
  reflected,
} from "./piecewise.ts";
import {
  addScalars,
  invertScalar,
  isZeroScalar,
  multiplyScalars,
  oneScalar,
  type Scalar,
  scaleScalar,
  sqrtOfScalar,
  subtractScalars,
} from "./scalar.ts";

/** A dual function, and g(1) where the family gives it in closed form. */
export interface ExactDual {
  readonly dual: DualFunction;
  readonly squaredNorm?: ClosedForm;
}

/** The dual of a piecewise sum, or `undefined` where no closed form is known here. */
export function exactDual(f: Piecewise): ExactDual | undefined {
  if (f.breaks.length === 0) {
    const [piece] = f.pieces;
    return polynomialDual(piece!) ?? kernelDual(piece!) ?? errorFunctionDual(piece!);
  }
  return homogeneousDual(f);
}

/** One summand: a coefficient times a function of u, in both notations. */
interface Summand {
  readonly by: ClosedForm;
  readonly text: string;
  readonly latex: string;
  /** A divisor. */
  readonly under?: { readonly text: string; readonly latex: string };
}

/** A polynomial has finitely many coefficients: g(u) = sum a_p^2 u^p. */
function polynomialDual(piece: Piece): ExactDual | undefined {
  const polynomial = polynomialOfPiece(piece);
  if (polynomial === undefined || polynomial.length > 60) return undefined;
  const a = exactCoefficients({ breaks: [], pieces: [piece] }, Math.max(0, polynomial.length - 1));
  const summands = a.map((c, p) => ({
    by: multiplyForms(c, c),
    text: p === 0 ? "" : p === 1 ? "u" : `u^${p}`,
    latex: p === 0 ? "" : p === 1 ? "u" : `u^{${p}}`,
  }));
  return { dual: dualOf(summands, "finite sum", "g(u) = sum of a_p^2 u^p over the degrees") };
}

/** c exp(b z), c cos(w z), c sin(w z): sums of exponentials exp(b x + b y). */
function kernelDual(piece: Piece): ExactDual | undefined {
  const [only] = piece;
  if (piece.length !== 1 || only!.polynomial.length !== 1) return undefined;
  const { a, b, wave, erf } = only!.kernel;
  if (a.length > 0 || erf !== undefined || (wave && b.length > 0)) return undefined;
  const square = multiplyForms(only!.polynomial[0]!, only!.polynomial[0]!);
  const rate = multiplyScalars(wave?.w ?? b, wave?.w ?? b);
  const inside = timesU(formatScalar(rate));
  const insideLatex = latexOfScalar(rate) === "1" ? "u" : `${latexOfScalar(rate)}u`;
  if (wave === undefined) {
    const by = multiplyForms(square, expForm(rate));
    const summand = { by, text: `exp(${inside})`, latex: `e^{${insideLatex}}` };
    return { dual: dualOf([summand], "exponential", "E exp(b x + b y) = exp(b^2 + b^2 u)") };
  }
  const name = wave.name === "cos" ? "cosh" : "sinh";
  const by = multiplyForms(square, expForm(scaleScalar(rate, integer(-1))));
  const summand = {
    by,
    text: `${name}(${inside})`,
    latex: `\\${name}\\left(${insideLatex}\\right)`,
  };
  const rule = `E ${wave.name}(w x) ${wave.name}(w y) = exp(-w^2) ${name}(w^2 u)`;
  return { dual: dualOf([summand], "wave", rule) };
}

const overPi: Scalar = [{ r: integer(1), n: 1n, m: -2 }];

/** alpha + beta erf(s z), and z (alpha + beta erf(s z)), as GELU is. */
function errorFunctionDual(piece: Piece): ExactDual | undefined {
  const erf = piece.find((t) => t.kernel.erf !== undefined);
  const rest = piece.find((t) => t !== erf);
  if (erf === undefined || piece.length > 2 || (rest && !isTrivial(rest.kernel))) return undefined;
  const { a, b, wave } = erf.kernel;
  const { s, t } = erf.kernel.erf!;
  if (a.length + b.length + t.length > 0 || wave) return undefined;
  const degree = erf.polynomial.length - 1;
  const homogeneous = [erf, ...(rest ? [rest] : [])].every(
    (x) => x.polynomial.length === degree + 1 && x.polynomial.slice(0, degree).every(isEmpty),
  );
  if (degree > 1 || !homogeneous) return undefined;
  const alpha = rest?.polynomial[degree] ?? [];
  const beta = erf.polynomial[degree]!;
  const [alpha2, beta2] = [multiplyForms(alpha, alpha), multiplyForms(beta, beta)];
  // D = 1 + 2 s^2; E erf(s x) erf(s y) = (2/pi) asin(r u) with r = 2 s^2 / D.
  const twice = scaleScalar(multiplyScalars(s, s), integer(2));
  const D = addScalars(oneScalar, twice);
  const inverse = invertScalar(D);
  if (inverse === undefined) return undefined;
  const r = multiplyScalars(twice, inverse);
  const arcsine = scaleForm(beta2, scaleScalar(overPi, integer(2)));
  const text = `asin(${timesU(formatScalar(r))})`;
  const latex = `\\arcsin\\left(${latexOfScalar(r)}u\\right)`;
  const atOne = atomForm("asin", r);
  if (degree === 0) {
    const summands = [
      { by: alpha2, text: "", latex: "" },
      { by: arcsine, text, latex },
    ];
    const rule = "E erf(s x) erf(s y) = (2/pi) asin(2 s^2 u/(1 + 2 s^2))";
    const squaredNorm = addForms(alpha2, multiplyForms(arcsine, atOne));
    return { dual: dualOf(summands, "arcsine", rule), squaredNorm };
  }
  // Twice by parts: E x y erf erf = u E erf erf + S (1 + k u^2), S = (2/pi) r / sqrt(1 - r^2 u^2),
  // k = (2 - D)/D.
  const k = multiplyScalars(subtractScalars(scaleScalar(oneScalar, integer(2)), D), inverse);
  const outer = scaleForm(arcsine, r);
  const square = multiplyScalars(r, r);
  const root = `sqrt(1 - ${bracketed(formatScalar(square))}*u^2)`;
  const rootLatex = `\\sqrt{1 - ${latexOfScalar(square)}u^2}`;
  const under = { text: root, latex: rootLatex };
  const summands: Summand[] = [
    { by: alpha2, text: "u", latex: "u" },
    { by: arcsine, text: `u*${text}`, latex: `u\\,${latex}` },
    { by: outer, text: "", latex: "", under },
    { by: scaleForm(outer, k), text: "u^2", latex: "u^2", under },
  ];
  const rootAtOne = sqrtOfScalar(subtractScalars(oneScalar, square));
  const inverseRoot = rootAtOne && invertScalar(rootAtOne);
  const squaredNorm =
    inverseRoot &&
    addForms(
      addForms(alpha2, multiplyForms(arcsine, atOne)),
      scaleForm(outer, multiplyScalars(inverseRoot, addScalars(oneScalar, k))),
    );
  const rule = "E[x y erf(s x) erf(s y)] by parts, twice";
  const dual = dualOf(summands, "arcsine by parts", rule);
  return squaredNorm ? { dual, squaredNorm } : { dual };
}

/** alpha z^n for z > 0, beta (-z)^n for z < 0, n <= 2: arc-cosine kernels. */
function homogeneousDual(f: Piecewise): ExactDual | undefined {
  if (f.breaks.length !== 1 || !isZeroScalar(f.breaks[0]!)) return undefined;
  const sides = [f, reflected(f)].map((g) => polynomialOfPiece(g.pieces[1]!));
  const [right, left] = sides;
  if (right === undefined || left === undefined) return undefined;
  const n = Math.max(right.length, left.length) - 1;
  const fits = [right, left].every((p) => p.length === 0 || p.length === n + 1);
  if (n > 2 || !fits || ![right, left].every((p) => p.slice(0, n).every(isEmpty))) return undefined;
  const [alpha, beta] = [right[n] ?? [], left[n] ?? []];
  const A = addForms(multiplyForms(alpha, alpha), multiplyForms(beta, beta));
  const B = scaleForm(multiplyForms(alpha, beta), scaleScalar(oneScalar, integer(2)));
  const quarter = formOfScalar(scaleScalar(oneScalar, rational(1n, 4n)));
  const halfOverPi = formOfScalar(scaleScalar(overPi, rational(1n, 2n)));
  const [plus, minus] = [addForms(A, B), subtractForms(A, B)];
  const asin: readonly [string, string] = ["asin(u)", "\\arcsin u"];
  const root: readonly [string, string] = ["sqrt(1 - u^2)", "\\sqrt{1 - u^2}"];
  const summand = (by: ClosedForm, text: string, latex: string): Summand => ({ by, text, latex });
  const over4 = (c: ClosedForm): ClosedForm => multiplyForms(c, quarter);
  const over2Pi = (c: ClosedForm): ClosedForm => multiplyForms(c, halfOverPi);
  const three = scaleScalar(oneScalar, integer(3));
  const summands: readonly Summand[] = [
    [summand(over4(plus), "", ""), summand(over2Pi(minus), ...asin)],
    [
      summand(over4(minus), "u", "u"),
      summand(over2Pi(plus), ...root),
      summand(over2Pi(plus), `u*${asin[0]}`, `u${asin[1]}`),
    ],
    [
      summand(over4(plus), "(1 + 2*u^2)", "(1 + 2u^2)"),
      summand(over2Pi(minus), `(1 + 2*u^2)*${asin[0]}`, `(1 + 2u^2)${asin[1]}`),
      summand(scaleForm(over2Pi(minus), three), `u*${root[0]}`, `u${root[1]}`),
    ],
  ][n]!;
  const rule = `E (x)_+^${n} (y)_+^${n} = J_${n}(arccos u)/(2 pi)`;
  return { dual: dualOf(summands, `arc-cosine kernel of degree ${n}`, rule) };
}

function dualOf(summands: readonly Summand[], rule: string, derivation: string): DualFunction {
  const present = summands.filter((s) => s.by.length > 0);
  const beside = (above: string, below: string | undefined): Beside => ({
    above: above === "" ? [] : [above],
    below: below === undefined ? [] : [below],
  });
  const text = joined(present.map((s) => formatProduct(s.by, beside(s.text, s.under?.text))));
  const latex = joined(present.map((s) => latexOfProduct(s.by, beside(s.latex, s.under?.latex))));
  return { text, latex, rule, derivation };
}

function joined(terms: readonly string[]): string {
  if (terms.length === 0) return "0";
  return terms.reduce((sum, t) => (t.startsWith("-") ? `${sum} - ${t.slice(1)}` : `${sum} + ${t}`));
}

const isEmpty = (c: ClosedForm): boolean => c.length === 0;
const bracketed = (text: string): string => (text.includes(" ") ? `(${text})` : text);
const timesU = (text: string): string => (text === "1" ? "u" : `${bracketed(text)}*u`);
