/**
 * A spec as values: parameters, model axes with their defaults filled in, claims.
 *
 * Made by `load.ts` from a file; made by a program through the library API. Every expression is
 * free of `let:` and every claim carries its whole setting, so a claim can be judged alone.
 */
import type { Claim } from "./claim.ts";
import type { Domain, Expression } from "./expression/expression.ts";

/** A place in a file; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Source {
  /** Key of docs/references.bib. */
  readonly paper?: string;
  readonly result?: string;
  readonly status?: "quoted" | "reconstructed" | "ours";
}

/** A quantified letter. */
export interface Parameter {
  readonly name: string;
  readonly domain: Domain;
  /** Where the numeric witness looks; absent: the runner chooses by effort. */
  readonly sampled?: Sampled;
  /** Index ranges of a family `x[1..P]` or a matrix; empty for a single value. */
  readonly index: readonly { readonly from: Expression; readonly to: Expression }[];
  readonly position?: Position;
}

export type Sampled =
  | { readonly kind: "values"; readonly values: readonly Expression[] }
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression }
  /** `base^from..base^to`, every integer power between. */
  | {
      readonly kind: "powers";
      readonly base: Expression;
      readonly from: Expression;
      readonly to: Expression;
    };

/** A word slot of the model: a word of the language, or a parameter whose values are words. */
export type Word<W extends string> =
  | { readonly kind: "word"; readonly word: W }
  | { readonly kind: "parameter"; readonly name: string };

export type Input =
  | {
      readonly law: "gaussian";
      readonly covariance:
        | { readonly kind: "isotropic" }
        | { readonly kind: "spiked"; readonly spike: Expression; readonly overlap: Expression };
      readonly dimension: Expression;
    }
  | { readonly law: "student-t"; readonly degrees: Expression; readonly dimension: Expression }
  | { readonly law: "uniform-sphere"; readonly dimension: Expression }
  /** A law that a program has added; see `registerInput`. */
  | { readonly law: "own"; readonly name: string; readonly dimension: Expression };

export type Frame =
  | { readonly kind: "orthonormal" }
  | { readonly kind: "equiangular"; readonly beta: Expression }
  | { readonly kind: "gram-rows"; readonly rows: readonly (readonly Expression[])[] }
  /** An expression in `i` and `j`. */
  | { readonly kind: "gram"; readonly entry: Expression }
  | { readonly kind: "any" }
  | { readonly kind: "random" };

export type TeacherLink =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "any" };

export type Teacher =
  | {
      readonly kind: "sum";
      /** k, the number of ridge functions. */
      readonly terms: Expression;
      readonly link: TeacherLink;
      readonly frame: Frame;
      /** An expression in `j`, or one expression for each j; all 1 by default. */
      readonly weights:
        | { readonly kind: "expression"; readonly expression: Expression }
        | { readonly kind: "list"; readonly values: readonly Expression[] };
      readonly noise: Expression;
    }
  | {
      readonly kind: "projections";
      readonly count: Expression;
      readonly link: TeacherLink;
      readonly noise: Expression;
    };

export type StudentLink =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "same" }
  | { readonly kind: "optimal"; readonly weights?: Expression; readonly ridge?: Expression }
  | {
      readonly kind: "learned";
      readonly degree: Expression;
      readonly weights: Expression;
      readonly ridge: Expression;
      readonly speed: Expression;
      readonly samples?: Expression;
      readonly features?: Expression;
    };

export interface Student {
  readonly shape:
    | { readonly kind: "neurons"; readonly count: Expression }
    | { readonly kind: "subspace"; readonly rank: Expression };
  readonly link: StudentLink;
  readonly on: Word<"sphere" | "stiefel" | "grassmann">;
  readonly scale: Expression;
}

export interface Loss {
  readonly kind: Word<"squared" | "correlation">;
  /** 1/2 for the squared loss, 1 for the correlation loss. */
  readonly factor: Expression;
}

export interface Dynamics {
  readonly kind: Word<"gradient-flow" | "gradient-descent" | "sgd">;
  readonly metric: Word<"round" | "normalised" | "preconditioned">;
  readonly step?: Expression;
  readonly batch?: Expression;
  readonly samples?: Expression;
  readonly unlabelled?: Expression;
  readonly alternate: boolean;
}

/** Who learns what from which data, every axis filled in. */
export interface Model {
  readonly input: Input;
  readonly teacher: Teacher;
  readonly student: Student;
  readonly loss: Loss;
  readonly dynamics: Dynamics;
}

/** A state: by a name or a vector expression, or quantity by quantity. */
export type Point =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "coordinates"; readonly entries: readonly StartEntry[] };

/** `u[j]: expr`; `value` absent means `uniform`. */
export interface StartEntry {
  readonly name: string;
  /** A letter that runs over all its values, or digits: the `1` of `g[1]`. */
  readonly index?: string;
  /** Every index where there is more than one, as in `u[i, j]`. */
  readonly indices?: readonly string[];
  readonly value?: Expression;
}

/** The initial state; a part that is not named is uniform given the rest. */
export type Start = readonly StartEntry[];

export interface Remark {
  readonly id: string;
  readonly text: string;
  readonly reason: string;
  readonly source?: Source;
}

export interface Experiment {
  readonly id: string;
  readonly title?: string;
  readonly source?: Source;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly model: Model;
  readonly start: Start;
  readonly when?: Expression;
  readonly x: Expression;
  readonly y: readonly Expression[];
  readonly by?: string;
  readonly panels?: string;
  readonly runs: number;
  /** The least effort of a run at which it is drawn. */
  readonly effort: "quick" | "standard" | "thorough";
  readonly mark: "line" | "points" | "curve" | "field";
  readonly overlay: readonly Expression[];
  readonly rules: readonly Expression[];
  readonly scale: { readonly x?: "log"; readonly y?: "log" };
}

export interface Spec {
  readonly file: string;
  readonly title: string;
  readonly says?: string;
  readonly source?: Source;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly assumptions: ReadonlyMap<string, Expression>;
  /** Absent in a file that is only a part of a setting. */
  readonly model?: Model;
  /** The initial state of claims and experiments that say nothing else. */
  readonly start?: Start;
  readonly claims: readonly Claim[];
  readonly remarks: readonly Remark[];
  readonly experiments: readonly Experiment[];
}
