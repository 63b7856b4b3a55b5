/**
 * The exact meaning of a link: a piecewise sum of polynomial times kernel, by recursion.
 *
 * Rules: the families are closed under sums and products; exp takes a polynomial of degree <= 2,
 * sin and cos one of degree <= 1, erf and Phi one of degree <= 1; abs, sign, step, relu, max, min
 * and if split the line where a sign changes. A link outside raises NotExact and is expanded
 * numerically.
 */
import { isInteger, rational, sign as signOfRational } from "../../model/rational.ts";
import {
  atomForm,
  type ClosedForm,
  expForm,
  formOfScalar,
  invertForm,
  multiplyForms,
  negateForm,
  oneForm,
  scalarOfForm,
  scaleForm,
} from "./closed-form.ts";
import { exactCoefficients } from "./exact-coefficients.ts";
import type { Condition, LinkTree, UnaryFunction } from "./link-tree.ts";
import {
  addPieces,
  addPiecewise,
  combine,
  constantPiece,
  erfPiece,
  mapPieces,
  mergeBreaks,
  multiplyPieces,
  multiplyPiecewise,
  NotExact,
  type Piece,
  type Piecewise,
  polynomialOfPiece,
  polynomialPiece,
  refine,
  scalePiece,
  simplified,
  smooth,
  waveKernel,
} from "./piecewise.ts";
import {
  multiplyScalars,
  negateScalar,
  piScalar,
  rationalOfScalar,
  type Scalar,
  scalarOfInteger,
  scalarOfRational,
  signOfScalar,
  sqrtOfRational,
  sqrtOfScalar,
} from "./scalar.ts";
import { type SignPattern, signPattern } from "./sign-pattern.ts";

/** The link as a piecewise sum, equal to it almost everywhere. @throws NotExact */
export function exactForm(tree: LinkTree): Piecewise {
  switch (tree.kind) {
    case "constant":
      return constant(formOfScalar(scalarOfRational(tree.value)));
    case "pi":
      return constant(formOfScalar(piScalar));
    case "variable":
      return smooth(polynomialPiece([[], oneForm]));
    case "coefficient":
      return constant(exactCoefficients(exactForm(tree.of), tree.degree)[tree.degree]!);
    case "hermite":
      return hermiteOf(tree.degree, tree.monic, exactForm(tree.of));
    case "choose": {
      const then = exactForm(tree.yes);
      const otherwise = exactForm(tree.no);
      return chosen(truth(tree.when), then, otherwise);
    }
    case "binary":
      return binary(tree);
    case "call":
      return call(tree.name, tree.of);
  }
}

function binary(tree: LinkTree & { readonly kind: "binary" }): Piecewise {
  if (tree.operator === "^") return raised(tree.left, tree.right);
  const left = exactForm(tree.left);
  const right = exactForm(tree.right);
  const difference = (): Piecewise => addPiecewise(left, negated(right));
  switch (tree.operator) {
    case "+":
      return addPiecewise(left, right);
    case "-":
      return difference();
    case "*":
      return multiplyPiecewise(left, right);
    case "/":
      return multiplyPiecewise(left, mapPieces(right, reciprocal));
    case "max":
      return addPiecewise(right, positivePart(difference()));
    case "min":
      return addPiecewise(left, negated(positivePart(difference())));
  }
}

function call(name: UnaryFunction, of: LinkTree): Piecewise {
  if (name === "sqrt") return rootOf(of);
  const f = exactForm(of);
  switch (name) {
    case "relu":
      return positivePart(f);
    case "abs":
      return signed(f, (sign, piece) => (sign < 0 ? scalePiece(piece, minusOne) : piece));
    case "sign":
      return signed(f, (sign) => constantPiece(formOfScalar(scalarOfInteger(sign))));
    case "step":
      return signed(f, (sign) => (sign > 0 ? constantPiece(oneForm) : []));
    case "exp":
      return mapPieces(f, expOf);
    case "sinh":
    case "cosh": {
      const up = mapPieces(f, expOf);
      const down = mapPieces(negated(f), expOf);
      const half = constant(formOfScalar(scalarOfRational(rational(1n, 2n))));
      const other = name === "sinh" ? negated(down) : down;
      return multiplyPiecewise(half, addPiecewise(up, other));
    }
    case "sin":
    case "cos":
      return mapPieces(f, (piece) => waveOf(name, piece));
    case "erf":
      return mapPieces(f, (piece) => erfPiece(...linear(piece)));
    case "Phi":
      return mapPieces(f, normalDistributionOf);
    case "log":
    case "atan":
    case "tanh":
      return mapPieces(f, (piece) => constantPiece(constantCall(name, piece)));
    default:
      throw new NotExact(name);
  }
}

