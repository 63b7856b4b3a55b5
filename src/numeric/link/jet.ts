/**
 * Two arithmetics for links: plain numbers, and second-order jets (forward differentiation).
 *
 * A jet is (f, f', f'') at a point, the derivatives taken in the link's variable z. Sums, products
 * and quotients follow Leibniz' rule, functions of one variable the chain rule
 * (f o g)'' = f''(g) g'^2 + f'(g) g''.
 */
import type { Derivatives, ElementaryFunction } from "../special/elementary.ts";

/** The operations a link is made of, over numbers or over jets. */
export interface Arithmetic<T> {
  readonly constant: (x: number) => T;
  readonly variable: (z: number) => T;
  readonly add: (a: T, b: T) => T;
  readonly subtract: (a: T, b: T) => T;
  readonly multiply: (a: T, b: T) => T;
  readonly divide: (a: T, b: T) => T;
  readonly apply: (f: ElementaryFunction, a: T) => T;
  /** A function given by its derivatives alone, such as h_p. */
  readonly compose: (f: (x: number) => Derivatives, a: T) => T;
  readonly valueOf: (a: T) => number;
}

export const numbers: Arithmetic<number> = {
  constant: (x) => x,
  variable: (z) => z,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  apply: (f, a) => f.value(a),
  compose: (f, a) => f(a)[0],
  valueOf: (a) => a,
};

/** (f, f', f''). */
export type Jet = Derivatives;

export const jets: Arithmetic<Jet> = {
  constant: (x) => [x, 0, 0],
  variable: (z) => [z, 1, 0],
  add: (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]],
  subtract: (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]],
  multiply: (a, b) => [
    a[0] * b[0],
    a[1] * b[0] + a[0] * b[1],
    a[2] * b[0] + 2 * a[1] * b[1] + a[0] * b[2],
  ],
  divide: (a, b) => {
    const value = a[0] / b[0];
    const first = (a[1] - value * b[1]) / b[0];
    return [value, first, (a[2] - 2 * first * b[1] - value * b[2]) / b[0]];
  },
  apply: (f, a) => chain(f.derivatives(a[0]), a),
  compose: (f, a) => chain(f(a[0]), a),
  valueOf: (a) => a[0],
};

function chain([value, first, second]: Derivatives, [, slope, bend]: Jet): Jet {
  // A constant argument has derivative 0 even where f' is infinite, as sqrt has at 0.
  if (slope === 0 && bend === 0) return [value, 0, 0];
  return [value, first * slope, second * slope * slope + first * bend];
}
