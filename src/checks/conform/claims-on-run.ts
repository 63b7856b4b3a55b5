/**
 * The claims of a spec, held against recorded runs.
 *
 * A run is one path of one model: it can contradict a claim, and never shows that it holds. Judged
 * are claims about every state (identities, bounds), about all times (invariants), trajectories as
 * functions of time, and the flow that a reduction claims. What a claim says of a row is a series
 * of differences like any other; noise of the rows bends what is not linear in them, by at most the
 * second difference at one standard deviation, which is allowed for.
 */
import { bindingOrder, isMember, listDomain } from "../../model/bind/bind-domain.ts";
import type { Binding, Value } from "../../model/bind/instance.ts";
import type { Claim, Setting } from "../../model/claim.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsRandomness, mentionsTime } from "../../model/expression/mentions.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { slackOf, truthOf } from "../../numeric/evaluate/slack.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import { type Case, familiesOf } from "../cases/case.ts";
import { caseAt } from "../cases/cases.ts";
import { type RowPlace, rowEnvironment } from "./row-environment.ts";
import type { RecordedRun } from "./run-table.ts";
import { type Departure, type Series, testedSeries } from "./tested-series.ts";

export interface ClaimOnRuns {
  readonly id: string;
  readonly kind: string;
  readonly line: number;
  readonly verdict: "agrees" | "contradicted" | "not-judged" | "inapplicable";
  readonly asExpected: boolean;
  readonly reason?: string;
  readonly departure?: Departure;
}

export interface ClaimPlace {
  readonly place: Omit<RowPlace, "fixed">;
  /** Names that mean the same at every state of the model. */
  readonly fixed: Environment;
  readonly binding: Binding;
  readonly runs: readonly RecordedRun[];
  /** Standard deviation of the rows of each column, where rows are noisy. */
  readonly noise: readonly number[];
  /** Whether the claim's own model is the model of the runs. */
  readonly isSameModel: (setting: Setting) => boolean;
}

/** Letters of a claim are tried at all their values, as long as these are not more. */
const mostCases = 64;
/** Rows of a run that are looked at. */
const mostRows = 400;

/** What the runs say of one claim. */
export function claimOnRuns(claim: Claim, on: ClaimPlace): ClaimOnRuns {
  const { id, question, position, expect } = claim;
  const common = { id, kind: question.kind, line: position.line };
  const silent = (verdict: "not-judged" | "inapplicable", reason: string): ClaimOnRuns => ({
    ...common,
    verdict,
    reason,
    asExpected: true,
  });
  if (!on.isSameModel(claim.setting)) return silent("not-judged", "it speaks of another model");
  const bindings = bindingsOf(claim.setting, on.binding);
  if (typeof bindings === "string") return silent("inapplicable", bindings);
  const series: Series[] = [];
  let reason = "no row meets its conditions";
  for (const binding of bindings) {
    const at = caseAt({ id, setting: claim.setting }, { binding }, 1);
    for (const run of on.runs) {
      const found = seriesOf(claim, at, on, run);
      if (typeof found === "string") reason = found;
      else series.push(...found);
    }
  }
  if (series.length === 0) {
    return silent(reason === "no row meets its conditions" ? "inapplicable" : "not-judged", reason);
  }
  const { departure, windows } = testedSeries(series);
  if (windows === 0) return silent("not-judged", "fewer than six rows");
  if (departure === undefined) return { ...common, verdict: "agrees", asExpected: true };
  return { ...common, verdict: "contradicted", departure, asExpected: expect === "refuted" };
}

/** The parameters of the runs with every value of the claim's own letters; or why it is not asked. */
function bindingsOf({ parameters }: Setting, given: Binding): readonly Binding[] | string {
  let all: readonly Map<string, Value>[] = [new Map(given)];
  for (const parameter of bindingOrder(parameters)) {
    const { name, domain, index } = parameter;
    const known = given.get(name);
    if (known !== undefined) {
      const isIn = index.length > 0 || isMember(known, domain, given) !== false;
      if (!isIn) return `${name} is outside the domain of the claim`;
      continue;
    }
    all = all.flatMap((binding) =>
      (listDomain(domain, binding, mostCases) ?? []).map((value) =>
        new Map(binding).set(name, value),
      ),
    );
    if (all.length === 0 || all.length > mostCases) return `${name} has no values to try here`;
  }
  return all;
}

