/**
 * `bifurcation`: at a value of a parameter the branch of a named point loses its stability, in one
 * of the ways that have names.
 *
 * Observed is where the least curvature at the point changes its sign, and how far away the nearest
 * other stationary point is on either side, at ever smaller distances of the parameter. A branch
 * that crosses comes near in proportion to the parameter, one that is born there with its root, and
 * a point that stays away belongs to neither [Strogatz2015, Ch. 3]:
 *   both sides 1        transcritical
 *   one side 1/2, the other nothing: a pitchfork, supercritical if the point is unstable there.
 */

import type { BifurcationType } from "../../model/claim.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import { isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import { signChanges } from "../../numeric/root/sign-changes.ts";
import { bifurcationAtCase } from "../../symbolic/decide/at-case.ts";
import { type Case, failureText, scalarsOf, simulationAt } from "../cases/case.ts";
import { type Interval, intervalOf } from "../cases/interval.ts";
import { derivedInteger, exactReading, type Reading } from "../judge/budget.ts";
import type { Seen } from "../judge/sketch.ts";
import { observedSeries } from "../judge/sketch.ts";
import { type KindOfClaim, type QuestionOf, type Twin, unusable } from "../kind.ts";
import { enclosed } from "./derived-value.ts";
import { expressionOfPoint } from "./point.ts";
import { answersWith } from "./twin-answers.ts";
import { claimedPlace, worthOf } from "./value.ts";

const place = "value of the parameter";
const typeName =
  "type (1 supercritical pitchfork, 2 subcritical pitchfork, 3 transcritical, 4 fold)";

const numbers: Readonly<Record<BifurcationType, number>> = {
  "supercritical-pitchfork": 1,
  "subcritical-pitchfork": 2,
  transcritical: 3,
  fold: 4,
};

type Asked = QuestionOf<"bifurcation">;

export const bifurcation: KindOfClaim<"bifurcation", undefined> = {
  kind: "bifurcation",
  open: ({ in: parameter }) => [parameter],
  asksOnly: ({ equals, type }) => equals === undefined && type === undefined,
  observe: (question, at, fineness) => {
    const interval = intervalOf(at, question.in);
    if (typeof interval === "string") return unusable(interval);
    let failed: string | undefined;
    const points = fineness === 0 ? 24 : 96;
    const looks: Seen[] = [];
    const curvature = (x: number): Measured => {
      const point = pointAt(question, at, x);
      if (typeof point !== "string") {
        const least = point.simulation.inertia(point.w).eigenvalues[0]?.eigenvalue;
        // The grid comes first, then bisections.
        if (least !== undefined && looks.length < points) looks.push({ x, y: least });
        if (least !== undefined) return least;
      } else failed ??= point;
      return measured(Number.NaN, Number.POSITIVE_INFINITY);
    };
    const scan = signChanges(curvature, interval.scanned, { points });
    if (failed !== undefined) return unusable(failed);
    const [crossing, ...others] = scan.crossings;
    if (crossing === undefined) return unusable("the least curvature keeps its sign");
    if (others.length > 0) return unusable("the least curvature changes its sign more than once");
    const { value, error, basis } = crossing.at;
    const type = typeAt(question, at, value, interval, crossing.direction === "- to +");
    if (typeof type === "string") return unusable(type);
    return {
      status: "observed",
      readings: [
        { name: place, value, budget: [{ name: "bisection", error, basis }] },
        exactReading(typeName, type),
      ],
      evidence: undefined,
      sketch: {
        x: question.in,
        y: ["least curvature"],
        scale: {},
        series: [observedSeries("observed", "points", looks)],
      },
    };
  },
  claimed: ({ equals, type }, _, at) => {
    const value = equals === undefined ? undefined : worthOf(equals, at);
    return [
      ...(value === undefined ? [] : [{ ...value, name: place }]),
      ...(type === undefined ? [] : [derivedInteger(typeName, numbers[type])]),
    ];
  },
  drawn: ({ equals }, question, at) => ({ rules: claimedPlace(equals, question.in, at) }),
  derived: ({ derived }, _, at) => {
    if (derived.kind !== "bifurcation") return [];
    const found = bifurcationAtCase(derived, scalarsOf(at));
    if (found === undefined) return [];
    const { value, error } = enclosed({ lower: found.value, upper: found.value });
    const readings: Reading[] = [
      {
        name: place,
        value,
        budget: [{ name: "enclosure", error, basis: "bound" }],
        exact: () => ({ lower: found.value, upper: found.value }),
      },
    ];
    return found.type === undefined
      ? readings
      : [...readings, derivedInteger(typeName, numbers[found.type])];
  },
  twins: (answer, parameters) => [
    ...answersWith<"bifurcation">({ kind: "bifurcation", ...placeOf(answer) }, parameters),
    ...otherTypes(answer),
  ],
};

