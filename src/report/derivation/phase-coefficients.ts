/**
 * The Hermite coefficients of a link as a table, with what follows from them.
 */
import type { Weight } from "../../symbolic/phase/link-weights.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { type Block, formula, heading, text } from "../document-blocks.ts";

/** The section on coefficients. */
export function coefficientBlocks({ weights, options }: PhaseDiagram): readonly Block[] {
  const { expansion } = weights;
  const last = Math.max(options.order, expansion.polynomialDegree ?? 0);
  const shown = weights.weights.filter(({ degree, sign }) => sign !== "zero" && degree <= last);
  const [constant] = expansion.coefficients;
  const { value, seen, decided, note = "" } = expansion.informationExponent;
  const exponent = value ?? seen;
  return [
    heading("Hermite coefficients"),
    text(
      `Family: ${expansion.family}; parity: ${expansion.parity}; $a_0 = ${constant?.latex ?? constant?.value}$ moves nothing. Degrees not listed up to ${last} are zero${expansion.polynomialDegree === undefined ? "" : ", and so are all higher ones"}.`,
    ),
    {
      kind: "table",
      head: ["$q$", "$a_q$", "value", "error at most", "basis", "$c_q$"],
      rows: shown.map(rowOf),
    },
    text(
      exponent === undefined
        ? `The information exponent is not decided. ${note}`
        : `Information exponent $p^* = ${exponent}$ (decided: ${decided}). ${note}`,
    ),
    text(
      `$\\mathbb{E} f^2 = ${expansion.squaredNorm.latex ?? short(expansion.squaredNorm.value)}$; decisions use the degrees up to ${expansion.order}; the squares beyond add up to at most ${short(expansion.parsevalTail.enclosure[1])} (${expansion.parsevalTail.basis}).`,
    ),
    ...(expansion.dual === undefined
      ? []
      : [text("In closed form,"), formula(`\\sum_q c_q u^q = ${expansion.dual.latex}`)]),
    ...expansion.notes.map(text),
  ];
}

const rowOf = ({ degree, coefficient, latex, enclosure }: Weight): readonly string[] => [
  `${degree}`,
  coefficient.latex === undefined ? "" : `$${coefficient.latex}$`,
  short(coefficient.value),
  coefficient.error.toExponential(0),
  coefficient.basis,
  latex === undefined || latex.length > longest
    ? midText(enclosure.lower.num, enclosure.lower.den)
    : `$${latex}$`,
];

/** Signs of a square beyond which its decimals say more; a_q is there exactly. */
const longest = 60;

/** Sixteen digits of a decimal. */
export function short(value: string): string {
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?(e-?[0-9]+)?$/.exec(value);
  if (match === null) return value;
  const [, sign = "", whole = "", fraction = "", exponent = ""] = match;
  const zeros = whole === "0" ? (/^0*/.exec(fraction)?.[0].length ?? 0) : -whole.length;
  const kept = fraction.slice(0, Math.max(0, zeros + 16));
  return `${sign}${whole}${kept === "" ? "" : `.${kept}`}${exponent}`;
}

const midText = (num: bigint, den: bigint): string =>
  (Number((num * 10n ** 30n) / den) / 1e30).toPrecision(12);
