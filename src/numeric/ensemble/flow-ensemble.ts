/**
 * Many starts of one flow: in which basin each ends, and when each first crosses an event.
 *
 * A start is drawn from the stream (seed, name, its number) and nothing else, and only the label of
 * its end and its hitting time are kept: eight bytes a start and one count a basin.
 */
import type { EventFunction, Problem, Solution } from "../integrate/problem.ts";
import { solve } from "../integrate/solve.ts";
import { type RandomStream, randomStream } from "../random/stream.ts";
import { type Chunk, chunksOf, orderedMerge } from "./chunks.ts";

export interface FlowEnsemble {
  readonly count: number;
  readonly seed: number | string;
  /** Names the streams, together with the seed. */
  readonly name: string;
  readonly start: (random: RandomStream) => ArrayLike<number>;
  readonly problem: Pick<
    Problem,
    "field" | "t1" | "rtol" | "atol" | "maxSteps" | "stop" | "tableau" | "jacobian" | "onto"
  >;
  /** Its first crossing is the hitting time; it ends the run only if it is terminal. */
  readonly hitting?: EventFunction;
  /** The basin that an end state belongs to; `undefined` if that cannot be told. */
  readonly basin?: (end: Float64Array) => string | undefined;
}

/** What is kept of some starts; plain data, which may cross between threads. */
export interface EnsembleSummary {
  readonly count: number;
  /** Ends by basin, in the order of their names. */
  readonly basins: readonly (readonly [string, number])[];
  /** Starts whose run ended properly, in no basin that can be told. */
  readonly untold: number;
  /** Starts whose run did not end properly, by its status. */
  readonly unfinished: readonly (readonly [string, number])[];
  /**
   * By start: the first crossing, infinite if the run ended without one, NaN if it did not end
   * properly. In pieces, so that joining costs nothing.
   */
  readonly times: readonly Float64Array[];
}

const emptySummary: EnsembleSummary = {
  count: 0,
  basins: [],
  untold: 0,
  unfinished: [],
  times: [],
};

/** Runs the starts of one piece. */
export function summariseChunk(ensemble: FlowEnsemble, { from, to }: Chunk): EnsembleSummary {
  const { hitting, basin } = ensemble;
  const basins = new Map<string, number>();
  const unfinished = new Map<string, number>();
  let untold = 0;
  const times = hitting === undefined ? undefined : new Float64Array(to - from);
  for (let i = from; i < to; i++) {
    const random = randomStream(ensemble.seed, ensemble.name, `start ${i}`);
    const { run, first } = followed(ensemble, ensemble.start(random));
    const isProper = run.status === "reached-end" || run.status === "event";
    if (times) times[i - from] = first ?? (isProper ? Number.POSITIVE_INFINITY : Number.NaN);
    if (!isProper) {
      tally(unfinished, run.status);
    } else if (basin !== undefined) {
      const label = basin(run.y);
      if (label === undefined) untold += 1;
      else tally(basins, label);
    }
  }
  return {
    count: to - from,
    basins: sorted(basins),
    untold,
    unfinished: sorted(unfinished),
    times: times ? [times] : [],
  };
}

/** The run to its end, and when it first hit; after that the event is no longer looked for. */
function followed(
  { problem, hitting }: FlowEnsemble,
  y0: ArrayLike<number>,
): { readonly run: Solution; readonly first: number | undefined } {
  if (hitting === undefined) return { run: solve({ ...problem, y0, t0: 0 }), first: undefined };
  const until = solve({ ...problem, y0, t0: 0, events: [{ ...hitting, isTerminal: true }] });
  const first = until.crossings.find(({ direction }) => direction !== "touching")?.t;
  if (first === undefined || hitting.isTerminal) return { run: until, first };
  return { run: solve({ ...problem, y0: until.y, t0: until.t }), first };
}

/** Puts the summary of later starts after that of earlier ones. */
export function joinSummaries(left: EnsembleSummary, right: EnsembleSummary): EnsembleSummary {
  const join = (
    a: EnsembleSummary["basins"],
    b: EnsembleSummary["basins"],
  ): EnsembleSummary["basins"] => {
    const counts = new Map(a);
    for (const [label, count] of b) counts.set(label, (counts.get(label) ?? 0) + count);
    return sorted(counts);
  };
  return {
    count: left.count + right.count,
    basins: join(left.basins, right.basins),
    untold: left.untold + right.untold,
    unfinished: join(left.unfinished, right.unfinished),
    times: [...left.times, ...right.times],
  };
}

/** The merge for pieces that come from elsewhere. */
export const ensembleMerge = () => orderedMerge(emptySummary, joinSummaries);

/** All starts, on this thread. */
export function flowEnsemble(ensemble: FlowEnsemble): EnsembleSummary {
  const merge = ensembleMerge();
  for (const chunk of chunksOf(ensemble.count)) {
    merge.add(chunk.index, summariseChunk(ensemble, chunk));
  }
  return merge.merged();
}

function tally(counts: Map<string, number>, label: string): void {
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

const sorted = (counts: ReadonlyMap<string, number>): EnsembleSummary["basins"] =>
  [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
