/**
 * Stationary points in words: branches and folds in the positive cone, types over an orthonormal
 * frame.
 */
import type { FixedPoints } from "../../symbolic/phase/fixed-points.ts";
import type { SliceFold } from "../../symbolic/phase/fold.ts";
import { fractionLatex, fractionText } from "../../symbolic/phase/fraction.ts";
import type { OrthonormalPoints } from "../../symbolic/phase/orthonormal-points.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { algebraicPoint } from "../../symbolic/phase/phase-point.ts";
import type { SymbolicFold } from "../../symbolic/phase/symbolic-fold.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";
import { coneFoldBlocks } from "./phase-cone.ts";
import { mixtureBlocks } from "./phase-mixture.ts";
import { enclosureText, minimalText, valueText } from "./phase-points.ts";

/** The sections on stationary points. @param from the number of the next step */
export function fixedPointBlocks(diagram: PhaseDiagram, from: number): readonly Block[] {
  const { fixedPoints, orthonormal, options } = diagram;
  const cone =
    options.frame === "orthonormal"
      ? []
      : [
          heading("Other stationary points in the open positive cone"),
          ...(fixedPoints.kind === "derived"
            ? coneBlocks(fixedPoints.value, diagram, from)
            : mixtureOrReason(diagram, fixedPoints.reason)),
        ];
  return [
    ...cone,
    heading("Stationary points over an orthonormal frame"),
    ...(orthonormal.kind === "derived"
      ? orthonormalBlocks(orthonormal.value)
      : [text(`Not derived: ${orthonormal.reason}.`)]),
  ];
}

function mixtureOrReason({ mixture, cone, k }: PhaseDiagram, reason: string): readonly Block[] {
  if (k === undefined) return [text(`Not derived: ${reason}.`)];
  if (mixture?.kind === "derived") return mixtureBlocks(mixture.value, k);
  if (cone?.kind === "derived") return coneFoldBlocks(cone.value, k);
  return [text(`Not derived: ${cone?.reason ?? mixture?.reason ?? reason}.`)];
}

/** beta_f for symbolic k, as text and as LaTeX. */
export function foldLaw({ inRoot, radicand }: SymbolicFold): {
  readonly exact: string;
  readonly latex: string;
} {
  const root = latexOfPolynomial(radicand);
  return {
    exact: fractionText(inRoot).replace(/\br\b/g, `sqrt(${root})`),
    latex: `\\beta_f = ${fractionLatex(inRoot).replace(/\br\b/g, `\\sqrt{${root}}`)}`,
  };
}

function coneBlocks(points: FixedPoints, diagram: PhaseDiagram, from: number): readonly Block[] {
  const { branch, symbolic, folds } = points;
  const p = branch.degree;
  const steps = [
    ...diagram.rules.flowSteps.slice(1),
    ...branch.derivation,
    ...(symbolic?.derivation ?? []),
  ];
  return [
    text(
      `With all $u_j > 0$ a stationary point has at most two values of $u_j$, for $(1-\\beta) u^{${p - 1}} - \\mu u + \\mathrm{const}$ is strictly convex on $u > 0$. So it lies on a slice: $l$ overlaps are $z t$, the other $k - l$ are $t$; and the slice $l$ at $z$ is the slice $k - l$ at $1/z$, so that $z > 1$ suffices. For $f = h_{${p}}$:`,
    ),
    { kind: "steps", steps, from },
    text(
      `**Branch.** For every $z > 1$ and $1 \\le l \\le k - 1$ there is one such point, at $\\beta = \\beta_l(z)$:`,
    ),
    formula(`\\beta_l(z) = ${fractionLatex(branch.beta)}`),
    text(
      "**Stability on $z > 1$.** The $l - 1$ antisymmetric directions among the large overlaps are unstable, the $k - l - 1$ among the small ones stable (the signs of the two rates above), the $d - k$ across the span stable, and the direction of the slice stable exactly where $\\beta_l'(z) < 0$, since $\\dot z$ is a positive multiple of $(z - 1)(\\beta_l(z) - \\beta)$. So the index is $l - 1$, plus 1 where $\\beta_l' > 0$; attractors other than the average have $l = 1$.",
    ),
    text(
      "**The last branch is $l = 1$:** for $z > 1$ this is $(l - 1)(z - 1)$ times positive polynomials,",
    ),
    formula(`\\beta_1(z) - \\beta_l(z) = ${fractionLatex(points.last)}`),
    text(
      `**Bifurcation at $\\beta_c$** on the slice $l = 1$: ${points.bifurcation.two} for $k = 2$, ${points.bifurcation.more} for every $k \\ge 3$ (where the average is no minimum at $\\beta_c$ itself).`,
    ),
    ...(symbolic === undefined ? [] : lawBlocks(symbolic)),
    ...foldBlocks(folds, diagram),
  ];
}

