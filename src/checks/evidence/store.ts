/**
 * Where observations are kept: by the content of all that they depend on.
 *
 * An observation is a pure function of the question, the setting (model, parameters, start,
 * conditions), the case, the seed, the effort, how hard was looked, and the program. The SHA-256 of
 * these is its key. No right-hand side is in the key, as none is in the question: a claim, its
 * twins and its mutants share what was observed. What a search for an answer found has the answer
 * in its key besides.
 */
import { createHash } from "node:crypto";
import type { Answer, Claim } from "../../model/claim.ts";
import type { Case } from "../cases/case.ts";
import type { Effort } from "../judge/verdict.ts";
import type { Fineness } from "../kind.ts";
import { encode } from "./codec.ts";

/** Texts by key. */
export interface EvidenceStore {
  readonly read: (key: string) => string | undefined;
  readonly write: (key: string, text: string) => void;
}

/** A store that lasts as long as the process. */
export function memoryStore(): EvidenceStore {
  const texts = new Map<string, string>();
  return { read: (key) => texts.get(key), write: (key, text) => texts.set(key, text) };
}

/** Reads from the first store that knows a key, and writes to all. */
export const layered = (...stores: readonly EvidenceStore[]): EvidenceStore => ({
  read: (key) => {
    for (const store of stores) {
      const text = store.read(key);
      if (text !== undefined) return text;
    }
    return undefined;
  },
  write: (key, text) => {
    for (const store of stores) store.write(key, text);
  },
});

/** SHA-256 of a text, in hexadecimal. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const settings = new WeakMap<Claim["setting"], string>();

/**
 * The key of one observation.
 *
 * @param version of the program; evidence of another program is not used
 */
export function evidenceKey(
  claim: Claim,
  at: Case,
  fineness: Fineness,
  effort: Effort,
  version: string,
): string {
  const setting = settings.get(claim.setting) ?? sha256(encode(bare(claim.setting)));
  settings.set(claim.setting, setting);
  const question = encode(bare(claim.question));
  const { key, seed, limits } = at;
  const content = [version, claim.id, question, setting, key, seed, effort, fineness];
  return sha256(encode(limits === undefined ? content : [...content, { ...limits }]));
}

/** The key of what was found for an answer, from that of the observation. */
export const searchKey = (observation: string, answer: Answer): string =>
  sha256(encode([observation, bare(answer)]));

/** A value without the places of its parts in their file, which change nothing that is observed. */
export function bare(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(bare);
  if (value instanceof Map) return new Map([...value].map(([key, entry]) => [key, bare(entry)]));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "span" && key !== "position")
      .map(([key, entry]) => [key, bare(entry)]),
  );
}
