/**
 * The functions of one variable that the spec language knows, each with two derivatives.
 *
 * A function that is not smooth has the derivatives of its smooth pieces here; the places where
 * the pieces meet are found by `link/breakpoints.ts`. At such a place itself: sign(0) = 0,
 * step(0) = 1/2 and relu'(0) = 1/2, the means of both sides.
 */
import { erf, normalDensity, normalDistribution } from "./erf.ts";

/** f(x), f'(x), f''(x). */
export type Derivatives = readonly [number, number, number];

export interface ElementaryFunction {
  readonly value: (x: number) => number;
  readonly derivatives: (x: number) => Derivatives;
  /** Where the argument has a sign change or crosses an integer, the function is not smooth. */
  readonly breaks: "never" | "at-zero" | "at-integers";
}

const twoOverRootPi = 1.1283791670955126;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const step = (x: number): number => (x > 0 ? 1 : x < 0 ? 0 : x === 0 ? 0.5 : Number.NaN);

const smooth = (
  value: (x: number) => number,
  derivatives: (x: number) => Derivatives,
): ElementaryFunction => ({ value, derivatives, breaks: "never" });

const flat = (value: (x: number) => number, breaks: "at-zero" | "at-integers") => ({
  value,
  derivatives: (x: number): Derivatives => [value(x), 0, 0],
  breaks,
});

export const elementary: ReadonlyMap<string, ElementaryFunction> = new Map([
  [
    "sqrt",
    smooth(Math.sqrt, (x) => [Math.sqrt(x), 0.5 / Math.sqrt(x), -0.25 / (x * Math.sqrt(x))]),
  ],
  ["exp", smooth(Math.exp, (x) => [Math.exp(x), Math.exp(x), Math.exp(x)])],
  ["log", smooth(Math.log, (x) => [Math.log(x), 1 / x, -1 / (x * x)])],
  ["sin", smooth(Math.sin, (x) => [Math.sin(x), Math.cos(x), -Math.sin(x)])],
  ["cos", smooth(Math.cos, (x) => [Math.cos(x), -Math.sin(x), -Math.cos(x)])],
  ["tan", smooth(Math.tan, (x) => tangentJet(Math.tan(x), 1))],
  ["sinh", smooth(Math.sinh, (x) => [Math.sinh(x), Math.cosh(x), Math.sinh(x)])],
  ["cosh", smooth(Math.cosh, (x) => [Math.cosh(x), Math.sinh(x), Math.cosh(x)])],
  ["tanh", smooth(Math.tanh, (x) => tangentJet(Math.tanh(x), -1))],
  ["asin", smooth(Math.asin, (x) => [Math.asin(x), (1 - x * x) ** -0.5, x * (1 - x * x) ** -1.5])],
  [
    "acos",
    smooth(Math.acos, (x) => [Math.acos(x), -((1 - x * x) ** -0.5), -x * (1 - x * x) ** -1.5]),
  ],
  ["atan", smooth(Math.atan, (x) => [Math.atan(x), 1 / (1 + x * x), (-2 * x) / (1 + x * x) ** 2])],
  [
    "artanh",
    smooth(Math.atanh, (x) => [Math.atanh(x), 1 / (1 - x * x), (2 * x) / (1 - x * x) ** 2]),
  ],
  ["erf", smooth(erf, (x) => gaussianJet(erf(x), twoOverRootPi * Math.exp(-x * x), -2 * x))],
  [
    "Phi",
    smooth(normalDistribution, (x) => gaussianJet(normalDistribution(x), normalDensity(x), -x)),
  ],
  ["sigmoid", smooth(sigmoid, (x) => sigmoidJet(sigmoid(x)))],
  [
    "abs",
    {
      value: Math.abs,
      derivatives: (x): Derivatives => [Math.abs(x), Math.sign(x), 0],
      breaks: "at-zero",
    },
  ],
  [
    "relu",
    {
      value: (x) => Math.max(x, 0),
      derivatives: (x): Derivatives => [Math.max(x, 0), step(x), 0],
      breaks: "at-zero",
    },
  ],
  ["sign", flat(Math.sign, "at-zero")],
  ["step", flat(step, "at-zero")],
  ["floor", flat(Math.floor, "at-integers")],
  ["ceil", flat(Math.ceil, "at-integers")],
]);

/** y = tan x (s = 1) or tanh x (s = -1): y' = 1 + s y^2 and y'' = 2 s y y'. */
function tangentJet(y: number, s: 1 | -1): Derivatives {
  const first = 1 + s * y * y;
  return [y, first, 2 * s * y * first];
}

/** A function whose derivative g obeys g' = logSlope g. */
const gaussianJet = (y: number, g: number, logSlope: number): Derivatives => [y, g, logSlope * g];

/** y' = y (1 - y), y'' = y' (1 - 2 y). */
function sigmoidJet(y: number): Derivatives {
  const first = y * (1 - y);
  return [y, first, first * (1 - 2 * y)];
}
