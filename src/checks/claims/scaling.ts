/**
 * `scaling`: of / (x^exponent log(x)^log) tends to the constant as a parameter goes to an end.
 *
 * Observed are the exponent, the power of the logarithm and the constant, extrapolated from the
 * quantity's values along a geometric grid (`numeric/statistics/growth.ts`). A quantity over the
 * randomness is observed in batches that share their random numbers along the grid: what the
 * batches differ in is its error. `side: upper` and `lower` claim one side of the exponent.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { mentionsStatistic } from "../../model/expression/mentions.ts";
import { integer, rationalOfNumber } from "../../model/rational.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import type { Measured } from "../../numeric/measured.ts";
import { meanOfBatches } from "../../numeric/statistics/batches.ts";
import { type Growth, growthOf, leastSpan, type Stop } from "../../numeric/statistics/growth.ts";
import { approachOf, fewestStops, type ParameterStop } from "../cases/approach.ts";
import { type Case, familiesOf } from "../cases/case.ts";
import type { Reading } from "../judge/budget.ts";
import { claimedSeries, observedSeries, type Sketch } from "../judge/sketch.ts";
import { wrongVersions } from "../judge/twins.ts";
import {
  type AnswerOf,
  type KindOfClaim,
  type QuestionOf,
  type Twin,
  type Unusable,
  unusable,
} from "../kind.ts";
import { usualLimits } from "../limits.ts";
import { fixedNamesAt } from "../observables/fixed-names.ts";
import { shortWay } from "./short-way.ts";
import { worthOf } from "./value.ts";

const parts = ["exponent", "log", "constant"] as const;
type Part = (typeof parts)[number];

const names: Readonly<Record<Part, string>> = {
  exponent: "the exponent",
  log: "the power of the logarithm",
  constant: "the constant",
};

/** Batches of a quantity over the randomness, and the starts in each. */
const batches = 8;
const sizeOfBatch = 11;

/** What was observed, for one-sided claims, and the parameter where the way began. */
interface Evidence extends Partial<Readonly<Record<Part, Measured>>> {
  readonly first: number;
}

export const scaling: KindOfClaim<"scaling", Evidence> = {
  kind: "scaling",
  open: ({ as }) => [as.parameter],
  asksOnly: ({ exponent, log, constant }) =>
    exponent === undefined && log === undefined && constant === undefined,
  observe: (question, at) => {
    const seen = growthAt(question, at);
    if ("status" in seen) return seen;
    const { observed, sketch } = seen;
    if (observed.exponent === undefined) return unusable("no exponent shows on the way");
    const readings = parts.flatMap((part): readonly Reading[] => {
      const value = observed[part];
      if (value === undefined) return [];
      const term = { name: "finite-size", error: value.error, basis: value.basis } as const;
      return [{ name: names[part], value: value.value, budget: [term] }];
    });
    return { status: "observed", readings, evidence: observed, sketch };
  },
  drawn: (answer, { as }, at, evidence, { series }) => {
    const seen = series.flatMap(({ points }) => points);
    const worth = (part: Part): number | undefined => {
      const expression = answer[part];
      const names = namesAt(at, as.parameter, evidence.first);
      return expression && worthOf(expression, at, names)?.value;
    };
    const [exponent, log = 0, constant] = parts.map(worth);
    if (exponent === undefined) return {};
    const growth = (x: number): number => x ** exponent * Math.abs(Math.log(x)) ** log;
    const last = seen.at(-1);
    const factor = constant ?? (last === undefined ? Number.NaN : last.y / growth(last.x));
    const places = seen.map(({ x }) => ({ x, y: factor * growth(x) })).filter(({ y }) => y > 0);
    return { series: [claimedSeries("claimed growth", places)] };
  },
  derived: ({ derived }, { side }, at, evidence) => {
    if (derived.kind !== "scaling" || side !== "both") return [];
    const order = derived.orderAt(at.binding);
    if (typeof order === "string") return [];
    const values = { exponent: order.power, log: order.log } as const;
    const exact = { exponent: order.exact, log: order.exact && integer(order.log) } as const;
    return (["exponent", "log"] as const).flatMap((part): readonly Reading[] => {
      if (evidence[part] === undefined) return [];
      const value = exact[part];
      const known = value && { exact: () => ({ lower: value, upper: value }) };
      return [{ name: names[part], value: values[part], budget: [], ...known }];
    });
  },
  claimed: (answer, { side, as }, at, evidence) =>
    parts.flatMap((part): readonly Reading[] => {
      const seen = evidence[part];
      // A constant without the powers that it is relative to, or one that was not observed.
      const expression = part === "log" ? logOf(answer) : answer[part];
      if (expression === undefined || seen === undefined) return [];
      const value = worthOf(expression, at, namesAt(at, as.parameter, evidence.first));
      if (value === undefined) return [];
      if (part !== "exponent" || side === "both") return [{ ...value, name: names[part] }];
      const isWithin = side === "upper" ? seen.value <= value.value : seen.value >= value.value;
      return [{ ...value, ...(isWithin && { value: seen.value }), name: names[part] }];
    }),
  twins: (answer, parameters, { side }) => [
    // A weaker bound is true as well; see the twin that the evidence words.
    ...(side === "both"
      ? [...shifted(answer, "exponent", 1n, 2n), ...wrongTexts(answer, "exponent", parameters)]
      : []),
    // Powers of the logarithm are whole numbers: a neighbour is a whole one away.
    ...shifted(withLog(answer), "log", 1n, 1n),
    ...wrongConstants(answer),
  ],
  evidenceTwins: {
    labels: ({ exponent }, { side }) => (side === "both" || exponent === undefined ? [] : [past]),
    claimed: (_, __, { side }, ___, { readings }) => {
      const exponent = readings.find(({ name }) => name === names.exponent);
      if (exponent === undefined) return [];
      const value = exponent.value + (side === "upper" ? -1 : 1) * pastBy;
      return [{ name: names.exponent, value, budget: [] }];
    },
  },
};

