/** What the exact core says of an answer, and what that rests on. */
import type { Equation } from "../equation.ts";
import type { AlgebraicNumber } from "../exact/algebraic-number.ts";
import type { Point } from "../prove/for-all.ts";

/** One thing a decision rests on. */
export type Ground =
  | {
      readonly kind: "canonical-form";
      readonly statement: string;
      readonly equation: Equation;
    }
  | { readonly kind: "solver"; readonly statement: string; readonly smtlib: string }
  /** Two closed forms of numbers; no equation where they hold functions such as erf. */
  | { readonly kind: "closed-form"; readonly statement: string; readonly equation?: Equation }
  /** The root that a claim names, isolated. */
  | { readonly kind: "root"; readonly statement: string; readonly root: AlgebraicNumber };

export type Decision =
  | { readonly status: "proved"; readonly grounds: readonly Ground[] }
  | {
      readonly status: "refuted";
      readonly reason: string;
      /** Where it fails, for statements over the parameters alone. */
      readonly point?: Point;
      readonly grounds: readonly Ground[];
    }
  | { readonly status: "open"; readonly reason: string };
