/**
 * A spec in, a report out: every claim is predicted, observed and judged by itself.
 */
import type { Claim, Kind } from "../model/claim.ts";
import type { Spec } from "../model/spec.ts";
import { decide } from "../symbolic/decide/decide.ts";
import type { Decision } from "../symbolic/decide/decision.ts";
import { type Description, describe } from "../symbolic/describe.ts";
import { predict } from "../symbolic/predict.ts";
import type { Prediction } from "../symbolic/prediction.ts";
import { type CaseList, casesOf } from "./cases/cases.ts";
import { rulesFor } from "./claims/registry.ts";
import { notDrawn } from "./experiment/observe-all.ts";
import { sought } from "./judge/counterexample.ts";
import { type Judgement, judge } from "./judge/judge.ts";
import {
  type ClaimReport,
  type Effort,
  isAsExpected,
  type ListedExperiment,
  type SpecReport,
} from "./judge/verdict.ts";
import type { KindOfClaim, QuestionOf } from "./kind.ts";
import type { Limits } from "./limits.ts";
import { inOrder, underWay } from "./run/in-order.ts";
import { type Look, lookAtClaim, lookOnce } from "./run/observation.ts";

export interface VerifyOptions {
  readonly effort: Effort;
  readonly seed: number;
  /** One claim, or one case of it; other claims are left out. */
  readonly caseId?: string;
  /** Which of the chosen claims to judge, by their number in the whole suite. */
  readonly shard?: Shard;
  /** What looking at one case may cost; the usual limits if left out. */
  readonly limits?: Limits;
  /** How cases are looked at; in this process if left out. */
  readonly look?: Look;
  /** Asks for a figure of every claim that has one. */
  readonly isDrawn?: boolean;
  /** Asks for all observations at the start: for a look that works in other threads. */
  readonly ahead?: boolean;
  readonly onClaim?: (id: string, spec: Spec) => void;
  /** Told when all claims of a spec are judged, in their order. */
  readonly onSpec?: (spec: Spec, examined: readonly Examined[]) => void;
  /** Told when the last claim is judged. */
  readonly onDone?: () => void;
  /** Told of what is thrown while a claim is judged, as a stack where there is one. */
  readonly onFault?: (id: string, stack: string, spec: Spec) => void;
}

/** The part i of n of a suite, i from 1: every n-th claim. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** A claim with all that its verdict was made from. */
export interface Examined {
  readonly spec: Spec;
  readonly claim: Claim;
  readonly prediction: Prediction;
  readonly decision: Decision;
  readonly list: CaseList;
  readonly report: ClaimReport;
}

/** Judges every claim of a spec. */
export async function verifySpec(spec: Spec, options: VerifyOptions): Promise<SpecReport> {
  const [examined = []] = await examineSpecs([spec], options);
  return specReport(spec, examined);
}

/** The report of a spec from its claims; experiments as they are given, else only listed. */
export function specReport(
  { file, title, source, remarks, experiments }: Spec,
  examined: readonly Examined[],
  observed: readonly ListedExperiment[] = experiments.map(notDrawn),
): SpecReport {
  const claims = examined.map(({ report }) => report);
  return {
    file,
    title,
    ...(source === undefined ? {} : { source }),
    claims,
    remarks,
    ...(observed.length > 0 && { experiments: observed }),
  };
}

/** Examines the claims of several specs, in their order: a list for each spec. */
export async function examineSpecs(
  specs: readonly Spec[],
  options: VerifyOptions,
): Promise<readonly (readonly Examined[])[]> {
  const { look = lookOnce(options.effort), shard } = options;
  const [only] = options.caseId?.split("@") ?? [];
  let number = -1;
  const chosen = specs.map((spec) =>
    spec.claims.filter(({ id }) => {
      if (only !== undefined && id !== only) return false;
      number += 1;
      return shard === undefined || number % shard.of === shard.part - 1;
    }),
  );
  if (options.ahead === true) for (const claim of chosen.flat()) askAhead(claim, look, options);
  const all: Examined[][] = [];
  const begun = inOrder(
    specs.flatMap((spec, i) => (chosen[i] ?? []).map((claim) => ({ spec, claim }))),
    options.ahead === true ? underWay : 1,
    ({ spec, claim }) => examineSafely(spec, claim, { ...options, look }),
  );
  for (const [i, spec] of specs.entries()) {
    const examined: Examined[] = [];
    for (const { id } of chosen[i] ?? []) {
      options.onClaim?.(id, spec);
      examined.push((await begun.next()).value!);
    }
    all.push(examined);
    options.onSpec?.(spec, examined);
  }
  options.onDone?.();
  return all;
}

/** Asks for the observations of a claim, whose answers are waited for later. */
function askAhead(claim: Claim, look: Look, options: VerifyOptions): void {
  const kind = rulesFor(claim.question);
  if (kind === undefined) return;
  let list: CaseList;
  try {
    list = casesFor(kind, claim, options);
  } catch {
    // The claim is examined later, and its fault reported then.
    return;
  }
  for (const at of list.cases) void look.observe(claim, at, 0);
}

/** One fault must not cost the verdicts of the other claims. */
async function examineSafely(spec: Spec, claim: Claim, options: VerifyOptions): Promise<Examined> {
  try {
    return await examineClaim(spec, claim, options);
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    options.onFault?.(claim.id, stack, spec);
    return faultOf(spec, claim, options, error);
  }
}

