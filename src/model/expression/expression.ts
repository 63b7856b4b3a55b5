/**
 * Expressions of the spec language as data: syntax, and nothing about values.
 *
 * Each witness gives these trees a meaning of its own. A tree that leaves the loader holds no
 * definition of `let:` any more: those are substituted where they stand.
 */
import type { Rational } from "../rational.ts";

/** Where a node stands in its own text: offsets of the first character and past the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node {
  /** Absent in trees made by a program, and in what came out of a definition. */
  readonly span?: Span;
}

export interface NumberLiteral extends Node {
  readonly kind: "number";
  readonly value: Rational;
}

/** A parameter, a bound letter, a name of the model, `oo` or `pi`. */
export interface Name extends Node {
  readonly kind: "name";
  readonly name: string;
}

/** `u[j]`, `M[i, j]`, `x[q]`. */
export interface Indexed extends Node {
  readonly kind: "indexed";
  readonly name: string;
  readonly indices: readonly Expression[];
}

/** `m(0)`, `u[j](0)`, `m(oo)`: a state's quantity at a time. */
export interface AtTime extends Node {
  readonly kind: "at-time";
  readonly of: Expression;
  readonly time: Expression;
}

/** A function of the language applied to its arguments: `sqrt(x)`, `pure(j)`, `if(c, a, b)`. */
export interface Call extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
}

/** `1..k` as an argument, as in `mixed(1..l)`. */
export interface Range extends Node {
  readonly kind: "range";
  readonly from: Expression;
  readonly to: Expression;
}

/** `sum(j in 1..k, body)`, `root(x in D, body)`; `variable` is bound in `body` alone. */
export interface Over extends Node {
  readonly kind: "over";
  readonly operator: OverOperator;
  readonly variable: string;
  readonly domain: Domain;
  readonly body: Expression;
}

/** `some(attractors, predicate)`: in `body` state names mean the member. */
export interface OverStates extends Node {
  readonly kind: "over-states";
  readonly operator: "some" | "all" | "count" | "min" | "max";
  readonly set: "fixed_points" | "attractors";
  readonly body: Expression;
}

export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: "-" | "not";
  readonly operand: Expression;
}

export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: "+" | "-" | "*" | "/" | "^" | "and" | "or" | "implies" | "iff";
  readonly left: Expression;
  readonly right: Expression;
}

/** A chain `a < b <= c`: `operators[i]` stands between `operands[i]` and `operands[i + 1]`. */
export interface Comparison extends Node {
  readonly kind: "comparison";
  readonly operators: readonly Relation[];
  readonly operands: readonly Expression[];
}

export type Relation = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type OverOperator =
  | "sum"
  | "product"
  | "all"
  | "some"
  | "count"
  | "min"
  | "max"
  | "least"
  | "greatest"
  | "root";

export type Expression =
  | NumberLiteral
  | Name
  | Indexed
  | AtTime
  | Call
  | Range
  | Over
  | OverStates
  | Unary
  | Binary
  | Comparison;

/** One end of a real domain. */
export interface Bound {
  readonly value: Expression;
  readonly open: boolean;
}

/** What a letter ranges over. Ends are expressions in other parameters; `oo` is a name. */
export type Domain =
  | { readonly kind: "integers"; readonly from: Expression; readonly to: Expression }
  | { readonly kind: "reals"; readonly lower?: Bound; readonly upper?: Bound }
  /** Exactly these values; words are names that are declared nowhere. */
  | { readonly kind: "values"; readonly values: readonly Expression[] }
  | { readonly kind: "words"; readonly values: readonly string[] }
  | { readonly kind: "tied"; readonly value: Expression }
  | { readonly kind: "subsets"; readonly of: Range };
