/**
 * The saddles of a subspace that learns several projections, as a section and as data.
 */
import { formatScalar, latexOfScalar } from "../../symbolic/links/closed-form-text.ts";
import type {
  SaddleDiagram,
  SaddleSequence,
  SaddleTime,
} from "../../symbolic/phase/saddle-sequence.ts";
import { formatTerm, latexOfTerm } from "../../symbolic/term/format.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";
import type { DiagramView } from "./diagram-view.ts";
import { listOf, object } from "./schema-words.ts";

const integer = { type: "integer" } as const;
const words = { type: "string" } as const;

export const saddleView: DiagramView<SaddleDiagram> = {
  blocks: (at, { sequence }) => [
    ...(at === "" ? [] : [text(`At \`${at}\`; \`--set name=value\` chooses other values.`)]),
    ...saddleBlocks(sequence),
  ],
  json: ({ sequence }) => saddleJson(sequence),
  schema: {
    properties: {
      link: words,
      explained: words,
      leaps: listOf(integer),
      saddles: listOf(
        object(
          {
            exponent: integer,
            directions: integer,
            order: object({ power: integer, log: integer }),
            weight: words,
            factor: words,
            freedom: integer,
            latex: words,
          },
          ["weight", "factor", "freedom"],
        ),
      ),
      blind: integer,
    },
    optional: ["explained"],
  },
  supports: () => [],
};

/** The leap sequence and the predicted times. */
function saddleBlocks({ link, explained, saddles, blind }: SaddleSequence): readonly Block[] {
  const leaps = leapsOf(saddles).join(", ");
  return [
    heading("Saddles"),
    text(
      `Link $f$: \`${link}\`, learned infinitely faster than its subspace. Let $V$ be the directions learned so far. The next (relative) information exponent is the least degree $s \\ge 1$, in the directions not in $V$, of a Hermite coefficient of $f$ in a basis of $V$ and of its complement; it does not depend on the basis [bietti2023, §3.4].`,
    ),
    ...(explained === undefined
      ? []
      : [
          text(
            "With $G = M M^\\top$, $M = V^\\top W$, the loss is $c\\,(\\lVert f \\rVert^2 - l(G))$ without a penalty, where",
          ),
          formula(`l(G) = \\langle A_G f, f \\rangle = ${latexOfTerm(explained)}`),
        ]),
    text(
      saddles.length === 0 ? "The link is constant: nothing is learned." : `**Leaps:** ${leaps}.`,
    ),
    ...(saddles.length === 0
      ? []
      : [
          {
            kind: "table" as const,
            head: ["saddle", "exponent $s$", "directions learned", "time from the saddle before"],
            rows: saddles.map((saddle, i) => [
              `${i + 1}`,
              `${saddle.exponent}`,
              `${saddle.directions}`,
              `$${timeLatex(saddle)}$`,
            ]),
          },
          text(
            "From a random subspace, as $d \\to \\infty$; $\\xi/d$ is the squared length of what the overlaps of the next direction have across those learned, and $\\xi \\sim \\chi^2$ with as many degrees of freedom as columns are left. The whole time has the largest of these orders.",
          ),
          formula(totalLatex(saddles)),
        ]),
    ...(blind === 0
      ? []
      : [text(`The link does not depend on ${blind} of its directions, which are never learned.`)]),
  ];
}

/** The same as data. */
const saddleJson = ({ link, explained, saddles, blind }: SaddleSequence) => ({
  link,
  ...(explained && { explained: formatTerm(explained) }),
  leaps: leapsOf(saddles),
  saddles: saddles.map((saddle) => ({
    exponent: saddle.exponent,
    directions: saddle.directions,
    order: { power: saddle.exponent - 1, log: saddle.exponent === 1 ? 1 : 0 },
    ...(saddle.weight && { weight: formatScalar(saddle.weight) }),
    ...(saddle.factor && { factor: formatScalar(saddle.factor) }),
    ...(saddle.freedom !== undefined && { freedom: saddle.freedom }),
    latex: timeLatex(saddle),
  })),
  blind,
});

const leapsOf = (saddles: readonly SaddleTime[]): readonly number[] =>
  saddles.flatMap(({ exponent, directions }) => Array.from({ length: directions }, () => exponent));

const power = (base: string, n: number): string => (n === 1 ? base : `${base}^{${n}}`);

const orderLatex = (s: number): string => (s === 1 ? "\\log d" : power("d", s - 1));

function timeLatex({ exponent: s, directions, factor, freedom }: SaddleTime): string {
  if (factor === undefined) return `\\Theta(${orderLatex(s)})`;
  const scale = formatScalar(factor) === "1" ? "" : `${latexOfScalar(factor)}\\,`;
  if (s === 1) return `${scale}\\log d`;
  const law =
    freedom !== undefined && directions === 1 ? `,\\ \\xi \\sim \\chi^2_{${freedom}}` : "";
  return `${scale}${power("d", s - 1)}/${power("\\xi", s - 1)}${law}`;
}

function totalLatex(saddles: readonly SaddleTime[]): string {
  return `T = \\Theta(${orderLatex(Math.max(...saddles.map(({ exponent }) => exponent)))})`;
}
