/** What came of holding runs against a spec. */
import type { ClaimOnRuns } from "./claims-on-run.ts";
import type { Departure } from "./tested-series.ts";

export interface Conformance {
  readonly verdict: "conforms" | "departs" | "undecided" | "conflict";
  readonly reason?: string;
  /** What the runs were held against, in words. */
  readonly against: string;
  readonly runs: number;
  readonly rows: number;
  readonly departure?: Departure;
  /** What the runs do instead, where that has a name. */
  readonly signatures: readonly string[];
  /** Speed of the runs in units of the predicted one, with its standard error. */
  readonly speed?: { readonly value: number; readonly error: number };
  /** Standard deviation of a row about its prediction, by column. */
  readonly noise: readonly { readonly column: string; readonly deviation: number }[];
  readonly twins: readonly { readonly label: string; readonly refuted: boolean }[];
  readonly claims: readonly ClaimOnRuns[];
  readonly remarks: readonly string[];
}
