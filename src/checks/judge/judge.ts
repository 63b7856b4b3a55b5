/**
 * From cases to a verdict: the fold that all kinds of claims share.
 *
 * For every case the observation is made first, blind; then the derivation is held against it (the
 * witnesses), then the answer, then the answer's wrong twins, all on the same evidence.
 *   - the witnesses differ anywhere            -> conflict
 *   - the exact core refutes, or a case does   -> refuted, at the smallest such case
 *   - a case was stopped                       -> interrupted
 *   - a case failed in lemmata itself          -> undecided, with the fault
 *   - the exact core proves, and a case agrees -> proved
 *   - every case agrees, at each the exact core has the answer, and it excludes all twins
 *                                              -> certified
 *   - every case agrees, with what is derived too, and every twin is refuted -> supported
 *   - else                                     -> undecided, with the reason
 */
import type { Claim, Kind } from "../../model/claim.ts";
import type { Decision } from "../../symbolic/decide/decision.ts";
import type { Prediction } from "../../symbolic/prediction.ts";
import type { Case } from "../cases/case.ts";
import { type AnswerOf, type KindOfClaim, type QuestionOf, unusable } from "../kind.ts";
import type { LookAt } from "../run/observation.ts";
import { type CaseOutcome, judgeCase, SearchStopped } from "./case-outcome.ts";
import type { Judged } from "./compared-pair.ts";
import type { Figure } from "./figure.ts";
import { twinsOf, twinsTried } from "./twins-on-trial.ts";
import type { ComparedPair, Grade, Resolution, TwinOutcome, Verdict } from "./verdict.ts";

/** What the judge concludes, before it is dressed as a report. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly grade?: Grade;
  readonly reason?: string;
  /** What went wrong in lemmata itself at a case. */
  readonly fault?: string;
  readonly observed: readonly ComparedPair[];
  readonly resolution?: Resolution;
  readonly twins: readonly TwinOutcome[];
  readonly counterexample?: ComparedPair;
  readonly conflict?: ComparedPair;
  readonly figure?: Figure;
}

export interface JudgeOptions {
  /** How a case is looked at; straight by its kind if left out. */
  readonly look?: LookAt;
  /** Told of what is thrown while a case is observed. */
  readonly onFault?: (stack: string) => void;
  /** Asks for the figure of the claim. */
  readonly isDrawn?: boolean;
}

/**
 * The claim's verdict. Where nothing speaks against a claim but a twin that survives, and a finer
 * look has more samples, that look is taken at every case.
 */
export async function judge<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  cases: readonly Case[],
  prediction: Prediction,
  decision: Decision,
  options: JudgeOptions = {},
): Promise<Judgement> {
  const first = await judgedAt(kind, claim, cases, prediction, decision, options, false);
  const isSampled =
    kind.isSampled?.(claim.question as QuestionOf<K>, claim.answer as AnswerOf<K>) === true;
  const isHeldUp = first.verdict === "undecided" && first.twins.some(({ refuted }) => !refuted);
  if (!isSampled || !isHeldUp || first.fault !== undefined) return first;
  return judgedAt(kind, claim, cases, prediction, decision, options, true);
}

/** The claim's verdict from its cases, the derivation, and the decision of the exact core. */
async function judgedAt<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  cases: readonly Case[],
  prediction: Prediction,
  decision: Decision,
  { look = straightLook(kind, claim), onFault, isDrawn = false }: JudgeOptions,
  isFiner: boolean,
): Promise<Judgement> {
  const answer = claim.answer as AnswerOf<K>;
  const outcomes = await Promise.all(
    cases.map((at) => judgeCase(kind, claim, at, prediction, look, isFiner)),
  );
  for (const { silent } of outcomes) {
    if (silent?.why === "fault") onFault?.(silent.stack ?? silent.reason);
  }
  const resolution = sharpest(outcomes);
  const fault = outcomes.find(({ silent }) => silent?.why === "fault")?.silent?.reason;
  const twins = twinsOf(kind, claim, prediction).filter((twin) =>
    outcomes.some(({ hasValue }) => hasValue(twin)),
  );
  const question = claim.question as QuestionOf<K>;
  const worded = kind.evidenceTwins?.labels(answer, question) ?? [];
  const tried = await twinsTried(kind, claim, twins, outcomes);
  if (tried instanceof SearchStopped) {
    return { verdict: "interrupted", reason: tried.message, observed: [], twins: [] };
  }
  const common = {
    observed: outcomes.flatMap(({ pairs }) => pairs),
    twins: tried,
    ...(resolution === undefined ? {} : { resolution }),
    ...(fault === undefined ? {} : { fault }),
    ...(isDrawn ? figureOf(outcomes) : {}),
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
    const where = outcomes.find(({ claim: judged }) => firstDiffering(judged) !== undefined);
    const grade = where?.isExcluded() === true ? "certified" : "supported";
    return { ...common, counterexample, verdict: "refuted", grade, reason };
  }
  const certified = (): readonly TwinOutcome[] | undefined => {
    if (worded.length > 0 || !outcomes.every((outcome) => outcome.isCertified())) return undefined;
    const excluded = twins.map((twin) => outcomes.find(({ excludes }) => excludes(twin))?.at.key);
    if (excluded.includes(undefined)) return undefined;
    return common.twins.map((twin, i) =>
      twin.refuted ? twin : { label: twin.label, refuted: true, at: excluded[i]! },
    );
  };
  const isCounted = kind.isCounted?.(question) === true;
  const form = { asksOnly: kind.asksOnly(answer), isCounted };
  return favourable(form, decision, outcomes, common, certified);
}

