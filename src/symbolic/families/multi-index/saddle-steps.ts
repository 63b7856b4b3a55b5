/**
 * The saddles of a link as lines of a derivation.
 */
import type { Step } from "../../derivation.ts";
import type { Saddle } from "./leaps.ts";

/** `log d`, `d`, `d^2`: the time after which a saddle is left. */
export const orderText = (exponent: number): string =>
  exponent === 1 ? "log d" : exponent === 2 ? "d" : `d^${exponent - 1}`;

export const orderLatex = (exponent: number): string =>
  exponent === 1 ? "\\log d" : exponent === 2 ? "d" : `d^{${exponent - 1}}`;

/** One line for each saddle. */
export const saddleSteps = (saddles: readonly Saddle[]): readonly Step[] =>
  saddles.map(({ exponent, directions, learned }, i) => ({
    of: `saddle ${i + 1}`,
    equals: `s = ${exponent}, left after a time of order ${orderText(exponent)}`,
    latex: `s_{${i + 1}} = ${exponent},\\quad T_{${i + 1}} \\sim ${orderLatex(exponent)}`,
    rule:
      `the least degree in the directions not among the ${learned} learned; ` +
      `${directions} more ${directions === 1 ? "is" : "are"} learned with it`,
    check: "rule",
    source: "bietti2023, Theorem 3.25",
  }));
