/**
 * The report for a terminal: a line a claim, and for what is not as expected all that is needed to
 * see why and to run it again.
 */
import chalk from "chalk";
import type { ClaimReport, ListedExperiment, SpecReport } from "../checks/verdict.ts";
import { ablationLines } from "./ablation.ts";
import type { Extras } from "./extras.ts";
import { mutationLines } from "./mutation.ts";
import {
  claimedText,
  controlsText,
  countsText,
  detailLine,
  detailsOf,
  expectedText,
  formatNumber,
  killsText,
  markOf,
  narrowestText,
  pairText,
  sourceText,
  stateText,
} from "./sentences.ts";

/** The whole report. @param seconds the time that the run took */
export function prettyReport(
  specs: readonly SpecReport[],
  seconds: number,
  extras: Extras = {},
): string {
  const bodies = specs
    .filter(({ claims: own, experiments = [] }) => own.length + experiments.length > 0)
    .map(specText);
  return `${[...bodies, summaryText(specs, extras, seconds)].join("\n")}\n`;
}

function specText(spec: SpecReport): string {
  const source = sourceText(spec.source);
  const head = chalk.bold(spec.title) + (source === "" ? "" : chalk.dim(`  ${source}`));
  const remarks = spec.remarks.map(({ text, reason }) =>
    chalk.dim(`  remark      ${text}: ${reason}`),
  );
  const experiments = (spec.experiments ?? []).map(experimentText);
  const lines = [...spec.claims.map(claimText), ...experiments, ...remarks];
  return [head, chalk.dim(spec.file), ...lines, ""].join("\n");
}

/** An experiment is neither passed nor failed. */
function experimentText(experiment: ListedExperiment): string {
  const { id, title = "" } = experiment;
  if (experiment.status === "observed") {
    const { panels, missing } = experiment;
    const points = panels.flatMap(({ series }) => series.flatMap((one) => one.points)).length;
    const first = missing[0];
    const lost =
      first === undefined ? "" : `; ${missing.length} missing, ${first.at}: ${first.reason}`;
    return `${`  \u00b7 observed`.padEnd(15)} ${id}  ${chalk.dim(`${title} (${points} points${lost})`)}`;
  }
  const why = experiment.reason ?? "--figures DIR draws it";
  return chalk.dim(`${"  \u00b7 not drawn".padEnd(15)} ${id}  ${title} (${why})`);
}

function claimText(claim: ClaimReport): string {
  const paint = claim.asExpected ? chalk.green : chalk.red;
  const expected = expectedText(claim);
  const note = expected === "" ? "" : chalk.dim(` ${expected}`);
  const line = `  ${paint(`${markOf(claim)} ${claim.verdict}`.padEnd(13))} ${claim.id}${note}`;
  return claim.asExpected
    ? [line, ...short(claim).map((text) => chalk.dim(`                ${text}`))].join("\n")
    : [line, ...long(claim).map((text) => `      ${text}`)].join("\n");
}

/** For a claim as expected: what was shown, and how sharply. */
function short(claim: ClaimReport): readonly string[] {
  const lines: string[] = [];
  const statement = claimedText(claim);
  if (statement !== "") lines.push(statement);
  if (claim.verdict === "refuted" && claim.counterexample !== undefined) {
    lines.push(pairText(claim.counterexample));
  }
  if (claim.verdict === "supported" && claim.resolution !== undefined) {
    lines.push(`resolution ${formatNumber(claim.resolution.above)}; ${controlsText(claim)}`);
  }
  if (claim.verdict === "undecided" && claim.reason !== undefined) lines.push(claim.reason);
  return lines;
}

function long(claim: ClaimReport): readonly string[] {
  const { file, line, column } = claim.position;
  const source = sourceText(claim.source);
  const place = `${file}:${line}:${column}${source === "" ? "" : `  ${source}`}`;
  return [place, ...detailsOf(claim).map(detailLine)];
}

/** The last lines: counts; the kill rate and the twin that was refuted most narrowly; the time. */
function summaryText(specs: readonly SpecReport[], extras: Extras, seconds: number): string {
  const claims = specs.flatMap((spec) => spec.claims);
  const drawn = specs.flatMap(({ experiments = [] }) => experiments);
  const observed = drawn.filter(({ status }) => status === "observed").length;
  const seen = observed === 0 ? "" : `; ${observed} experiments observed`;
  const paint = claims.every(({ asExpected }) => asExpected) ? chalk.green : chalk.red;
  const narrowest = narrowestText(claims);
  return [
    ...(extras.ablations ?? []).flatMap(ablationLines),
    ...(extras.mutation === undefined ? [] : mutationLines(extras.mutation)),
    `${claims.length} claims: ${countsText(claims)}; ${paint(stateText(claims))}${seen}`,
    ...(narrowest === undefined ? [] : [narrowest]),
    `${killsText(claims)}; ${seconds.toFixed(1)} s`,
  ].join("\n");
}
