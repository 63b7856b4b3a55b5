/**
 * The report for a terminal: a line a claim, and for what is not as expected all that is needed to
 * see why and to run it again.
 */
import chalk from "chalk";
import type { ClaimReport, ListedExperiment, SpecReport, Verdict } from "../checks/verdict.ts";
import { ablationLines } from "./ablation.ts";
import type { Extras } from "./extras.ts";
import { mutationLines } from "./mutation.ts";
import {
  budgetText,
  claimedText,
  controlsText,
  formatNumber,
  pairText,
  replayCommand,
  sourceText,
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
  const mark = claim.asExpected ? "✓" : "✗";
  const expected = claim.expected === "holds" ? "" : chalk.dim(` (expected ${claim.expected})`);
  const line = `  ${paint(`${mark} ${verdictText(claim)}`.padEnd(13))} ${claim.id}${expected}`;
  return claim.asExpected
    ? [line, ...short(claim).map((text) => chalk.dim(`                ${text}`))].join("\n")
    : [line, ...long(claim).map((text) => `      ${text}`)].join("\n");
}

const verdictText = ({ verdict, grade }: ClaimReport): string =>
  verdict === "refuted" && grade === "proved" ? "refuted" : verdict;

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
  const shown = claim.conflict ?? claim.counterexample;
  const source = sourceText(claim.source);
  return [
    `${claim.position.file}:${claim.position.line}:${claim.position.column}${source === "" ? "" : `  ${source}`}`,
    `claim     ${claim.kind}${claimedText(claim) === "" ? "" : `, ${claimedText(claim)}`}`,
    `predicted ${claim.derived ?? `nothing: ${claim.noDerivation ?? "no rule"}`}`,
    ...(shown === undefined
      ? []
      : [`observed  ${pairText(shown)}`, `budget    ${budgetText(shown)}`]),
    `controls  ${controlsText(claim)}`,
    ...(claim.reason === undefined ? [] : [`reason    ${claim.reason}`]),
    `replay    ${replayCommand(claim.replay)}`,
  ];
}

const order: readonly Verdict[] = [
  "proved",
  "certified",
  "supported",
  "refuted",
  "undecided",
  "inapplicable",
  "interrupted",
  "conflict",
];

/**
 * The last lines: counts; the kill rate and the twin that was refuted most narrowly, as a multiple
 * of the uncertainty at the case that refuted it; the time.
 */
function summaryText(specs: readonly SpecReport[], extras: Extras, seconds: number): string {
  const claims = specs.flatMap((spec) => spec.claims);
  const counts = order
    .map((verdict) => ({ verdict, n: claims.filter((c) => c.verdict === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => `${n} ${verdict}`);
  const unexpected = claims.filter(({ asExpected }) => !asExpected).length;
  const twins = claims.flatMap(({ id, twins: own }) => own.map((twin) => ({ id, ...twin })));
  const killed = twins.filter(({ refuted }) => refuted).length;
  const narrowest = twins
    .filter(({ margin }) => margin !== undefined)
    .sort((a, b) => (a.margin ?? 0) - (b.margin ?? 0))[0];
  const drawn = specs.flatMap(({ experiments = [] }) => experiments);
  const observed = drawn.filter(({ status }) => status === "observed").length;
  const seen = observed === 0 ? "" : `; ${observed} experiments observed`;
  const state =
    unexpected === 0
      ? chalk.green("everything as expected")
      : chalk.red(`${unexpected} not as expected`);
  return [
    ...(extras.ablations ?? []).flatMap(ablationLines),
    ...(extras.mutation === undefined ? [] : mutationLines(extras.mutation)),
    `${claims.length} claims: ${counts.join(", ")}; ${state}${seen}`,
    ...(narrowest === undefined
      ? []
      : [
          `smallest margin: ${formatNumber(narrowest.margin)} times the resolution, ${narrowest.id} with ${narrowest.label}`,
        ]),
    `${killed} of ${twins.length} wrong twins refuted; ${seconds.toFixed(1)} s`,
  ].join("\n");
}
