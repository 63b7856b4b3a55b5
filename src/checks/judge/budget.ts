/**
 * Error budgets: how far an observation may be from the truth, term by term, and what a comparison
 * with a claimed value concludes. There are no literal tolerances anywhere.
 */
import { integer } from "../../model/rational.ts";
import type { Basis } from "../../numeric/measured.ts";
import type { ExactValue } from "../../symbolic/exact-value.ts";

/** One named part of an error budget, in the units of the claim. */
export interface BudgetTerm {
  readonly name:
    | "integration"
    | "quadrature"
    | "floor"
    | "bisection"
    | "finite-size"
    | "finite-time"
    | "sampling"
    | "step"
    | "unseen"
    | "rounding"
    | "enclosure";
  /** Absolute, >= 0. */
  readonly error: number;
  readonly basis: Basis;
}

/** A number that a witness or a claim gives for one observed quantity. */
export interface Reading {
  /** What was read: `beta`, `u[2]' at state 3`. Readings of one case have different names. */
  readonly name: string;
  readonly value: number;
  readonly budget: readonly BudgetTerm[];
  /** The state that it was read at, where a search chose it: `u = (0.6, 0.8)`. */
  readonly where?: string;
  /** Of a claimed value: what is observed is to be at least so much, or more; else equal. */
  readonly side?: "at-least" | "more";
  /** Of a claimed or derived number: what the exact core makes of it, free of measured numbers. */
  readonly exact?: () => ExactValue | undefined;
}

export type Comparison =
  | { readonly kind: "agrees"; readonly gap: number; readonly uncertainty: number }
  /** Beyond the budget; `provisional` while a term is an estimate that was not refined yet. */
  | {
      readonly kind: "differs";
      readonly gap: number;
      readonly uncertainty: number;
      readonly provisional: boolean;
    }
  | { readonly kind: "unusable"; readonly reason: string };

/**
 * Compares two readings of one quantity, a claimed one and an observed one.
 *
 * With gap g and uncertainty u, the sum of both budgets: they agree if g <= u and differ if g > u.
 * Where only one side is claimed, g is what is missing, 0 if nothing is; `more` than the claimed
 * value is not agreed to within u of it. Nothing that is not finite counts as agreement or as
 * disagreement.
 */
export function compare(a: Reading, b: Reading, refined: boolean): Comparison {
  const terms = [...a.budget, ...b.budget];
  const excess = b.value - a.value;
  const gap = a.side === undefined ? Math.abs(excess) : Math.max(0, -excess);
  const uncertainty = terms.reduce((sum, term) => sum + term.error, 0);
  if (!Number.isFinite(gap + uncertainty)) {
    return {
      kind: "unusable",
      reason: `${a.name} is ${a.value} on one side, ${b.value} on the other`,
    };
  }
  if (a.side === "more" && Math.abs(excess) <= uncertainty) {
    if (uncertainty === 0) return { kind: "differs", gap, uncertainty, provisional: false };
    return { kind: "unusable", reason: `${a.name} is within its error of the bound` };
  }
  if (gap <= uncertainty) return { kind: "agrees", gap, uncertainty };
  const estimated = terms.some(({ basis, error }) => basis === "estimate" && error > 0);
  return { kind: "differs", gap, uncertainty, provisional: estimated && !refined };
}

/** The sum of a budget: every value farther away than this from the reading is refuted by it. */
export const uncertaintyOf = ({ budget }: Reading): number =>
  budget.reduce((sum, { error }) => sum + error, 0);

/** A reading that is a whole number and certain. */
export const exactReading = (name: string, value: number): Reading => ({ name, value, budget: [] });

/** The same where it is claimed, or derived by exact arithmetic. */
export const derivedInteger = (name: string, value: number): Reading => ({
  ...exactReading(name, value),
  exact: () => ({ lower: integer(value), upper: integer(value) }),
});
