/**
 * The stationary points of a frame's diagram: with two values of the overlaps, by support, and all.
 */
import * as Q from "../../model/rational.ts";
import type { FrameDiagram } from "../../symbolic/phase/frame/frame-diagram.ts";
import type { FrameSlice } from "../../symbolic/phase/frame/frame-slices.ts";
import { algebraicPoint } from "../../symbolic/phase/phase-point.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";
import { cellsText, indexText, inLetter, letterOf, shortNumber } from "./frame-words.ts";
import { enclosureText, minimalText, valueText } from "./phase-points.ts";

/** The sections. */
export const pointBlocks = (diagram: FrameDiagram): readonly Block[] => [
  ...sliceBlocks(diagram),
  ...typeBlocks(diagram),
  ...allBlocks(diagram),
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