const minusOne = negateForm(oneForm);
const constant = (c: ClosedForm): Piecewise => smooth(constantPiece(c));
const negated = (f: Piecewise): Piecewise => mapPieces(f, (piece) => scalePiece(piece, minusOne));
const positivePart = (f: Piecewise): Piecewise =>
  signed(f, (sign, piece) => (sign > 0 ? piece : []));

/** f cut where it changes sign, each part replaced by what the map makes of it. */
function signed(f: Piecewise, map: (sign: -1 | 0 | 1, piece: Piece) => Piece): Piecewise {
  const { breaks, signs } = signPattern(f);
  return simplified({ breaks, pieces: refine(f, breaks).map((p, i) => map(signs[i]!, p)) });
}

function chosen(when: SignPattern, then: Piecewise, otherwise: Piecewise): Piecewise {
  const indicator: Piecewise = {
    breaks: when.breaks,
    pieces: when.signs.map((s) => (s > 0 ? constantPiece(oneForm) : [])),
  };
  const [yes, no] = [
    combine(indicator, then, (i, f) => (i.length > 0 ? f : [])),
    combine(indicator, otherwise, (i, f) => (i.length > 0 ? [] : f)),
  ];
  return addPiecewise(yes, no);
}

/** Where a condition holds: sign 1; where it fails: 0. */
function truth(condition: Condition): SignPattern {
  switch (condition.kind) {
    case "positive":
    case "zero": {
      const wanted = condition.kind === "positive" ? 1 : 0;
      const { breaks, signs } = signPattern(exactForm(condition.of));
      return { breaks, signs: signs.map((s) => (s === wanted ? 1 : 0)) };
    }
    case "not": {
      const { breaks, signs } = truth(condition.of);
      return { breaks, signs: signs.map((s) => (s === 1 ? 0 : 1)) };
    }
    default: {
      const [left, right] = [truth(condition.left), truth(condition.right)];
      const breaks = mergeBreaks(left.breaks, right.breaks);
      const [a, b] = [left, right].map((t) =>
        refine(
          { breaks: t.breaks, pieces: t.signs.map((s) => (s ? constantPiece(oneForm) : [])) },
          breaks,
        ),
      );
      const both = condition.kind === "and";
      const holds = (i: number): boolean =>
        both ? a![i]!.length * b![i]!.length > 0 : a![i]!.length + b![i]!.length > 0;
      return { breaks, signs: a!.map((_, i) => (holds(i) ? 1 : 0)) };
    }
  }
}

function raised(base: LinkTree, exponent: LinkTree): Piecewise {
  const power = exactForm(exponent);
  const scalar = power.pieces.length === 1 ? constantOf(power.pieces[0]!) : undefined;
  const n = scalar === undefined ? undefined : rationalOfScalar(scalarOfForm(scalar) ?? piScalar);
  if (n === undefined) throw new NotExact("exponent");
  if (n.den === 2n) {
    const root = rootOf(base);
    return integerPower(root, n.num);
  }
  if (!isInteger(n)) throw new NotExact("exponent");
  return integerPower(exactForm(base), n.num);
}

function integerPower(f: Piecewise, n: bigint): Piecewise {
  if (n < 0n) return integerPower(mapPieces(f, reciprocal), -n);
  if (n > 1000n) throw new NotExact("exponent");
  let product = constant(oneForm);
  let square = f;
  for (let rest = n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) product = multiplyPiecewise(product, square);
    if (rest > 1n) square = multiplyPiecewise(square, square);
  }
  return product;
}

/** sqrt(f): of a positive constant, or of a square, which is an absolute value. */
function rootOf(of: LinkTree): Piecewise {
  if (of.kind === "binary" && of.operator === "^" && of.right.kind === "constant") {
    const half = rational(of.right.value.num, of.right.value.den * 2n);
    if (isInteger(of.right.value) && isInteger(half) && signOfRational(half) > 0) {
      const root = integerPower(exactForm(of.left), half.num);
      return signed(root, (s, piece) => (s < 0 ? scalePiece(piece, minusOne) : piece));
    }
  }
  return mapPieces(exactForm(of), (piece) => {
    const c = constantOf(piece);
    const scalar = c && scalarOfForm(c);
    const root = scalar && sqrtOfScalar(scalar);
    if (root === undefined) throw new NotExact("square root");
    return constantPiece(formOfScalar(root));
  });
}

