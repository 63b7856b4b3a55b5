/**
 * The expansion of a link: exactly where its family allows it, else numerically with its errors.
 *
 * Order of the work: names and functions; domain; the exact form, its square-integrability and its
 * coefficients; failing that, growth and quadrature. A link that has no expansion is an issue with
 * its reason, never an exception.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { addBalls, type Ball, magnitude, multiplyBalls, subtractBalls } from "./ball.ts";
import type { ClosedForm } from "./closed-form.ts";
import { type EnclosureCache, enclosureOfForm, isZeroValue } from "./closed-form-enclosure.ts";
import { formatScalar } from "./closed-form-text.ts";
import { exactDual } from "./dual-function.ts";
import { exactCoefficients, exactSquaredNorm } from "./exact-coefficients.ts";
import { exactForm } from "./exact-form.ts";
import type { HermiteCoefficient, LinkExpansion, LinkOutcome } from "./expansion.ts";
import { vanishesFormally } from "./formal-coefficients.ts";
import { exactInformationExponent, numericInformationExponent } from "./information-exponent.ts";
import { isBelowQuarter } from "./kernel-sequence.ts";
import { domainNotes } from "./link-domain.ts";
import { LinkError } from "./link-issue.ts";
import type { LinkTree } from "./link-tree.ts";
import { linkTreeOfExpression } from "./link-tree-of-expression.ts";
import { numericExpansion } from "./numeric-expansion.ts";
import {
  addPiecewise,
  isTrivial,
  isZeroPiece,
  mapPieces,
  NotExact,
  negatePiece,
  type Piecewise,
  polynomialOfPiece,
  reflected,
} from "./piecewise.ts";
import { exactZero, type Quantity, quantityOfBall, quantityOfForm } from "./quantity.ts";
import { linkParity } from "./reflection-parity.ts";
import { exactRoughPoints, numericRoughPoints } from "./rough-points.ts";
import { workingBits } from "./working-bits.ts";

/** Highest order of an expansion. */
export const highestOrder = 200;

/**
 * The Hermite coefficients a_0..a_order of a link and what follows from them.
 *
 * @param variable The name of the link's argument in the expression: `z`, or `x`.
 * @param order Highest degree, an integer in [0, 200].
 * @param route `exact` or `numeric` to allow one route alone (they check each other); both by
 *   default.
 * @returns The expansion, or an issue that says why there is none.
 * @throws RangeError if `order` is no integer in [0, 200].
 * @example expandLink(relu(x), "x", 4) // 1/sqrt(2*pi), 1/2, 1/(2*sqrt(pi)), 0, -1/(4*sqrt(3*pi))
 */
export function expandLink(
  expression: Expression,
  variable: string,
  order: number,
  route: "either" | "exact" | "numeric" = "either",
): LinkOutcome {
  if (!Number.isInteger(order) || order < 0 || order > highestOrder) {
    throw new RangeError(
      `expandLink: expected an order in [0, ${highestOrder}], got ${order}. Lower it.`,
    );
  }
  try {
    const tree = linkTreeOfExpression(expression, variable);
    const notes = domainNotes(tree, variable);
    const exact = route === "numeric" ? undefined : exactExpansion(tree, order, notes);
    if (exact !== undefined) return exact;
    if (route === "exact") throw noClosedForm();
    return numericOutcome(tree, order, notes);
  } catch (error) {
    if (error instanceof LinkError) return error.issue;
    if (error instanceof NotExact) return noClosedForm().issue;
    throw error;
  }
}

/** Bits of the sums of squares. */
const bits = 200;

function exactExpansion(
  tree: LinkTree,
  order: number,
  notes: readonly string[],
): LinkExpansion | undefined {
  const cache: EnclosureCache = new Map();
  let form: Piecewise;
  let forms: readonly ClosedForm[];
  try {
    form = exactForm(tree);
    refuseGrowth(form);
    forms = exactCoefficients(form, order);
  } catch (error) {
    if (error instanceof NotExact) return undefined;
    throw error;
  }
  const coefficients = forms.map(
    (c, degree): HermiteCoefficient => ({ degree, ...quantityOfForm(c, cache) }),
  );
  const zeros = forms.map((c) => isZeroValue(c, cache));
  const polynomial = form.breaks.length === 0 ? polynomialOfPiece(form.pieces[0]!) : undefined;
  const degree = polynomial && Math.max(0, polynomial.length - 1);
  const found = exactDual(form);
  const norm = exactNorm(form) ?? found?.squaredNorm;
  const normBall = norm
    ? enclosureOfForm(norm, bits, cache)
    : rescaled(numericNorm(tree, order), workingBits);
  const squaredNorm = norm
    ? quantityOfForm(norm, cache)
    : quantityOfBall(normBall, bits, "estimate");
  refuseSize([...coefficients, squaredNorm]);
  const whole = degree !== undefined && degree <= order;
  const squares = forms.map((c) => enclosureOfForm(c, bits, cache));
  const smoothness = exactRoughPoints(form);
  return {
    kind: "expansion",
    order,
    coefficients,
    family: familyOf(form),
    parity: exactParity(form, zeros),
    pure: whole && zeros.filter((z) => z === false).length === 1,
    ...(degree === undefined ? {} : { polynomialDegree: degree }),
    informationExponent: exactInformationExponent(zeros, degree),
    squaredNorm,
    parsevalTail: whole ? exactZero : tailQuantity(normBall, squares, norm !== undefined),
    ...(found ? { dual: found.dual } : {}),
    smoothness,
    continuous: smoothness.every((p) => p.kind === "kink"),
    notes,
  };
}

