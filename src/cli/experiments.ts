/**
 * The experiments of a run: asked for at the start, looked at in threads that no case needs, and
 * waited for after the last verdict.
 */

import type { Draw } from "../checks/experiment/observe.ts";
import { observeExperiments } from "../checks/experiment/observe-all.ts";
import type { ListedExperiment } from "../checks/judge/verdict.ts";
import type { Spec } from "../model/spec.ts";
import type { VerifyCommandOptions } from "./options.ts";
import { progressLine } from "./progress.ts";

export interface Experiments {
  /** What is known of the experiments of a spec once all are looked at; else they are listed. */
  readonly of: (spec: Spec) => readonly ListedExperiment[] | undefined;
  /** Waits for all of them, and says how far they are. */
  readonly wait: () => Promise<void>;
}

/** Whether the run looks at experiments: for pictures, but not of one claim alone. */
export const looksAtExperiments = ({
  figures,
  html,
  case: caseId,
}: VerifyCommandOptions): boolean =>
  caseId === undefined && (figures !== undefined || html !== undefined);

/** Begins to look at the experiments. @param draw where their settings are looked at */
export function startExperiments(
  specs: readonly Spec[],
  { seed, quiet, effort }: VerifyCommandOptions,
  draw: Draw,
): Experiments {
  const total = specs.reduce((n, { experiments }) => n + experiments.length, 0);
  let [done, onDone] = [0, (_: string): void => {}];
  const known = new Map<Spec, readonly ListedExperiment[]>();
  const asked = specs.map(async (spec) => {
    const listed = await observeExperiments(spec, { seed, effort }, draw, (id) => {
      done += 1;
      onDone(`${spec.file}#${id}`);
    });
    known.set(spec, listed);
  });
  return {
    of: (spec) => known.get(spec),
    wait: async () => {
      const progress = progressLine(total - done, { isQuiet: quiet });
      progress.show("experiments");
      onDone = (id) => progress.show(`experiments, after ${id}`);
      await Promise.all(asked);
      progress.clear();
    },
  };
}