function lawBlocks(symbolic: SymbolicFold): readonly Block[] {
  const proved = symbolic.proofs.every(({ status }) => status === "proved");
  return [
    text(
      `**Fold, for every $k \\ge 2$ and every slice** (${proved ? "proved" : "not proved"} by the solver): stationary points off the average exist in the open positive cone for every $0 < \\beta < \\beta_f$ (for $k \\ge 3$ at $\\beta_f$ too) and for no greater $\\beta$,`,
    ),
    formula(foldLaw(symbolic).latex),
  ];
}

function foldBlocks(folds: readonly SliceFold[], { k }: PhaseDiagram): readonly Block[] {
  const [first] = folds;
  if (first === undefined || k === undefined) return [];
  const end =
    first.z === undefined
      ? "it is the threshold itself: the branch ends at the average"
      : `it is attained at $z = ${shortDecimal(algebraicPoint(first.z).value)}$; for $\\beta_c < \\beta < \\beta_f$ the average and the points with one large overlap both attract`;
  const shown = k - 1n > BigInt(folds.length) ? `; the first ${folds.length} slices` : "";
  return [
    text(`**Fold for $k = ${k}$:** $\\beta_f = \\sup_{z>1} \\beta_1(z)$; ${end}${shown}.`),
    {
      kind: "table",
      head: [
        "$l$",
        "$\\sup_{z>1} \\beta_l$",
        "extrema on $z > 1$",
        "enclosure",
        "minimal polynomial",
      ],
      rows: folds.map(({ l, beta, extrema }) => {
        const point = algebraicPoint(beta);
        return [`${l}`, valueText(point), `${extrema}`, enclosureText(point), minimalText(point)];
      }),
    },
  ];
}

function orthonormalBlocks(points: OrthonormalPoints): readonly Block[] {
  const { degree, k, types, total, totalUpToSign } = points;
  const isOdd = degree % 2 === 1;
  const signs = isOdd ? "with one sign (as $p$ is odd)" : "with any signs (as $p$ is even)";
  const opposite = isOdd
    ? " The index is that of the point with positive overlaps; its opposite has index $d - l$."
    : "";
  return [
    text(
      `For $f = h_{${degree}}$ and $\\beta = 0$: $u_i^{${degree - 1}}$ is a multiple of $u_i$, so $l$ of the overlaps are $\\pm 1/\\sqrt{l}$, ${signs}, and the rest 0. Off the orthogonal complement of the span (where $w$ is stationary too, if $d > k$) there are ${total} such points for $k = ${k}$, ${totalUpToSign} up to sign.${opposite}`,
    ),
    {
      kind: "table",
      head: ["$l$", "points", "up to sign", "index"],
      rows: types.map((type) => [
        `${type.l}`,
        `${type.count}`,
        `${type.upToSign}`,
        `${type.index}`,
      ]),
    },
  ];
}

const shortDecimal = (value: string): string => value.slice(0, 14);