/** The differences that the claim makes of one run; or why it says nothing about it. */
function seriesOf(
  claim: Claim,
  at: Case,
  on: ClaimPlace,
  run: RecordedRun,
): readonly Series[] | string {
  const stride = Math.ceil(run.times.length / mostRows);
  const kept = run.times.flatMap((_, i) => (i % stride === 0 ? [i] : []));
  const families = familiesOf(at);
  const fixed: Environment = {
    ...on.fixed,
    name: (name) => on.fixed.name?.(name) ?? families.name?.(name),
    indexed: (name, places) => on.fixed.indexed?.(name, places) ?? families.indexed?.(name, places),
  };
  const place = { ...on.place, fixed };
  const [first = []] = run.rows;
  const start = rowEnvironment(place, first, run.times[0] ?? 0);
  const begin = rowEnvironment(place, first, run.times[0] ?? 0, start);
  for (const condition of conditionsOf(claim.setting)) {
    const slack = slackOf(at.close(condition), begin);
    if (isFailure(slack)) return `its condition cannot be read off the run: ${slack.detail}`;
    const truth = truthOf(slack);
    if (truth !== true) return "no row meets its conditions";
  }
  const measure = measureOf(claim, at);
  if (typeof measure === "string") return measure;
  if (measure.needsStart && run.times[0] !== 0) return "the run does not begin at t = 0";
  if (claim.question.kind === "invariant") {
    const before = measure.of(begin);
    if (!isFailure(before) && before.value < 0) return "no row meets its conditions";
  }
  const values: number[] = [];
  const errors: number[] = [];
  for (const i of kept) {
    const [row, t] = [run.rows[i]!, run.times[i]!];
    const here = (values: readonly number[]) => measure.of(rowEnvironment(place, values, t, start));
    const value = here(row);
    if (isFailure(value)) return `it cannot be read off the run: ${value.detail}`;
    values.push(value.value);
    errors.push(value.error + run.errors[i]! + bend(here, row, value.value, on.noise));
  }
  return [
    {
      run: run.name,
      column: claim.id,
      times: [kept[0]!, ...kept].map((i) => run.times[i]!),
      differences: values,
      errors,
      isOneSided: measure.isOneSided,
    },
  ];
}

/** By how much noise of the size of a standard deviation moves the mean of what is not linear. */
function bend(
  at: (row: readonly number[]) => Measured | Failure,
  row: readonly number[],
  value: number,
  noise: readonly number[],
): number {
  let total = 0;
  noise.forEach((sigma, c) => {
    if (sigma === 0 || Number.isNaN(row[c])) return;
    const [up, down] = [1, -1].map((sign) =>
      at(row.map((x, l) => (l === c ? x + sign * sigma : x))),
    );
    if (isFailure(up) || isFailure(down)) return;
    total += Math.abs(up!.value + down!.value - 2 * value) / 2;
  });
  return total;
}

interface ClaimMeasure {
  /** What has mean 0 where the claim holds, or is not negative. */
  readonly of: (environment: Environment) => Measured | Failure;
  readonly isOneSided: boolean;
  readonly needsStart: boolean;
}

function measureOf({ question, answer }: Claim, at: Case): ClaimMeasure | string {
  const between = (one: Expression, other: Expression, needsStart: boolean): ClaimMeasure => {
    const [a, b] = [at.close(one), at.close(other)];
    return {
      isOneSided: false,
      needsStart,
      of: (environment) => {
        const [x, y] = [evaluateNumber(a, environment), evaluateNumber(b, environment)];
        if (isFailure(x)) return x;
        if (isFailure(y)) return y;
        return { value: x.value - y.value, error: x.error + y.error, basis: "estimate" };
      },
    };
  };
  if (answer.kind === "identity" && question.kind === "identity") {
    if (question.at !== undefined) return "it speaks of one point";
    if (answer.equals === undefined) return "it only asks";
    if (mentionsRandomness(question.of)) return "it speaks of many runs";
    if (mentionsTime(question.of)) return "it speaks of times that a run may not reach";
    return between(question.of, answer.equals, false);
  }
  if (answer.kind === "trajectory" && question.kind === "trajectory") {
    const [of, ...others] = question.of;
    const [equals] = answer.equals ?? [];
    if (of === undefined || equals === undefined || others.length > 0) {
      return "it is no function of time";
    }
    return between(of, equals, true);
  }
  if (answer.kind === "invariant" || answer.kind === "bound") {
    if (question.kind === "bound" && question.at !== undefined) return "it speaks of one point";
    if (mentionsRandomness(answer.holds)) return "it speaks of many runs";
    const holds = at.close(answer.holds);
    return {
      isOneSided: true,
      needsStart: mentionsTime(answer.holds),
      of: (environment) => {
        const slack = slackOf(holds, environment);
        if (isFailure(slack)) return slack;
        if (slack.kind === "slack") return slack.slack;
        return { value: slack.truth === false ? -1 : 0, error: 0, basis: "exact" };
      },
    };
  }
  return "a run says nothing about a claim of this kind";
}
