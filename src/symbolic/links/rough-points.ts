/**
 * What happens to a link at a point where it may not be smooth: a jump, a kink, a singularity, or
 * nothing at all.
 *
 * For the exact families one-sided derivatives are compared as closed forms. Otherwise one-sided
 * values near the point are compared at two distances; such a statement is numerical.
 */

import { integer } from "../../model/rational.ts";
import { type Ball, magnitude, middle } from "./ball.ts";
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
import { isZeroValue } from "./closed-form-enclosure.ts";
import { formatScalar } from "./closed-form-text.ts";
import type { CriticalPoint } from "./critical-points.ts";
import type { RoughPoint } from "./expansion.ts";
import {
  addPieces,
  type Kernel,
  multiplyPieces,
  type Piece,
  type Piecewise,
  polynomialPiece,
  scalePiece,
} from "./piecewise.ts";
import {
  addScalars,
  enclosureOfScalar,
  multiplyScalars,
  negateScalar,
  type Scalar,
  scalarOfInteger,
  scaleScalar,
} from "./scalar.ts";
import type { Tape } from "./tape.ts";
import { workingBits } from "./working-bits.ts";

/** Highest derivative that is looked at. */
const highest = 8;

/** Jumps and kinks of a piecewise sum, exactly. */
export function exactRoughPoints(f: Piecewise): readonly RoughPoint[] {
  return f.breaks.flatMap((at, i): readonly RoughPoint[] => {
    let [left, right] = [f.pieces[i]!, f.pieces[i + 1]!];
    for (let derivative = 0; derivative <= highest; derivative++) {
      const jump = subtractForms(valueOfPiece(right, at), valueOfPiece(left, at));
      if (isZeroValue(jump, new Map()) !== true) {
        const kind = derivative === 0 ? "jump" : "kink";
        return [{ at: formatScalar(at), value: doubleOf(at), kind, derivative }];
      }
      [left, right] = [derivativeOfPiece(left), derivativeOfPiece(right)];
    }
    return [{ at: formatScalar(at), value: doubleOf(at), kind: "kink" }];
  });
}

/** Jumps, kinks and singularities of a link seen numerically at its critical points. */
export function numericRoughPoints(
  tape: Tape,
  points: readonly CriticalPoint[],
): readonly RoughPoint[] {
  return points.flatMap((point): readonly RoughPoint[] => {
    const seen = middle(point.at, workingBits);
    const value = Math.abs(seen) < 1e-25 ? 0 : seen;
    const at = point.text ?? `${value}`;
    const exponent = localExponent(tape, point.at);
    if (exponent !== undefined && exponent < -1e-6) return [{ at, value, kind: "singularity" }];
    const near = (k: number, side: 1n | -1n): number => valueNear(tape, point.at, k, side);
    const scale = Math.max(1e-30, Math.abs(near(8, 1n)) + Math.abs(near(8, -1n)));
    const gap = (k: number): number => Math.abs(near(k, 1n) - near(k, -1n)) / scale;
    if (!(gap(100) < 1e-10)) {
      // A logarithm still moves between the two distances; a jump does not.
      const moves = Math.abs(near(60, 1n) - near(100, 1n)) / scale > 1e-3;
      return [
        { at, value, kind: moves ? "singularity" : "jump", ...(moves ? {} : { derivative: 0 }) },
      ];
    }
    const slope = (k: number, side: 1n | -1n): number =>
      (near(k, side) - near(k + 40, side)) * 2 ** k;
    const slopes = [slope(30, 1n), -slope(30, -1n)];
    const size = Math.max(scale, Math.abs(slopes[0]!), Math.abs(slopes[1]!));
    const bends = Math.abs(slopes[0]! - slopes[1]!) > 1e-5 * size;
    const steep = Math.abs(slope(60, 1n)) > 100 * (scale + Math.abs(slopes[0]!));
    if (steep) return [{ at, value, kind: "singularity", derivative: 1 }];
    return bends ? [{ at, value, kind: "kink", derivative: 1 }] : [];
  });
}

