/**
 * The evidence of a phase diagram: proofs for all values, roots, and the equations of its steps.
 */
import * as Q from "../../model/rational.ts";
import { inPlaceOf, positiveReal } from "../../symbolic/equation.ts";
import { realRoots } from "../../symbolic/exact/algebraic-number.ts";
import { exactQuotient } from "../../symbolic/exact/division.ts";
import { evaluate } from "../../symbolic/exact/in-one-variable.ts";
import { integerPolynomial } from "../../symbolic/exact/integer-polynomial.ts";
import * as P from "../../symbolic/exact/polynomial.ts";
import { closedForm } from "../../symbolic/exact/radical.ts";
import * as R from "../../symbolic/exact/rational-function.ts";
import { formatPolynomial, formatRationalFunction } from "../../symbolic/exact/text.ts";
import { weightedCurvature } from "../../symbolic/phase/average-curvature.ts";
import type { ExactThresholds } from "../../symbolic/phase/exact-thresholds.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import type { ProvedStatement } from "../../symbolic/phase/symbolic-fold.ts";
import { derivationParts, type EvidencePart, rootPart, type Support } from "../evidence.ts";

/** What the statements of a diagram rest on, one entry for each. */
export function phaseSupports(diagram: PhaseDiagram): readonly Support[] {
  const { average, pureThreshold, fixedPoints, rules, curvature } = diagram;
  const steps = derivationParts([
    ...rules.spectrumSteps,
    ...rules.flowSteps,
    ...curvature.derivation,
  ]);
  const supports: Support[] = [{ id: "average", verdict: "derived", items: steps }];
  if (pureThreshold !== undefined) supports.push(proofSupport("pure-threshold", [pureThreshold]));
  if (average.kind === "exact") {
    const items = thresholdParts(diagram, average.thresholds, average.k);
    supports.push({ id: "thresholds", verdict: "certified", items });
  }
  if (fixedPoints.kind === "derived") {
    const { branch, symbolic, folds } = fixedPoints.value;
    supports.push({ id: "branch", verdict: "derived", items: derivationParts(branch.derivation) });
    if (symbolic !== undefined) {
      const { id, verdict, items } = proofSupport("fold-law", symbolic.proofs);
      supports.push({ id, verdict, items: [...derivationParts(symbolic.derivation), ...items] });
    }
    const roots = folds.flatMap(({ l, beta, z }) => [
      rootPart(`the supremum of beta on the slice l = ${l}`, beta),
      ...(z === undefined ? [] : [rootPart(`where it is attained, in z, l = ${l}`, z)]),
    ]);
    if (roots.length > 0) supports.push({ id: "folds", verdict: "certified", items: roots });
  }
  if (diagram.mixture?.kind === "derived") {
    const items = diagram.mixture.value.flatMap(({ l, changes }) =>
      changes.map((change) => rootPart(`a change of the number of points, slice l = ${l}`, change)),
    );
    if (items.length > 0) supports.push({ id: "mixture", verdict: "certified", items });
  }
  return supports;
}

function proofSupport(id: string, proofs: readonly ProvedStatement[]): Support {
  const isProved = proofs.every(({ status }) => status === "proved");
  const items = proofs.flatMap(({ status, statement, smtlib }): readonly EvidencePart[] =>
    status === "proved" ? [{ kind: "unsatisfiable", statement, smtlib }] : [],
  );
  return { id, verdict: isProved ? "proved" : "open", items };
}

/** The curvature as a sum over degrees is a multiple of one polynomial; its roots are these. */
function thresholdParts(
  { curvature: { within }, weights: { ratios = new Map() } }: PhaseDiagram,
  thresholds: ExactThresholds,
  k: bigint,
): readonly EvidencePart[] {
  const { primitive, variable, roots } = thresholds;
  const terms = [...ratios].map(([degree, weight]: readonly [number, Q.Rational]) => {
    const atDegree = R.substitute(within, "p", R.constant(degree));
    const atK = R.substitute(atDegree, "k", R.constant(k));
    return `${Q.formatRational(weight)}*m^${degree}*(${formatRationalFunction(atK)})`;
  });
  const beta = `(${k}*m^2 - 1)/${k - 1n}`;
  const inM = inPlaceOf(formatPolynomial(primitive), "beta", beta);
  const curvature = weightedCurvature(within, ratios, k);
  const multiple = multipleOf(curvature, thresholds, k);
  const rootParts = roots.flatMap(({ beta: root, overlap }) => {
    const exact = closedForm(root);
    return [
      rootPart("a threshold in beta", root),
      rootPart("the overlap m there", overlap),
      ...(exact === undefined ? [] : [closedFormPart(exact, root.minimalPolynomial)]),
    ];
  });
  return [
    {
      kind: "equal",
      statement: "the curvature within the span is a positive multiple of one polynomial",
      left: terms.join(" + "),
      right: `${multiple}*(${inM})`,
      letters: [positiveReal("m")],
      positive: [],
    },
    ...(variable === "beta" ? allRoots(primitive, "all roots in (0, 1), 0 and 1 left out") : []),
    ...rootParts,
  ];
}

/** The number and the power of m that the polynomial is multiplied with, as a text. */
function multipleOf(curvature: P.Polynomial, thresholds: ExactThresholds, k: bigint): string {
  const powers = curvature.terms.map(
    ({ monomial }) => monomial.powers.find(([name]) => name === "m")?.[1] ?? 0,
  );
  const least = Math.min(...powers);
  for (let n = 2n; ; n++) {
    const m = Q.integer(n);
    const value = Q.divide(
      Q.subtract(Q.multiply(Q.integer(k), Q.multiply(m, m)), Q.one),
      Q.integer(k - 1n),
    );
    const at = thresholds.variable === "beta" ? value : m;
    const below = evaluate(thresholds.primitive, new Map([[thresholds.variable, at]]));
    if (Q.isZero(below)) continue;
    const above = evaluate(curvature, new Map([["m", m]]));
    const factor = Q.divide(Q.divide(above, below), Q.integer(n ** BigInt(least)));
    return `${Q.formatRational(factor)}*m^${least}`;
  }
}

/** The number of roots in (0, 1), factors beta and 1 - beta taken out. */
function allRoots(polynomial: P.Polynomial, statement: string): readonly EvidencePart[] {
  let rest = polynomial;
  for (const end of [0, 1]) {
    const factor = P.subtract(P.variable("beta"), P.constant(end));
    for (let next = exactQuotient(rest, factor); next !== undefined; ) {
      rest = next;
      next = exactQuotient(rest, factor);
    }
  }
  if (P.isConstant(rest)) return [];
  const count = realRoots(rest, { lower: Q.zero, upper: Q.one }).length;
  const coefficients = integerPolynomial(rest).map(String);
  return [{ kind: "roots", statement, polynomial: coefficients, lower: "0", upper: "1", count }];
}

const closedFormPart = (exact: string, coefficients: readonly bigint[]): EvidencePart => ({
  kind: "equal",
  statement: `the closed form ${exact} is a root`,
  left: coefficients.map((c, i) => `(${c})*(${exact})^${i}`).join(" + "),
  right: "0",
  letters: [],
  positive: [],
});
