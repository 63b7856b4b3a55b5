/**
 * c_p = E[K(z) He_p(z); l < z < u] for a kernel K, exactly, p = 0..n.
 *
 * Since phi He_{p+1} = -(phi He_p)', integration by parts gives, for K = exp(a z^2 + b z) S(z),
 *
 *   (1 - 2a) c_{p+1} = [K phi He_p](l) - [K phi He_p](u) + b c_p + 2a p c_{p-1} + d_p,
 *
 * where d_p is the sequence of exp(a z^2 + b z) S'(z): 0 for S = 1, a Gaussian for S = erf. A
 * wave is b -> b + i w. The start c_0 is a Gaussian integral (square completed), for erf
 * E erf(s Z + t) with Z normal [Ng1969, 4.3.13]. Derivations: docs/links.md.
 */
import { integer, rational } from "../../model/rational.ts";
import {
  addForms,
  atomForm,
  type ClosedForm,
  expForm,
  formOfScalar,
  multiplyForms,
  oneForm,
  scaleForm,
  subtractForms,
} from "./closed-form.ts";
import { hermiteValues } from "./hermite.ts";
import { isTrivial, type Kernel, NotExact } from "./piecewise.ts";
import {
  addScalars,
  invertScalar,
  isZeroScalar,
  multiplyScalars,
  negateScalar,
  oneScalar,
  type Scalar,
  scalarOfInteger,
  scalarOfRational,
  scaleScalar,
  signOfScalar,
  sqrtOfRational,
  sqrtOfScalar,
  subtractScalars,
} from "./scalar.ts";

/** An interval; an end left out is infinite. */
export interface Interval {
  readonly from?: Scalar | undefined;
  readonly to?: Scalar | undefined;
}

/**
 * c_0, ..., c_n.
 *
 * @throws NotExact if 1 - 2a is no positive rational or square, for a wave on part of the line,
 *   and for erf on part of it except erf(s z) on a half line from 0.
 */
export function kernelSequence(kernel: Kernel, on: Interval, n: number): readonly ClosedForm[] {
  if (kernel.wave && kernel.erf) throw new NotExact("a wave times an error function");
  if (kernel.wave) return waveSequence(kernel, kernel.wave, on, n);
  if (isTrivial(kernel) && !on.from && !on.to) return [oneForm, ...Array(n).fill([])];
  const tilt = tilted(kernel);
  const edges = boundaryTerms(kernel, on, n);
  const inner = kernel.erf === undefined ? undefined : derivativeSequence(kernel, on, n);
  const values: ClosedForm[] = [startOf(kernel, tilt, on)];
  const twoA = scaleScalar(kernel.a, integer(2));
  for (let p = 0; p < n; p++) {
    let next = addForms(edges[p]!, scaleForm(values[p]!, kernel.b));
    if (p > 0 && twoA.length > 0) {
      next = addForms(next, scaleForm(values[p - 1]!, scaleScalar(twoA, integer(p))));
    }
    if (inner !== undefined) next = addForms(next, inner[p]!);
    values.push(twoA.length === 0 ? next : scaleForm(next, tilt.variance));
  }
  return values;
}

/** exp(a z^2 + b z) phi(z) = mass * the density of N(mean, variance), deviation^2 = variance. */
interface Tilt {
  readonly variance: Scalar;
  readonly deviation: Scalar;
  readonly mean: Scalar;
  readonly mass: ClosedForm;
}

function tilted(kernel: Kernel): Tilt {
  const { a, b } = kernel;
  const rest = subtractScalars(oneScalar, scaleScalar(a, integer(2)));
  if (signOfScalar(rest) <= 0) throw new NotExact("exp(z^2/2) or more");
  const variance = invertScalar(rest);
  const deviation = variance && sqrtOfScalar(variance);
  if (variance === undefined || deviation === undefined) throw new NotExact("variance");
  const mean = multiplyScalars(b, variance);
  const exponent = scaleScalar(multiplyScalars(b, mean), rational(1n, 2n));
  return { variance, deviation, mean, mass: scaleForm(expForm(exponent), deviation) };
}

const rootHalf = sqrtOfRational(rational(1n, 2n));
const half = scalarOfRational(rational(1n, 2n));
/** 1 / sqrt(2 pi). */
const rootTwoPi: Scalar = [{ r: rational(1n, 2n), n: 2n, m: -1 }];
/** 2 / sqrt(pi). */
const twoOverRootPi: Scalar = [{ r: integer(2), n: 1n, m: -1 }];
/** 1 / pi. */
const overPi: Scalar = [{ r: integer(1), n: 1n, m: -2 }];

function startOf(kernel: Kernel, tilt: Tilt, on: Interval): ClosedForm {
  if (kernel.erf === undefined) {
    if (!on.from && !on.to) return tilt.mass;
    const scale = multiplyScalars(invertScalar(tilt.deviation)!, rootHalf);
    const below = (x: Scalar | undefined, atInfinity: ClosedForm): ClosedForm =>
      x === undefined
        ? atInfinity
        : atomForm("erf", multiplyScalars(subtractScalars(x, tilt.mean), scale));
    const minusOne = formOfScalar(scalarOfInteger(-1));
    const share = subtractForms(below(on.to, oneForm), below(on.from, minusOne));
    return scaleForm(multiplyForms(tilt.mass, share), half);
  }
  const { s, t } = kernel.erf;
  if (on.from || on.to) return halfLineStart(kernel, s, t, on);
  // E erf(s Z + t) = erf((s mean + t) / sqrt(1 + 2 s^2 variance)) for Z ~ N(mean, variance).
  const square = multiplyScalars(multiplyScalars(s, s), tilt.variance);
  const root = sqrtOfScalar(addScalars(oneScalar, scaleScalar(square, integer(2))));
  const shift = addScalars(multiplyScalars(s, tilt.mean), t);
  if (isZeroScalar(shift)) return [];
  const inverse = root && invertScalar(root);
  if (inverse === undefined) throw new NotExact("scale of erf");
  return multiplyForms(tilt.mass, atomForm("erf", multiplyScalars(shift, inverse)));
}

