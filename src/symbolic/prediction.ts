/**
 * What the symbolic witness says to a question, before it has seen an answer.
 */

import type { Expression } from "../model/expression/expression.ts";
import type { Teacher } from "../model/spec.ts";
import type { Derivation } from "./derivation.ts";
import type * as P from "./exact/polynomial.ts";
import type { RationalFunction } from "./exact/rational-function.ts";
import type { IndexRange } from "./term/atom.ts";
import type { Meaning } from "./term/interpret.ts";
import type { Term } from "./term/term.ts";

/** One eigenvalue of a Hessian and the dimension of its eigenspace. */
export interface EigenBlock {
  readonly block: string;
  readonly eigenvalue: Term;
  readonly multiplicity: P.Polynomial;
}

/** The derived object, by kind of question. */
export type Derived =
  | { readonly kind: "identity"; readonly of: Term }
  /** One rate for each quantity asked about; its own index letter, if any, became `#i`. */
  | {
      readonly kind: "reduction";
      readonly rates: readonly Term[];
      readonly letters: readonly (string | undefined)[];
    }
  /** What inequalities about states of a ridge sum are decided from. */
  | {
      readonly kind: "bound";
      readonly loss: Term;
      /** |w'|^2 = -dL/dt, never negative. */
      readonly descent: Term;
      /** Whether the overlaps are the coordinates of a unit vector: sum u^2 <= 1. */
      readonly isOrthonormal: boolean;
      /** 1..k, what the overlaps run over. */
      readonly range: IndexRange;
    }
  /**
   * Stationary unit vectors over an orthonormal frame of k, off its complement: l overlaps that
   * are not 0 and agree, or agree up to their signs; for every choice of the l.
   */
  | {
      readonly kind: "fixed-points";
      readonly parity: "odd" | "even";
      readonly terms: P.Polynomial;
      readonly upTo: readonly ("sign" | "permutation")[];
      readonly where?: Expression;
      /** Their number, where `where` excludes the complement and nothing else. */
      readonly count?: Term;
    }
  /** The coefficient of v[#i] in the manifold gradient at the point. */
  | { readonly kind: "stationary"; readonly gradient: Term }
  | { readonly kind: "morse-index"; readonly blocks: readonly EigenBlock[] }
  /** Where the eigenvalue within the span changes its sign, and the loss along a slice there. */
  | {
      readonly kind: "bifurcation";
      readonly parameter: string;
      readonly within: EigenBlock;
      readonly root: RationalFunction;
      readonly third: RationalFunction;
      readonly fourth: RationalFunction;
    }
  | {
      readonly kind: "threshold";
      readonly parameter: string;
      readonly below: StatePredicate;
      readonly above: StatePredicate;
      readonly blocks: readonly EigenBlock[];
    }
  /** A threshold of the average for a link whose weights are known at a case only. */
  | {
      readonly kind: "link-threshold";
      readonly parameter: string;
      readonly below: StatePredicate;
      readonly above: StatePredicate;
      readonly model: LinkModel;
    }
  /** A threshold between predicates of the set of attractors, located case by case. */
  | {
      readonly kind: "attractor-threshold";
      readonly parameter: string;
      readonly below: Expression;
      readonly above: Expression;
      readonly model: PureWeightedModel;
    };

/** One neuron and k equal ridge functions with the same link over an equiangular frame. */
export interface LinkModel {
  /** In `z`, with parameters. */
  readonly link: Expression;
  /** k. */
  readonly terms: Expression;
  /** d. */
  readonly dimension: Expression;
}

/** A pure link of symbolic degree under weights that are read at a case. */
export interface PureWeightedModel {
  readonly degree: P.Polynomial;
  readonly terms: P.Polynomial;
  /** The factor C > 0 of the loss -C sum_j omega_j u_j^p. */
  readonly coefficient: Term;
  readonly weights: Weights;
}

type Weights = Extract<Teacher, { readonly kind: "sum" }>["weights"];

/** Predicates of a stationary point that its Hessian decides. */
export type StatePredicate = "saddle" | "minimum" | "maximum";

export interface DerivedPrediction {
  readonly status: "derived";
  readonly derived: Derived;
  readonly derivation: Derivation;
  /** What the names of the claim's answer mean, to hold the answer against the derivation. */
  readonly meaning: Meaning;
  /** Polynomials in the parameters that the derivation used as positive. */
  readonly positive: readonly P.Polynomial[];
  /** How many places a free index of the derived terms runs through: 1, 2, ... */
  readonly places?: P.Polynomial;
}

export type Prediction =
  | DerivedPrediction
  /** No rule for this question on this model, with the reason. */
  | { readonly status: "none"; readonly reason: string };
