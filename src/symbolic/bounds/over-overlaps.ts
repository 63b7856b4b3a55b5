/**
 * An inequality between terms in the state as a statement about overlaps, power sums and what else
 * occurs, handed to the solver over real variables. Since these are freer than the quantities they
 * stand for, only a proof counts.
 */
import type { Expression } from "../../model/expression/expression.ts";
import type { Decision } from "../decide/decision.ts";
import type { Hypotheses } from "../decide/hypotheses.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { comparison, formatFormula, type Relation } from "../prove/formula.ts";
import { exponentOf, type Meaning, termOf } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";
import {
  type Context,
  isNonNegativeFor,
  isRange,
  open,
  proved,
  timelessConditions,
} from "./by-solver.ts";
import { abstracted, type OverlapFacts } from "./power-sums.ts";
import { relationsOf } from "./relations.ts";
import { conjuncts, stateFacts } from "./state-facts.ts";

/** difference relation 0, for all states. */
export async function overOverlaps(
  difference: T.Term,
  relation: Relation,
  context: Context,
): Promise<Decision> {
  const { setting, meaning, hypotheses, derived } = context;
  const conditions = timelessConditions(setting);
  const { isNonNegative, isAcute, largest, largestInSize } = stateFacts(conditions, (domain) =>
    isRange(domain, derived.range, meaning),
  );
  const further = conditions.flatMap(conjuncts).flatMap((e) => relationsOf(e, meaning));
  const facts: OverlapFacts = {
    range: derived.range,
    projection: derived.projection,
    isSpanning: derived.isSpanning,
    isNonNegative,
    isAcute,
    largest: largest.map((index) => placeOf(index, meaning)),
    largestInSize: largestInSize.map((index) => placeOf(index, meaning)),
    isNonNegativePolynomial: (p) => isNonNegativeFor(p, hypotheses),
  };
  const {
    functions,
    variables,
    facts: known,
    legend,
    positive,
  } = await abstracted(
    [withoutSpeed(difference, derived.descent), ...further.map(({ difference: side }) => side)],
    facts,
  );
  const [subject, ...others] = functions;
  const widened: Hypotheses = {
    ...hypotheses,
    variables: [
      ...hypotheses.variables,
      ...variables.map((name) => ({ name, sort: "real" as const })),
    ],
    formulas: [
      ...hypotheses.formulas,
      ...known,
      ...others.map((side, i) => comparison(side, further[i]!.relation, R.zero)),
    ],
  };
  const conclusion = comparison(subject ?? R.zero, relation, R.zero);
  const widest = { ...context, hypotheses: widened };
  const decision = await proved([conclusion], widest, positive, legend);
  return decision.status === "refuted"
    ? open(`power sums as free variables are not enough for ${formatFormula(conclusion)}`)
    : decision;
}

/** Even powers of |w'| as powers of |w'|^2, which is a sum of products of overlaps. */
function withoutSpeed(term: T.Term, descent: T.Term): T.Term {
  return T.sum(
    term.monomials.map(({ coefficient, factors }) => {
      const speed = factors.find(({ atom }) => atom.key === speedKey);
      const times = speed === undefined ? undefined : P.constantTerm(speed.exponent);
      if (times === undefined || times.den !== 1n || times.num % 2n !== 0n || times.num < 0n) {
        return T.collect([{ coefficient, factors }]);
      }
      const others = factors.filter((factor) => factor !== speed);
      const square = T.power(descent, Number(times.num / 2n));
      return T.multiply(T.collect([{ coefficient, factors: others }]), square);
    }),
  );
}

/** The symbol of |w'|. */
const speedKey = "speed";

function placeOf(index: Expression, meaning: Meaning): string {
  if (index.kind === "name") return index.name;
  const value = exponentOf(termOf(index, meaning));
  if (!P.isConstant(value)) throw new NotDerivable("an index that is no letter");
  return `${P.constantTerm(value).num}`;
}
