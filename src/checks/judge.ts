/**
 * From cases to a verdict: the fold that all kinds of claims share.
 *
 * For every case the observation is made first, blind; then the derivation is held against it (the
 * witnesses), then the answer, then the answer's wrong twins, all on the same evidence.
 *   - the witnesses differ anywhere            -> conflict
 *   - the exact core refutes, or a case does   -> refuted, at the smallest such case
 *   - the exact core proves, and a case agrees -> proved
 *   - every case agrees, every twin is refuted -> supported
 *   - else                                     -> undecided, with the reason
 */
import type { Claim, Kind } from "../model/claim.ts";
import type { Decision } from "../symbolic/decide.ts";
import { differ } from "../symbolic/differ.ts";
import type { Prediction } from "../symbolic/prediction.ts";
import { type Comparison, compare, type Reading, uncertaintyOf } from "./budget.ts";
import type { Case } from "./case.ts";
import type { AnswerOf, Fineness, KindOfClaim, QuestionOf, Twin, Unusable } from "./kind.ts";
import type { ComparedPair, Grade, Resolution, TwinOutcome, Verdict } from "./verdict.ts";

/** What the judge concludes, before it is dressed as a report. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly grade?: Grade;
  readonly reason?: string;
  readonly observed: readonly ComparedPair[];
  readonly resolution?: Resolution;
  readonly twins: readonly TwinOutcome[];
  readonly counterexample?: ComparedPair;
  readonly conflict?: ComparedPair;
}

/** All that is known about one case. */
interface CaseOutcome {
  readonly at: Case;
  readonly unusable?: string;
  readonly pairs: readonly ComparedPair[];
  readonly witnesses: readonly Judged[];
  readonly claim: readonly Judged[];
  readonly refutedTwins: ReadonlySet<string>;
  readonly controlsMet: readonly string[];
}

interface Judged {
  readonly comparison: Comparison;
  readonly pair: ComparedPair;
}

/** The claim's verdict from its cases, the derivation, and the decision of the exact core. */
export function judge<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  cases: readonly Case[],
  prediction: Prediction,
  decision: Decision,
): Judgement {
  const answer = claim.answer as AnswerOf<K>;
  const twins = kind
    .twins(answer, [...claim.setting.parameters.keys()])
    .filter((twin) => isWrong(twin, claim, prediction));
  const outcomes = cases.map((at) => judgeCase(kind, claim, at, prediction, twins));
  const observed = outcomes.flatMap(({ pairs }) => pairs);
  const labels = kind.asksOnly(answer)
    ? derivedTwins.map(({ label }) => label)
    : [...twins.map(({ label }) => label), ...(kind.evidenceTwins?.labels(answer) ?? [])];
  const twinOutcomes = foldTwins(labels, outcomes);
  const resolution = sharpest(outcomes);
  const common = {
    observed,
    twins: twinOutcomes,
    ...(resolution === undefined ? {} : { resolution }),
  };

  const conflict = firstDiffering(outcomes.flatMap(({ witnesses }) => witnesses));
  if (conflict !== undefined) {
    const reason = "the derivation and the simulation contradict each other beyond the budget";
    return { ...common, verdict: "conflict", conflict, reason };
  }
  const counterexample = firstDiffering(outcomes.flatMap(({ claim: judged }) => judged));
  if (decision.status === "proved" && counterexample !== undefined) {
    const reason = "the exact core proves the claim and a case contradicts it";
    return { ...common, verdict: "conflict", conflict: counterexample, reason };
  }
  if (decision.status === "refuted") {
    const shown = counterexample === undefined ? {} : { counterexample };
    return { ...common, ...shown, verdict: "refuted", grade: "proved", reason: decision.reason };
  }
  if (counterexample !== undefined) {
    const derivedToo = counterexample.derived !== undefined;
    const reason = derivedToo
      ? "derivation and simulation agree with each other and not with the claim"
      : "the simulation does not agree with the claim";
    return { ...common, counterexample, verdict: "refuted", grade: "supported", reason };
  }
  return favourable(kind, answer, decision, outcomes, common);
}

