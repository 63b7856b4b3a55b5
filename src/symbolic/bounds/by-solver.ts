/**
 * Statements about states for the solver: what binds them, and a proof of all of their parts.
 */
import type { Setting } from "../../model/claim.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Domain, Expression } from "../../model/expression/expression.ts";
import { mentionsTime } from "../../model/expression/mentions.ts";
import type { Decision, Ground } from "../decide/decision.ts";
import { type Hypotheses, notSaid } from "../decide/hypotheses.ts";
import { positivity } from "../decide/sign.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { Derived, DerivedPrediction } from "../prediction.ts";
import { proveForAll } from "../prove/for-all.ts";
import { comparison, type Formula, formatFormula } from "../prove/formula.ts";
import type { IndexRange } from "../term/atom.ts";
import { exponentOf, type Meaning, termOf } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";

export type BoundDerived = Extract<Derived, { readonly kind: "bound" }>;

/** What binds a claim about states: a condition on the start does not. */
export const timelessConditions = (setting: Setting): readonly Expression[] =>
  conditionsOf(setting).filter((condition) => !mentionsTime(condition));

export interface Context {
  readonly setting: Setting;
  readonly meaning: Meaning;
  readonly hypotheses: Hypotheses;
  /** What the terms of the point use as positive. */
  readonly positive: readonly P.Polynomial[];
  readonly places: DerivedPrediction["places"];
  readonly derived: BoundDerived;
}

/** Whether a domain of integers is this range. */
export function isRange(domain: Domain, range: IndexRange, meaning: Meaning): boolean {
  if (domain.kind !== "integers") return false;
  try {
    const [from, to] = [domain.from, domain.to].map((end) => exponentOf(termOf(end, meaning)));
    return P.equal(from!, range.from) && P.equal(to!, range.to);
  } catch (error) {
    if (error instanceof NotDerivable) return false;
    throw error;
  }
}

export async function isNonNegativeFor(
  p: P.Polynomial,
  { variables, formulas }: Hypotheses,
): Promise<boolean> {
  const conclusion = comparison(R.ofPolynomial(p), ">=", R.zero);
  const proof = await proveForAll({ variables, hypotheses: formulas, conclusion });
  return proof.status === "proved";
}

/** All conclusions by the solver, after the positivity of every base that is used. */
export async function proved(
  conclusions: readonly Formula[],
  { hypotheses: { variables, formulas, isWhole }, positive }: Context,
  bases: readonly P.Polynomial[],
  note?: string,
): Promise<Decision> {
  const grounds: Ground[] = [];
  const obligations = positivity([...positive, ...bases]);
  for (const [i, conclusion] of [...obligations, ...conclusions].entries()) {
    const proof = await proveForAll({ variables, hypotheses: formulas, conclusion });
    const text = formatFormula(conclusion);
    const statement = note === undefined ? text : `${text} (${note})`;
    if (proof.status === "unknown") return open(`the solver does not decide ${statement}`);
    if (proof.status === "refuted") {
      if (i < obligations.length) return open(`a base of a power need not be positive: ${text}`);
      if (!isWhole) return open(`${notSaid}, which refutes ${statement}`);
      const ground: Ground = { kind: "solver", statement, smtlib: proof.smtlib };
      return {
        status: "refuted",
        reason: `it fails: ${text}`,
        point: proof.model,
        grounds: [ground],
      };
    }
    grounds.push({ kind: "solver", statement, smtlib: proof.smtlib });
  }
  return { status: "proved", grounds };
}

export const open = (reason: string): Decision => ({ status: "open", reason });
