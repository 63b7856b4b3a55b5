/**
 * The weights c_q = a_q^2 with which the Hermite degrees of a link enter the loss, student and
 * teacher having the same link.
 *
 * Only their ratios matter for where anything happens: a common factor scales time. Where all
 * ratios are rational the sign of every polynomial below is decided over Q.
 */
import * as Q from "../../model/rational.ts";
import type { Enclosure } from "../exact/enclosure.ts";
import * as E from "../exact/enclosure.ts";
import { type ClosedForm, multiplyForms, scalarOfForm } from "../links/closed-form.ts";
import { formatForm, latexOfForm } from "../links/closed-form-text.ts";
import type { HermiteCoefficient, LinkExpansion } from "../links/expansion.ts";
import { isNonzero, type Quantity } from "../links/quantity.ts";
import { invertScalar, multiplyScalars, rationalOfScalar, type Scalar } from "../links/scalar.ts";

/** c_q of one degree. */
export interface Weight {
  readonly degree: number;
  /** a_q. */
  readonly coefficient: HermiteCoefficient;
  /** c_q as a closed form, where a_q has one. */
  readonly exact?: ClosedForm;
  readonly text?: string;
  readonly latex?: string;
  readonly enclosure: Enclosure;
  /** `zero` and `positive` are certain (as certain as the basis of a_q); else not decided. */
  readonly sign: "zero" | "positive" | "undecided";
}

export interface LinkWeights {
  readonly expansion: LinkExpansion;
  /** Degrees 1..order; the constant of a link moves nothing. */
  readonly weights: readonly Weight[];
  /** c_q / scale, rational, for a polynomial link whose weights have rational ratios. */
  readonly ratios?: ReadonlyMap<number, Q.Rational>;
  /** What the ratios are multiples of. */
  readonly scale?: ClosedForm;
  /** At least the sum of c_q beyond the order. */
  readonly tail: Q.Rational;
  /** Whether all of it is proved, or rests on errors that are estimates. */
  readonly basis: "exact" | "bound" | "estimate";
}

/** The weights of an expanded link. */
export function linkWeights(expansion: LinkExpansion): LinkWeights {
  const weights = expansion.coefficients.slice(1).map(weightOf);
  const isWhole =
    expansion.polynomialDegree !== undefined && expansion.polynomialDegree <= expansion.order;
  const rational = isWhole ? rationalRatios(weights) : undefined;
  const tail = isWhole ? Q.zero : positivePart(upperEnd(expansion.parsevalTail));
  const bases = [
    ...expansion.coefficients.slice(1).map(({ basis }) => basis),
    ...(isWhole ? [] : [expansion.parsevalTail.basis]),
  ];
  return {
    expansion,
    weights,
    ...(rational ?? {}),
    tail,
    basis: bases.includes("estimate") ? "estimate" : bases.includes("bound") ? "bound" : "exact",
  };
}

/** The degrees with a weight that is certain to be positive. */
export const positiveDegrees = ({ weights }: LinkWeights): readonly number[] =>
  weights.filter(({ sign }) => sign === "positive").map(({ degree }) => degree);

/** A decimal of a quantity as a rational. */
export function rationalOfText(text: string): Q.Rational {
  const negative = text.startsWith("-");
  const size = Q.rationalOfDecimal(negative ? text.slice(1) : text);
  if (size === undefined) {
    throw new RangeError(`rationalOfText: expected a decimal number, got ${text}.`);
  }
  return negative ? Q.negate(size) : size;
}

/** The enclosure of a quantity as rationals. */
export const enclosureOf = ({ enclosure: [lower, upper] }: Quantity): Enclosure => ({
  lower: rationalOfText(lower),
  upper: rationalOfText(upper),
});

function weightOf(coefficient: HermiteCoefficient): Weight {
  const { degree, exact } = coefficient;
  const square = exact === undefined ? undefined : multiplyForms(exact, exact);
  const isZero = exact?.length === 0;
  const size = E.power(enclosureOf(coefficient), Q.integer(2))!;
  return {
    degree,
    coefficient,
    ...(square === undefined
      ? {}
      : { exact: square, text: formatForm(square), latex: latexOfForm(square) }),
    enclosure: isZero ? E.exactly(Q.zero) : size,
    sign: isZero ? "zero" : isNonzero(coefficient) ? "positive" : "undecided",
  };
}

function rationalRatios(
  weights: readonly Weight[],
): Required<Pick<LinkWeights, "ratios" | "scale">> | undefined {
  const first = weights.find(({ sign }) => sign !== "zero");
  const scalars = weights.map(({ exact }) => (exact ? scalarOfForm(exact) : undefined));
  if (first?.exact === undefined || scalars.some((s) => s === undefined)) return undefined;
  const isRational = scalars.every((s) => rationalOfScalar(s!) !== undefined);
  const unit: Scalar = isRational ? [{ r: Q.one, n: 1n, m: 0 }] : scalarOfForm(first.exact)!;
  const inverse = invertScalar(unit);
  if (inverse === undefined) return undefined;
  const ratios = new Map<number, Q.Rational>();
  for (const [i, scalar] of scalars.entries()) {
    const ratio = rationalOfScalar(multiplyScalars(scalar!, inverse));
    if (ratio === undefined) return undefined;
    if (!Q.isZero(ratio)) ratios.set(weights[i]!.degree, ratio);
  }
  return { ratios, scale: isRational ? unitForm : first.exact };
}

const unitForm: ClosedForm = [{ factor: [{ r: Q.one, n: 1n, m: 0 }], exponent: [], atoms: [] }];

const upperEnd = (quantity: Quantity): Q.Rational => enclosureOf(quantity).upper;
const positivePart = (x: Q.Rational): Q.Rational => (Q.sign(x) < 0 ? Q.zero : x);
