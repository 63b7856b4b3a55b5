/**
 * Figures as data: series of numbers with intervals, one panel beside another.
 *
 * An experiment is one, and a claim whose observation saw more than the numbers it was judged on
 * has one. Nothing is compared with a figure, and no verdict follows from it.
 */

/** A place in a panel. Numbers are rounded to 8 digits, so that they can be kept. */
export interface SeriesPoint {
  readonly x: number;
  readonly y: number;
  /** The ends of an interval around y; {@link Figure.interval} says what it is. */
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
  /** An overlay is laid on top of what is observed: what is claimed, a reference. */
  readonly role: "observed" | "overlay";
  readonly points: readonly SeriesPoint[];
}

/** A vertical line. */
export interface Rule {
  readonly label: string;
  readonly x: number;
}

export interface Panel {
  /** `beta=1/5`; empty where there is one panel. */
  readonly label: string;
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
}

/** Panels that share their axes, unless each has its own. */
export interface Figure {
  readonly hasOwnAxes?: true;
  /** What is on the axes, as expressions of the spec language. */
  readonly x: string;
  readonly y: readonly string[];
  readonly scale: { readonly x?: "log"; readonly y?: "log" };
  /** The parameter that colours. */
  readonly by?: string;
  /** What the intervals are: the middle half of the runs, a statistic's, a number's error. */
  readonly interval: "middle-half" | "statistic" | "error";
  /** Runs behind each point. */
  readonly runs: number;
  readonly panels: readonly Panel[];
}

/** A number as it is kept. */
export const kept = (x: number): number => Number(x.toPrecision(8));

/** An error as it is kept: rounded up, to two digits. */
export const keptError = (x: number): number => Number((x * 1.05).toPrecision(2));
