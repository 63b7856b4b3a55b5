/**
 * The diagram of a weighted sum over a frame that is written out, as a section.
 */
import * as Q from "../../model/rational.ts";
import type { FrameAverage } from "../../symbolic/phase/frame/frame-average.ts";
import type { FrameDiagram } from "../../symbolic/phase/frame/frame-diagram.ts";
import { escapeDivisor, type FrameEscape } from "../../symbolic/phase/frame/frame-escape.ts";
import type { FrameSlice } from "../../symbolic/phase/frame/frame-slices.ts";
import type { Partition } from "../../symbolic/phase/frame/partitions.ts";
import { algebraicPoint } from "../../symbolic/phase/phase-point.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";
import { type DiagramView, placeText } from "./diagram-view.ts";
import { frameSupports } from "./frame-evidence.ts";
import { frameJson, frameSchema } from "./frame-json.ts";
import { indexText, inLetter, letterOf, shortNumber } from "./frame-words.ts";
import { enclosureText, minimalText, valueText } from "./phase-points.ts";

export const frameView: DiagramView<FrameDiagram> = {
  blocks: (at, diagram) => [
    text(placeText("What follows is the phase diagram of the model", at)),
    ...settingBlocks(diagram),
    ...averageBlocks(diagram),
    ...sliceBlocks(diagram),
    ...typeBlocks(diagram),
    ...allBlocks(diagram),
    ...escapeBlocks(diagram),
  ],
  json: frameJson,
  schema: frameSchema,
  supports: frameSupports,
};

const cellsText = (cells: Partition): string =>
  cells.map((cell) => `{${cell.map((j) => j + 1).join(", ")}}`).join(", ");

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

function sliceBlocks(diagram: FrameDiagram): readonly Block[] {
  const { slices } = diagram;
  return [
    heading("Stationary points with two values of the overlaps"),
    text(
      slices.length === 0
        ? "No partition into two cells is kept by the flow."
        : `On a partition into two cells that the flow keeps, $u = (zt, t)$ with $|w|^2 = u^T A^{-1} u = 1$, and $\\dot z = 0$ is one equation in $z$ once $t$ is eliminated. Partitions that a permutation of the vectors maps to each other, weights and Gram matrix kept, are one row: ${slices.length === 1 ? "there is one class" : `there are ${slices.length} classes`}.`,
    ),
    ...slices.flatMap(({ partition, slice }): readonly Block[] => {
      const title = text(
        `**Cells ${cellsText(partition.cells)}**${partition.size === 1 ? "" : ` and ${partition.size - 1} more like it`}.`,
      );
      return slice.kind === "not-derived"
        ? [title, text(`Not derived: ${slice.reason}.`)]
        : [title, ...oneSlice(slice.value, diagram)];
    }),
  ];
}

function oneSlice(slice: FrameSlice, diagram: FrameDiagram): readonly Block[] {
  const letter = letterOf(diagram);
  const k = diagram.frame.gram.length;
  const isLong = slice.equation.equation.terms.length > 24;
  const equation = isLong
    ? []
    : [formula(`F(z) = ${inLetter(slice.equation.equation, diagram)} = 0`)];
  const norm =
    slice.equation.opposite === undefined
      ? ""
      : " (the norm of $A + \\sqrt N B$, $N = u^T A^{-1} u / t^2$: signs of $A$ and $B$ tell $t > 0$ from $t < 0$)";
  const off = slice.holdsAverage ? ", the average $z = 1$ left out" : "";
  return [
    text(
      `Points in the directions $(z, 1)$${slice.holdsOneCell ? " and $(1, 0)$" : ""}${off}: roots of${norm}`,
    ),
    ...equation,
    ...changeBlocks(slice, letter),
    ...(slice.portraits.every(({ points }) => points.length === 0)
      ? [text("There are no such points.")]
      : [pointTable(slice, diagram, letter, k)]),
  ];
}

