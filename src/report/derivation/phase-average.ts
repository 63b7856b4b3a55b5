/**
 * The average of the frame in words: derivation of its curvature, thresholds, index.
 */

import type { Derivation } from "../../symbolic/derivation.ts";
import type { ExactThresholds, Phase } from "../../symbolic/phase/exact-thresholds.ts";
import { fractionLatex } from "../../symbolic/phase/fraction.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { algebraicPoint, outwardDecimals } from "../../symbolic/phase/phase-point.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";
import { enclosureText, minimalText, valueText } from "./phase-points.ts";

/** The section on the average. */
export function averageBlocks(diagram: PhaseDiagram): readonly Block[] {
  const { rules, curvature } = diagram;
  const steps = [...shownSteps(rules.spectrumSteps), ...curvature.derivation];
  return [
    heading("The average of the frame"),
    text(
      "$\\bar w \\propto \\sum_j v_j$ is stationary for every $\\beta$. For one degree, $f = h_p$:",
    ),
    { kind: "steps", steps, from: 1 },
    text(
      "The loss of $f$ is $\\sum_q c_q$ times that of $h_q$, so Hessians add up in the same way. Across the span all terms are positive: the average is a strict minimum where the eigenvalue within the span (multiplicity $k - 1$) is positive, and a strict saddle of index $k - 1$ where it is negative, with",
    ),
    formula(
      `\\lambda_{\\mathrm{within}} = \\sum_{q \\ge 1} c_q\\, \\lambda_{\\mathrm{within}}(h_q), \\qquad m^2 = \\frac{1 + (k-1)\\beta}{k}`,
    ),
    ...(diagram.options.frame === "orthonormal"
      ? [text(`**At $\\beta = 0$** ${atZeroText(diagram)}.`)]
      : resultBlocks(diagram)),
  ];
}

/** What the average of an orthonormal frame is. */
export function atZero({ average }: PhaseDiagram): Phase | "degenerate" | "not decided" {
  switch (average.kind) {
    case "exact":
      return average.thresholds.atZero;
    case "enclosed":
      return average.thresholds.cells[0]?.phase ?? "not decided";
    case "symbolic":
      return average.hasThreshold ? "saddle" : average.degree === 2 ? "degenerate" : "minimum";
    case "not-derived":
      return "not decided";
  }
}

function atZeroText(diagram: PhaseDiagram): string {
  const phase = atZero(diagram);
  const index = diagram.k === undefined ? "k - 1" : `${diagram.k - 1n}`;
  switch (phase) {
    case "saddle":
      return `the average is a strict saddle of index $${index}$`;
    case "minimum":
      return "the average is a strict minimum";
    case "degenerate":
      return "the curvature within the span vanishes at the average";
    case "not decided":
      return "the sign is not decided";
  }
}

/** The number of derivation steps of this section. */
export const averageSteps = ({ rules, curvature }: PhaseDiagram): number =>
  shownSteps(rules.spectrumSteps).length + curvature.derivation.length;

/** Without lines that say nothing. */
const shownSteps = (steps: Derivation): Derivation =>
  steps.filter(({ of, equals }) => of !== equals);

function resultBlocks(diagram: PhaseDiagram): readonly Block[] {
  const { average, pureThreshold } = diagram;
  switch (average.kind) {
    case "not-derived":
      return [text(`**Thresholds:** not derived: ${average.reason}.`)];
    case "symbolic":
      return symbolicBlocks(average, pureThreshold?.status === "proved");
    case "enclosed":
      return enclosedBlocks(average);
    case "exact":
      return exactBlocks(average.thresholds, average.k, diagram.bifurcations);
  }
}

function symbolicBlocks(
  { threshold, hasThreshold }: PhaseDiagram["average"] & { readonly kind: "symbolic" },
  isProved: boolean,
): readonly Block[] {
  const by = isProved ? "proved by the solver for all degrees and all $k$" : "not proved";
  if (!hasThreshold) {
    return [
      text(`**No threshold** (${by}): the average is a minimum for every $\\beta \\in (0, 1)$.`),
    ];
  }
  return [
    text(
      `**Threshold** (${by}): saddle of index $k - 1$ below, minimum above, for every $k \\ge 2$:`,
    ),
    formula(`\\beta_c = ${fractionLatex(threshold)}`),
  ];
}

function exactBlocks(
  thresholds: ExactThresholds,
  k: bigint,
  bifurcations: PhaseDiagram["bifurcations"],
): readonly Block[] {
  const { roots, variable, start, atZero } = thresholds;
  const changes = roots.filter(({ multiplicity }) => multiplicity % 2 === 1);
  const index = `${k - 1n}`;
  const sign = text(
    `For $k = ${k}$ the sign is that of, up to powers of $m > 0$${variable === "m" ? ", with $m \\in [1/\\sqrt{k}, 1)$" : ""}:`,
  );
  const head = [sign, formula(latexOfPolynomial(thresholds.primitive))];
  if (changes.length === 0) {
    const degenerate = atZero === "degenerate" ? " (degenerate at $\\beta = 0$)" : "";
    return [
      ...head,
      text(
        start === "minimum"
          ? `**No threshold:** the average is a minimum for every $\\beta \\in (0, 1)$${degenerate}.`
          : `**No threshold:** the average is a saddle of index ${index} for every $\\beta \\in (0, 1)$.`,
      ),
    ];
  }
  return [
    ...head,
    text(
      changes.length === 1
        ? "**Threshold.** Sturm's theorem gives one sign change in $(0, 1)$:"
        : `**Thresholds.** Sturm's theorem gives ${changes.length} sign changes in $(0, 1)$:`,
    ),
    {
      kind: "table",
      head: ["$\\beta$", "below", "above", "bifurcation", "enclosure", "minimal polynomial"],
      rows: changes.map((root, i) => {
        const point = algebraicPoint(root.beta);
        return [
          valueText(point),
          root.below,
          root.above,
          bifurcations[i] ?? "",
          enclosureText(point),
          minimalText(point),
        ];
      }),
    },
  ];
}

function enclosedBlocks({
  thresholds: { k, cells, thresholds, open },
  basis,
}: PhaseDiagram["average"] & { readonly kind: "enclosed" }): readonly Block[] {
  const means =
    basis === "bound"
      ? "by interval arithmetic with a bound on all higher degrees"
      : "by interval arithmetic; the coefficients' own errors are estimates";
  const lead = text(`For $k = ${k}$ the sign is certain, ${means}, except where said so.`);
  const undecided = open.map(({ from, to }) =>
    text(
      `Not decided: $\\beta \\in [${outwardDecimals(from, from, 8)[0]}, ${outwardDecimals(to, to, 8)[1]}]$, where the coefficients beyond the order may turn the sign.`,
    ),
  );
  if (thresholds.length === 0) {
    const phase = cells.find((cell) => cell.phase !== "not decided")?.phase;
    const index = phase === "saddle" ? ` of index $${k - 1n}$` : "";
    const scope = open.length === 0 ? "for every $\\beta \\in [0, 1)$" : "wherever it is decided";
    return [
      lead,
      text(`**No threshold:** the average is a ${phase}${index} ${scope}.`),
      ...undecided,
    ];
  }
  return [
    lead,
    {
      kind: "table",
      head: ["$\\beta$", "below", "above", "enclosure", "how many"],
      rows: thresholds.map(({ point, below, above, only }) => [
        point.value,
        below,
        above,
        enclosureText(point),
        only ? "exactly one" : "an odd number",
      ]),
    },
    ...undecided,
  ];
}
