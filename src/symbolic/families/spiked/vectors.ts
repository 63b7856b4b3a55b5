/**
 * Combinations of wbar, vbar and theta with terms as coefficients, and their inner products.
 *
 * wbar = Sigma^(1/2) w and vbar = Sigma^(1/2) v_1, normalised: unit vectors, as theta is. Their
 * three inner products are what the flow is closed in: rho = <wbar, vbar>, and two that have no
 * name of their own, written `theta.wbar` and `theta.vbar`.
 */
import { symbol } from "../../term/atom.ts";
import * as T from "../../term/term.ts";

export type Frame = "wbar" | "vbar" | "theta";
export type Combination = Readonly<Partial<Record<Frame, T.Term>>>;

const frame: readonly Frame[] = ["wbar", "vbar", "theta"];

export const isFrame = (name: string): name is Frame => (frame as readonly string[]).includes(name);

/** <x, y> of two of the unit vectors. */
export function gram(x: Frame, y: Frame): T.Term {
  if (x === y) return T.one;
  const [first, second] = [x, y].sort();
  const isRho = first === "vbar" && second === "wbar";
  return T.ofAtom(symbol(isRho ? "rho" : `${first}.${second}`));
}

export const add = (a: Combination, b: Combination): Combination =>
  Object.fromEntries(
    frame.flatMap((name) => {
      const parts = [a[name], b[name]].filter((part) => part !== undefined);
      return parts.length === 0 ? [] : [[name, T.sum(parts)]];
    }),
  );

export const scale = (a: Combination, by: T.Term): Combination =>
  Object.fromEntries(
    frame.flatMap((name) => {
      const part = a[name];
      return part === undefined ? [] : [[name, T.multiply(part, by)]];
    }),
  );

/** <a, x>. */
export const dotWith = (a: Combination, x: Frame): T.Term =>
  T.sum(
    frame.flatMap((name) => {
      const part = a[name];
      return part === undefined ? [] : [T.multiply(part, gram(name, x))];
    }),
  );

/** a - <a, x> x. */
export const across = (a: Combination, x: Frame): Combination =>
  add(a, { [x]: T.negate(dotWith(a, x)) });
