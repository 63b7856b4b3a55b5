/**
 * `lemmata verify`: loads the specs, has them judged, prints the report.
 */

import { frameName } from "../checks/cases.ts";
import type { ClaimReport, SpecReport } from "../checks/verdict.ts";
import { verifySpec } from "../checks/verify.ts";
import { formatIssue, type Issue, SpecError } from "../model/issue.ts";
import { loadSpec } from "../model/load.ts";
import type { Spec } from "../model/spec.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { closeSolver } from "../symbolic/prove/z3.ts";
import { progressLine } from "./progress.ts";
import { exitStatus, type VerifyCommandOptions } from "./run.ts";
import { specFiles } from "./spec-files.ts";

/** @returns the exit status. @throws SpecError with the issues of every bad spec. */
export async function verifyCommand(
  paths: readonly string[],
  options: VerifyCommandOptions,
): Promise<number> {
  const specs = loadAll(specFiles(paths.length === 0 ? ["specs"] : paths));
  const chosen = options.case;
  if (chosen !== undefined) requireCase(specs, chosen);
  const progress = progressLine(specs.reduce((n, { claims }) => n + claims.length, 0));
  const reports: SpecReport[] = [];
  const start = performance.now();
  try {
    for (const spec of specs) {
      const report = await verifySpec(spec, {
        effort: options.effort,
        seed: options.seed,
        ...(chosen === undefined ? {} : { caseId: chosen }),
        onClaim: (id) => progress.show(`${spec.file}#${id}`),
        onFault: (id, error) => {
          progress.clear();
          const stack = error instanceof Error ? error.stack : undefined;
          process.stderr.write(`lemmata: a fault at ${spec.file}#${id}: ${stack ?? error}\n`);
        },
      });
      reports.push(report);
    }
  } finally {
    progress.clear();
    await closeSolver();
    await closeCas();
  }
  await print(reports, options, (performance.now() - start) / 1000);
  return statusOf(reports.flatMap(({ claims }) => claims));
}

function loadAll(files: readonly string[]): readonly Spec[] {
  const issues: Issue[] = [];
  const specs = files.flatMap((file) => {
    try {
      const { spec, warnings } = loadSpec(file);
      for (const warning of warnings) process.stderr.write(`warning: ${formatIssue(warning)}\n`);
      return [spec];
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      issues.push(...error.issues);
      return [];
    }
  });
  if (issues.length > 0) throw new SpecError(issues);
  return specs;
}

/** @throws SpecError if no spec has the claim or the parameters that `--case` names. */
function requireCase(specs: readonly Spec[], caseId: string): void {
  const [id = "", ...pinned] = caseId.split("@");
  const claims = specs.flatMap((spec) => spec.claims);
  const named = claims.filter((claim) => claim.id === id);
  if (named.length === 0)
    throw noSuch(
      "the id of a claim",
      claims.map((claim) => claim.id),
      id,
    );
  const parameters = named.flatMap(({ setting }) => [...setting.parameters.keys(), frameName]);
  const pins = pinned
    .join("@")
    .split(",")
    .flatMap((pin) => (pin === "" ? [] : [pin]));
  for (const pin of pins) {
    const [name = ""] = pin.trim().split("=");
    if (!parameters.includes(name) || !pin.includes("=")) {
      throw noSuch("name=value of a parameter", parameters, pin);
    }
  }
}

function noSuch(what: string, known: readonly string[], got: string): SpecError {
  const listed = [...new Set(known)];
  const names = `${listed.slice(0, 8).join(", ")}${listed.length > 8 ? ", ..." : ""}`;
  const position = { file: "--case", line: 1, column: 1 };
  const expected = `${what} (${names})`;
  return new SpecError([{ severity: "error", position, path: "", expected, got }]);
}

async function print(
  reports: readonly SpecReport[],
  { format }: VerifyCommandOptions,
  seconds: number,
): Promise<void> {
  switch (format) {
    case "pretty": {
      const { prettyReport } = await import("../report/terminal.ts");
      process.stdout.write(prettyReport(reports, seconds));
      return;
    }
    case "json": {
      const { jsonReport } = await import("../report/json.ts");
      process.stdout.write(`${JSON.stringify(jsonReport(reports), null, 2)}\n`);
      return;
    }
    case "junit": {
      const { junitReport } = await import("../report/junit.ts");
      process.stdout.write(junitReport(reports));
    }
  }
}

function statusOf(claims: readonly ClaimReport[]): number {
  if (claims.some(({ verdict, fault }) => verdict === "conflict" || fault !== undefined)) {
    return exitStatus.conflict;
  }
  return claims.every(({ asExpected }) => asExpected) ? exitStatus.expected : exitStatus.unexpected;
}
