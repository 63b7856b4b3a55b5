/**
 * Closed forms as numbers: a ball at any precision, and the decision whether a form is zero.
 *
 * Zero is shown by algebra (the canonical form is empty), not zero by an enclosure without 0.
 * What neither shows by 1000 bits is said to be undecided.
 */
import {
  addBalls,
  type Ball,
  excludesZero,
  magnitude,
  multiplyBalls,
  unknownBall,
  zeroBall,
} from "./ball.ts";
import { erfBall } from "./ball-erf.ts";
import { asinBall, atanBall, expBall, logBall, sinCosBall, tanhBall } from "./ball-functions.ts";
import type { Atom, ClosedForm, ClosedTerm } from "./closed-form.ts";
import { enclosureOfScalar, keyOfScalar } from "./scalar.ts";

/** A number with a proved enclosure. */
export interface Enclosed {
  readonly ball: Ball;
  readonly bits: number;
}

/** Values of exponentials and atoms already made, by name, argument and bits. */
export type EnclosureCache = Map<string, Ball>;

/** A ball at `bits` that holds the value of the form. */
export function enclosureOfForm(a: ClosedForm, bits: number, cache: EnclosureCache): Ball {
  const w = bits + 16;
  const sum = a.reduce((total, t) => addBalls(total, enclosureOfTerm(t, w, cache)), zeroBall);
  return { mid: sum.mid >> 16n, rad: sum.rad + 2 ** -bits };
}

/**
 * A ball whose radius is at most 2^-goal of the value, so long as 1000 bits suffice.
 *
 * @param goal Relative accuracy in bits; 120 is 36 digits.
 */
export function valueOfForm(a: ClosedForm, goal: number, cache: EnclosureCache): Enclosed {
  if (a.length === 0) return { ball: zeroBall, bits: goal };
  for (let bits = goal + 16; ; bits = Math.min(960, bits * 2)) {
    const ball = enclosureOfForm(a, bits, cache);
    if (ball.rad <= magnitude(ball.mid, bits) * 2 ** -goal || bits >= 960) return { ball, bits };
  }
}

/** True if the form is zero, false if it is not, `undefined` if 960 bits do not tell. */
export function isZeroValue(a: ClosedForm, cache: EnclosureCache): boolean | undefined {
  if (a.length === 0) return true;
  // A scalar with terms is not 0, nor is an exponential.
  if (a.length === 1 && a[0]!.atoms.length === 0) return false;
  const { ball, bits } = valueOfForm(a, 8, cache);
  return excludesZero(ball, bits) ? false : undefined;
}

/** -1, 0 or 1, or `undefined` if it cannot be told. */
export function signOfForm(a: ClosedForm, cache: EnclosureCache): -1 | 0 | 1 | undefined {
  if (a.length === 0) return 0;
  const { ball, bits } = valueOfForm(a, 8, cache);
  return excludesZero(ball, bits) ? (ball.mid > 0n ? 1 : -1) : undefined;
}

function enclosureOfTerm(t: ClosedTerm, bits: number, cache: EnclosureCache): Ball {
  let ball = enclosureOfScalar(t.factor, bits);
  if (t.exponent.length > 0) {
    const exp = remembered(cache, `exp ${keyOfScalar(t.exponent)} ${bits}`, () =>
      expBall(enclosureOfScalar(t.exponent, bits), bits),
    );
    ball = multiplyBalls(ball, exp, bits);
  }
  for (const atom of t.atoms) ball = multiplyBalls(ball, enclosureOfAtom(atom, bits, cache), bits);
  return ball;
}

function enclosureOfAtom(atom: Atom, bits: number, cache: EnclosureCache): Ball {
  return remembered(cache, `${atom.name} ${keyOfScalar(atom.of)} ${bits}`, () => {
    const x = enclosureOfScalar(atom.of, bits);
    switch (atom.name) {
      case "erf":
        return erfBall(x, bits);
      case "cos":
        return sinCosBall(x, bits).cos;
      case "sin":
        return sinCosBall(x, bits).sin;
      case "log":
        return logBall(x, bits);
      case "atan":
        return atanBall(x, bits);
      case "asin":
        return asinBall(x, bits);
      case "tanh":
        return tanhBall(x, bits);
      default:
        return unknownBall;
    }
  });
}

function remembered(cache: EnclosureCache, key: string, make: () => Ball): Ball {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
