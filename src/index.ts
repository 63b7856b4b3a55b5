/**
 * The library: specs in, derivations and verdicts out; kinds of claims and observables of one's own.
 *
 * What is exported here is what stays stable; see docs/api.md.
 */

import type { ClaimReport, Effort, SpecReport } from "./checks/judge/verdict.ts";
import { type SimulatedSpec, simulateSpec } from "./checks/simulate-spec.ts";
import { examineSpecs, specReport } from "./checks/verify.ts";
import { declareName } from "./model/expression/names.ts";
import { declareInputName } from "./model/schema/own-inputs.ts";
import type { Spec } from "./model/spec.ts";
import { declareInput, type OwnInput } from "./numeric/simulate/own-inputs.ts";
import {
  declareObservable,
  type ObservedState,
  type ReadObservable,
} from "./numeric/simulate/own-observables.ts";
import { closeCas } from "./symbolic/cas/nerdamer.ts";
import type { Derivation } from "./symbolic/derivation.ts";
import { describe } from "./symbolic/describe.ts";
import { predict } from "./symbolic/predict.ts";
import { closeSolver } from "./symbolic/prove/z3.ts";

export { type Case, scalarsOf, simulationAt } from "./checks/cases/case.ts";
export { worthOf } from "./checks/claims/value.ts";
export {
  conformRows as conform,
  type RowOfRun,
  type RowsOptions,
} from "./checks/conform/conform-rows.ts";
export type { Conformance } from "./checks/conform/conformance.ts";
export type { BudgetTerm, Reading } from "./checks/judge/budget.ts";
export { type Observed, type Unusable, unusable } from "./checks/kind.ts";
export {
  type OwnKind,
  type OwnTwin,
  registerKind,
  wrongAnswers,
} from "./checks/own-kind.ts";
export type { SimulatedColumn, SimulatedRun } from "./checks/simulate-spec.ts";
export { type ClaimText, defineSpec, type SpecText } from "./model/define-spec.ts";
export { SpecError } from "./model/issue.ts";
export { loadSpec } from "./model/load.ts";
export { evaluateNumber } from "./numeric/evaluate/evaluate-number.ts";
export { isFailure } from "./numeric/failure.ts";
export type { Measured } from "./numeric/measured.ts";
export type { Simulation } from "./numeric/simulate/simulation.ts";
export { conformanceText } from "./report/conformance.ts";
export { githubReport } from "./report/github.ts";
export { jsonReport } from "./report/json.ts";
export { junitReport } from "./report/junit.ts";
export { prettyReport } from "./report/terminal.ts";
export type {
  ClaimReport,
  Derivation,
  Effort,
  ObservedState,
  OwnInput,
  ReadObservable,
  SimulatedSpec,
  Spec,
  SpecReport,
};

export interface VerifyOptions {
  /** How many cases are tried; quick if left out. */
  readonly effort?: Effort;
  /** Of all random numbers; 1 if left out. */
  readonly seed?: number;
  /** One claim, `threshold`, or one case of it, `threshold@p=3,k=2,d=3`. */
  readonly caseId?: string;
}

/**
 * Judges every claim of a spec, in this process.
 *
 * @returns a report; a claim that does not hold is a verdict in it, and nothing is thrown for it.
 */
export async function verify(spec: Spec, options: VerifyOptions = {}): Promise<SpecReport> {
  const { effort = "quick", seed = 1, caseId } = options;
  try {
    const chosen = { effort, seed, ...(caseId === undefined ? {} : { caseId }) };
    const [examined = []] = await examineSpecs([spec], chosen);
    return specReport(spec, examined);
  } finally {
    await closeEngines();
  }
}

/** What is derived for a claim's question. */
export type DerivedClaim =
  | {
      readonly id: string;
      readonly status: "derived";
      /** The derived object, in the spec language. */
      readonly text: string;
      readonly derivation: Derivation;
    }
  | { readonly id: string; readonly status: "none"; readonly reason: string };

/** What is derived for every claim of a spec; no claim is judged, no right-hand side read. */
export async function derive(spec: Spec): Promise<readonly DerivedClaim[]> {
  try {
    const claims: DerivedClaim[] = [];
    for (const { id, setting, question } of spec.claims) {
      const prediction = predict(setting, question);
      if (prediction.status === "none") claims.push({ id, ...prediction });
      else {
        const { text } = await describe(prediction.derived);
        claims.push({ id, status: "derived", text, derivation: prediction.derivation });
      }
    }
    return claims;
  } finally {
    await closeEngines();
  }
}

export interface SimulateOptions {
  /** Parameters and parts of the start as the spec language writes them: `{ k: 3, m: "1/10" }`. */
  readonly set?: Readonly<Record<string, string | number>>;
  /** The flow of the loss as the model defines it, or the derived one; defined if left out. */
  readonly flow?: "defined" | "derived";
  /** Of the starts, which are drawn where the spec does not fix them; 1 if left out. */
  readonly seed?: number;
  /** How many starts are drawn; 1 if left out. */
  readonly runs?: number;
  /** The time at which runs end; near rest if left out. */
  readonly until?: number;
}

/**
 * Trajectories of a spec's model: a table for each run, of the time, how far the state may be off,
 * and every name of the state that the model has.
 *
 * What is not set takes the first value that `verify` would try. No claim is read.
 *
 * @returns the columns and the runs; a run that did not get to its end says why in its status.
 * @throws RangeError with all that is wrong with the options
 */
export async function simulate(spec: Spec, options: SimulateOptions = {}): Promise<SimulatedSpec> {
  const { set = {}, flow = "defined", seed = 1, runs = 1, until } = options;
  const isCount = Number.isInteger(runs) && runs >= 1;
  if (!isCount) throw new RangeError(`simulate: runs: expected an integer >= 1, got ${runs}.`);
  if (until !== undefined && !(until > 0 && until < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`simulate: until: expected a time > 0, got ${until}.`);
  }
  const assignments = Object.entries(set).map(([name, value]) => ({ name, text: `${value}` }));
  const ends = until === undefined ? {} : { until };
  try {
    const simulated = simulateSpec(spec, { assignments, flow, seed, runs, ...ends });
    if (!("problems" in simulated)) return simulated;
    throw new RangeError(simulated.problems.map((problem) => `simulate: ${problem}`).join("\n"));
  } finally {
    await closeEngines();
  }
}

/**
 * Adds a name of the state to the language, with how it is read off a state.
 *
 * @throws RangeError if the name means something already, or is no name
 * @example registerObservable("height", ({ w }) => ({ value: w[0] ?? 0, error: 0, basis: "exact" }))
 */
export function registerObservable(name: string, read: ReadObservable): void {
  declareName(name);
  declareObservable(name, read);
}

/**
 * Adds a law of the input to the language, `input: { law: x-name, dimension: d }`: a Gaussian of
 * any covariance, or anything that can be sampled. The numeric witness alone knows it.
 *
 * @throws RangeError if the name is taken or does not begin with x-
 * @example registerInput("x-wide", { covariance: (d) => rowsOfTheMatrix(d) })
 */
export function registerInput(name: string, input: OwnInput): void {
  declareInputName(name);
  declareInput(name, input);
}

/** The solver and the algebra system hold threads, which would keep the program alive. */
async function closeEngines(): Promise<void> {
  await closeSolver();
  await closeCas();
}
