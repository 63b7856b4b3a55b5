/**
 * Stationary points of a link of several degrees in the open positive cone, slice by slice.
 */
import type { AlgebraicNumber } from "../../symbolic/exact/algebraic-number.ts";
import { formatPolynomial } from "../../symbolic/exact/text.ts";
import { lastOf, type MixtureSlice } from "../../symbolic/phase/mixture-fold.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { algebraicPoint } from "../../symbolic/phase/phase-point.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";
import { type Block, formula, text } from "../document-blocks.ts";
import { enclosureText, minimalText, valueText } from "./phase-points.ts";

/** The section's blocks. */
export function mixtureBlocks(slices: readonly MixtureSlice[], k: bigint): readonly Block[] {
  const [first] = slices;
  if (first === undefined) return [];
  const shown = k - 1n > BigInt(slices.length) ? ` The first ${slices.length} slices:` : "";
  return [
    text(
      "With all $u_j > 0$ a stationary point has at most two values of $u_j$, since $(1-\\beta) \\sum_q q c_q u^{q-1} - \\mu u + \\mathrm{const}$ is strictly convex on $u > 0$: $l$ overlaps are $z t$ and $k - l$ are $t$, and $z > 1$ suffices. On the slice the sphere is $t^2 N(z, \\beta) = 1$, which takes $t$ out of $\\dot z = 0$. Points off the average are the roots $z > 1$ of a polynomial (with degrees of both parities, of a norm $A^2 - N B^2$ at which $A$ and $B$ do not have the same sign); for $l = 1$:",
    ),
    formula(`F_1(z, \\beta) = ${latexOfPolynomial(first.equation)}`),
    text(
      `Their number changes only where the discriminant of $F_l$ in $z$, $F_l(1, \\beta)$ or the leading coefficient vanishes; between these values Sturm chains count.${shown}`,
    ),
    {
      kind: "table",
      head: ["$l$", "points off the average", "at $\\beta$", "enclosure", "minimal polynomial"],
      rows: slices.flatMap(({ l, changes, counts }) =>
        changes.length === 0
          ? [[`${l}`, `${counts[0]} for every $\\beta \\in (0, 1)$`, "", "", ""]]
          : changes.map((change, i) => [
              `${l}`,
              `${counts[i]} before, ${counts[i + 1]} after`,
              valueText(algebraicPoint(change)),
              enclosureText(algebraicPoint(change)),
              shortMinimal(change),
            ]),
      ),
    },
    ...foldText(slices, k),
  ];
}

function foldText(slices: readonly MixtureSlice[], k: bigint): readonly Block[] {
  const isWhole = k - 1n === BigInt(slices.length);
  const [first] = slices;
  const last = first && lastOf(first);
  if (last === undefined) return [];
  const scope = isWhole ? "" : " of the slice $l = 1$";
  return [
    text(
      `**Fold${scope} for $k = ${k}$:** no stationary point off the average beyond $\\beta_f = ${algebraicPoint(last).value}$ there.`,
    ),
  ];
}

/** A polynomial of a high degree says nothing to a reader; the JSON has it. */
const shortMinimal = (root: AlgebraicNumber): string =>
  root.minimalPolynomial.length > 8
    ? `of degree ${root.minimalPolynomial.length - 1}`
    : minimalText(algebraicPoint(root));

/** The slices as data. */
export function mixtureJson({ mixture }: PhaseDiagram) {
  if (mixture === undefined) return {};
  if (mixture.kind === "not-derived") return { mixtureNotDerived: mixture.reason };
  return {
    mixtureSlices: mixture.value.map(({ l, equation, changes, counts }) => ({
      l: Number(l),
      equation: formatPolynomial(equation),
      latex: `F_{${l}}(z, \\beta) = ${latexOfPolynomial(equation)}`,
      counts,
      changes: changes.map((change) => {
        const { exact, value, enclosure, irreducible } = algebraicPoint(change);
        return {
          ...(exact === undefined ? {} : { exact }),
          value,
          enclosure,
          coefficients: change.minimalPolynomial.map(String),
          irreducible: irreducible === "shown",
        };
      }),
    })),
  };
}
