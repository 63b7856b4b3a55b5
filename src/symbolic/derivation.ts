/**
 * A derivation as data: what follows from what, by which rule, and how it was checked.
 */
import type { Equation } from "./equation.ts";
import { formatTerm, latexOfTerm } from "./term/format.ts";
import * as T from "./term/term.ts";

/** One line of a derivation. */
export interface Step {
  /** The left side, in words or symbols: `L(w)`, `u[i]'`. */
  readonly of: string;
  readonly equals: string;
  readonly latex: string;
  /** The rule applied, with the reason why it applies. */
  readonly rule: string;
  /** Key of docs/references.bib with a place in it. */
  readonly source?: string;
  /**
   * `rule`: an application of a stated rule; `canonical-form`: the difference of two terms was
   * reduced to zero; `solver`: the negation was found unsatisfiable.
   */
  readonly check: "rule" | "canonical-form" | "solver";
  /** What the step says between closed forms, for whoever checks it again. */
  readonly equation?: Equation;
}

export type Derivation = readonly Step[];

/** The step with what it says as an equation. */
export const checkable = (line: Step, equation: Equation): Step => ({ ...line, equation });

/** The step that gives a term. */
export function step(
  of: string,
  latexOf: string,
  term: T.Term,
  rule: string,
  check: Step["check"] = "rule",
  source?: string,
): Step {
  return {
    of,
    equals: formatTerm(term),
    latex: `${latexOf} = ${latexOfTerm(term)}`,
    rule,
    check,
    ...(source === undefined ? {} : { source }),
  };
}

/**
 * The step that replaces a term by an equal one.
 *
 * @throws RangeError if the difference of the two does not reduce to zero: a fault of this layer.
 */
export function rewriting(
  of: string,
  latexOf: string,
  before: T.Term,
  after: T.Term,
  rule: string,
): Step {
  if (!T.equal(before, after)) {
    throw new RangeError(`rewriting: expected ${of} to stay the same, got a difference.`);
  }
  return step(of, latexOf, after, rule, "canonical-form");
}
