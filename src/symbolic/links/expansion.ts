/**
 * What is known of a link: its Hermite coefficients and what follows from them.
 */
import type { LinkIssue } from "./link-issue.ts";
import type { Quantity } from "./quantity.ts";

/** a_degree = E[f h_degree], h orthonormal. */
export interface HermiteCoefficient extends Quantity {
  readonly degree: number;
}

/** The least p >= 1 with a_p not 0. */
export interface InformationExponent {
  /** What is decided exactly; absent if there is no such p, or if none is. */
  readonly value?: number;
  /** What was found within errors, in place of a value. */
  readonly seen?: number;
  /**
   * `exact`: every lower coefficient is 0 and this one is not, by algebra and enclosures;
   * `numeric`: a lower one is 0 only to within its error, or this one's error is an estimate;
   * `undecided`: nothing was found.
   */
  readonly decided: "exact" | "numeric" | "undecided";
  readonly note?: string;
}

/** A point where the link, or one of its derivatives, has no value. */
export interface RoughPoint {
  /** As an expression of the spec language where it is known exactly, else decimal. */
  readonly at: string;
  readonly value: number;
  /** `jump` of f itself, `kink` of a derivative, `singularity`: f or f' is unbounded there. */
  readonly kind: "jump" | "kink" | "singularity";
  /** The first derivative that jumps (0 for f itself), where it is known. */
  readonly derivative?: number;
}

/** g(u) = E[f(x) f(y)] for standard normal x, y with correlation u. */
export interface DualFunction {
  /** In the letter u, in the spec language. */
  readonly text: string;
  readonly latex: string;
  /** How it is derived, with its source. */
  readonly rule: string;
  /** g(1) = E f^2 in the spec language, where it is simpler than putting 1 for u. */
  readonly derivation: string;
}

export interface LinkExpansion {
  readonly kind: "expansion";
  readonly order: number;
  readonly coefficients: readonly HermiteCoefficient[];
  readonly family: string;
  readonly parity: "even" | "odd" | "neither" | "undecided";
  /** True if f(z) = a_p h_p(z) for one p: only one coefficient is not zero. */
  readonly pure: boolean;
  /** The degree of a polynomial link. */
  readonly polynomialDegree?: number;
  readonly informationExponent: InformationExponent;
  /** E f^2. */
  readonly squaredNorm: Quantity;
  /** E f^2 minus the squares up to the order: at least the lower, at most the upper end. */
  readonly parsevalTail: Quantity;
  readonly dual?: DualFunction;
  readonly smoothness: readonly RoughPoint[];
  readonly continuous: boolean;
  /** What a reader should know: limits of the decisions, points left out. */
  readonly notes: readonly string[];
}

export type LinkOutcome = LinkExpansion | LinkIssue;
