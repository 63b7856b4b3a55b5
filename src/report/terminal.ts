/**
 * The report for a terminal: a line a claim, and for what is not as expected all that is needed to
 * see why and to run it again.
 */
import chalk from "chalk";
import type { ClaimReport, ListedExperiment, SpecReport } from "../checks/judge/verdict.ts";
import { ablationLines } from "./ablation.ts";
import type { Extras } from "./extras.ts";
import { mutationLines } from "./mutation.ts";
import {
  claimedText,
  controlsText,
  countedClaims,
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
export const prettyReport = (
  specs: readonly SpecReport[],
  seconds: number,
  extras: Extras = {},
): string =>
  `${specs.map((spec) => prettySpec(spec)).join("")}${prettySummary(specs, seconds, extras)}`;

/**
 * What was concluded about one spec; nothing for a part of a setting.
 *
 * @param isQuiet whether only what is not as expected is said
 */
export function prettySpec(spec: SpecReport, isQuiet = false): string {
  const claims = isQuiet ? spec.claims.filter(({ asExpected }) => !asExpected) : spec.claims;
  const experiments = isQuiet ? [] : (spec.experiments ?? []);
  if (claims.length + experiments.length === 0) return "";
  const source = sourceText(spec.source);
  const head = chalk.bold(spec.title) + (source === "" ? "" : chalk.dim(`  ${source}`));
  const remarks = (isQuiet ? [] : spec.remarks).map(({ text, reason }) =>
    chalk.dim(`  remark      ${text}: ${reason}`),
  );
  const lines = [...claims.map(claimText), ...experiments.map(experimentText), ...remarks];
  return `${[head, chalk.dim(spec.file), ...lines, ""].join("\n")}\n`;
}

/** The experiments of a spec alone, where its claims were printed before they were observed. */
export const prettyExperiments = (spec: SpecReport, isQuiet = false): string =>
  prettySpec({ ...spec, claims: [], remarks: [] }, isQuiet);

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
    : [line, ...claimLines(claim).map((text) => `      ${text}`)].join("\n");
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

/** All that is known of a claim that is not as expected, a line each. */
export function claimLines(claim: ClaimReport): readonly string[] {
  const { file, line, column } = claim.position;
  const source = sourceText(claim.source);
  const place = `${file}:${line}:${column}${source === "" ? "" : `  ${source}`}`;
  return [place, ...detailsOf(claim).map(detailLine)];
}

/** The last lines: counts; the kill rate and the twin that was refuted most narrowly; the time. */
export function prettySummary(
  specs: readonly SpecReport[],
  seconds: number,
  extras: Extras = {},
): string {
  const claims = specs.flatMap((spec) => spec.claims);
  const drawn = specs.flatMap(({ experiments = [] }) => experiments);
  const observed = drawn.filter(({ status }) => status === "observed").length;
  const seen = observed === 0 ? "" : `; ${observed} experiments observed`;
  const paint = claims.every(({ asExpected }) => asExpected) ? chalk.green : chalk.red;
  const narrowest = narrowestText(claims);
  return [
    ...(extras.ablations ?? []).flatMap(ablationLines),
    ...(extras.mutation === undefined ? [] : mutationLines(extras.mutation)),
    `${countedClaims(claims)}; ${paint(stateText(claims))}${seen}`,
    ...(narrowest === undefined ? [] : [narrowest]),
    `${killsText(claims)}; ${seconds.toFixed(1)} s`,
    "",
  ].join("\n");
}
