/**
 * The phase diagram of a link as a section of a paper: setting, coefficients, assumptions, numbered
 * derivation, results, numbers, references.
 */
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { type DocumentFormat, documentOf } from "../document.ts";
import { type Block, formula, heading, text, withReferences } from "../document-blocks.ts";
import { averageBlocks, averageSteps } from "./phase-average.ts";
import { coefficientBlocks } from "./phase-coefficients.ts";
import { escapeBlocks } from "./phase-escape.ts";
import { fixedPointBlocks } from "./phase-fixed-points.ts";

/** The document of a diagram. @param link as the user wrote it */
export const phaseDocument = (
  link: string,
  diagram: PhaseDiagram,
  format: DocumentFormat,
): Promise<string> => documentOf(phaseBlocks(link, diagram), format);

/** The document as blocks. */
export const phaseBlocks = (link: string, diagram: PhaseDiagram): readonly Block[] =>
  withReferences([
    { kind: "title", text: `Phase diagram of the link \`${link}\`` },
    ...phaseSections(link, diagram),
  ]);

/** The sections of a diagram, without title and references. */
export function phaseSections(link: string, diagram: PhaseDiagram): readonly Block[] {
  return [
    ...settingBlocks(link, diagram),
    ...coefficientBlocks(diagram),
    ...assumptionBlocks(diagram),
    ...averageBlocks(diagram),
    ...fixedPointBlocks(diagram, averageSteps(diagram) + 1),
    ...escapeBlocks(diagram),
    ...accountBlocks(diagram),
  ];
}

function settingBlocks(link: string, { options, k }: PhaseDiagram): readonly Block[] {
  const count = k === undefined ? "$k \\ge 2$" : `$k = ${k}$`;
  const frame =
    options.frame === "orthonormal"
      ? "orthonormal: $\\langle v_i, v_j \\rangle = \\delta_{ij}$"
      : "equiangular: $\\langle v_i, v_j \\rangle = \\beta$ for $i \\ne j$, $0 \\le \\beta < 1$";
  return [
    heading("Setting"),
    text(
      `Input $x \\sim N(0, I_d)$; link $f$: \`${link}\`; teacher $\\sum_{j=1}^{k} f(\\langle v_j, x \\rangle)$ with ${count} unit vectors, ${frame}; $d > k$; student $f(\\langle w, x \\rangle)$ with $|w| = 1$; correlation loss $L(w) = -\\mathbb{E}\\, f(\\langle w, x \\rangle) \\sum_j f(\\langle v_j, x \\rangle)$, without a factor $\\frac12$; gradient flow on the sphere.`,
    ),
    text(
      "With $f = \\sum_q a_q h_q$ in orthonormal Hermite polynomials and $u_j = \\langle w, v_j \\rangle$,",
    ),
    formula("L = -\\sum_{j=1}^{k} \\sum_{q \\ge 0} c_q\\, u_j^q, \\qquad c_q = a_q^2"),
  ];
}

function assumptionBlocks({ assumptions }: PhaseDiagram): readonly Block[] {
  const violated = assumptions.filter(({ status }) => status === "violated");
  const summary =
    violated.length === 0
      ? "None of the standing assumptions of [simsek2025] is known to be violated."
      : `The link violates ${violated.map(({ name }) => name).join(", ")} of [simsek2025]. Nothing below rests on it.`;
  return [
    heading("Assumptions of the literature"),
    text(summary),
    {
      kind: "list",
      items: assumptions.map(
        ({ name, statement, status, reason }) =>
          `${name} (${statement}): **${status}** — ${reason}.`,
      ),
    },
  ];
}

function accountBlocks({ cas, weights }: PhaseDiagram): readonly Block[] {
  const basis = {
    exact: "Every coefficient is exact.",
    bound: "Coefficients are enclosed by proved bounds.",
    estimate:
      "Coefficients come from quadrature; their errors are estimates, and so is what rests on them.",
  }[weights.basis];
  return [
    heading("How this was checked"),
    text(
      `${basis} A computer algebra system was asked ${cas.asked} times; ${cas.kept} answers passed the exact check and were used, ${cas.dropped} ${cas.dropped === 1 ? "was" : "were"} dropped.`,
    ),
  ];
}
