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
import { mentionsRandomness } from "../../model/expression/mentions.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import { withoutState } from "../../numeric/along/along.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import type { Measured } from "../../numeric/measured.ts";
import { meanOfBatches } from "../../numeric/statistics/batches.ts";
import { type Growth, growthOf, leastSpan, type Stop } from "../../numeric/statistics/growth.ts";
import { approachOf } from "../approach.ts";
import type { Reading } from "../budget.ts";
import { type Case, familiesOf, randomAt, simulationAt } from "../case.ts";
import { type AnswerOf, type KindOfClaim, type QuestionOf, type Twin, unusable } from "../kind.ts";
import { usualLimits } from "../limits.ts";
import { wrongVersions } from "../twins.ts";
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
    const observed = growthAt(question, at);
    if (typeof observed === "string") return unusable(observed);
    if (observed.exponent === undefined) return unusable("no exponent shows on the way");
    const readings = parts.flatMap((part): readonly Reading[] => {
      const value = observed[part];
      if (value === undefined) return [];
      const term = { name: "finite-size", error: value.error, basis: value.basis } as const;
      return [{ name: names[part], value: value.value, budget: [term] }];
    });
    return { status: "observed", readings, evidence: observed };
  },
  derived: ({ derived }, { side }, at, evidence) => {
    if (derived.kind !== "scaling" || side !== "both") return [];
    const order = derived.orderAt(at.binding);
    if (typeof order === "string") return [];
    const values = { exponent: order.power, log: order.log } as const;
    return (["exponent", "log"] as const).flatMap((part) =>
      evidence[part] === undefined ? [] : [{ name: names[part], value: values[part], budget: [] }],
    );
  },
  claimed: (answer, { side, as }, at, evidence) =>
    parts.flatMap((part): readonly Reading[] => {
      const seen = evidence[part];
      // A constant without the powers that it is relative to, or one that was not observed.
      const expression = answer[part] ?? (part === "log" ? zero : undefined);
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
    ...shifted({ ...answer, log: answer.log ?? zero }, "log", 1n, 1n),
    ...wrongConstants(answer),
  ],
  evidenceTwins: {
    labels: ({ exponent }, { side }) => (side === "both" || exponent === undefined ? [] : [past]),
    claimed: (_, __, { side }, ___, ____, seen) => {
      const exponent = seen.find(({ name }) => name === names.exponent);
      if (exponent === undefined) return [];
      const value = exponent.value + (side === "upper" ? -1 : 1) * pastBy;
      return [{ name: names.exponent, value, budget: [] }];
    },
  },
};

const number = (num: bigint, den = 1n): Expression => ({ kind: "number", value: { num, den } });
const zero = number(0n);

const past = "strengthened past the exponent";
/** By so much, which is less than the half between exponents that claims have. */
const pastBy = 1 / 7;

function growthAt(question: QuestionOf<"scaling">, at: Case): Evidence | string {
  const isRandom = mentionsRandomness(question.of);
  const { samples } = at.limits ?? usualLimits;
  const size = Math.max(1, Math.round((sizeOfBatch * samples) / usualLimits.samples));
  const count = isRandom ? batches : 1;
  const growths: Growth[] = [];
  let first = Number.NaN;
  for (let batch = 0; batch < count; batch++) {
    const stops = approachOf(question.of, question.as, at, {
      use: `batch ${batch}`,
      ...(isRandom && { size, isBatch: true }),
    });
    if (typeof stops === "string") return stops;
    if (spanOf(stops) < leastSpan) return `the way of ${question.as.parameter} is too short`;
    const growth = growthOf(stops);
    if (growth === undefined) return "the quantity is not positive all the way";
    growths.push(growth);
    first = stops[0]?.parameter ?? first;
  }
  const means = parts.flatMap((part) => {
    // A sequence without a trend says nothing here; another case may.
    const values = growths.flatMap((growth) => growth[part] ?? []);
    const known = values.filter(({ error }) => Number.isFinite(error));
    return known.length < count ? [] : [[part, meanOfBatches(known)] as const];
  });
  return { first, ...Object.fromEntries(means) };
}

/** The largest x over the smallest. */
function spanOf(stops: readonly Stop[]): number {
  const x = stops.map((stop) => stop.x);
  return Math.max(...x) / Math.min(...x);
}

/** Names of the model that do not move with the state, such as A, where the way begins. */
function namesAt(at: Case, parameter: string, x: number): Environment {
  const families = familiesOf(at);
  if (!Number.isFinite(x)) return families;
  const simulation = simulationAt(at, new Map([[parameter, rationalOfNumber(x)]]));
  if (typeof simulation === "string") return families;
  const model = simulation.observables(simulation.randomState(randomAt(at, "names")));
  return {
    name: (name) => families.name?.(name) ?? withoutState(model).name?.(name),
    indexed: (name, places) =>
      families.indexed?.(name, places) ?? withoutState(model).indexed?.(name, places),
  };
}

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
