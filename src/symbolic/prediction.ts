/**
 * What the symbolic witness says to a question, before it has seen an answer.
 */

import type { Binding } from "../model/bind/instance.ts";
import type { Setting } from "../model/claim.ts";
import type { Expression } from "../model/expression/expression.ts";
import type { Rational } from "../model/rational.ts";
import type { Point } from "../model/spec.ts";
import type { Derivation } from "./derivation.ts";
import type { Equation } from "./equation.ts";
import type { Enclosure } from "./exact/enclosure.ts";
import type * as P from "./exact/polynomial.ts";
import type { RationalFunction } from "./exact/rational-function.ts";
import type { Domain } from "./exact/real-roots.ts";
import type { ExactValue } from "./exact-value.ts";
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
  /** A number in closed form, where no parameter is left. */
  | {
      readonly kind: "closed-number";
      readonly text: string;
      readonly value: Enclosure;
      /**
       * Whether an answer is this number, by algebra: nothing where that does not tell.
       *
       * @throws NotDerivable for an answer without a closed form
       */
      readonly equals: (answer: Expression) => { readonly equation?: Equation } | undefined;
    }
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
      /** u^T A^-1 u, the squared length of the projection of w on the span of the frame. */
      readonly projection: Term;
      /** Whether the frame spans the space, so that this is 1. */
      readonly isSpanning: boolean;
      /** 1..k, what the overlaps run over. */
      readonly range: IndexRange;
    }
  /** What sets of states that the flow does not leave are decided from. */
  | {
      readonly kind: "invariant";
      readonly bound: Extract<Derived, { readonly kind: "bound" }>;
      /** The names under the parameters of another setting of the same model. */
      readonly meaningOf: (setting: Setting) => Meaning;
    }
  /** How often an event happens. */
  | { readonly kind: "probability"; readonly chance: Term }
  /** Where the flow ends from every start under the conditions, but for a set of probability 0. */
  | {
      readonly kind: "limit";
      readonly text: string;
      /** @throws NotDerivable for answers that are not read */
      readonly isLimit: (answer: Expression | Point) => boolean;
      /** The rates that were derived, and the form that the ends rest on. */
      readonly rates: { readonly derived: Term; readonly shape: Term; readonly written: string };
    }
  /** The stationary states asked for. */
  | {
      readonly kind: "fixed-points";
      /** Their shape, in words. */
      readonly text: string;
      /** Their number, where it has a closed form. */
      readonly count?: Term;
      /** Their number at a case; `undefined` where that stays open. */
      readonly countAt: (binding: Binding) => number | undefined;
      /** Whether a list is complete and holds nothing else; of other forms it says no. */
      readonly listsAll: (points: readonly Point[]) => boolean;
    }
  /** The coefficient of v[#i] in the manifold gradient at the point. */
  | { readonly kind: "stationary"; readonly gradient: Term }
  /** How a quantity grows with a parameter: x^power log(x)^log, by a rule and not as a theorem. */
  | {
      readonly kind: "scaling";
      readonly text: string;
      /** Why it is not proved for the whole domain. */
      readonly notInGeneral: string;
      /** @returns a text with the reason where there is no rule */
      readonly orderAt: (binding: Binding) =>
        | {
            readonly power: number;
            readonly log: number;
            /** The power as exact arithmetic has it, where the rule is a theorem. */
            readonly exact?: Rational;
          }
        | string;
    }
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
  /** A threshold that the family which derived it locates case by case. */
  | {
      readonly kind: "located-threshold";
      readonly parameter: string;
      /** What is located, and how: `beta where ..., isolated at each case`. */
      readonly text: string;
      /** @returns a text with the reason where nothing is certain */
      readonly locate: (binding: Binding, domain: Domain) => LocatedThreshold | string;
    };

/** Where one predicate ends or begins: inside a domain, or at one of its ends. */
export type Location = ExactValue | "lower-end" | "upper-end";

export interface LocatedThreshold {
  /** The greatest x such that `below` holds on the domain below x, up to isolated points. */
  readonly belowUntil: Location;
  /** The least x such that `above` holds on the domain above x, up to isolated points. */
  readonly aboveFrom: Location;
  /** Whether enclosures are proved, or rest on estimated coefficients. */
  readonly basis: "bound" | "estimate";
}

/** Predicates of a stationary point that its Hessian decides. */
export type StatePredicate = "saddle" | "minimum" | "maximum" | "unstable";

export interface DerivedPrediction {
  readonly status: "derived";
  readonly derived: Derived;
  readonly derivation: Derivation;
  /** What the names of the claim's answer mean, to hold the answer against the derivation. */
  readonly meaning: Meaning;
  /** Polynomials in the parameters that the derivation used as positive. */
  readonly positive: readonly P.Polynomial[];
  /** A term with the relations of the state used up, where it has any that canonical forms lack. */
  readonly modulo?: (term: Term) => Term;
  /** How many places a free index of the derived terms runs through: 1, 2, ... */
  readonly places?: P.Polynomial;
}

export type Prediction =
  | DerivedPrediction
  /** No rule for this question on this model, with the reason. */
  | { readonly status: "none"; readonly reason: string };
