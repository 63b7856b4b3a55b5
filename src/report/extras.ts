/**
 * What a report holds beside the verdicts, where it was asked for.
 */
import type { Ablation } from "../checks/ablate.ts";
import type { Mutation } from "../checks/mutate.ts";

export interface Extras {
  readonly mutation?: Mutation;
  readonly ablations?: readonly Ablation[];
}
