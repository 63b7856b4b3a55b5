/**
 * The diagram of a weighted sum over a frame that is written out, as a section.
 */
import * as Q from "../../model/rational.ts";
import type { FrameAverage } from "../../symbolic/phase/frame/frame-average.ts";
import type { FrameDiagram } from "../../symbolic/phase/frame/frame-diagram.ts";
import { escapeDivisor, type FrameEscape } from "../../symbolic/phase/frame/frame-escape.ts";
import { algebraicPoint } from "../../symbolic/phase/phase-point.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";
import { type DiagramView, placeText } from "./diagram-view.ts";
import { frameSupports } from "./frame-evidence.ts";
import { frameJson, frameSchema } from "./frame-json.ts";
import { pointBlocks } from "./frame-points.ts";
import { cellsText, indexText, inLetter, letterOf, shortNumber } from "./frame-words.ts";
import { enclosureText, minimalText, valueText } from "./phase-points.ts";

export const frameView: DiagramView<FrameDiagram> = {
  blocks: (at, diagram) => [
    text(placeText("What follows is the phase diagram of the model", at)),
    ...settingBlocks(diagram),
    ...averageBlocks(diagram),
    ...pointBlocks(diagram),
    ...escapeBlocks(diagram),
  ],
  json: frameJson,
  schema: frameSchema,
  supports: frameSupports,
};

function settingBlocks(diagram: FrameDiagram): readonly Block[] {
  const { link, frame, coarsest } = diagram;
  const rows = frame.gram.map((row) => row.map((a) => inLetter(a, diagram)).join(" & "));
  const weights = frame.weights.map(Q.formatRational).join(", ");
  const { letter } = frame;
  const moved =
    letter === undefined
      ? ""
      : ` The vectors are a frame for $${Q.formatRational(letter.lower)} < ${letterOf(diagram)} < ${boundText(letter.upper)}$, all of which is looked at.`;
  const cells =
    coarsest.length === 1
      ? "Rows of the Gram matrix have equal sums and weights are equal: equal overlaps stay equal under the flow."
      : `The coarsest partition that the flow keeps has ${coarsest.length} cells, ${cellsText(coarsest)}: overlaps that are equal on each cell stay so.`;
  return [
    heading("Setting"),
    text(
      `Input $x \\sim N(0, I_d)$; link $f$: \`${link}\`; teacher $\\sum_{j=1}^{${frame.gram.length}} \\omega_j f(\\langle v_j, x \\rangle)$ with unit vectors, $d > k = ${frame.gram.length}$, weights $\\omega = (${weights})$ and Gram matrix`,
    ),
    formula(`A = \\begin{pmatrix} ${rows.join(" \\\\ ")} \\end{pmatrix}`),
    text(
      `Student $f(\\langle w, x \\rangle)$ with $|w| = 1$; correlation loss without a factor $\\frac12$; gradient flow on the sphere.${moved} With $f = \\sum_q a_q h_q$ and $u_j = \\langle w, v_j \\rangle$,`,
    ),
    formula(
      "L = -\\sum_j \\omega_j g(u_j), \\quad g(u) = \\sum_q a_q^2\\, u^q, \\qquad \\dot u_i = \\sum_j A_{ij}\\, \\omega_j g'(u_j) - u_i \\sum_j \\omega_j g'(u_j)\\, u_j",
    ),
    text(
      `A partition is equitable if weights are equal on its cells and the entries of $A$ from a vector to each cell have a sum that depends on its own cell alone; the flow keeps overlaps equal on the cells [Godsil2001, Sec. 9.3]. ${cells}`,
    ),
  ];
}

function boundText(upper: Q.Rational): string {
  return upper.den < 10n ** 6n ? Q.formatRational(upper) : `${shortNumber(upper)}`;
}

function averageBlocks(diagram: FrameDiagram): readonly Block[] {
  const head = heading("The average");
  if (diagram.average.kind === "not-derived") {
    return [head, text(`Not derived: ${diagram.average.reason}.`)];
  }
  const average = diagram.average.value;
  const letter = letterOf(diagram);
  const k = diagram.frame.gram.length;
  return [
    head,
    text(
      `With the row sum $\\rho = ${inLetter(average.rowSum, diagram)}$ all overlaps of $\\sum_j v_j$ are $m = \\sqrt{\\rho/${k}}$. The Hessian on the sphere is $\\lambda - \\sum_j \\omega_j g''(u_j) v_j v_j^T$ with $\\lambda = \\sum_j \\omega_j u_j g'(u_j)$ [Absil2008, Sec. 5.4.1]: $\\lambda > 0$ across the span, $d - ${k}$ times, and for each eigenvalue $\\mu$ of $A$ across $(1, \\dots, 1)$ one of the sign of`,
    ),
    formula("\\rho \\sum_q q c_q m^q - \\mu \\sum_q q (q-1) c_q m^q, \\qquad c_q = a_q^2"),
    text(
      `These $\\mu$ are the roots of $\\chi(x) = \\det(x - A)/(x - \\rho) = ${inLetter(average.others, diagram)}$.`,
    ),
    ...(average.critical === undefined
      ? []
      : [
          text(
            `For one degree the average descends in the directions with $\\mu > ${inLetter(average.critical, diagram)}$.`,
          ),
        ]),
    ...(average.eigenvalues === undefined ? [] : [eigenvalueTable(average)]),
    indexTable(average, letter, k),
    ...thresholdBlocks(average, letter),
  ];
}

