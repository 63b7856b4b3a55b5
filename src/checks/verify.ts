/**
 * A spec in, a report out: every claim is predicted, observed and judged by itself.
 */
import type { Claim, Kind } from "../model/claim.ts";
import type { Spec } from "../model/spec.ts";
import { type Decision, decide } from "../symbolic/decide.ts";
import { type Description, describe } from "../symbolic/describe.ts";
import { predict } from "../symbolic/predict.ts";
import type { Prediction } from "../symbolic/prediction.ts";
import { type CaseList, casesOf } from "./cases.ts";
import { kindNamed } from "./claims/registry.ts";
import { type Judgement, judge } from "./judge.ts";
import type { KindOfClaim, QuestionOf } from "./kind.ts";
import { type ClaimReport, type Effort, isAsExpected, type SpecReport } from "./verdict.ts";

export interface VerifyOptions {
  readonly effort: Effort;
  readonly seed: number;
  /** One claim, or one case of it; other claims are left out. */
  readonly caseId?: string;
  readonly onClaim?: (id: string) => void;
  /** Told of what is thrown while a claim is judged. */
  readonly onFault?: (id: string, error: unknown) => void;
}

/** Judges every claim of a spec. */
export async function verifySpec(spec: Spec, options: VerifyOptions): Promise<SpecReport> {
  const [only] = options.caseId?.split("@") ?? [];
  const chosen = spec.claims.filter(({ id }) => only === undefined || id === only);
  const claims: ClaimReport[] = [];
  for (const claim of chosen) {
    options.onClaim?.(claim.id);
    try {
      claims.push(await verifyClaim(spec, claim, options));
    } catch (error) {
      // One fault must not cost the verdicts of the other claims.
      options.onFault?.(claim.id, error);
      claims.push(faultOf(spec, claim, options, error));
    }
  }
  const { file, title, source, remarks } = spec;
  return { file, title, ...(source === undefined ? {} : { source }), claims, remarks };
}

/** Judges one claim. */
export async function verifyClaim(
  spec: Spec,
  claim: Claim,
  options: VerifyOptions,
): Promise<ClaimReport> {
  const kind = kindNamed(claim.question.kind);
  const prediction = predict(claim.setting, claim.question);
  const description =
    prediction.status === "derived" ? await describe(prediction.derived) : undefined;
  const known = { prediction, ...(description === undefined ? {} : { description }) };
  const decision: Decision =
    prediction.status === "derived"
      ? await decide(claim.setting, prediction, claim.answer)
      : { status: "open", reason: prediction.reason };
  if (kind === undefined) {
    const reason = `no rules yet for claims of the kind ${claim.question.kind}`;
    const judgement: Judgement = { verdict: "undecided", reason, observed: [], twins: [] };
    const none: CaseList = { cases: [], inapplicable: 0 };
    return reportOf(spec, claim, options, known, decision, none, judgement);
  }
  const list = casesFor(kind, claim, options);
  const judgement =
    list.cases.length === 0 && list.inapplicable > 0
      ? inapplicable(list)
      : judge(kind, claim, list.cases, prediction, decision);
  return reportOf(spec, claim, options, known, decision, list, judgement);
}

/** The report of a claim whose judging failed: never as expected, whatever is expected. */
function faultOf(
  spec: Spec,
  claim: Claim,
  options: VerifyOptions,
  error: unknown,
): ClaimReport & { readonly fault: string } {
  const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const reason = `a fault in lemmata: ${fault}`;
  const judgement: Judgement = { verdict: "undecided", reason, observed: [], twins: [] };
  const prediction: Prediction = { status: "none", reason };
  const decision: Decision = { status: "open", reason };
  const none: CaseList = { cases: [], inapplicable: 0 };
  const report = reportOf(spec, claim, options, { prediction }, decision, none, judgement);
  return { ...report, asExpected: false, fault };
}

function casesFor<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  { effort, seed, caseId }: VerifyOptions,
): CaseList {
  const open = kind.open(claim.question as QuestionOf<K>);
  const at = caseId?.includes("@") ? caseId.slice(caseId.indexOf("@") + 1) : undefined;
  return casesOf(claim, open, effort, seed, at);
}

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
  const { verdict, grade, counterexample, conflict } = judgement;
  const shown = conflict ?? counterexample;
  const at = shown === undefined || shown.at === "" ? "" : `@${shown.at.replaceAll(", ", ",")}`;
  return {
    id: claim.id,
    kind: claim.question.kind,
    position: claim.position,
    ...(claim.source === undefined ? {} : { source: claim.source }),
    ...(claim.says === undefined ? {} : { says: claim.says }),
    expected: claim.expect,
    asExpected: isAsExpected(verdict, grade, claim.expect, claim.atLeast),
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
