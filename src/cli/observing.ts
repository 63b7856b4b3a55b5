/**
 * How a command looks at cases: in worker threads, through the evidence it has, until it is done
 * or stopped by Ctrl-C. What an interrupted run has seen is saved, and the next does not repeat it.
 */
import { existsSync } from "node:fs";
import { layered, memoryStore } from "../checks/evidence/store.ts";
import type { Draw } from "../checks/experiment/observe.ts";
import type { Effort } from "../checks/judge/verdict.ts";
import { filedDraw } from "../checks/run/drawing.ts";
import { filedLook, type Look } from "../checks/run/observation.ts";
import { workerPool } from "../checks/run/pool.ts";
import type { Claim } from "../model/claim.ts";
import type { Experiment } from "../model/spec.ts";
import { folderStore, programVersion, usualFolder } from "./evidence-folder.ts";

export interface ObservingOptions {
  readonly effort: Effort;
  readonly jobs: number;
  /** Seconds of the clock that one case may take. */
  readonly caseLimit: number;
  /** A folder where evidence is kept from run to run. */
  readonly cache?: string;
}

export interface Observing {
  readonly look: Look;
  /** Looks at the settings of experiments. */
  readonly draw: Draw;
  /** Seconds that cases, or settings, took in their threads; 0 where all was known. */
  readonly secondsOf: (of: Claim | Experiment) => number;
  /** Which part of the observations that were asked for is made; unknown where none is open. */
  readonly share: () => number | undefined;
  /** Whether Ctrl-C was pressed. */
  readonly interrupted: () => boolean;
  readonly close: () => Promise<void>;
}

/** Starts to observe; {@link Observing.close} must be called at the end. */
export function startObserving(options: ObservingOptions): Observing {
  const { effort, jobs, caseLimit, cache } = options;
  const spent = new Map<Claim | Experiment, number>();
  const pool = workerPool({
    jobs,
    caseSeconds: caseLimit,
    onObserved: (of, seconds) => spent.set(of, (spent.get(of) ?? 0) + seconds),
  });
  const written = new Map<string, string>();
  const seen = {
    read: (key: string) => written.get(key),
    write: (key: string, text: string) => written.set(key, text),
  };
  const kept =
    cache !== undefined
      ? folderStore(cache)
      : existsSync(usualFolder)
        ? { ...folderStore(usualFolder), write: () => {} }
        : memoryStore();
  // The digest costs some milliseconds, and is needed only where evidence outlives the process.
  let interrupted = false;
  let [asked, made] = [0, 0];
  const stop = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
    pool.stop("stopped by Ctrl-C");
  };
  process.on("SIGINT", stop);
  const filing = { store: layered(seen, kept), effort, version: programVersion() };
  return {
    look: filedLook(filing, async (...of) => {
      asked += 1;
      const text = await pool.observe(...of);
      made += 1;
      return text;
    }),
    share: () => (made < asked ? made / asked : undefined),
    draw: filedDraw(filing, pool.draw),
    secondsOf: (of) => spent.get(of) ?? 0,
    interrupted: () => interrupted,
    close: async () => {
      process.off("SIGINT", stop);
      await pool.close();
      if (!interrupted || cache !== undefined) return;
      const folder = folderStore(usualFolder);
      for (const [key, text] of written) folder.write(key, text);
      process.stderr.write(
        `lemmata: stopped; ${written.size} observations are kept in ${usualFolder}/\n`,
      );
    },
  };
}
