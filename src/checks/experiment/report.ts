/**
 * What an experiment shows. It is `observed`, never passed: no claim is compared with it, and no
 * verdict follows from it.
 */
import type { Experiment, Source } from "../../model/spec.ts";
import type { Figure } from "../judge/figure.ts";

export interface ExperimentReport extends Figure {
  readonly id: string;
  readonly title?: string;
  readonly source?: Source;
  readonly mark: Experiment["mark"];
  readonly panelsBy?: string;
  /** Parameters that have one value all over. */
  readonly at: string;
  readonly interval: "middle-half" | "statistic";
  readonly seed: number;
  /** What could not be observed, and why. */
  readonly missing: readonly { readonly at: string; readonly reason: string }[];
}
