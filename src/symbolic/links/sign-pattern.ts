/**
 * Where a piecewise function is positive, negative or zero, exactly.
 *
 * A piece must be one term without a wave: exponentials are positive, erf(s z + t) changes sign at
 * -t/s, and the polynomial's real roots must be scalars (linear and quadratic factors, rational
 * roots, polynomials in z^2). Other links leave the exact route here.
 */
import {
  add,
  integer,
  isZero,
  multiply,
  type Rational,
  rational,
  rationalOfNumber,
} from "../../model/rational.ts";
import { integerGcd } from "../../model/whole-number.ts";
import { middle } from "./ball.ts";
import { invertForm, multiplyForms, scalarOfForm } from "./closed-form.ts";
import { signOfForm } from "./closed-form-enclosure.ts";
import { type FormPolynomial, NotExact, type Piece, type Piecewise } from "./piecewise.ts";
import {
  addScalars,
  compareScalars,
  enclosureOfScalar,
  invertScalar,
  isZeroScalar,
  multiplyScalars,
  negateScalar,
  rationalOfScalar,
  type Scalar,
  scalarOfInteger,
  scalarOfRational,
  scaleScalar,
  signOfScalar,
  sqrtOfScalar,
  subtractScalars,
} from "./scalar.ts";

/** `signs[i]` is the sign between `breaks[i - 1]` and `breaks[i]`. */
export interface SignPattern {
  readonly breaks: readonly Scalar[];
  readonly signs: readonly (-1 | 0 | 1)[];
}

/** The sign of f almost everywhere. @throws NotExact where roots are no scalars. */
export function signPattern(f: Piecewise): SignPattern {
  const breaks: Scalar[] = [];
  const signs: (-1 | 0 | 1)[] = [];
  f.pieces.forEach((piece, i) => {
    const [from, to] = [f.breaks[i - 1], f.breaks[i]];
    const inside = rootsOfPiece(piece)
      .filter((x) => (!from || compareScalars(from, x) < 0) && (!to || compareScalars(x, to) < 0))
      .sort(compareScalars)
      .filter((x, j, all) => j === 0 || compareScalars(all[j - 1]!, x) !== 0);
    const ends = [from, ...inside, to];
    for (let j = 0; j + 1 < ends.length; j++) {
      signs.push(signOfPieceAt(piece, pointBetween(ends[j], ends[j + 1])));
      if (ends[j + 1] !== undefined) breaks.push(ends[j + 1]!);
    }
  });
  return { breaks, signs };
}

/** The real roots of a polynomial with closed forms as coefficients. @throws NotExact */
export function realRoots(p: FormPolynomial): readonly Scalar[] {
  const leading = p.at(-1);
  if (leading === undefined || p.length === 1) return [];
  const inverse = invertForm(leading);
  if (inverse === undefined) throw new NotExact("leading coefficient");
  const monic = p.map((c) => {
    const scalar = scalarOfForm(multiplyForms(c, inverse));
    if (scalar === undefined) throw new NotExact("coefficients of a break");
    return scalar;
  });
  return rootsOfMonic(monic);
}

function rootsOfPiece(piece: Piece): readonly Scalar[] {
  if (piece.length === 0) return [];
  const [only] = piece;
  if (piece.length > 1 || only!.kernel.wave) throw new NotExact("sign of a sum");
  const { erf } = only!.kernel;
  const roots = realRoots(only!.polynomial);
  if (erf === undefined) return roots;
  const inverse = invertScalar(erf.s);
  if (inverse === undefined) throw new NotExact("root of erf");
  return [...roots, negateScalar(multiplyScalars(erf.t, inverse))];
}

function signOfPieceAt(piece: Piece, x: Scalar): -1 | 0 | 1 {
  const [only] = piece;
  if (only === undefined) return 0;
  const leading = invertForm(only.polynomial.at(-1)!);
  const outer = signOfForm(only.polynomial.at(-1)!, new Map());
  if (leading === undefined || outer === undefined) throw new NotExact("sign of a constant");
  const value = only.polynomial.reduceRight<Scalar>(
    (sum, c) => addScalars(multiplyScalars(sum, x), scalarOfForm(multiplyForms(c, leading))!),
    [],
  );
  const { erf } = only.kernel;
  const inner = erf ? signOfScalar(addScalars(multiplyScalars(erf.s, x), erf.t)) : 1;
  return (outer * signOfScalar(value) * inner) as -1 | 0 | 1;
}

