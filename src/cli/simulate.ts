/**
 * `lemmata simulate SPEC`: trajectories of a spec's model, or an ensemble of them, as a table.
 */
import { simulateSpec } from "../checks/simulate-spec.ts";
import { loadSpec } from "../model/load.ts";
import { simulationCsv, simulationJson } from "../report/simulation-table.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { assignmentsOf } from "./assignments.ts";
import { exitStatus } from "./exit-status.ts";
import type { SimulateCommandOptions } from "./options.ts";

/** @returns the exit status. @throws SpecError with the issues of a bad spec. */
export async function simulateCommand(
  path: string,
  options: SimulateCommandOptions,
): Promise<number> {
  const { spec } = loadSpec(path);
  const assignments = assignmentsOf(options.set);
  if ("problems" in assignments) return wrongUse(assignments.problems);
  try {
    const { until } = options;
    const simulated = simulateSpec(spec, {
      assignments,
      flow: options.flow,
      seed: options.seed,
      runs: options.runs,
      ...(until !== undefined && { until }),
    });
    if ("problems" in simulated) return wrongUse(simulated.problems);
    const table = options.format === "csv" ? simulationCsv : simulationJson;
    process.stdout.write(table(simulated));
    const failed = simulated.runs.filter(({ status }) => status !== "reached-end");
    for (const { run, status } of failed) {
      process.stderr.write(`lemmata simulate: run ${run}: ${status}\n`);
    }
    return failed.length === 0 ? exitStatus.expected : exitStatus.unexpected;
  } finally {
    await closeCas();
  }
}

function wrongUse(problems: readonly string[]): number {
  for (const problem of problems) process.stderr.write(`lemmata simulate: ${problem}\n`);
  return exitStatus.wrongUse;
}
