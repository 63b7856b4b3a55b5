/**
 * What a simulation answers: vectors with their errors, signs of curvature, points that were found.
 */
import type { Measured } from "../measured.ts";

export interface Attractor {
  readonly w: Float64Array;
  /** u[i][j] = <w_i, v_j>, for each neuron. */
  readonly overlaps: readonly (readonly Measured[])[];
  readonly curvature: Measured;
  /** Starts that came to rest here. */
  readonly hits: number;
}

export interface AttractorSearch {
  readonly attractors: readonly Attractor[];
  readonly starts: number;
  /** Starts that ended elsewhere than in a strict minimum: degenerate, or not finished. */
  readonly undecided: number;
}

export interface Inertia {
  readonly negative: number;
  readonly positive: number;
  readonly unresolved: number;
  /** Ascending. */
  readonly eigenvalues: readonly Eigenvalue[];
}

export interface Eigenvalue {
  readonly eigenvalue: Measured;
  readonly multiplicity: number;
  /** Within the span of the frame and the neurons, or across it. */
  readonly block: "within" | "across";
}

export interface NearbyPoint {
  readonly w: Float64Array;
  readonly distance: number;
  /** Of the distance. */
  readonly error: number;
}

/** A vector with one error, a bound of the length of the difference from the true vector. */
export interface MeasuredVector {
  readonly value: Float64Array;
  readonly error: number;
  readonly floor: number;
  readonly basis: "bound" | "estimate";
}

/** A measured number that says how much of its error is rounding. */
export interface Floored extends Measured {
  /** eps sum |weight phi g|: below about 10^3 of this a value is noise. */
  readonly floor: number;
}

/** A value, with the sum of the absolute values of the terms it is made of. */
export interface Sized<T> {
  readonly value: T;
  readonly size: number;
}

export interface StationaryPoint {
  readonly w: Float64Array;
  /** Distance to the true point, from the residual and the least curvature in size. */
  readonly error: number;
  readonly index: number;
}

export interface StationarySearch {
  readonly isolated: readonly StationaryPoint[];
  /** Where the gradient vanishes to within its error and the Hessian may be singular. */
  readonly degenerate: readonly { readonly w: Float64Array; readonly error: number }[];
  /** Classes of points, and those of them that random starts met less than three times. */
  readonly classes: number;
  readonly rare: number;
  readonly randomStarts: number;
}

export interface StationaryOptions {
  readonly seed?: number | string;
  /** Random starts at least, and at most while a class is rare; counted. */
  readonly randomStarts: { readonly least: number; readonly most: number };
}
