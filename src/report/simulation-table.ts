/**
 * Trajectories as a table: CSV with its header in comments, or JSON with a version.
 */
import type { SimulatedSpec } from "../checks/simulate-spec.ts";

/**
 * Comma-separated values. Lines that begin with `#` say what was run, and for each column its unit
 * and meaning; the first other line names the columns. Numbers are written so that reading them
 * gives the same doubles.
 */
export function simulationCsv(simulated: SimulatedSpec): string {
  const { file, title, flow, seed, parameters, columns, runs } = simulated;
  const values = [...parameters].map(([name, value]) => `${name}=${value}`).join(", ");
  const header = [
    `# ${title}`,
    `# spec: ${file}`,
    `# parameters: ${values === "" ? "none" : values}`,
    `# flow: ${flow}, seed: ${seed}, runs: ${runs.length}`,
    "# run [1]: number of the run",
    ...columns.map(({ name, unit, meaning }) => `# ${name} [${unit}]: ${meaning}`),
    ...runs.map(({ run, status }) => `# status of run ${run}: ${status}`),
    ...runs.flatMap(({ run, signatures }) =>
      signatures.map((one) => `# seen in run ${run}: ${one}`),
    ),
  ];
  const names = ["run", ...columns.map(({ name }) => quoted(name))].join(",");
  const rows = runs.flatMap(({ run, rows: own }) => own.map((row) => [run, ...row].join(",")));
  return `${[...header, names, ...rows].join("\n")}\n`;
}

/** The same as JSON; what JSON cannot hold as a number is given as text. */
export function simulationJson(simulated: SimulatedSpec): string {
  const { file, title, flow, seed, parameters, columns, runs } = simulated;
  const document = {
    version: 1,
    spec: file,
    title,
    flow,
    seed,
    parameters: Object.fromEntries(parameters),
    columns,
    runs: runs.map(({ run, status, rows, signatures }) => ({
      run,
      status,
      signatures,
      rows: rows.map((row) => row.map((x) => (Number.isFinite(x) ? x : String(x)))),
    })),
  };
  return `${JSON.stringify(document)}\n`;
}

const quoted = (text: string): string => (text.includes(",") ? `"${text}"` : text);
