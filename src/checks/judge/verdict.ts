/**
 * What a run concludes about a claim. A verdict is data: it is never thrown, and it carries what it
 * rests on.
 */
import type { Position, Source } from "../../model/spec.ts";
import type { CasCounts } from "../../symbolic/cas/propose.ts";
import type { Ground } from "../../symbolic/decide/decision.ts";
import type { Derivation } from "../../symbolic/derivation.ts";
import type { ExperimentReport } from "../experiment/report.ts";
import type { BudgetTerm } from "./budget.ts";
import type { Figure } from "./figure.ts";

export type Verdict =
  | "proved"
  | "certified"
  | "supported"
  | "refuted"
  | "undecided"
  | "conflict"
  | "inapplicable"
  /** Stopped by the clock or by the user before there was enough evidence; never favourable. */
  | "interrupted";

/** Grades of evidence, for a claim that holds and for a counterexample alike. */
export type Grade = "supported" | "certified" | "proved";

/** One pair of numbers that was compared, with all that their distance was held against. */
export interface ComparedPair {
  /** The case, `p=3, k=2, d=3`. */
  readonly at: string;
  readonly name: string;
  readonly claimed?: number;
  readonly derived?: number;
  /** Up to which what is derived is known, where that is not exact. */
  readonly derivedUncertainty?: number;
  readonly observed?: number;
  readonly gap: number;
  readonly uncertainty: number;
  readonly budget: readonly BudgetTerm[];
}

export interface TwinOutcome {
  readonly label: string;
  readonly refuted: boolean;
  /** Where it was refuted. */
  readonly at?: string;
  /** Its distance from what was observed there, in units of the uncertainty: more than 1. */
  readonly margin?: number;
}

/** How near a wrong value the evidence refutes, in the units of the claim. */
export interface Resolution {
  readonly below: number;
  readonly above: number;
  readonly at: string;
}

export interface ClaimReport {
  readonly id: string;
  /** The kind, by the name that the spec has for it. */
  readonly kind: string;
  readonly position: Position;
  readonly source?: Source;
  readonly says?: string;
  readonly verdict: Verdict;
  /** Of a refutation: what kind of counterexample it rests on. */
  readonly grade?: Grade;
  readonly expected: "holds" | "refuted" | "undecided" | "inapplicable";
  readonly asExpected: boolean;
  /** Why the verdict is not a stronger one, or why it is not as expected. */
  readonly reason?: string;
  /** What went wrong in lemmata itself while this claim was judged; its verdict then says nothing. */
  readonly fault?: string;
  /** The fields of the answer as written. */
  readonly claimed: Readonly<Record<string, string>>;
  /** What the derivation gives, as text; absent with `noDerivation`. */
  readonly derived?: string;
  readonly noDerivation?: string;
  /** Answers of the computer algebra system that went into `derived`. */
  readonly cas?: CasCounts;
  readonly derivation: Derivation;
  readonly restsOn: readonly Ground[];
  readonly observed: readonly ComparedPair[];
  readonly budget: readonly BudgetTerm[];
  readonly resolution?: Resolution;
  readonly twins: readonly TwinOutcome[];
  readonly counterexample?: ComparedPair;
  /** The two witnesses where they contradict each other. */
  readonly conflict?: ComparedPair;
  /** What was seen with what is claimed on top, at a few cases; where it was asked for. */
  readonly figure?: Figure;
  readonly cases: { readonly tried: number; readonly inapplicable: number };
  /** What runs this claim again, at the counterexample where there is one. */
  readonly replay: Replay;
}

/** Enough to repeat a verdict on another machine. */
export interface Replay {
  readonly file: string;
  /** `threshold`, or `threshold@p=3,k=2,d=3` for one case. */
  readonly caseId: string;
  readonly seed: number;
  readonly effort: Effort;
}

/** How many parameter values and states are tried. */
export type Effort = "quick" | "standard" | "thorough";

export interface SpecReport {
  readonly file: string;
  readonly title: string;
  readonly source?: Source;
  readonly claims: readonly ClaimReport[];
  readonly remarks: readonly {
    readonly id: string;
    readonly text: string;
    readonly reason: string;
  }[];
  readonly experiments?: readonly ListedExperiment[];
}

/** An experiment: observed where figures are asked for, never passed. */
export type ListedExperiment =
  | ({ readonly status: "observed" } & ExperimentReport)
  | {
      readonly status: "not-drawn";
      readonly id: string;
      readonly title?: string;
      /** What went wrong where it was tried. */
      readonly reason?: string;
    };

const strength: Readonly<Record<Grade, number>> = { supported: 0, certified: 1, proved: 2 };

/** Whether a grade reaches the least one asked for. */
export const reaches = (grade: Grade, atLeast: Grade): boolean =>
  strength[grade] >= strength[atLeast];

/** Whether a verdict, with the grade of its evidence, is what the claim expects. */
export function isAsExpected(
  verdict: Verdict,
  grade: Grade | undefined,
  expected: ClaimReport["expected"],
  atLeast: Grade,
): boolean {
  switch (expected) {
    case "holds":
      return (
        (verdict === "proved" || verdict === "certified" || verdict === "supported") &&
        reaches(verdict, atLeast)
      );
    case "refuted":
      return verdict === "refuted" && grade !== undefined && reaches(grade, atLeast);
    case "undecided":
    case "inapplicable":
      return verdict === expected;
  }
}
