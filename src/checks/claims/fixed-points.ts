/**
 * `fixed-points`: the isolated stationary points with `where:` are those listed, or so many.
 *
 * Observed are stationary points that Newton's method finds on the defined gradient. What it finds
 * is there; what it misses it cannot say, so the number has an error as long as some class of
 * points was met rarely. A degenerate point where `where:` holds for certain leaves the number
 * open; one where a strict `where:` is zero to within its error is taken to be excluded.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { slackOf, truthOf } from "../../numeric/evaluate/slack.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { StationaryPoint } from "../../numeric/simulate/answers.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { minus, norm } from "../../numeric/vectors.ts";
import { type Case, failureText, simulationAt } from "../cases/case.ts";
import { derivedInteger, exactReading, type Reading } from "../judge/budget.ts";
import { wrongVersions } from "../judge/twins.ts";
import { type Fineness, type KindOfClaim, type QuestionOf, unusable } from "../kind.ts";
import { environmentAt } from "../observables/environment.ts";
import { listedPoints } from "./listed-points.ts";
import { worthOf } from "./value.ts";

const count = "number of fixed points";
const unlisted = "fixed points that are not listed";
const mistaken = "listed points that are none";
const leftOut = "the list without its last point";

/** Random starts, at least and at most. */
const searches: Readonly<Record<Fineness, { readonly least: number; readonly most: number }>> = {
  0: { least: 40, most: 200 },
  1: { least: 160, most: 800 },
};

interface Evidence {
  readonly points: readonly StationaryPoint[];
  readonly counted: Reading;
}

/** Readings of the points against the list, and against the list without its last point. */
interface Finding {
  readonly withoutLast: readonly Reading[];
}

export const fixedPoints: KindOfClaim<"fixed-points", Evidence, Finding> = {
  kind: "fixed-points",
  open: ({ over }) => over,
  isCounted: () => true,
  asksOnly: (answer) => answer.count === undefined && answer.are === undefined,
  observe: (question, at, fineness) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const search = simulation.stationaryPoints({ randomStarts: searches[fineness] });
    if (isFailure(search)) return unusable(failureText(search));
    const inside = where(question, at, simulation);
    for (const { w, error } of search.degenerate) {
      const isInside = inside(w, error);
      if (typeof isInside === "string") return unusable(isInside);
      if (isInside !== false) {
        return unusable(`a degenerate fixed point at u = (${simulation.describe(w)})`);
      }
    }
    const points: StationaryPoint[] = [];
    for (const point of search.isolated) {
      const isInside = inside(point.w, point.error);
      if (typeof isInside === "string") return unusable(isInside);
      if (isInside === undefined) return unusable("where: cannot be told at a fixed point");
      if (isInside) points.push(point);
    }
    // No class is unseen with a share of more than about 3 in that many starts.
    const unseen = search.rare + (3 * search.classes) / search.randomStarts;
    const counted: Reading = {
      name: count,
      value: classesOf(points, question, simulation),
      budget: [{ name: "unseen", error: unseen, basis: "estimate" }],
    };
    return { status: "observed", readings: [counted], evidence: { points, counted } };
  },
  search: (answer, question, at, { points, counted }) => {
    if (answer.are === undefined) {
      return { status: "found", readings: [counted], finding: { withoutLast: [] } };
    }
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const listed = listedPoints(answer.are, question.over, at, simulation);
    if (typeof listed === "string") return unusable(listed);
    return {
      status: "found",
      readings: [counted, ...againstList(points, listed)],
      finding: { withoutLast: againstList(points, listed.slice(0, -1)) },
    };
  },
  claimed: (answer, _, at) => {
    const value = answer.count === undefined ? undefined : worthOf(answer.count, at);
    const list = answer.are === undefined ? [] : [unlisted, mistaken];
    return [
      ...(value === undefined ? [] : [{ ...value, name: count }]),
      ...list.map((name) => exactReading(name, 0)),
    ];
  },
  derived: ({ derived }, _, at) => {
    if (derived.kind !== "fixed-points") return [];
    const number = derived.countAt(at.binding);
    return number === undefined ? [] : [derivedInteger(count, number)];
  },
  twins: (answer, parameters) => {
    const from = answer.count;
    if (from === undefined) return [];
    const halved: Expression = binary("/", from, number(2n));
    const doubled: Expression = binary("*", from, number(2n));
    const versions = [
      // A number of points is whole: what is off by a fraction is no twin.
      ...wrongVersions(from, parameters, formatExpression).filter(
        ({ label }) => !label.endsWith(" 1/7"),
      ),
      ...[binary("+", from, number(1n)), binary("-", from, number(1n)), halved, doubled].map(
        (expression) => ({ label: formatExpression(expression), expression }),
      ),
    ];
    const distinct = new Map(versions.map((version) => [version.label, version]));
    return [...distinct.values()].map(({ label, expression }) => ({
      label,
      answer: { kind: "fixed-points", count: expression },
      changed: { from, to: expression },
    }));
  },
  evidenceTwins: {
    labels: ({ are }) => (are === undefined ? [] : [leftOut]),
    // Judged by how many more points the shortened list leaves unlisted.
    claimed: (_, __, ___, ____, { readings, finding }) => {
      const [without] = finding?.withoutLast ?? [];
      const whole = readings.find(({ name }) => name === unlisted)?.value ?? 0;
      return [exactReading(unlisted, whole - ((without?.value ?? whole) - whole))];
    },
  },
};

