/**
 * What the steps of this family say as equations between closed forms: the simplified result on
 * the left, and on the right the rule with its parts put in as they stand.
 */
import type { Setting } from "../../../model/claim.ts";
import { type Equation, type Letter, lettersOf, positiveTexts } from "../../equation.ts";
import { formatPolynomial } from "../../exact/text.ts";
import { formatTerm } from "../../term/format.ts";
import type * as T from "../../term/term.ts";
import type { AveragePoint } from "./average.ts";
import { gradientCoefficient } from "./flow.ts";
import type { RidgeSum } from "./model.ts";

/** m = (sum_s A_1s) / sqrt(sum_rs A_rs). */
export function averageEquation(
  setting: Setting,
  model: RidgeSum,
  { overlap, positive }: AveragePoint,
): Equation {
  const row = (i: string): string => `sum(s in 1..${count(model)}, ${gramText(model, i, "s")})`;
  return {
    left: formatTerm(overlap),
    right: `${row("1")}/sqrt(sum(r in 1..${count(model)}, ${row("r")}))`,
    letters: lettersOf(setting),
    positive: positiveTexts(positive),
  };
}

/** A quantity at the average: every overlap is m. */
export function atAverageEquation(
  setting: Setting,
  { overlap, positive }: AveragePoint,
  free: T.Term,
  value: T.Term,
): Equation {
  return {
    left: formatTerm(value),
    right: formatTerm(free).replace(/\bu\[[^\]]*\]/g, () => `(${formatTerm(overlap)})`),
    letters: lettersOf(setting),
    positive: positiveTexts(positive),
  };
}

/** u_i' = -sum_s A_is g_s + u_i sum_r g_r u_r. */
export function rateEquation(
  setting: Setting,
  model: RidgeSum,
  loss: T.Term,
  rate: T.Term,
  place: string,
): Equation {
  const slope = (letter: string): string =>
    `(${formatTerm(gradientCoefficient(loss, `#${letter}`))})`;
  const range = `1..${count(model)}`;
  const pull = `sum(s1 in ${range}, ${gramText(model, place, "s1")}*${slope("s1")})`;
  const radial = `sum(r1 in ${range}, ${slope("r1")}*u[r1])`;
  const letters: readonly Letter[] = lettersOf(setting, model.terms);
  return {
    left: formatTerm(rate),
    right: `-${pull} + u[${place}]*${radial}`,
    letters,
    positive: [],
  };
}

const count = ({ terms }: RidgeSum): string => `(${formatPolynomial(terms)})`;

const gramText = (model: RidgeSum, i: string, j: string): string => {
  const place = (letter: string): string => (/^[0-9]+$/.test(letter) ? letter : `#${letter}`);
  return `(${formatTerm(model.gram(place(i), place(j)))})`;
};
