/**
 * A worker thread's own program: makes a case again from its list, observes it, says what was seen;
 * or looks at a setting of an experiment.
 */
import { parentPort } from "node:worker_threads";
import type { Claim } from "../../model/claim.ts";
import type { Experiment } from "../../model/spec.ts";
import type { Case, CaseOrigin } from "../cases/case.ts";
import { casesOf } from "../cases/cases.ts";
import { encode } from "../evidence/codec.ts";
import type { AskedSetting } from "../experiment/observe.ts";
import type { Fineness } from "../kind.ts";
import { drawingText } from "./drawing.ts";
import { faultObservation, observationText, type Sought } from "./observation.ts";

/** One case to look at, or to search for an answer in. */
export interface AskedCase {
  /** The same number for the same claim. */
  readonly number: number;
  readonly claim: Claim;
  readonly origin: CaseOrigin;
  readonly key: string;
  readonly seed: number;
  readonly fineness: Fineness;
  readonly sought?: Sought;
}

/** One setting of an experiment to look at. */
export interface AskedDrawing extends AskedSetting {
  /** The same number for the same experiment. */
  readonly number: number;
}

export type Asked = AskedCase | AskedDrawing;

/** What was seen, as text, and how long that took by the clock. */
export interface Said {
  readonly text: string;
  readonly seconds: number;
}

const lists = new Map<string, ReadonlyMap<string, Case>>();

function caseAsked({ number, claim, origin, key, seed }: AskedCase): Case {
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

/** Copies of an experiment are one, so that its settings are listed once in a thread. */
const experiments = new Map<number, Experiment>();

function settingAsked({ number, experiment, ...rest }: AskedDrawing): AskedSetting {
  const known = experiments.get(number) ?? experiment;
  experiments.set(number, known);
  return { ...rest, experiment: known };
}

const textOf = (asked: Asked): string =>
  "claim" in asked
    ? observationText(asked.claim, caseAsked(asked), asked.fineness, asked.sought)
    : drawingText(settingAsked(asked));

parentPort?.on("message", (asked: Asked) => {
  const start = performance.now();
  let text: string;
  try {
    text = textOf(asked);
  } catch (error) {
    text = encode(faultObservation(error));
  }
  const seconds = (performance.now() - start) / 1000;
  parentPort?.postMessage({ text, seconds } satisfies Said);
});
