/**
 * The report as annotations of a pull request: a workflow command for each claim that is not as
 * expected, at its line, and a summary.
 *
 * A command is `::error file=F,line=L,col=C,title=T::message`; in values %, line ends, and in
 * properties : and , are written as %XX [GitHubCommands].
 */
import type { ClaimReport, SpecReport } from "../checks/judge/verdict.ts";
import { claimedText, pairText, replayCommand } from "./sentences.ts";

/** Lines for standard output of a step. */
export function githubReport(specs: readonly SpecReport[]): string {
  const claims = specs.flatMap((spec) => spec.claims);
  const unexpected = claims.filter(({ asExpected }) => !asExpected);
  const summary =
    unexpected.length === 0
      ? `::notice title=lemmata::${counted(claims.length)}, everything as expected`
      : `${counted(claims.length)}, ${unexpected.length} not as expected`;
  return `${[...unexpected.map(annotation), summary].join("\n")}\n`;
}

function annotation(claim: ClaimReport): string {
  const { id, verdict, expected, position, reason, fault } = claim;
  const shown = claim.conflict ?? claim.counterexample;
  const message = [
    claimedText(claim),
    fault ?? reason ?? "",
    shown === undefined ? "" : pairText(shown),
    replayCommand(claim.replay),
  ].filter((line) => line !== "");
  const properties = [
    ["file", position.file],
    ["line", `${position.line}`],
    ["col", `${position.column}`],
    ["title", `${id}: ${verdict}, expected ${expected}`],
  ].map(([name, value = ""]) => `${name}=${escaped(value).replace(/[:,]/g, percent)}`);
  return `::error ${properties.join(",")}::${escaped(message.join("\n"))}`;
}

const escaped = (text: string): string => text.replace(/[%\r\n]/g, percent);

const percent = (c: string): string =>
  `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

const counted = (claims: number): string => `${claims} claim${claims === 1 ? "" : "s"}`;