/**
 * s where |f| ~ |z - c|^s near c, if |f| grows without bound towards c; `undefined` if it does not.
 */
export function localExponent(tape: Tape, at: Ball): number | undefined {
  const exponents = ([1n, -1n] as const).map((side) => {
    const sizes = [30, 50, 70].map((k) => Math.abs(valueNear(tape, at, k, side)));
    const [far, mid, near] = sizes.map(Math.log2) as [number, number, number];
    if (!Number.isFinite(far + mid + near) || !(near > mid + 0.5 && mid > far)) return 0;
    return (far - near) / 40;
  });
  const least = Math.min(...exponents);
  return least < 0 ? least : undefined;
}

/** f(c + side 2^-k) as a double; NaN where it is not known to 20 %. */
function valueNear(tape: Tape, at: Ball, k: number, side: 1n | -1n): number {
  const bits = 2 * workingBits;
  const wide = at.mid << BigInt(workingBits);
  const value = tape.value({ mid: wide + side * (1n << BigInt(bits - k)), rad: 0 }, bits);
  const size = magnitude(value.mid, bits);
  if (value.rad > 1e-3 + size / 5) return Number.NaN;
  return middle(value, bits);
}

/** The value of a piece at a scalar. */
export function valueOfPiece(piece: Piece, x: Scalar): ClosedForm {
  return piece.reduce<ClosedForm>((sum, { polynomial, kernel }) => {
    const p = polynomial.reduceRight<ClosedForm>(
      (value, c) => addForms(scaleForm(value, x), c),
      [],
    );
    return addForms(sum, multiplyForms(p, kernelAt(kernel, x)));
  }, []);
}

function kernelAt(kernel: Kernel, x: Scalar): ClosedForm {
  const exponent = addScalars(
    multiplyScalars(kernel.a, multiplyScalars(x, x)),
    multiplyScalars(kernel.b, x),
  );
  let value = expForm(exponent);
  if (kernel.wave) {
    value = multiplyForms(value, atomForm(kernel.wave.name, multiplyScalars(kernel.wave.w, x)));
  }
  if (kernel.erf) {
    const inside = addScalars(multiplyScalars(kernel.erf.s, x), kernel.erf.t);
    value = multiplyForms(value, atomForm("erf", inside));
  }
  return value;
}

/** The derivative of a piece, by the product rule. */
export function derivativeOfPiece(piece: Piece): Piece {
  return piece.reduce<Piece>((sum, { polynomial, kernel }) => {
    const parts: Piece[] = [];
    const slope = polynomial.slice(1).map((c, i) => scaleForm(c, scalarOfInteger(i + 1)));
    if (slope.length > 0) parts.push([{ polynomial: slope, kernel }]);
    const inner = polynomialPiece([
      formOfScalar(kernel.b),
      formOfScalar(scaleScalar(kernel.a, integer(2))),
    ]);
    parts.push(multiplyPieces(inner, [{ polynomial, kernel }]));
    if (kernel.wave) {
      const { name, w } = kernel.wave;
      const turned: Kernel = { ...kernel, wave: { name: name === "sin" ? "cos" : "sin", w } };
      const factor = formOfScalar(name === "sin" ? w : negateScalar(w));
      parts.push(scalePiece([{ polynomial, kernel: turned }], factor));
    }
    if (kernel.erf) {
      const { s, t } = kernel.erf;
      const { erf: _, ...rest } = kernel;
      const gaussian: Kernel = {
        ...rest,
        a: addScalars(kernel.a, negateScalar(multiplyScalars(s, s))),
        b: addScalars(kernel.b, scaleScalar(multiplyScalars(s, t), integer(-2))),
      };
      const rate: Scalar = [{ r: integer(2), n: 1n, m: -1 }];
      const factor = scaleForm(
        expForm(negateScalar(multiplyScalars(t, t))),
        multiplyScalars(s, rate),
      );
      parts.push(scalePiece([{ polynomial, kernel: gaussian }], factor));
    }
    return parts.reduce(addPieces, sum);
  }, []);
}

const doubleOf = (x: Scalar): number => middle(enclosureOfScalar(x, 80), 80);