function numericOutcome(tree: LinkTree, order: number, notes: readonly string[]): LinkExpansion {
  const shape = linkParity(tree);
  const { coefficients, squaredNorm, converged, points, tape } = numericExpansion(
    tree,
    order,
    shape,
  );
  const quantities = coefficients.map(
    (ball, degree): HermiteCoefficient => ({
      degree,
      ...((ball.rad === 0 && ball.mid === 0n) || vanishesFormally(tree, degree)
        ? exactZero
        : quantityOfBall(ball, workingBits, "estimate")),
    }),
  );
  const smoothness = numericRoughPoints(tape, points);
  return {
    kind: "expansion",
    order,
    coefficients: quantities,
    family: points.length > 0 ? "piecewise analytic, by quadrature" : "analytic, by quadrature",
    parity: shape ?? numericParity(coefficients),
    pure: false,
    informationExponent: numericInformationExponent(quantities),
    squaredNorm: quantityOfBall(squaredNorm, workingBits, "estimate"),
    parsevalTail: tailQuantity(
      rescaled(squaredNorm, workingBits),
      coefficients.map((c) => rescaled(c, workingBits)),
      false,
    ),
    smoothness,
    continuous: smoothness.every((p) => p.kind === "kink" || p.derivative === 1),
    notes: converged
      ? notes
      : [...notes, "The quadrature stopped at its limit of work: the errors are the last steps."],
  };
}

/** The exact families: every kernel on an unbounded piece must be below exp(z^2/4). */
function refuseGrowth(f: Piecewise): void {
  const ends = [f.pieces[0]!, f.pieces.at(-1)!];
  for (const { kernel } of ends.flat()) {
    if (isBelowQuarter(kernel.a)) continue;
    const oneSided = f.breaks.length > 0 && ends.flat().some((t) => t.kernel.erf !== undefined);
    const borderline = f.breaks.length > 0 && kernel.b.length > 0;
    throw new LinkError(oneSided || borderline ? "growth-unknown" : "not-square-integrable", {
      expected: "a link with E f(z)^2 < oo, so below exp(z^2/4) at infinity",
      got: `a term that grows like exp(${formatScalar(kernel.a)}*z^2)`,
      cure: "Lower the coefficient of z^2 below 1/4.",
    });
  }
}

/** An error is a double: numbers beyond the doubles have none. */
function refuseSize(quantities: readonly Quantity[]): void {
  if (quantities.every(({ error }) => Number.isFinite(error))) return;
  throw new LinkError("too-large", {
    expected: "a link whose coefficients and whose E f(z)^2 are below 10^300",
    got: "a larger one",
    cure: "Lower its degree, or the rate at which it grows.",
  });
}

function exactNorm(form: Piecewise): ClosedForm | undefined {
  try {
    return exactSquaredNorm(form);
  } catch (error) {
    if (error instanceof NotExact) return undefined;
    throw error;
  }
}

/** E f^2 by quadrature, for an exact link whose square leaves the families. */
function numericNorm(tree: LinkTree, order: number): Ball {
  return numericExpansion(tree, Math.min(order, 4), linkParity(tree)).squaredNorm;
}

function exactParity(
  f: Piecewise,
  zeros: readonly (boolean | undefined)[],
): LinkExpansion["parity"] {
  const mirrored = reflected(f);
  const isZero = (g: Piecewise): boolean => g.pieces.every(isZeroPiece);
  if (isZero(addPiecewise(f, mapPieces(mirrored, negatePiece)))) return "even";
  if (isZero(addPiecewise(f, mirrored))) return "odd";
  const seen = (odd: boolean): boolean =>
    zeros.some((zero, p) => zero === false && (p % 2 === 1) === odd);
  return seen(true) && seen(false) ? "neither" : "undecided";
}

function numericParity(coefficients: readonly Ball[]): LinkExpansion["parity"] {
  const seen = (odd: boolean): boolean =>
    coefficients.some((c, p) => (p % 2 === 1) === odd && magnitude(c.mid, workingBits) > 2 * c.rad);
  return seen(true) && seen(false) ? "neither" : "undecided";
}

/** E f^2 - sum a_p^2, not below 0. */
function tailQuantity(norm: Ball, coefficients: readonly Ball[], proved: boolean): Quantity {
  const sum = coefficients.reduce((total, c) => addBalls(total, multiplyBalls(c, c, bits)), {
    mid: 0n,
    rad: 0,
  });
  const tail = subtractBalls(norm, sum);
  const clipped: Ball = tail.mid < 0n ? { mid: 0n, rad: tail.rad } : tail;
  return quantityOfBall(clipped, bits, proved ? "bound" : "estimate");
}

const rescaled = (a: Ball, from: number): Ball => ({
  mid: a.mid >> BigInt(from - bits),
  rad: a.rad + 2 ** -bits,
});

function familyOf(f: Piecewise): string {
  const kernels = f.pieces.flat().map((t) => t.kernel);
  const prefix = f.breaks.length > 0 ? "piecewise " : "";
  if (kernels.every(isTrivial)) return `${prefix}polynomial`;
  const names = [
    kernels.some((k) => k.a.length + k.b.length > 0) ? "exponential" : "",
    kernels.some((k) => k.wave) ? "trigonometric" : "",
    kernels.some((k) => k.erf) ? "error function" : "",
  ].filter((name) => name !== "");
  return `${prefix}polynomial times ${names.join(", ")}`;
}

const noClosedForm = (): LinkError =>
  new LinkError("growth-unknown", {
    expected: "a link with closed-form coefficients",
    got: "one outside the exact families",
    cure: "Allow the numeric route.",
  });