const number = (value: bigint): Expression => ({ kind: "number", value: { num: value, den: 1n } });
const binary = (
  operator: "+" | "-" | "*" | "/",
  left: Expression,
  right: Expression,
): Expression => ({ kind: "binary", operator, left, right });

/** Whether `where:` holds at a point known to within an error. */
function where(
  question: QuestionOf<"fixed-points">,
  at: Case,
  simulation: Simulation,
): (w: Float64Array, error: number) => boolean | undefined | string {
  const condition = question.where === undefined ? undefined : at.close(question.where);
  return (w, error) => {
    if (condition === undefined) return true;
    const slack = slackOf(condition, environmentAt(at, simulation, w, new Map(), error));
    if (isFailure(slack)) return failureText(slack);
    const truth = truthOf(slack);
    if (truth !== undefined || slack.kind === "truth") return truth;
    return slack.isStrict ? false : undefined;
  };
}

/** The number of points, or of their classes up to the symmetries asked for. */
function classesOf(
  points: readonly StationaryPoint[],
  { upTo }: QuestionOf<"fixed-points">,
  simulation: Simulation,
): number {
  const coordinates = (point: StationaryPoint): readonly number[] => {
    const u = simulation.values(point.w, "u");
    return isFailure(u) ? [] : u.map(({ value }) => value);
  };
  const images = (u: readonly number[]): readonly (readonly number[])[] => {
    const signed = upTo.includes("sign") ? [u, u.map((x) => -x)] : [u];
    if (!upTo.includes("permutation")) return signed;
    return signed.map((x) => [...x].sort((a, b) => a - b));
  };
  if (upTo.length === 0) return points.length;
  const found: { readonly u: readonly number[]; readonly error: number }[] = [];
  for (const point of points) {
    const all = images(coordinates(point));
    const isKnown = found.some(({ u, error }) =>
      all.some((image) => image.every((x, i) => Math.abs(x - u[i]!) <= same(point.error + error))),
    );
    if (!isKnown && all[0] !== undefined) found.push({ u: all[0], error: point.error });
  }
  return found.length;
}

/** Distance below which two points are one. */
const same = (errors: number): number => 1e-6 + errors;

function againstList(
  points: readonly StationaryPoint[],
  listed: readonly Float64Array[],
): readonly Reading[] {
  const isNear = ({ w, error }: StationaryPoint, v: Float64Array): boolean =>
    norm(minus(w, v)) <= same(error);
  const missing = points.filter((point) => !listed.some((v) => isNear(point, v)));
  const none = listed.filter((v) => !points.some((point) => isNear(point, v)));
  return [exactReading(unlisted, missing.length), exactReading(mistaken, none.length)];
}