function favourable<K extends Kind>(
  kind: KindOfClaim<K>,
  answer: AnswerOf<K>,
  decision: Decision,
  outcomes: readonly CaseOutcome[],
  common: Pick<Judgement, "observed" | "twins" | "resolution">,
): Judgement {
  const undecided = (reason: string): Judgement => ({ ...common, verdict: "undecided", reason });
  const asksOnly = kind.asksOnly(answer);
  const judged = outcomes.flatMap(({ claim, witnesses }) => (asksOnly ? witnesses : claim));
  if (outcomes.length === 0) return undecided("no case in the domain was tried");
  const unusable = outcomes.find((outcome) => outcome.unusable !== undefined);
  if (judged.length === 0) {
    const why = unusable?.unusable ?? "nothing could be compared";
    return undecided(`the defined flow gives no evidence: ${why}`);
  }
  if (decision.status === "proved") return { ...common, verdict: "proved" };
  if (unusable !== undefined) return undecided(`${unusable.at.key}: ${unusable.unusable}`);
  const open = judged.find(({ comparison }) => comparison.kind === "unusable");
  if (open !== undefined) {
    const why = open.comparison.kind === "unusable" ? open.comparison.reason : "";
    return undecided(`${open.pair.at}: ${why}`);
  }
  const met = outcomes.flatMap(({ controlsMet }) => controlsMet);
  if (met.length > 0) return undecided(`a control that should fail does not: ${met[0]}`);
  const survivor = common.twins.find(({ refuted }) => !refuted);
  if (survivor !== undefined) {
    return undecided(`the evidence does not refute the wrong twin ${survivor.label}`);
  }
  const why = decision.status === "open" ? { reason: `not proved: ${decision.reason}` } : {};
  return { ...common, ...why, verdict: "supported" };
}

function judgeCase<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  at: Case,
  prediction: Prediction,
  twins: readonly Twin<K>[],
): CaseOutcome {
  const first = lookAt(kind, claim, at, prediction, twins, 0);
  const provisional = [...first.witnesses, ...first.claim].some(
    ({ comparison }) => comparison.kind === "differs" && comparison.provisional,
  );
  return provisional ? lookAt(kind, claim, at, prediction, twins, 1) : first;
}

function lookAt<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  at: Case,
  prediction: Prediction,
  twins: readonly Twin<K>[],
  fineness: Fineness,
): CaseOutcome {
  const nothing = { at, pairs: [], witnesses: [], claim: [], controlsMet: [] };
  const question = claim.question as QuestionOf<K>;
  const observation = kind.observe(question, at, fineness);
  if (observation.status === "unusable") {
    return { ...nothing, refutedTwins: new Set(), unusable: observation.reason };
  }
  const { evidence, readings } = observation;
  const derived =
    prediction.status === "derived" ? kind.derived(prediction, question, at, evidence) : [];
  const answer = claim.answer as AnswerOf<K>;
  const seenBy = (given: AnswerOf<K>): readonly Reading[] | Unusable =>
    kind.seen?.(given, question, at, evidence, fineness) ?? readings;
  const seen = seenBy(answer);
  if ("status" in seen) {
    return { ...nothing, refutedTwins: new Set(), unusable: seen.reason };
  }
  const claimed = kind.claimed(answer, question, at, evidence);
  const against = (
    others: readonly Reading[],
    by: readonly Reading[] | Unusable = readings,
  ): readonly Judged[] =>
    "status" in by
      ? []
      : others.map((other) => judgedPair(at, by, other, derived, claimed, fineness));
  const differsFrom = (
    others: readonly Reading[],
    by: readonly Reading[] | Unusable = readings,
  ): boolean => against(others, by).some(({ comparison }) => comparison.kind === "differs");
  const worded = kind.evidenceTwins;
  return {
    at,
    pairs: seen.map((reading) => pairOf(at, reading, derived, claimed)),
    witnesses: against(derived),
    claim: against(claimed, seen),
    refutedTwins: new Set([
      ...twins
        .filter(({ answer: wrong }) => {
          const bySearch = seenBy(wrong);
          return differsFrom(kind.claimed(wrong, question, at, evidence), bySearch);
        })
        .map(({ label }) => label),
      ...(worded?.labels(answer) ?? []).filter((label) =>
        differsFrom(worded?.claimed(label, answer, question, at, evidence, seen) ?? [], seen),
      ),
      ...derivedTwins
        .filter(({ wrong }) => differsFrom(derived.map(wrong)))
        .map(({ label }) => label),
    ]),
    controlsMet: (observation.controls ?? [])
      .filter(({ reading }) => differsNot(reading, claimed[0]))
      .map(({ label }) => label),
  };
}

