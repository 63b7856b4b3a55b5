/**
 * The wrong versions of a claim held against the same evidence.
 */
import type { Claim, Kind } from "../../model/claim.ts";
import { differ } from "../../symbolic/decide/differ.ts";
import type { Prediction } from "../../symbolic/prediction.ts";
import type { AnswerOf, KindOfClaim, QuestionOf, Twin } from "../kind.ts";
import type { Reading } from "./budget.ts";
import { type Margin, SearchStopped, type TriedOutcome } from "./case-outcome.ts";
import type { TwinOutcome } from "./verdict.ts";

/**
 * The wrong versions of a claim's answer, without those that are not wrong. One that has no value
 * at any case where the answer has one, such as a root where there is none, is no rival of it.
 */
export function twinsOf<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  prediction: Prediction,
): readonly Twin<K>[] {
  return kind
    .twins(
      claim.answer as AnswerOf<K>,
      [...claim.setting.parameters.keys()],
      claim.question as QuestionOf<K>,
    )
    .filter((twin) => isWrong(twin, claim, prediction));
}

/**
 * What becomes of them, those that only the evidence can word among them; of a claim that only
 * asks, what becomes of what is derived made wrong.
 *
 * @param twins of the claim, those that are on trial
 */
export async function twinsTried<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  twins: readonly Twin<K>[],
  outcomes: readonly TriedOutcome<K>[],
): Promise<readonly TwinOutcome[] | SearchStopped> {
  const answer = claim.answer as AnswerOf<K>;
  const labels = kind.evidenceTwins?.labels(answer, claim.question as QuestionOf<K>) ?? [];
  const worded = labels.map((label) => ({ label }));
  try {
    if (kind.asksOnly(answer)) {
      return await foldTwins(derivedTwins, outcomes, ({ wrong }, by) => by.refutesDerived(wrong));
    }
    return [
      ...(await foldTwins(twins, outcomes, (twin, by) => by.refutes(twin))),
      ...(await foldTwins(worded, outcomes, ({ label }, by) => by.refutesWorded(label))),
    ];
  } catch (error) {
    if (error instanceof SearchStopped) return error;
    throw error;
  }
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

/** For each twin the first case that refutes it; later cases are not asked. */
async function foldTwins<T extends { readonly label: string }, K extends Kind>(
  twins: readonly T[],
  outcomes: readonly TriedOutcome<K>[],
  marginIn: (twin: T, outcome: TriedOutcome<K>) => Promise<Margin>,
): Promise<readonly TwinOutcome[]> {
  return Promise.all(
    twins.map(async (twin) => {
      const { label } = twin;
      for (const outcome of outcomes) {
        const margin = await marginIn(twin, outcome);
        if (margin !== undefined) return { label, refuted: true, at: outcome.at.key, margin };
      }
      return { label, refuted: false };
    }),
  );
}
