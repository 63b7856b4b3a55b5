/**
 * Small parts of pages: verdicts, lists of terms, commands to copy, tables.
 */
import type { ClaimReport } from "../../checks/judge/verdict.ts";
import { countsOf, expectedText, markOf } from "../sentences.ts";
import { escaped } from "./page.ts";

/** A verdict with its mark; colour repeats what the words say. */
export function verdictHtml(claim: ClaimReport): string {
  const { verdict, grade, asExpected } = claim;
  const tone = asExpected ? "good" : verdict === "undecided" ? "open" : "bad";
  const graded = grade === undefined ? verdict : `${verdict} (${grade})`;
  const text = [markOf(claim), graded, expectedText(claim)].filter((part) => part !== "");
  return `<span class="verdict ${tone}">${escaped(text.join(" "))}</span>`;
}

/** `7 proved, 1 refuted`, each by itself. */
export const tallyHtml = (claims: readonly ClaimReport[]): string =>
  countsOf(claims)
    .map(({ verdict, n }) => `<span class="tally">${n}\u00a0${verdict}</span>`)
    .join(", ");

/** Terms and what is said of them; both are HTML. */
export const termsHtml = (entries: readonly (readonly [string, string])[]): string =>
  entries.length === 0
    ? ""
    : `<dl>${entries.map(([term, said]) => `<dt>${term}</dt>${saidHtml(said)}`).join("\n")}</dl>`;

/** A fraction is not broken: where it is wider than the page it scrolls by itself. */
const saidHtml = (said: string): string =>
  said.includes("<mfrac") ? `<dd class="wide" tabindex="0">${said}</dd>` : `<dd>${said}</dd>`;

/** A command with a button that copies it. */
export const commandHtml = (command: string): string =>
  `<div class="copy"><code>${escaped(command)}</code><button type="button" data-copy hidden>Copy</button></div>`;

export interface Column {
  /** Plain text. */
  readonly head: string;
  readonly isNumber?: boolean;
}

/** A table that scrolls by itself; cells are HTML. */
export function tableHtml(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const classOf = ({ isNumber }: Column): string => (isNumber === true ? ' class="number"' : "");
  const head = columns.map((one) => `<th scope="col"${classOf(one)}>${escaped(one.head)}</th>`);
  const body = rows.map(
    (cells) =>
      `<tr>${cells.map((cell, i) => `<td${classOf(columns[i] ?? { head: "" })}>${cell}</td>`).join("")}</tr>`,
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="${escaped(label)}"><table><thead><tr>${head.join("")}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

/** Something that unfolds. @param body HTML */
export const foldedHtml = (summary: string, body: string): string =>
  `<details><summary>${escaped(summary)}</summary>\n${body}\n</details>`;