const eigenvalueTable = ({ eigenvalues = [] }: FrameAverage): Block => ({
  kind: "table",
  head: ["$\\mu$", "enclosure", "multiplicity"],
  rows: eigenvalues.map(({ value, multiplicity }) => [
    valueText(algebraicPoint(value)),
    enclosureText(algebraicPoint(value)),
    `${multiplicity}`,
  ]),
});

function indexTable({ thresholds, cells }: FrameAverage, letter: string, k: number): Block {
  const end = (i: number): string => algebraicPoint(thresholds[i]!).value.slice(0, 14);
  const range = (i: number): string =>
    thresholds.length === 0
      ? "everywhere"
      : i === 0
        ? `$${letter} < ${end(0)}$`
        : i === thresholds.length
          ? `$${letter} > ${end(i - 1)}$`
          : `$${end(i - 1)} < ${letter} < ${end(i)}$`;
  return {
    kind: "table",
    head: ["where", "Morse index of the average"],
    rows: cells.map(({ index }, i) => [range(i), indexText(index, k)]),
  };
}

const thresholdBlocks = ({ thresholds }: FrameAverage, letter: string): readonly Block[] =>
  thresholds.length === 0
    ? []
    : [
        text(
          `Its index changes at these values of $${letter}$, roots of a polynomial isolated exactly:`,
        ),
        {
          kind: "table",
          head: ["value", "enclosure", "minimal polynomial"],
          rows: thresholds.map((root) => {
            const point = algebraicPoint(root);
            return [valueText(point), enclosureText(point), minimalText(point, letter)];
          }),
        },
      ];

function escapeBlocks(diagram: FrameDiagram): readonly Block[] {
  const head = heading("Escape");
  const { escapeLaw } = diagram;
  if (escapeLaw.kind === "not-derived") return [head, text(`Not derived: ${escapeLaw.reason}.`)];
  return [head, ...escapeText(escapeLaw.value, diagram)];
}

function escapeText(law: FrameEscape, diagram: FrameDiagram): readonly Block[] {
  switch (law.kind) {
    case "bounded":
      return [text("The lowest degree is 1: overlaps leave $d^{-1/2}$ in bounded time.")];
    case "logarithm": {
      const c = law.weight.latex ?? shortNumber(law.weight.enclosure);
      const rate = law.rate === undefined ? "" : `, $\\mu = ${algebraicPoint(law.rate).value}$`;
      return [
        text(
          `Near $u = 0$ the flow is linear, $\\dot u = 2 c_2 A\\, \\mathrm{diag}(\\omega)\\, u$ with $c_2 = ${c}$, and grows along the greatest eigenvalue $\\mu$ of $A\\, \\mathrm{diag}(\\omega)$${rate}: from a start with a part of size $d^{-1/2}$ there,`,
        ),
        formula("T \\sim \\frac{\\log d}{4 c_2\\, \\mu}"),
      ];
    }
    case "power": {
      const { degree: s, weight, pull } = law;
      const c = weight.latex ?? shortNumber(weight.enclosure);
      const order = Q.formatRational(Q.rational(BigInt(s - 2), 2n));
      const along =
        pull === undefined
          ? text(
              `The lowest degree is ${s}: from overlaps of size $d^{-1/2}$ the time is of the order $d^{${order}}$. Rows weigh differently, so that no start stays along $(1, \\dots, 1)$ and the constant depends on the start.`,
            )
          : text(
              `Equal overlaps $u = r$ stay equal, $\\dot r = ${s} c_{${s}} \\kappa\\, r^{${s - 1}}(1 + o(1))$ with $c_{${s}} = ${c}$ and $\\kappa = \\sum_j A_{ij} \\omega_j = ${inLetter(pull, diagram)}$: from $r(0) = \\gamma d^{-1/2}$`,
            );
      const time = `T \\sim \\frac{d^{${order}}}{${Q.formatRational(escapeDivisor(s))}\\, c_{${s}}\\, \\kappa\\, ${s === 3 ? "\\gamma" : `\\gamma^{${s - 2}}`}}`;
      return pull === undefined ? [along] : [along, formula(time)];
    }
  }
}
