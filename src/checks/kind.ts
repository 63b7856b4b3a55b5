/**
 * What a kind of claim must be able to do; one file a kind in `claims/`.
 *
 * `observe` is handed the question alone. No type that it sees holds a right-hand side, so no
 * bracket, grid or seed can depend on the claimed value. What it saw is data (`evidence`): answers
 * and their wrong twins are judged on it later. Only an answer that is a predicate or a list has to
 * be searched for (`search`), in the evidence and beyond it; what that finds is data too. Both may
 * be made in another thread or by an earlier run, so they hold numbers, texts, big integers, lists,
 * plain objects, maps and Float64Arrays, and never a function (`evidence/codec.ts`).
 */
import type { Answer, Kind, Question } from "../model/claim.ts";
import type { Expression } from "../model/expression/expression.ts";
import type { DerivedPrediction } from "../symbolic/prediction.ts";
import type { Case } from "./cases/case.ts";
import type { Reading } from "./judge/budget.ts";
import type { Overlay, Sketch } from "./judge/sketch.ts";

export type QuestionOf<K extends Kind> = Extract<Question, { readonly kind: K }>;
export type AnswerOf<K extends Kind> = Extract<Answer, { readonly kind: K }>;

/** How hard to look: 0 for a first look, 1 after one refinement. */
export type Fineness = 0 | 1;

export interface Unusable {
  readonly status: "unusable";
  readonly reason: string;
  /** What was seen all the same: reported, and compared with nothing. */
  readonly seen?: readonly Reading[];
}

export const unusable = (reason: string, seen?: readonly Reading[]): Unusable => ({
  status: "unusable",
  reason,
  ...(seen && { seen }),
});

export interface Observed<Evidence> {
  readonly status: "observed";
  readonly readings: readonly Reading[];
  /** What else was seen: states, starts, times. */
  readonly evidence: Evidence;
  /** Readings where the question was made wrong: the answer must fail on each. */
  readonly controls?: readonly { readonly label: string; readonly reading: Reading }[];
  /** What was seen on the way, for a picture; no verdict reads it. */
  readonly sketch?: Sketch;
}

/** What a search shows that is made once the answer is known. */
export interface Found<Finding> {
  readonly status: "found";
  /** In place of the readings of the observation. */
  readonly readings: readonly Reading[];
  readonly finding: Finding;
}

/** All that was seen of a case for an answer; a finding where there was a search. */
export interface Seen<Evidence, Finding> {
  readonly evidence: Evidence;
  readonly readings: readonly Reading[];
  readonly finding: Finding | undefined;
}

/** A wrong version of an answer. */
export interface Twin<K extends Kind> {
  readonly label: string;
  readonly answer: AnswerOf<K>;
  /** The expression that was changed, before and after. */
  readonly changed: { readonly from: Expression; readonly to: Expression };
}

export interface KindOfClaim<K extends Kind, Evidence = unknown, Finding = unknown> {
  readonly kind: K;
  /** Parameters that the observation itself moves, and that a case leaves open. */
  open(question: QuestionOf<K>): readonly string[];
  observe(question: QuestionOf<K>, at: Case, fineness: Fineness): Observed<Evidence> | Unusable;
  /** What the derivation gives for each reading, by name; names without a value are left out. */
  derived(
    prediction: DerivedPrediction,
    question: QuestionOf<K>,
    at: Case,
    evidence: Evidence,
  ): readonly Reading[];
  /** For kinds that a program registered: what it predicts where nothing is derived. */
  predicted?(question: QuestionOf<K>, at: Case, evidence: Evidence): readonly Reading[];
  /** What the answer gives for each reading, by name; the finding where it was searched for. */
  claimed(
    answer: AnswerOf<K>,
    question: QuestionOf<K>,
    at: Case,
    evidence: Evidence,
    finding?: Finding,
  ): readonly Reading[];
  /**
   * For answers that are predicates or lists: what there is to see once the answer is known. Only
   * such a search may read a right-hand side.
   */
  search?(
    answer: AnswerOf<K>,
    question: QuestionOf<K>,
    at: Case,
    evidence: Evidence,
    fineness: Fineness,
  ): Found<Finding> | Unusable;
  /** Wrong answers that only the evidence can word, such as a bound strengthened past its slack. */
  readonly evidenceTwins?: {
    labels(answer: AnswerOf<K>, question: QuestionOf<K>): readonly string[];
    claimed(
      label: string,
      answer: AnswerOf<K>,
      question: QuestionOf<K>,
      at: Case,
      seen: Seen<Evidence, Finding>,
    ): readonly Reading[];
  };
  /** What the answer says of the quantities in a sketch, for the same picture. */
  drawn?(
    answer: AnswerOf<K>,
    question: QuestionOf<K>,
    at: Case,
    evidence: Evidence,
    sketch: Sketch,
  ): Overlay;
  /** Whether a finer look has more samples, so that it may refute a twin that survived the first. */
  readonly isSampled?: (question: QuestionOf<K>, answer: AnswerOf<K>) => boolean;
  /**
   * Whether the readings are whole numbers: with an error of 1/2 or more one of them cannot be told
   * from the next, and an agreement means nothing where no derivation stands beside it.
   */
  readonly isCounted?: (question: QuestionOf<K>) => boolean;
  /** Whether the claim only asks. */
  asksOnly(answer: AnswerOf<K>): boolean;
  twins(
    answer: AnswerOf<K>,
    parameters: readonly string[],
    question: QuestionOf<K>,
  ): readonly Twin<K>[];
}
