/**
 * A model at one value of each of its parameters: what a simulation can be run on.
 *
 * Made by `bind.ts` in exact arithmetic. Links are left as expressions in `z` alone, since each
 * witness evaluates links for itself.
 */
import type { Expression } from "../expression/expression.ts";
import type { Rational } from "../rational.ts";
import type { StudentLink } from "../spec.ts";

/** The value of one parameter. */
export type Value =
  | { readonly kind: "exact"; readonly value: Rational }
  /** A real number that is no rational: a closed expression, such as `sqrt(2)`. */
  | { readonly kind: "constant"; readonly expression: Expression }
  /** A family `x[from..]`, or a matrix as a family of families. */
  | { readonly kind: "family"; readonly from: number; readonly values: readonly Value[] }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "subset"; readonly members: readonly number[] };

/** Parameter name to value. */
export type Binding = ReadonlyMap<string, Value>;

/** The parameters of a binding that are rational numbers. */
export const exactScalars = (binding: Binding): ReadonlyMap<string, Rational> =>
  new Map(
    [...binding].flatMap(([name, value]) => (value.kind === "exact" ? [[name, value.value]] : [])),
  );

/**
 * A model with every parameter replaced by its value: no name is left in its expressions but `z`,
 * `z[i]` (in links), `pi` and bound letters.
 */
export interface ModelInstance {
  readonly input:
    | { readonly law: "gaussian"; readonly covariance: "isotropic" }
    | {
        readonly law: "gaussian";
        readonly covariance: "spiked";
        readonly spike: Expression;
        readonly overlap: Expression;
      }
    | { readonly law: "student-t"; readonly degrees: Expression }
    | { readonly law: "uniform-sphere" }
    /** A law that a program has added, by its name. */
    | { readonly law: "own"; readonly name: string };
  /** d >= 1. */
  readonly dimension: number;
  readonly teacher:
    | {
        readonly kind: "sum";
        /** k, the number of ridge functions. */
        readonly terms: number;
        readonly link: Expression;
        /** k closed expressions. */
        readonly weights: readonly Expression[];
        /** k rows of k closed expressions, the Gram matrix of the frame; absent: Haar. */
        readonly gram?: readonly (readonly Expression[])[];
        readonly noise: Expression;
      }
    | {
        readonly kind: "projections";
        readonly count: number;
        readonly link: Expression;
        readonly noise: Expression;
      };
  readonly student: {
    readonly shape:
      | { readonly kind: "neurons"; readonly count: number }
      | { readonly kind: "subspace"; readonly rank: number };
    readonly link: StudentLink;
    readonly on: "sphere" | "stiefel" | "grassmann";
    readonly scale: Expression;
  };
  readonly loss: { readonly kind: "squared" | "correlation"; readonly factor: Expression };
  readonly dynamics: {
    readonly kind: "gradient-flow" | "gradient-descent" | "sgd";
    readonly metric: "round" | "normalised" | "preconditioned";
    readonly step?: Expression;
    readonly batch?: Expression;
    readonly samples?: Expression;
    readonly unlabelled?: Expression;
    readonly alternate: boolean;
  };
}