const number = (num: bigint, den = 1n): Expression => ({ kind: "number", value: { num, den } });
const zero = number(0n);

/**
 * Beside an exponent no logarithm is written; without one the power of the logarithm is asked for.
 */
const logOf = ({ exponent, log }: AnswerOf<"scaling">): Expression | undefined =>
  log ?? (exponent === undefined ? undefined : zero);

const withLog = (answer: AnswerOf<"scaling">): AnswerOf<"scaling"> => {
  const log = logOf(answer);
  return log === undefined ? answer : { ...answer, log };
};

const past = "strengthened past the exponent";
/** By so much, which is less than the half between exponents that claims have. */
const pastBy = 1 / 7;

function growthAt(
  question: QuestionOf<"scaling">,
  at: Case,
): { readonly observed: Evidence; readonly sketch: Sketch } | Unusable {
  const isRandom = mentionsStatistic(question.of);
  const { samples } = at.limits ?? usualLimits;
  const size = Math.max(1, Math.round((sizeOfBatch * samples) / usualLimits.samples));
  const count = isRandom ? batches : 1;
  const ways: (readonly ParameterStop[])[] = [];
  let most = Number.POSITIVE_INFINITY;
  let ended: string | undefined;
  for (let batch = 0; batch < count; batch++) {
    const way = approachOf(question.of, question.as, at, {
      use: `batch ${batch}`,
      most,
      ...(isRandom && { size, isBatch: true }),
    });
    if (typeof way === "string") return unusable(way);
    // What one batch could not reach the others need not try.
    if (way.ended !== undefined) most = Math.min(most, way.stops.length);
    ended = way.ended ?? ended;
    ways.push(way.stops);
  }
  const shared = ways.map((stops) => stops.slice(0, most));
  if (shared.some((stops) => stops.length < fewestStops || spanOf(stops) < leastSpan)) {
    return shortWay(question.as.parameter, shared, leastSpan, ended);
  }
  const growths: Growth[] = [];
  for (const stops of shared) {
    const growth = growthOf(stops);
    if (growth === undefined) return unusable("the quantity is not positive all the way");
    growths.push(growth);
  }
  const first = shared.at(-1)?.[0]?.parameter ?? Number.NaN;
  const means = parts.flatMap((part) => {
    // A sequence without a trend says nothing here; another case may.
    const values = growths.flatMap((growth) => growth[part] ?? []);
    const known = values.filter(({ error }) => Number.isFinite(error));
    return known.length < count ? [] : [[part, meanOfBatches(known)] as const];
  });
  return { observed: { first, ...Object.fromEntries(means) }, sketch: sketchOf(question, shared) };
}

/** The quantity along the grid, in the mean of the batches. */
function sketchOf(
  { of, as }: QuestionOf<"scaling">,
  ways: readonly (readonly ParameterStop[])[],
): Sketch {
  const [first = []] = ways;
  const seen = first.flatMap(({ x }) => {
    const values = ways.flatMap((way) => way.find((stop) => stop.x === x)?.y ?? []);
    return values.length < ways.length ? [] : [{ x, y: meanOfBatches(values) }];
  });
  const isToNumber = first.some(({ x, parameter }) => x !== Math.abs(parameter));
  const x = isToNumber ? `|${as.parameter} - ${formatExpression(as.to)}|` : as.parameter;
  const scale = { x: "log", y: "log" } as const;
  return {
    x,
    y: [formatExpression(of)],
    scale,
    series: [observedSeries("observed", "points", seen)],
  };
}

/** The largest x over the smallest. */
function spanOf(stops: readonly Stop[]): number {
  const x = stops.map((stop) => stop.x);
  return Math.max(...x) / Math.min(...x);
}

/** What names mean where the way begins. */
const namesAt = (at: Case, parameter: string, x: number): Environment =>
  Number.isFinite(x)
    ? fixedNamesAt(at, new Map([[parameter, rationalOfNumber(x)]]))
    : familiesOf(at);

function shifted(
  answer: AnswerOf<"scaling">,
  part: Part,
  num: bigint,
  den: bigint,
): readonly Twin<"scaling">[] {
  const from = answer[part];
  if (from === undefined) return [];
  return (["+", "-"] as const).map((operator) => {
    const to: Expression = { kind: "binary", operator, left: from, right: number(num, den) };
    return twin(
      answer,
      part,
      from,
      to,
      `${part} ${operator} ${den === 1n ? num : `${num}/${den}`}`,
    );
  });
}

function wrongConstants(answer: AnswerOf<"scaling">): readonly Twin<"scaling">[] {
  const from = answer.constant;
  if (from === undefined) return [];
  return [number(2n), number(1n, 2n)].map((factor, i) => {
    const to: Expression = { kind: "binary", operator: "*", left: factor, right: from };
    return twin(answer, "constant", from, to, `constant * ${["2", "1/2"][i]}`);
  });
}

function wrongTexts(
  answer: AnswerOf<"scaling">,
  part: Part,
  parameters: readonly string[],
): readonly Twin<"scaling">[] {
  const from = answer[part];
  if (from === undefined) return [];
  return wrongVersions(from, parameters, formatExpression).map(({ label, expression }) =>
    twin(answer, part, from, expression, `${part}: ${label}`),
  );
}

const twin = (
  answer: AnswerOf<"scaling">,
  part: Part,
  from: Expression,
  to: Expression,
  label: string,
): Twin<"scaling"> => ({ label, answer: { ...answer, [part]: to }, changed: { from, to } });