/** Whether a control reading fails to differ from what the claim says, as it must. */
const differsNot = (control: Reading, claimed: Reading | undefined): boolean =>
  claimed !== undefined && compare(control, claimed, true).kind !== "differs";

function judgedPair(
  at: Case,
  readings: readonly Reading[],
  other: Reading,
  derived: readonly Reading[],
  claimed: readonly Reading[],
  fineness: Fineness,
): Judged {
  const reading = readings.find(({ name }) => name === other.name);
  if (reading === undefined) {
    throw new RangeError(`judge: expected a reading named ${other.name}, got none.`);
  }
  const comparison = compare(other, reading, fineness === 1);
  const pair = pairOf(at, reading, derived, claimed);
  if (comparison.kind === "unusable") return { comparison, pair };
  const { gap, uncertainty } = comparison;
  const budget = [...reading.budget, ...other.budget];
  return { comparison, pair: { ...pair, gap, uncertainty, budget } };
}

function pairOf(
  at: Case,
  reading: Reading,
  derived: readonly Reading[],
  claimed: readonly Reading[],
): ComparedPair {
  const valueIn = (readings: readonly Reading[]): number | undefined =>
    readings.find(({ name }) => name === reading.name)?.value;
  const [c, s] = [valueIn(claimed), valueIn(derived)];
  const other = c ?? s;
  return {
    at: at.key,
    name: reading.where === undefined ? reading.name : `${reading.name}, at ${reading.where}`,
    ...(c === undefined ? {} : { claimed: c }),
    ...(s === undefined ? {} : { derived: s }),
    observed: reading.value,
    gap: other === undefined ? Number.NaN : Math.abs(other - reading.value),
    uncertainty: uncertaintyOf(reading),
    budget: reading.budget,
  };
}

function firstDiffering(judged: readonly Judged[]): ComparedPair | undefined {
  return judged.find(({ comparison }) => comparison.kind === "differs")?.pair;
}

/** Whether a twin differs from the answer, unless the exact core shows that it does not. */
function isWrong<K extends Kind>(
  { changed: { from, to } }: Twin<K>,
  { setting, question }: Claim,
  prediction: Prediction,
): boolean {
  const letters =
    question.kind === "reduction" ? question.of.flatMap(({ index }) => index ?? []) : [];
  return differ(setting, prediction, from, to, letters) !== false;
}

/** Wrong versions of what is derived: what a claim that only asks is tried against. */
const derivedTwins: readonly { readonly label: string; readonly wrong: (r: Reading) => Reading }[] =
  [
    { label: "derived + 1/7", wrong: (r) => ({ ...r, value: r.value + 1 / 7 }) },
    { label: "derived - 1/7", wrong: (r) => ({ ...r, value: r.value - 1 / 7 }) },
    { label: "derived * 21/20", wrong: (r) => ({ ...r, value: r.value * 1.05 }) },
  ];

function foldTwins(
  labels: readonly string[],
  outcomes: readonly CaseOutcome[],
): readonly TwinOutcome[] {
  return labels.map((label) => {
    const where = outcomes.find(({ refutedTwins }) => refutedTwins.has(label));
    return { label, refuted: where !== undefined, ...(where ? { at: where.at.key } : {}) };
  });
}

/** The case whose budget is smallest: values farther away than that are refuted there. */
function sharpest(outcomes: readonly CaseOutcome[]): Resolution | undefined {
  const usable = outcomes
    .flatMap(({ pairs }) => pairs)
    .filter(({ uncertainty }) => Number.isFinite(uncertainty));
  const [first, ...rest] = usable;
  if (first === undefined) return undefined;
  const best = rest.reduce((a, b) => (b.uncertainty < a.uncertainty ? b : a), first);
  return { below: best.uncertainty, above: best.uncertainty, at: best.at };
}
