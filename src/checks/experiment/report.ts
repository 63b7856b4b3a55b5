/**
 * What an experiment shows: series of numbers with intervals, one panel beside another.
 *
 * It is `observed`, never passed: no claim is compared with it, and no verdict follows from it.
 */
import type { Experiment, Source } from "../../model/spec.ts";

/** A place in a panel. Numbers are rounded to 8 digits, so that they can be kept. */
export interface SeriesPoint {
  readonly x: number;
  readonly y: number;
  /** The middle half of the runs; of a statistic, the interval that it is known to be in. */
  readonly low?: number;
  readonly high?: number;
  /** How far y may be off where it is one number; left out where it is exact. */
  readonly error?: number;
  /** An arrow: the time derivatives of x and y. */
  readonly dx?: number;
  readonly dy?: number;
  /** Of a stationary point: the number of negative eigenvalues of its Hessian. */
  readonly index?: number;
}

export interface Series {
  /** What is drawn, `max(u)`, where there is more than one thing; parameters, `p=3`. */
  readonly label: string;
  /** The value of the parameter that colours. */
  readonly colour?: string;
  readonly style: "line" | "points" | "arrows";
  readonly role: "observed" | "overlay";
  readonly points: readonly SeriesPoint[];
}

export interface Panel {
  /** `beta=1/5`; empty where there is one panel. */
  readonly label: string;
  readonly series: readonly Series[];
  /** Vertical lines. */
  readonly rules: readonly { readonly label: string; readonly x: number }[];
}

export interface ExperimentReport {
  readonly id: string;
  readonly title?: string;
  readonly source?: Source;
  readonly mark: Experiment["mark"];
  readonly scale: Experiment["scale"];
  readonly x: string;
  readonly y: readonly string[];
  readonly by?: string;
  readonly panelsBy?: string;
  /** Parameters that have one value all over. */
  readonly at: string;
  readonly runs: number;
  /** What the intervals are. */
  readonly interval: "middle-half" | "statistic";
  readonly seed: number;
  readonly panels: readonly Panel[];
  /** What could not be observed, and why. */
  readonly missing: readonly { readonly at: string; readonly reason: string }[];
}

/** A number as it is kept. */
export const kept = (x: number): number => Number(x.toPrecision(8));

/** An error as it is kept: rounded up, to two digits. */
export const keptError = (x: number): number => Number((x * 1.05).toPrecision(2));