const straightLook = <K extends Kind>(kind: KindOfClaim<K>, { question }: Claim): LookAt => ({
  observe: async (at, fineness) => kind.observe(question as QuestionOf<K>, at, fineness),
  search: async (at, fineness, { answer, evidence }) =>
    kind.search?.(answer as AnswerOf<K>, question as QuestionOf<K>, at, evidence, fineness) ??
    unusable("nothing to search for"),
});

function favourable(
  { asksOnly, isCounted }: { readonly asksOnly: boolean; readonly isCounted: boolean },
  decision: Decision,
  outcomes: readonly CaseOutcome[],
  common: Pick<Judgement, "observed" | "twins" | "resolution" | "fault" | "figure">,
  certified: () => readonly TwinOutcome[] | undefined,
): Judgement {
  const undecided = (reason: string): Judgement => ({ ...common, verdict: "undecided", reason });
  const judged = outcomes.flatMap(({ claim, witnesses }) => (asksOnly ? witnesses : claim));
  if (outcomes.length === 0) return undecided("no case in the domain was tried");
  const silentFor = (why: "unusable" | "interrupted" | "fault"): string | undefined => {
    const found = outcomes.find(({ silent }) => silent?.why === why);
    return found && `${found.at.key}: ${found.silent?.reason}`;
  };
  const interrupted = silentFor("interrupted");
  if (interrupted !== undefined) return { ...common, verdict: "interrupted", reason: interrupted };
  const fault = silentFor("fault");
  if (fault !== undefined) return undecided(`a fault in lemmata at ${fault}`);
  const unusable = silentFor("unusable");
  if (judged.length === 0) {
    const first = outcomes.find(({ silent }) => silent !== undefined)?.silent?.reason;
    const why = first ?? "nothing could be compared";
    return undecided(`the defined flow gives no evidence: ${why}`);
  }
  if (decision.status === "proved") return { ...common, verdict: "proved" };
  if (unusable !== undefined) return undecided(unusable);
  const open = judged.find(({ comparison }) => comparison.kind === "unusable");
  if (open !== undefined) {
    const why = open.comparison.kind === "unusable" ? open.comparison.reason : "";
    return undecided(`${open.pair.at}: ${why}`);
  }
  const uncounted = isCounted ? judged.find(isBetweenWholes) : undefined;
  if (uncounted !== undefined) {
    const { at, name } = uncounted.pair;
    return undecided(`${at}: ${name} is ${spanOf(uncounted)}, and nothing is derived`);
  }
  const met = outcomes.flatMap(({ controls }) => controls).find(({ isMet }) => isMet);
  if (met !== undefined) return undecided(`a control that should fail does not: ${met.label}`);
  const off = outcomes.flatMap(({ offDerivation }) => offDerivation)[0];
  if (off !== undefined) {
    const gap = `by ${off.gap}, which the simulation cannot tell`;
    return undecided(`${off.at}: ${off.name} differs from what is derived ${gap}`);
  }
  const why = decision.status === "open" ? { reason: `not proved: ${decision.reason}` } : {};
  const excluded = asksOnly ? undefined : certified();
  if (excluded !== undefined) {
    return { ...common, ...why, twins: excluded, verdict: "certified" };
  }
  const survivor = common.twins.find(({ refuted }) => !refuted);
  if (survivor !== undefined) {
    return undecided(`the evidence does not refute the wrong twin ${survivor.label}`);
  }
  return { ...common, ...why, verdict: "supported" };
}

/** Whether a whole number agrees only because it cannot be told from the next one. */
const isBetweenWholes = ({ comparison, pair }: Judged): boolean =>
  comparison.kind === "agrees" && comparison.uncertainty >= 1 / 2 && pair.derived === undefined;

const spanOf = ({ pair: { observed = Number.NaN, uncertainty } }: Judged): string =>
  `anything from ${Math.ceil(observed - uncertainty)} to ${Math.floor(observed + uncertainty)}`;

function firstDiffering(judged: readonly Judged[]): ComparedPair | undefined {
  return judged.find(({ comparison }) => comparison.kind === "differs")?.pair;
}

/** Cases that are drawn. */
const mostPanels = 3;

/** The first cases that were sketched, one that contradicts the claim among them. */
function figureOf(outcomes: readonly CaseOutcome[]): Pick<Judgement, "figure"> {
  const failing = outcomes.find(({ claim }) => firstDiffering(claim) !== undefined);
  const others = outcomes.filter((outcome) => outcome !== failing);
  const chosen = [...(failing === undefined ? [] : [failing]), ...others];
  const drawn: NonNullable<ReturnType<CaseOutcome["drawn"]>>[] = [];
  for (const outcome of chosen) {
    const one = drawn.length < mostPanels ? outcome.drawn() : undefined;
    if (one !== undefined) drawn.push(one);
  }
  const [first] = drawn;
  if (first === undefined) return {};
  const { x, y, scale } = first.sketch;
  const panels = drawn.map(({ panel }) => panel);
  return { figure: { x, y, scale, interval: "error", runs: 1, panels, hasOwnAxes: true } };
}

/** The reading that refutes what is nearest. */
function sharpest(outcomes: readonly CaseOutcome[]): Resolution | undefined {
  const width = ({ below, above }: Resolution): number => Math.max(below, above);
  const [first, ...rest] = outcomes
    .flatMap(({ resolutions }) => resolutions)
    .filter((resolution) => Number.isFinite(width(resolution)));
  return first && rest.reduce((a, b) => (width(b) < width(a) ? b : a), first);
}
