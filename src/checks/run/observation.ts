/**
 * One case observed: the blind observation of its kind, with whatever goes wrong as data.
 *
 * A case that throws says so and costs the others nothing. What was seen goes through its text
 * form even where it stays in this process, so that a verdict never depends on whether evidence
 * was just made or was kept.
 */
import type { Claim, Kind } from "../../model/claim.ts";
import type { Case } from "../cases/case.ts";
import { rulesFor } from "../claims/registry.ts";
import { decode, encode } from "../evidence/codec.ts";
import { type EvidenceStore, evidenceKey } from "../evidence/store.ts";
import type { Effort } from "../judge/verdict.ts";
import { type Fineness, type Observed, type QuestionOf, type Unusable, unusable } from "../kind.ts";
import { LimitReached } from "../limits.ts";

/** What became of looking at a case. */
export type Observation<Evidence = unknown> =
  | Observed<Evidence>
  | Unusable
  /** Stopped by the clock or by the user; says nothing, and is not kept. */
  | { readonly status: "interrupted"; readonly reason: string }
  /** A fault of lemmata, or of a kind that somebody registered. */
  | { readonly status: "fault"; readonly fault: string; readonly stack?: string };

/** Looks at cases; the same case at the same fineness is looked at once. */
export type Look = (claim: Claim, at: Case, fineness: Fineness) => Promise<Observation>;

/** What the evidence of a run is filed under, beside the cases. */
export interface Filing {
  readonly store: EvidenceStore;
  readonly effort: Effort;
  readonly version: string;
}

/** An observation as text, made here and now. */
export function observationText(claim: Claim, at: Case, fineness: Fineness): string {
  const kind = rulesFor(claim.question);
  try {
    if (kind === undefined) throw new RangeError(`no rules for ${claim.question.kind}`);
    return encode(kind.observe(claim.question as QuestionOf<Kind>, at, fineness));
  } catch (error) {
    if (error instanceof LimitReached) return encode(unusable(error.message));
    return encode(faultObservation(error));
  }
}

/** What is thrown, as an observation. */
export function faultObservation(error: unknown): Observation {
  if (!(error instanceof Error)) return { status: "fault", fault: String(error) };
  const fault = `${error.name}: ${error.message}`;
  return { status: "fault", fault, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

/** Looks by means of `observe`, unless the store knows; keeps what can be kept. */
export function filedLook(
  { store, effort, version }: Filing,
  observe: (claim: Claim, at: Case, fineness: Fineness) => Promise<string>,
): Look {
  const pending = new Map<string, Promise<string>>();
  return async (claim, at, fineness) => {
    const key = evidenceKey(claim, at, fineness, effort, version);
    const kept = store.read(key);
    if (kept !== undefined) return decode(kept) as Observation;
    const asked = pending.get(key) ?? observe(claim, at, fineness);
    pending.set(key, asked);
    const observation = decode(await asked) as Observation;
    pending.delete(key);
    if (observation.status === "observed" || observation.status === "unusable") {
      store.write(key, await asked);
    }
    return observation;
  };
}

/** Looks in this process, one case after another. */
export const lookHere = (filing: Filing): Look =>
  filedLook(filing, async (claim, at, fineness) => observationText(claim, at, fineness));
