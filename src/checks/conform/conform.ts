/**
 * Runs of any simulator against a spec: the flow that is derived for its model, and its claims.
 *
 * `conforms` says that the runs are within what their own noise and stated errors allow, and that
 * the same runs refute the same flow at wrong speeds (twice, half, reversed, none). `departs` says
 * where a run first leaves, and by how many standard errors. What the statistics are is in
 * docs/conform.md.
 */

import { instantiate } from "../../model/bind/bind.ts";
import type { Setting } from "../../model/claim.ts";
import type { Spec } from "../../model/spec.ts";
import { withoutState } from "../../numeric/along/along.ts";
import { isFailure } from "../../numeric/failure.ts";
import { randomStream } from "../../numeric/random/stream.ts";
import { caseAt } from "../cases/cases.ts";
import type { ChosenSetting } from "../cases/chosen-setting.ts";
import { claimedField } from "./claimed-flow.ts";
import { type ClaimOnRuns, claimOnRuns } from "./claims-on-run.ts";
import type { Conformance } from "./conformance.ts";
import { alongPath, type FlowVerdict, stepByStep, undecided } from "./flow-verdict.ts";
import { firstDeparture, fittedPaths, type PathProblem, stateRun } from "./follow-path.ts";
import { type Held, heldAgainst, type Reference } from "./reference.ts";
import { rowEnvironment } from "./row-environment.ts";
import type { RunTable } from "./run-table.ts";
import { startGuess } from "./state-of-columns.ts";

export interface ConformOptions {
  readonly seed: number;
}

/** What the runs say; or why they cannot be held against the spec. */
export function conform(
  spec: Spec,
  chosen: ChosenSetting,
  table: RunTable,
  { seed }: ConformOptions,
): Conformance | { readonly problem: string } {
  const held = heldAgainst(spec, chosen, table.facts);
  if (typeof held === "string") return { problem: held };
  const runs = table.runs.map((run) => stateRun(held, table, run));
  const missing = held.columns.filter((_, c) =>
    runs.every(({ rows }) => rows.every((row) => Number.isNaN(row[c]))),
  );
  if (missing.length === held.columns.length) {
    const wanted = held.columns.map(({ label }) => label).join(", ");
    const got = table.columns.map(({ label }) => label).join(", ") || "none";
    return { problem: `expected columns of the state (${wanted}), got ${got}.` };
  }
  const reference = typeof held.derived === "string" ? held.defined : held.derived;
  if (typeof reference === "string") return { problem: reference };
  const guess = startGuess(held.simulation, held.columns, chosen);
  const base = {
    against: againstText(held, reference),
    runs: runs.length,
    rows: table.runs.reduce((sum, { times }) => sum + times.length, 0),
    remarks: table.remarks,
  };
  const problem: PathProblem = { held, reference, runs, guess: guess ?? [] };
  const flow: FlowVerdict =
    missing.length > 0 && (guess === undefined || held.batch !== undefined)
      ? undecided(
          `the start is not known: ${missing.map(({ label }) => label).join(", ")} not recorded`,
        )
      : held.batch === undefined
        ? alongPath(spec, chosen, table, problem, seed)
        : stepByStep(spec, chosen, table, problem, seed);
  const witnesses = flow.verdict === "conforms" ? contradiction(held, problem) : undefined;
  const noiseOf = (label: string): number =>
    flow.noise.find(({ column }) => column === label)?.deviation ?? 0;
  const claims = claimsOn(
    spec,
    chosen,
    table,
    held,
    table.columns.map(({ label }) => noiseOf(label)),
  );
  return {
    ...base,
    ...flow,
    ...(witnesses === undefined ? {} : { verdict: "conflict", reason: witnesses }),
    claims,
  };
}

function againstText({ step, batch, derived }: Held, { name }: Reference): string {
  const dynamics =
    batch !== undefined
      ? `SGD with step ${step} and batch ${batch}`
      : step !== undefined
        ? `gradient descent with step ${step}`
        : "gradient flow";
  const why =
    name === "defined" && typeof derived === "string" ? ` (none is derived: ${derived})` : "";
  return `the ${name} ${dynamics}${why}`;
}