/** 1 / (c e^(a z^2 + b z)). */
function reciprocal(piece: Piece): Piece {
  const [only] = piece;
  const inverse = only && invertForm(only.polynomial[0]!);
  const awkward = piece.length !== 1 || only!.polynomial.length !== 1;
  if (awkward || inverse === undefined || only!.kernel.wave || only!.kernel.erf) {
    throw new NotExact("division");
  }
  const { a, b } = only!.kernel;
  return [{ polynomial: [inverse], kernel: { a: negateScalar(a), b: negateScalar(b) } }];
}

function expOf(piece: Piece): Piece {
  const [c = [], b = [], a = []] = scalarsOf(piece, 2);
  return [{ polynomial: [expForm(c)], kernel: { a, b } }];
}

/** sin(w z + t) = sin t cos wz + cos t sin wz, and the like for cos. */
function waveOf(name: "sin" | "cos", piece: Piece): Piece {
  const [w, t] = linear(piece);
  const [sinT, cosT] = [atomForm("sin", t), atomForm("cos", t)];
  const part = (outer: ClosedForm, wave: "sin" | "cos"): Piece => {
    const [c, kernel] = waveKernel(wave, w);
    const factor = multiplyForms(outer, c);
    if (factor.length === 0) return [];
    const base = { a: [], b: [] };
    return [{ polynomial: [factor], kernel: kernel ? { ...base, wave: kernel } : base }];
  };
  return name === "sin"
    ? addPieces(part(cosT, "sin"), part(sinT, "cos"))
    : addPieces(part(cosT, "cos"), part(negateForm(sinT), "sin"));
}

/** Phi(x) = (1 + erf(x / sqrt 2)) / 2. */
function normalDistributionOf(piece: Piece): Piece {
  const root = sqrtOfRational(rational(1n, 2n));
  const [s, t] = linear(piece);
  const erf = erfPiece(multiplyScalars(s, root), multiplyScalars(t, root));
  const half = scaleForm(oneForm, scalarOfRational(rational(1n, 2n)));
  return scalePiece(addPieces(constantPiece(oneForm), erf), half);
}

function constantCall(name: "log" | "atan" | "tanh", piece: Piece): ClosedForm {
  const c = constantOf(piece);
  const scalar = c && scalarOfForm(c);
  if (scalar === undefined || (name === "log" && signOfScalar(scalar) <= 0)) {
    throw new NotExact(name);
  }
  return atomForm(name, scalar);
}

/** h_n(f), by He_{n+1}(f) = f He_n(f) - n He_{n-1}(f). */
function hermiteOf(n: number, monic: boolean, f: Piecewise): Piecewise {
  const next = (piece: Piece): Piece => {
    let previous: Piece = [];
    let current: Piece = constantPiece(oneForm);
    for (let k = 0; k < n; k++) {
      const lower = scalePiece(previous, formOfScalar(scalarOfInteger(-k)));
      [previous, current] = [current, addPieces(multiplyPieces(piece, current), lower)];
    }
    return current;
  };
  const He = mapPieces(f, next);
  if (monic) return He;
  let factorial = 1n;
  for (let k = 2n; k <= n; k++) factorial *= k;
  const factor = formOfScalar(sqrtOfRational(rational(1n, factorial)));
  return mapPieces(He, (piece) => scalePiece(piece, factor));
}

/** The constant a piece is, or `undefined`. */
function constantOf(piece: Piece): ClosedForm | undefined {
  const polynomial = polynomialOfPiece(piece);
  return polynomial === undefined || polynomial.length > 1 ? undefined : (polynomial[0] ?? []);
}

/** The coefficients of a polynomial piece of bounded degree, as scalars. @throws NotExact */
function scalarsOf(piece: Piece, degree: number): readonly Scalar[] {
  const polynomial = polynomialOfPiece(piece);
  if (polynomial === undefined || polynomial.length > degree + 1) throw new NotExact("argument");
  return polynomial.map((c) => {
    const scalar = scalarOfForm(c);
    if (scalar === undefined) throw new NotExact("argument");
    return scalar;
  });
}

/** [s, t] of s z + t. */
function linear(piece: Piece): readonly [Scalar, Scalar] {
  const [t = [], s = []] = scalarsOf(piece, 1);
  return [s, t];
}
