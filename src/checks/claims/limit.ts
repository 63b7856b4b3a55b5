/**
 * `limit`: a quantity tends to a value as t goes to infinity, for almost every start, or as a
 * parameter goes to an end.
 *
 * Observed in time is where the defined flow comes to rest, decided by residual and stability, from
 * starts that meet the conditions. Observed in a parameter is the extrapolation of the quantity's
 * values on the way. Twins are wrong expressions, and for a vector its opposite and another named
 * point.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import type { Point } from "../../model/spec.ts";
import type { Moment } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluate } from "../../numeric/evaluate/evaluate-number.ts";
import { toMeasured } from "../../numeric/evaluate/value.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import { type Measured, measured, unitRoundoff } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { extrapolated } from "../../numeric/statistics/extrapolate.ts";
import { approachOf, fewestStops, onTheWay } from "../cases/approach.ts";
import { type Case, failureText, familiesOf, simulationAt } from "../cases/case.ts";
import { isStartFixed, pathFrom, simulatedStarts } from "../cases/starts.ts";
import type { Reading } from "../judge/budget.ts";
import type { Series } from "../judge/figure.ts";
import { claimedSeries, observedSeries, scaleOver } from "../judge/sketch.ts";
import { type AnswerOf, type KindOfClaim, type QuestionOf, type Twin, unusable } from "../kind.ts";
import { alongCase } from "../observables/along-case.ts";
import { fixedNamesAt } from "../observables/fixed-names.ts";
import { answersWith } from "./twin-answers.ts";
import { readingOf, worthOf } from "./value.ts";

/** Starts a case is tried from. */
const startsTried = 3;

/** The starts that were looked at; none for a limit in a parameter. */
type Evidence = readonly Float64Array[];

export const limit: KindOfClaim<"limit", Evidence> = {
  kind: "limit",
  open: ({ as }) => (as === undefined || as.parameter === "t" ? [] : [as.parameter]),
  asksOnly: ({ equals }) => equals === undefined,
  observe: (question, at) =>
    isInTime(question) ? inTime(question, at) : inParameter(question, at),
  drawn: (answer, question, at, starts, { series }) => ({
    series: limit.claimed(answer, question, at, starts).flatMap(({ name, value }, i) => {
      // A limit in a parameter is one number; in time there is one for each curve.
      const of = isInTime(question) ? series.find(({ label }) => label === name) : series[i];
      const xs = of?.points.map(({ x }) => x) ?? [];
      const ends = xs.length === 0 ? [] : [Math.min(...xs), Math.max(...xs)];
      return [
        claimedSeries(
          "claimed limit",
          ends.map((x) => ({ x, y: value })),
          of?.label,
        ),
      ];
    }),
  }),
  derived: () => [],
  claimed: ({ equals }, question, at, starts) => {
    if (equals === undefined) return [];
    const expression = expressionOf(equals);
    if (!isInTime(question)) {
      const value = expression && worthOf(expression, at, namesAt(question, at));
      return value === undefined ? [] : [{ ...value, name: limitName }];
    }
    const simulation = simulationAt(at);
    if (typeof simulation === "string" || expression === undefined) return [];
    return starts.flatMap((w, i) => {
      const values = claimedAt(expression, at, simulation, w);
      return values.map((value, j) => ({ ...readingOf(value), name: nameOf(i, j, values.length) }));
    });
  },
  twins: (answer, parameters) => [...wrongPoints(answer), ...wrongValues(answer, parameters)],
};

const limitName = "the limit";
const isInTime = ({ as }: QuestionOf<"limit">): boolean => as === undefined || as.parameter === "t";

/** What names mean in the claimed limit: those of the model somewhere on the way. */
function namesAt({ as }: QuestionOf<"limit">, at: Case): Environment {
  const on = as && onTheWay(as, at);
  return on === undefined ? familiesOf(at) : fixedNamesAt(at, new Map([[as!.parameter, on]]));
}

function inTime(question: QuestionOf<"limit">, at: Case) {
  const supply = simulatedStarts(at, { use: "starts" });
  if (typeof supply === "string") return unusable(supply);
  const { simulation, starts } = supply;
  const evidence: Float64Array[] = [];
  const readings: Reading[] = [];
  const curves: Series[] = [];
  const count = isStartFixed(at) ? 1 : startsTried;
  for (let i = 0; i < count; i++) {
    const w = starts();
    if (isFailure(w)) return unusable(failureText(w));
    const values = atRest(question.of, at, simulation, w);
    if (isFailure(values)) return unusable(failureText(values));
    evidence.push(w);
    values.forEach((value, j) => {
      readings.push({ ...integrationReading(value), name: nameOf(i, j, values.length) });
    });
    curves.push(...curvesFrom(question.of, at, simulation, w, i));
  }
  const y = [formatExpression(question.of)];
  const sketch = { x: "t", y, scale: {}, series: curves } as const;
  return { status: "observed", readings, evidence, ...(curves.length > 0 && { sketch }) } as const;
}

/** Moments of a path that are drawn, and entries of a quantity. */
const [drawnMoments, drawnEntries] = [32, 4];