/** A rational point strictly between two scalars, or beyond one. */
function pointBetween(from: Scalar | undefined, to: Scalar | undefined): Scalar {
  const near = (x: Scalar): Rational => rationalOfNumber(middle(enclosureOfScalar(x, 80), 80));
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return scalarOfRational(add(near(to!), integer(-1)));
  if (to === undefined) return scalarOfRational(add(near(from), integer(1)));
  const between = scalarOfRational(multiply(add(near(from), near(to)), rational(1n, 2n)));
  if (compareScalars(from, between) >= 0 || compareScalars(between, to) >= 0) {
    throw new NotExact("breaks nearer than a double tells");
  }
  return between;
}

function rootsOfMonic(p: readonly Scalar[]): readonly Scalar[] {
  const degree = p.length - 1;
  if (degree < 1) return [];
  if (isZeroScalar(p[0]!)) return [[], ...rootsOfMonic(p.slice(1))];
  if (degree === 1) return [negateScalar(p[0]!)];
  if (degree === 2) return rootsOfQuadratic(p[1]!, p[0]!);
  if (p.every((c, i) => i % 2 === 0 || isZeroScalar(c))) {
    return rootsOfMonic(p.filter((_, i) => i % 2 === 0)).flatMap((y) => {
      if (signOfScalar(y) < 0) return [];
      const root = sqrtOfScalar(y);
      if (root === undefined) throw new NotExact("a nested root");
      return [root, negateScalar(root)];
    });
  }
  const root = rationalRoot(p);
  return [root, ...rootsOfMonic(deflated(p, root))];
}

/** z^2 + b z + c. */
function rootsOfQuadratic(b: Scalar, c: Scalar): readonly Scalar[] {
  const mid = scaleScalar(b, rational(-1n, 2n));
  const square = subtractScalars(multiplyScalars(mid, mid), c);
  if (signOfScalar(square) < 0) return [];
  const root = sqrtOfScalar(square);
  if (root === undefined) throw new NotExact("a nested root");
  return [addScalars(mid, root), subtractScalars(mid, root)];
}

/** A rational root of a monic rational polynomial, among the divisors. @throws NotExact */
function rationalRoot(p: readonly Scalar[]): Scalar {
  const coefficients = p.map(rationalOfScalar);
  if (coefficients.some((c) => c === undefined)) throw new NotExact("degree");
  const rationals = coefficients as readonly Rational[];
  const common = rationals.reduce((lcm, c) => (lcm / integerGcd(lcm, c.den)) * c.den, 1n);
  const constant = (rationals[0]!.num * common) / rationals[0]!.den;
  const size = constant < 0n ? -constant : constant;
  if (size > 1_000_000n || common > 10_000n) throw new NotExact("degree");
  for (const den of divisors(common)) {
    for (const num of divisors(size)) {
      for (const x of [rational(num, den), rational(-num, den)]) {
        const value = rationals.reduceRight((sum, c) => add(multiply(sum, x), c), integer(0));
        if (isZero(value)) return scalarOfRational(x);
      }
    }
  }
  throw new NotExact("degree");
}

function deflated(p: readonly Scalar[], root: Scalar): readonly Scalar[] {
  const quotient: Scalar[] = [];
  let carry: Scalar = scalarOfInteger(0);
  for (let i = p.length - 1; i >= 1; i--) {
    carry = addScalars(multiplyScalars(carry, root), p[i]!);
    quotient.unshift(carry);
  }
  return quotient;
}

function divisors(n: bigint): readonly bigint[] {
  const found: bigint[] = [];
  for (let d = 1n; d * d <= n; d++) if (n % d === 0n) found.push(d, n / d);
  return found;
}