const placeOf = ({ equals }: { readonly equals?: Twin<"bifurcation">["answer"]["equals"] }) =>
  equals === undefined ? {} : { equals };

/** The same place with every other type. */
function otherTypes({ type }: Twin<"bifurcation">["answer"]): readonly Twin<"bifurcation">[] {
  if (type === undefined) return [];
  const word = (name: string) => ({ kind: "name", name }) as const;
  return (Object.keys(numbers) as BifurcationType[])
    .filter((other) => other !== type)
    .map((other) => ({
      label: other,
      answer: { kind: "bifurcation", type: other },
      changed: { from: word(type), to: word(other) },
    }));
}

function pointAt({ at: point, in: parameter }: Asked, at: Case, x: number) {
  const more = new Map([[parameter, rationalOfNumber(x)]]);
  const simulation = simulationAt(at, more);
  if (typeof simulation === "string") return simulation;
  const w = simulation.stateNamed(at.close(expressionOfPoint(point), more));
  return isFailure(w) ? failureText(w) : { simulation, w };
}

/** Distances of the parameter, as fractions of the scale that is tried. */
const nearness = [1, 1 / 4, 1 / 16] as const;

/** Scales, as fractions of the distance to the nearer end of the domain of the parameter. */
const tried = [1 / 8, 1 / 64, 1 / 512] as const;

/**
 * The number of the type; a text with the reason where no type fits on any scale. A branch may end
 * close by, at a fold, so that the law is seen on small scales alone.
 */
function typeAt(
  question: Asked,
  at: Case,
  value: number,
  { lower, upper }: Interval,
  isStableAbove: boolean,
): number | string {
  const room = Math.min(value - lower, upper - value, 1);
  let last: number | string = "no scale was tried";
  for (const fraction of tried) {
    last = typeOnScale(question, at, value, fraction * room, isStableAbove);
    if (typeof last === "number") return last;
  }
  return last;
}

function typeOnScale(
  question: Asked,
  at: Case,
  value: number,
  room: number,
  isStableAbove: boolean,
): number | string {
  const exponents: number[] = [];
  for (const side of [-1, 1]) {
    const distances: number[] = [];
    for (const near of nearness) {
      const point = pointAt(question, at, value + side * near * room);
      if (typeof point === "string") return point;
      const nearest = point.simulation.nearestStationary(point.w);
      distances.push(nearest?.distance ?? Math.PI);
    }
    const exponent = exponentOf(distances);
    if (exponent === undefined) return "the branches beside the point follow no single law";
    exponents.push(exponent);
  }
  const [below, above] = exponents;
  if (below === 1 && above === 1) return numbers.transcritical;
  const born =
    below === 1 / 2 && above === 0 ? "below" : above === 1 / 2 && below === 0 ? "above" : undefined;
  if (born === undefined) return `branches beside the point of the orders ${below} and ${above}`;
  const isUnstableThere = (born === "below") === isStableAbove;
  return isUnstableThere ? numbers["supercritical-pitchfork"] : numbers["subcritical-pitchfork"];
}

/**
 * The power of the parameter that distances follow, one of 0, 1/2, 1: the nearest to both slopes,
 * or nothing if these tell different ones.
 */
function exponentOf(distances: readonly number[]): number | undefined {
  const rounded = distances.slice(1).map((distance, i) => {
    const ratio = (nearness[i] ?? 1) / (nearness[i + 1] ?? 1);
    return Math.round((2 * Math.log(distances[i]! / distance)) / Math.log(ratio)) / 2;
  });
  const [first] = rounded;
  if (first === undefined || rounded.some((other) => other !== first)) return undefined;
  return [0, 1 / 2, 1].includes(first) ? first : undefined;
}
