/**
 * One case observed: the blind observation of its kind, and the search where an answer needs one,
 * with whatever goes wrong as data.
 *
 * A case that throws says so and costs the others nothing. What was seen goes through its text
 * form even where it stays in this process, so that a verdict never depends on whether evidence
 * was just made or was kept.
 */
import type { Answer, Claim, Kind } from "../../model/claim.ts";
import type { Case } from "../cases/case.ts";
import { rulesFor } from "../claims/registry.ts";
import { decode, encode } from "../evidence/codec.ts";
import { type EvidenceStore, evidenceKey, memoryStore, searchKey } from "../evidence/store.ts";
import type { Effort } from "../judge/verdict.ts";
import {
  type AnswerOf,
  type Fineness,
  type Found,
  type Observed,
  type QuestionOf,
  type Unusable,
  unusable,
} from "../kind.ts";
import { LimitReached } from "../limits.ts";

/** What became of looking at a case. */
export type Observation<Evidence = unknown> = Observed<Evidence> | Silent;

/** What became of the search for an answer. */
export type Search<Finding = unknown> = Found<Finding> | Silent;

/** Why a look says nothing. */
export type Silent =
  | Unusable
  /** Stopped by the clock or by the user; says nothing, and is not kept. */
  | { readonly status: "interrupted"; readonly reason: string }
  /** A fault of lemmata, or of a kind that somebody registered. */
  | { readonly status: "fault"; readonly fault: string; readonly stack?: string };

/** Looks at cases; the same case at the same fineness, for the same answer, is looked at once. */
export interface Look {
  readonly observe: (claim: Claim, at: Case, fineness: Fineness) => Promise<Observation>;
  readonly search: (claim: Claim, at: Case, fineness: Fineness, sought: Sought) => Promise<Search>;
}

/** An answer to search for, the claim's own or a wrong version of it, in what was observed. */
export interface Sought {
  readonly answer: Answer;
  readonly evidence: unknown;
}

/** Looks at the cases of the claim at hand. */
export interface LookAt {
  readonly observe: (at: Case, fineness: Fineness) => Promise<Observation>;
  readonly search: (at: Case, fineness: Fineness, sought: Sought) => Promise<Search>;
}

/** Looks at the cases of one claim. */
export const lookAtClaim = (look: Look, claim: Claim): LookAt => ({
  observe: (at, fineness) => look.observe(claim, at, fineness),
  search: (at, fineness, sought) => look.search(claim, at, fineness, sought),
});

/** What the evidence of a run is filed under, beside the cases. */
export interface Filing {
  readonly store: EvidenceStore;
  readonly effort: Effort;
  readonly version: string;
}

/** An observation, or what a search finds, as text, made here and now. */
export function observationText(
  claim: Claim,
  at: Case,
  fineness: Fineness,
  sought?: Sought,
): string {
  const kind = rulesFor(claim.question);
  const question = claim.question as QuestionOf<Kind>;
  try {
    if (kind === undefined) throw new RangeError(`no rules for ${question.kind}`);
    if (sought === undefined) return encode(kind.observe(question, at, fineness));
    if (kind.search === undefined) throw new RangeError(`no search for ${question.kind}`);
    const answer = sought.answer as AnswerOf<Kind>;
    return encode(kind.search(answer, question, at, sought.evidence, fineness));
  } catch (error) {
    if (error instanceof LimitReached) return encode(unusable(error.message));
    return encode(faultObservation(error));
  }
}

/** What is thrown, as an observation. */
export function faultObservation(error: unknown): Silent {
  if (!(error instanceof Error)) return { status: "fault", fault: String(error) };
  const fault = `${error.name}: ${error.message}`;
  return { status: "fault", fault, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

/** Makes the text of an observation, or of a search. */
export type Make = (claim: Claim, at: Case, fineness: Fineness, sought?: Sought) => Promise<string>;

/** Looks by means of `make`, unless the store knows; keeps what can be kept. */
export function filedLook({ store, effort, version }: Filing, make: Make): Look {
  const pending = new Map<string, Promise<string>>();
  const filed = async (key: string, made: () => Promise<string>): Promise<unknown> => {
    const kept = store.read(key);
    if (kept !== undefined) return decode(kept);
    const asked = pending.get(key) ?? made();
    pending.set(key, asked);
    const text = await asked;
    const seen = decode(text) as Observation | Search;
    pending.delete(key);
    if (keptStatuses.has(seen.status)) store.write(key, text);
    return seen;
  };
  return {
    observe: async (claim, at, fineness) => {
      const key = evidenceKey(claim, at, fineness, effort, version);
      return (await filed(key, () => make(claim, at, fineness))) as Observation;
    },
    search: async (claim, at, fineness, sought) => {
      const key = searchKey(evidenceKey(claim, at, fineness, effort, version), sought.answer);
      return (await filed(key, () => make(claim, at, fineness, sought))) as Search;
    },
  };
}

const keptStatuses: ReadonlySet<string> = new Set(["observed", "found", "unusable"]);

/** Looks in this process and keeps nothing when it is done. */
export const lookOnce = (effort: Effort): Look =>
  lookHere({ store: memoryStore(), effort, version: "this process" });

/** Looks in this process, one case after another. */
export const lookHere = (filing: Filing): Look =>
  filedLook(filing, async (...asked) => observationText(...asked));
