/**
 * The law of escape in words.
 */
import { formatRational } from "../../model/rational.ts";
import type { EscapeLaw } from "../../symbolic/phase/escape.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";

/** The section on escape. */
export function escapeBlocks({ escapeTime }: PhaseDiagram): readonly Block[] {
  const head = heading("Escape from the equator for one ridge function");
  if (escapeTime.kind === "not-derived") return [head, text(`Not derived: ${escapeTime.reason}.`)];
  const law = escapeTime.value;
  const s = law.degree;
  return [
    head,
    text(
      `For $k = 1$, $u = \\langle w, v \\rangle$ and a start $u(0) = \\gamma d^{-1/2}$, $\\gamma > 0$: the lowest degree with a weight is $s = ${s}$, and for $h_{${s}}$ the derived flow is $\\dot u = ${rateLatex(law)}$. So the time to a fixed height is, as $d \\to \\infty$,`,
    ),
    formula(escapeLatex(law)),
    text(reasons[law.kind]),
  ];
}

/** The law as a formula. */
export function escapeLatex({ kind, degree: s, divisor, exponent, weight }: EscapeLaw): string {
  const c = `c_{${s}}`;
  const value = weight.latex === undefined ? "" : `, \\qquad ${c} = ${weight.latex}`;
  switch (kind) {
    case "bounded":
      return `T = O(1)${value}`;
    case "logarithm":
      return `T \\sim \\frac{\\log d}{${formatRational(divisor)}\\, ${c}}${value}`;
    case "power": {
      const power = formatRational(exponent);
      const start = s === 3 ? "\\gamma" : `\\gamma^{${s - 2}}`;
      return `T \\sim \\frac{d^{${power}}}{${formatRational(divisor)}\\, ${start}\\, ${c}}${value}`;
    }
  }
}

/** The law as text of the spec language. */
export function escapeText({ kind, degree: s, divisor, exponent }: EscapeLaw): string {
  const factor = formatRational(divisor);
  switch (kind) {
    case "bounded":
      return "1";
    case "logarithm":
      return `log(d)/(${factor}*c[2])`;
    case "power":
      return `d^(${formatRational(exponent)})/(${factor}*gamma^${s - 2}*c[${s}])`;
  }
}

const rateLatex = ({ rate }: EscapeLaw): string => latexOfPolynomial(rate).replaceAll("t", "u");

const reasons: Readonly<Record<EscapeLaw["kind"], string>> = {
  bounded: "The drift at the equator does not vanish: there is no saddle to escape from.",
  logarithm:
    "The integral of $du/\\dot u$ from $u(0)$ is $\\log(1/u(0))$ over the rate of the linear term, up to a bounded amount.",
  power:
    "The integral of $du/\\dot u$ from $u(0)$ is led by its lower end; terms of higher degree change it by a lower order.",
};
