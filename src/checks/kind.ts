/**
 * What a kind of claim must be able to do; one file a kind in `claims/`.
 *
 * `observe` is handed the question alone. No type that it sees holds a right-hand side, so no
 * bracket, grid or seed can depend on the claimed value.
 */
import type { Answer, Kind, Question } from "../model/claim.ts";
import type { Environment } from "../numeric/evaluate/environment.ts";
import type { DerivedPrediction } from "../symbolic/prediction.ts";
import type { Reading } from "./budget.ts";
import type { Case } from "./case.ts";

export type QuestionOf<K extends Kind> = Extract<Question, { readonly kind: K }>;
export type AnswerOf<K extends Kind> = Extract<Answer, { readonly kind: K }>;

/** How hard to look: 0 for a first look, 1 after one refinement. */
export type Fineness = 0 | 1;

export type Observation =
  | {
      readonly status: "observed";
      readonly readings: readonly Reading[];
      /** What the state's names meant where the readings were taken, to evaluate an answer there. */
      readonly environments: ReadonlyMap<string, Environment>;
      /** Readings that a wrong twin of the question would have to meet. */
      readonly controls?: readonly { readonly label: string; readonly reading: Reading }[];
    }
  | { readonly status: "unusable"; readonly reason: string };

/** A wrong version of an answer. */
export interface Twin<K extends Kind> {
  readonly label: string;
  readonly answer: AnswerOf<K>;
}

export interface KindOfClaim<K extends Kind> {
  readonly kind: K;
  /** Parameters that the observation itself moves, and that a case leaves open. */
  readonly open: (question: QuestionOf<K>) => readonly string[];
  readonly observe: (question: QuestionOf<K>, at: Case, fineness: Fineness) => Observation;
  /** What the derivation gives for each reading, by name; names without a value are left out. */
  readonly derived: (
    prediction: DerivedPrediction,
    at: Case,
    observation: Observation & { status: "observed" },
  ) => readonly Reading[];
  /** What the answer gives for each reading, by name. */
  readonly claimed: (
    answer: AnswerOf<K>,
    at: Case,
    observation: Observation & { status: "observed" },
  ) => readonly Reading[];
  /** Whether the claim only asks. */
  readonly asksOnly: (answer: AnswerOf<K>) => boolean;
  readonly twins: (answer: AnswerOf<K>, parameters: readonly string[]) => readonly Twin<K>[];
}
