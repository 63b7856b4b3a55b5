/**
 * The report as Markdown: a table a spec, and for what is not as expected all that is needed to see
 * why and to run it again.
 */
import type { ClaimReport, SpecReport } from "../checks/judge/verdict.ts";
import { ablationLines } from "./ablation.ts";
import type { Extras } from "./extras.ts";
import { mutationLines } from "./mutation.ts";
import {
  claimedText,
  detailLine,
  detailsOf,
  expectedText,
  formatNumber,
  markOf,
  sourceText,
} from "./sentences.ts";

/** The whole report; times are left out, so that one seed gives the same text on every run. */
export function markdownReport(specs: readonly SpecReport[], extras: Extras = {}): string {
  const sections = specs.filter(({ claims, remarks }) => claims.length + remarks.length > 0);
  const found = [
    ...(extras.ablations ?? []).flatMap(ablationLines),
    ...(extras.mutation === undefined ? [] : mutationLines(extras.mutation)),
  ];
  return `${[...sections.flatMap(section), ...(found.length === 0 ? [] : [fenced(found)])].join("\n\n")}\n`;
}

function section({ title, file, source, claims, remarks }: SpecReport): readonly string[] {
  const cited = sourceText(source);
  return [
    `## ${plain(title)}`,
    [`\`${file}\``, ...(cited === "" ? [] : [plain(cited)])].join(", "),
    ...(claims.length === 0
      ? []
      : [
          ["| | claim | verdict | resolution |", "|---|---|---|---|", ...claims.map(row)].join(
            "\n",
          ),
        ]),
    ...claims.filter(({ asExpected }) => !asExpected).flatMap(details),
    ...remarks.map(({ text, reason }) => `Remark: ${plain(text)}: ${plain(reason)}`),
  ];
}

function row(claim: ClaimReport): string {
  const { id, verdict, resolution } = claim;
  const statement = claimedText(claim);
  const cells = [
    markOf(claim),
    [`**${id}**`, ...(statement === "" ? [] : [`\`${statement}\``])].join(" "),
    `${verdict} ${expectedText(claim)}`.trim(),
    resolution === undefined ? "" : formatNumber(Math.max(resolution.above, resolution.below)),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

const details = (claim: ClaimReport): readonly string[] => [
  `### ${claim.id}: ${claim.verdict}`,
  fenced(detailsOf(claim).map(detailLine)),
];

const fenced = (lines: readonly string[]): string => ["```text", ...lines, "```"].join("\n");

/** Text without what Markdown would read as markup. */
const plain = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|]/g, (sign) => `\\${sign}`).replaceAll("\n", " ");
