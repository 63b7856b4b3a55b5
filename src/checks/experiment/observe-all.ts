/**
 * The experiments of a spec, at an effort: one that fails costs the others nothing.
 */
import type { Experiment, Spec } from "../../model/spec.ts";
import type { Effort, ListedExperiment } from "../judge/verdict.ts";
import { type Draw, observeExperiment } from "./observe.ts";

/** Of the runs that an experiment asks for, the part that is made. */
const partOfRuns: Readonly<Record<Effort, number>> = { quick: 1 / 4, standard: 1, thorough: 1 };

const rank: Readonly<Record<Effort, number>> = { quick: 0, standard: 1, thorough: 2 };

/** Every experiment of the spec, observed. @param draw looks at settings; here if left out */
export function observeExperiments(
  { experiments }: Spec,
  { seed, effort }: { readonly seed: number; readonly effort: Effort },
  draw?: Draw,
  onExperiment?: (id: string) => void,
): Promise<readonly ListedExperiment[]> {
  return Promise.all(
    experiments.map(async (experiment): Promise<ListedExperiment> => {
      const { id, runs, effort: least } = experiment;
      if (rank[effort] < rank[least]) {
        const reason = `too dear for ${effort} effort; --effort ${least} draws it`;
        onExperiment?.(id);
        return { ...notDrawn(experiment), reason };
      }
      try {
        const made = runsAt(effort, runs);
        return { status: "observed", ...(await observeExperiment(experiment, seed, draw, made)) };
      } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return { ...notDrawn(experiment), reason };
      } finally {
        onExperiment?.(id);
      }
    }),
  );
}

/** Of several runs two at least: one alone has no median, and would stand for the usual number. */
const runsAt = (effort: Effort, asked: number): number =>
  Math.max(Math.ceil(asked * partOfRuns[effort]), Math.min(asked, 2));

/** An experiment of which nothing is known but its name. */
export const notDrawn = ({
  id,
  title,
}: Experiment): ListedExperiment & { readonly status: "not-drawn" } => ({
  status: "not-drawn",
  id,
  ...(title !== undefined && { title }),
});
