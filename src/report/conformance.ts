/**
 * What runs of a simulator said, for a terminal and as JSON.
 */
import chalk from "chalk";
import type { ClaimOnRuns } from "../checks/conform/claims-on-run.ts";
import type { Conformance } from "../checks/conform/conformance.ts";
import type { Departure } from "../checks/conform/tested-series.ts";
import type { Spec } from "../model/spec.ts";

export interface ConformanceHeader {
  readonly spec: Spec;
  readonly parameters: ReadonlyMap<string, string>;
  /** Where the runs come from: a file, or a command. */
  readonly source: string;
}

/** The report for a terminal. */
export function conformanceText(
  { spec, parameters, source }: ConformanceHeader,
  found: Conformance,
): string {
  const values = [...parameters].map(([name, value]) => `${name}=${value}`).join(", ");
  const isWell = found.verdict === "conforms";
  const paint = isWell ? chalk.green : chalk.red;
  const { departure, noise, speed, twins, claims, signatures, remarks } = found;
  const refuted = twins.filter((twin) => twin.refuted).length;
  const survivors = twins.filter((twin) => !twin.refuted).map(({ label }) => label);
  const lines = [
    chalk.bold(spec.title),
    chalk.dim(`${spec.file}, ${values === "" ? "no parameters" : values}`),
    `  runs      ${found.runs} of ${found.rows} rows in all, ${source}`,
    `  against   ${found.against}, from each run's own start`,
    `  ${paint(`${isWell ? "✓" : "✗"} ${found.verdict}`)}${found.reason === undefined ? "" : `: ${found.reason}`}`,
    ...(departure === undefined ? [] : [`  leaves    ${departureText(departure)}`]),
    ...signatures.map((name) => `  signature ${name}`),
    ...(speed === undefined ? [] : [`  speed     ${speedText(speed)} of the predicted one`]),
    ...(noise.length === 0 ? [] : [`  noise     ${noiseText(noise)} of a row`]),
    ...(twins.length === 0 || found.verdict === "departs"
      ? []
      : [
          `  controls  ${refuted} of ${twins.length} wrong flows refuted${survivors.length === 0 ? "" : `; survivors: ${survivors.join(", ")}`}`,
        ]),
    ...remarks.map((remark) => chalk.dim(`  remark    ${remark}`)),
    ...claims.map(claimText),
    summary(found),
  ];
  return `${lines.join("\n")}\n`;
}

function summary({ verdict, claims }: Conformance): string {
  const count = (of: ClaimOnRuns["verdict"]): number =>
    claims.filter((claim) => claim.verdict === of).length;
  return `${verdict}; of ${claims.length} claims ${count("agrees")} agree, ${count("contradicted")} are contradicted, ${count("not-judged") + count("inapplicable")} are not judged by a run`;
}

function claimText({ id, verdict, asExpected, reason, departure }: ClaimOnRuns): string {
  const paint =
    verdict === "agrees"
      ? chalk.green
      : verdict === "contradicted" && !asExpected
        ? chalk.red
        : chalk.dim;
  const mark =
    verdict === "agrees" || (verdict === "contradicted" && asExpected)
      ? "✓"
      : verdict === "contradicted"
        ? "✗"
        : "·";
  const why = departure === undefined ? (reason ?? "") : departureText(departure);
  return `  ${paint(`${mark} ${verdict}`.padEnd(14))} ${id}${why === "" ? "" : chalk.dim(`  ${why}`)}`;
}

function departureText({
  run,
  column,
  from,
  to,
  mean,
  standardError,
  deviations,
}: Departure): string {
  const by = `${short(mean)} with a standard error of ${short(standardError)}`;
  return `${column} of run ${run} between t = ${short(from)} and ${short(to)}: off by ${by} a row, ${short(deviations)} standard errors`;
}

/** Four digits are enough to see how far something is off. */
const short = (x: number): string =>
  x === 0 || (Math.abs(x) >= 1e-3 && Math.abs(x) < 1e6)
    ? `${Number(x.toPrecision(4))}`
    : x.toExponential(1);

const speedText = ({ value, error }: { readonly value: number; readonly error: number }): string =>
  `${short(value)} +- ${short(error)}`;

const noiseText = (noise: Conformance["noise"]): string =>
  noise.map(({ column, deviation }) => `${column} ${short(deviation)}`).join(", ");

/** The report as JSON, version 1. */
export function conformanceJson(
  { spec, parameters, source }: ConformanceHeader,
  found: Conformance,
): unknown {
  return {
    version: 1,
    spec: spec.file,
    title: spec.title,
    parameters: Object.fromEntries(parameters),
    source,
    ...found,
  };
}
