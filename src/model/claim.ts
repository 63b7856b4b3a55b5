/**
 * Claims as data, each split into its question and its right-hand side.
 *
 * The split is what makes the observation blind: a witness is handed a {@link Question}, and no
 * type that it sees has a right-hand side in it.
 */
import type { Expression } from "./expression/expression.ts";
import type { Model, Parameter, Point, Position, Source, Start } from "./spec.ts";

/** What a claim asks, without what it answers. One member a kind. */
export type Question =
  | { readonly kind: "identity"; readonly of: Expression; readonly at?: Point }
  | { readonly kind: "reduction"; readonly of: readonly Quantity[]; readonly domain?: Expression }
  | { readonly kind: "stationary"; readonly at: Point }
  | {
      readonly kind: "fixed-points";
      readonly where?: Expression;
      readonly upTo: readonly ("sign" | "permutation")[];
      /** Letters of the claim alone that number the points listed: all their values are meant. */
      readonly over: readonly string[];
    }
  | { readonly kind: "morse-index"; readonly at: Point }
  | {
      readonly kind: "threshold";
      readonly in: string;
      readonly below: Expression;
      readonly above: Expression;
      readonly at?: Point;
    }
  | { readonly kind: "bifurcation"; readonly at: Point; readonly in: string }
  | { readonly kind: "limit"; readonly of: Expression; readonly as?: Approach }
  | { readonly kind: "invariant" }
  | { readonly kind: "bound"; readonly at?: Point }
  | {
      readonly kind: "scaling";
      readonly of: Expression;
      readonly as: Approach;
      readonly side: "both" | "upper" | "lower";
    }
  | { readonly kind: "rate"; readonly of: Expression }
  | { readonly kind: "probability"; readonly of: Expression }
  | {
      readonly kind: "trajectory";
      readonly of: readonly Expression[];
      readonly until?: Expression;
    }
  /** A kind that a program registered; see `schema/own-kinds.ts`. */
  | { readonly kind: "own"; readonly name: string; readonly fields: OwnFields };

/** The fields of a registered kind, by their names. */
export type OwnFields = Readonly<Record<string, Expression>>;

export type Kind = Question["kind"];

/** What a claim answers. A field left out is asked for. */
export type Answer =
  | { readonly kind: "identity"; readonly equals?: Expression }
  | { readonly kind: "reduction"; readonly flow: readonly Expression[] }
  | { readonly kind: "stationary" }
  | {
      readonly kind: "fixed-points";
      readonly count?: Expression;
      readonly are?: readonly Point[];
    }
  | { readonly kind: "morse-index"; readonly equals?: Expression }
  | { readonly kind: "threshold"; readonly equals?: Expression }
  | {
      readonly kind: "bifurcation";
      readonly equals?: Expression;
      readonly type?: BifurcationType;
    }
  | { readonly kind: "limit"; readonly equals?: Expression | Point }
  | { readonly kind: "invariant"; readonly holds: Expression }
  | { readonly kind: "bound"; readonly holds: Expression }
  | {
      readonly kind: "scaling";
      readonly exponent?: Expression;
      readonly log?: Expression;
      readonly constant?: Expression;
    }
  | { readonly kind: "rate"; readonly equals?: Expression }
  | { readonly kind: "probability"; readonly equals?: Expression }
  | {
      readonly kind: "trajectory";
      readonly equals?: readonly Expression[];
      readonly follows?: Partial<Model>;
    }
  | { readonly kind: "own"; readonly fields: OwnFields };

export type BifurcationType =
  | "supercritical-pitchfork"
  | "subcritical-pitchfork"
  | "transcritical"
  | "fold";

/** A quantity of the state, `u[j]` or `m`; its index letter runs over all its values. */
export interface Quantity {
  readonly name: string;
  readonly index?: string;
  /** Every index letter where there is more than one, as in `M[i, j]`. */
  readonly indices?: readonly string[];
  /** What the name abbreviates, where it is a definition of `let:` that mentions the state. */
  readonly definition?: Expression;
}

/** `d -> oo`, `beta -> beta_c-`: a parameter and where it goes, from which side. */
export interface Approach {
  readonly parameter: string;
  readonly to: Expression;
  readonly from: "below" | "above" | "both";
}

/** Everything a claim speaks under, with `use:`, `for:`, `model:` and `start:` applied. */
export interface Setting {
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly model: Model;
  readonly start: Start;
  /** Condition of the statement; absent means true. */
  readonly when?: Expression;
  /** The named assumptions in force. */
  readonly assumptions: ReadonlyMap<string, Expression>;
}

export interface Claim {
  readonly id: string;
  readonly position: Position;
  readonly says?: string;
  readonly source?: Source;
  readonly setting: Setting;
  readonly question: Question;
  readonly answer: Answer;
  /** The fields of the answer as the spec writes them, for reports: `equals: beta_c`. */
  readonly written: ReadonlyMap<string, string>;
  readonly expect: "holds" | "refuted" | "undecided" | "inapplicable";
  readonly atLeast: "supported" | "certified" | "proved";
  readonly correctedBy?: string;
  readonly narrowed?: string;
}
