/**
 * `threshold`: one predicate holds for every smaller value of a parameter, another for every
 * larger one.
 *
 * Observed are two places, each by bisection on a predicate of the defined model over the whole
 * domain of the parameter: how far the first predicate holds from below, and from where on the
 * second holds. A claim says that both are its value.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { mentionsTime } from "../../model/expression/mentions.ts";
import type { Rational } from "../../model/rational.ts";
import { exactly, type Measured } from "../../numeric/measured.ts";
import { type TruthScan, truthChanges } from "../../numeric/root/sign-changes.ts";
import { thresholdAt } from "../../symbolic/decide/at-case.ts";
import { refined } from "../../symbolic/exact/algebraic-number.ts";
import type { LocatedThreshold, Location } from "../../symbolic/prediction.ts";
import { scalarsOf } from "../cases/case.ts";
import { type Interval, intervalOf } from "../cases/interval.ts";
import type { Reading } from "../judge/budget.ts";
import { observedSeries, type Seen, type Sketch } from "../judge/sketch.ts";
import { type Fineness, type KindOfClaim, type QuestionOf, unusable } from "../kind.ts";
import { enclosed } from "./derived-value.ts";
import { alongPaths, atPoint, overAttractors } from "./threshold-look.ts";
import { alongParameter } from "./threshold-names.ts";
import { answersWith } from "./twin-answers.ts";
import { claimedPlace, worthOf } from "./value.ts";

const below = "first predicate holds up to";
const above = "second predicate holds from";

export const threshold: KindOfClaim<"threshold", undefined> = {
  kind: "threshold",
  open: ({ in: parameter }) => [parameter],
  asksOnly: ({ equals }) => equals === undefined,
  observe: (question, at, fineness) => {
    const interval = intervalOf(at, question.in);
    if (typeof interval === "string") return unusable(interval);
    // The grid comes first, then bisections, which a picture need not have.
    const options = scanOptions(question, fineness);
    const curvatures: Seen[] = [];
    const truths: readonly [Seen[], Seen[]] = [[], []];
    const see = (seen: Seen[], x: number, y: Measured): void => {
      if (seen.length < options.points) seen.push({ x, y });
    };
    const look = lookOf(question)(at, question, (x, least) => see(curvatures, x, least));
    let failed: string | undefined;
    const scan = (predicate: Expression, seen: Seen[]): TruthScan =>
      truthChanges(
        (x) => {
          const truth = look(predicate, x);
          if (typeof truth === "boolean") see(seen, x, exactly(truth ? 1 : 0));
          if (typeof truth !== "string") return truth;
          failed ??= truth;
          return undefined;
        },
        interval.scanned,
        options,
      );
    const [first, second] = [scan(question.below, truths[0]), scan(question.above, truths[1])];
    if (failed !== undefined) return unusable(failed);
    return {
      status: "observed",
      readings: [
        placeReading(below, holdsUntil(first, interval)),
        placeReading(above, holdsFrom(second, interval)),
      ],
      evidence: undefined,
      sketch: curvatures.length > 0 ? ofCurvature(question, curvatures) : ofTruth(question, truths),
    };
  },
  drawn: ({ equals }, { in: parameter }, at) => ({
    rules: claimedPlace(equals, parameter, at, alongParameter(parameter, at)),
  }),
  claimed: ({ equals }, question, at) => {
    const value =
      equals === undefined ? undefined : worthOf(equals, at, alongParameter(question.in, at));
    return value === undefined ? [] : [below, above].map((name) => ({ ...value, name }));
  },
  derived: ({ derived }, { in: parameter }, at) => {
    const interval = intervalOf(at, parameter);
    if (typeof interval === "string") return [];
    const places =
      derived.kind === "threshold"
        ? thresholdAt(derived, scalarsOf(at), interval.exact)
        : derived.kind === "located-threshold"
          ? derived.locate(at.binding, {
              ...interval.exact,
              lowerClosed: !interval.scanned.fromOpen,
            })
          : undefined;
    if (places === undefined || typeof places === "string") return [];
    return [
      locationReading(below, places.belowUntil, places.basis, interval),
      locationReading(above, places.aboveFrom, places.basis, interval),
    ];
  },
  twins: (answer, parameters) => answersWith(answer, parameters),
};

function lookOf({ at, below: first, above: second }: QuestionOf<"threshold">) {
  if (at !== undefined) return atPoint;
  return mentionsTime(first) || mentionsTime(second) ? alongPaths : overAttractors;
}

const ofCurvature = (question: QuestionOf<"threshold">, seen: readonly Seen[]): Sketch => ({
  x: question.in,
  y: ["least eigenvalue of the Hessian"],
  scale: {},
  series: [observedSeries("observed", "points", seen)],
});

const ofTruth = (
  { in: x, below: first, above: second }: QuestionOf<"threshold">,
  truths: readonly [readonly Seen[], readonly Seen[]],
): Sketch => ({
  x,
  y: ["1 where it holds, 0 where not"],
  scale: {},
  series: [first, second].map((predicate, i) =>
    observedSeries(formatExpression(predicate), "points", truths[i] ?? []),
  ),
});

/** Grids: a search for attractors costs as much as a hundred Hessians, a path to rest as ten. */
function scanOptions(question: QuestionOf<"threshold">, fineness: Fineness) {
  if (lookOf(question) === alongPaths) {
    return { points: fineness === 0 ? 8 : 21, bisections: fineness === 0 ? 14 : 20 };
  }
  if (question.at === undefined) return { points: fineness === 0 ? 14 : 31, bisections: 28 };
  return { points: fineness === 0 ? 64 : 150 };
}

