/**
 * A worker thread's own program: makes a case again from its list, observes it, says what was seen.
 */
import { parentPort } from "node:worker_threads";
import type { Claim } from "../../model/claim.ts";
import type { Case, CaseOrigin } from "../cases/case.ts";
import { casesOf } from "../cases/cases.ts";
import { encode } from "../evidence/codec.ts";
import type { Fineness } from "../kind.ts";
import { faultObservation, observationText } from "./observation.ts";

/** One case to look at. */
export interface Asked {
  /** The same number for the same claim. */
  readonly number: number;
  readonly claim: Claim;
  readonly origin: CaseOrigin;
  readonly key: string;
  readonly seed: number;
  readonly fineness: Fineness;
}

/** What was seen, as text, and how long that took by the clock. */
export interface Said {
  readonly text: string;
  readonly seconds: number;
}

const lists = new Map<string, ReadonlyMap<string, Case>>();

function caseAsked({ number, claim, origin, key, seed }: Asked): Case {
  const { open, effort, pinned, limits } = origin;
  const name = `${number} ${effort} ${seed} ${pinned} ${JSON.stringify(limits)}`;
  const list =
    lists.get(name) ??
    new Map(casesOf(claim, open, effort, seed, pinned, limits).cases.map((at) => [at.key, at]));
  lists.set(name, list);
  const at = list.get(key);
  if (at === undefined) throw new RangeError(`observer: expected the case ${key}, got none.`);
  return at;
}

parentPort?.on("message", (asked: Asked) => {
  const start = performance.now();
  let text: string;
  try {
    text = observationText(asked.claim, caseAsked(asked), asked.fineness);
  } catch (error) {
    text = encode(faultObservation(error));
  }
  const seconds = (performance.now() - start) / 1000;
  parentPort?.postMessage({ text, seconds } satisfies Said);
});
