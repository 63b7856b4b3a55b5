/**
 * `lemmata conform SPEC`: recorded runs, or a program that makes them, against a spec.
 */
import { createReadStream, createWriteStream, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { type ChosenSetting, chosenSetting } from "../checks/cases/chosen-setting.ts";
import { conform } from "../checks/conform/conform.ts";
import { instanceOf } from "../checks/conform/instance.ts";
import { type RunReader, runReader } from "../checks/conform/read-run.ts";
import { type RunFacts, type RunTable, stating } from "../checks/conform/run-table.ts";
import { loadSpec } from "../model/load.ts";
import type { Spec } from "../model/spec.ts";
import { conformanceJson, conformanceText } from "../report/conformance.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { assignmentsOf } from "./assignments.ts";
import { exitStatus } from "./exit-status.ts";
import { foreignRun } from "./foreign-program.ts";
import type { ConformCommandOptions } from "./options.ts";
import { progressLine } from "./progress.ts";

interface Gathered {
  readonly table: RunTable;
  readonly source: string;
  /** What went wrong on the way; the rows before are kept. */
  readonly problems: readonly string[];
}

/** @returns the exit status. @throws SpecError with the issues of a bad spec. */
export async function conformCommand(
  path: string,
  command: readonly string[],
  options: ConformCommandOptions,
): Promise<number> {
  const { trajectory } = options;
  if (trajectory === undefined && command.length === 0) {
    return refuse(["expected --trajectory FILE or -- COMMAND, got neither. Name one of them."]);
  }
  if (trajectory !== undefined && command.length > 0) {
    return refuse(["expected --trajectory FILE or -- COMMAND, got both. Leave one out."]);
  }
  const { spec } = loadSpec(path);
  const assigned = assignmentsOf(options.set);
  if ("problems" in assigned) return refuse(assigned.problems);
  try {
    const gathered =
      trajectory === undefined
        ? await fromProgram(spec, command, options)
        : await fromFile(trajectory);
    if ("problem" in gathered) return refuse([gathered.problem]);
    const table = stating(gathered.table, statedBy(options));
    const stated = [...(table.facts.parameters ?? [])].filter(([name]) =>
      spec.parameters.has(name),
    );
    const own = assigned.map(({ name }) => name);
    const given = stated
      .filter(([name]) => !own.includes(name))
      .map(([name, text]) => ({ name, text }));
    const chosen = chosenSetting(spec, [...given, ...assigned]);
    if ("problems" in chosen) return refuse(chosen.problems);
    const found = conform(spec, chosen, table, options);
    if ("problem" in found) return refuse([...gathered.problems, found.problem]);
    const header = { spec, parameters: chosen.written, source: gathered.source };
    process.stdout.write(
      options.format === "json"
        ? `${JSON.stringify(conformanceJson(header, found), null, 2)}\n`
        : conformanceText(header, found),
    );
    for (const problem of gathered.problems) process.stderr.write(`lemmata conform: ${problem}\n`);
    if (found.verdict === "conflict") return exitStatus.conflict;
    const isWell =
      found.verdict === "conforms" &&
      gathered.problems.length === 0 &&
      found.claims.every(({ asExpected }) => asExpected);
    return isWell ? exitStatus.expected : exitStatus.unexpected;
  } finally {
    await closeCas();
  }
}

const statedBy = ({ step, batch, error }: ConformCommandOptions): RunFacts => ({
  ...(step !== undefined && { step }),
  ...(batch !== undefined && { batch }),
  ...(error !== undefined && { error }),
});

async function fromFile(path: string): Promise<Gathered | { readonly problem: string }> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) {
    return {
      problem: `${path}: expected a file of rows, got ${stat === undefined ? "nothing there" : "a folder"}.`,
    };
  }
  const reader = runReader();
  const problems: string[] = [];
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    const wrong = reader.line(line);
    if (wrong === undefined) continue;
    problems.push(`${path}:${wrong.problem}`);
    break;
  }
  return ended(reader, path, problems);
}

async function fromProgram(
  spec: Spec,
  command: readonly string[],
  options: ConformCommandOptions,
): Promise<Gathered | { readonly problem: string }> {
  const assigned = assignmentsOf(options.set);
  const chosen = "problems" in assigned ? assigned : chosenSetting(spec, assigned);
  if ("problems" in chosen) return { problem: chosen.problems.join("\n") };
  const reader = runReader();
  const problems: string[] = [];
  const save = options.save === undefined ? undefined : createWriteStream(options.save);
  const progress = progressLine(options.runs, { isQuiet: options.quiet });
  for (let run = 1; run <= options.runs && problems.length === 0; run++) {
    progress.show(`run ${run} of ${command.join(" ")}`);
    const made = await oneRun(spec, chosen, command, options, run, reader, (line) =>
      save?.write(`${line}\n`),
    );
    problems.push(...made);
  }
  progress.clear();
  if (save !== undefined) await new Promise((done) => save.end(done));
  return ended(reader, command.join(" "), problems);
}

async function oneRun(
  spec: Spec,
  chosen: ChosenSetting,
  command: readonly string[],
  options: ConformCommandOptions,
  run: number,
  reader: RunReader,
  save: (line: string) => void,
): Promise<readonly string[]> {
  const { seed, until, rows, timeLimit } = options;
  const instance = instanceOf(spec, chosen, {
    run,
    seed,
    rows,
    facts: statedBy(options),
    ...(until !== undefined && { until }),
  });
  if (typeof instance === "string") return [instance];
  const before = reader.rows();
  reader.begin(String(run));
  const { problem, stderr } = await foreignRun({
    command,
    instance,
    timeLimit,
    line: (text) => {
      save(text);
      return reader.line(text)?.problem;
    },
  });
  if (problem === undefined) return [];
  const got = `${reader.rows() - before} rows came before`;
  const said =
    stderr.trim() === ""
      ? "nothing on standard error"
      : `standard error ends with:\n${stderr.trimEnd()}`;
  return [`${command.join(" ")}: ${problem}; ${got}; ${said}`];
}

function ended(
  reader: RunReader,
  source: string,
  problems: readonly string[],
): Gathered | { readonly problem: string } {
  const table = reader.end();
  if ("problem" in table)
    return { problem: [...problems, table.problem].join("\nlemmata conform: ") };
  return { table, source, problems };
}

function refuse(problems: readonly string[]): number {
  for (const problem of problems) process.stderr.write(`lemmata conform: ${problem}\n`);
  return exitStatus.wrongUse;
}
