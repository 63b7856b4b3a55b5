/**
 * The experiments of a spec, one after another: one that fails costs the others nothing.
 */
import type { Experiment, Spec } from "../../model/spec.ts";
import type { ListedExperiment } from "../judge/verdict.ts";
import { observeExperiment } from "./observe.ts";

/** Every experiment of the spec, observed. @param onExperiment told before each one */
export function observeExperiments(
  { experiments }: Spec,
  seed: number,
  onExperiment?: (id: string) => void,
): readonly ListedExperiment[] {
  return experiments.map((experiment): ListedExperiment => {
    onExperiment?.(experiment.id);
    try {
      return { status: "observed", ...observeExperiment(experiment, seed) };
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { ...notDrawn(experiment), reason };
    }
  });
}

/** An experiment of which nothing is known but its name. */
export const notDrawn = ({
  id,
  title,
}: Experiment): ListedExperiment & { readonly status: "not-drawn" } => ({
  status: "not-drawn",
  id,
  ...(title !== undefined && { title }),
});
