/**
 * The threshold of h_p for all p, k and beta at once, proved by the solver.
 */

import { positivity, signFormula, signFunction } from "../decide/sign.ts";
import * as R from "../exact/rational-function.ts";
import { proveForAll } from "../prove/for-all.ts";
import { allOf, comparison, equivalent, formatFormula } from "../prove/formula.ts";
import type { AverageCurvature } from "./average-curvature.ts";
import type { PureLinkRules } from "./pure-link-rules.ts";
import type { ProvedStatement } from "./symbolic-fold.ts";

/** Negative curvature within the span exactly below the threshold, positive exactly above it. */
export async function pureThresholdProof(
  rules: PureLinkRules,
  { pureThreshold }: AverageCurvature,
): Promise<ProvedStatement> {
  const [p, k, beta] = [R.variable("p"), R.variable("k"), R.variable("beta")];
  const sign = signFunction(rules.within.eigenvalue);
  const hypotheses = [
    comparison(p, ">=", R.one),
    comparison(k, ">=", R.constant(2)),
    comparison(beta, ">=", R.zero),
    comparison(beta, "<", R.one),
  ];
  const conclusion = allOf(
    ...positivity(sign.positive),
    equivalent(signFormula(sign, "<"), comparison(beta, "<", pureThreshold)),
    equivalent(signFormula(sign, ">"), comparison(beta, ">", pureThreshold)),
  );
  const { status, smtlib } = await proveForAll({
    variables: [
      { name: "p", sort: "int" },
      { name: "k", sort: "int" },
      { name: "beta", sort: "real" },
    ],
    hypotheses,
    conclusion,
  });
  const given = hypotheses.map(formatFormula).join(" and ");
  return { statement: `${given} implies ${formatFormula(conclusion)}`, status, smtlib };
}