/** Rows at which the derived flow is held against the defined one. */
const looks = 4;
/** Steps of a descent that are made by quadrature. */
const mostSteps = 400;

/** Where the two witnesses differ along a run: a fault of Lemmata, not of the run. */
function contradiction(held: Held, { runs, guess }: PathProblem): string | undefined {
  const { derived, defined, step } = held;
  const [run] = runs;
  if (typeof derived === "string" || typeof defined === "string" || run === undefined)
    return undefined;
  const start = run.rows[0]!.map((x, c) => (Number.isNaN(x) ? guess[c]! : x));
  const within = run.times.filter((t) => t > 0 && (step === undefined || t / step <= mostSteps));
  const times = Array.from(
    { length: looks },
    (_, i) => within[Math.floor(((i + 1) * within.length) / looks) - 1],
  );
  const known = [...new Set(times.filter((t) => t !== undefined))];
  const [one, other] = [derived.measured(start, known), defined.measured(start, known)];
  // A noisy start may be off the sphere, where the defined model has no state.
  if (isFailure(one) || isFailure(other)) return undefined;
  for (const [i, t] of known.entries()) {
    const gap = Math.hypot(...one.points[i]!.map((x, c) => x - other.points[i]![c]!));
    const budget = one.errors[i]! + other.errors[i]!;
    if (gap > budget)
      return `the derived and the defined flow differ by ${gap} at t=${t}, beyond ${budget}`;
  }
  return undefined;
}

function claimsOn(
  spec: Spec,
  chosen: ChosenSetting,
  table: RunTable,
  held: Held,
  noise: readonly number[],
): readonly ClaimOnRuns[] {
  const { simulation, instance } = held;
  const state = simulation.randomState(randomStream(0, "conform", "names"));
  const fixed = withoutState(simulation.observables(state));
  const isOne = instance.teacher.kind === "sum" && instance.teacher.terms === 1;
  const place = { columns: table.columns, isOne };
  const own = spec.model && textOf(spec.model, chosen);
  const on = {
    place,
    fixed,
    noise,
    binding: chosen.binding,
    runs: table.runs,
    isSameModel: ({ model }: Setting) => textOf(model, chosen) === own,
  };
  return spec.claims.map((claim) => {
    const judged = claimOnRuns(claim, on);
    if (claim.question.kind !== "reduction" || judged.verdict === "inapplicable") return judged;
    if (!on.isSameModel(claim.setting)) return judged;
    if (held.batch !== undefined) {
      return { ...judged, reason: "a claimed flow is not held against steps that draw samples" };
    }
    const at = caseAt({ id: claim.id, setting: claim.setting }, { binding: chosen.binding }, 1);
    const columns = held.columns.map(({ label, name, places }) => ({ label, name, places }));
    const field = claimedField(claim, at, held.columns, (row, t) =>
      rowEnvironment({ columns, fixed, isOne }, row, t),
    );
    if (typeof field === "string") return { ...judged, reason: field };
    const reference = held.referenceOf(field);
    if (typeof reference === "string") return { ...judged, reason: reference };
    const runs = table.runs.map((run) => stateRun(held, table, run));
    const fit = fittedPaths({ held, reference, runs, guess: [] }, 1);
    if (fit === undefined || fit.tested.windows === 0) return judged;
    const departure = firstDeparture({ held, reference, runs, guess: [] }, fit)?.departure;
    const { reason: _, ...rest } = judged;
    return departure === undefined
      ? { ...rest, verdict: "agrees", asExpected: true }
      : { ...rest, verdict: "contradicted", departure, asExpected: claim.expect === "refuted" };
  });
}

/** A model at the parameters of the runs, as text; its dynamics are those of the runs. */
function textOf(model: Setting["model"], { binding, gram }: ChosenSetting): string {
  try {
    const { dynamics: _, ...rest } = instantiate(
      model,
      binding,
      gram === undefined ? {} : { gram },
    );
    return JSON.stringify(rest, (__, value: unknown) =>
      typeof value === "bigint" ? `${value}` : value,
    );
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