function pointTable(slice: FrameSlice, diagram: FrameDiagram, letter: string, k: number): Block {
  return {
    kind: "table",
    head: [
      ...(diagram.frame.letter === undefined ? [] : [`$${letter}$`]),
      "$z$",
      "overlaps",
      "loss / scale",
      "Morse index",
    ],
    rows: slice.portraits.flatMap(({ at, points }) =>
      points.map(({ z, index }) => [
        ...(diagram.frame.letter === undefined ? [] : [shortNumber(at)]),
        z === undefined ? "$\\infty$" : shortNumber(algebraicPoint(z).value),
        cellOverlaps(slice, index.overlaps),
        shortNumber(index.loss),
        indexText(index, k),
      ]),
    ),
  };
}

const cellOverlaps = (
  { cells }: FrameSlice,
  overlaps: FrameSlice["portraits"][number]["points"][number]["index"]["overlaps"],
): string => cells.map((cell) => shortNumber(overlaps[cell[0]!]!)).join(", ");

function changeBlocks({ counts }: FrameSlice, letter: string): readonly Block[] {
  if (counts === undefined) return [];
  const { changes, counts: numbers } = counts;
  if (changes.length === 0) {
    return [text(`There are ${numbers[0]} for every value of $${letter}$.`)];
  }
  return [
    text(
      `Their number changes only where the discriminant of $F$ in $z$, its value at $z = 1$ or its leading coefficient vanishes; between these values Sturm chains count:`,
    ),
    {
      kind: "table",
      head: [`$${letter}$`, "enclosure", "points before", "after", "minimal polynomial"],
      rows: changes.map((change, i) => {
        const point = algebraicPoint(change);
        const { length } = change.minimalPolynomial;
        return [
          valueText(point),
          enclosureText(point),
          `${numbers[i]}`,
          `${numbers[i + 1]}`,
          length > 8 ? `of degree ${length - 1}` : minimalText(point, letter),
        ];
      }),
    },
  ];
}

function typeBlocks({ types, frame }: FrameDiagram): readonly Block[] {
  if (types === undefined) return [];
  const head = heading("All stationary points, by support");
  if (types.kind === "not-derived") return [head, text(`Not derived: ${types.reason}.`)];
  const total = types.value.reduce((sum, { points }) => sum + points, 0n);
  return [
    head,
    text(
      "Over an orthonormal frame $\\dot u_j = p u_j (\\omega_j u_j^{p-2} - R)$: on its support a point has $|u_j|$ proportional to $\\omega_j^{-1/(p-2)}$.",
    ),
    {
      kind: "table",
      head: ["vectors of weight", "points", "loss / scale", "Morse index"],
      rows: types.value.map(({ support, points, index }) => [
        support
          .filter(({ count }) => count > 0)
          .map(({ weight, count }) => `${count} of ${Q.formatRational(weight)}`)
          .join(", "),
        `${points}`,
        shortNumber(index.loss),
        indexText(index, frame.gram.length),
      ]),
    },
    text(
      `In all ${total} points that are not orthogonal to the frame. The loss and the index are those of the point with positive overlaps.`,
    ),
  ];
}

function allBlocks(diagram: FrameDiagram): readonly Block[] {
  const { all, frame } = diagram;
  const head = heading("All stationary points in the span");
  if (all === undefined) {
    return [
      head,
      text(
        `At one value of $${letterOf(diagram)}$ they are enclosed: \`--set ${frame.letter?.name}=value\`.`,
      ),
    ];
  }
  if (all.kind === "not-derived") return [head, text(`Not derived: ${all.reason}.`)];
  const { points, upToSign } = all.value;
  return [
    head,
    text(
      `Zeros of $\\sum_j A_{ij} \\omega_j g'(u_j) = R u_i$, enclosed by interval arithmetic, each box with exactly one and no box left that may hold another [Moore2009, Ch. 8]: ${points.length} points${upToSign ? " up to sign" : ""}.`,
    ),
    {
      kind: "table",
      head: ["overlaps", "loss / scale", "Morse index"],
      rows: points.map((point) => [
        point.overlaps.map(shortNumber).join(", "),
        shortNumber(point.loss),
        indexText(point, frame.gram.length),
      ]),
    },
  ];
}

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
