/** A model of several projections, its axes read. */
import type { MultiLink } from "../../link/multi-link.ts";
import type { Penalty } from "./penalty.ts";

export interface MultiIndex {
  /** q and r. */
  readonly projections: number;
  readonly rank: number;
  readonly dimension: number;
  /** Dimension that columns are kept in: d, or q + r where `reduced`. */
  readonly ambient: number;
  readonly teacher: MultiLink;
  /** Absent for the optimal link. */
  readonly student?: MultiLink;
  /** Of the optimal link, where it has one. */
  readonly penalty?: Penalty;
  readonly factor: number;
  readonly isSquared: boolean;
  readonly noise: number;
  readonly on: "stiefel" | "grassmann";
}
