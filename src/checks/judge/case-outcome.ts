/**
 * What one case says: its observation held against the derivation, the answer and its twins.
 */
import type { Claim, Kind } from "../../model/claim.ts";
import { type ExactRelation, relationOf } from "../../symbolic/exact-value.ts";
import type { Prediction } from "../../symbolic/prediction.ts";
import type { Case } from "../cases/case.ts";
import {
  type AnswerOf,
  type Fineness,
  type Found,
  type KindOfClaim,
  type Observed,
  type QuestionOf,
  type Twin,
  unusable,
} from "../kind.ts";
import { LimitReached } from "../limits.ts";
import type { LookAt, Silent } from "../run/observation.ts";
import { compare, type Reading } from "./budget.ts";
import { type Judged, judgedPair, pairOf } from "./compared-pair.ts";
import type { Panel } from "./figure.ts";
import { resolutionOf } from "./resolution.ts";
import { panelOf, type Sketch } from "./sketch.ts";
import type { ComparedPair, Resolution } from "./verdict.ts";

/** All that is known about one case. */
export interface CaseOutcome {
  readonly at: Case;
  /** Why the case says nothing: no evidence, stopped, or a fault. */
  readonly silent?: {
    readonly why: "unusable" | "interrupted" | "fault";
    readonly reason: string;
    readonly stack?: string;
  };
  readonly pairs: readonly ComparedPair[];
  /** For each reading, how near a wrong answer it refutes. */
  readonly resolutions: readonly Resolution[];
  readonly witnesses: readonly Judged[];
  readonly claim: readonly Judged[];
  /** Questions made wrong, and whether the answer is met there, as it must not be. */
  readonly controls: readonly { readonly label: string; readonly isMet: boolean }[];
  /** Where the answer differs from the derivation by more than the error of both. */
  readonly offDerivation: readonly ComparedPair[];
  /** What was seen, with what the answer says on top, and its axes; made when it is asked for. */
  readonly drawn: () => { readonly sketch: Sketch; readonly panel: Panel } | undefined;
  /** Whether the exact core has the number claimed, as exactly as it knows it, for every reading. */
  readonly isCertified: () => boolean;
  /** Whether the exact core shows that the number claimed is another one than what is derived. */
  readonly isExcluded: () => boolean;
}

/** With what the same evidence refutes. */
export interface TriedOutcome<K extends Kind> extends CaseOutcome {
  /** How far the same evidence is beyond a wrong version of the answer. */
  readonly refutes: (twin: Twin<K>) => Promise<Margin>;
  /** The same for a wrong answer that only the evidence can word, by its label. */
  readonly refutesWorded: (label: string) => Promise<Margin>;
  /** The same for the derivation with every value made wrong. */
  readonly refutesDerived: (wrong: (reading: Reading) => Reading) => Promise<Margin>;
  /** Whether the exact core shows that a wrong version of the answer differs from what is derived. */
  readonly excludes: (twin: Twin<K>) => boolean;
  /** Whether a wrong version of the answer says anything here, where the answer does. */
  readonly hasValue: (twin: Twin<K>) => boolean;
}

/** Gap over uncertainty where that refutes, more than 1; `undefined` where it does not. */
export type Margin = number | undefined;

/** Thrown where the search for a wrong version was stopped: nothing is known of it then. */
export class SearchStopped extends Error {}

/**
 * The outcome of a case; a difference that rests on an estimate is looked at again, finer.
 *
 * @param isFiner whether the finer look comes at once
 */
export async function judgeCase<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  at: Case,
  prediction: Prediction,
  look: LookAt,
  isFiner = false,
): Promise<TriedOutcome<K>> {
  const outcome = async (fineness: Fineness): Promise<TriedOutcome<K>> =>
    outcomeOf(kind, claim, at, prediction, look, fineness);
  if (isFiner) return outcome(1);
  const first = await outcome(0);
  const provisional = [...first.witnesses, ...first.claim].some(
    ({ comparison }) => comparison.kind === "differs" && comparison.provisional,
  );
  return provisional ? outcome(1) : first;
}

async function outcomeOf<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  at: Case,
  prediction: Prediction,
  look: LookAt,
  fineness: Fineness,
): Promise<TriedOutcome<K>> {
  const observation = await look.observe(at, fineness);
  if (observation.status !== "observed") return silentOutcome(at, observation);
  const { evidence, readings } = observation;
  const searched = async (answer: AnswerOf<K>): Promise<Found<unknown> | Silent> =>
    kind.search === undefined
      ? { status: "found", readings, finding: undefined }
      : look.search(at, fineness, { answer, evidence });
  const own = await searched(claim.answer as AnswerOf<K>);
  if (own.status !== "found") return silentOutcome(at, own);
  try {
    return weighed(kind, claim, at, prediction, observation, fineness, own, searched);
  } catch (error) {
    if (error instanceof LimitReached) return silentOutcome(at, unusable(error.message));
    throw error;
  }
}

/** What a wrong version says may take more than there is. */
const unlessLimited =
  <A extends readonly unknown[]>(margin: (...args: A) => Margin | Promise<Margin>) =>
  async (...args: A): Promise<Margin> => {
    try {
      return await margin(...args);
    } catch (error) {
      if (error instanceof LimitReached) return undefined;
      throw error;
    }
  };

