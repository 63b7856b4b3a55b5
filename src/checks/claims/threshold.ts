/**
 * `threshold`: one predicate holds for every smaller value of a parameter, another for every
 * larger one.
 *
 * Observed are two places, each by bisection on a predicate of the defined model over the whole
 * domain of the parameter: how far the first predicate holds from below, and from where on the
 * second holds. A claim says that both are its value.
 */
import type { Expression } from "../../model/expression/expression.ts";
import type { Rational } from "../../model/rational.ts";
import { rationalOfNumber, toNumber } from "../../model/rational.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import { type TruthScan, truthChanges } from "../../numeric/root/sign-changes.ts";
import type { Inertia } from "../../numeric/simulate/inertia.ts";
import { type Location, thresholdAt } from "../../symbolic/at-case.ts";
import { refined } from "../../symbolic/exact/algebraic-number.ts";
import type { Reading } from "../budget.ts";
import { type Case, failureText, scalarsOf, simulationAt } from "../case.ts";
import { type Interval, intervalOf } from "../interval.ts";
import { type KindOfClaim, type QuestionOf, unusable } from "../kind.ts";
import { expressionOfPoint } from "./point.ts";
import { answersWith } from "./twin-answers.ts";
import { worthOf } from "./value.ts";

const below = "first predicate holds up to";
const above = "second predicate holds from";

export const threshold: KindOfClaim<"threshold", undefined> = {
  kind: "threshold",
  open: ({ in: parameter }) => [parameter],
  asksOnly: ({ equals }) => equals === undefined,
  observe: (question, at, fineness) => {
    const interval = intervalOf(at, question.in);
    if (typeof interval === "string") return unusable(interval);
    const inertias = new Map<number, Inertia | string>();
    const inertiaOf = (x: number): Inertia | string => {
      const known = inertias.get(x) ?? inertiaAt(question, at, rationalOfNumber(x));
      inertias.set(x, known);
      return known;
    };
    let failed: string | undefined;
    const scan = (predicate: Expression): TruthScan =>
      truthChanges(
        (x) => {
          const inertia = inertiaOf(x);
          const truth = typeof inertia === "string" ? inertia : statePredicate(predicate, inertia);
          if (typeof truth !== "string") return truth;
          failed ??= truth;
          return undefined;
        },
        interval.scanned,
        { points: fineness === 0 ? 64 : 150 },
      );
    const [first, second] = [scan(question.below), scan(question.above)];
    if (failed !== undefined) return unusable(failed);
    return {
      status: "observed",
      readings: [
        placeReading(below, holdsUntil(first, interval)),
        placeReading(above, holdsFrom(second, interval)),
      ],
      evidence: undefined,
    };
  },
  claimed: ({ equals }, _, at) => {
    const value = equals === undefined ? undefined : worthOf(equals, at);
    return value === undefined ? [] : [below, above].map((name) => ({ ...value, name }));
  },
  derived: ({ derived }, _, at) => {
    if (derived.kind !== "threshold") return [];
    const interval = intervalOf(at, derived.parameter);
    if (typeof interval === "string") return [];
    const { belowUntil, aboveFrom } = thresholdAt(derived, scalarsOf(at), interval.exact);
    return [
      locationReading(below, belowUntil, interval),
      locationReading(above, aboveFrom, interval),
    ];
  },
  twins: (answer, parameters) => answersWith(answer, parameters),
};

/** The inertia at the point when the parameter has the value x; a text if there is none. */
function inertiaAt(question: QuestionOf<"threshold">, at: Case, x: Rational): Inertia | string {
  const more = new Map([[question.in, x]]);
  const simulation = simulationAt(at, more);
  if (typeof simulation === "string") return simulation;
  if (question.at === undefined) return "a threshold of no named point";
  const w = simulation.stateNamed(at.close(expressionOfPoint(question.at), more));
  if (isFailure(w)) return failureText(w);
  return simulation.inertia(w);
}

/** How far from the lower end a predicate holds without a break. */
function holdsUntil({ first, flips }: TruthScan, { lower, upper }: Interval): Measured {
  if (first === false) return { value: lower, error: 0, basis: "estimate" };
  const end = flips.find(({ to }) => !to);
  return end?.at ?? { value: upper, error: 0, basis: "estimate" };
}

/** From where on a predicate holds without a break to the upper end. */
function holdsFrom({ last, flips }: TruthScan, { lower, upper }: Interval): Measured {
  if (last === false) return { value: upper, error: 0, basis: "estimate" };
  const start = flips.findLast(({ to }) => to);
  return start?.at ?? { value: lower, error: 0, basis: "estimate" };
}

/** A predicate of a stationary point, from the signs of its Hessian's eigenvalues. */
function statePredicate(
  predicate: Expression,
  { negative, positive, unresolved }: Inertia,
): boolean | undefined | string {
  const allOfSign = (count: number, opposite: number): boolean | undefined => {
    if (opposite > 0) return false;
    return unresolved > 0 ? undefined : count > 0;
  };
  if (predicate.kind !== "name") return "no rule for this predicate at a point";
  switch (predicate.name) {
    case "saddle":
    case "unstable":
      if (negative > 0 && positive > 0) return true;
      return unresolved > 0 ? undefined : false;
    case "minimum":
    case "stable":
      return allOfSign(positive, negative);
    case "maximum":
      return allOfSign(negative, positive);
    default:
      return `no rule for the predicate ${predicate.name} at a point`;
  }
}

const placeReading = (name: string, { value, error, basis }: Measured): Reading => ({
  name,
  value,
  budget: [{ name: "bisection", error, basis }],
});

function locationReading(name: string, location: Location, { lower, upper }: Interval): Reading {
  if (location === "lower-end") return { name, value: lower, budget: [] };
  if (location === "upper-end") return { name, value: upper, budget: [] };
  const near = refined(location, { num: 1n, den: 1n << 60n });
  const [low, high] = [toNumber(near.lower), toNumber(near.upper)];
  const value = (low + high) / 2;
  const error = high - low + Math.abs(value) * 2 ** -51;
  return { name, value, budget: [{ name: "enclosure", error, basis: "bound" }] };
}