/**
 * How far from the lower end a predicate holds without a break. A grid point where nobody can say
 * widens the error, since the break may lie there; beside a break that was found it is that break.
 */
function holdsUntil({ first, flips, undecided, finest }: TruthScan, interval: Interval): Measured {
  const { lower, upper } = interval;
  const firstOpen = undecided[0];
  if (first === false && firstOpen === undefined) return estimate(lower, lower);
  const end = flips.find(({ to }) => !to)?.at ?? estimate(upper, upper);
  if (firstOpen === undefined || firstOpen > end.value - finest) return end;
  return estimate(Math.max(lower, firstOpen - finest), end.value + end.error);
}

/** From where on a predicate holds without a break to the upper end. */
function holdsFrom({ last, flips, undecided, finest }: TruthScan, interval: Interval): Measured {
  const { lower, upper } = interval;
  const lastOpen = undecided.at(-1);
  if (last === false && lastOpen === undefined) return estimate(upper, upper);
  const start = flips.findLast(({ to }) => to)?.at ?? estimate(lower, lower);
  if (lastOpen === undefined || lastOpen < start.value + finest) return start;
  return estimate(start.value - start.error, Math.min(upper, lastOpen + finest));
}

/** The interval between two ends as a measured number. */
const estimate = (from: number, to: number): Measured => ({
  value: from + (to - from) / 2,
  error: (to - from) / 2,
  basis: "estimate",
});

const placeReading = (name: string, { value, error, basis }: Measured): Reading => ({
  name,
  value,
  budget: [{ name: "bisection", error, basis }],
});

/** A place within its enclosure; that of a link may rest on coefficients with estimated errors. */
function locationReading(
  name: string,
  place: Location,
  basis: LocatedThreshold["basis"],
  { lower, upper, exact }: Interval,
): Reading {
  if (place === "lower-end") return { name, value: lower, budget: [], ...exactEnd(exact.lower) };
  if (place === "upper-end") return { name, value: upper, budget: [], ...exactEnd(exact.upper) };
  const near = "minimalPolynomial" in place ? refined(place, finest) : place;
  const { value, error } = enclosed(near);
  return {
    name,
    value,
    budget: [{ name: "enclosure", error, basis }],
    ...(basis === "bound" && { exact: () => near }),
  };
}

const exactEnd = (end: Rational | "-oo" | "oo"): Pick<Reading, "exact"> =>
  typeof end === "string" ? {} : { exact: () => ({ lower: end, upper: end }) };

const finest = { num: 1n, den: 1n << 60n };