function weighed<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  at: Case,
  prediction: Prediction,
  observation: Observed<unknown>,
  fineness: Fineness,
  own: Found<unknown>,
  searched: (answer: AnswerOf<K>) => Promise<Found<unknown> | Silent>,
): TriedOutcome<K> {
  const question = claim.question as QuestionOf<K>;
  const { evidence, readings } = observation;
  const derived =
    prediction.status === "derived"
      ? kind.derived(prediction, question, at, evidence)
      : (kind.predicted?.(question, at, evidence) ?? []);
  const answer = claim.answer as AnswerOf<K>;
  const { readings: seen, finding } = own;
  const shown = { evidence, readings: seen, finding };
  const claimed = kind.claimed(answer, question, at, evidence, finding);
  const against = (others: readonly Reading[], by = readings): readonly Judged[] =>
    others.map((other) => judgedPair(at, by, other, derived, claimed, fineness));
  const marginOf = (others: readonly Reading[], by = readings): Margin => {
    const margins = against(others, by).flatMap(({ comparison }) =>
      comparison.kind === "differs" ? [marginBeyond(comparison)] : [],
    );
    return margins.length === 0 ? undefined : Math.max(...margins);
  };
  const relations = (given: readonly Reading[]): readonly ExactRelation[] =>
    given.map((said) =>
      relationOf(said.exact?.(), derived.find(({ name }) => name === said.name)?.exact?.()),
    );
  return {
    at,
    pairs: seen.map((reading) => pairOf(at, reading, derived, claimed)),
    resolutions: seen.map((reading) =>
      resolutionOf(
        at,
        reading,
        [...claimed, ...derived].find(({ name }) => name === reading.name),
      ),
    ),
    witnesses: against(derived),
    claim: against(claimed, seen),
    controls: (observation.controls ?? []).map(({ label, reading }) => ({
      label,
      isMet: differsNot(reading, claimed.find(({ name }) => name === reading.name) ?? claimed[0]),
    })),
    offDerivation: claimed.flatMap((said) => {
      const known = derived.find(({ name }) => name === said.name);
      const comparison = known && compare(said, known, true);
      if (comparison?.kind !== "differs") return [];
      return against([said], seen).map(({ pair }) => ({ ...pair, gap: comparison.gap }));
    }),
    drawn: () => {
      const { sketch } = observation;
      if (sketch === undefined) return undefined;
      const overlay = kind.drawn?.(answer, question, at, evidence, sketch) ?? {};
      return { sketch, panel: panelOf(at.key, sketch, overlay) };
    },
    refutes: unlessLimited(async ({ answer: wrong }) => {
      const found = await searched(wrong);
      if (found.status === "interrupted") throw new SearchStopped(found.reason);
      if (found.status === "fault") throw new Error(found.fault);
      if (found.status === "unusable") return undefined;
      const said = kind.claimed(wrong, question, at, evidence, found.finding);
      return marginOf(said, found.readings);
    }),
    isCertified: () =>
      claimed.length > 0 &&
      relations(claimed).every((relation) => relation === "equal" || relation === "within"),
    isExcluded: () => relations(claimed).includes("apart"),
    excludes: ({ answer: wrong }) =>
      relations(kind.claimed(wrong, question, at, evidence)).includes("apart"),
    // A predicate has a value where its search ends; one that does not end is a twin all the same.
    hasValue: ({ answer: wrong }) =>
      kind.search !== undefined ||
      claimed.length === 0 ||
      kind.claimed(wrong, question, at, evidence).some(({ value }) => Number.isFinite(value)),
    refutesWorded: unlessLimited((label) =>
      marginOf(kind.evidenceTwins?.claimed(label, answer, question, at, shown) ?? [], seen),
    ),
    refutesDerived: async (wrong) => marginOf(derived.map(wrong)),
  };
}

/** Gap over uncertainty, infinite where nothing is uncertain. */
const marginBeyond = ({ gap, uncertainty }: { gap: number; uncertainty: number }): number =>
  uncertainty === 0 ? Number.POSITIVE_INFINITY : gap / uncertainty;

function silentOutcome<K extends Kind>(at: Case, silence: Silent): TriedOutcome<K> {
  const seen = silence.status === "unusable" ? (silence.seen ?? []) : [];
  const nothing = {
    at,
    pairs: seen.map((reading) => pairOf(at, reading, [], [])),
    resolutions: [],
    witnesses: [],
    claim: [],
    controls: [],
    offDerivation: [],
    drawn: () => undefined,
    isCertified: () => false,
    isExcluded: () => false,
  };
  const stack =
    silence.status === "fault" && silence.stack !== undefined ? { stack: silence.stack } : {};
  const reason = silence.status === "fault" ? silence.fault : silence.reason;
  return {
    ...nothing,
    silent: { why: silence.status, reason, ...stack },
    refutes: nothingSaid,
    refutesWorded: nothingSaid,
    refutesDerived: nothingSaid,
    excludes: () => false,
    hasValue: () => true,
  };
}

const nothingSaid = async (): Promise<Margin> => undefined;

/** Whether a control reading fails to differ from what the claim says, as it must. */
const differsNot = (control: Reading, claimed: Reading | undefined): boolean =>
  claimed !== undefined && compare(control, claimed, true).kind !== "differs";