/** The quantity on its way to the limit; nothing where the path cannot be asked so often. */
function curvesFrom(
  of: Expression,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
  start: number,
): readonly Series[] {
  const path = pathFrom(simulation, w);
  const moments = path.outline(drawnMoments);
  const rows = moments.map((moment) => {
    const value = evaluate(at.close(of), alongCase(at, simulation, path, moment));
    const number = value.kind === "vector" ? value.entries : toMeasured(value);
    const entries = isFailure(number) ? [] : [number].flat();
    return { x: moment.t, entries };
  });
  const entries = Math.max(0, ...rows.map((row) => row.entries.length));
  if (entries > drawnEntries) return [];
  return Array.from({ length: entries }, (_, j) => {
    const seen = rows.flatMap(({ x, entries: all }) => (all[j] ? [{ x, y: all[j] }] : []));
    return observedSeries(nameOf(start, j, entries), "line", seen);
  });
}

function inParameter(question: QuestionOf<"limit">, at: Case) {
  if (question.as === undefined) return unusable("a limit of no parameter");
  const way = approachOf(question.of, question.as, at);
  if (typeof way === "string") return unusable(way);
  const approach = way.stops;
  if (approach.length < fewestStops) return unusable(way.ended ?? "too few values");
  const { value, error } = extrapolated(approach.map(({ y }) => y));
  return {
    status: "observed",
    readings: [
      { name: limitName, value, budget: [{ name: "finite-size", error, basis: "estimate" }] },
    ],
    evidence: [],
    sketch: {
      x: question.as.parameter,
      y: [formatExpression(question.of)],
      scale: scaleOver(approach.map(({ parameter }) => parameter)),
      series: [
        observedSeries(
          "observed",
          "points",
          approach.map(({ parameter, y }) => ({ x: parameter, y })),
        ),
      ],
    },
  } as const;
}

/** All entries of a quantity where the path from a start comes to rest. */
function atRest(
  of: Expression,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): readonly Measured[] | Failure {
  const rest = pathFrom(simulation, w).rest();
  return isFailure(rest) ? rest : entriesAt(of, at, simulation, w, rest);
}

/** The entries of a quantity at a moment of a path; bare states fail where there is no moment. */
function entriesAt(
  e: Expression,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
  moment: Moment | undefined,
): readonly Measured[] | Failure {
  const path = pathFrom(simulation, w);
  const value = evaluate(at.close(e), alongCase(at, simulation, path, moment));
  if (value.kind === "vector") return value.entries;
  const number = toMeasured(value);
  return isFailure(number) ? number : [number];
}

/** What the answer says for a start: a value that may mention the start, or a vector. */
function claimedAt(
  e: Expression,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): readonly Measured[] {
  // Where the answer speaks of the start alone, where the path ends is not asked again.
  const ofStart = entriesAt(e, at, simulation, w, undefined);
  if (!isFailure(ofStart)) return ofStart;
  const end = pathFrom(simulation, w).rest();
  const values = isFailure(end) ? end : entriesAt(e, at, simulation, w, end);
  if (!isFailure(values)) return values;
  const vector = simulation.stateNamed(at.close(e));
  if (isFailure(vector)) return [];
  return Array.from(vector, (x) => measured(x, 4 * unitRoundoff, "bound"));
}

function expressionOf(equals: Expression | Point): Expression | undefined {
  if (equals.kind === "coordinates") return undefined;
  return equals.kind === "expression" ? equals.expression : equals;
}

/** The error of a state at rest is one of integration, not of rounding. */
const integrationReading = ({ value, error, basis }: Measured): Omit<Reading, "name"> => ({
  value,
  budget: error === 0 ? [] : [{ name: "integration", error, basis }],
});

const nameOf = (start: number, entry: number, entries: number): string =>
  entries === 1
    ? `the limit from start ${start + 1}`
    : `entry ${entry + 1} of the limit from start ${start + 1}`;

/** A vector's opposite, and the average for a point that is not it. */
function wrongPoints(answer: AnswerOf<"limit">): readonly Twin<"limit">[] {
  const from = answer.equals && expressionOf(answer.equals);
  if (from === undefined || !namesPoint(from)) return [];
  const opposite: Expression = { kind: "unary", operator: "-", operand: from };
  const isAverage = from.kind === "name" && from.name === "average";
  const other: Expression = isAverage
    ? { kind: "call", name: "pure", args: [{ kind: "number", value: { num: 1n, den: 1n } }] }
    : { kind: "name", name: "average" };
  return [
    {
      label: "the opposite point",
      answer: { ...answer, equals: opposite },
      changed: { from, to: opposite },
    },
    {
      label: isAverage ? "pure(1)" : "average",
      answer: { ...answer, equals: other },
      changed: { from, to: other },
    },
  ];
}

const points: ReadonlySet<string> = new Set([
  "average",
  "origin",
  "target",
  "pure",
  "mixed",
  "unit",
]);

const namesPoint = (e: Expression): boolean =>
  ((e.kind === "name" || e.kind === "call") && points.has(e.name)) ||
  (e.kind === "unary" && namesPoint(e.operand)) ||
  (e.kind === "binary" && (namesPoint(e.left) || namesPoint(e.right)));

function wrongValues(
  answer: AnswerOf<"limit">,
  parameters: readonly string[],
): readonly Twin<"limit">[] {
  const equals = answer.equals && expressionOf(answer.equals);
  if (equals === undefined || namesPoint(equals)) return [];
  return answersWith<"limit">({ ...answer, equals }, parameters);
}
