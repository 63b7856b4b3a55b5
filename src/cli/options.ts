/**
 * What each command is told.
 */
import type { Effort } from "../checks/judge/verdict.ts";
import type { Shard } from "../checks/verify.ts";
import type { Rational } from "../model/rational.ts";

export interface VerifyCommandOptions {
  readonly effort: Effort;
  readonly seed: number;
  readonly case?: string;
  readonly jobs: number;
  readonly shard?: Shard;
  readonly cache?: string;
  readonly mutate: boolean;
  readonly ablate: boolean;
  readonly without?: string;
  readonly start?: readonly Rational[];
  readonly evidence?: string;
  readonly figures?: string;
  readonly html?: string;
  readonly caseLimit: number;
  /** Whether only what is not as expected is said, and no progress. */
  readonly quiet: boolean;
  readonly format: "pretty" | "json" | "junit" | "markdown" | "github";
}

export interface DeriveCommandOptions {
  readonly format: "markdown" | "latex" | "html" | "json";
  readonly link?: string;
  readonly frame?: "orthonormal" | "equiangular";
  readonly k?: number;
  readonly order?: number;
  /** `name=value`, for the phase diagram of a spec. */
  readonly set?: readonly string[];
}

export interface SimulateCommandOptions {
  readonly set: readonly string[];
  readonly flow: "defined" | "derived";
  readonly seed: number;
  readonly runs: number;
  readonly until?: number;
  readonly format: "csv" | "json";
}

export interface ConformCommandOptions {
  /** A file of rows; absent where a program makes them. */
  readonly trajectory?: string;
  readonly set: readonly string[];
  readonly step?: number;
  readonly batch?: number;
  readonly error?: number;
  readonly seed: number;
  readonly runs: number;
  readonly until?: number;
  /** Rows that a program is asked for. */
  readonly rows: number;
  /** Seconds for one run of a program. */
  readonly timeLimit: number;
  /** Where what a program prints is kept. */
  readonly save?: string;
  readonly quiet: boolean;
  readonly format: "pretty" | "json";
}
