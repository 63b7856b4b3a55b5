/**
 * What a report holds beside the verdicts, where it was asked for.
 */
import type { Mutation } from "../checks/mutate.ts";

export interface Extras {
  readonly mutation?: Mutation;
}