/** Judges one claim. */
export async function examineClaim(
  spec: Spec,
  claim: Claim,
  options: VerifyOptions,
): Promise<Examined> {
  const kind = rulesFor(claim.question);
  const prediction = predict(claim.setting, claim.question);
  const description =
    prediction.status === "derived" ? await describe(prediction.derived) : undefined;
  const known = { prediction, ...(description === undefined ? {} : { description }) };
  const decision: Decision =
    prediction.status === "derived"
      ? await decide(claim.setting, prediction, claim.answer)
      : { status: "open", reason: prediction.reason };
  const { list, judgement } =
    kind === undefined
      ? withoutRules(claim)
      : await judged(kind, claim, prediction, decision, options, spec);
  const report = reportOf(spec, claim, options, known, decision, list, judgement);
  return { spec, claim, prediction, decision, list, report };
}

const noCases: CaseList = { cases: [], inapplicable: 0 };

/** The kind of a claim, by the name that the spec has for it. */
const kindName = ({ question }: Claim): string =>
  question.kind === "own" ? question.name : question.kind;

function withoutRules(claim: Claim) {
  const reason = `no rules yet for claims of the kind ${kindName(claim)}`;
  const judgement: Judgement = { verdict: "undecided", reason, observed: [], twins: [] };
  return { list: noCases, judgement };
}

async function judged<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  prediction: Prediction,
  decision: Decision,
  options: VerifyOptions,
  spec: Spec,
): Promise<{ readonly list: CaseList; readonly judgement: Judgement }> {
  const list = casesFor(kind, claim, options);
  if (list.cases.length === 0 && list.inapplicable > 0) {
    return { list, judgement: inapplicable(list) };
  }
  const { look = lookOnce(options.effort), onFault, isDrawn = false } = options;
  const told = {
    look: lookAtClaim(look, claim),
    onFault: (stack: string) => onFault?.(claim.id, stack, spec),
  };
  const first = await judge(kind, claim, list.cases, prediction, decision, { ...told, isDrawn });
  // A case that is named is looked at, and no other.
  if (options.caseId?.includes("@") === true) return { list, judgement: first };
  const judgement = await sought(kind, claim, list.cases, prediction, first, {
    ...told,
    caseAt: (pins) => casesAtPins(kind, claim, options, pins).cases[0],
    effort: options.effort,
  });
  return { list, judgement };
}

/** The report of a claim whose judging failed: never as expected, whatever is expected. */
function faultOf(spec: Spec, claim: Claim, options: VerifyOptions, error: unknown): Examined {
  const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const reason = `a fault in lemmata: ${fault}`;
  const judgement: Judgement = { verdict: "undecided", reason, fault, observed: [], twins: [] };
  const prediction: Prediction = { status: "none", reason };
  const decision: Decision = { status: "open", reason };
  const report = reportOf(spec, claim, options, { prediction }, decision, noCases, judgement);
  return { spec, claim, prediction, decision, list: noCases, report };
}

function casesFor<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  options: VerifyOptions,
): CaseList {
  const { caseId } = options;
  const pins = caseId?.includes("@") ? caseId.slice(caseId.indexOf("@") + 1) : undefined;
  return casesAtPins(kind, claim, options, pins);
}

const casesAtPins = <K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  { effort, seed, limits }: VerifyOptions,
  pins: string | undefined,
): CaseList =>
  casesOf(claim, kind.open(claim.question as QuestionOf<K>), effort, seed, pins, limits);

/** What the symbolic witness says of a claim. */
interface Known {
  readonly prediction: Prediction;
  readonly description?: Description;
}

const inapplicable = ({ inapplicable: count }: CaseList): Judgement => ({
  verdict: "inapplicable",
  reason: `none of ${count} cases meets the conditions and assumptions`,
  observed: [],
  twins: [],
});

function reportOf(
  spec: Spec,
  claim: Claim,
  { effort, seed }: VerifyOptions,
  { prediction, description }: Known,
  decision: Decision,
  { cases, inapplicable: skipped }: CaseList,
  judgement: Judgement,
): ClaimReport {
  const { verdict, grade, counterexample, conflict, fault } = judgement;
  const shown = conflict ?? counterexample;
  const at = shown === undefined || shown.at === "" ? "" : `@${shown.at.replaceAll(", ", ",")}`;
  return {
    id: claim.id,
    kind: kindName(claim),
    position: claim.position,
    ...(claim.source === undefined ? {} : { source: claim.source }),
    ...(claim.says === undefined ? {} : { says: claim.says }),
    expected: claim.expect,
    asExpected: fault === undefined && isAsExpected(verdict, grade, claim.expect, claim.atLeast),
    claimed: Object.fromEntries(claim.written),
    ...(prediction.status === "derived"
      ? { derivation: prediction.derivation }
      : { noDerivation: prediction.reason, derivation: [] }),
    ...(description === undefined ? {} : { derived: description.text, cas: description.cas }),
    restsOn: decision.status === "open" ? [] : decision.grounds,
    budget: shown?.budget ?? judgement.observed[0]?.budget ?? [],
    cases: { tried: cases.length, inapplicable: skipped },
    replay: { file: spec.file, caseId: `${claim.id}${at}`, seed, effort },
    ...judgement,
  };
}
