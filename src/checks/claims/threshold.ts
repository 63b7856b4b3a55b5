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
import { type PredicateScan, scanPredicate } from "../../numeric/root/scan-predicate.ts";
import type { Inertia } from "../../numeric/simulate/inertia.ts";
import { type Location, thresholdAt } from "../../symbolic/at-case.ts";
import { refined } from "../../symbolic/exact/algebraic-number.ts";
import type { Reading } from "../budget.ts";
import { type Case, failureText, scalarsOf, simulationAt } from "../case.ts";
import { type Interval, intervalOf } from "../interval.ts";
import type { KindOfClaim, Observation } from "../kind.ts";
import { expressionOfPoint } from "./point.ts";
import { answersWith } from "./twin-answers.ts";
import { valueOf } from "./value.ts";

const below = "first predicate holds up to";
const above = "second predicate holds from";

export const threshold: KindOfClaim<"threshold"> = {
  kind: "threshold",
  open: ({ in: parameter }) => [parameter],
  asksOnly: ({ equals }) => equals === undefined,
  observe: (question, at, fineness) => {
    const interval = intervalOf(at, question.in);
    if (typeof interval === "string") return { status: "unusable", reason: interval };
    const scan = (predicate: Expression): PredicateScan | string => {
      let failed: string | undefined;
      const result = scanPredicate(
        (x) => {
          const truth = predicateAt(question, predicate, at, rationalOfNumber(x));
          if (typeof truth === "string") {
            failed ??= truth;
            return undefined;
          }
          return truth;
        },
        interval,
        fineness,
      );
      return failed ?? result;
    };
    const [first, second] = [scan(question.below), scan(question.above)];
    if (typeof first === "string") return { status: "unusable", reason: first };
    if (typeof second === "string") return { status: "unusable", reason: second };
    return {
      status: "observed",
      readings: [placeReading(below, first.holdsUntil), placeReading(above, second.holdsFrom)],
      environments: new Map(),
    } satisfies Observation;
  },
  claimed: ({ equals }, at) => {
    const value = equals === undefined ? undefined : valueOf(equals, at);
    return value === undefined ? [] : [below, above].map((name) => ({ ...value, name }));
  },
  derived: ({ derived }, at) => {
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

/** Whether a predicate holds when the parameter has the value x; a text if nobody can say. */
function predicateAt(
  question: { readonly in: string; readonly at?: Parameters<typeof expressionOfPoint>[0] },
  predicate: Expression,
  at: Case,
  x: Rational,
): boolean | undefined | string {
  const more = new Map([[question.in, x]]);
  const simulation = simulationAt(at, more);
  if (typeof simulation === "string") return simulation;
  if (question.at === undefined) return "a threshold of no named point";
  const w = simulation.stateNamed(at.close(expressionOfPoint(question.at), more));
  if (isFailure(w)) return failureText(w);
  return statePredicate(predicate, simulation.inertia(w));
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

function placeReading(name: string, place: { readonly value: number; readonly error: number }) {
  return {
    name,
    value: place.value,
    budget: [{ name: "bisection", error: place.error, basis: "bound" }],
  } satisfies Reading;
}

function locationReading(name: string, location: Location, { lower, upper }: Interval): Reading {
  if (location === "lower-end") return { name, value: lower, budget: [] };
  if (location === "upper-end") return { name, value: upper, budget: [] };
  const near = refined(location, { num: 1n, den: 1n << 60n });
  const [low, high] = [toNumber(near.lower), toNumber(near.upper)];
  const value = (low + high) / 2;
  const error = high - low + Math.abs(value) * 2 ** -51;
  return { name, value, budget: [{ name: "enclosure", error, basis: "bound" }] };
}