/** E[erf(s z); z > 0] = atan(sqrt(2) s) / pi, and minus that for z < 0. */
function halfLineStart(kernel: Kernel, s: Scalar, t: Scalar, on: Interval): ClosedForm {
  const plain = isZeroScalar(kernel.a) && isZeroScalar(kernel.b) && isZeroScalar(t);
  const end = on.from ?? on.to;
  if (!plain || (on.from && on.to) || !isZeroScalar(end!)) throw new NotExact("erf on a part");
  const value = scaleForm(atomForm("atan", multiplyScalars(s, sqrtOfRational(integer(2)))), overPi);
  return on.from ? value : scaleForm(value, scalarOfInteger(-1));
}

/** The sequence of exp(a z^2 + b z) (d/dz) erf(s z + t), which is a Gaussian kernel again. */
function derivativeSequence(kernel: Kernel, on: Interval, n: number): readonly ClosedForm[] {
  const { s, t } = kernel.erf!;
  const gaussian: Kernel = {
    a: subtractScalars(kernel.a, multiplyScalars(s, s)),
    b: subtractScalars(kernel.b, scaleScalar(multiplyScalars(s, t), integer(2))),
  };
  const outer = scaleForm(
    expForm(negateScalar(multiplyScalars(t, t))),
    multiplyScalars(s, twoOverRootPi),
  );
  return kernelSequence(gaussian, on, n).map((c) => multiplyForms(c, outer));
}

/** [K phi He_p](from) - [K phi He_p](to), p = 0..n. */
function boundaryTerms(kernel: Kernel, on: Interval, n: number): readonly ClosedForm[] {
  const at = (x: Scalar | undefined): readonly ClosedForm[] | undefined => {
    if (x === undefined) return undefined;
    const weight = weightAt(kernel, x);
    return hermiteValues(n, x).map((h) => scaleForm(weight, h));
  };
  const [from, to] = [at(on.from), at(on.to)];
  return Array.from({ length: n + 1 }, (_, p) => subtractForms(from?.[p] ?? [], to?.[p] ?? []));
}

/** K(x) phi(x). */
function weightAt(kernel: Kernel, x: Scalar): ClosedForm {
  const square = multiplyScalars(x, x);
  const quadratic = multiplyScalars(subtractScalars(kernel.a, half), square);
  const exponent = addScalars(quadratic, multiplyScalars(kernel.b, x));
  const gauss = scaleForm(expForm(exponent), rootTwoPi);
  if (kernel.erf === undefined) return gauss;
  const inside = addScalars(multiplyScalars(kernel.erf.s, x), kernel.erf.t);
  return multiplyForms(gauss, atomForm("erf", inside));
}

/** E[exp(a z^2 + (b + iw) z) He_p] = (A_p + i B_p) mass e^(i theta), on the whole line. */
function waveSequence(
  kernel: Kernel,
  wave: { readonly name: "cos" | "sin"; readonly w: Scalar },
  on: Interval,
  n: number,
): readonly ClosedForm[] {
  if (on.from || on.to) throw new NotExact("a wave on a part of the line");
  const { variance, deviation, mean } = tilted(kernel);
  const { w } = wave;
  const square = subtractScalars(multiplyScalars(kernel.b, kernel.b), multiplyScalars(w, w));
  const exponent = scaleScalar(multiplyScalars(square, variance), rational(1n, 2n));
  const mass = scaleForm(expForm(exponent), deviation);
  const theta = multiplyScalars(mean, w);
  const [cos, sin] = [atomForm("cos", theta), atomForm("sin", theta)].map((c) =>
    multiplyForms(mass, c),
  );
  const twoA = scaleScalar(kernel.a, integer(2));
  let [previous, current]: [Complex, Complex] = [
    [[], []],
    [oneScalar, []],
  ];
  const values: ClosedForm[] = [];
  for (let p = 0; p <= n; p++) {
    const [A, B] = current;
    values.push(
      wave.name === "cos"
        ? subtractForms(scaleForm(cos!, A), scaleForm(sin!, B))
        : addForms(scaleForm(cos!, B), scaleForm(sin!, A)),
    );
    const back = scaleScalar(twoA, integer(p));
    const next = ([x, y]: Complex, [u, v]: Complex): Complex => [
      multiplyScalars(
        variance,
        addScalars(
          subtractScalars(multiplyScalars(kernel.b, x), multiplyScalars(w, y)),
          multiplyScalars(back, u),
        ),
      ),
      multiplyScalars(
        variance,
        addScalars(
          addScalars(multiplyScalars(kernel.b, y), multiplyScalars(w, x)),
          multiplyScalars(back, v),
        ),
      ),
    ];
    [previous, current] = [current, next(current, previous)];
  }
  return values;
}

type Complex = readonly [Scalar, Scalar];

/** True if exp(a z^2) is square-integrable under the Gaussian on an unbounded piece: a < 1/4. */
export const isBelowQuarter = (a: Scalar): boolean =>
  signOfScalar(subtractScalars(scalarOfRational(rational(1n, 4n)), a)) > 0;
